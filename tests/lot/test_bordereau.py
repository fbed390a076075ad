"""The lists for the people who fold and post."""

from __future__ import annotations

import csv
import io
import re
import subprocess

import pytest
from docx import Document

from actes.lot.bordereau import harmless, lists_of, write_bordereaux
from actes.lot.remise import GROUPES, group_of
from tests.conftest import needs
from tests.lot.journaux import NOM, RUE, document, dossier, journal_of

LRAR = group_of("lrar")


def rows_of(folder, name="recommandee-avis"):
    data = (folder / "bordereaux" / f"{name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def cells_of(path):
    (table,) = Document(path).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_list_says_what_one_copies_on_the_envelope(tmp_path):
    write_bordereaux(
        tmp_path, journal_of(tmp_path, [dossier("2026/00123", [document("a.docx", exemplaire="copie-certifiee")])])
    )
    (row,) = rows_of(tmp_path)
    assert (row["nom"], row["adresse 1"], row["adresse 2"], row["destinataire"]) == (
        NOM,
        RUE,
        "59100 ROUBAIX",
        "condamné",
    )
    assert (row["mode"], row["article"]) == ("Lettre recommandée avec avis de réception", "CPP D48-2-5 al. 2")
    assert row["N°\u00a0de recommandé"] == ""
    heads, cells = cells_of(tmp_path / "bordereaux" / "recommandee-avis.docx")
    assert heads[-2:] == ["N°\u00a0de recommandé", "Déposée le, avis reçu le"]
    assert cells[1:3] == ["2026/00001", "2026/00123"]
    assert cells[3] == "Ordre de mise à exécution\ncopie certifiée conforme"
    assert cells[4] == f"{NOM}\n{RUE}\n59100 ROUBAIX\nCondamné"


def test_a_row_without_name_nor_address_nor_article_holds(tmp_path):
    bare = {"nom_destinataire": "", "adresse": "", "article": "", "mode": "conservation", "destinataire": "dossier"}
    write_bordereaux(tmp_path, journal_of(tmp_path, [dossier("2026/1", [document("a.docx", **bare)])]))
    assert cells_of(tmp_path / "bordereaux" / "conservation.docx")[1][4:6] == ["Dossier", ""]


def test_the_docx_repeats_its_heads_and_numbers_its_pages_on_a_landscape_sheet(tmp_path):
    write_bordereaux(tmp_path, journal_of(tmp_path, [dossier("2026/1", [document("a.docx")])]))
    found = Document(tmp_path / "bordereaux" / "recommandee-avis.docx")
    section = found.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    assert "w:tblHeader" in found.tables[0].rows[0]._tr.xml
    footer = section.footer._element.xml
    assert re.findall(r"PAGE|NUMPAGES", footer) == ["PAGE", "NUMPAGES"]
    assert "lot du 20\u00a0novembre 2026" in footer


def test_only_the_groups_that_hold_something_have_lists_and_stale_ones_go(tmp_path):
    folder = tmp_path / "bordereaux"
    write_bordereaux(
        tmp_path, journal_of(tmp_path / "a", [dossier("2026/1", [document("a.docx", mode="recommandee")])])
    )
    assert sorted(path.name for path in folder.iterdir()) == [
        "recommandee.csv",
        "recommandee.docx",
    ]
    (folder / "recommandee-2.docx").write_bytes(b"")
    (folder / ".recommandee.csv.en-cours").write_bytes(b"")
    (folder / "notes.txt").write_text("à moi")
    write_bordereaux(tmp_path, journal_of(tmp_path / "b", [dossier("2026/1", [document("a.docx")])]))
    assert sorted(path.name for path in folder.iterdir()) == [
        "notes.txt",
        "recommandee-avis.csv",
        "recommandee-avis.docx",
    ]
    assert {path.stat().st_mode & 0o777 for path in folder.glob("rec*")} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    write_bordereaux(tmp_path, journal_of(tmp_path / "c", []))
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_a_long_list_is_cut_into_volumes_that_go_on_counting(tmp_path):
    made = [document(f"{rank:04}.docx", adresse="") for rank in range(2001)]
    write_bordereaux(tmp_path, journal_of(tmp_path, [dossier("2026/1", made)]))
    docx, table = lists_of(tmp_path, LRAR)
    assert docx == [f"bordereaux/recommandee-avis-{volume}.docx" for volume in (1, 2, 3)]
    assert table == ["bordereaux/recommandee-avis.csv"]
    assert [len(cells_of(tmp_path / name)) - 1 for name in docx] == [1000, 1000, 1]
    assert cells_of(tmp_path / docx[2])[1][0] == "2\u00a0001"
    assert len(rows_of(tmp_path)) == 2001
    words = " ".join(paragraph.text for paragraph in Document(tmp_path / docx[1]).paragraphs)
    assert "volume 2 sur 3, du n°\u00a01\u00a0001 au n°\u00a02\u00a0000" in words


def test_the_same_journal_gives_the_same_bytes(tmp_path):
    dossiers = [dossier("2026/1", [document(f"{groupe.id}.docx", mode=groupe.modes[0]) for groupe in GROUPES])]
    for name in ("a", "b"):
        write_bordereaux(tmp_path / name, journal_of(tmp_path / name, dossiers))
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "bordereaux").iterdir()} for name in "ab"
    )
    assert len(first) == 2 * len(GROUPES)
    assert first == second


@pytest.mark.parametrize("texte", ["=1+1", "+33 3", "-x", "@SUM(A1)", "\tx", "\r\n=x", "＝1"])
def test_no_spreadsheet_runs_what_a_dossier_says(tmp_path, texte):
    assert harmless(texte) == f"'{texte}"
    write_bordereaux(tmp_path, journal_of(tmp_path, [dossier("2026/1", [document("a.docx", nom_destinataire=texte)])]))
    assert rows_of(tmp_path)[0]["nom"] == f"'{texte}"


@pytest.mark.parametrize("texte", ["<b>&amp;</b>", "{{ 1 }}", "{% raw %}", "«\u00a0l’\u00a0»", "A\nb"])
def test_a_hostile_name_is_printed_as_it_is(tmp_path, texte):
    write_bordereaux(tmp_path, journal_of(tmp_path, [dossier("2026/1", [document("a.docx", nom_destinataire=texte)])]))
    assert cells_of(tmp_path / "bordereaux" / "recommandee-avis.docx")[1][4].startswith(texte)


def test_libreoffice_prints_it_on_numbered_pages(tmp_path, libreoffice):
    made = [document(f"{rank:04}.docx") for rank in range(40)]
    write_bordereaux(tmp_path, journal_of(tmp_path, [dossier("2026/1", made)]))
    (pdf,) = libreoffice([tmp_path / "bordereaux" / "recommandee-avis.docx"], "pdf", tmp_path / "pdf")
    text = subprocess.run([needs("pdftotext"), "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    pages = text.stdout.split("\f")[:-1]
    assert len(pages) > 2
    assert [f"Page {rank} sur {len(pages)}" in page for rank, page in enumerate(pages, 1)] == [True] * len(pages)
    assert all("Destinataire" in page for page in pages[:-1])
