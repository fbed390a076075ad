"""Exports in CSV: what is read, in which encoding; a bad row is told, and spoils no other."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from actes.errors import Constat, Gravite, LectureError
from actes.tableaux.tableau import unroll
from tests.tableaux.exports import mapping, read, told, written

WINDOWS = 'source: {encodage: windows-1252, separateur: ";"}\n'
NOM = "colonnes: {dossier: Réf, condamne.nom: Nom}\n"


def refused(path, known) -> str:
    """What is said of an export that cannot be used."""
    with pytest.raises(LectureError) as found:
        read(path, known)
    return str(found.value).replace("\u00a0", " ").replace("’", "'").replace(str(path), path.name)


def noms(lectures) -> list[tuple[int, str | None]]:
    return [(line, lec.dossier and lec.dossier.condamne and lec.dossier.condamne.nom) for line, lec in lectures]


@pytest.mark.parametrize(
    ("encoding", "source"), [("utf-8", ""), ("utf-8-sig", ""), ("cp1252", WINDOWS)], ids=["utf-8", "bom", "windows"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_an_export_is_read_in_its_encoding_whatever_its_line_ends(tmp_path, encoding, source, end):
    path = written(tmp_path, f"Réf;Nom{end}1;Étienne{end}{end}2;Noël{end}", encoding)
    known = mapping(NOM, source) if source else mapping(NOM)
    assert noms(read(path, known)) == [(2, "Étienne"), (4, "Noël")]


def test_another_encoding_than_said_is_told_with_its_line(tmp_path):
    path = written(tmp_path, "Réf;Nom\n1;Étienne\n", "cp1252")
    assert refused(path, mapping(NOM)).startswith(
        "export.csv:1: cette ligne n'est pas en UTF-8, contrairement à ce que dit la correspondance"
    )
    path = written(tmp_path, "Ref;Nom\n1;Durand\n2;Étienne\n")
    ascii_only = mapping(NOM.replace("é", "e"), WINDOWS)
    assert refused(path, ascii_only).startswith("export.csv:3: ce fichier est en UTF-8, pas en windows-1252")


def test_the_end_of_the_file_is_checked_as_its_beginning(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes("Réf;Nom\n".encode() + b"1;Durand\n" * 20_000 + b"2;\xc3")
    assert "export.csv:20002: cette ligne n'est pas en UTF-8" in refused(path, mapping(NOM))
    path.write_bytes(b"Ref;Nom\n" + b"1;Durand\n" * 20_000 + b"2;\xe9\n3;\x81")
    assert "export.csv:20003: cette ligne n'est pas en windows-1252" in refused(path, mapping(NOM, WINDOWS))


@pytest.mark.parametrize(
    ("content", "constat"),
    [
        ("Réf;Nom\n".encode("utf-16"), "il est en UTF-16"),
        (b"PK\x03\x04rien", "c'est un classeur Excel — donnez-lui l'extension .xlsx"),
        (b"\xd0\xcf\x11\xe0rien", "c'est un ancien classeur Excel"),
        (b"", "cet export n'a pas de ligne de titres"),
        (b"\n\n", "export.csv:1: cette ligne ne porte pas de titres"),
    ],
)
def test_what_is_not_an_export_is_told(tmp_path, content, constat):
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    assert constat in refused(path, mapping(NOM))


def test_an_export_that_is_not_there_is_told(tmp_path):
    assert "fichier illisible : il n'existe pas" in refused(tmp_path / "absent.csv", mapping(NOM))
    (tmp_path / "dossier.csv").mkdir()
    assert "fichier illisible : c'est un dossier" in refused(tmp_path / "dossier.csv", mapping(NOM))


@pytest.mark.parametrize("name", ["e.xls", "e.xlsm", "e.ods", "e.xlsb"])
def test_the_formats_that_are_not_read_are_refused_by_name(tmp_path, name):
    assert "n'est pas lu — enregistrez-le en .xlsx" in refused(written(tmp_path, "Réf;Nom\n", name=name), mapping(NOM))


def test_the_columns_that_the_export_lacks_are_all_told_at_their_place_in_the_mapping(tmp_path):
    known = mapping(
        "colonnes:\n  dossier: Reference\n  condamne.nom: Nom\n  condamne.prenoms: {colonne: Nom, rang: 3}\n"
    )
    assert refused(written(tmp_path, "Référence;Nom;Nom\n1;A;B\n"), known).splitlines() == [
        "c.yaml:3:12: l'export n'a pas de colonne « Reference » — vouliez-vous dire « Référence » ?",
        "c.yaml:4:17: plusieurs colonnes de l'export portent le titre « Nom » : les colonnes 2, 3 — "
        "dites laquelle : « rang: 1 » pour la première d'entre elles",
        "c.yaml:5:31: l'export n'a que 2 colonnes « Nom » — corrigez « rang: »",
    ]


def test_columns_of_one_title_are_told_apart_by_their_rank(tmp_path):
    known = mapping(
        "colonnes:\n  dossier: Réf\n  condamne.nom: {colonne: Nom, rang: 1}\n"
        "  condamne.avocat.nom: {colonne: Nom, rang: 2}\n"
    )
    ((_, lecture),) = read(written(tmp_path, "Réf;Nom;Nom\n1;A;B\n"), known)
    assert (lecture.dossier.condamne.nom, lecture.dossier.condamne.avocat.nom) == ("A", "B")


def test_a_column_that_serves_nothing_is_told_unless_it_is_left_out_on_purpose(tmp_path):
    said: list[Constat] = []
    known = mapping(NOM + "ignorees: [Salle]\n")
    read(written(tmp_path, "Réf;Nom;Salle;Greffe;\n1;A;2;x;\n2;B;2;x;y\n"), known, said)
    assert [(c.gravite, c.code, c.place.ligne, c.place.colonne) for c in said] == [
        (Gravite.INFORMATION, "colonne-non-lue", 1, 4),
        (Gravite.INFORMATION, "colonne-non-lue", 3, 5),
    ]


def test_the_titles_may_stand_further_down_and_be_spaced_otherwise(tmp_path):
    path = written(tmp_path, 'Audience du 19 novembre;\n;\n Réf ;"Nom\nde naissance"\n1;A\n')
    known = mapping("colonnes: {dossier: Réf, condamne.nom: Nom de naissance}\n",
                    'source: {encodage: utf-8, separateur: ";", ligne_titres: 3}\n')  # fmt: skip
    assert noms(read(path, known)) == [(5, "A")]


def test_a_row_of_another_width_is_told_and_the_others_are_read(tmp_path):
    lectures = read(written(tmp_path, "Réf;Nom\n1;A\n2\n3;C;D\n4;E;\n5;F\n"), mapping(NOM))
    assert noms(lectures) == [(2, "A"), (3, None), (4, None), (5, "E"), (6, "F")]
    assert [text.split(" — ")[0] for text in told(lectures)] == [
        "export.csv:3: cette ligne a 1 cellule, celle des titres en a 2",
        "export.csv:4: cette ligne a 3 cellules, celle des titres en a 2",
    ]


def test_quotes_hold_separators_and_lines_and_places_still_count_lines(tmp_path):
    path = written(tmp_path, 'Réf;Nom\n1;"A; ""dit""\nB"\n;C\n')
    lectures = read(path, mapping(NOM))
    assert noms(lectures) == [(2, 'A; "dit"\nB'), (4, "C")]
    assert told(lectures)[0].startswith(
        "export.csv:4:1: le champ « dossier » (référence du dossier) manque (colonne « Réf »)"
    )


def test_a_misplaced_quote_spoils_its_row_alone(tmp_path):
    lectures = read(written(tmp_path, 'Réf;Nom\n1;"A" B\n2;C\n3;"D\n4;E\n'), mapping(NOM))
    assert noms(lectures) == [(2, None), (3, "C"), (4, None)]
    assert [text.split(" — ")[0] for text in told(lectures)] == [
        "export.csv:2: un guillemet est mal placé dans cette ligne",
        "export.csv:4: un guillemet ouvert dans cette ligne n'est pas refermé : les lignes 4 à 5 ne sont pas lues",
    ]


def test_a_cell_without_end_is_told_with_what_it_swallows(tmp_path):
    lectures = read(written(tmp_path, 'Réf;Nom\n1;"A\n' + "2;B\n" * 40_000), mapping(NOM))
    assert "une cellule de cette ligne n'en finit pas : les lignes 2 à 32" in told(lectures)[0]
    assert noms(lectures)[-1] == (40_002, "B")


def test_hidden_characters_are_told_in_their_cell(tmp_path):
    lectures = read(written(tmp_path, "Réf;Nom\n1;A\x00B\n2;C\x07\n"), mapping(NOM))
    assert [text.split(" (")[0] for text in told(lectures)] == [
        "export.csv:2:2: caractère interdit U+0000",
        "export.csv:3:2: caractère interdit U+0007",
    ]


def test_the_zeros_that_an_export_protects_are_kept(tmp_path):
    known = mapping("colonnes: {dossier: Réf, condamne.adresse.code_postal: CP}\n")
    ((_, lecture),) = read(written(tmp_path, 'Réf;CP\n1;"=""01000"""\n'), known)
    assert lecture.dossier.condamne.adresse.code_postal == "01000"


def test_a_bad_value_is_told_once_with_its_column_and_is_in_no_message(tmp_path):
    known = mapping(
        "colonnes:\n  dossier: Réf\n  condamne.naissance.date: {colonne: Date de naissance, forme: JJ/MM/AAAA}\n"
        "  condamnation.date: Jugement\n"
    )
    lectures = read(written(tmp_path, "Réf;Date de naissance;Jugement\n1;31/02/1980;2/11/2026\n"), known)
    assert told(lectures) == [
        "export.csv:2:2: ce jour n'existe pas au calendrier (colonne « Date de naissance ») — corrigez l'export",
        "export.csv:2:3: « date » attend une date, sous la forme AAAA-MM-JJ (colonne « Jugement ») — écrivez par "
        "exemple 2026-11-20, ou dites dans la correspondance comment lire cette colonne (« forme » ou « valeurs »)",
    ]
    assert lectures[0][1].invalide("condamne.naissance.date")


def test_the_place_of_what_is_missing_is_that_of_its_cell(tmp_path):
    known = mapping("colonnes: {dossier: Réf, condamne.nom: Nom, condamne.naissance.lieu: Lieu}\n")
    ((_, lecture),) = read(written(tmp_path, "Lieu;Nom;Réf\n;A;1\n"), known)
    assert str(lecture.place("condamne.naissance.lieu")) == "export.csv:2:1"
    assert str(lecture.place("condamne.naissance.date")) == "export.csv:2:1"
    assert str(lecture.place("dossier")) == "export.csv:2:3"


def test_the_working_copy_holds_only_the_cells_that_are_read(tmp_path):
    copy = io.BytesIO(b"avant\n")
    copy.seek(0, io.SEEK_END)
    path = written(tmp_path, "Réf;Secret;Nom\n1;confidentiel;A\n2;confidentiel;B\n")
    found = list(unroll(path, mapping(NOM), copy))
    lines = copy.getvalue().split(b"\n")
    assert b"confidentiel" not in copy.getvalue()
    assert [copy.getvalue()[row.debut : row.fin - 1] for row in found] == lines[1:3]


def test_a_mapping_changed_since_the_copy_was_made_is_told(tmp_path):
    from actes.tableaux.ligne import lecture_of_row

    copy = io.BytesIO()
    (row,) = unroll(written(tmp_path, "Réf;Nom\n1;A\n"), mapping(NOM), copy)
    with pytest.raises(LectureError, match="a changé"):
        lecture_of_row(copy.getvalue(), mapping("colonnes: {dossier: Réf}\n"), "export.csv")
    assert row.ligne == 2


def test_memory_does_not_grow_with_the_rows(tmp_path):
    def peak(rows: int) -> int:
        path = written(tmp_path, "Réf;Nom\n" + "".join(f"{i};Durand {i}\n" for i in range(rows)))
        with (tmp_path / "copie").open("wb") as copy:
            tracemalloc.start()
            assert sum(1 for _ in unroll(path, known, copy)) == rows
            top = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return top

    known = mapping(NOM)
    peak(100)
    assert peak(20_000) < peak(2_000) + 200_000
