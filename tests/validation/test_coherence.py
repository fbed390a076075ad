"""Facts that contradict each other are told with their article; a missing fact contradicts nothing."""

from __future__ import annotations

import pytest

from actes.errors import Gravite
from tests import exemples
from tests.cas import put, take_out

CONTRADICTIONS = [
    ("convocation-jap-spip", "convocation.jap.date", "2026-10-05", "CPP D48-2 1°"),
    ("convocation-spip", "convocation.spip.date", "2019-01-02", "CPP D48-2 1° et 2°"),
    ("convocation-procureur-mandat-differe", "convocation.procureur.date", "2019-01-02", "CPP D48-2 5°"),
    ("notification-jugement-jap", "notification.date", "2026-09-01", "CPP D49-18 (D116-9)"),
    ("notification-jugement-jap", "appel.date", "2026-09-01", "CPP D49-39 (D116-13)"),
    ("ordre-mise-a-execution", "incarceration.date", "2021-01-04", "CPP D48-2-4 al. 1"),
]


def findings(acte_id: str, chemin: str, value: str | None) -> list[tuple[str | None, str | None]]:
    """What gate 1 says of a path of an act's example set to this value, or taken out: path and article."""
    data = exemples.example(exemples.act(acte_id))
    if value is None:
        take_out(data, chemin)
    else:
        put(data, chemin, value)
    examen = exemples.examine(exemples.act(acte_id), exemples.read(data))
    return [
        (c.chemin, c.article)
        for c in examen.constats
        if c.code == "regle-non-respectee" and c.gravite is Gravite.BLOQUANTE
    ]


@pytest.mark.parametrize(("acte_id", "chemin", "value", "article"), CONTRADICTIONS)
def test_a_contradiction_blocks_and_names_its_article(acte_id: str, chemin: str, value: str, article: str) -> None:
    assert (chemin, article) in findings(acte_id, chemin, value)


@pytest.mark.parametrize(("acte_id", "chemin"), [(acte_id, chemin) for acte_id, chemin, _, _ in CONTRADICTIONS])
def test_a_missing_fact_contradicts_nothing(acte_id: str, chemin: str) -> None:
    assert findings(acte_id, chemin, None) == []


def test_a_deferred_warrant_with_less_than_six_months_is_told_in_each_act_that_reads_the_warrant() -> None:
    acte = exemples.act("information-jap-spip-condamnation")
    data = exemples.example(acte)
    put(data, "condamnation.mandat", {"type": "depot_differe"})
    put(data, "condamnation.peines", [{"type": "emprisonnement", "quantum": "5 mois"}])
    found = exemples.examine(acte, exemples.read(data)).constats
    assert [c.article for c in found if "inférieur à six mois" in c.message] == ["CPP 464-2 I 3°"]


def test_a_rule_on_facts_that_an_act_does_not_read_says_nothing_there() -> None:
    acte = exemples.act("avis-diminution-amende")
    assert not [regle.id for regle in acte.coherence if regle.id.startswith("rdv-")]
