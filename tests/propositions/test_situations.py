"""What a registry can expect of `actes proposer`: situations, each answered by the sheets and the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actes.generate import Demande
from actes.proposer import Etat, state_of
from tests import exemples
from tests.cas import AUJOURDHUI, plain, put, read_plain

TABLE = Path(__file__).parent / "situations.yaml"
CLES = {"situation", "regles", "date", "faits", "chacun", "dus", "bloques", "exclus", "manquants"}


@dataclass(frozen=True, slots=True)
class Situation:
    """A dossier as a registry meets it, and what the law answers."""

    nom: str
    etat: Etat
    attendu: Mapping[str, Any]


def situations() -> Iterator[Any]:
    """Each entry of the table, once for each value of its `chacun`."""
    for entry in read_plain(TABLE):
        unknown = set(entry) - CLES
        assert not unknown, f"« {entry.get('situation')} » : clés inconnues {sorted(unknown)}"
        for chemin, valeurs in (entry.get("chacun") or {"": [None]}).items():
            for valeur in valeurs:
                nom = entry["situation"] + (f" ({chemin}: {valeur})" if chemin else "")
                yield pytest.param(entry, chemin, valeur, id=nom)


@pytest.fixture
def situation(request: pytest.FixtureRequest) -> Situation:
    """The state of the dossier of an entry on its day."""
    entry, chemin, valeur = request.param
    data = {"dossier": "2026/00001", "date_acte": entry["date"], **deepcopy(entry["faits"] or {})}
    if chemin:
        put(data, chemin, valeur)
    lecture = exemples.read(data)
    assert lecture.dossier is not None, [str(constat) for constat in lecture.constats]
    assert not lecture.constats, [str(constat) for constat in lecture.constats]
    return Situation(entry["situation"], state_of(lecture, exemples.atelier(), Demande(aujourdhui=AUJOURDHUI)), entry)


each = pytest.mark.parametrize("situation", [pytest.param(p.values, id=p.id) for p in situations()], indirect=True)


@each
def test_the_acts_due_are_those_of_the_law_and_no_other(situation: Situation) -> None:
    found = {p.acte.id: p.echeance.isoformat() if p.echeance else "" for p in situation.etat.propositions}
    assert found == dict(situation.attendu["dus"])


@each
def test_an_act_that_one_might_expect_is_excluded_for_its_reason(situation: Situation) -> None:
    found = {e.acte.id: plain(e.motif) for e in situation.etat.exclusions if e.attendue}
    for acte_id, mot in (situation.attendu.get("exclus") or {}).items():
        assert acte_id in found, f"{acte_id} n'est pas dit exclu ; le sont : {found}"
        assert mot in found[acte_id]


@each
def test_a_due_act_that_cannot_be_made_says_its_obstacle(situation: Situation) -> None:
    found = {p.acte.id: " | ".join(plain(str(c)) for c in p.obstacles) for p in situation.etat.propositions}
    for acte_id, mot in (situation.attendu.get("bloques") or {}).items():
        assert mot in found[acte_id]


@each
def test_the_facts_that_decide_are_asked_for(situation: Situation) -> None:
    found = [fait.chemin for fait in situation.etat.faits]
    if situation.attendu.get("manquants") == []:
        assert found == []
    assert set(situation.attendu.get("manquants") or ()) <= set(found)


def test_every_act_of_the_catalogue_has_a_situation_where_it_is_due() -> None:
    due = {acte_id for entry in read_plain(TABLE) for acte_id in entry["dus"]}
    assert due >= set(exemples.act_ids()), sorted(set(exemples.act_ids()) - due)


def test_a_situation_is_told_once() -> None:
    names = [entry["situation"] for entry in read_plain(TABLE)]
    assert len(names) == len(set(names))


def test_a_deadline_is_a_day() -> None:
    limits = [limite for entry in read_plain(TABLE) for limite in entry["dus"].values() if limite]
    assert [limite for limite in limits if date.fromisoformat(limite).isoformat() != limite] == []
