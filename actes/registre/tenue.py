"""Slots held by cases: never more holders than places, also when several programs give them at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from actes.registre.chaine import append, head
from actes.registre.faits import CRENEAU, CreneauTenu, Prise, canonical, clean
from actes.registre.schema import creneaux, lignes

PREND, REND = "prend", "rend"
_SLOT = ("le", "heure", "rendez_vous", "service", "lieu")
_CASE = ("juridiction", "dossier")
_HOUR = ("offre", "le", "heure", "rendez_vous")


class Refusee(Exception):
    """A slot cannot be taken: others hold all its places, or its case holds another."""


def take(connection: Connection, prises: Iterable[Prise], quand: str, qui: str) -> None:
    """Hold these slots; one that its case holds already stays so. Raises Refusee: the transaction is to be undone."""
    for prise in prises:
        columns = cleaned(prise.creneau)
        own = select(creneaux).where(*_is(columns, *_CASE, "rendez_vous"), creneaux.c.le > prise.apres)
        known = [dict(row) | {"offre": columns["offre"]} for row in connection.execute(own).mappings()]
        if known == [columns]:  # the same slot, for the same dossier; its offer may have moved
            continue
        full = _count(connection, columns, *_SLOT) >= prise.places
        if known or full or (prise.ensemble is not None and _count(connection, columns, *_HOUR) >= prise.ensemble):
            raise Refusee
        connection.execute(creneaux.insert(), [columns])
        append(connection, [_row(columns, sens=PREND, places=prise.places)], quand, qui)


def give_back(connection: Connection, held: Iterable[CreneauTenu], quand: str, qui: str) -> list[CreneauTenu]:
    """Let go of these slots; those that were held indeed are given."""
    freed = []
    for slot in held:
        columns = cleaned(slot)
        if connection.execute(creneaux.delete().where(*_is(columns, *columns))).rowcount:
            append(connection, [_row(columns, sens=REND)], quand, qui)
            freed.append(slot)
    return freed


def slots(connection: Connection, du: date | None = None, au: date | None = None) -> list[CreneauTenu]:
    """The slots held from one day to another, both included, in their order."""
    query = select(creneaux).order_by(*creneaux.primary_key.columns)
    if du is not None:
        query = query.where(creneaux.c.le >= du.isoformat())
    if au is not None:
        query = query.where(creneaux.c.le <= au.isoformat())
    return [CreneauTenu(**row) for row in connection.execute(query).mappings()]


def moves(connection: Connection, rang: int) -> tuple[int, list[tuple[bool, CreneauTenu]]]:
    """The rank of the last line, and the slots taken (True) and given back after the line of this rank."""
    query = select(lignes).where(lignes.c.rang > rang, lignes.c.nature == CRENEAU).order_by(lignes.c.rang)
    return head(connection)[0], [moved(dict(row)) for row in connection.execute(query).mappings()]


def moved(line: Mapping[str, Any]) -> tuple[bool, CreneauTenu]:
    """What a line about a slot says: whether it was taken or given back, and which."""
    facts = json.loads(line["contenu"])
    known = {name: facts[name] for name in CreneauTenu.__slots__ if name not in _CASE}
    return facts["sens"] == PREND, CreneauTenu(**known, **{name: line[name] for name in _CASE})


def cleaned(held: CreneauTenu) -> dict[str, Any]:
    """The columns of a held slot."""
    return {name: clean(value) if isinstance(value, str) else value for name, value in asdict(held).items()}


def _count(connection: Connection, columns: dict[str, Any], *names: str) -> int:
    return connection.execute(select(func.count()).select_from(creneaux).where(*_is(columns, *names))).scalar_one()


def _is(columns: dict[str, Any], *names: str) -> Sequence[Any]:
    return [creneaux.c[name] == columns[name] for name in names]


def _row(columns: dict[str, Any], **facts: Any) -> dict[str, Any]:
    kept = {name: value for name, value in columns.items() if name not in _CASE}
    return {"nature": CRENEAU, **{name: columns[name] for name in _CASE}, "contenu": canonical(kept | facts)}
