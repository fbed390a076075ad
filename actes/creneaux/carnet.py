"""The slots that a file offers and who holds them: the register says it, and an older file under « pris »."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from actes.dossier import Dossier
from actes.dossier.creneaux import Creneau
from actes.inscription import court_of
from actes.registre import CreneauTenu, Prise
from actes.registre.faits import clean

if TYPE_CHECKING:
    from actes.registre import Registre

Cle = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Titulaire:
    """A case that may hold slots, and where it is: two files of one reference may be two persons."""

    dossier: str
    juridiction: str
    fichier: str = ""
    place: int = 0


def titulaire_of(dossier: Dossier, source: Path, place: int) -> Titulaire:
    """Who holds the slots of the dossier of this rank in this file."""
    return Titulaire(clean(dossier.dossier), clean(court_of(dossier)), clean(os.path.realpath(source)), place)


@dataclass(slots=True)
class Carnet:
    """The slots of a file, by appointment, and those that are held, as the register last said.

    A slot is known by who receives, where and when; one whose service or place is written otherwise since it was given
    still counts among those that the file offers at its hour.
    """

    fichier: Path
    slots: Mapping[str, Sequence[Creneau]]
    registre: Registre | None = None
    offre: str = field(init=False)  # the file as the register knows it
    _rang: int = 0
    _tenus: dict[Cle, set[CreneauTenu]] = field(default_factory=dict)  # by appointment and case
    _pris: Counter[Cle] = field(default_factory=Counter)  # people, by slot and by hour
    _places: Counter[Cle] = field(default_factory=Counter)  # for how many people, likewise

    def __post_init__(self) -> None:
        self.offre = clean(os.path.realpath(self.fichier))
        for name, offered in self.slots.items():
            for slot in offered:
                room = max(_people(slot) - len(set(slot.pris or ())), 0)
                self._places.update(dict.fromkeys(_cles(name, slot), room))
        if self.registre is not None:
            self._rang = self.registre.tete()[0]
            for tenu in self.registre.creneaux():
                self.note(tenu)

    def refresh(self) -> None:
        """Learn what was taken and given back since, by this run and by others."""
        if self.registre is not None:
            self._rang, moves = self.registre.mouvements(self._rang)
            for taken, tenu in moves:
                self.note(tenu, taken)

    def note(self, tenu: CreneauTenu, taken: bool = True) -> None:
        """Count a slot as held, or as free again."""
        held = self._tenus.setdefault((tenu.rendez_vous, tenu.juridiction, tenu.dossier), set())
        if (tenu in held) != taken:
            (held.add if taken else held.remove)(tenu)
            slot, hour = _cle_of(tenu)
            self._pris[slot] += 1 if taken else -1
            if tenu.offre == self.offre:
                self._pris[hour] += 1 if taken else -1

    def has_room(self, name: str, slot: Creneau) -> bool:
        """Whether someone more can come."""
        return all(self._pris[cle] < self._places[cle] for cle in _cles(name, slot))

    def held_by(self, name: str, titulaire: Titulaire, apres: date) -> CreneauTenu | None:
        """The slot after this day that the case holds for this appointment."""
        held = self._tenus.get((name, titulaire.juridiction, titulaire.dossier), ())
        return min((tenu for tenu in held if tenu.le > apres.isoformat()), key=lambda tenu: tenu.le, default=None)

    def noted_for(self, name: str, titulaire: Titulaire, apres: date) -> Creneau | None:
        """The slot after this day that the file itself says the case holds, as older programs wrote it."""
        noted = (slot for slot in self.slots[name] if titulaire.dossier in (slot.pris or ()))
        return next((slot for slot in noted if slot.heure and slot.date and slot.date > apres), None)

    def prise(self, name: str, slot: Creneau, titulaire: Titulaire, apres: date) -> Prise:
        """This slot, to be taken for this case, if the register agrees."""
        cle, hour = _cles(name, slot)
        le, heure, rendez_vous, service, lieu = cle
        tenu = CreneauTenu(
            rendez_vous=rendez_vous,
            service=service,
            lieu=lieu,
            le=le,
            heure=heure,
            dossier=titulaire.dossier,
            juridiction=titulaire.juridiction,
            offre=self.offre,
            fichier=titulaire.fichier,
            place=titulaire.place,
        )
        return Prise(creneau=tenu, places=self._places[cle], ensemble=self._places[hour], apres=apres.isoformat())

    def occupants(self, name: str) -> list[tuple[str, ...]]:
        """The references of the cases that hold each slot of this appointment, by its rank."""
        offered = self.slots.get(name, ())
        found = [dict.fromkeys(slot.pris or ()) for slot in offered]
        ranks: dict[Cle, list[int]] = {}
        for rank, slot in enumerate(offered):
            for cle in _cles(name, slot):
                ranks.setdefault(cle, []).append(rank)
        held = sorted((tenu for each in self._tenus.values() for tenu in each), key=str)
        for known in (0, 1):  # by the slot itself; by its hour, when it is written otherwise since
            for tenu in held:
                here = ranks.get(_cle_of(tenu)[known], [])
                free = [rank for rank in here if len(found[rank]) < _people(offered[rank])]
                for rank in (free or here)[:1]:
                    found[rank][tenu.dossier] = None
            held = [tenu for tenu in held if tenu.offre == self.offre and _cle_of(tenu)[0] not in ranks]
        return [tuple(references) for references in found]


def is_of(tenu: CreneauTenu, name: str, slot: Creneau) -> bool:
    """Whether this is the slot that is held."""
    return _cle_of(tenu)[:1] == _cles(name, slot)[:1]


def _people(slot: Creneau) -> int:
    return 1 if slot.places is None else slot.places


def _cles(name: str, slot: Creneau) -> tuple[Cle, ...]:
    """By what a slot is known, and its hour; nothing for one that lacks a day or an hour."""
    if slot.date is None or slot.heure is None:
        return ()
    hour = (slot.date.isoformat(), slot.heure.strftime("%H:%M"), name)
    address = map(str, slot.adresse.model_dump(exclude_none=True).values()) if slot.adresse else ()
    where = ", ".join(part for part in (slot.lieu, *address) if part)
    return (*hour, clean(slot.service or ""), clean(where)), hour


def _cle_of(tenu: CreneauTenu) -> tuple[Cle, Cle]:
    hour = (tenu.le, tenu.heure, tenu.rendez_vous)
    return (*hour, tenu.service, tenu.lieu), hour
