"""What a dossier calls for: the acts that are due and by when, those set aside and why, the facts that are missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actes.generate import Demande
from actes.proposer import Etat, state_of
from tests import exemples
from tests.cas import AUJOURDHUI, plain, put, take_out

DEMANDE = Demande(aujourdhui=AUJOURDHUI)


def state(acte_id: str, *removed: str, jour: str | None = None, **changes: Any) -> Etat:
    """The state of an act's example, with paths set (dots written `__`) and taken out, and nothing asked for."""
    data = exemples.example(exemples.act(acte_id))
    data.pop("actes", None)
    for name, value in changes.items():
        put(data, name.replace("__", "."), value)
    for path in removed:
        assert take_out(data, path), path
    if jour:
        data["date_acte"] = jour
    return state_of(exemples.read(data), exemples.atelier(), DEMANDE)


def due(etat: Etat) -> dict[str, date | None]:
    return {p.acte.id: p.echeance for p in etat.propositions}


def expected(etat: Etat) -> dict[str, str]:
    return {e.acte.id: e.motif for e in etat.exclusions if e.attendue}


def test_a_free_convict_to_be_imprisoned_is_convened_within_thirty_days() -> None:
    """EX-01: the raw end of the thirty days, whoever is a second offender."""
    etat = state(
        "convocation-jap-spip",
        jour="2021-04-15",
        condamnation__date="2021-04-15",
        condamnation__recidive_legale="oui",
        convocation__jap__date="2021-05-12",
        convocation__spip__date="2021-05-20",
    )
    (found,) = [p for p in etat.propositions if p.acte.id == "convocation-jap-spip"]
    assert found.echeance == date(2021, 5, 15)
    assert found.butoir is not None
    assert found.butoir.reportee == date(2021, 5, 17)
    assert found.article == "CPP D48-2 1°"
    assert found.pret


def test_a_deferred_warrant_excludes_the_judge_and_says_so() -> None:
    etat = state("convocation-procureur-mandat-differe")
    assert "convocation-procureur-mandat-differe" in due(etat)
    assert "mandat de dépôt à effet différé" in expected(etat)["convocation-jap-spip"]


def test_an_act_that_did_not_exist_yet_is_set_aside_with_what_stood_before() -> None:
    etat = state("ordre-mise-a-execution", condamnation__date="2020-03-10", jour="2020-04-02")
    (found,) = [e for e in etat.exclusions if e.acte.id == "ordre-mise-a-execution"]
    assert found.attendue
    assert "24 mars 2020" in plain(found.motif)


def test_nothing_is_guessed_of_a_fact_that_is_missing() -> None:
    etat = state("convocation-jap-spip", "condamne.incarcere")
    assert "convocation-jap-spip" not in due(etat)
    assert "convocation-jap-spip" not in {e.acte.id for e in etat.exclusions}
    (fact,) = [f for f in etat.faits if f.chemin == "condamne.incarcere"]
    assert "convocation-jap-spip" in fact.actes
    assert "condamne.incarcere" in fact.conseil


def test_a_case_of_another_kind_is_not_asked_for_the_facts_of_a_conviction() -> None:
    etat = state("avis-diminution-20")
    assert list(due(etat)) == [
        "avis-diminution-20", "bordereau-releves-sanction", "fiche-reception-sanction-ue", "releve-sanction-pecuniaire",
    ]  # fmt: skip
    assert not etat.faits
    (found,) = [e for e in etat.exclusions if e.acte.id == "convocation-jap-spip"]
    assert not found.attendue
    assert "condamnation" in found.motif.lower()


def test_the_facts_of_a_victim_that_the_dossier_names_are_asked_for() -> None:
    etat = state("information-partie-civile-bex", "victimes[0].partie_civile")
    assert "victimes[0].partie_civile" in [f.chemin for f in etat.faits]


def test_an_act_whose_existence_hangs_on_a_missing_date_is_not_proposed() -> None:
    etat = state("avis-retrait-reduction-peine", "condamne.ecroue_le")
    assert "avis-retrait-reduction-peine" not in due(etat)
    (fact,) = [f for f in etat.faits if f.chemin == "condamne.ecroue_le"]
    assert "avis-retrait-reduction-peine" in fact.actes


def test_while_the_first_line_is_unknown_only_its_facts_are_asked_for() -> None:
    """Whether the place of a home detention is fixed matters only to who was sentenced to one."""
    etat = state("convocation-spip-ddse", "condamnation.peines", "condamnation.ddse")
    asked = [f.chemin for f in etat.faits if "convocation-spip-ddse" in f.actes]
    assert asked == ["condamnation.peines"]


def test_a_time_limit_that_the_act_opens_is_not_its_deadline() -> None:
    etat = state("saisine-spip")
    assert due(etat)["saisine-spip"] is None


def test_what_the_dossier_lacks_for_a_due_act_is_said() -> None:
    etat = state("ordre-mise-a-execution", "incarceration.heure_debut")
    (found,) = [p for p in etat.propositions if p.acte.id == "ordre-mise-a-execution"]
    assert not found.pret
    assert "horaires-presentation" in {c.mention for c in found.obstacles}


@pytest.mark.parametrize("acte_id", exemples.act_ids())
def test_every_act_is_due_for_its_own_example_with_a_reason(acte_id: str) -> None:
    etat = state(acte_id)
    (found,) = [p for p in etat.propositions if p.acte.id == acte_id]
    assert found.pret
    assert found.motif != found.acte.titre, "motif: manque dans acte.yaml"
    assert found.motif[:1].islower(), found.motif
    assert not found.motif.endswith("."), found.motif


def test_every_act_of_the_catalogue_has_exactly_one_place_in_the_answer() -> None:
    etat = state("convocation-jap-spip", "condamne.incarcere")
    undecided = {name for fact in etat.faits for name in fact.actes}
    places = [*due(etat), *(e.acte.id for e in etat.exclusions), *undecided]
    assert sorted(places) == sorted(exemples.act_ids())
