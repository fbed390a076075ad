"""`make bench`: what an act costs, from the YAML file to the file on disk, as a ratio to docxtpl on the same templates.

Everything is measured in one run, on one core, the two sides turn by turn, so that a slow machine slows both. Our side
reads the file, checks every mention, renders, proves, deflates, writes and syncs; docxtpl's side only renders and
saves the same prepared templates with the same values, in memory.
"""

from __future__ import annotations

import io
import os
import shutil
import statistics
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter

from docxtpl import DocxTemplate
from rich.console import Console
from rich.table import Table

from actes.catalogue import Acte
from actes.deliver import Fichier, write_whole
from actes.generate import Atelier, Demande, template_folders
from actes.produce import produce, template_values
from actes.rendu import environment

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
    steps: Counter[str] = field(default_factory=Counter)

    @property
    def ratio(self) -> float:
        return statistics.median(self.theirs) / statistics.median(self.ours)


def main() -> None:
    """Measure every act of the catalogue, and print the figures."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    atelier = Atelier(template_folders())
    folder = Path(tempfile.mkdtemp(prefix="actes-bench-"))
    try:
        mesures = [measure(atelier, acte, folder) for acte in atelier.catalogue]
    finally:
        shutil.rmtree(folder)
    show(mesures)


def measure(atelier: Atelier, acte: Acte, folder: Path) -> Mesure:
    """The figures of one act from its example."""
    mesure = Mesure(acte.id)
    source = acte.dossier / "exemple.yaml"
    _ours(atelier, acte, source, folder / acte.id / "warm-up", Mesure(acte.id))
    for turn in range(ROUNDS):
        mesure.ours.append(_ours(atelier, acte, source, folder / acte.id / str(turn), mesure))
        if turn % (ROUNDS // REFERENCE_ROUNDS) == 0:
            mesure.theirs.append(_theirs(atelier, acte, source))
    return mesure


def _ours(atelier: Atelier, acte: Acte, source: Path, folder: Path, mesure: Mesure) -> float:
    folder.mkdir(parents=True)
    times = [perf_counter()]
    (lecture,) = atelier.read(source)
    times.append(perf_counter())
    examen = atelier.examine(lecture, acte.id, Demande(aujourdhui=date(2026, 1, 1)))
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


def _theirs(atelier: Atelier, acte: Acte, source: Path) -> float:
    (lecture,) = atelier.read(source)
    examen = atelier.examine(lecture, acte.id, Demande(aujourdhui=date(2026, 1, 1)))
    jobs = [(atelier.modeles.load(acte, du.modele).prepare, template_values(examen, du)) for du in examen.documents]
    start = perf_counter()
    for prepared, values in jobs:
        template = DocxTemplate(io.BytesIO(prepared))
        template.render(dict(values), environment(), autoescape=True)
        template.save(io.BytesIO())
    return 1000 * (perf_counter() - start) / len(jobs)


def show(mesures: list[Mesure]) -> None:
    """Print the figures of every act, and of the whole."""
    table = Table("Acte", "Documents", "actes (ms)", "docxtpl (ms)", "Rapport", *STEPS, header_style="bold")
    for mesure in mesures:
        total = sum(mesure.steps.values())
        shares = [f"{mesure.steps[step] / total:.0%}" for step in STEPS]
        ours, theirs = statistics.median(mesure.ours), statistics.median(mesure.theirs)
        table.add_row(
            mesure.acte, str(mesure.documents), f"{ours:.2f}", f"{theirs:.1f}", f"{mesure.ratio:.0f}", *shares
        )
    console = Console(width=140)
    console.print(
        "Du fichier YAML au fichier sur le disque, vérification comprise ; médianes par document, un seul cœur."
    )
    console.print(table)
    console.print(f"Rapport le plus faible : {min(mesure.ratio for mesure in mesures):.0f} fois docxtpl.")


if __name__ == "__main__":
    main()
