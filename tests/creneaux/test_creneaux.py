"""Slots: read from calendars, given in their order within the legal delay, written without touching anything else."""

from __future__ import annotations

import difflib
import threading
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import yaml

from actes.creneaux import Plages, slots_of_calendar, with_appointment
from actes.creneaux.attribution import Attribution, attribute
from actes.creneaux.importation import import_slots
from actes.dossier.creneaux import Creneau, load_creneaux
from actes.emission import Greffe
from actes.errors import LectureError
from actes.generate import Demande
from actes.registre import CreneauTenu, Registre
from tests import exemples
from tests.conftest import MODELES
from tests.fabrique import plain

DEMANDE = Demande(aujourdhui=date(2026, 10, 1))
QUAND = datetime(2026, 10, 1, 9, tzinfo=UTC)
PLAGES = Plages(date(2026, 10, 1), date(2026, 12, 31))
AGENDA = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//essai//FR
{events}END:VCALENDAR
"""
RECURRENT = """BEGIN:VEVENT
UID:1@essai
DTSTART;TZID=Europe/Paris:20261013T090000
DTEND;TZID=Europe/Paris:20261013T103000
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=Europe/Paris:20261020T090000
LOCATION:cabinet 214
END:VEVENT
"""
UTC = """BEGIN:VEVENT
UID:2@essai
DTSTART:20261026T080000Z
DTEND:20261026T083000Z
END:VEVENT
"""
ANNULE = UTC.replace("UID:2", "UID:3").replace("END:VEVENT", "STATUS:CANCELLED\nEND:VEVENT")
SANS_HEURE = "BEGIN:VEVENT\nUID:4@essai\nDTSTART;VALUE=DATE:20261014\nEND:VEVENT\n"


def calendar(*events: str) -> bytes:
    return AGENDA.format(events="".join(events)).replace("\n", "\r\n").encode()


def hours(slots: list[Creneau]) -> list[str]:
    return [f"{slot.date} {slot.heure:%H:%M}" for slot in slots]


def test_repeated_events_are_unrolled_and_cut_into_appointments() -> None:
    slots, constats = slots_of_calendar(
        calendar(RECURRENT), "a.ics", Plages(date(2026, 10, 1), date(2026, 10, 27), None, 45)
    )
    assert hours(slots) == ["2026-10-13 09:00", "2026-10-13 09:45", "2026-10-27 09:00", "2026-10-27 09:45"]
    assert {slot.lieu for slot in slots} == {"cabinet 214"}
    assert constats == []


@pytest.mark.parametrize(("zone", "heure"), [(None, "09:00"), ("la_reunion", "12:00"), ("guadeloupe", "04:00")])
def test_an_hour_is_that_of_the_clocks_of_the_court(zone: str | None, heure: str) -> None:
    plages = Plages(date(2026, 10, 1), date(2026, 10, 31), zone)
    slots, _ = slots_of_calendar(calendar(UTC), "a.ics", plages)
    assert hours(slots) == [f"2026-10-26 {heure}"]


def test_what_gives_no_slot_is_left_out_and_told() -> None:
    slots, constats = slots_of_calendar(calendar(ANNULE, SANS_HEURE), "a.ics", PLAGES)
    assert slots == []
    assert [c.code for c in constats] == ["creneau-sans-heure"]


@pytest.mark.parametrize("content", [b"", b"bonjour", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n"])
def test_what_is_not_a_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(LectureError):
        slots_of_calendar(content, "a.ics", PLAGES)


def prepare(folder: Path, count: int = 1, politique: str = "1", name: str = "dossier", first: int = 900) -> list[Path]:
    """Cases to convene before the judge and the service, whose appointments are not dated."""
    text = (MODELES / "convocation-jap-spip" / "exemple.yaml").read_text(encoding="utf-8")
    text = text.replace('    date: 2026-10-29\n    heure: "09:30"\n', "    # à donner\n")
    text = text.replace('    date: 2026-11-12\n    heure: "14:00"\n', "").replace(
        "politique: 1", f"politique: {politique}"
    )
    assert "date: 2026-10-29" not in text
    paths = []
    for rank in range(count):
        path = folder / f"{name}{rank}.yaml"
        path.write_text(text.replace("2026/00871", f"2026/{first + rank:05}"), encoding="utf-8")
        paths.append(path)
    return paths


def slots_file(folder: Path, jap: list[str], spip: list[str]) -> Path:
    path = folder / "creneaux.yaml"
    path.write_text(
        yaml.safe_dump({"jap": [_entry(m) for m in jap], "spip": [_entry(m) for m in spip]}, allow_unicode=True)
    )
    return path


def _entry(moment: str) -> dict[str, str]:
    day, hour = moment.split()
    return {"date": day, "heure": hour, "service": "cabinet"}


def write(paths: list[Path], slots: Path, demande: Demande = DEMANDE) -> Attribution:
    """Give slots and write them, with the register of the folder of the slots."""
    with Registre.open(slots.parent / "registre.sqlite") as registre:
        return attribute(
            paths, slots, exemples.atelier(), demande, greffe=Greffe(registre, qui="greffier", quand=QUAND)
        )


def tenus(folder: Path) -> list[CreneauTenu]:
    """The slots that the register of this folder holds, once it is known to be whole."""
    with Registre.open(folder / "registre.sqlite", creer=False) as registre:
        assert registre.controler().rupture is None
        return registre.creneaux()


def given(result: Attribution) -> list[str]:
    return [f"{c.rendez_vous} {c.creneau.date} {c.creneau.heure:%H:%M}" for c, _ in result.choix]


def test_the_earliest_slots_are_given_in_the_order_of_the_policy(tmp_path: Path) -> None:
    jap, spip = ["2026-10-20 09:00", "2026-10-13 09:00"], ["2026-10-12 09:00", "2026-10-13 09:30", "2026-10-13 11:00"]
    slots = slots_file(tmp_path, jap, spip)
    first = attribute(prepare(tmp_path), slots, exemples.atelier(), DEMANDE)
    assert given(first) == ["jap 2026-10-13 09:00", "spip 2026-10-13 11:00"]  # an hour apart, and the judge first
    second = attribute(prepare(tmp_path, politique="2"), slots, exemples.atelier(), DEMANDE)
    assert given(second) == ["spip 2026-10-12 09:00", "jap 2026-10-13 09:00"]


def test_beyond_the_legal_delay_nothing_is_given_and_the_limit_is_told(tmp_path: Path) -> None:
    slots = slots_file(tmp_path, ["2026-10-05 09:00", "2026-11-06 09:00"], ["2026-11-20 09:00"])
    result = attribute(prepare(tmp_path), slots, exemples.atelier(), DEMANDE)
    assert given(result) == ["spip 2026-11-20 09:00"]  # the last day of the forty-five
    (constat,) = result.constats
    assert constat.code == "creneau-introuvable"
    assert "vendredi 6 novembre 2026" in plain(constat.message)
    assert constat.article == "CPP 474 al. 1 (D48-2 al. 12)"
    assert result.statut == 1


def test_a_slot_is_never_given_twice_even_by_runs_at_the_same_time(tmp_path: Path) -> None:
    slots = slots_file(
        tmp_path,
        [f"2026-10-{day} 09:00" for day in range(12, 22)],
        [f"2026-10-{day} 15:00" for day in range(12, 22)],
    )
    halves = [prepare(tmp_path, 4, name="un"), prepare(tmp_path, 4, name="deux", first=950)]
    results: list[Attribution] = []
    runs = [threading.Thread(target=lambda paths=paths: results.append(write(paths, slots))) for paths in halves]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    every = [moment for result in results for moment in given(result)]
    assert len(every) == 16
    assert len(set(every)) == 16
    held = tenus(tmp_path)
    assert sorted(f"{tenu.rendez_vous} {tenu.le} {tenu.heure}" for tenu in held) == sorted(every)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_writing_changes_only_the_lines_of_the_appointment(tmp_path: Path, ending: str, bom: bytes) -> None:
    (path,) = prepare(tmp_path)
    before = bom + path.read_bytes().replace(b"\n", ending.encode())
    path.write_bytes(before)
    slots = slots_file(tmp_path, ["2026-10-13 09:00"], ["2026-10-15 14:00"])
    offered = slots.read_bytes()
    write([path], slots)
    assert slots.read_bytes() == offered
    after = path.read_bytes()
    changes = [
        line
        for line in difflib.ndiff(before.decode().splitlines(True), after.decode().splitlines(True))
        if line[0] in "+-"
    ]
    assert [line.strip() for line in changes] == [
        "+     date: 2026-10-13",
        '+     heure: "09:00"',
        "+     date: 2026-10-15",
        '+     heure: "14:00"',
    ]
    assert attribute([path], slots, exemples.atelier(), DEMANDE).choix == []


SLOT = Creneau(date=date(2026, 10, 13).isoformat(), heure=time(9).strftime("%H:%M"), service="cabinet")


@pytest.mark.parametrize("source", sorted(MODELES.glob("*/exemple.yaml")), ids=lambda path: path.parent.name)
def test_every_example_takes_an_appointment_and_loses_nothing(source: Path) -> None:
    content = source.read_bytes()
    written = with_appointment(content, source.name, 0, "stage", SLOT)
    before, after = yaml.load(content, yaml.BaseLoader), yaml.load(written, yaml.BaseLoader)
    stage = after["convocation"].pop("stage")
    assert stage["date"]
    (before.get("convocation") or {}).pop("stage", None)
    for data in (before, after):
        if not data.get("convocation"):
            data.pop("convocation", None)
    assert after == before
    for line in content.decode().splitlines():
        if "#" in line:
            assert line[line.index("#") :] in written.decode()


def test_a_stream_takes_the_appointment_in_its_own_document() -> None:
    stream = b"# premier\ndossier: a\n---\n# second\ndossier: b  # note\n"
    written = with_appointment(stream, "flux.yaml", 1, "jap", SLOT)
    first, second = yaml.load_all(written, yaml.BaseLoader)
    assert "convocation" not in first
    assert second["convocation"]["jap"]["date"] == "2026-10-13"
    assert b"# premier" in written
    assert b"# note" in written


def test_a_new_calendar_keeps_the_slots_already_given(tmp_path: Path) -> None:
    path = tmp_path / "creneaux.yaml"
    import_slots(path, "jap", slots_of_calendar(calendar(RECURRENT), "a.ics", PLAGES)[0])
    path.write_text(path.read_text().replace("lieu: cabinet 214", "lieu: cabinet 214\n    pris: [2026/00123]", 1))
    constats = import_slots(path, "jap", slots_of_calendar(calendar(UTC), "a.ics", PLAGES)[0])
    assert [c.code for c in constats] == ["creneau-retire"]
    assert "2026/00123" in constats[0].message
    slots = load_creneaux(path.read_bytes(), "c").par_type["jap"]
    assert hours(list(slots)) == ["2026-10-13 09:00", "2026-10-26 09:00"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_new_calendar_keeps_the_slots_that_the_register_holds(tmp_path: Path) -> None:
    slots = slots_file(tmp_path, ["2026-10-13 09:00", "2026-10-14 09:00"], ["2026-10-15 14:00"])
    slots.write_text(slots.read_text().replace("jap:\n", "jap:\n- {}\n"))  # says nothing, and shifts nothing
    write(prepare(tmp_path), slots)
    with Registre.open(tmp_path / "registre.sqlite", lecture=True) as registre:
        constats = import_slots(slots, "jap", slots_of_calendar(calendar(UTC), "a.ics", PLAGES)[0], None, registre)
        again = import_slots(slots, "jap", slots_of_calendar(calendar(UTC), "a.ics", PLAGES)[0], None, registre)
    assert [c.code for c in constats] == ["creneau-retire"]
    assert "2026/00900" in constats[0].message
    assert again == constats
    found = load_creneaux(slots.read_bytes(), "c").par_type["jap"]
    assert hours(list(found)) == ["2026-10-13 09:00", "2026-10-26 09:00"]


def test_of_parallel_slots_those_that_are_held_stay(tmp_path: Path) -> None:
    slots = tmp_path / "creneaux.yaml"
    jap = '- {date: 2026-10-13, heure: "09:00", lieu: salle 1}\n'
    slots.write_text(f'jap:\n{jap}{jap}{jap}spip:\n- {{date: 2026-10-15, heure: "14:00", places: 9}}\n')
    assert len(given(write(prepare(tmp_path, 2), slots))) == 4
    slots.write_text(slots.read_text().replace("salle 1", "salle 2", 1))  # the room has another name since
    with Registre.open(tmp_path / "registre.sqlite", lecture=True) as registre:
        constats = import_slots(slots, "jap", [], None, registre)
    assert [c.code for c in constats] == ["creneau-retire", "creneau-retire"]
    assert len(load_creneaux(slots.read_bytes(), "c").par_type["jap"]) == 2


def test_a_file_of_slots_is_read_strictly() -> None:
    found = load_creneaux("jap:\n  - {date: 13/10/2026, heure: 9h, pieces: 3}\n", "creneaux.yaml")
    assert {c.code for c in found.constats} == {"type-invalide", "champ-inconnu"}
    assert all(c.place and c.place.ligne == 2 for c in found.constats)
