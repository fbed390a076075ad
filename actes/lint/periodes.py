"""Dates of validity that leave a hole: a day between two versions for which nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol

from actes.catalogue import Acte
from actes.droit import EnVigueur
from actes.errors import Constat
from actes.lint.registre import gravites
from actes.place import Place
from actes.typographie import typographie

_AXES = {
    "acte": "de la date de l'acte",
    "condamnation": "de la date de la condamnation",
    "ecrou": "de celle de l'écrou",
}
_DAY = timedelta(days=1)
_SLIP = timedelta(days=31)  # the law may be silent for years; between two versions, a few days are a slip


class _Datee(Protocol):
    @property
    def en_vigueur(self) -> EnVigueur: ...

    @property
    def place(self) -> Place: ...


def holes(acte: Acte) -> Iterator[Constat]:
    """Every hole between the versions of one thing: templates of a copy, titles, issuers, deliveries, wordings.

    For mentions and sums, which the law itself may leave out for years, only the holes of a month at most.
    """
    for what, versions in _needed(acte):
        yield from _said(acte, what, versions, None)
    for what, versions in _ordered(acte):
        yield from _said(acte, what, versions, _SLIP)


def _needed(acte: Acte) -> Iterator[tuple[str, Sequence[_Datee]]]:
    for exemplaire in acte.exemplaires:
        templates = [m for m in acte.modeles if not m.exemplaires or exemplaire.id in m.exemplaires]
        yield f"aucun modèle de l'exemplaire « {exemplaire.id} »", templates
        yield f"aucune remise de l'exemplaire « {exemplaire.id} »", exemplaire.remise
    yield "aucun titre", acte.titres
    yield "aucun émetteur", acte.emetteurs


def _ordered(acte: Acte) -> Iterator[tuple[str, Sequence[_Datee]]]:
    for ident in dict.fromkeys(mention.id for mention in acte.mentions):
        yield f"aucune rédaction de la mention « {ident} »", [m for m in acte.mentions if m.id == ident]
    for nom in dict.fromkeys(calcul.nom for calcul in acte.calculs):
        yield f"aucune version du calcul « {nom} »", [c for c in acte.calculs if c.nom == nom]


def _said(acte: Acte, what: str, versions: Sequence[_Datee], longest: timedelta | None) -> Iterator[Constat]:
    for axis, words in _AXES.items():
        for start, end, after in _holes(versions, axis):
            if longest is None or end - start <= longest:
                yield Constat(
                    code="trou-de-periode",
                    message=typographie(f"{what} du {start:%d/%m/%Y} au {end:%d/%m/%Y} ({words})"),
                    gravite=gravites()["trou-de-periode"],
                    place=after.place,
                    acte=acte.id,
                    conseil=typographie("prolongez l'une des deux versions, ou fermez la période de l'acte"),
                )


def _holes(versions: Sequence[_Datee], axis: str) -> Iterator[tuple[date, date, _Datee]]:
    """(first day, last day, the version that comes next) of each hole between periods on this axis."""
    dated = [(getattr(version.en_vigueur, axis), version) for version in versions]
    if any(periode is None for periode, _ in dated):
        return
    covered: date | None = None
    for rank, (periode, version) in enumerate(sorted(dated, key=lambda each: each[0].du or date.min)):
        start, end = periode.du or date.min, periode.au or date.max
        if rank and covered is not None and start > covered + _DAY:
            yield covered + _DAY, start - _DAY, version
        covered = end if covered is None or end > covered else covered
        if covered == date.max:
            return
