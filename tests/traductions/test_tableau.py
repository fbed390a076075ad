"""The translator's table: made from a dossier, filled, taken back whole or not at all."""

from __future__ import annotations

import io

import pytest
import yaml
from docx import Document

from actes.errors import DossierRefused, LectureError
from actes.traductions.tableau import extract, integrate
from tests import exemples
from tests.fabrique import plain
from tests.rendu.docx_builder import members, paragraphs, saved

ACTE = "traduction-certificat"


def source(ajout: str = "", **sanction: object) -> bytes:
    """A small dossier with texts to translate, its comments, its layout."""
    return (
        "# Dossier d'essai\n"
        "dossier: 2026/00777   # sa référence\n"
        "sanction:\n"
        "  etat_execution: NL\n"
        "  motifs: >-\n"
        "    Coupable, au vu\n"
        "    de l'enquête.\n"
        "  faits: {resume: 'Vitesse : 183 km/h', lieu: Lille}  # en bref\n"
        f"{ajout}"
        "\n# fin\n"
    ).encode()


def table(content: bytes, langue: str = "nl") -> bytes:
    """The table of this dossier."""
    return extract(exemples.act(ACTE), exemples.read(content), langue)


def filled(tableau: bytes, **cells: str) -> bytes:
    """The table with a translation in each row, or what is asked for a path (« __ » for a dot)."""
    document = Document(io.BytesIO(tableau))
    asked = {key.replace("__", "."): said for key, said in cells.items()}
    for row in document.tables[0].rows[1:]:
        path = row.cells[0].text.split("\n")[-1]
        usual = {"traducteur": "Monika Schreiner", "date": "2026-10-09"}.get(path, f"vertaald: {path}")
        row.cells[2].text = asked.get(path, usual)
    return saved(document)


def put_back(content: bytes, tableau: bytes) -> bytes:
    """The dossier with what the table says."""
    return integrate(
        exemples.act(ACTE), tableau, "t.docx", content, "d.yaml", exemples.atelier().catalogue.champs()
    ).contenu


def codes(error: DossierRefused) -> list[str]:
    """The codes of what was refused."""
    return [constat.code for constat in error.constats]


def test_the_table_names_each_text_and_leaves_room_for_its_translation():
    document = Document(io.BytesIO(table(source())))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["Champ", "Texte français", "Traduction"]
    assert ["Motifs de la décision\nsanction.motifs", "Coupable, au vu de l'enquête.", ""] in rows
    assert [row[0].split("\n")[-1] for row in rows[1:]] == [
        "traducteur", "date", "sanction.motifs", "sanction.faits.resume", "sanction.faits.lieu",
    ]  # fmt: skip


def test_the_same_dossier_gives_the_same_table_without_clock_or_author():
    assert table(source()) == table(source())
    core = members(table(source()))["docProps/core.xml"].decode()
    assert "python-docx" not in core
    assert "2000-01-01" in core


def test_what_the_translator_wrote_comes_into_the_dossier_and_nothing_else_changes():
    written = put_back(source(), filled(table(source()), sanction__motifs='Schuldig: "ja"\nregel 2')).decode()
    assert written.startswith(source().decode().removesuffix("\n# fin\n"))
    assert written.endswith("# fin\n")
    data = yaml.load(written, Loader=yaml.BaseLoader)["traductions"]
    assert [data[0][key] for key in ("langue", "traducteur", "date")] == ["nl", "Monika Schreiner", "2026-10-09"]
    assert data[0]["champs"][0]["texte"] == 'Schuldig: "ja"\nregel 2'
    assert len(data[0]["champs"][0]["empreinte"]) == 16


def test_taking_the_same_table_back_twice_changes_nothing_more():
    once = put_back(source(), filled(table(source())))
    assert put_back(once, filled(table(source()))) == once


@pytest.mark.parametrize(
    "ajout",
    [
        "traductions: []\n",
        "traductions:\n",
        "traductions:\n- {langue: nl, traducteur: Jan}  # à compléter\n",
        "traductions:\n  - langue: nl   # le néerlandais\n    traducteur: Jan\n    date: 2026-01-01\n",
        "traductions:\n  - langue: nl\n    champs:\n      - {chemin: sanction.motifs, texte: vieux}   # vieux\n",
        "traductions:\n- langue: nl\n  champs:\n  - chemin: sanction.motifs\n    texte: >-\n      vieux\n",
        "traductions:\n  - langue: nl\n    champs: [{chemin: sanction.motifs, texte: vieux}]\n",
        "traductions:\n  - langue: de\n    traducteur: Jürgen   # l'autre langue\n",
    ],
)
def test_whatever_the_dossier_had_its_comments_and_its_other_languages_stay(ajout):
    before = source(ajout)
    written = put_back(before, filled(table(before))).decode()
    held = {each["langue"]: each for each in yaml.load(written, Loader=yaml.BaseLoader)["traductions"]}
    assert held["nl"]["traducteur"] == "Monika Schreiner"
    assert [row["texte"] for row in held["nl"]["champs"]] == [
        f"vertaald: {path}" for path in ("sanction.motifs", "sanction.faits.resume", "sanction.faits.lieu")
    ]
    assert [line.split("#")[1] for line in written.splitlines() if "#" in line] == [
        line.split("#")[1] for line in before.decode().splitlines() if "#" in line
    ]
    assert "de" not in held or held["de"] == {"langue": "de", "traducteur": "Jürgen"}


def test_a_letterhead_that_the_translator_set_as_a_table_before_ours_is_passed_over():
    document = Document(io.BytesIO(filled(table(source()))))
    letterhead = document.add_table(1, 3)
    letterhead.rows[0].cells[0].text = "Monika Schreiner"
    document.tables[0]._tbl.addprevious(letterhead._tbl)
    assert put_back(source(), saved(document)) == put_back(source(), filled(table(source())))


def test_only_the_dossier_of_the_table_is_changed_in_a_stream():
    other = source().replace(b"00777", b"00778")
    stream = other + b"---\n" + source() + b"---\n" + other.replace(b"00778", b"00779")
    written = put_back(stream, filled(table(source())))
    assert [b"traductions" in part for part in written.split(b"---\n")] == [False, True, False]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"traducteur": " "}, "traduction-manquante"),
        ({"date": ""}, "traduction-manquante"),
        ({"date": "9 octobre"}, "traduction-refusee"),
        ({"sanction__motifs": ""}, "traduction-manquante"),
        ({"sanction__motifs": "x" * 20_001}, "traduction-refusee"),
        ({"sanction__motifs": "a\u202eb"}, "traduction-refusee"),
        ({"sanction__motifs": "a\ufeffb"}, "traduction-refusee"),
    ],
)
def test_what_lacks_or_cannot_be_printed_is_refused(cells, code):
    with pytest.raises(DossierRefused) as raised:
        put_back(source(), filled(table(source()), **cells))
    assert codes(raised.value) == [code]


def test_a_french_text_changed_in_the_table_or_in_the_dossier_is_refused():
    document = Document(io.BytesIO(filled(table(source()))))
    document.tables[0].rows[3].cells[1].text = "Innocent."
    with pytest.raises(DossierRefused) as raised:
        put_back(source(), saved(document))
    assert codes(raised.value) == ["francais-modifie"]
    with pytest.raises(DossierRefused) as raised:
        put_back(source().replace(b"183", b"193"), filled(table(source())))
    assert codes(raised.value) == ["traduction-perimee"]


def test_another_dossier_or_another_document_is_refused():
    with pytest.raises(DossierRefused) as raised:
        put_back(source().replace(b"00777", b"00001"), filled(table(source())))
    assert codes(raised.value) == ["tableau-d-un-autre-dossier"]
    with pytest.raises(LectureError, match="n’est pas un tableau de traduction"):
        put_back(source(), paragraphs("rien"))


def test_a_row_taken_out_or_added_is_refused():
    document = Document(io.BytesIO(filled(table(source()))))
    document.tables[0]._tbl.remove(document.tables[0].rows[3]._tr)
    with pytest.raises(DossierRefused) as raised:
        put_back(source(), saved(document))
    assert codes(raised.value) == ["ligne-absente"]
    document = Document(io.BytesIO(filled(table(source()))))
    document.tables[0].rows[3].cells[0].text = "x\nsanction.secret"
    with pytest.raises(DossierRefused) as raised:
        put_back(source(), saved(document))
    assert sorted(codes(raised.value)) == ["ligne-absente", "ligne-inconnue"]


def test_a_text_that_would_be_code_stays_a_text():
    hostile = "{{ 7*7 }} {% raw %} : - # *a &b !!python/object '\" \\ <w:p>"
    written = put_back(source(), filled(table(source()), sanction__motifs=hostile))
    assert yaml.load(written, Loader=yaml.BaseLoader)["traductions"][0]["champs"][0]["texte"] == hostile


def test_a_dossier_that_repeats_itself_by_aliases_is_left_alone():
    aliased = source("zone: &z metropole\npieces: {autres: [*z]}\n")
    with pytest.raises(DossierRefused, match="rien n’y est changé"):
        put_back(aliased, filled(table(aliased)))


def test_what_was_translated_is_in_the_next_table_unless_the_french_changed():
    once = put_back(source(), filled(table(source())))
    again = {
        row.cells[0].text.split("\n")[-1]: row.cells[2].text for row in Document(io.BytesIO(table(once))).tables[0].rows
    }
    assert again["sanction.motifs"] == "vertaald: sanction.motifs"
    changed = once.replace(b"183 km/h", b"193 km/h")
    again = {
        row.cells[0].text.split("\n")[-1]: row.cells[2].text
        for row in Document(io.BytesIO(table(changed))).tables[0].rows
    }
    assert again["sanction.faits.resume"] == ""


def test_the_messages_name_the_fields_and_not_what_they_hold():
    with pytest.raises(DossierRefused) as raised:
        put_back(source().replace(b"183", b"193"), filled(table(source())))
    assert "sanction.faits.resume" in plain(raised.value)
    assert "193" not in plain(raised.value)
