"""Exports in XLSX: typed cells in the dossier's forms, what a sheet hides, and workbooks that are refused."""

from __future__ import annotations

import datetime
import tracemalloc
import zipfile

import openpyxl
import pytest

from actes.errors import LectureError
from actes.tableaux.lecture_xlsx import rows
from tests.tableaux.exports import mapping, read, told, workbook

REFERENCE = "colonnes:\n  dossier: Réf\n"
TITLES = '<row r="1"><c r="A1" t="inlineStr"><is><t>Réf</t></is></c><c r="B1" t="inlineStr"><is><t>X</t></is></c></row>'


def saved(path, *lines, formats=None):
    """A workbook by openpyxl: these rows, the formats of some cells (« B2 » → code)."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for cell, code in (formats or {}).items():
        book.active[cell].number_format = code
    book.save(path)
    return path


def sheet(cells: str, attributes: str = "", after: str = "") -> str:
    """The titles « Réf » and « X », a second row whose reference is 1, and these cells."""
    row = f'<row r="2" {attributes}><c r="A2" t="inlineStr"><is><t>1</t></is></c>{cells}</row>'
    return f"<sheetData>{TITLES}{row}</sheetData>{after}"


def refused(path, source="") -> str:
    with pytest.raises(LectureError) as found:
        read(path, mapping(REFERENCE, source))
    return str(found.value).replace("\u00a0", " ").replace("’", "'").replace(str(path), path.name)


def value(path, champ: str, options: str = "X") -> tuple[object, list[str]]:
    """What the field that column X fills says in the first row, and what is said of it."""
    from actes.dossier import read_chemin

    lectures = read(path, mapping(f"{REFERENCE}  {champ}: {options}\n", ""))
    return read_chemin(lectures[0][1].dossier, champ), told(lectures)


@pytest.mark.parametrize(
    ("cell", "code", "champ", "lu"),
    [
        (datetime.date(1980, 2, 1), "dd/mm/yyyy", "condamne.naissance.date", "1980-02-01"),
        (datetime.date(1980, 2, 1), "[$-40C]d mmmm yyyy;@", "condamne.naissance.date", "1980-02-01"),
        (datetime.datetime(2026, 12, 1, 9, 30), "dd/mm/yyyy hh:mm", "convocation.jap.date", "2026-12-01"),
        (datetime.datetime(2026, 12, 1, 9, 30), "dd/mm/yyyy hh:mm", "convocation.jap.heure", "09:30:00"),
        (datetime.time(9, 30), "hh:mm", "convocation.jap.heure", "09:30:00"),
        (1000, "00000", "condamne.adresse.code_postal", "01000"),
        (59000, "General", "condamne.adresse.code_postal", "59000"),
        ("01000", "@", "condamne.adresse.code_postal", "01000"),
        (612345678, '0#" "##" "##" "##" "##', "condamne.telephone", "06 12 34 56 78"),
        (26307000123, "General", "affaire.numero_parquet", "26307000123"),
        (7151.0, "General", "affaire.numero_minute", "7151"),
        (12, "General", "condamnation.detention_provisoire_jours", "12"),
        (1200.5, '#,##0.00\\ "€"', "condamnation.droit_fixe_procedure", "1200.5"),
        (0.1 + 0.2, "General", "condamnation.droit_fixe_procedure", "0.3"),
        (True, "General", "condamne.incarcere", "True"),
        (False, "General", "condamne.incarcere", "False"),
    ],
)
def test_a_typed_cell_takes_the_form_of_a_dossier(tmp_path, cell, code, champ, lu):
    path = saved(tmp_path / "e.xlsx", ["Réf", "X"], ["1", cell], formats={"B2": code})
    found, said = value(path, champ)
    assert (str(found), said) == (lu, [])


@pytest.mark.parametrize(
    ("cell", "code", "champ", "pourquoi"),
    [
        (datetime.date(2026, 3, 1), "dd/mm/yyyy", "affaire.numero_minute", "le classeur en a fait une date"),
        (datetime.date(2026, 3, 1), "mmm-yy", "condamnation.date", "son format n'affiche pas toute la date"),
        (datetime.time(9, 30), "hh:mm", "condamnation.date", "le classeur en a fait une heure"),
        (datetime.time(9, 30, 15), "hh:mm:ss", "convocation.jap.heure", "son heure a des secondes"),
        (datetime.timedelta(hours=30), "[h]:mm", "convocation.jap.heure", "c'est une durée en heures"),
        (12.345, "0.00", "condamnation.droit_fixe_procedure", "son format d'affichage en cache une partie"),
        (1000, "0,", "condamnation.droit_fixe_procedure", "son format d'affichage ne dit pas comment la lire"),
        (0.5, "0%", "condamnation.droit_fixe_procedure", "son format d'affichage ne dit pas comment la lire"),
        (1234567890123456, "General", "affaire.numero_minute", "un classeur ne garde que 15 chiffres"),
        (7875, "#,##0", "affaire.numero_minute", "c'est un nombre mis en forme, là où un texte est attendu"),
        ("#N/A", "General", "condamne.nom", "elle porte l'erreur #N/A"),
    ],
)
def test_a_cell_that_does_not_say_what_it_shows_is_told(tmp_path, cell, code, champ, pourquoi):
    path = saved(tmp_path / "e.xlsx", ["Réf", "X"], ["1", cell], formats={"B2": code})
    found, said = value(path, champ)
    assert found is None
    assert len(said) == 1
    assert said[0].startswith(f"e.xlsx:2:2: cette cellule ne peut pas être lue : {pourquoi}")
    assert "(colonne « X »)" in said[0]


def test_the_forms_of_the_mapping_are_for_texts_and_typed_cells_need_none(tmp_path):
    path = saved(
        tmp_path / "e.xlsx",
        ["Réf", "X"],
        ["1", "01/02/1980"],
        ["2", datetime.date(1980, 2, 1)],
        formats={"B3": "dd/mm/yy"},
    )
    known = mapping(f"{REFERENCE}  condamne.naissance.date: {{colonne: X, forme: JJ/MM/AAAA}}\n", "")
    lectures = read(path, known)
    assert [str(lecture.dossier.condamne.naissance.date) for _, lecture in lectures] == ["1980-02-01"] * 2
    assert told(lectures) == []


def test_a_formula_gives_its_recorded_value_or_is_told(tmp_path):
    known = '<c r="B2" t="str"><f>A1&amp;B1</f><v>Durand</v></c>'
    assert value(workbook(tmp_path / "a.xlsx", sheet(known)), "condamne.nom") == ("Durand", [])
    assert (
        value(workbook(tmp_path / "b.xlsx", sheet('<c r="B2" t="str"><f>A1</f><v></v></c>')), "condamne.nom")[1] == []
    )
    for unknown in ('<c r="B2"><f>A1</f></c>', '<c r="B2"><f>A1</f><v/></c>', '<c r="B2" t="str"><f>A1</f></c>'):
        _, said = value(workbook(tmp_path / "c.xlsx", sheet(unknown)), "condamne.nom")
        assert "sa formule n'a pas de résultat enregistré" in said[0]


def test_shared_texts_are_read_whole_runs_and_escapes_included(tmp_path):
    shared = (
        "<sst><si><t>Durand</t></si><si><r><t>N'</t></r><r><rPr/><t>Diaye</t></r><rPh><t>x</t></rPh></si>"
        "<si><t>a_x000D_\nb_x005F_x0041_</t></si></sst>"
    )
    for rank, text in enumerate(["Durand", "N'Diaye", "a\nb_x0041_"]):
        path = workbook(
            tmp_path / f"{rank}.xlsx", sheet(f'<c r="B2" t="s"><v>{rank}</v></c>'), {"xl/sharedStrings.xml": shared}
        )
        assert value(path, "condamne.nom") == (text, [])
    path = workbook(tmp_path / "9.xlsx", sheet('<c r="B2" t="s"><v>9</v></c>'), {"xl/sharedStrings.xml": shared})
    assert "le texte qu'elle cite n'existe pas" in value(path, "condamne.nom")[1][0]


def test_days_may_count_from_1904(tmp_path):
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    cells = sheet('<c r="B2" s="1"><v>100</v></c>')
    for book, day in (('<workbookPr date1904="1"/>', "1904-04-10"), ("", "1900-04-09")):
        path = workbook(tmp_path / "e.xlsx", cells, {"xl/styles.xml": styles}, book)
        assert str(value(path, "condamne.naissance.date")[0]) == day
    path = workbook(tmp_path / "e.xlsx", sheet('<c r="B2" s="1"><v>60</v></c>'), {"xl/styles.xml": styles})
    assert "ce n'est pas une date" in value(path, "condamne.naissance.date")[1][0]  # 29 February 1900


def test_cells_and_rows_that_do_not_say_where_they_are_follow_each_other(tmp_path):
    titles = "<row><c/>" + '<c t="inlineStr"><is><t>Réf</t></is></c>' + "</row>"
    cells = f"<sheetData>{titles}<row/><row><c/><c><v>7</v></c></row></sheetData>"
    ((line, lecture),) = read(workbook(tmp_path / "e.xlsx", cells), mapping(REFERENCE, ""))
    assert (line, lecture.dossier.dossier) == (3, "7")


def test_a_hidden_row_is_refused_unless_the_mapping_says_what_becomes_of_it(tmp_path):
    path = workbook(tmp_path / "e.xlsx", sheet("", 'hidden="1"'))
    lectures = read(path, mapping(REFERENCE, ""))
    assert lectures[0][1].dossier is None
    assert told(lectures)[0].startswith("e.xlsx:2: cette ligne est masquée dans la feuille")
    assert read(path, mapping(REFERENCE, "source: {masquees: lues}\n"))[0][1].dossier.dossier == "1"
    assert read(path, mapping(REFERENCE, "source: {masquees: ignorees}\n")) == []


def test_a_cell_under_a_merged_one_is_told(tmp_path):
    merged = '<mergeCells count="1"><mergeCell ref="B1:B2"/></mergeCells>'
    path = workbook(tmp_path / "e.xlsx", sheet("", after=merged))
    found, said = value(path, "condamne.nom")
    assert found is None
    assert said[0].startswith("e.xlsx:2:2: cette cellule ne peut pas être lue : elle est fusionnée avec une autre")


def test_a_row_that_merged_cells_cover_wholly_is_passed(tmp_path):
    merged = '<mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>'
    text = sheet("", after=merged).replace("</sheetData>", '<row r="3"><c r="A3"/></row></sheetData>')
    lectures = read(workbook(tmp_path / "e.xlsx", text), mapping(REFERENCE, ""))
    assert [line for line, _ in lectures] == [2]


def test_the_sheet_is_named_when_there_are_several(tmp_path):
    path = workbook(tmp_path / "e.xlsx", sheet(""), names=["Sorties", "Notes"])
    assert "ce classeur a plusieurs feuilles, ou aucune" in refused(path)
    assert "« Sorties », « Notes »" in refused(path, "source: {feuille: Sortie}\n")
    assert len(read(path, mapping(REFERENCE, "source: {feuille: Notes}\n"))) == 1


@pytest.mark.parametrize(
    ("parts", "pourquoi"),
    [
        ({"xl/vbaProject.bin": "x"}, "il contient des macros"),
        ({"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>"}, "déclare un type de document (DTD)"),
        ({"xl/workbook.xml": "<?xml version='1.0' encoding='utf-16'?><workbook/>"}, "n'est pas en UTF-8"),
        ({"xl/workbook.xml": "<workbook"}, "une de ses parties est abîmée"),
        ({"xl/media/image.png": "0" * 3_000_000}, "une de ses parties est anormalement compressée"),
        ({"_rels/.rels": "<Relationships/>"}, "il n'a pas de partie"),
    ],
)
def test_a_dangerous_or_damaged_workbook_is_refused(tmp_path, parts, pourquoi):
    assert pourquoi in refused(workbook(tmp_path / "e.xlsx", sheet(""), parts))


def test_a_row_without_measure_is_refused(tmp_path, monkeypatch):
    from actes.tableaux import classeur

    monkeypatch.setattr(classeur, "MAX_ELEMENT", 100_000)
    path = workbook(tmp_path / "e.xlsx", sheet("".join(f'<c r="B2"><v>{i}</v></c>' for i in range(20_000))))
    assert "un élément démesuré" in refused(path)


@pytest.mark.parametrize("content", [b"", b"rien", b"PK\x03\x04rien", b"\xd0\xcf\x11\xe0rien"])
def test_what_is_not_a_workbook_is_told(tmp_path, content):
    path = tmp_path / "e.xlsx"
    path.write_bytes(content)
    assert "classeur refusé" in refused(path)


def test_a_workbook_cut_short_is_told(tmp_path):
    path = saved(tmp_path / "e.xlsx", ["Réf"], *[[f"2026/{i}"] for i in range(2_000)])
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    content = bytearray(path.read_bytes())
    content[info.header_offset + 200] ^= 0xFF
    path.write_bytes(content)
    assert "classeur refusé : une de ses parties est abîmée" in refused(path)


def test_openpyxl_reads_the_same_values(tmp_path):
    lines = [["Réf", "X", "Y"], ["a", 12, datetime.date(2026, 1, 2)], [None, 1.5, "é"], ["", True, None]]
    path = saved(tmp_path / "e.xlsx", *lines, formats={"C2": "dd/mm/yyyy"})
    ours = [[v if isinstance(v, str) else v[1] for v in row.valeurs] for row in rows(path, "e.xlsx")]
    theirs = openpyxl.load_workbook(path, read_only=True).active.values
    expected = [[_as_ours(one) for one in line] for line in theirs]
    assert [line + [""] * (3 - len(line)) for line in ours] == expected


def _as_ours(one: object) -> str:
    if one is None or isinstance(one, bool):
        return "oui" if one else ""
    return f"{one:%Y-%m-%d}" if isinstance(one, datetime.datetime) else str(one)


def test_memory_does_not_grow_with_the_shared_texts(tmp_path, monkeypatch):
    from actes.tableaux import classeur

    monkeypatch.setattr(classeur, "_EN_MEMOIRE", 10_000)

    def peak(number: int) -> int:
        lines = "".join(f'<row><c t="s"><v>{i}</v></c></row>' for i in range(number))
        shared = "<sst>" + "".join(f"<si><t>{i} {'x' * 200}</t></si>" for i in range(number)) + "</sst>"
        path = workbook(tmp_path / "e.xlsx", f"<sheetData>{lines}</sheetData>", {"xl/sharedStrings.xml": shared})
        tracemalloc.start()
        assert sum(1 for _ in rows(path, "e.xlsx")) == number
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(10)
    assert peak(12_000) < peak(6_000) + 300_000
