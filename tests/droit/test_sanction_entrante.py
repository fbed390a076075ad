"""A penalty of another Member State: what it leaves to pay in France, and the grounds for refusing it (europe.yaml)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from actes.dossier import load_dossier
from actes.droit.liquidation import (
    bordereau,
    condamnation_impayee,
    liquidation,
    minoration_ouverte,
    paiement_prouve,
    paiements_connus,
    reste_a_recouvrer,
)
from actes.droit.refus import fin_prescription, motif_etabli, refus_obligatoire

CAS = yaml.load((Path(__file__).parent / "europe.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
REPONSES = {"oui": True, "non": False, "inconnu": None}
JOUR = date(2026, 1, 31)


def sanction(texte: str, personnes: str = ""):
    people = f", personnes: [{personnes}]" if personnes else ""
    lecture = load_dossier(f"dossier: 2026/1\nsanction: {{sens: entrante, {texte}{people}}}\n", "d.yaml")
    assert lecture.constats == ()
    return lecture.dossier.sanction


@pytest.mark.parametrize("cas", CAS["liquidation"], ids=lambda cas: cas["cas"])
def test_a_foreign_penalty_leaves_to_pay_what_the_table_says(cas):
    sums = liquidation(sanction(cas["sanction"]), cas.get("convention", "avant_diminution"))
    if cas["attendu"] == "inconnu":
        assert sums is None
    else:
        assert {part: str(getattr(sums, part)) for part in cas["attendu"]} == cas["attendu"]


@pytest.mark.parametrize("cas", CAS["motifs"], ids=lambda cas: cas["cas"])
def test_a_ground_for_refusal_is_established_by_the_facts(cas):
    kind = "type: morale" if cas.get("morale") else "type: physique"
    given = sanction(cas.get("sanction", "etat_emission: DE"), f"{{{kind}, {cas.get('personne', 'adresse: {}')}}}")
    found = {ground: motif_etabli(ground, given, given.personnes[0], JOUR) for ground in cas["attendu"]}
    assert found == {ground: REPONSES[answer] for ground, answer in cas["attendu"].items()}
    if "obligatoire" in cas:
        assert refus_obligatoire(given, given.personnes[0], JOUR) is REPONSES[cas["obligatoire"]]


@pytest.mark.parametrize(
    ("cas", "texte", "ouverte"),
    [
        ("un délit", "qualification_francaise: delit, nature_fiscale: non", True),
        ("une contravention", "qualification_francaise: contravention, nature_fiscale: non", True),
        ("un crime", "qualification_francaise: crime", False),
        ("EX-55 : une amende fiscale", "qualification_francaise: delit, nature_fiscale: oui", False),
        ("l'indemnité seule", "sommes: {indemnite_victimes: 900}", False),
        ("l'indemnité et une condamnation", "sommes: {condamnation: 1, indemnite_victimes: 9}", None),
        ("qualification inconnue", "nature_fiscale: non", None),
        ("nature inconnue", "qualification_francaise: delit", None),
    ],
)
def test_the_reduction_is_open_to_some_penalties(cas, texte, ouverte):
    """P-02 (CPP D48-30)."""
    assert minoration_ouverte(sanction(texte)) is ouverte, cas


def test_the_time_bar_runs_from_the_receipt_for_the_period_that_the_prosecutor_gives():
    """P-12 (CPP D48-18 al. 3)."""
    assert fin_prescription(sanction("recue_le: 2024-02-29, prescription: 1 an")) == date(2025, 2, 28)
    assert fin_prescription(sanction("recue_le: 2024-02-29")) is None
    assert fin_prescription(sanction("prescription: 1 an")) is None


def test_what_is_recovered_in_france_is_taken_off_the_sum_of_the_conviction_first():
    given = sanction("devise: EUR, sommes: {condamnation: 1000, frais: 100}, execution: {recouvre: 900}")
    assert (str(condamnation_impayee(given)), str(reste_a_recouvrer(given))) == ("100.00", "200.00")
    paid = sanction("devise: EUR, sommes: {condamnation: 1000, frais: 100}, execution: {recouvre: 1000}")
    assert str(condamnation_impayee(paid)) == "0.00"
    assert condamnation_impayee(sanction("devise: EUR")) is None


def test_a_payment_is_proved_and_can_be_deducted_or_not():
    assert paiement_prouve(sanction("paiements: [{montant: 1, preuve: reçu}]"))
    assert not paiement_prouve(sanction("paiements: [{montant: 1}]"))
    assert paiements_connus(sanction("devise: EUR"))
    assert not paiements_connus(sanction("devise: EUR, paiements: [{preuve: reçu}]"))


def test_a_dispatch_slip_has_a_line_for_each_statement_and_its_totals():
    """CPP D48-33: the persons of the case, then the other cases of the day."""
    given = sanction(
        "devise: EUR, sommes: {condamnation: 2000, frais: 150}, bordereau: {lignes: ["
        "{reference: 2026/2, nom: A, condamnation: 400}, {reference: 2026/3, condamnation: 18000, frais: 2000}]}",
        "{type: physique, nom: Castanier, prenoms: Rémi}, {type: morale, denomination: Garrigue}",
    )
    slip = bordereau(given, "2026/1", date(2026, 6, 1), "avant_diminution")
    assert [(r.rang, r.reference, r.nom, str(r.total_minore)) for r in slip.lignes] == [
        (1, "2026/1", "Castanier Rémi", "1720.00"),
        (2, "2026/1", "Garrigue", "1720.00"),
        (3, "2026/2", "A", "320.00"),
        (4, "2026/3", None, "18500.00"),
    ]
    assert (slip.nombre, str(slip.total), str(slip.total_minore)) == (4, "24700.00", "22260.00")
    assert bordereau(sanction("devise: EUR"), "2026/1", date(2026, 6, 1), "avant_diminution") is None


@pytest.mark.parametrize("code", ["eur", "EURO", "ZZZ", "XXX"])
def test_a_currency_is_one_of_iso_4217(code):
    lecture = load_dossier(f"dossier: 2026/1\nsanction: {{devise: {code}}}\n", "d.yaml")
    assert [constat.code for constat in lecture.constats] == ["type-invalide"]
