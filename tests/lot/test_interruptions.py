"""Interrupted at any instant and run again, a lot ends as if nothing had happened: acts, register, reports."""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from actes.lot import passe
from tests.lot.fabrique import acts, lines, lot, sources, stopped_after

# what changes something on the disk, as the interpreter announces it
OPERATIONS = {"os.link", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.truncate", "shutil.rmtree"}
KILLED = 9


def in_a_process(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> int:
    """Do it in a process of its own; the status that it ended with, minus the signal that killed it."""
    pid = os.fork()
    if not pid:
        try:
            before()
            work()
        except BaseException:
            os._exit(70)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def die_at(operation: int) -> None:
    """Have this process killed just before its nth operation on the disk."""
    count = itertools.count(1)

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        creates = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if (creates or event in OPERATIONS) and next(count) == operation:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(heard)


def test_killed_before_any_operation_on_the_disk_it_ends_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(passe, "GROUPE", 2)
    source = sources(tmp_path / "source", 5)
    whole = tmp_path / "whole"
    assert lot(source, whole).rejetes == 0  # in this process: templates are compiled, children inherit them
    wanted, recorded = acts(whole), lines(tmp_path / "whole.sqlite")
    killed = 0
    for operation in itertools.count(1):
        sortie = tmp_path / f"n{operation}"
        status = in_a_process(lambda sortie=sortie: lot(source, sortie), lambda n=operation: die_at(n))
        if status != -KILLED:
            assert status == 0
            break
        killed += 1
        assert in_a_process(lambda sortie=sortie: lot(source, sortie)) == 0
        assert acts(sortie) == wanted
        assert lines(tmp_path / f"n{operation}.sqlite") == recorded
        assert [path for path in sortie.iterdir() if path.name.startswith(".en-cours")] == []
    assert killed > 20, "the lot was killed at each of its steps"


def test_killed_eight_times_at_random_it_ends_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(passe, "GROUPE", 3)
    source = sources(tmp_path / "source", 60)
    lot(source, tmp_path / "whole")
    chance = random.Random(48)
    kills = 0
    for _ in range(8):
        delay = chance.uniform(0.01, 0.25)
        alarm = lambda delay=delay: (  # noqa: E731
            signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL)),
            signal.setitimer(signal.ITIMER_REAL, delay),
        )
        kills += in_a_process(lambda: lot(source, tmp_path / "killed"), alarm) == -KILLED
    assert kills
    assert in_a_process(lambda: lot(source, tmp_path / "killed")) == 0
    assert acts(tmp_path / "killed") == acts(tmp_path / "whole")
    assert lines(tmp_path / "killed.sqlite") == lines(tmp_path / "whole.sqlite")


def test_stopped_and_taken_up_after_midnight_it_keeps_its_day(tmp_path, monkeypatch):
    from datetime import date

    monkeypatch.setattr(passe, "GROUPE", 2)
    source = sources(tmp_path / "source", 6, date_acte=False)
    lot(source, tmp_path / "whole", aujourdhui=date(2026, 11, 20))
    first = stopped_after(source, tmp_path / "cut", 2, aujourdhui=date(2026, 11, 20))
    assert first.interrompu
    assert 0 < len(acts(tmp_path / "cut")) < len(acts(tmp_path / "whole"))
    lot(source, tmp_path / "cut", aujourdhui=date(2026, 11, 21))
    assert acts(tmp_path / "cut") == acts(tmp_path / "whole")


@pytest.mark.parametrize("processus", [1, 2])
def test_one_process_or_two_make_the_same_lot(tmp_path, processus):
    source = sources(tmp_path / "source", 90)
    lot(source, tmp_path / "one")
    lot(source, tmp_path / "other", processus=processus)
    assert acts(tmp_path / "other") == acts(tmp_path / "one")
    assert lines(tmp_path / "other.sqlite") == lines(tmp_path / "one.sqlite")


def test_what_is_done_is_not_done_again(tmp_path):
    source = sources(tmp_path / "source", 4)
    lot(source, tmp_path / "out")
    before = {path: path.stat().st_ino for path in Path(tmp_path / "out").glob("*.docx")}
    again = lot(source, tmp_path / "out")
    assert again.ecrits == 0
    assert {path: path.stat().st_ino for path in Path(tmp_path / "out").glob("*.docx")} == before
