"""A lot killed -9 at random instants and taken up again: equal to the one that nothing disturbed.

The instants are drawn on the time line of the undisturbed run; a killed run is stopped where as many acts were there,
so that they are spread from the plan to the reports however often the templates are compiled again.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actes.registre.fichier import check_file
from bench.banc import decimal, load, place_of_work, say, show, tell, whole
from bench.dossiers import write_dossiers
from bench.essai import registre_of

DOSSIERS = 6000
COUPURES = 8
PROCESSUS = 2
GRAINE = 4
REJETS = 0.01
POLL = 0.05
TREMBLE = 0.4  # seconds at most between the number of acts that is waited for and the blow


@dataclass
class Cours:
    """How far a run was at each instant: seconds since its start, acts in the output folder."""

    points: list[tuple[float, int]] = field(default_factory=list)

    def at(self, instant: float) -> int:
        """How many acts were there at that instant."""
        return max((acts for moment, acts in self.points if moment <= instant), default=0)

    def when(self, acts: int) -> float:
        """When so many acts were there."""
        return next(moment for moment, number in self.points if number >= acts)


@dataclass
class Coup:
    """A blow to come: once so many acts are there and `apres` seconds have passed, since then or since the start."""

    instant: float  # on the time line of the undisturbed run
    actes: int
    apres: float
    vus: float | None = None  # when so many acts were seen

    def falls(self, now: float, acts: int) -> bool:
        """Whether it is time."""
        if self.vus is None and acts >= self.actes:
            self.vus = now if self.actes else 0.0
        return self.vus is not None and now >= self.vus + self.apres


@dataclass
class Coupure:
    """A blow, and what was found after it."""

    instant: float
    apres: float  # seconds after the start of the killed run
    actes: int  # there when it fell
    attentes: int = 0  # numbers reserved and not used yet
    ecarts: list[str] = field(default_factory=list)


def blows(cours: Cours) -> list[Coup]:
    """The blows, one drawn in each equal share of the undisturbed run; outside the acts, time alone counts."""
    chance = random.Random(GRAINE)
    end, total = cours.points[-1]
    first, last = cours.when(1), cours.when(total)
    found = []
    for rank in range(COUPURES):
        instant = chance.uniform(rank, rank + 1) * end / COUPURES
        inside = first < instant < last
        after = chance.uniform(0, TREMBLE) if inside else instant if instant <= first else instant - last
        found.append(Coup(instant, cours.at(instant) if instant > first else 0, after))
    return found


def commande(sources: Path, sortie: Path) -> list[str]:
    """The command as a person types it."""
    where = ["--sortie", str(sortie), "--registre", str(registre_of(sortie))]
    return [sys.executable, "-m", "actes.cli", "lot", str(sources), *where, "--processus", str(PROCESSUS)]


def follow(command: list[str], sortie: Path, coup: Coup | None = None) -> Cours:
    """Run a lot in a group of processes of its own, to its end or until the blow: then the whole group is killed."""
    cours, begun = Cours(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    while process.poll() is None:
        cours.points.append((time.perf_counter() - begun, count(sortie)))
        if coup and coup.falls(*cours.points[-1]):
            os.killpg(process.pid, signal.SIGKILL)
            break
        time.sleep(POLL)
    said = process.communicate()[1].decode()
    if process.returncode not in ((-signal.SIGKILL,) if coup else (0, 3)):
        raise RuntimeError(f"le lot s’est arrêté de lui-même (statut {process.returncode}) : {said}")
    return cours


def count(sortie: Path) -> int:
    """How many acts are in the output folder."""
    try:
        return sum(name.endswith(".docx") for name in os.listdir(sortie))
    except FileNotFoundError:
        return 0


def prints(sortie: Path) -> dict[str, str]:
    """The acts of a folder, by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sortie.glob("*.docx")}


def register(sortie: Path) -> dict[str, Any]:
    """What the register of a lot says, without the instants and the run; a chain tells that its lines are whole."""
    columns = "juridiction, annee, numero, brouillon, dossier, acte, exemplaire, element, date_acte, empreinte_document"
    connection = sqlite3.connect(registre_of(sortie))
    try:
        return {
            "documents": connection.execute(
                f"SELECT {columns} FROM lignes WHERE nature = 'document' ORDER BY rang"
            ).fetchall(),
            "natures": connection.execute("SELECT nature, count(*) FROM lignes GROUP BY 1 ORDER BY 1").fetchall(),
            "attentes": connection.execute("SELECT count(*) FROM reservations").fetchone()[0],
        }
    finally:
        connection.close()


def check_numbers(documents: list[tuple[Any, ...]]) -> Iterator[str]:
    """What is wrong in the numbers: a hole, a duplicate."""
    series: dict[tuple[Any, ...], list[int]] = {}
    for court, year, number, draft, *_ in documents:
        series.setdefault((court, year, draft), []).append(number)
    for key, numbers in series.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"numéros de {key} : trou ou doublon"
    twice = [each for each, times in Counter(document[4:] for document in documents).items() if times > 1]
    if twice:
        yield f"documents deux fois au registre : {len(twice)}"


def after_a_blow(sortie: Path, whole_lot: dict[str, str], coupure: Coupure) -> None:
    """What must hold even before the lot is taken up: acts whole, register sound."""
    if sortie.is_dir():
        wrong = [name for name, sha256 in prints(sortie).items() if whole_lot.get(name) != sha256]
        coupure.ecarts += [f"fichiers qui ne sont pas ceux du lot entier : {len(wrong)}"] if wrong else []
    if registre_of(sortie).exists() and registre_of(sortie).stat().st_size:
        found = check_file(registre_of(sortie))
        coupure.attentes = len(found.attentes)
        coupure.ecarts += [found.rupture.message] if found.rupture else []


def differences(sound: Path, killed: Path) -> list[str]:
    """In what two lots differ, besides the instants of their runs."""
    found = []
    if prints(sound) != prints(killed):
        found.append("les actes ne sont pas les mêmes, octet pour octet")
    ours, theirs = register(sound), register(killed)
    found += [f"registre : {name} diffère" for name in ours if ours[name] != theirs[name]]
    found += check_numbers(theirs["documents"])
    control = check_file(registre_of(killed))
    found += [control.rupture.message] if control.rupture else []
    found += [f"numéros en attente : {len(control.attentes)}"] if control.attentes else []
    found += [f"{name} diffère" for name in _reports(sound) if _reports(sound)[name] != _reports(killed).get(name)]
    left = sorted(str(path.relative_to(killed)) for path in killed.rglob("*") if _left_over(path))
    return found + [f"il reste {name}" for name in left]


def _reports(sortie: Path) -> dict[str, Any]:
    """The reports without what they say of the run itself."""
    report = json.loads((sortie / "rapport.json").read_text(encoding="utf-8"))
    del report["execution"], report["lot"]["options"]["registre"]
    lists = {path.name: path.read_bytes() for path in (sortie / "bordereaux").iterdir()}
    rejets = (sortie / "rejets.yaml").read_text(encoding="utf-8").replace(str(sortie), "")
    return {"rapport.json": report, "rejets.yaml": rejets, **lists}


def _left_over(path: Path) -> bool:
    """Whether this file or folder only served while a lot was being made."""
    return (path.name.startswith(".") and path.name != ".verrou") or path.suffix in (".tmp", ".en-cours")


def kill(sources: Path, sortie: Path, coups: list[Coup], whole_lot: dict[str, str]) -> list[Coupure]:
    """Strike a lot with each of these blows, each time taken up again, and finish it."""
    command, found = commande(sources, sortie), []
    for coup in coups:
        cours = follow(command, sortie, coup)
        coupure = Coupure(coup.instant, *cours.points[-1])
        after_a_blow(sortie, whole_lot, coupure)
        found.append(coupure)
        tell(f"  coupé à {coup.instant:.1f} s : {coupure.actes} actes, {coupure.attentes} numéros réservés")
    follow(command, sortie)
    return found


def main() -> None:
    """Measure, and print."""
    how = f"{COUPURES} kill -9 du groupe de {PROCESSUS} processus"
    tell(f"coupures : {whole(DOSSIERS)} dossiers, {how}, graine {GRAINE}…")
    before = load()
    with place_of_work() as folder:
        sources = write_dossiers(folder / "dossiers", DOSSIERS, rejets=REJETS)
        sound, killed = folder / "entier", folder / "coupe"
        cours = follow(commande(sources, sound), sound)
        whole_lot = prints(sound)
        coupures = kill(sources, killed, blows(cours), whole_lot)
        wrong = [each for coupure in coupures for each in coupure.ecarts] + differences(sound, killed)
        documents = len(register(killed)["documents"])
    rows = [
        [decimal(c.instant, 1), decimal(c.apres, 1), whole(c.actes), whole(c.attentes), str(len(c.ecarts))]
        for c in coupures
    ]
    heads = ("coupé à (s du lot entier)", "après (s)", "actes présents", "numéros réservés", "écarts")
    show(f"{how}, à des instants tirés au sort (graine {GRAINE})", heads, rows)
    say(f"Lot entier : {decimal(cours.points[-1][0], 1)} s, {whole(len(whole_lot))} actes. Charge avant : {before}.")
    if wrong:
        raise SystemExit("Repris et fini, le lot n’est pas celui que rien n’a dérangé :\n" + "\n".join(wrong))
    say(
        f"Repris et fini : les {whole(len(whole_lot))} actes sont les mêmes octet pour octet, les {whole(documents)} "
        "documents du registre aussi, aux mêmes numéros, sans trou ni doublon ; chaîne entière ; mêmes rapports et "
        "bordereaux ; rien à moitié écrit, aucun reste."
    )


if __name__ == "__main__":
    main()
