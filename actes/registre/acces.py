"""A register that is open: how it is opened, read and written, and let go."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from actes.registre.base import open_sqlite, open_to_read, reading, told, writing
from actes.registre.ouverture import absent, check_readable, prepare


class Acces:
    """A register's file, open. Safe with any number of processes; each of them opens its own."""

    def __init__(self, path: Path, engine: Engine, copie: Path | None = None):
        self.path = path
        self._engine = engine
        self._copie = copie

    @classmethod
    def open(cls, path: Path, *, creer: bool = True, lecture: bool = False) -> Self:
        """Open a register, brought up to date; created if it is missing and `creer`. `lecture`: nothing is written.

        Raises EnvironnementError: no such folder, not a register, of a later program, no right, locked;
        RegistreAbsent: no such file, or an empty one, when it is not to be created.
        """
        path = Path(path)
        if (lecture or not creer) and not path.exists():
            raise absent(path)
        with told(path):
            engine, copie = open_to_read(path) if lecture else (open_sqlite(path), None)
            opened = cls(path, engine, copie)
            try:
                if lecture:
                    check_readable(engine, path)
                else:
                    prepare(engine, path, creer=creer)
            except BaseException:
                opened.close()
                raise
        return opened

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()
        if self._copie is not None:
            shutil.rmtree(self._copie, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def copy_into(self, target: Path) -> None:
        """Write a whole copy in an empty file, of one instant, its indexes made anew; for one opened with `lecture`."""
        with told(self.path), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only=0")  # it writes nothing in the file that it reads
            connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
            connection.exec_driver_sql("PRAGMA query_only=1")

    @contextlib.contextmanager
    def _written(self) -> Iterator[Connection]:
        with told(self.path), writing(self._engine) as connection:
            yield connection

    @contextlib.contextmanager
    def _read(self) -> Iterator[Connection]:
        with told(self.path), reading(self._engine) as connection:
            yield connection
