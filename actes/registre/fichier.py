"""The register as a file: checked even when it is too damaged to be opened, and saved while it is in use."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sqlite3
from pathlib import Path

from actes.errors import Constat, EnvironnementError
from actes.place import Place
from actes.registre.base import UNSOUND, open_to_read, reading, told, unopened
from actes.registre.controle import SAUVEGARDE, check
from actes.registre.faits import Controle, Rupture
from actes.registre.ouverture import absent, check_readable, is_damage
from actes.registre.registre import Registre
from actes.typographie import typographie

_TRACES = (b"CREATE TABLE lignes", b"CREATE TABLE compteurs")  # what the first page of a register holds


def check_file(path: Path, tete: str | None = None) -> Controle:
    """Check a register that may be too damaged to be opened. Raises EnvironnementError: missing, not a register."""
    if not path.exists():
        raise absent(path)
    with told(path):
        engine, copie = open_to_read(path)
        try:
            check_readable(engine, path)
            with reading(engine) as connection:
                return check(connection, tete)
        except (*UNSOUND, EnvironnementError) as error:
            if not (isinstance(error, EnvironnementError) or is_damage(error)) or not _was_register(path):
                raise
            return Controle(rupture=_unreadable())
        finally:
            engine.dispose()
            if copie is not None:
                shutil.rmtree(copie, ignore_errors=True)


def back_up(path: Path, target: Path) -> Controle:
    """Write a whole and checked copy of a register, even while others write in it; never over a file.

    Raises EnvironnementError. What the check of the copy finds is given back.
    """
    temporary = target.parent / f".actes-{secrets.token_hex(8)}.tmp"
    try:
        if os.path.lexists(target):
            raise FileExistsError
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with Registre.open(path, creer=False, lecture=True) as registre:
            registre.copy_into(temporary)
        found = check_file(temporary)
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        _put_in_place(temporary, target)
    except FileExistsError:
        raise EnvironnementError(
            typographie("un fichier existe déjà sous ce nom"),
            Place(str(target)),
            conseil=typographie("donnez un autre nom à la copie : une sauvegarde n'en remplace pas une autre"),
        ) from None
    except OSError as error:
        raise unopened(target, error) from None
    finally:
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{temporary}{suffix}").unlink()
    return found


def _put_in_place(temporary: Path, target: Path) -> None:
    try:
        os.link(temporary, target)  # unlike a rename, never takes the place of a file that appeared meanwhile
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: network share, USB key
        if os.path.lexists(target):
            raise FileExistsError from None
        os.rename(temporary, target)


def constat_of(rupture: Rupture, path: Path) -> Constat:
    """A rupture as a finding."""
    return Constat(code="registre-rompu", message=rupture.message, place=Place(str(path)), conseil=rupture.conseil)


def _was_register(path: Path) -> bool:
    """Whether this file, that SQLite does not recognise, was a register."""
    with contextlib.suppress(OSError, sqlite3.Error), path.open("rb") as stream:
        start = stream.read(1 << 16)
        return sum(trace in start for trace in _TRACES) > 0
    return False


def _unreadable() -> Rupture:
    return Rupture(
        rang=1,
        numero=None,
        message=typographie("la ligne 1 ne peut plus être lue, ni les suivantes : l'en-tête du fichier est endommagé"),
        conseil=typographie(SAUVEGARDE),
    )
