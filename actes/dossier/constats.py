"""Findings on a dossier: their one maker, which minds the French typography."""

from __future__ import annotations

from collections.abc import Iterable

from actes.dossier.chemin import Chemin, write_chemin
from actes.errors import Constat
from actes.place import Place
from actes.typographie import typographie


def finding(code: str, message: str, place: Place, conseil: str = "", chemin: Chemin = ()) -> Constat:
    """A blocking finding of the reader."""
    return Constat(
        code=code,
        message=typographie(message),
        place=place,
        conseil=typographie(conseil),
        chemin=write_chemin(chemin) or None,
    )


def in_order(constats: Iterable[Constat]) -> list[Constat]:
    """These findings as one meets them when reading the file."""
    return sorted(constats, key=lambda c: (c.place.ligne or 0, c.place.colonne or 0) if c.place else (0, 0))
