"""Two processes against one: the same lot, turn by turn, and two separate lots as what the machine allows."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.banc import decimal, load, place_of_work, say, show, tell, whole
from bench.dossiers import PAR_REPERTOIRE, write_dossiers
from bench.essai import Essai, essai, registre_of, result, start

DOSSIERS = 6000
CHAUFFE = 1000  # dossiers delivered before the rate is counted: each worker has compiled the templates
TOURS = 3


def measure() -> tuple[list[Essai], list[Essai], list[float]]:
    """Lots with one process, with two, and the seconds that two separate lots of half of it take; turn by turn."""
    one: list[Essai] = []
    two: list[Essai] = []
    apart: list[float] = []
    with place_of_work() as folder:
        sources = write_dossiers(folder / "dossiers", DOSSIERS)
        steps: list[Callable[[], None]] = [
            lambda: one.append(essai([sources], folder / "lot", 1)),
            lambda: two.append(essai([sources], folder / "lot", 2)),
            lambda: apart.append(_apart(sources, folder)),
        ]
        for turn in range(TOURS):
            for step in steps if turn % 2 == 0 else reversed(steps):
                step()
                _clear(folder)
    return one, two, apart


def _apart(sources: Path, folder: Path) -> float:
    """Two lots that know nothing of each other, each of half of the dossiers, at once."""
    parts = sorted(sources.iterdir())
    half = len(parts) // 2
    begun = time.perf_counter()
    running = [start(parts[:half], folder / "lot", 1), start(parts[half:], folder / "autre", 1)]
    for process in running:
        result(process)
    return time.perf_counter() - begun


def _clear(folder: Path) -> None:
    for name in ("lot", "autre"):
        shutil.rmtree(folder / name, ignore_errors=True)
        for path in folder.glob(f"{registre_of(folder / name).name}*"):
            path.unlink()


def main() -> None:
    """Measure, and print."""
    assert DOSSIERS % (2 * PAR_REPERTOIRE) == 0, "two halves"
    tell(f"processus : {whole(DOSSIERS)} dossiers, {TOURS} tours avec un processus, deux, et deux lots séparés…")
    before = load()
    one, two, apart = measure()
    clock, used = zip(*(_steady(tries) for tries in (one, two)), strict=True)
    totals = [median(each.total for each in tries) for tries in (one, two)]
    spent = [median(each.processeur for each in tries) for tries in (one, two)]
    leader = median(each.processeur_meneur / each.processeur for each in two)
    rows: list[list[Any]] = [
        ["documents par seconde, modèles compilés", *(whole(1000 / each) for each in clock), clock[0] / clock[1]],
        ["  processeur par document (ms), tous processus", *map(decimal, used), 2 * used[0] / used[1]],
        ["le lot entier (s)", *(decimal(total, 1) for total in totals), totals[0] / totals[1]],
        ["  processeur, tous processus (s)", *(decimal(seconds, 1) for seconds in spent), 2 * spent[0] / spent[1]],
        ["deux lots séparés, la moitié chacun (s)", "", decimal(median(apart), 1), totals[0] / median(apart)],
    ]
    heads = (f"{whole(DOSSIERS)} dossiers, médianes de {TOURS}", "un processus", "deux", "rapport")
    show("Deux processus contre un", heads, [[*row[:-1], decimal(row[-1])] for row in rows])
    say(
        "Tours alternés. Pour le processeur, le rapport est ce que donneraient deux cœurs libres. Chaque processus "
        f"compile ses modèles ; du processeur des deux, {leader:.0%} va à celui qui mène. Les lots séparés disent ce "
        f"que la machine permet. Charge : {before} avant, {load()} après."
    )


def _steady(tries: list[Essai]) -> tuple[float, float]:
    """Milliseconds a document once warm, by the clock and by the processor: medians."""
    clock, used = zip(*(each.steady(CHAUFFE) for each in tries), strict=True)
    return median(clock), median(used)


if __name__ == "__main__":
    main()
