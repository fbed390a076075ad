"""The slots of a calendar file (iCalendar, RFC 5545): repeated events unrolled, long ones cut into appointments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from actes.dossier.creneaux import Creneau
from actes.errors import Constat, Gravite, LectureError
from actes.place import Place
from actes.typographie import typographie

# What clocks show in each zone of the dossier; a calendar may give its hours in another.
FUSEAUX = {
    "guadeloupe": "America/Guadeloupe", "martinique": "America/Martinique", "guyane": "America/Cayenne",
    "la_reunion": "Indian/Reunion", "mayotte": "Indian/Mayotte", "saint_barthelemy": "America/St_Barthelemy",
    "saint_martin": "America/Marigot", "saint_pierre_et_miquelon": "America/Miquelon",
    "wallis_et_futuna": "Pacific/Wallis", "polynesie_francaise": "Pacific/Tahiti",
    "nouvelle_caledonie": "Pacific/Noumea",
}  # fmt: skip
_PARIS = "Europe/Paris"


@dataclass(frozen=True, slots=True)
class Plages:
    """How to read a calendar: between which days, in which zone, cut into appointments of how many minutes (0: not)."""

    du: date
    au: date
    zone: str | None = None
    minutes: int = 0
    service: str | None = None
    lieu: str | None = None


def slots_of_calendar(content: bytes, fichier: str, plages: Plages) -> tuple[list[Creneau], list[Constat]]:
    """The slots of a calendar in the order of their hours, and what was left out of it and why.

    An event without an hour gives no slot; a cancelled one neither. Raises LectureError if it is not a calendar.
    """
    import recurring_ical_events  # type: ignore[import-untyped]
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(content)
        events = recurring_ical_events.of(calendar).between(plages.du, plages.au + timedelta(days=1))
    except Exception as error:  # a foreign parser: whatever it raises, the file is not a calendar that it can read
        raise LectureError(
            "ce n'est pas un agenda iCalendar lisible",
            Place(fichier),
            conseil="exportez de nouveau l'agenda (fichier .ics)",
        ) from error
    slots: list[Creneau] = []
    constats: list[Constat] = []
    for event in events:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        start, end = event.start, event.end
        if not isinstance(start, datetime) or not isinstance(end, datetime):
            constats.append(_without_hour(start, fichier))
            continue
        place = str(event.get("LOCATION", "")).strip() or plages.lieu
        slots += [_slot(moment, place, plages) for moment in _cut(_local(start, plages), _local(end, plages), plages)]
    return sorted(slots, key=lambda slot: (slot.date, slot.heure)), constats


def _local(moment: datetime, plages: Plages) -> datetime:
    """The hour on the clocks of the zone; one without a zone is already so."""
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(ZoneInfo(FUSEAUX.get(plages.zone or "", _PARIS))).replace(tzinfo=None)


def _cut(start: datetime, end: datetime, plages: Plages) -> Iterator[datetime]:
    """The starts of the appointments that fit between two moments; one alone if they are not to be cut."""
    step = timedelta(minutes=plages.minutes)
    if not step:
        yield start
        return
    while start + step <= end:
        yield start
        start += step


def _slot(moment: datetime, lieu: str | None, plages: Plages) -> Creneau:
    return Creneau(
        date=moment.date().isoformat(), heure=moment.strftime("%H:%M"), service=plages.service, lieu=lieu or None
    )


def _without_hour(jour: date, fichier: str) -> Constat:
    return Constat(
        code="creneau-sans-heure",
        message=typographie(f"l'agenda a un événement sans heure le {jour.isoformat()} : il ne donne pas de créneau"),
        gravite=Gravite.AVERTISSEMENT,
        place=Place(fichier),
        conseil=typographie("donnez-lui une heure de début et de fin"),
    )
