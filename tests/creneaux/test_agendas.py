"""Calendars as Outlook, Google and Thunderbird write them, and as nobody should: read, or refused, never for ever."""

from __future__ import annotations

from datetime import date

import pytest

from actes.creneaux import Plages, slots_of_calendar
from actes.creneaux.agenda_ics import LIMITE_CRENEAUX
from actes.dossier.creneaux import Creneau
from actes.errors import Constat, LectureError
from tests.fabrique import plain

PLAGES = Plages(date(2026, 10, 1), date(2026, 12, 31))
ZONE = """BEGIN:VTIMEZONE
TZID:{nom}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ={freq};BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
HEURES = "DTSTART:20261013T090000\nDTEND:20261013T093000\n"


def event(body: str, uid: str = "1") -> str:
    return f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260901T000000Z\n{body}END:VEVENT\n"


def calendar(*parts: str, head: str = "PRODID:-//essai//FR\n") -> bytes:
    body = f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{''.join(parts)}END:VCALENDAR\n"
    return body.replace("\n", "\r\n").encode()


def read(content: bytes, minutes: int = 0, plages: Plages = PLAGES) -> tuple[list[Creneau], list[Constat]]:
    return slots_of_calendar(content, "a.ics", Plages(plages.du, plages.au, plages.zone, minutes))


def hours(slots: list[Creneau]) -> list[str]:
    return [f"{slot.date:%m-%d} {slot.heure:%H:%M}" for slot in slots]


def zoned(zone: str) -> str:
    return event(f"DTSTART;TZID={zone}:20261013T090000\nDTEND;TZID={zone}:20261013T093000\n")


KINDS = {
    "Outlook": calendar(ZONE.format(nom="Romance Standard Time", freq="YEARLY"), zoned("Romance Standard Time")),
    "Outlook, zone named by hand": calendar(
        ZONE.format(nom="(UTC+01:00) Bruxelles, Paris", freq="YEARLY"), zoned('"(UTC+01:00) Bruxelles, Paris"')
    ),
    "Google": calendar(event("DTSTART:20261013T070000Z\nDURATION:PT1H\n"), head="X-WR-TIMEZONE:Europe/Paris\n"),
    "Thunderbird": calendar(zoned("/mozilla.org/20050126_1/Europe/Paris")),
    "floating": calendar(event(HEURES)),
    "byte order mark": b"\xef\xbb\xbf" + calendar(event(HEURES)),
    "bare newlines": calendar(event(HEURES)).replace(b"\r\n", b"\n"),
    "two calendars in a file": calendar() + calendar(event(HEURES)),
    "a duration": calendar(event("DTSTART:20261013T090000\nDURATION:PT30M\n")),
    "seconds": calendar(event("DTSTART:20261013T090037\nDTEND:20261013T093037\n")),
    "one bad event among others": calendar(event("DTSTART:20261399T090000\n"), event(HEURES, "2")),
    "a task and a busy time": calendar(
        event(HEURES), "BEGIN:VTODO\nUID:t\nDUE:20261013T100000\nEND:VTODO\n", "BEGIN:VFREEBUSY\nUID:f\nEND:VFREEBUSY\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("content", KINDS.values(), ids=KINDS)
def test_calendars_of_every_kind_give_the_hour_of_the_court(content: bytes, recwarn: pytest.WarningsRecorder) -> None:
    slots, _ = read(content)
    assert hours(slots) == ["10-13 09:00"]
    assert not recwarn


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("DTSTART;VALUE=DATE:20261013\n", "sans heure (le mardi 13 octobre 2026)"),
        ("DTSTART;VALUE=DATE:20261013\nRRULE:FREQ=DAILY;COUNT=3\n", "3 événements sans heure (le premier le mardi 13"),
        ("DTSTART:20261013T090000\n", "de moins de 30 minutes"),
        ("DTSTART:20261013T090000\nDTEND:20261013T080000\n", "dont la fin précède le début"),
        ("DTSTART:20261013T090000\nDURATION:-PT2H\n", "dont la fin précède le début"),
        ("DTSTART;VALUE=DATE:20261013\nDTEND:20261013T080000Z\n", "aux dates illisibles"),
        ("DTSTART:demain\n", "aux dates illisibles"),
        ("SUMMARY:rien\n", "aux dates illisibles"),
        (HEURES + "RRULE:FREQ=PARFOIS\n", "aux dates illisibles"),
        ("DTSTART:20200101T000000\nDTEND:20991231T000000\n", "de plus d'un an"),
        ("DTSTART:20261001T000000\nDTEND:20261231T000000\n", "de plus d'un jour"),
        (HEURES + "RRULE:FREQ=SECONDLY\n", "à la répétition trop fréquente"),
        (HEURES + "RRULE:FREQ=YEARLY;INTERVAL=0\n", "à la répétition trop fréquente"),
        (HEURES + "RRULE:FREQ=DAILY;COUNT=3\nRRULE:FREQ=DAILY;INTERVAL=0\n", "à la répétition trop fréquente"),
        (HEURES + "RRULE:FREQ=MINUTELY;COUNT=100000\n", "à la répétition trop fréquente"),
        (HEURES + f"RRULE:FREQ=DAILY;BYMINUTE={','.join(map(str, range(60)))};BYHOUR=1,2,3,4\n", "trop fréquente"),
    ],
)
def test_what_gives_no_slot_is_told_once_and_ends(body: str, what: str) -> None:
    slots, constats = read(calendar(event(body)), minutes=30)
    assert slots == []
    (constat,) = constats
    assert what in plain(constat.message)
    assert "pas de créneau" in constat.message


def test_an_unknown_zone_is_told_and_its_hours_taken_as_they_are() -> None:
    slots, constats = read(calendar(zoned("Lune/Mer")))
    assert hours(slots) == ["10-13 09:00"]
    assert [(c.code, "Lune/Mer" in c.message) for c in constats] == [("fuseau-inconnu", True)]


def test_an_endless_rule_stops_with_the_period() -> None:
    body = "DTSTART;TZID=Europe/Paris:20200106T090000\nDTEND;TZID=Europe/Paris:20200106T093000\nRRULE:FREQ=WEEKLY\n"
    slots, _ = read(calendar(event(body)), plages=Plages(date(2026, 10, 19), date(2026, 11, 2)))
    assert hours(slots) == ["10-19 09:00", "10-26 09:00", "11-02 09:00"]  # 9 h before and after clocks change


def test_ten_thousand_events_are_read() -> None:
    starts = [f"202610{1 + rank % 28:02}T{8 + rank % 9:02}{rank % 60:02}00" for rank in range(10_000)]
    events = [event(f"DTSTART:{start}\n", str(rank)) for rank, start in enumerate(starts)]
    assert len(read(calendar(*events))[0]) == 10_000


def test_too_many_slots_are_refused_with_what_to_do() -> None:
    assert LIMITE_CRENEAUX < 31 * 1440
    days = "DTSTART:20261001T000000\nDTEND:20261002T000000\nRRULE:FREQ=DAILY\n"
    with pytest.raises(LectureError, match="réduisez la période"):
        read(calendar(event(days)), minutes=1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (calendar(event(HEURES + "LOCATION:Préfecture\n")).decode().encode("latin-1"), "Latin-1"),
        (calendar(event(HEURES)).decode().encode("utf-16"), "UTF-16"),
        (calendar(event(HEURES))[:120], "n’est pas un agenda"),
        (b"<html><body>Connexion</body></html>", "n’est pas un agenda"),
        (calendar(ZONE.format(nom="X", freq="SECONDLY"), event(HEURES)), "n’est pas un agenda"),
    ],
)
def test_what_cannot_be_read_is_refused_in_french(content: bytes, words: str) -> None:
    with pytest.raises(LectureError) as refused:
        read(content)
    assert words in str(refused.value)


def test_a_place_keeps_no_hidden_character_and_nobody_s_name_is_taken() -> None:
    body = HEURES + "LOCATION:salle\\n3\x07\\, \x1b[31mrouge\nSUMMARY:Jean Dupont\nDESCRIPTION:secret\n"
    slots, _ = read(calendar(event(body)))
    assert slots[0].lieu == "salle 3 , [31mrouge"
    assert "Dupont" not in repr(slots)
