"""The print files: every act of a group, in the order of folding, ready for the printer."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import update

from actes.errors import EnvironnementError
from actes.lot.impression import print_files
from actes.lot.journal import Journal, documents
from actes.lot.remise import GROUPES, ordered
from actes.pdf.fusion import Fusion
from actes.registre.base import writing
from tests.conftest import needs
from tests.lot.pdfs import FONT_FILES, fonts, noted


def printed(folder: Path, recto_verso: bool = False) -> list[Path]:
    """The print files of a lot."""
    journal = Journal(folder)
    try:
        return print_files(folder, journal, recto_verso=recto_verso, stop=lambda: False)
    finally:
        journal.close()


def in_order(folder: Path, path: Path) -> list[dict[str, object]]:
    """What the journal says of the documents of a print file."""
    journal = Journal(folder)
    (groupe,) = [groupe for groupe in GROUPES if groupe.id == path.stem]
    rows = [dict(row) for row in ordered(journal, groupe)]
    journal.close()
    return rows


def pdf_of(folder: Path, row: dict[str, object]) -> Path:
    return folder / "pdf" / f"{Path(str(row['nom'])).stem}.pdf"


def drawn(pdf: pikepdf.Pdf) -> list[bytes]:
    """What each page draws, with the fonts that it draws it with."""
    return [
        page.Contents.read_bytes()
        + b"".join(font.FontDescriptor.FontFile2.read_bytes() for _, font in sorted(page.Resources.Font.items()))
        for page in pdf.pages
    ]


def entries(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    """The outline: what each entry says, and the rank of the page that it leads to."""
    ranks = {page.objgen: rank for rank, page in enumerate(pdf.pages)}
    with pdf.open_outline() as outline:
        return [(item.title, ranks[item.destination[0].objgen]) for item in outline.root]


def set_columns(folder: Path, rang: int, **values: object) -> None:
    journal = Journal(folder)
    with writing(journal.engine) as connection:
        connection.execute(update(documents).where(documents.c.id == rang).values(**values))
    journal.close()


def test_each_group_of_delivery_has_its_file_of_whole_acts_in_order(lot):
    paths = printed(lot)
    assert [path.name for path in paths] == ["a-remettre.pdf", "recommandee-avis.pdf", "transmission-interne.pdf"]
    for path in paths:
        expected = []
        for row in in_order(lot, path):
            with pikepdf.open(pdf_of(lot, row)) as pdf:
                expected += drawn(pdf)
        with pikepdf.open(path) as pdf:
            assert drawn(pdf) == expected
            assert pdf.check_pdf_syntax() == []


def test_its_pages_read_as_those_of_the_acts(lot):
    program = needs("pdftotext")

    def text(path: Path) -> str:
        return subprocess.run([program, "-layout", path, "-"], check=True, capture_output=True, text=True).stdout

    path = printed(lot)[0]
    assert text(path) == "".join(text(pdf_of(lot, row)) for row in in_order(lot, path))


def test_its_outline_leads_to_each_act_without_naming_anybody(lot):
    for path in printed(lot):
        rows, page, expected = in_order(lot, path), 0, []
        for row in rows:
            expected.append((f"n°\u00a0{row['numero']} – {row['titre']} – {row['destinataire']}", page))
            page += int(str(row["pages"]))
        with pikepdf.open(path) as pdf:
            assert entries(pdf) == expected
            assert len(pdf.pages) == page
        assert not any(str(row["nom_destinataire"]).encode() in path.read_bytes() for row in rows)


def test_on_both_sides_of_the_sheet_each_act_begins_a_new_one(lot):
    for path in printed(lot, recto_verso=True):
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) % 2 == 0
            assert [rank % 2 for _, rank in entries(pdf)] == [0] * len(in_order(lot, path))
            blank = [page for page in pdf.pages if "/Contents" not in page]
            assert len(blank) == sum(int(str(row["pages"])) % 2 for row in in_order(lot, path)) > 0
            assert pdf.check_pdf_syntax() == []


def test_it_is_a_pdf_to_archive_but_for_its_tags(lot):
    for path in printed(lot):
        with pikepdf.open(path) as pdf:
            root, meta = pdf.Root, pdf.open_metadata()
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
            assert meta["dc:title"] == str(pdf.docinfo.Title)
            assert root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
            assert root.Lang == "fr-FR"
            assert "/StructTreeRoot" not in root
            assert "/MarkInfo" not in root
            assert all(FONT_FILES & set(font.FontDescriptor.keys()) for font in fonts(pdf))


def test_what_comes_back_is_written_once(lot):
    for rank, _ in enumerate(noted(lot), 1):
        set_columns(lot, rank, mode="lrar")
    (path,) = printed(lot)
    separate = 0
    for row in in_order(lot, path):
        with pikepdf.open(pdf_of(lot, row)) as pdf:
            separate += len(fonts(pdf))
    with pikepdf.open(path) as pdf:
        assert len(fonts(pdf)) < separate
        profiles = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/N" in item]
        assert len(profiles) == 1


def test_it_is_private_and_the_same_acts_give_the_same_bytes(lot):
    first = {path: path.read_bytes() for path in printed(lot)}
    assert {path.stat().st_mode & 0o777 for path in first} == {0o600}
    assert (lot / "impression").stat().st_mode & 0o777 == 0o700
    for path in first:
        path.unlink()
    assert {path: path.read_bytes() for path in printed(lot)} == first
    assert set((lot / "impression").iterdir()) == set(first)


def test_it_is_made_again_only_when_its_acts_change(lot):
    before = {path: path.stat().st_mtime_ns for path in printed(lot)}
    assert {path: path.stat().st_mtime_ns for path in printed(lot)} == before
    moved = in_order(lot, lot / "impression" / "a-remettre.pdf")[0]
    set_columns(lot, int(str(moved["id"])), mode="lrar")
    after = {path: path.stat().st_mtime_ns for path in printed(lot)}
    assert {path.stem for path in after if after[path] != before[path]} == {"a-remettre", "recommandee-avis"}
    assert all(path.stat().st_mtime_ns != after[path] for path in printed(lot, recto_verso=True))


def test_an_act_without_its_pdf_is_left_out_and_a_group_without_act_loses_its_file(lot):
    path = printed(lot)[0]
    first, *others = in_order(lot, path)
    set_columns(lot, int(str(first["id"])), pdf_de="of another version")
    printed(lot)
    with pikepdf.open(path) as pdf:
        assert len(entries(pdf)) == len(others)
    for row in others:
        pdf_of(lot, row).unlink()
    assert path not in printed(lot)
    assert not path.exists()


def test_stopped_it_leaves_nothing_half_written_nor_out_of_date(lot):
    printed(lot)
    journal, asked = Journal(lot), []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 2

    assert print_files(lot, journal, recto_verso=True, stop=stop) == []
    journal.close()
    assert list((lot / "impression").iterdir()) == []
    assert len(printed(lot, recto_verso=True)) == 3


def test_a_damaged_pdf_is_named_with_what_to_do(lot):
    path = pdf_of(lot, in_order(lot, lot / "impression" / "a-remettre.pdf")[0])
    path.write_bytes(path.read_bytes()[:-3000])
    with pytest.raises(EnvironnementError, match="supprimez-le") as refused:
        printed(lot)
    assert path.name in str(refused.value)
    assert list((lot / "impression").iterdir()) == []


@pytest.mark.parametrize("pages", [1, 255, 256, 257, 600])
def test_a_tree_of_many_pages_holds_them_all(tmp_path, pages):
    with pikepdf.new() as pdf, (tmp_path / "many.pdf").open("wb") as stream:
        pdf.add_blank_page()
        pdf.Root.OutputIntents = pikepdf.Array()
        pdf.Root.Pages.MediaBox = [0, 0, 10, 20]  # of the tree, not of the page
        del pdf.pages[0].obj.MediaBox
        fusion = Fusion(stream, "Essai (1) é")
        for rank in range(pages):
            fusion.add(pdf, f"n° {rank} (a\\b")
        fusion.finish(bytes(16))
    with pikepdf.open(tmp_path / "many.pdf") as merged:
        assert merged.check_pdf_syntax() == []
        assert len(merged.pages) == merged.Root.Pages.Count == pages
        assert [float(size) for size in merged.pages[-1].mediabox] == [0, 0, 10, 20]
        assert entries(merged) == [(f"n° {rank} (a\\b", rank) for rank in range(pages)]
