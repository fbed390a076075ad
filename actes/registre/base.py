"""One way to open a SQLite file of ours: WAL, a transaction that takes the lock at once, mode 0600, troubles told."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from actes.errors import EnvironnementError
from actes.place import Place
from actes.registre.schema import APPLICATION
from actes.typographie import typographie

PATIENCE = 60.0  # seconds to wait for another writer

# what SQLite and its driver raise on a file that is not sound: the driver cannot even read some messages
UNSOUND = (DatabaseError, sqlite3.Error, UnicodeDecodeError)


class Altered(Exception):
    """The file is sound for SQLite, but what it says does not hold together."""


_REASONS = (
    ("is locked", "un autre programme l'occupe depuis trop longtemps", "réessayez dans un instant"),
    ("disk is full", "le disque est plein", "libérez de la place puis recommencez"),
    ("readonly", "vous n'avez pas le droit d'y écrire", "vérifiez vos droits sur ce fichier et son dossier"),
    ("unable to open", "il ne peut pas être ouvert", "vérifiez le chemin et vos droits sur ce dossier"),
    ("not a database", "ce n'est pas un fichier d'actes", "indiquez un autre fichier"),
    ("unsupported file format", "il est endommagé", "reprenez la dernière sauvegarde, et gardez ce fichier"),
    ("malformed", "il est endommagé", "reprenez la dernière sauvegarde, et gardez ce fichier pour l'examiner"),
    ("I/O error", "le disque ne répond pas", "vérifiez le disque ou le réseau"),
)


def open_sqlite(path: Path, *, durable: bool = True) -> Engine:
    """An engine on this file, created private and empty if it does not exist.

    `durable`: each commit is on the disk when it returns; otherwise a power failure may lose the last ones, never
    damage the file. Raises EnvironnementError.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        pass  # never opened here: to close any descriptor of a file drops the locks that this process has on it
    except OSError as error:
        raise unopened(path, error) from None
    return _engine(path, "mode=rw", f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}", wal=True)


def open_to_read(path: Path) -> tuple[Engine, Path | None]:
    """An engine that writes nothing, even where the file or its folder may only be read.

    Then a WAL that nobody can join is read in a private copy: its folder is given, to be removed after use.
    Raises EnvironnementError.
    """
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return _engine(path, "mode=rw", "PRAGMA query_only=1"), None
    engine = _engine(path, "mode=ro")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        return engine, None
    except UNSOUND:
        engine.dispose()
    wal = Path(f"{path}-wal")
    try:
        if not (wal.exists() and wal.stat().st_size):
            path.open("rb").close()
            return _engine(path, "mode=ro&immutable=1"), None
        folder = Path(tempfile.mkdtemp(prefix="actes-"))
        for found in (path, wal):
            shutil.copyfile(found, folder / f"copie{found.name.removeprefix(path.name)}")
    except OSError as error:
        raise unopened(path, error) from None
    return _engine(folder / "copie", "mode=rw", "PRAGMA query_only=1"), folder


def _engine(path: Path, how: str, *pragmas: str, wal: bool = False) -> Engine:
    place = f"file:{quote(os.fsencode(path.absolute()))}?{how}"
    patience = PATIENCE

    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(place, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            if wal:
                _use_wal(raw, patience)
            for pragma in pragmas:
                raw.execute(pragma).close()
        except BaseException:
            raw.close()
            raise
        return raw

    return create_engine("sqlite://", creator=connect, poolclass=QueuePool)


def _use_wal(raw: sqlite3.Connection, patience: float) -> None:
    """Pass to WAL; SQLite does not wait by itself when several programs do it at once.

    Another program's file stays as it is.
    """
    limit = time.monotonic() + patience
    while True:
        try:
            if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal" and _is_ours(raw):
                raw.execute("PRAGMA journal_mode=WAL").close()
            return  # a disk that cannot do WAL keeps its own mode, as safe and slower
        except sqlite3.OperationalError as error:
            if "is locked" not in str(error) or time.monotonic() > limit:
                raise
            time.sleep(0.01)


def _is_ours(raw: sqlite3.Connection) -> bool:
    """Whether the program may change how this file is kept: it is empty, or bears our mark."""
    (application,) = raw.execute("PRAGMA application_id").fetchone()
    (tables,) = raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(application == APPLICATION or tables == 0)


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: the lock is taken at once, so that what is read in it cannot change meanwhile."""
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            with contextlib.suppress(DatabaseError):  # SQLite may have given it up already: disk full
                connection.exec_driver_sql("ROLLBACK")
            raise


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: all that is read in it is of one instant."""
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        try:
            yield connection
        finally:
            with contextlib.suppress(DatabaseError):
                connection.exec_driver_sql("ROLLBACK")


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses into an EnvironnementError that says what to do."""
    try:
        yield
    except Altered as error:
        advice = typographie("n'y écrivez plus, et lancez « actes registre controler »")
        raise EnvironnementError(typographie(str(error)), Place(str(path)), conseil=advice) from None
    except UNSOUND as error:
        words = words_of(error)
        reason, advice = next(
            ((reason, advice) for sign, reason, advice in _REASONS if sign in words),
            ("il a été refusé par SQLite", "dites-le au service informatique"),
        )
        raise EnvironnementError(
            typographie(f"ce fichier est inutilisable : {reason}"), Place(str(path)), conseil=typographie(advice)
        ) from None


def words_of(error: BaseException) -> str:
    """What SQLite said; « malformed » where it could not be read."""
    if isinstance(error, UnicodeDecodeError):
        return "malformed"
    return str(error.orig if isinstance(error, DatabaseError) else error)


def unopened(path: Path, error: OSError) -> EnvironnementError:
    """What the system refused of a file, with what to do."""
    return EnvironnementError(
        typographie(f"le fichier ne peut pas être ouvert : {_WORDS.get(type(error), 'le système a refusé')}"),
        Place(str(path)),
        conseil=typographie("vérifiez le chemin et vos droits sur ce dossier"),
    )


_WORDS: dict[type[OSError], str] = {
    FileNotFoundError: "son dossier n'existe pas",
    NotADirectoryError: "un fichier se trouve à la place de son dossier",
    PermissionError: "vous n'en avez pas le droit",
    IsADirectoryError: "c'est un dossier",
}
