"""The file under the register: SQLite's own check, and which line each fault of it is about."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from actes.registre.base import UNSOUND
from actes.registre.faits import Numero, Rupture
from actes.typographie import typographie

_CONSEIL = (
    "les lignes se lisent toutes : faites-en une copie par « actes registre sauvegarder », contrôlez la copie, "
    "et gardez ce fichier pour l'examiner"
)

# each way by which a line is reached: a query that finds its rank again from its own columns
_SERIE = "juridiction = :juridiction AND annee = :annee AND brouillon = :brouillon AND numero = :numero"
_WAYS = {
    "": "SELECT rang FROM lignes WHERE rang = :rang",
    "lignes_document": f"INDEXED BY lignes_document WHERE nature = 'document' AND {_SERIE}",
    "lignes_suite": f"INDEXED BY lignes_suite WHERE nature IN ('annulation', 'evenement') AND {_SERIE}",
    "lignes_empreinte": (
        "INDEXED BY lignes_empreinte WHERE nature = 'document' AND empreinte_document = :empreinte_document"
    ),
    "lignes_dossier": "INDEXED BY lignes_dossier WHERE dossier = :dossier",
    "lignes_affaire": (
        "INDEXED BY lignes_affaire WHERE nature = 'affaire' AND dossier = :dossier AND juridiction = :juridiction"
    ),
}
_NATURES = {
    "lignes_document": ("document",),
    "lignes_empreinte": ("document",),
    "lignes_suite": ("annulation", "evenement"),
    "lignes_affaire": ("affaire",),
}
_COLUMNS = ("rang", "nature", "juridiction", "annee", "brouillon", "numero", "dossier", "empreinte_document")


def check(raw: sqlite3.Connection, last: int) -> Rupture | None:
    """What SQLite finds wrong in a file whose lines can all be read, told by the first line that it is about."""
    try:
        found = [str(row[0]) for row in raw.execute("PRAGMA integrity_check(100)")]
    except UNSOUND:
        return structure(raw, last)
    return None if found == ["ok"] else structure(raw, last, found)


def structure(raw: sqlite3.Connection, last: int, found: list[str] | None = None) -> Rupture:
    """The first line that some way does not lead to any more; none, if only free space or another table is damaged."""
    lost = next(_lost(raw, last), None)
    if lost is None and (number := _lost_reservation(raw)) is not None:
        message = f"la réservation du numéro {number} ne se retrouve plus : le fichier est endommagé"
        return Rupture(rang=None, numero=number, message=typographie(message), conseil=typographie(_CONSEIL))
    if lost is None:
        about = f" ({found[0].splitlines()[-1]})" if found else ""
        message = f"les {last} lignes sont entières, mais le fichier est endommagé ailleurs{about}"
        return Rupture(rang=None, numero=None, message=typographie(message), conseil=typographie(_CONSEIL))
    rang, way = lost
    number = number_of(raw, rang)
    named = f" (n° {number})" if number else ""
    by = f"l'index « {way} »" if way else "son rang"
    message = f"la ligne {rang}{named} ne se retrouve plus par {by} : le fichier est endommagé"
    return Rupture(rang=rang, numero=number, message=typographie(message), conseil=typographie(_CONSEIL))


def _lost(raw: sqlite3.Connection, last: int) -> Iterator[tuple[int, str]]:
    """The lines that a way does not lead to, in order, with that way."""
    rows = raw.execute(f"SELECT {', '.join(_COLUMNS)} FROM lignes NOT INDEXED ORDER BY rang").fetchall()
    for row in rows[:last]:
        line = dict(zip(_COLUMNS, row, strict=True))
        for way, rest in _WAYS.items():
            if line["nature"] not in _NATURES.get(way, (line["nature"],)):
                continue
            query = f"SELECT rang FROM lignes {rest} AND rang = :rang" if way else rest
            try:
                there = raw.execute(query, line).fetchone()
            except UNSOUND:
                there = None
            if there is None:
                yield line["rang"], way


def _lost_reservation(raw: sqlite3.Connection) -> Numero | None:
    """The first reservation that one of its indexes does not lead to."""
    with contextlib.suppress(*UNSOUND):
        for cle, *number in raw.execute(
            "SELECT cle, juridiction, annee, numero, brouillon FROM reservations NOT INDEXED"
        ).fetchall():
            by_number = "juridiction = ? AND annee = ? AND numero = ? AND brouillon = ?"
            for where, values in (("cle = ?", (cle,)), (by_number, tuple(number))):
                query = f"SELECT count(*) FROM reservations WHERE {where}"
                if raw.execute(query, values).fetchone() != (1,):
                    return plain_number(number)
    return None


def number_of(raw: sqlite3.Connection, rang: int) -> Numero | None:
    """The number of a line, from the line itself or, when it cannot be read, from the indexes."""
    for way in (
        "WHERE",
        "INDEXED BY lignes_document WHERE nature = 'document' AND",
        "INDEXED BY lignes_suite WHERE nature IN ('annulation', 'evenement') AND",
    ):
        query = f"SELECT juridiction, annee, numero, brouillon FROM lignes {way} rang = ?"
        try:
            row = raw.execute(query, (rang,)).fetchone()
        except UNSOUND:
            continue
        if row is not None and (number := plain_number(row)) is not None:
            return number
    return None


def plain_number(row: Sequence[Any]) -> Numero | None:
    """The number that these columns hold – juridiction, annee, numero, brouillon – if they are what they should be."""
    court, year, number, draft = row
    if not isinstance(court, str) or not all(isinstance(value, int) for value in (year, number, draft)) or number < 1:
        return None
    return Numero(court, year, number, bool(draft))
