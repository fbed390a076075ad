"""What the measures share: one core, the load of the machine, a folder that does not stay, tables."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from rich.console import Console
from rich.table import Table

WIDTH = 150


@dataclass(slots=True)
class Chrono:
    """Seconds by the clock and by the processor, while it runs."""

    horloge: float = 0.0
    processeur: float = 0.0  # of this process alone: what other programs and the disk do not change

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Count what is done in the block."""
        self.start()
        try:
            yield
        finally:
            self.stop()

    def start(self) -> None:
        """Begin to count, or go on."""
        self.horloge -= perf_counter()
        self.processeur -= process_time()

    def stop(self) -> None:
        """Count no more."""
        self.horloge += perf_counter()
        self.processeur += process_time()

    def since(self, before: Chrono) -> Chrono:
        """What was counted since a copy of it was taken."""
        return Chrono(self.horloge - before.horloge, self.processeur - before.processeur)

    def each(self, number: int) -> Chrono:
        """Milliseconds for one of so many."""
        return Chrono(1000 * self.horloge / number, 1000 * self.processeur / number)


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """Keep this process on one core meanwhile, where the system lets one choose."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


@contextlib.contextmanager
def place_of_work() -> Iterator[Path]:
    """A folder for the measures, on the disk of `TMPDIR`, removed after them."""
    folder = Path(tempfile.mkdtemp(prefix="actes-banc-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def size_of(folder: Path) -> int:
    """The bytes that the files of a folder hold, whatever the disk rounds them to."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


def say(text: str) -> None:
    """One line of the results."""
    Console(width=WIDTH, highlight=False, soft_wrap=True).print(text)


def tell(text: str) -> None:
    """What is under way, for the one who waits."""
    print(text, file=sys.stderr, flush=True)


def show(titre: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table: the first column is a text, the others are figures."""
    table = Table(title=titre, title_justify="left", title_style="bold", header_style="bold")
    for rank, head in enumerate(heads):
        table.add_column(head, justify="right" if rank else "left")
    for row in rows:
        table.add_row(*row)
    Console(width=WIDTH, highlight=False).print(table)


def load() -> str:
    """« 1,4 » : how many programs want the processor, on the average of the last minute."""
    return decimal(os.getloadavg()[0], 1)


def decimal(value: float, digits: int = 2) -> str:
    """« 1,84 »."""
    return f"{value:.{digits}f}".replace(".", ",")


def whole(value: float) -> str:
    """« 6 000 »."""
    return f"{value:,.0f}".replace(",", "\u202f")
