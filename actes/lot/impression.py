"""The print files of a lot: for each way of leaving the court, its acts in the order in which they are folded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
from sqlalchemy import RowMapping

from actes import __version__
from actes.deliver import trouble
from actes.errors import EnvironnementError
from actes.lot.journal import Journal
from actes.lot.pdf import pdf_path
from actes.lot.remise import GROUPES, Groupe, ordered
from actes.lot.sorties import whole_bytes
from actes.pdf.fusion import Fusion
from actes.place import Place
from actes.registre.base import told
from actes.typographie import typographie

DOSSIER = "impression"


def print_files(folder: Path, journal: Journal, *, recto_verso: bool, stop: Callable[[], bool]) -> list[Path]:
    """Write `impression/<group>.pdf` for each group of delivery that has acts; those that stand as they should be.

    The acts are those that have their PDF, in the order of the bordereau, each with an entry in the outline;
    `recto_verso`: each begins on a new sheet. A file whose acts have not changed is left alone; one that has no act any
    more is removed. Stopped, what is not whole is not there. Raises EnvironnementError.
    """
    made = []
    with told(journal.path):
        try:
            (folder / DOSSIER).mkdir(mode=0o700, exist_ok=True)
            for groupe in GROUPES:
                path = folder / DOSSIER / f"{groupe.id}.pdf"
                if _write(folder, journal, groupe, path, recto_verso, stop):
                    made.append(path)
        except OSError as error:
            raise trouble(error, folder / DOSSIER) from None
    return made


def _write(
    folder: Path, journal: Journal, groupe: Groupe, path: Path, recto_verso: bool, stop: Callable[[], bool]
) -> bool:
    key = f"impression:{groupe.id}"
    print_ = _fingerprint(folder, journal, groupe, recto_verso)
    if print_ is None:
        path.unlink(missing_ok=True)
        return False
    if path.is_file() and journal.values().get(key) == print_:
        return True
    path.unlink(missing_ok=True)  # of other acts, or of fewer: it must not be posted
    try:
        with whole_bytes(path) as stream:
            fusion = Fusion(stream, groupe.titre)
            for row in _printable(folder, journal, groupe):
                if stop():
                    raise _Stopped
                _add(fusion, pdf_path(folder, row["nom"]), _signet(row), recto_verso)
            fusion.finish(bytes.fromhex(print_)[:16])
    except _Stopped:
        return False
    journal.set_values({key: print_})
    return True


class _Stopped(Exception):
    """Somebody said to stop: the file is not to be finished."""


def _printable(folder: Path, journal: Journal, groupe: Groupe) -> Iterator[RowMapping]:
    for row in ordered(journal, groupe):
        if row["pdf_de"] == row["sha256"] and pdf_path(folder, row["nom"]).is_file():
            yield row


def _fingerprint(folder: Path, journal: Journal, groupe: Groupe, recto_verso: bool) -> str | None:
    """What the file depends on, in hexadecimal; None when there is nothing to print."""
    digest, empty = hashlib.sha256(json.dumps([__version__, groupe.titre, recto_verso]).encode()), True
    for row in _printable(folder, journal, groupe):
        digest.update(json.dumps([row["nom"], row["pdf_de"], _signet(row)]).encode())
        empty = False
    return None if empty else digest.hexdigest()


def _add(fusion: Fusion, path: Path, signet: str, recto_verso: bool) -> None:
    try:
        with pikepdf.open(path, attempt_recovery=False) as pdf:
            fusion.add(pdf, signet, recto_verso=recto_verso)
    except (pikepdf.PdfError, FileNotFoundError):
        raise EnvironnementError(
            typographie("ce PDF a été endommagé depuis qu'il a été écrit"),
            Place(str(path)),
            conseil=typographie("supprimez-le, puis relancez la même commande : il sera refait"),
        ) from None


def _signet(row: RowMapping) -> str:
    """« n° 2026/00012 – titre – destinataire »: by their quality, never by their name."""
    number = f"n°\u00a0{row['numero']}" if row["numero"] else ""
    return " – ".join(words for words in (number, row["titre"], row["destinataire"]) if words)
