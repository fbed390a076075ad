"""Time limits for a calendar: stable, complete, without a person's name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import icalendar
import pytest

from actes.agenda import calendar_of, schedule
from actes.generate import Demande
from tests import exemples
from tests.cas import AUJOURDHUI

DEMANDE = Demande(aujourdhui=AUJOURDHUI)


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_each_time_limit_is_one_whole_day_with_a_reminder() -> None:
    source = exemples.example_path(exemples.act("convocation-jap-spip"))
    echeancier = schedule([source], exemples.atelier(), DEMANDE)
    found = events(calendar_of(echeancier.lignes))
    assert [event.decoded("dtstart") for event in found] == [date(2026, 11, 5), date(2026, 11, 20)]
    assert all(event.decoded("dtend") - event.decoded("dtstart") == date.resolution for event in found)
    assert all(event.walk("VALARM") for event in found)
    assert "474" in str(found[0]["summary"])


@pytest.mark.parametrize("acte_id", exemples.act_ids())
def test_a_calendar_names_nobody_and_is_the_same_twice(acte_id: str) -> None:
    source = exemples.example_path(exemples.act(acte_id))
    data = exemples.example(exemples.act(acte_id))
    lignes = schedule([source], exemples.atelier(), DEMANDE).lignes
    content = calendar_of(lignes)
    assert content == calendar_of(lignes)
    name = (data.get("condamne") or {}).get("nom")
    assert name is None or name.encode() not in content
    assert len({event["uid"] for event in events(content)}) == len(lignes)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    source = exemples.example_path(exemples.act("convocation-jap-spip"))
    echeancier = schedule([tmp_path / "absent.yaml", source], exemples.atelier(), DEMANDE)
    assert echeancier.statut == 2
    assert echeancier.lignes
