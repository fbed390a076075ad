"""The check of a register: what a hand has changed is found, and its line named."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from actes.errors import ActesError, EnvironnementError, LectureError
from actes.registre import Controle, Registre
from actes.registre.chaine import COLONNES
from actes.registre.faits import fingerprint
from actes.registre.fichier import back_up, check_file
from tests.registre.registres import PAR, by_hand, lived, recorded


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """A register where everything has happened, closed."""
    path = tmp_path_factory.mktemp("entier") / "registre.sqlite"
    lived(path).close()
    return path


@pytest.fixture
def path(sound, tmp_path) -> Path:
    """A copy of it to spoil."""
    return Path(shutil.copy(sound, tmp_path / "registre.sqlite"))


def broken(path: Path, tete: str | None = None) -> tuple[int | None, str, str]:
    """The line, the number and the words of the first rupture."""
    rupture = check_file(path, tete).rupture
    assert rupture is not None
    assert rupture.conseil
    return rupture.rang, str(rupture.numero or ""), rupture.message


def rehashed(path: Path, rang: int, **changes: object) -> None:
    """Change a line and make its fingerprint anew, as somebody who knows the program would."""
    connection = sqlite3.connect(path)
    row = connection.execute("SELECT * FROM lignes WHERE rang = ?", (rang,)).fetchone()
    connection.close()
    line = dict(zip(COLONNES, row, strict=True)) | changes
    line["empreinte"] = fingerprint({name: value for name, value in line.items() if name != "empreinte"})
    values = ", ".join(f"{name} = '{value}'" for name, value in line.items() if name in {*changes, "empreinte"})
    by_hand(path, f"UPDATE lignes SET {values} WHERE rang = {rang}")


def test_a_register_where_everything_has_happened_is_whole(path):
    found = check_file(path)
    assert found.rupture is None
    assert (found.documents, found.brouillons, found.annulations) == (39, 3, 2)
    assert [str(attente.numero) for attente in found.attentes] == ["2026/00037", "2026/00038", "2026/00039"]
    with Registre.open(path) as registre:
        assert registre.tete() == found.tete == (found.lignes, found.tete[1])


def test_the_program_itself_cannot_change_a_line(path):
    connection = sqlite3.connect(path)
    for statement in ("UPDATE lignes SET dossier = 'x' WHERE rang = 3", "DELETE FROM lignes WHERE rang = 3"):
        with pytest.raises(sqlite3.IntegrityError, match="ne se corrige pas"):
            connection.execute(statement)
    connection.close()
    assert check_file(path).rupture is None


@pytest.mark.parametrize("column", [name for name in COLONNES if name not in ("rang", "annee", "numero", "brouillon")])
def test_a_word_changed_by_hand_names_its_line(path, column):
    by_hand(path, f"UPDATE lignes SET {column} = {column} || ' ' WHERE rang = 12")
    rang, number, words = broken(path)
    assert (rang, "altérée" in words) == (12, True)
    assert number.strip() == ("2026/00012")
    assert check_file(path).lignes == 11


@pytest.mark.parametrize(
    ("statement", "rang"),
    [
        ("UPDATE lignes SET numero = 99 WHERE rang = 12", 12),
        ("UPDATE lignes SET annee = '2025' WHERE rang = 12", 12),
        ("UPDATE lignes SET brouillon = 1 WHERE rang = 12", 12),
        ("UPDATE lignes SET annee = 'année' WHERE rang = 12", 12),
        ("UPDATE lignes SET numero = 1.5 WHERE rang = 12", 12),
        ("UPDATE lignes SET contenu = x'7b7d' WHERE rang = 12", 12),
        ("UPDATE lignes SET contenu = CAST(x'ff' AS TEXT) WHERE rang = 12", 12),
        ("DELETE FROM lignes WHERE rang = 12", 12),
        ("DELETE FROM lignes WHERE rang BETWEEN 1 AND 3", 1),
        ("DELETE FROM lignes", 1),
        ("UPDATE lignes SET rang = 1000 WHERE rang = 12", 12),
        ("UPDATE lignes SET rang = -rang WHERE rang IN (12)", 1),
        ("INSERT INTO lignes SELECT 0, * FROM (SELECT {others} FROM lignes WHERE nature = 'evenement' LIMIT 1)", 1),
    ],
)
def test_a_line_changed_moved_or_taken_away_is_named(path, statement, rang):
    by_hand(path, statement.format(others=", ".join(COLONNES[1:])))
    assert broken(path)[0] == rang


def test_two_lines_that_change_places_are_found(path):
    by_hand(
        path,
        "UPDATE lignes SET rang = -1 WHERE rang = 12",
        "UPDATE lignes SET rang = 12 WHERE rang = 13",
        "UPDATE lignes SET rang = 13 WHERE rang = -1",
    )
    assert broken(path)[0] == 12


def test_a_line_made_anew_does_not_hold_the_next(path):
    rehashed(path, 12, dossier="2026/faux")
    rang, _, words = broken(path)
    assert rang == 13
    assert "ne suit pas la ligne 12" in words


def test_a_slot_that_nobody_could_have_written_is_named(path):
    last = check_file(path).lignes  # a slot given back
    for contenu in ("{}", "[]", "bonjour"):
        rehashed(path, last, contenu=contenu)
        assert "ce programme" in broken(path)[2]
        assert broken(path)[0] == last


def test_a_line_added_at_the_end_by_hand_is_named(path):
    last = check_file(path).lignes
    others = ", ".join(COLONNES[1:])
    by_hand(path, f"INSERT INTO lignes SELECT {last + 1}, {others} FROM lignes WHERE rang = {last}")
    assert broken(path)[0] == last + 1


def test_lines_taken_away_at_the_end_are_noticed(path):
    last = check_file(path).lignes
    by_hand(path, f"DELETE FROM lignes WHERE rang > {last - 2}")
    assert broken(path)[0] == last - 1


def forge_end(path: Path, keep: int) -> Controle:
    """Cut the register after this line and make everything beside the lines agree, but not the counters."""
    by_hand(
        path,
        f"DELETE FROM lignes WHERE rang > {keep}",
        f"UPDATE tete SET rang = {keep}, empreinte = (SELECT empreinte FROM lignes WHERE rang = {keep})",
        "DELETE FROM creneaux",
    )
    return check_file(path)


def test_documents_cut_at_the_end_leave_a_hole_in_the_numbers(path):
    rupture = forge_end(path, 30).rupture
    assert rupture is not None
    assert str(rupture.numero) == "2026/00031"


def test_an_end_cut_by_somebody_careful_is_found_by_a_seal_noted_elsewhere(path):
    with Registre.open(path) as registre:
        rang, seal = registre.tete()
    with_documents = 36 + 10 + 3  # documents, cases, drafts: what follows are events
    by_hand(path, "DELETE FROM reservations", "UPDATE compteurs SET dernier = 36 WHERE brouillon = 0")
    assert forge_end(path, with_documents).rupture is None
    assert broken(path, f"{rang}:{seal}")[0] == with_documents + 1
    assert "aucune ligne" in broken(path, seal)[2]


def test_a_seal_noted_elsewhere_is_found_again_after_more_lines(path):
    with Registre.open(path) as registre:
        rang, seal = registre.tete()
        recorded(registre, 500)
    for given in (seal, seal[:16].upper(), f"{rang}:{seal}"):
        found = check_file(path, given)
        assert (found.rupture, found.sceau) == (None, rang)
    assert broken(path, f"{rang - 1}:{seal}")[0] == rang - 1


@pytest.mark.parametrize("given", ["abc", "0" * 15, "x" * 64, ":" + "a" * 64, "0:" + "a" * 64])
def test_what_is_no_seal_is_refused(path, given):
    with pytest.raises(LectureError, match="n’est pas un sceau"):
        check_file(path, given)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE compteurs SET dernier = dernier + 1 WHERE brouillon = 0", "compteur"),
        ("UPDATE compteurs SET dernier = 'x' WHERE brouillon = 0", "compteur"),
        ("DELETE FROM compteurs WHERE brouillon = 1", "compteur"),
        ("INSERT INTO compteurs VALUES ('cour', 2026, 0, 3)", "compteur"),
        ("UPDATE compteurs SET brouillon = 2 WHERE brouillon = 1", "compteur"),
        ("UPDATE reservations SET brouillon = 2 WHERE numero = 38", "réservation"),
        ("DELETE FROM reservations WHERE numero = 38", "n° 2026/00038"),
        ("UPDATE reservations SET numero = 3 WHERE numero = 38", "réservation"),
        ("UPDATE reservations SET cle = 'x' WHERE numero = 38", "réservation"),
        ("UPDATE reservations SET qui = x'00' WHERE numero = 38", "réservation"),
        ("UPDATE reservations SET numero = 'x' WHERE numero = 38", "réservation"),
        ("UPDATE reservations SET numero = -1 WHERE numero = 38", "réservation"),
        ("DELETE FROM creneaux WHERE heure = '09:00'", "créneau"),
        ("UPDATE creneaux SET dossier = '2026/99' WHERE heure = '09:00'", "créneau"),
        ("DELETE FROM tete", "dernière ligne"),
        ("UPDATE tete SET rang = 'x'", "dernière ligne"),
        ("UPDATE tete SET empreinte = 'x'", "la dernière"),
        ("DROP INDEX lignes_dossier", "description des tables"),
        ("UPDATE alembic_version SET version_num = '0007'", "description des tables"),
    ],
)
def test_what_goes_with_the_lines_is_checked_too(path, statement, words):
    by_hand(path, statement)
    assert words.replace("n° ", "") in broken(path)[2]


def test_nothing_is_added_to_a_register_whose_end_was_touched(path):
    by_hand(path, f"DELETE FROM lignes WHERE rang = {check_file(path).lignes}")
    with Registre.open(path) as registre, pytest.raises(EnvironnementError, match="controler"):
        recorded(registre, 700)


def test_an_altered_line_is_not_shown_as_if_it_were_sound(path):
    by_hand(path, "UPDATE lignes SET contenu = '{' WHERE rang = 12")
    with Registre.open(path, lecture=True) as registre:
        with pytest.raises(EnvironnementError, match="la ligne 12 a été altérée"):
            list(registre.exporter())
        with pytest.raises(ActesError, match="la ligne 12"):
            registre.document(registre.trouve("2026/12"))


def test_a_check_writes_nothing(path):
    before = path.read_bytes()
    check_file(path, "0" * 64)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_copy_is_made_while_the_register_is_written_and_is_checked(path, tmp_path):
    with Registre.open(path) as registre:
        recorded(registre, 800)
        found = back_up(path, tmp_path / "copie.sqlite")
        assert found.tete == registre.tete()
    assert json.dumps(found.rupture) == "null"
    assert (tmp_path / "copie.sqlite").stat().st_mode & 0o777 == 0o600
    with Registre.open(tmp_path / "copie.sqlite") as copy:
        assert str(copy.reserve([], **PAR)) == "[]"
        assert copy.controler().tete == found.tete
    with pytest.raises(EnvironnementError, match="existe déjà"):
        back_up(path, tmp_path / "copie.sqlite")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copie.sqlite", "registre.sqlite"]


def test_a_copy_that_cannot_be_written_is_said(path, tmp_path):
    with pytest.raises(EnvironnementError, match="dossier"):
        back_up(path, tmp_path / "absent" / "copie.sqlite")
