"""The time limits of dossiers, put together and in the form of a clerk's calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from actes.catalogue import Acte
from actes.dossier import Lecture
from actes.errors import ActesError, Constat, is_blocked
from actes.generate import Atelier, Demande
from actes.proposer import state_of
from actes.typographie import typographie
from actes.validation import DelaiDu, Examen
from actes.validation.explication import explained


@dataclass(frozen=True, slots=True)
class LigneAgenda:
    """A time limit of an act of a dossier."""

    fichier: str
    reference: str
    acte: Acte
    titre: str
    due: DelaiDu


@dataclass(slots=True)
class Echeancier:
    """The time limits of several dossiers, in the order of their last day within each act; what could not be read."""

    lignes: list[LigneAgenda] = field(default_factory=list)
    constats: list[Constat] = field(default_factory=list)
    statut: int = 0

    def add(self, constats: Iterable[Constat], statut: int) -> None:
        """Note findings, and the status that they deserve."""
        found = list(constats)
        self.constats += found
        self.statut = max(self.statut, statut if is_blocked(found) else 0)


def schedule(sources: Iterable[Path], atelier: Atelier, demande: Demande) -> Echeancier:
    """The time limits of the acts asked for, or of those that are due when none is. Unreadable files are told."""
    echeancier = Echeancier()
    for source in sources:
        try:
            lectures = atelier.read(source)
        except ActesError as error:
            echeancier.add(error.constats, error.exit_code)
            continue
        for lecture in lectures:
            echeancier.add(lecture.constats, 1)
            if lecture.dossier is not None:
                _schedule_one(lecture, atelier, demande, echeancier)
    return echeancier


def _schedule_one(lecture: Lecture, atelier: Atelier, demande: Demande, echeancier: Echeancier) -> None:
    assert lecture.dossier is not None, "checked by the caller"
    for examen in _examined(lecture, atelier, demande):
        where = lecture.place("dossier").fichier
        known = sorted(dict.fromkeys(examen.delais), key=lambda due: due.dernier_jour)
        echeancier.lignes += [
            LigneAgenda(where, lecture.dossier.dossier, examen.acte, examen.titre, due) for due in known
        ]
        told = [c for c in examen.constats if c.code in ("acte-hors-periode", "delai-depasse")]
        echeancier.add(told, 1)


def _examined(lecture: Lecture, atelier: Atelier, demande: Demande) -> list[Examen]:
    assert lecture.dossier is not None, "checked by the caller"
    wanted = demande.actes or lecture.dossier.actes or ()
    if not wanted:
        return [due.examen for due in state_of(lecture, atelier, demande).propositions]
    return [atelier.examine(lecture, acte_id, demande) for acte_id in dict.fromkeys(wanted)]


def calendar_of(lignes: Sequence[LigneAgenda]) -> bytes:
    """A calendar with one whole-day event for each time limit, and a reminder on the eve.

    The same time limits give the same bytes. It names the case, the act and the article, never a person.
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//actes//delais//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for ligne in lignes:
        due = ligne.due
        event = Event()
        event.add("uid", _uid(ligne))
        event.add("dtstamp", datetime.combine(due.repere, time(), UTC))
        event.add("dtstart", due.dernier_jour)
        event.add("dtend", due.dernier_jour + timedelta(days=1))
        event.add("summary", typographie(f"{ligne.reference} – {due.delai.libelle} ({due.delai.article})"))
        event.add("description", typographie(f"{ligne.titre} : {explained(due)}"))
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", typographie(f"{ligne.reference} – {due.delai.libelle}"))
        alarm.add("trigger", timedelta(days=-1))
        event.add_component(alarm)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _uid(ligne: LigneAgenda) -> str:
    """The same for the same time limit of the same case: a calendar that imports it again moves it."""
    name = "\0".join((ligne.reference, ligne.acte.id, ligne.due.delai.id, ligne.due.chemin))
    return f"{hashlib.sha256(name.encode()).hexdigest()[:32]}@actes"
