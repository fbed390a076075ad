"""Interruptions of a lot: asked to stop, it finishes what is in hand and records it; asked again, it ends at once."""

from __future__ import annotations

import contextlib
import os
import signal
from types import FrameType
from typing import Any, Self

import click


class Arret:
    """Listens to Ctrl-C and SIGTERM while a lot runs; a terminal that is closed (SIGHUP) does not stop it."""

    def __init__(self) -> None:
        self.statut = 0  # to exit with: 128 and the number of the signal, as shells do
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for signum in (signal.SIGINT, signal.SIGTERM):
            self._before[signum] = signal.signal(signum, self._stop)
        self._before[signal.SIGHUP] = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        return self

    def __exit__(self, *_: object) -> None:
        for signum, handler in self._before.items():
            signal.signal(signum, handler)

    def asked(self) -> bool:
        """Whether it is time to stop."""
        return bool(self.statut)

    def _stop(self, signum: int, _: FrameType | None) -> None:
        if self.statut:
            os._exit(128 + signum)  # nothing is lost: the next run takes the lot up where it is
        self.statut = 128 + signum
        with contextlib.suppress(OSError):  # the terminal was closed
            click.echo("Arrêt demandé : le lot finit ce qui est en cours (encore une fois pour couper net).", err=True)
