"""A file of slots held by one run at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from actes.deliver import trouble


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep other runs from writing this file meanwhile: they wait. Raises EnvironnementError."""
    real = Path(os.path.realpath(path))
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(real.parent / f".{real.name}.verrou", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise trouble(error, path, "vérifiez vos droits sur ce fichier et son dossier") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
