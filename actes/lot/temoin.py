"""The file of the register, seen to be still the one that was opened: in one taken away, writing is for nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from actes.errors import EnvironnementError
from actes.place import Place
from actes.typographie import typographie


@dataclass(slots=True)
class Temoin:
    """Holds which file it was when the run began; an open one goes on being written in when its name is gone."""

    path: Path
    _known: tuple[int, int] | None = field(init=False)

    def __post_init__(self) -> None:
        self._known = _identity(self.path)

    def check(self) -> None:
        """Raise EnvironnementError if another file, or none, now bears the name of the register."""
        if _identity(self.path) != self._known:
            raise EnvironnementError(
                typographie("le registre a été remplacé, déplacé ou effacé pendant le lot"),
                Place(str(self.path)),
                conseil=typographie("remettez-le en place, puis relancez la même commande"),
            )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
