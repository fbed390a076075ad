"""The check of a register: every line, in order, then the numbers, what is derived from the lines, and the file."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from actes.errors import LectureError
from actes.registre import derives, integrite, tenue
from actes.registre.base import UNSOUND
from actes.registre.chaine import COLONNES, is_plain, print_of
from actes.registre.faits import (
    ANNULATION,
    CRENEAU,
    DOCUMENT,
    EVENEMENT,
    GENESE,
    Attente,
    Controle,
    CreneauTenu,
    Rupture,
)
from actes.registre.numerotation import attentes
from actes.typographie import typographie

SAUVEGARDE = "gardez ce fichier tel qu'il est, et reprenez la dernière sauvegarde que « controler » trouve entière"

_SCAN = f"SELECT {', '.join(COLONNES)} FROM lignes NOT INDEXED WHERE rang > ? ORDER BY rang"
_BELOW = -(1 << 63)  # no line is so low: one put before the first is seen
_ONE = f"SELECT {', '.join(COLONNES)} FROM lignes NOT INDEXED WHERE rang = ?"

Series = dict[tuple[str, int, bool], bytearray]  # what bears each number: LIBRE, PORTE or EXPLIQUE


@dataclass(slots=True)
class Marche:
    """The walk along the lines: where it stands and what it has seen."""

    sceau: str = ""  # the fingerprint asked for, or its beginning
    rang: int = 0
    empreinte: str = GENESE
    documents: int = 0
    brouillons: int = 0
    annulations: int = 0
    vu: int | None = None  # rank of the line of that fingerprint
    series: Series = field(default_factory=dict)
    tenus: set[CreneauTenu] = field(default_factory=set)  # the slots that the lines say are held

    def step(self, row: Sequence[Any]) -> Rupture | None:
        """Go on by one line, unless it breaks the chain or the numbers."""
        line = dict(zip(COLONNES, row, strict=True))
        broken = self._chained(line, row) or self._numbered(line) or self._slot(line)
        if broken is None:
            self.rang, self.empreinte = line["rang"], line["empreinte"]
            if self.sceau and self.empreinte.startswith(self.sceau):
                self.vu = self.rang
        return broken

    def _chained(self, line: dict[str, Any], row: Sequence[Any]) -> Rupture | None:
        rang, expected = line["rang"], self.rang + 1
        sound = is_plain(row) and print_of(row) == line["empreinte"]
        if rang > expected and sound:
            return gone(expected, rang - 1)
        if rang != expected:
            return broken_at(expected, line, f"n'est plus à sa place : une ligne {rang} s'y trouve, ajoutée ou altérée")
        if not sound:
            return broken_at(rang, line, "a été altérée : son contenu ne répond plus à son empreinte")
        if line["precedente"] != self.empreinte:
            before = f"la ligne {rang - 1}" if rang > 1 else "le début du registre"
            return broken_at(rang, line, f"ne suit pas {before} : l'une des deux a été refaite")
        return None

    def _numbered(self, line: dict[str, Any]) -> Rupture | None:
        nature, number = line["nature"], line["numero"]
        if nature not in (DOCUMENT, ANNULATION, EVENEMENT) or (nature == EVENEMENT and number == 0):
            return None
        serie = self.series.setdefault((line["juridiction"], line["annee"], bool(line["brouillon"])), bytearray(1))
        if line["brouillon"] not in (0, 1) or not 0 < number <= self.rang + derives.RESERVE:
            return broken_at(line["rang"], line, "porte un numéro que personne n'a pu donner")
        serie.extend(bytes(max(0, number + 1 - len(serie))))
        if nature == DOCUMENT:
            if serie[number]:
                return broken_at(line["rang"], line, "porte un numéro déjà employé")
            serie[number] = derives.PORTE
            self.documents, self.brouillons = self.documents + 1, self.brouillons + line["brouillon"]
        elif nature == ANNULATION:
            serie[number] = serie[number] or derives.EXPLIQUE
            self.annulations += 1
        elif serie[number] != derives.PORTE:
            return broken_at(line["rang"], line, "parle d'un document qui n'est pas au registre")
        return None

    def _slot(self, line: dict[str, Any]) -> Rupture | None:
        if line["nature"] != CRENEAU:
            return None
        try:
            taken, slot = tenue.moved(line)
        except (ValueError, KeyError, TypeError):
            return broken_at(line["rang"], line, "ne dit rien que ce programme ait écrit")
        (self.tenus.add if taken else self.tenus.discard)(slot)
        return None


def check(connection: Connection, tete: str | None = None) -> Controle:
    """Check a register that opens; `tete`: a seal noted elsewhere, « empreinte » or « rang:empreinte ».

    Raises LectureError if `tete` is no seal.
    """
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    rank, seal = _seal(tete)
    marche = Marche(seal)
    former, raw.text_factory = raw.text_factory, _lenient
    try:
        broken, pending = _whole(connection, raw, marche)
    finally:
        raw.text_factory = former
    broken = broken or _sealed(marche, seal, rank)
    return Controle(
        lignes=marche.rang,
        documents=marche.documents,
        brouillons=marche.brouillons,
        annulations=marche.annulations,
        tete=(marche.rang, marche.empreinte),
        rupture=broken,
        attentes=tuple(pending),
        sceau=marche.vu,
    )


def _whole(connection: Connection, raw: sqlite3.Connection, marche: Marche) -> tuple[Rupture | None, list[Attente]]:
    """The first rupture of the lines, of what goes with them, of the file; and the numbers that wait."""
    broken, pending = walk(raw, marche), []
    try:
        pending = list(attentes(connection))
        broken = broken or derives.check(connection, marche.rang, marche.empreinte, marche.series, pending)
        broken = broken or derives.check_slots(connection, marche.tenus)
        broken = broken or integrite.check(raw, marche.rang)
    except UNSOUND:
        broken = broken or integrite.structure(raw, marche.rang)
    return broken, pending


def _seal(tete: str | None) -> tuple[str, str]:
    """The rank, if it is given, and the fingerprint, or its beginning. Raises LectureError."""
    if not tete:
        return "", ""
    form = re.fullmatch(r"(?:([1-9]\d*):)?([0-9a-f]{16,64})", tete.strip().lower())
    if form is None:
        raise LectureError(
            typographie(f"« {tete} » n'est pas un sceau"),
            conseil=typographie("recopiez ce que « controler » ou un rapport a écrit : rang:empreinte, ou l'empreinte"),
        )
    return form[1] or "", form[2]


def walk(raw: sqlite3.Connection, marche: Marche) -> Rupture | None:
    """Go along the lines to the end, or to the first that is broken or cannot be read."""
    for row in _rows(raw, marche):
        if row is None:
            number = integrite.number_of(raw, marche.rang + 1)
            return Rupture(
                rang=marche.rang + 1,
                numero=number,
                message=typographie(
                    f"la ligne {marche.rang + 1}{f' (n° {number})' if number else ''} ne peut plus être lue : "
                    "le fichier est endommagé à cet endroit"
                ),
                conseil=typographie(SAUVEGARDE),
            )
        if (broken := marche.step(row)) is not None:
            return broken
    return None


def _rows(raw: sqlite3.Connection, marche: Marche) -> Iterator[Sequence[Any] | None]:
    """The lines in order; None where the next one cannot be read, in the course of the file or by itself."""
    while True:
        try:
            yield from raw.execute(_SCAN, (marche.rang or _BELOW,))
            return
        except UNSOUND:
            pass
        try:
            row = raw.execute(_ONE, (marche.rang + 1,)).fetchone()
        except UNSOUND:
            row = None
        yield row
        if row is None:
            return


def _sealed(marche: Marche, seal: str, rank: str) -> Rupture | None:
    """What is wrong when a seal noted elsewhere is not found again, though the chain holds."""
    if not seal or (marche.vu is not None and rank in ("", str(marche.vu))):
        return None
    if rank.isdecimal() and int(rank) > marche.rang:
        return gone(marche.rang + 1, int(rank))
    message = "le sceau donné n'est celui d'aucune ligne : des lignes ont été supprimées à la fin, ou toutes refaites"
    if rank.isdecimal():
        message = f"la ligne {rank} n'est plus celle du sceau donné : le registre a été refait, à cette ligne ou avant"
    at = int(rank) if rank.isdecimal() else None
    return Rupture(rang=at, numero=None, message=typographie(message), conseil=typographie(SAUVEGARDE))


def broken_at(rang: int, line: dict[str, Any], what: str) -> Rupture:
    """The rupture at a line that can be read."""
    number = integrite.plain_number([line[name] for name in ("juridiction", "annee", "numero", "brouillon")])
    named = f" (n° {number})" if number else ""
    message = typographie(f"la ligne {rang}{named} {what}")
    return Rupture(rang=rang, numero=number, message=message, conseil=typographie(SAUVEGARDE))


def gone(first: int, last: int) -> Rupture:
    """The rupture where lines are no more."""
    which = f"la ligne {first} manque" if first == last else f"les lignes {first} à {last} manquent"
    message = typographie(f"{which} : le registre en avait davantage")
    return Rupture(rang=first, numero=None, message=message, conseil=typographie(SAUVEGARDE))


def _lenient(text: bytes) -> str:
    return text.decode("utf-8", "backslashreplace")
