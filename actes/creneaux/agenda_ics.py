"""The slots of a calendar file (iCalendar, RFC 5545): repeated events unrolled, long ones cut into appointments."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from actes.dossier.creneaux import Creneau
from actes.dossier.texte import INTERDITS, decode
from actes.droit.calendrier import en_lettres
from actes.errors import Constat, Gravite, LectureError
from actes.place import Place
from actes.typographie import typographie

if TYPE_CHECKING:
    from icalendar import Calendar, Event

LIMITE_CRENEAUX = 20_000
_PAR_JOUR = 200  # an event repeated more often in a day is no appointment
_SECONDES = {"SECONDLY": 86_400, "MINUTELY": 1_440, "HOURLY": 24}
_DATES = {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}

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


@dataclass(slots=True)
class _Ecarts:
    """The events that give no slot or that leave a doubt, by what is wrong with them, and their days."""

    fichier: str
    jours: dict[tuple[str, str, str, str], list[date | None]] = field(default_factory=dict)

    def add(self, code: str, what: str, jour: date | None, suite: str, conseil: str) -> None:
        """Note one event."""
        self.jours.setdefault((code, what, suite, conseil), []).append(jour)

    def left_out(self, what: str, jour: date | None, conseil: str, code: str = "creneau-ignore") -> None:
        """Note one event that gives no slot."""
        self.add(code, what, jour, "", conseil)

    def constats(self) -> list[Constat]:
        """One finding for each kind, however many events."""
        return [self._constat(*key, jours) for key, jours in self.jours.items()]

    def _constat(self, code: str, what: str, suite: str, conseil: str, jours: list[date | None]) -> Constat:
        known = sorted(jour for jour in jours if jour)
        count = "un événement" if len(jours) == 1 else f"{len(jours)} événements"
        first = f" ({'le' if len(jours) == 1 else 'le premier le'} {en_lettres(known[0])})" if known else ""
        none = "il ne donne pas de créneau" if len(jours) == 1 else "ils ne donnent pas de créneau"
        return Constat(
            code=code,
            message=typographie(f"l'agenda a {count} {what}{first} : {suite or none}"),
            gravite=Gravite.AVERTISSEMENT,
            place=Place(self.fichier),
            conseil=typographie(conseil),
        )


def slots_of_calendar(content: bytes, fichier: str, plages: Plages) -> tuple[list[Creneau], list[Constat]]:
    """The slots of a calendar in the order of their hours, and what was left out of it and why.

    An event without an hour gives no slot; a cancelled one neither. Raises LectureError if it is not a calendar.
    """
    ecarts = _Ecarts(fichier)
    slots: list[Creneau] = []
    with warnings.catch_warnings(action="ignore"):  # of the foreign parser, in English
        for calendar in _calendars(content, fichier):
            _keep_sound_events(calendar, ecarts)
            for event in _occurrences(calendar, fichier, plages):
                slots += _slots_of(event, plages, ecarts)
                if len(slots) > LIMITE_CRENEAUX:
                    message = f"l'agenda donne plus de {LIMITE_CRENEAUX} créneaux"
                    raise _unreadable(fichier, message, "réduisez la période (--du, --au)")
    return sorted(slots, key=lambda slot: (slot.date, slot.heure)), ecarts.constats()


def clean_text(text: str) -> str:
    """A text on one line, without what no dossier may contain."""
    return " ".join(INTERDITS.sub(" ", text).split())


def _unreadable(
    fichier: str,
    message: str = "ce n'est pas un agenda iCalendar lisible",
    conseil: str = "exportez de nouveau l'agenda (fichier .ics)",
) -> LectureError:
    return LectureError(typographie(message), Place(fichier), conseil=typographie(conseil))


def _calendars(content: bytes, fichier: str) -> list[Calendar]:
    """The calendars of a file: usually one."""
    from icalendar import Calendar

    text, constats = decode(content, fichier)
    if text is None:
        raise LectureError(constats=constats)
    try:
        if _has_mad_zone(text):
            raise ValueError("a time zone that changes every second: the parser would never end")
        found: list[Calendar] = Calendar.from_ical(text, multiple=True)
    except Exception as error:  # a foreign parser: whatever it raises, the file is not a calendar that it can read
        raise _unreadable(fichier) from error
    if not found or any(calendar.name != "VCALENDAR" for calendar in found):
        raise _unreadable(fichier)
    return found


def _has_mad_zone(text: str) -> bool:
    inside = False
    for line in text.upper().splitlines():
        if line.endswith(":VTIMEZONE"):
            inside = line.startswith("BEGIN")
        if inside and ("INTERVAL=0" in line or any(f"FREQ={name}" in line for name in _SECONDES)):
            return True
    return False


def _occurrences(calendar: Calendar, fichier: str, plages: Plages) -> list[Event]:
    """The events of those days, repetitions unrolled; a day more on each side, for the zones."""
    import recurring_ical_events  # type: ignore[import-untyped]

    first, last = plages.du - timedelta(days=1), plages.au + timedelta(days=2)
    try:
        found: list[Event] = recurring_ical_events.of(calendar).between(first, last)
    except Exception as error:
        raise _unreadable(fichier) from error
    return found


def _keep_sound_events(calendar: Calendar, ecarts: _Ecarts) -> None:
    """Take out of a calendar, and note, the events that cannot be placed in time."""
    kept = []
    for component in calendar.subcomponents:
        if component.name != "VTIMEZONE":
            component.subcomponents = []  # alarms; an event in an event is nobody's
        wrong = _what_is_wrong(component) if component.name == "VEVENT" else None
        if wrong:
            ecarts.left_out(wrong, None, "corrigez l'agenda, puis exportez-le de nouveau")
        else:
            kept.append(component)
            if component.name == "VEVENT":
                _note_unknown_zone(component, ecarts)
    calendar.subcomponents = kept


def _what_is_wrong(event: Any) -> str | None:
    try:
        start = event["DTSTART"].dt
        end = event["DTEND"].dt if "DTEND" in event else start + event["DURATION"].dt if "DURATION" in event else start
        if isinstance(start, datetime) != isinstance(end, datetime) or {name for name, _ in event.errors} & _DATES:
            return "aux dates illisibles"
        if end < start:
            return "dont la fin précède le début"
        if end - start > timedelta(days=366):
            return "de plus d'un an"
    except Exception:  # a foreign parser: a missing, broken or repeated property
        return "aux dates illisibles"
    rules = event.get("RRULE", [])
    dense = any(_per_day(rule) > _PAR_JOUR for rule in (rules if isinstance(rules, list) else [rules]))
    return "à la répétition trop fréquente" if dense else None


def _per_day(rule: Any) -> float:
    """How many times a day, at most, a rule repeats an event; a rule of a few times does no harm."""
    interval = int((rule.get("INTERVAL") or [1])[0])
    if interval < 1:
        return float("inf")
    if 0 < int((rule.get("COUNT") or [0])[0]) <= _PAR_JOUR:
        return 1
    times = _SECONDES.get(str((rule.get("FREQ") or [""])[0]).upper(), 1) / interval
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= max(len(rule.get(name) or []), 1)
    return times


def _note_unknown_zone(event: Any, ecarts: _Ecarts) -> None:
    start, zone = event["DTSTART"].dt, event["DTSTART"].params.get("TZID")
    if zone and isinstance(start, datetime) and start.tzinfo is None:
        what = f"d'un fuseau horaire inconnu, « {clean_text(str(zone))} »"
        suite = "son heure est prise pour celle du tribunal"
        ecarts.add("fuseau-inconnu", what, start.date(), suite, "vérifiez les créneaux")


def _slots_of(event: Event, plages: Plages, ecarts: _Ecarts) -> Iterator[Creneau]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    start, end = event.start, event.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        if start <= plages.au and end > plages.du:
            ecarts.left_out("sans heure", start, "ajoutez une heure de début et de fin", "creneau-sans-heure")
        return
    step, days = timedelta(minutes=plages.minutes), (_local(start, plages).date(), _local(end, plages).date())
    why = ""
    if end - start > timedelta(days=1):
        why, advice = "de plus d'un jour", "découpez jour par jour dans l'agenda"
    elif end - start < step:
        why, advice = f"de moins de {plages.minutes} minutes", "ajoutez une heure de fin, ou changez --duree"
    if why:
        if days[0] <= plages.au and days[1] >= plages.du:
            ecarts.left_out(why, days[0], advice)
        return
    place = clean_text(str(event.get("LOCATION", ""))) or plages.lieu
    for moment in _cut(start, end, step):
        local = _local(moment, plages)
        if plages.du <= local.date() <= plages.au:
            yield _slot(local, place, plages)


def _local(moment: datetime, plages: Plages) -> datetime:
    """The hour on the clocks of the zone; one without a zone is already so."""
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(ZoneInfo(FUSEAUX.get(plages.zone or "", _PARIS))).replace(tzinfo=None)


def _cut(start: datetime, end: datetime, step: timedelta) -> Iterator[datetime]:
    """The starts of the appointments that fit between two moments; one alone if they are not to be cut."""
    if not step:
        yield start
        return
    if start.tzinfo is not None:  # clocks that change in between change nothing to the lengths
        start, end = start.astimezone(UTC), end.astimezone(UTC)
    while start + step <= end:
        yield start
        start += step


def _slot(moment: datetime, lieu: str | None, plages: Plages) -> Creneau:
    return Creneau(
        date=moment.date().isoformat(), heure=moment.strftime("%H:%M"), service=plages.service, lieu=lieu or None
    )
