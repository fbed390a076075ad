"""The measures measure: what they call equal is equal, and they see what differs."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from actes.lot.passe import run
from bench import bits, coupures
from bench.dossiers import write_dossiers
from bench.essai import commande_of, essai, registre_of

ACTE = "requete-condamne"


@pytest.fixture(scope="module")
def lots(tmp_path_factory) -> tuple[Path, Path]:
    """The same lot made twice."""
    folder = tmp_path_factory.mktemp("lots")
    sources = write_dossiers(folder / "dossiers", 5, [ACTE], rejets=0.5)
    made = (folder / "un", folder / "deux")
    for sortie in made:
        bilan = run(commande_of([sources], sortie), lambda: False, lambda _: None)
        assert 0 < bilan.rejetes < 5
    return made


def copy_of(lot: Path, folder: Path) -> Path:
    """A copy of a lot, its register with it."""
    shutil.copy(registre_of(lot), registre_of(folder / lot.name))
    return Path(shutil.copytree(lot, folder / lot.name))


def test_two_runs_of_a_lot_are_equal(lots):
    assert coupures.differences(*lots) == []


def test_an_act_altered_a_line_lost_a_file_left_are_seen(lots, tmp_path):
    sound, other = lots
    killed = copy_of(other, tmp_path)
    acte = next(killed.glob("*.docx"))
    acte.write_bytes(acte.read_bytes()[:-1])
    (killed / ".en-cours-1").mkdir()
    connection = sqlite3.connect(registre_of(killed))
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("DELETE FROM lignes WHERE rang = 1")
    connection.commit()
    connection.close()
    said = "\n".join(coupures.differences(sound, killed))
    for expected in ("octet pour octet", "documents diffère", "trou ou doublon", "la ligne 1 manque", ".en-cours-1"):
        assert expected in said


def test_half_an_act_is_seen_after_a_blow(lots, tmp_path):
    killed = copy_of(lots[1], tmp_path)
    acte = next(killed.glob("*.docx"))
    os.truncate(acte, 1000)
    coupure = coupures.Coupure(1.0, 1.0, 1)
    coupures.after_a_blow(killed, coupures.prints(lots[0]), coupure)
    assert coupure.ecarts == ["fichiers qui ne sont pas ceux du lot entier : 1"]


def test_the_blows_fall_from_the_first_to_the_last_eighth_of_a_run():
    cours = coupures.Cours([(second, 100 * max(0, second - 5)) for second in range(21)])
    coups = coupures.blows(cours)
    assert [int(coup.instant / 20 * 8) for coup in coups] == list(range(8))
    early, late = coups[0], coups[-1]
    assert (early.actes, early.apres) == (0, early.instant)
    assert not early.falls(early.instant - 0.1, 0)
    assert early.falls(early.instant + 0.1, 0)
    assert not late.falls(60.0, late.actes - 1)
    assert not late.falls(61.0, late.actes)
    assert late.falls(61.0 + late.apres, late.actes)


def test_bits_changed_are_named_or_harmless(tmp_path):
    found = bits.measure(tmp_path / "registre.sqlite", 20, 1)
    assert found.trouves[bits.MANQUEE] == found.ailleurs == 0
    assert found.trouves.total() == 20
    assert found.trouves[bits.NOMMEE]


def test_what_a_document_takes_is_measured_while_the_acts_are_made(tmp_path):
    sources = write_dossiers(tmp_path / "dossiers", 90, [ACTE])
    found = essai([sources], tmp_path / "out", 1)
    elapsed, used = found.steady(40)
    assert 0 < used <= elapsed * 1.5
    assert elapsed * found.documents / 1000 < found.total
