"""One lot made in a process of its own, and what it took: time, processor, memory of each."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from actes.generate import Demande, template_folders
from actes.lot.commande import Avancement, Commande
from actes.lot.faits import Consigne
from actes.lot.passe import run

JOUR = date(2026, 11, 22)


@dataclass
class Essai:
    """What a lot took; times in seconds, memory in mebibytes."""

    dossiers: int = 0
    documents: int = 0
    total: float = 0.0  # by the clock, from the start of the program to its end
    jalons: list[tuple[int, float, float]] = field(default_factory=list)  # dossiers delivered: by the clock, processor
    processeur_meneur: float = 0.0
    processeur_ouvriers: float = 0.0
    memoire_meneur: float = 0.0  # while the acts are made
    memoire_rapports: float = 0.0  # of the same process, the reports included
    memoire_ouvriers: float = 0.0  # of the greatest

    @property
    def processeur(self) -> float:
        return self.processeur_meneur + self.processeur_ouvriers

    def steady(self, chauffe: int) -> tuple[float, float]:
        """Milliseconds a document by the clock and by the processor, from the `chauffe`-th dossier to the last.

        The templates are compiled, the reports not begun.
        """
        start = next(jalon for jalon in self.jalons if jalon[0] >= chauffe)
        end = self.jalons[-1]
        documents = (end[0] - start[0]) * self.documents / self.dossiers
        return 1000 * (end[1] - start[1]) / documents, 1000 * (end[2] - start[2]) / documents


def commande_of(sources: Sequence[Path], sortie: Path, processus: int = 1) -> Commande:
    """The command of a lot of every measure, its register beside its folder."""
    consigne = Consigne(
        racines=tuple(template_folders()), modeles=None, reglages=None, correspondance=None,
        demande=Demande(aujourdhui=JOUR), proposes=False, sortie=sortie, attente=Path(), cle="",
    )  # fmt: skip
    registre = registre_of(sortie)
    return Commande(consigne=consigne, sources=tuple(sources), registre=registre, qui="banc", processus=processus)


def registre_of(sortie: Path) -> Path:
    """The register of the lot of this folder."""
    return sortie.with_name(f"{sortie.name}.sqlite")


def start(sources: Sequence[Path], sortie: Path, processus: int) -> subprocess.Popen[str]:
    """Begin a lot in a process of its own; `result` waits for it."""
    command = [sys.executable, "-m", "bench.essai", str(processus), str(sortie), *map(str, sources)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def result(process: subprocess.Popen[str]) -> Essai:
    """What the lot took. Raises CalledProcessError if it failed: there is nothing to measure."""
    said, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Essai(**json.loads(said))


def essai(sources: Sequence[Path], sortie: Path, processus: int) -> Essai:
    """Make a lot in a process of its own, and wait for it."""
    return result(start(sources, sortie, processus))


def _highest(pid: int | str) -> float:
    """The most memory that a process has had, in mebibytes; 0 if it is no more."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = next((line for line in text.splitlines() if line.startswith("VmHWM")), "")
    return int(found.split()[1]) / 1024 if found else 0.0


def _used(pid: int) -> float:
    """The seconds of processor that a process has had; 0 if it is no more."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _age() -> float:
    """Seconds since this process was started, imports included."""
    ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return float(Path("/proc/uptime").read_text().split()[0]) - ticks / os.sysconf("SC_CLK_TCK")


def _measured(processus: int, sortie: Path, sources: Sequence[Path]) -> Essai:
    essai = Essai()

    def suivi(avancement: Avancement) -> None:
        if avancement.etape != "dossiers":
            return  # the acts are made: what follows is not counted by the document
        workers = [child.pid or 0 for child in multiprocessing.active_children()]
        used = time.process_time() + sum(map(_used, workers))
        essai.jalons.append((avancement.faits, time.perf_counter(), used))
        essai.memoire_meneur = _highest("self")
        essai.memoire_ouvriers = max([essai.memoire_ouvriers, *map(_highest, workers)])

    bilan = run(commande_of(sources, sortie, processus), lambda: False, suivi)
    essai.dossiers, essai.documents = bilan.dossiers, bilan.documents
    essai.processeur_meneur = time.process_time()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    essai.processeur_ouvriers = used.ru_utime + used.ru_stime
    essai.memoire_rapports, essai.total = _highest("self"), _age()
    return essai


if __name__ == "__main__":
    json.dump(asdict(_measured(int(sys.argv[1]), Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])), sys.stdout)
