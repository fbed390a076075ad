"""An output folder held by one lot at a time: the second is told who holds it."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from actes.deliver import trouble
from actes.errors import EnvironnementError
from actes.place import Place
from actes.typographie import typographie

NOM = ".verrou"


@contextlib.contextmanager
def held(folder: Path, qui: str) -> Iterator[None]:
    """Keep other lots out of this folder, created if need be. The system lets go of it with the process, even killed.

    Raises EnvironnementError, with who holds it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(folder / NOM, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise trouble(error, folder) from None
    with os.fdopen(descriptor, "r+", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _taken(folder, stream.read()) from None
        except OSError as error:  # a disk that knows no lock
            raise trouble(error, folder) from None
        stream.truncate(0)
        holder = {"qui": qui, "machine": socket.gethostname(), "processus": os.getpid()}
        json.dump(holder | {"depuis": datetime.now().astimezone().isoformat(timespec="seconds")}, stream)
        stream.flush()
        yield
        stream.truncate(0)


def _taken(folder: Path, text: str) -> EnvironnementError:
    try:
        holder = json.loads(text)
        since = datetime.fromisoformat(holder["depuis"])
        hour = f"{since:%d/%m/%Y} à {since.hour} h {since.minute:02}"
        by = f"{holder['qui']} (processus {holder['processus']} sur {holder['machine']}, depuis le {hour})"
    except (ValueError, KeyError, TypeError):
        by = "un autre lancement"
    return EnvironnementError(
        typographie(f"un lot est déjà en cours dans ce répertoire, tenu par {by}"),
        Place(str(folder)),
        conseil=typographie("attendez qu'il finisse, ou choisissez un autre répertoire de sortie"),
    )
