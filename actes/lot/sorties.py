"""A file of the output folder written little by little, and in its place only when it is whole."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from actes.deliver import trouble
from actes.errors import EnvironnementError
from actes.place import Place
from actes.typographie import typographie

EN_COURS = ".en-cours"  # ends the name of a file that is being written; the next run writes over it


@contextlib.contextmanager
def whole(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text stream, private, on the disk and under its name when the block ends; nothing changes if it fails.

    Line ends are written as given. Raises EnvironnementError.
    """
    with whole_bytes(path) as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, newline="", errors="replace")
        yield text
        text.detach()  # what it holds goes to the stream, which stays open


def write_bytes(path: Path, contenu: bytes) -> None:
    """The same for bytes at hand. Raises EnvironnementError."""
    with whole_bytes(path) as stream:
        stream.write(contenu)


@contextlib.contextmanager
def whole_bytes(path: Path) -> Iterator[BinaryIO]:
    """The same as `whole` for a stream of bytes. Raises EnvironnementError."""
    temporary = path.with_name(f".{path.name}{EN_COURS}")
    try:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()  # left by a run that was cut short
        descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise trouble(error, path) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def named(folder: Path, start: str) -> list[Path]:
    """What bears a name that starts so, in a folder of which the hundred thousand other names are not kept."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        return [Path(entry.path) for entry in entries if entry.name.startswith(start)]
    return []


def stopped(error: OSError, sortie: Path) -> EnvironnementError:
    """What the system refused during a lot; an output folder that is no more is told as such."""
    if sortie.is_dir() and not isinstance(error, FileNotFoundError):
        return trouble(error, sortie, typographie("rendez le droit d'écrire ici, puis relancez la même commande"))
    message = "le répertoire de sortie, ou ce qu'il contenait, a disparu pendant le lot"
    advice = "remettez-le en place, puis relancez la même commande : ce qui est au registre sera refait à l'identique"
    return EnvironnementError(typographie(message), Place(str(sortie)), conseil=typographie(advice))
