"""P-05 to P-13: the penalties of the Union."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from actes.dossier import load_dossier
from actes.droit.europe import (
    FACULTATIFS,
    OBLIGATOIRES,
    contrainte_judiciaire,
    depart_prescription,
    inferieure_a_70_euros,
    information_prealable,
    moins_de_treize_ans,
    motif,
    reduite_au_maximum,
    refus_facultatif,
)
from actes.droit.sommes import reste_du
from actes.droit.transmissions import transmission_possible


def sanction(texte: str):
    lecture = load_dossier(f"dossier: 2026/1\nsanction: {{{texte}}}\n", "d.yaml")
    assert lecture.constats == ()
    return lecture.dossier.sanction


@pytest.mark.parametrize(
    ("exemple", "texte", "moins"),
    [
        ("EX-57 : 69,99", "devise: EUR, sommes: {condamnation: '69,99'}", True),
        ("EX-57 : 70", "devise: EUR, sommes: {condamnation: 70}", False),
        ("tous les postes ensemble", "devise: EUR, sommes: {condamnation: 60, frais: 10}", False),
        ("EX-58 : taux du prononcé", "devise: SEK, taux: {valeur: '0,0952'}, sommes: {condamnation: 800}", False),
        ("EX-58 : l'autre taux", "devise: SEK, taux: {valeur: '0,0850'}, sommes: {condamnation: 800}", True),
        ("taux inconnu", "devise: SEK, sommes: {condamnation: 800}", None),
        ("sommes inconnues", "devise: EUR", None),
    ],
)
def test_seventy_euros_is_strict(exemple, texte, moins):
    assert inferieure_a_70_euros(sanction(texte)) is moins, exemple


@pytest.mark.parametrize(("faits", "moins"), [("2021-06-09", True), ("2021-06-10", False)])
def test_thirteen_years_are_counted_at_the_facts(faits, moins):
    """P-07, EX-59."""
    assert moins_de_treize_ans(date(2008, 6, 10), date.fromisoformat(faits)) is moins


@pytest.mark.parametrize(
    ("ecrit", "lu", "facultatif", "informer"),
    [
        ("D. 48-22, 1°", "D48-22 1°", True, True),
        ("CPP D48-22 2°", "D48-22 2°", True, False),
        ("D. 48-23, 2°", "D48-23 2°", False, False),
        ("article D. 48-23, 4°", "D48-23 4°", False, True),
        ("D48-23 7°", "D48-23 7°", False, True),
        ("D. 48-23, 9°", "D48-23 9°", False, False),
        ("D. 48-21", "D. 48-21", None, False),
    ],
)
def test_a_ground_for_refusal_is_optional_or_compulsory(ecrit, lu, facultatif, informer):
    """P-09, P-10, EX-60."""
    assert motif(ecrit) == lu
    assert refus_facultatif(ecrit) is facultatif
    assert information_prealable(ecrit) is informer


def test_there_are_three_optional_grounds_and_nine_compulsory_ones():
    assert (len(FACULTATIFS), len(OBLIGATOIRES)) == (3, 9)


@pytest.mark.parametrize(
    ("cas", "texte", "reste"),
    [
        ("rien de payé", "sommes: {condamnation: 500, frais: '20,50'}", "520.50"),
        ("payé ailleurs", "sommes: {condamnation: 500}, paiements: [{montant: 120}, {montant: '30,25'}]", "349.75"),
        ("payé avant la transmission", "sommes: {condamnation: 500}, paiement_partiel: 100", "400.00"),
        ("payé en trop", "sommes: {condamnation: 500}, paiements: [{montant: 600}]", "0.00"),
    ],
)
def test_what_was_recovered_anywhere_is_deducted(cas, texte, reste):
    """P-08 (CPP D48-16, D48-26)."""
    assert str(reste_du(sanction(texte))) == reste, cas


@pytest.mark.parametrize("texte", ["devise: EUR", "sommes: {condamnation: 500}, paiements: [{date: 2026-01-05}]"])
def test_an_unknown_amount_leaves_what_is_due_unknown(texte):
    assert reste_du(sanction(texte)) is None


def test_an_amount_may_be_brought_down_to_the_french_maximum():
    """P-09 (CPP D48-25)."""
    assert str(reduite_au_maximum(Decimal("9000"), Decimal("3750"))) == "3750.00"
    assert str(reduite_au_maximum(Decimal("900"), Decimal("3750"))) == "900.00"


@pytest.mark.parametrize(
    ("cas", "texte", "volontaire", "possible"),
    [
        ("EX-63 : contravention", "qualification_francaise: contravention", True, False),
        ("délit des deux côtés", "qualification_francaise: delit, emprisonnement_encouru: oui", True, True),
        ("pas d'emprisonnement", "qualification_francaise: delit, emprisonnement_encouru: non", True, False),
        ("inexécution involontaire", "qualification_francaise: delit, emprisonnement_encouru: oui", False, False),
        (
            "des frais seuls",
            "qualification_francaise: delit, emprisonnement_encouru: oui, sommes: {condamnation: 0, frais: 90}",
            True,
            False,
        ),
        ("qualification inconnue", "emprisonnement_encouru: oui", True, None),
        ("emprisonnement inconnu", "qualification_francaise: crime", True, None),
    ],
)
def test_imprisonment_for_default_has_its_conditions(cas, texte, volontaire, possible):
    """P-11 (CPP D48-36)."""
    assert contrainte_judiciaire(sanction(texte), volontaire) is possible, cas


def test_the_penalty_is_time_barred_from_its_receipt():
    """P-12 (CPP D48-18 al. 3)."""
    assert depart_prescription(sanction("recue_le: 2026-01-19")) == date(2026, 1, 19)


def test_one_state_at_a_time():
    """P-13, EX-62."""
    assert not transmission_possible("DE", "IT")
    assert transmission_possible("DE", "DE")
