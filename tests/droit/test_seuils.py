"""S-01 to S-05, S-08 to S-10: the threshold of the date, several convictions, detained persons."""

from __future__ import annotations

from datetime import date

import pytest

from actes.dossier import Duree, load_dossier
from actes.droit.seuils import (
    amenagement_de_principe,
    cumul_en_recidive,
    cumul_ferme,
    dans_le_cumul,
    detenu_723_19,
    placement_probatoire,
    placement_sans_surveillance,
    seuil_convocation,
)

JOUR = date(2022, 5, 2)


def dossier(texte: str):
    lecture = load_dossier(f"dossier: 2026/1\n{texte}\n", "d.yaml")
    assert lecture.constats == ()
    return lecture.dossier


@pytest.mark.parametrize(
    ("regle", "prononce", "acte", "recidive", "seuil"),
    [
        ("S-01 : récidive indifférente",          "2020-03-24", "2020-03-24", True,  "1 an"),
        ("S-01 : le prononcé commande",           "2020-03-24", "2026-01-01", False, "1 an"),
        ("S-02 : deux ans",                       "2020-03-23", "2026-01-01", False, "2 ans"),
        ("S-02 : un an en récidive",              "2020-03-23", "2026-01-01", True,  "1 an"),
        ("S-03 : la loi prime depuis 2009-11-26", "2009-05-04", "2009-11-26", False, "2 ans"),
        ("S-03 : la veille",                      "2009-05-04", "2009-11-25", False, "1 an"),
        ("S-04 : avant 2005",                     "2004-05-04", "2004-12-31", False, "1 an"),
    ],
)  # fmt: skip
def test_the_threshold_is_that_of_the_dates(regle, prononce, acte, recidive, seuil):
    found = seuil_convocation(date.fromisoformat(prononce), date.fromisoformat(acte), recidive)
    assert found == Duree.parse(seuil), regle


def cumul(premiere: str, *autres: str):
    texte = f"condamnation: {{{premiere}}}\n"
    if autres:
        texte += "autres_condamnations: [" + ", ".join(f"{{condamnation: {{{autre}}}}}" for autre in autres) + "]"
    found = dossier(texte)
    return found.condamnation, found.autres_condamnations or ()


def peine(prononce: str, ferme: str, plus: str = "") -> str:
    return f"date: {prononce}, peines: [{{type: emprisonnement, ferme: {ferme}}}]{plus}"


RECIDIVE, SEUL = ", recidive_legale: oui", ", recidive_legale: non"


@pytest.mark.parametrize(
    ("regle", "premiere", "seconde", "total", "dedans"),
    [
        ("onze mois", peine("2021-03-01", "5 mois"), peine("2021-02-01", "6 mois"), "11 mois", True),
        ("treize mois", peine("2021-03-01", "7 mois"), peine("2021-02-01", "6 mois"), "13 mois", False),
        ("deux ans", peine("2019-03-01", "1 an", SEUL), peine("2019-02-01", "1 an", SEUL), "2 ans", True),
        ("récidive", peine("2019-03-01", "8 mois"), peine("2019-02-01", "6 mois", RECIDIVE), "14 mois", False),
        ("récidive, un an", peine("2019-03-01", "6 mois", RECIDIVE), peine("2019-02-01", "6 mois"), "1 an", True),
    ],
)
def test_several_convictions_add_up(regle, premiere, seconde, total, dedans):
    """S-05 (CPP D147-7)."""
    condamnation, autres = cumul(premiere, seconde)
    assert cumul_ferme(condamnation, autres) == Duree.parse(total), regle
    assert dans_le_cumul(condamnation, autres, date(2021, 3, 8)) is dedans, regle


def test_each_detention_on_remand_is_deducted_from_the_whole():
    detenu = ", detention_provisoire_jours: 20"
    condamnation, autres = cumul(peine("2021-03-15", "7 mois", detenu), peine("2021-02-01", "5 mois 10 jours", detenu))
    assert cumul_ferme(condamnation, autres).terme == date(2022, 2, 13)
    assert cumul_ferme(condamnation, autres) <= Duree(ans=1)


@pytest.mark.parametrize(
    ("manque", "condamnations"),
    [
        ("une durée", (peine("2021-03-01", "5 mois"), "date: 2021-02-01, peines: [{type: emprisonnement}]")),
        ("la première", ("date: 2021-02-01", peine("2021-03-01", "5 mois"))),
    ],
)
def test_an_unknown_part_leaves_the_whole_unknown(manque, condamnations):
    condamnation, autres = cumul(*condamnations)
    assert cumul_ferme(condamnation, autres) is None, manque
    assert dans_le_cumul(condamnation, autres, JOUR) is None, manque


def test_an_unknown_recidive_matters_only_under_the_old_threshold():
    ancienne, nouvelle = cumul(peine("2019-03-01", "14 mois")), cumul(peine("2021-03-01", "14 mois"))
    assert cumul_en_recidive(*ancienne) is None
    assert dans_le_cumul(*ancienne, JOUR) is None
    assert dans_le_cumul(*nouvelle, JOUR) is False


@pytest.mark.parametrize(
    ("regle", "situation", "recidive", "eligible"),
    [
        ("S-08 : deux ans",                     "total: 2 ans",                          False, True),
        ("S-08 : cinq ans, reliquat deux ans",  "total: 5 ans, reliquat: 2 ans",         False, True),
        ("S-08 : reliquat trop long",           "total: 5 ans, reliquat: 2 ans 1 jour",  False, False),
        ("S-08 : plus de cinq ans",             "total: 5 ans 1 jour, reliquat: 1 an",   False, False),
        ("S-08 : un an en récidive",            "total: 2 ans, reliquat: 1 an",          True,  True),
        ("S-08 : plus d'un an en récidive",     "total: 2 ans, reliquat: 13 mois",       True,  False),
        ("reliquat inconnu",                    "total: 3 ans",                          False, None),
        ("total inconnu",                       "reliquat: 1 an",                        False, None),
    ],
)  # fmt: skip
def test_a_detained_person_of_723_19(regle, situation, recidive, eligible):
    found = dossier(f"situation_penale: {{{situation}}}").situation_penale
    assert detenu_723_19(found, recidive, date(2012, 2, 6)) is eligible, regle


@pytest.mark.parametrize(
    ("reste", "recidive", "sans_surveillance", "probatoire"),
    [("2 ans", False, True, True), ("2 ans 1 jour", False, False, True), ("20 mois", True, False, True),
     ("1 an", True, True, True), ("3 ans", False, False, True), ("3 ans 1 jour", False, False, False)],
)  # fmt: skip
def test_outside_placement_keeps_its_own_thresholds(reste, recidive, sans_surveillance, probatoire):
    """S-09 (CPP D136), EX-75."""
    assert placement_sans_surveillance(Duree.parse(reste), recidive, JOUR) is sans_surveillance
    assert placement_probatoire(Duree.parse(reste), JOUR) is probatoire


@pytest.mark.parametrize(
    ("situation", "du"),
    [
        ("total: 3 ans, accompli: 2 ans, reliquat: 1 an", True),
        ("total: 5 ans, accompli: 40 mois, reliquat: 20 mois", True),
        ("total: 5 ans, accompli: 39 mois, reliquat: 20 mois", False),
        ("total: 5 ans 1 mois, accompli: 4 ans, reliquat: 13 mois", False),
        ("total: 3 ans, reliquat: 1 an", None),
    ],
)
def test_an_adaptation_is_due_when_twice_as_much_was_served_as_is_left(situation, du):
    """S-10 (CPP D119, D49-33 al. 2)."""
    assert amenagement_de_principe(dossier(f"situation_penale: {{{situation}}}").situation_penale, JOUR) is du
