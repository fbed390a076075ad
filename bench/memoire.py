"""The memory of a lot at 1 000 and at 100 000 dossiers: it does not grow with their number."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from bench.banc import decimal, load, place_of_work, say, show, size_of, tell, whole
from bench.dossiers import write_dossiers
from bench.essai import Essai, essai

TAILLES = (1_000, 10_000, 100_000)
# acts of one document: a hundred thousand of them are two gigabytes
ACTES = ("information-partie-civile-bex", "mention-registre-execution-peines", "requete-condamne")
PROCESSUS = 2


def measure(folder: Path, dossiers: int) -> tuple[Essai, int]:
    """A lot of so many dossiers, and the bytes that it left, its sources included."""
    sources = write_dossiers(folder / "dossiers", dossiers, ACTES)
    taken = essai([sources], folder / "lot", PROCESSUS)
    return taken, size_of(folder)


def main() -> None:
    """Measure, and print."""
    before, rows = load(), []
    for number in TAILLES:
        tell(f"mémoire : {whole(number)} dossiers, {PROCESSUS} processus…")
        begun = time.perf_counter()
        with place_of_work() as folder:
            taken, octets = measure(folder, number)
            free = shutil.disk_usage(folder).free
        tell(f"  {time.perf_counter() - begun:.0f} s, {free / 1e9:.0f} Go libres")
        rates = (taken.dossiers / taken.total, 1000 / taken.steady(number // 5)[0])
        memory = (taken.memoire_meneur, taken.memoire_rapports, taken.memoire_ouvriers)
        disk = f"{decimal(octets / 1e9, 2)} Go"
        rows.append([whole(number), *map(whole, memory), decimal(taken.total, 1), *map(whole, rates), disk])
    memory = ("meneur (Mio)", "et rapports", "un ouvrier")
    heads = ("dossiers", *memory, "durée (s)", "par seconde", "une fois lancé", "disque")
    show("Mémoire : le plus qu’ait tenu chaque processus", heads, rows)
    say(
        f"Trois actes d’un document, {PROCESSUS} processus. Les bordereaux vont par volumes de 1 000 lignes : le plus "
        f"gros fixe la mémoire des rapports. Charge avant : {before}."
    )


if __name__ == "__main__":
    main()
