"""A new calendar renews the free slots of its days; what was given, the room and the remarks stay."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from actes.creneaux import merge_slots
from actes.dossier.creneaux import Creneau, load_creneaux
from actes.errors import DossierRefused

OCTOBRE = (date(2026, 10, 1), date(2026, 10, 31))
NOUVEAUX = [Creneau(date=f"2026-10-{day}", heure="09:00", lieu="salle # 2") for day in (13, 14)]


def merged(text: str, fresh: list[Creneau] = NOUVEAUX) -> tuple[str, list[Creneau]]:
    after, lost = merge_slots(text.encode(), "c.yaml", "jap", fresh, OCTOBRE)
    assert load_creneaux(after, "c.yaml").constats == ()
    return after.decode(), lost


def moments(text: str, name: str = "jap") -> list[str]:
    return [f"{slot['date']} {slot['heure']}" for slot in yaml.load(text, yaml.BaseLoader)[name]]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# mes créneaux\n",
        "{}\n",
        "jap: []  # rien\n",
        "jap:\n",
        "spip:\n  - {date: 2026-10-01, heure: '09:00'}\n# fin\n",
    ],
)
def test_a_file_without_slots_receives_them(before: str) -> None:
    after, lost = merged(before)
    assert moments(after) == ["2026-10-13 09:00", "2026-10-14 09:00"]
    assert lost == []
    assert all(line in after for line in before.splitlines() if "#" in line and "[]" not in line)
    assert merged(after)[0] == after


def test_remarks_room_and_given_slots_stay() -> None:
    before = """\
# tête
jap:
  # semaine 1
  - date: 2026-10-12
    heure: "09:00"
  # semaine 2
  - date: 2026-10-13
    heure: "09:00"
    places: 3   # collectif
  - {date: 2026-10-15, heure: "09:00", pris: [2026/1]}  # vu
  - {date: 2026-12-01, heure: "09:00"}

# spip
spip:
- {date: 2026-10-01, heure: "09:00"}
"""
    after, lost = merged(before, [Creneau(date="2026-10-13", heure="09:00"), *NOUVEAUX[1:]])
    assert [str(slot.date) for slot in lost] == ["2026-10-15"]
    assert moments(after) == ["2026-10-13 09:00", "2026-10-14 09:00", "2026-10-15 09:00", "2026-12-01 09:00"]
    assert after.replace("  - date: 2026-10-14\n    heure: \"09:00\"\n    lieu: 'salle # 2'\n", "") == before.replace(
        '  - date: 2026-10-12\n    heure: "09:00"\n', ""
    )


def test_the_room_of_a_slot_that_moves_to_another_place_stays() -> None:
    after, _ = merged("jap:\n- {date: 2026-10-13, heure: '09:00', lieu: ailleurs, places: 3}\n")
    first = load_creneaux(after, "c.yaml").par_type["jap"][0]
    assert (first.lieu, first.places) == ("salle # 2", 3)


def test_parallel_slots_of_one_hour_are_counted() -> None:
    before = "jap:\n- {date: 2026-10-13, heure: '09:00', pris: [a]}\n"
    after, lost = merged(before, [NOUVEAUX[0], NOUVEAUX[0]])
    assert moments(after) == ["2026-10-13 09:00", "2026-10-13 09:00"]
    assert lost == []


def test_an_empty_calendar_leaves_only_what_was_given() -> None:
    before = "jap:\n  - {date: 2026-10-13, heure: '09:00'}\nspip:\n  - {date: 2026-10-13, heure: '09:00'}\n"
    assert merged(before, [])[0] == "jap: []\nspip:\n  - {date: 2026-10-13, heure: '09:00'}\n"


def test_a_file_with_aliases_is_left_alone() -> None:
    with pytest.raises(DossierRefused):
        merged("jap:\n  - &a {date: 2026-10-20, heure: '10:00'}\nspip: [*a]\n")
