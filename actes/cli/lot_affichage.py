"""What a lot shows: its progress on a terminal, nothing in a log, and a last line that a program can read."""

from __future__ import annotations

import contextlib
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click

from actes.cli import options
from actes.errors import is_blocked
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.lot.commande import Avancement, Bilan

REJETS, ENVIRONNEMENT = 3, 4
_ETAPES = {"dossiers": "Dossiers", "pdf": "PDF", "rapports": "Rapports"}


class Ecran:
    """The progress of a lot: done, refused, per second, time left; only on a terminal."""

    def __init__(self, forme: str):
        self._progress: Any = None
        self._task: Any = None
        self._etape = ""
        if forme == "texte" and sys.stderr is not None and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rejetes]}"),
                TextColumn("{task.fields[rythme]}"),
                TimeRemainingColumn(compact=True),
            )
            self._progress = Progress(*columns, console=Console(stderr=True), refresh_per_second=4)

    def __enter__(self) -> Self:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress:
            with contextlib.suppress(OSError):  # the terminal was closed: the lot went on
                self._progress.stop()

    def show(self, avancement: Avancement) -> None:
        """Say how far the lot is."""
        if not self._progress:
            return
        with contextlib.suppress(OSError):
            if avancement.etape != self._etape:
                self._etape = avancement.etape
                what = _ETAPES[avancement.etape]
                self._task = self._progress.add_task(what, total=avancement.total or None, rejetes="", rythme="")
            task = next(task for task in self._progress.tasks if task.id == self._task)
            refused = f"{avancement.rejetes} rejet{'s' if avancement.rejetes > 1 else ''}" if avancement.rejetes else ""
            speed = f"{task.speed:.0f}/s" if task.speed else ""
            self._progress.update(self._task, completed=avancement.faits, rejetes=refused, rythme=speed)


def conclude(bilan: Bilan, sortie: Path, forme: str, signal: int) -> int:
    """Show what came of a lot; the status to exit with."""
    statut = (
        ENVIRONNEMENT
        if bilan.arret
        else signal
        if bilan.interrompu
        else (REJETS if bilan.rejetes or is_blocked(bilan.constats) else 0)
    )
    with contextlib.suppress(OSError):  # the terminal was closed: the status is still that of the lot
        _show(bilan, sortie, forme, statut)
    return statut


def _show(bilan: Bilan, sortie: Path, forme: str, statut: int) -> None:
    constats = [*bilan.arret, *bilan.constats]
    summary = {
        "termine": "non" if bilan.interrompu or bilan.arret else "oui",
        "statut": statut,
        "dossiers": bilan.dossiers,
        "faits": bilan.dossiers - bilan.rejetes - bilan.attente,
        "rejetes": bilan.rejetes,
        "en_attente": bilan.attente,
        "documents": bilan.documents,
        "ecrits": bilan.ecrits,
        "duree_s": round(bilan.duree, 1),
        "sortie": str(sortie),
    }
    if forme == "json":
        options.echo_json({"lot": summary, "constats": [constat.as_json() for constat in constats]})
        return
    options.echo_constats(constats)
    for line in _advice(bilan, sortie):
        click.echo(line, err=True)
    click.echo("lot " + " ".join(f"{name}={value}" for name, value in summary.items()))


def _advice(bilan: Bilan, sortie: Path) -> list[str]:
    lines = []
    if bilan.interrompu or bilan.arret:
        left = f" ({_count(bilan.attente, 'dossier')} en attente)" if bilan.attente else ""
        lines.append(
            typographie(f"Le lot n'est pas fini{left} : relancez la même commande, il reprendra où il en est.")
        )
    if bilan.rejetes:
        many = _count(bilan.rejetes, "dossier rejeté", "dossiers rejetés")
        lines.append(f"{many}\u00a0: voyez {sortie / 'rapport.html'}, corrigez, puis\u00a0:")
        lines.append(f"  actes lot --seulement {shlex.quote(str(sortie / 'rejets.yaml'))}")  # to be copied as it is
    return lines


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number < 2 else several or one + 's'}"
