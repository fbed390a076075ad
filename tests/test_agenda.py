"""Time limits for a calendar: stable, complete, without a person's name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import icalendar
import pytest

from actes.agenda import calendar_of, schedule
from actes.errors import LectureError
from actes.generate import Demande
from tests import exemples
from tests.cas import AUJOURDHUI, take_out

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


@pytest.mark.parametrize(
    ("chemin", "words"),
    [
        ("condamnation.present_audience", "savoir si ce délai s’applique"),
        ("condamnation.date", "ce délai ne peut pas être calculé"),
    ],
)
def test_what_a_time_limit_lacks_is_told(tmp_path: Path, chemin: str, words: str) -> None:
    data = exemples.example(exemples.act("convocation-jap-spip"))
    assert take_out(data, chemin)
    path = tmp_path / "d.yaml"
    path.write_bytes(exemples.dump(data))
    told = [c for c in schedule([path], exemples.atelier(), DEMANDE).constats if c.code == "delai-incalculable"]
    assert told
    assert all(words in constat.message and chemin in constat.conseil for constat in told)


def test_an_act_that_does_not_exist_is_told_at_its_place_and_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    text = exemples.example_path(exemples.act("convocation-jap-spip")).read_text(encoding="utf-8")
    path.write_text(text.replace("actes: [", "actes: [toto, "), encoding="utf-8")
    echeancier = schedule([path], exemples.atelier(), DEMANDE)
    assert len(echeancier.lignes) == 2
    assert [(c.code, c.place and c.place.ligne) for c in echeancier.constats] == [("acte-inconnu", 4)]
    with pytest.raises(LectureError):
        schedule([path], exemples.atelier(), Demande(aujourdhui=AUJOURDHUI, actes=("toto",)))


def test_two_dossiers_of_one_reference_keep_their_own_events(tmp_path: Path) -> None:
    content = exemples.example_path(exemples.act("convocation-jap-spip")).read_bytes()
    paths = [tmp_path / name for name in ("un.yaml", "deux.yaml", "un.yaml")]
    for path in paths:
        path.write_bytes(content)
    echeancier = schedule(paths, exemples.atelier(), DEMANDE)
    assert [c.code for c in echeancier.constats] == ["reference-en-double"]
    assert len({event["uid"] for event in events(calendar_of(echeancier.lignes))}) == 4


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    source = exemples.example_path(exemples.act("convocation-jap-spip"))
    echeancier = schedule([tmp_path / "absent.yaml", source], exemples.atelier(), DEMANDE)
    assert echeancier.statut == 2
    assert echeancier.lignes
