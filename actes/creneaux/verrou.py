"""A file worked on by one run at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from actes.deliver import trouble


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep other runs from writing this file, or making it, meanwhile: they wait. Raises EnvironnementError."""
    real = Path(os.path.realpath(path))
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(real.parent / f".{real.name}.verrou", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise trouble(error, path, "vérifiez vos droits sur ce fichier et son dossier") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with locked(real):
            yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked(path: Path, *, partage: bool = False) -> Iterator[None]:
    """Keep other runs away from this file meanwhile – with `partage`, those alone that would write it: they wait.

    Nothing is written for that; a file that cannot be opened is not locked: whoever reads it next says why.
    Raises EnvironnementError.
    """
    while (descriptor := _opened(path)) is not None:
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_SH if partage else fcntl.LOCK_EX)
            except OSError as error:
                raise trouble(error, path) from None
            if _is_still(path, descriptor):
                yield
                return
        finally:
            os.close(descriptor)
    yield


def _opened(path: Path) -> int | None:
    try:
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return None


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether it is this file that is locked, and not one that another run replaced meanwhile."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False
