"""`make bench`: what an act costs, from the YAML file to the file on disk, as a ratio to docxtpl on the same templates.

Everything is measured in one run, on one core, the two sides turn by turn, so that a slow machine slows both. Our side
reads the file, checks every mention, renders, proves, deflates, writes and syncs; docxtpl's side only renders and
saves the same prepared templates with the same values, in memory.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

from actes.catalogue import Acte
from actes.deliver import Fichier, write_whole
from actes.generate import Atelier, Demande, template_folders
from actes.produce import produce
from bench.banc import decimal, one_core, place_of_work, say, show
from bench.docxtpl_seul import JOUR, Travail, render, travaux

ROUNDS = 30
REFERENCE_ROUNDS = 3
STEPS = ("lire", "vérifier", "rendre", "écrire")


@dataclass
class Mesure:
    """The figures of one act: milliseconds per document."""

    acte: str
    documents: int = 0
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    ours_cpu: list[float] = field(default_factory=list)  # the processor's time, which a busy disk does not change
    theirs_cpu: list[float] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)

    @property
    def ratio(self) -> float:
        return statistics.median(self.theirs) / statistics.median(self.ours)

    @property
    def ratio_cpu(self) -> float:
        return statistics.median(self.theirs_cpu) / statistics.median(self.ours_cpu)


def main() -> None:
    """Measure every act of the catalogue, and print the figures."""
    with one_core(), place_of_work() as folder:
        atelier = Atelier(template_folders())
        tell_all([measure(atelier, acte, folder) for acte in atelier.catalogue])


def measure(atelier: Atelier, acte: Acte, folder: Path) -> Mesure:
    """The figures of one act from its example."""
    mesure = Mesure(acte.id)
    source = acte.dossier / "exemple.yaml"
    _ours(atelier, acte, source, folder / acte.id / "warm-up", Mesure(acte.id))
    for turn in range(ROUNDS):
        cpu = process_time()
        mesure.ours.append(_ours(atelier, acte, source, folder / acte.id / str(turn), mesure))
        mesure.ours_cpu.append(1000 * (process_time() - cpu) / mesure.documents)
        if turn % (ROUNDS // REFERENCE_ROUNDS) == 0:
            jobs = list(travaux(atelier, acte))
            cpu = process_time()
            mesure.theirs.append(_theirs(jobs))
            mesure.theirs_cpu.append(1000 * (process_time() - cpu) / mesure.documents)
    return mesure


def _ours(atelier: Atelier, acte: Acte, source: Path, folder: Path, mesure: Mesure) -> float:
    folder.mkdir(parents=True)
    times = [perf_counter()]
    (lecture,) = atelier.read(source)
    times.append(perf_counter())
    examen = atelier.examine(lecture, acte.id, Demande(aujourdhui=JOUR))
    times.append(perf_counter())
    assert lecture.dossier is not None
    assert not examen.bloque, examen.constats
    documents = list(produce(examen, lecture, atelier.modeles))
    times.append(perf_counter())
    write_whole(folder, [Fichier(d.nom, d.contenu, acte.id, acte.place) for d in documents])
    times.append(perf_counter())
    mesure.documents = len(documents)
    for step, start, end in zip(STEPS, times, times[1:], strict=False):
        mesure.steps[step] += end - start
    return 1000 * (times[-1] - times[0]) / len(documents)


def _theirs(jobs: list[Travail]) -> float:
    start = perf_counter()
    for travail in jobs:
        render(travail)
    return 1000 * (perf_counter() - start) / len(jobs)


def tell_all(mesures: list[Mesure]) -> None:
    """Print the figures of every act, and of the whole."""
    rows = []
    for mesure in mesures:
        total = sum(mesure.steps.values())
        shares = [f"{mesure.steps[step] / total:.0%}" for step in STEPS]
        ours, theirs = statistics.median(mesure.ours), statistics.median(mesure.theirs)
        ratios = (f"{mesure.ratio:.0f}", f"{mesure.ratio_cpu:.0f}")
        rows.append((mesure.acte, str(mesure.documents), decimal(ours), decimal(theirs, 1), *ratios, *shares))
    heads = ("Acte", "Documents", "actes (ms)", "docxtpl (ms)", "Rapport", "Processeur", *STEPS)
    show("Du fichier YAML au fichier sur le disque, vérification comprise", heads, rows)
    say("Médianes par document, un cœur.")
    say("« Rapport » compte l’attente du disque (fsync), « Processeur » le seul temps de calcul.")
    whole = [sum(statistics.median(times(m)) * m.documents for m in mesures) for times in _TIMES]
    weakest = min(mesures, key=lambda mesure: mesure.ratio)
    say(f"Le catalogue entier : {whole[1] / whole[0]:.0f} fois docxtpl ; processeur : {whole[3] / whole[2]:.0f}.")
    say(f"Au plus faible : {weakest.ratio:.0f} ; processeur : {weakest.ratio_cpu:.0f} ({weakest.acte}).")
    say(f"« actes --help » démarre en {decimal(starting_ratio())} fois « python -c 'import click, yaml' ».")


_TIMES = (lambda m: m.ours, lambda m: m.theirs, lambda m: m.ours_cpu, lambda m: m.theirs_cpu)


def starting_ratio() -> float:
    """How long the help takes to show, against importing click and yaml; medians of runs turn by turn."""
    commands = ([sys.executable, "-m", "actes.cli", "--help"], [sys.executable, "-c", "import click, yaml"])
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(9):
        for command, found in zip(commands, times, strict=True):
            start = perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            found.append(perf_counter() - start)
    return statistics.median(times[0]) / statistics.median(times[1])


if __name__ == "__main__":
    main()
