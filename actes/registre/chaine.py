"""The chain: each line holds the fingerprint of the one before, so that none can change, go or come unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Connection, select

from actes.registre.base import Altered
from actes.registre.faits import Ligne
from actes.registre.schema import lignes, tete

COLONNES = tuple(column.name for column in lignes.columns)
_HASHED = COLONNES[:-1]
# what `canonical` writes of a line, keys sorted, with a place for each value: twice as fast (a test compares)
_FORM = "{{" + ",".join(f'"{name}":{{{COLONNES.index(name)}}}' for name in sorted(_HASHED)) + "}}"
_KINDS = tuple(int if name in ("rang", "annee", "numero", "brouillon") else str for name in COLONNES)
_INSERT = f"INSERT INTO lignes ({', '.join(COLONNES)}) VALUES ({', '.join('?' * len(COLONNES))})"
_HEAD = (
    "SELECT tete.rang, tete.empreinte, lignes.rang, lignes.empreinte FROM tete "
    "LEFT JOIN lignes ON lignes.rang = (SELECT max(rang) FROM lignes)"
)

_BLANK: dict[str, Any] = dict.fromkeys(COLONNES, "") | {"annee": 0, "numero": 0, "brouillon": 0}


def print_of(values: Sequence[Any]) -> str:
    """The fingerprint of a line: SHA-256 of the canonical JSON of its columns, the last one (`empreinte`) left out."""
    text = _FORM.format(*(encode_basestring(value) if type(value) is str else value for value in values))
    return hashlib.sha256(text.encode()).hexdigest()


def head(connection: Connection) -> tuple[int, str]:
    """The rank and the fingerprint of the last line. Raises Altered if lines were taken away or added."""
    rank, seal, last, found = connection.exec_driver_sql(_HEAD).one()
    if (last or 0) != rank or (found is not None and found != seal):
        raise Altered("le registre n'est plus entier : sa dernière ligne n'est pas celle qu'il a notée")
    return rank, seal


def append(connection: Connection, rows: Iterable[dict[str, Any]], quand: str, qui: str) -> None:
    """Add these lines at the end, each chained to the one before; absent columns are empty."""
    rank, before = head(connection)
    values = []
    for row in rows:
        rank += 1
        line = list((_BLANK | row | {"rang": rank, "quand": quand, "qui": qui, "precedente": before}).values())
        before = line[-1] = print_of(line)
        values.append(tuple(line))
    if values:
        connection.exec_driver_sql(_INSERT, values)
        connection.execute(tete.update().where(tete.c.id == 1), {"rang": rank, "empreinte": before})


def ligne_of(row: Sequence[Any]) -> Ligne:
    """A row of `lignes`, in the order of its columns, as a value. Raises Altered if it is not as it was written."""
    fields = dict(zip(COLONNES, row, strict=True))
    if not is_plain(row) or print_of(row) != fields["empreinte"]:
        raise Altered(f"la ligne {fields['rang']} a été altérée")
    return Ligne(**fields | {"brouillon": bool(fields["brouillon"]), "contenu": json.loads(fields["contenu"])})


def is_plain(row: Sequence[Any]) -> bool:
    """Whether these columns are of the types that the program writes."""
    return all(type(value) is kind for value, kind in zip(row, _KINDS, strict=True))


def row_of(ligne: Ligne, *names: str) -> dict[str, Any]:
    """These columns of a line, to carry them over to one that speaks of the same thing."""
    return {name: int(value) if isinstance(value := getattr(ligne, name), bool) else value for name in names}


TOUT = select(lignes)
