"""Many processes at once, and processes killed: nothing is lost, the chain is whole, the numbers have no hole."""

from __future__ import annotations

import multiprocessing
import random
import time
from pathlib import Path

from actes.registre import Registre
from actes.registre.fichier import check_file
from bench.registre import cout, ecrire, ecrivains, inscription
from tests.registre.registres import PAR


def test_eight_writers_that_open_a_missing_register_at_once_lose_nothing(tmp_path):
    done = ecrivains(tmp_path / "registre.sqlite", processus=8, actes=60, groupe=7)
    assert done.controle.rupture is None
    assert done.controle.attentes == ()
    assert done.controle.documents == done.controle.lignes == 480
    assert sorted(number for numbers in done.numeros for number in numbers) == list(range(1, 481))
    assert [each.name for each in tmp_path.iterdir()] == ["registre.sqlite"]


def test_a_process_killed_at_any_instant_leaves_numbers_that_the_next_finds_again(tmp_path):
    path, chance = tmp_path / "registre.sqlite", random.Random(4)
    context = multiprocessing.get_context("spawn")
    before = 0
    for _ in range(4):
        process = context.Process(target=ecrire, args=(path, "p-", 100_000, 5))
        process.start()
        while process.is_alive() and rank(path) <= before:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.join()
        assert process.exitcode == -9
        found = check_file(path)
        assert found.rupture is None
        assert len(found.attentes) in (0, 5)
        assert found.documents > before
        before = found.documents
    assert ecrire(path, "p-", before + 20, 5) == list(range(1, before + 21))
    assert check_file(path).attentes == ()


def rank(path: Path) -> int:
    """The rank of the last line, 0 while there is no register."""
    if not (path.exists() and path.stat().st_size):
        return 0
    with Registre.open(path) as registre:
        return registre.tete()[0]


def test_what_a_killed_night_reserved_can_be_given_up(tmp_path):
    path = tmp_path / "registre.sqlite"
    ecrire(path, "p-", 10, 5)
    with Registre.open(path) as registre:
        registre.reserve([inscription(rang) for rang in range(100, 110)], lot="nuit du 20", **PAR)
        assert len(registre.controler().attentes) == 10
        registre.renonce(lot="nuit du 20", motif="poste arrêté, dossiers retirés", **PAR)
        found = registre.controler()
        assert (found.rupture, found.attentes, found.annulations) == (None, (), 10)


def test_a_group_costs_little(tmp_path):
    assert (
        cout(tmp_path / "registre.sqlite", 500).processeur < 2
    )  # ten to twenty times what it is, whatever the machine
