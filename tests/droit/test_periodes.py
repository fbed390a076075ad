"""Periods in force: days included, three dates, and what an unknown date leaves unknown."""

from __future__ import annotations

from datetime import date

import pytest

from actes.droit import EnVigueur, Periode

AVANT, REFORME = date(2020, 3, 23), date(2020, 3, 24)
ECROU = date(2023, 1, 1)
NOUVEAU, ANCIEN = Periode(du=REFORME), Periode(au=AVANT)


def test_the_days_of_a_period_are_included():
    assert REFORME in NOUVEAU
    assert AVANT not in NOUVEAU
    assert AVANT in ANCIEN
    assert REFORME not in ANCIEN
    assert REFORME in Periode()


@pytest.mark.parametrize(
    ("une", "autre", "commun"),
    [
        (NOUVEAU, ANCIEN, False),
        (NOUVEAU, Periode(au=REFORME), True),
        (Periode(), ANCIEN, True),
        (Periode(date(2005, 1, 1), date(2009, 11, 25)), Periode(date(2009, 11, 26)), False),
    ],
)
def test_two_periods_meet_if_they_share_a_day(une, autre, commun):
    assert une.intersecte(autre) is commun
    assert autre.intersecte(une) is commun


@pytest.mark.parametrize(
    ("cas", "en_vigueur", "condamnation", "ecrou", "tient"),
    [
        ("aucun axe", EnVigueur(), None, None, True),
        ("un axe tenu", EnVigueur(condamnation=NOUVEAU), REFORME, None, True),
        ("un axe rompu", EnVigueur(condamnation=NOUVEAU), AVANT, None, False),
        ("une date inconnue", EnVigueur(condamnation=NOUVEAU), None, None, None),
        ("tous les axes", EnVigueur(condamnation=NOUVEAU, ecrou=Periode(du=ECROU)), REFORME, ECROU, True),
        ("un seul rompu suffit", EnVigueur(condamnation=NOUVEAU, ecrou=Periode(du=ECROU)), AVANT, None, False),
        ("un plancher n'y change rien", EnVigueur(condamnation=NOUVEAU, plancher=True), AVANT, None, False),
    ],
)  # fmt: skip
def test_every_axis_must_hold(cas, en_vigueur, condamnation, ecrou, tient):
    assert en_vigueur.tient(acte=date(2026, 1, 1), condamnation=condamnation, ecrou=ecrou) is tient, cas


def test_two_versions_are_disjoint_as_soon_as_one_axis_parts_them():
    nouveau = EnVigueur(condamnation=NOUVEAU)
    ancien = EnVigueur(acte=Periode(du=date(2010, 10, 29)), condamnation=ANCIEN)
    assert nouveau.disjoint(ancien)
    assert not nouveau.disjoint(EnVigueur(acte=Periode(du=date(2010, 10, 29))))
    assert not nouveau.disjoint(nouveau)
