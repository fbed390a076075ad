"""Money: P-01, P-02, P-04, P-06 and their worked examples."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actes.dossier import load_dossier
from actes.droit.sommes import (
    amende_ferme,
    assiette_diminution,
    diminution,
    en_euros,
    montant_diminue,
    somme,
    total,
)


def dossier(texte: str):
    lecture = load_dossier(f"dossier: 2026/1\n{texte}\n", "d.yaml")
    assert lecture.constats == ()
    return lecture.dossier


@pytest.mark.parametrize(
    ("cas", "assiette", "baisse", "reste"),
    [
        ("EX-53 : 20 %",                               "6500",    "1300.00", "5200.00"),
        ("EX-54 : le plafond",                         "9000",    "1500.00", "7500.00"),
        ("EX-64 : amende française",                   "10000",   "1500.00", "8500.00"),
        ("juste au plafond",                           "7500",    "1500.00", "6000.00"),
        ("au centime, la moitié vers le haut",         "0.13",    "0.03",    "0.10"),
        ("au centime, la moitié exacte vers le haut",  "100.125", "20.03",   "80.10"),
        ("rien à payer",                               "0",       "0.00",    "0.00"),
    ],
)  # fmt: skip
def test_the_reduction_is_a_fifth_with_one_ceiling(cas, assiette, baisse, reste):
    assert str(diminution(Decimal(assiette))) == baisse, cas
    assert str(montant_diminue(Decimal(assiette))) == reste, cas


def test_the_base_leaves_out_the_indemnity_of_the_victim():
    """EX-53: P-02 (CPP D48-30, D48-32)."""
    sanction = dossier(
        "sanction: {devise: EUR, sommes: {condamnation: 6000, frais: 400, fonds: 100, indemnite_victimes: 900}}"
    ).sanction
    assiette = assiette_diminution(sanction)
    assert assiette == 6500
    assert somme(montant_diminue(assiette), sanction.sommes.indemnite_victimes) == 6100
    assert total(sanction.sommes) == 7400


def test_a_base_of_the_indemnity_alone_is_no_base():
    sanction = dossier("sanction: {devise: EUR, sommes: {indemnite_victimes: 900}}").sanction
    assert assiette_diminution(sanction) is None
    assert assiette_diminution(dossier("sanction: {devise: EUR}").sanction) is None


def test_an_amount_is_converted_at_the_rate_of_the_decision():
    """EX-58: P-06 (CPP D48-21)."""
    sanction = dossier("sanction: {devise: SEK, taux: {valeur: '0,0952'}, sommes: {condamnation: 800}}").sanction
    assert en_euros(Decimal(800), sanction) == Decimal("76.16")
    assert assiette_diminution(sanction) == Decimal("76.16")


@pytest.mark.parametrize(
    "texte", ["sommes: {frais: 1}", "devise: SEK, sommes: {frais: 1}", "devise: SEK, taux: {source: BCE}"]
)
def test_without_its_currency_or_its_rate_an_amount_is_unknown(texte):
    assert en_euros(Decimal(1), dossier(f"sanction: {{{texte}}}").sanction) is None


@pytest.mark.parametrize(
    ("cas", "peines", "montant"),
    [
        ("une amende", "{type: amende, montant: 1500}", "1500.00"),
        ("le sursis est déduit", "{type: amende, montant: '1500,50', montant_sursis: 500}", "1000.50"),
        ("deux amendes", "{type: amende, montant: 300}, {type: amende, montant: 200}", "500.00"),
        ("aucune amende", "{type: stage}", "None"),
        ("un montant inconnu", "{type: amende, montant: 300}, {type: amende}", "None"),
    ],
)
def test_the_fine_to_pay_is_the_sum_of_those_not_suspended(cas, peines, montant):
    assert str(amende_ferme(dossier(f"condamnation: {{peines: [{peines}]}}").condamnation.peines)) == montant, cas
