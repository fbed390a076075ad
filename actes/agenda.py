"""The time limits of dossiers, put together and in the form of a clerk's calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from actes.catalogue import Acte
from actes.dossier import Lecture
from actes.errors import ActesError, Constat, Gravite, is_blocked
from actes.generate import Atelier, Demande, Jumeaux, asked_acts, check_asked, distinct
from actes.place import Place
from actes.proposer import state_of
from actes.typographie import typographie
from actes.validation import DelaiDu, Examen
from actes.validation.examen import DelaiInconnu
from actes.validation.explication import explained
from actes.validation.messages import quoted_title, what_to_add

_DITS = ("acte-hors-periode", "acte-non-applicable", "delai-depasse")  # what bears on the time limits of an act


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
        """Note findings, once each, and the status that they deserve."""
        found = list(constats)
        self.constats += [constat for constat in dict.fromkeys(found) if constat not in self.constats]
        self.statut = max(self.statut, statut if is_blocked(found) else 0)


def schedule(sources: Iterable[Path], atelier: Atelier, demande: Demande) -> Echeancier:
    """The time limits of the acts asked for, or of those that are due when none is. Unreadable files are told.

    Raises LectureError if the command asks for an act that does not exist.
    """
    check_asked(atelier, demande)
    echeancier, jumeaux = Echeancier(), Jumeaux()
    for source in distinct(sources):
        try:
            lectures = atelier.read(source)
        except ActesError as error:
            echeancier.add(error.constats, error.exit_code)
            continue
        for lecture in lectures:
            echeancier.add([*lecture.constats, *jumeaux.said(lecture)], 1)
            if lecture.dossier is not None:
                try:
                    _schedule_one(lecture, atelier, demande, echeancier)
                except ActesError as error:
                    echeancier.add(error.constats, error.exit_code)
    return echeancier


def _schedule_one(lecture: Lecture, atelier: Atelier, demande: Demande, echeancier: Echeancier) -> None:
    assert lecture.dossier is not None, "checked by the caller"
    for examen in _examined(lecture, atelier, demande, echeancier):
        where = lecture.place("dossier").fichier
        known = sorted(dict.fromkeys(examen.delais), key=lambda due: due.dernier_jour)
        echeancier.lignes += [
            LigneAgenda(where, lecture.dossier.dossier, examen.acte, examen.titre, due) for due in known
        ]
        told = [c for c in examen.constats if c.code in _DITS]
        echeancier.add([*told, *(_lack(due, examen, lecture) for due in examen.delais_inconnus)], 1)


def _lack(due: DelaiInconnu, examen: Examen, lecture: Lecture) -> Constat:
    """What a time limit lacks to be counted, or to be known to apply."""
    delai, racine = due.delai, examen.acte.racine
    wanted = ", ".join(quoted_title(racine, chemin) for chemin in due.chemins)
    chemin = next(iter(due.chemins), None)
    return Constat(
        code="delai-incalculable",
        message=typographie(f"{delai.libelle} : {due.suite}, il manque {wanted}"),
        gravite=Gravite.INFORMATION,
        place=lecture.place(chemin or "actes"),
        acte=examen.acte.id,
        article=delai.article,
        chemin=chemin,
        conseil=typographie(what_to_add(racine, chemin)) if chemin else "",
    )


def _examined(lecture: Lecture, atelier: Atelier, demande: Demande, echeancier: Echeancier) -> list[Examen]:
    assert lecture.dossier is not None, "checked by the caller"
    if not demande.actes and not lecture.dossier.actes:
        return [due.examen for due in state_of(lecture, atelier, demande).propositions]
    known, unknown = asked_acts(lecture, atelier, demande)
    echeancier.add(unknown, 1)
    return [atelier.examine(lecture, acte_id, demande) for acte_id in known]


def nothing_to_write(path: Path) -> Constat:
    """What to say of a calendar that would be empty: many programs refuse to open one."""
    return Constat(
        code="agenda-vide",
        message=typographie("aucun délai ne se calcule : le fichier de l'agenda n'est pas écrit"),
        gravite=Gravite.AVERTISSEMENT,
        place=Place(str(path)),
    )


def calendar_of(lignes: Sequence[LigneAgenda]) -> bytes:
    """A calendar with one whole-day event for each time limit, and a reminder on the eve.

    The same time limits give the same bytes. It names the case, the act and the article, never a person.
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//actes//delais//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    given: dict[str, int] = {}
    for ligne in lignes:
        due, uid = ligne.due, _uid(ligne)
        given[uid] = given.get(uid, 0) + 1
        event = Event()
        event.add("uid", uid if given[uid] == 1 else f"{given[uid]}-{uid}")  # two dossiers of one reference
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
