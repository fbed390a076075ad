"""The acts turned into PDF: to archive, whole, each accounted for, whatever LibreOffice does."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from threading import Event

import pdfua
import pikepdf
import pytest

from actes.errors import EnvironnementError
from actes.lot.journal import Journal
from actes.lot.pdf import convert_lot
from actes.pdf import soffice
from actes.pdf.archive import complete
from tests.conftest import needs
from tests.fabrique import plain
from tests.lot.pdfs import FONT_FILES, alive, converted, fonts, noted, pdf_files, real_acts, small_acts, write_acts

KNOWN_TO_PDFUA = {
    "UA-15-003",  # our tables lay out a page and have no header cell: LibreOffice cannot say so in a PDF
    "UA-28-004",  # for that reason, we do not claim PDF/UA
}


def test_every_act_becomes_a_tagged_pdf_to_archive(made):
    titles = {Path(nom).stem: titre for nom, _, titre, _ in real_acts()}
    assert {Path(name).stem for name in pdf_files(made)} == titles.keys()
    for path in (made / "pdf").iterdir():
        with pikepdf.open(path) as pdf:
            root, meta = pdf.Root, pdf.open_metadata()
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
            assert root.OutputIntents[0].S == "/GTS_PDFA1"
            assert root.MarkInfo.Marked
            assert root.StructTreeRoot.K is not None
            assert root.Lang == "fr-FR"
            assert root.ViewerPreferences.DisplayDocTitle
            assert str(pdf.docinfo.Title) == meta["dc:title"]
            assert str(pdf.docinfo.Title)
            assert meta["pdf:Producer"] == str(pdf.docinfo.Producer)
            assert meta["xmp:CreatorTool"] == str(pdf.docinfo.Creator)


def test_every_font_is_in_the_file(made):
    for path in (made / "pdf").iterdir():
        with pikepdf.open(path) as pdf:
            assert fonts(pdf)
            assert all(FONT_FILES & set(font.FontDescriptor.keys()) for font in fonts(pdf)), path.name


def test_a_pdf_says_neither_who_nor_when(made):
    for path in (made / "pdf").iterdir():
        with pikepdf.open(path) as pdf:
            assert set(pdf.docinfo.keys()) == {"/Title", "/Producer", "/Creator"}
            assert b"Date" not in pdf.Root.Metadata.read_bytes()


def test_whoever_listens_to_an_act_finds_what_can_be_checked(made):
    for path in (made / "pdf").iterdir():
        assert {finding.rule_id for finding in pdfua.validate(path).findings} <= KNOWN_TO_PDFUA, path.name


def test_the_journal_notes_each_pdf_and_its_pages(made):
    for nom, current, pages in noted(made):
        with pikepdf.open(made / "pdf" / f"{Path(nom).stem}.pdf") as pdf:
            assert (current, pages) == (True, len(pdf.pages))


def test_what_is_written_is_private_and_nothing_else_stays(made):
    assert (made / "pdf").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (made / "pdf").iterdir()} == {0o600}
    assert list(made.glob(".*")) == []
    assert [path for path in (made / "pdf").iterdir() if path.suffix != ".pdf"] == []


def test_the_same_act_gives_the_same_pdf(made, tmp_path):
    write_acts(tmp_path / "again", real_acts()[:3])
    assert converted(tmp_path / "again") == []
    again = pdf_files(tmp_path / "again")
    assert len(again) == 3
    assert again.items() <= pdf_files(made).items()


def test_what_is_done_is_not_done_again(lot, libreoffice_that):
    log = libreoffice_that()
    before, told = {path: path.stat().st_mtime_ns for path in (lot / "pdf").iterdir()}, []
    assert converted(lot, told=told) == []
    assert {path: path.stat().st_mtime_ns for path in (lot / "pdf").iterdir()} == before
    assert told == [len(before)]
    assert not log.exists()


def test_a_pdf_that_went_missing_is_made_again_alone(tmp_path, libreoffice_that):
    log = libreoffice_that()
    write_acts(tmp_path / "lot", small_acts("un", "deux", "trois"))
    converted(tmp_path / "lot")
    (tmp_path / "lot" / "pdf" / "2026-00002__essai.pdf").unlink()
    log.unlink()
    assert converted(tmp_path / "lot") == []
    assert log.read_text().split()[1:] == ["temoin.txt", "2.docx"]
    assert len(pdf_files(tmp_path / "lot")) == 3


def test_a_document_that_libreoffice_cannot_open_is_named_and_the_others_converted(tmp_path):
    needs("soffice")
    acts = real_acts()[:3]
    nom, acte, titre, contenu = acts[1]
    acts[1] = (nom, acte, titre, contenu[:6000])
    write_acts(tmp_path / "lot", acts)
    (constat,) = converted(tmp_path / "lot")
    assert (constat.code, constat.acte, str(constat.place)) == ("pdf-impossible", acte, "dossier-2.yaml")
    assert nom in constat.message
    assert [(name, current) for name, current, _ in noted(tmp_path / "lot")] == [
        (acts[0][0], True), (nom, False), (acts[2][0], True)
    ]  # fmt: skip
    assert len(pdf_files(tmp_path / "lot")) == 2


@pytest.mark.parametrize("conduct", ["crash", "hang", "half", "lose"])
def test_a_document_that_brings_libreoffice_down_is_tried_twice_then_named(
    tmp_path, libreoffice_that, monkeypatch, conduct
):
    monkeypatch.setattr(soffice, "PATIENCE", 1.0)
    log = libreoffice_that(quatre=conduct)
    texts = ["un", "deux", "trois", "quatre", "cinq", "six"]
    write_acts(tmp_path / "lot", small_acts(*texts))
    (constat,) = converted(tmp_path / "lot")
    assert "2026-00004__essai.docx" in constat.message
    assert [current for _, current, _ in noted(tmp_path / "lot")] == [text != "quatre" for text in texts]
    launches = [line.split() for line in log.read_text().splitlines()]
    assert Counter(name for _, *names in launches for name in names)["4.docx"] == 2
    assert not any(alive(int(pid)) for pid, *_ in launches)


def test_a_document_that_brings_libreoffice_down_once_is_converted(tmp_path, libreoffice_that):
    libreoffice_that(deux="once")
    write_acts(tmp_path / "lot", small_acts("un", "deux", "trois"))
    assert converted(tmp_path / "lot") == []
    assert len(pdf_files(tmp_path / "lot")) == 3


def test_the_findings_are_in_the_order_of_the_lot(tmp_path, libreoffice_that):
    libreoffice_that(deux="crash", trois="lose", cinq="crash")
    write_acts(tmp_path / "lot", small_acts("un", "deux", "trois", "quatre", "cinq"))
    constats = converted(tmp_path / "lot", processus=2)
    assert [str(constat.place) for constat in constats] == ["dossier-2.yaml", "dossier-3.yaml", "dossier-5.yaml"]
    assert list(pdf_files(tmp_path / "lot")) == ["2026-00001__essai.pdf", "2026-00004__essai.pdf"]


def test_a_document_that_someone_edited_is_not_converted(tmp_path, libreoffice_that):
    log = libreoffice_that()
    write_acts(tmp_path / "lot", small_acts("un", "deux"))
    (tmp_path / "lot" / "2026-00001__essai.docx").write_text("another")
    (constat,) = converted(tmp_path / "lot")
    assert "modifié depuis" in constat.message
    assert [current for _, current, _ in noted(tmp_path / "lot")] == [False, True]
    assert "1.docx" not in log.read_text()


def test_the_pdf_of_an_earlier_version_does_not_stay(tmp_path, libreoffice_that):
    libreoffice_that(mauvais="crash")
    write_acts(tmp_path / "lot", small_acts("mauvais"))
    (tmp_path / "lot" / "pdf").mkdir()
    (tmp_path / "lot" / "pdf" / "2026-00001__essai.pdf").write_bytes(b"%PDF of last week")
    assert len(converted(tmp_path / "lot")) == 1
    assert pdf_files(tmp_path / "lot") == {}


def test_stopped_it_keeps_what_is_made_and_the_next_run_does_the_rest(tmp_path, libreoffice_that):
    log = libreoffice_that(lent="hang")
    folder = tmp_path / "lot"
    write_acts(folder, small_acts("un", "deux", "lent", "quatre"))
    journal, told = Journal(folder), Event()

    def stop() -> bool:
        if any(folder.glob(".en-cours-pdf-*/0/sorties/2.pdf")):
            told.set()
        return told.is_set()

    assert convert_lot(folder, journal, processus=1, stop=stop, avance=lambda _: None) == []
    journal.close()
    assert [current for _, current, _ in noted(folder)] == [True, True, False, False]
    assert not alive(int(log.read_text().split()[0]))
    script = log.parent / "soffice"
    script.write_text(script.read_text().replace("'hang'", "'convert'"))
    assert converted(folder) == []
    assert len(pdf_files(folder)) == 4


def test_what_a_killed_run_left_is_swept_away(tmp_path, libreoffice_that):
    libreoffice_that()
    write_acts(tmp_path / "lot", small_acts("un"))
    left = tmp_path / "lot" / ".en-cours-pdf-abcd" / "0" / "sources"
    left.mkdir(parents=True)
    converted(tmp_path / "lot")
    assert list((tmp_path / "lot").glob(".en-cours*")) == []


def test_a_libreoffice_that_does_not_start_accuses_no_document(tmp_path, libreoffice_that):
    log = libreoffice_that(**{"témoin\n": "crash"})
    write_acts(tmp_path / "lot", small_acts("un", "deux"))
    with pytest.raises(EnvironnementError, match="ne démarre pas"):
        converted(tmp_path / "lot", processus=2)
    assert len(log.read_text().splitlines()) <= 4
    assert [current for _, current, _ in noted(tmp_path / "lot")] == [False, False]


def test_without_libreoffice_it_says_what_to_install(tmp_path, monkeypatch):
    write_acts(tmp_path / "lot", small_acts("un"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironnementError) as refused:
        converted(tmp_path / "lot")
    assert "libreoffice-writer-nogui" in plain(refused.value)
    assert refused.value.exit_code == 4


def test_a_folder_that_disappears_is_told_and_not_made_again(tmp_path, libreoffice_that):
    folder = tmp_path / "lot"
    log = libreoffice_that()
    script = log.parent / "soffice"
    text = script.read_text().replace("conduct =", f"os.rename({str(folder)!r}, {str(folder)!r} + '-moved')\nconduct =")
    script.write_text(text)
    write_acts(folder, small_acts("un", "deux"))
    with pytest.raises(EnvironnementError, match="a disparu"):
        converted(folder)
    assert not folder.exists()


def test_a_libreoffice_that_writes_another_kind_of_pdf_is_refused(tmp_path):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(tmp_path / "plain.pdf")
    with pytest.raises(EnvironnementError, match=r"LibreOffice n’écrit pas de PDF/A-2b balisé"):
        complete(tmp_path / "plain.pdf", tmp_path / "out.pdf", sha256="0" * 64, titre="Essai")
    assert not (tmp_path / "out.pdf").exists()


def test_a_pdf_without_title_takes_that_of_the_act(made, tmp_path):
    with pikepdf.open(next((made / "pdf").iterdir())) as pdf:
        del pdf.docinfo["/Title"]
        pdf.save(tmp_path / "untitled.pdf")
    assert complete(tmp_path / "untitled.pdf", tmp_path / "out.pdf", sha256="0" * 64, titre="Essai & suite")
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert str(pdf.docinfo.Title) == pdf.open_metadata()["dc:title"] == "Essai & suite"
