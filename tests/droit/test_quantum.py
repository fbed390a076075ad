"""Thresholds: the worked examples of S-01 to S-07 and S-11, through the durations of the dossier."""

from __future__ import annotations

from datetime import date

import pytest

from actes.dossier import Duree, load_dossier
from actes.droit import EnVigueur, Periode, ferme_retenu, reste_a_subir

# The law as data, as acte.yaml writes it: (dates, threshold, threshold in récidive légale, article).
SEUILS = [
    (EnVigueur(condamnation=Periode(date(2020, 3, 24))), "1 an", "1 an", "D. 48-2, 1° @2020-03-24"),
    (
        EnVigueur(acte=Periode(date(2009, 11, 26)), condamnation=Periode(au=date(2020, 3, 23))),
        "2 ans",
        "1 an",
        "723-15 @2009-11-26",
    ),
    (
        EnVigueur(acte=Periode(date(2005, 1, 1), date(2009, 11, 25)), condamnation=Periode(au=date(2020, 3, 23))),
        "1 an",
        "1 an",
        "D. 48-2 @2005",
    ),
]


def condamnation(texte: str):
    lecture = load_dossier(f"dossier: 2026/1\ncondamnation: {{{texte}}}\n", "d.yaml")
    assert lecture.constats == ()
    return lecture.dossier.condamnation


def ferme(duree: str, prononce: str, plus: str = "") -> str:
    return f"date: {prononce}, peines: [{{type: emprisonnement, ferme: {duree}}}]{plus}"


DETENU = ", detention_provisoire_jours: %d"
TRIBUNAL = ", sursis_revoques: [{quantum: 6 mois, par_juridiction_jugement: oui}]"
JAP = TRIBUNAL.replace("oui", "non")


@pytest.mark.parametrize(
    ("exemple", "texte", "acte", "recidive", "due"),
    [
        ("EX-01 : récidive sans effet",      ferme("10 mois", "2021-04-15"),              "2021-04-15", True,  True),
        ("EX-02 : douze mois exactement",    ferme("12 mois", "2020-03-24"),              "2020-03-24", False, True),
        ("EX-03 : douze mois et un jour",    ferme("12 mois 1 jour", "2020-03-24"),       "2020-03-24", False, False),
        ("EX-04 : avant la réforme",         ferme("18 mois", "2020-03-10"),              "2020-06-01", False, True),
        ("EX-05 : récidive légale",          ferme("18 mois", "2020-03-10"),              "2020-06-01", True,  False),
        ("EX-06 : le prononcé commande",     ferme("18 mois", "2020-04-02"),              "2020-06-01", False, False),
        ("EX-07 : la loi prime sur D. 48-2", ferme("20 mois", "2010-02-15"),              "2010-03-15", False, True),
        ("S-03 : un an avant 2009-11-26",    ferme("20 mois", "2009-02-15"),              "2009-03-15", False, False),
        ("EX-08 : 70 jours de détention",    ferme("14 mois", "2021-03-15", DETENU % 70), "2021-03-15", False, True),
        ("EX-09 : 60 jours de détention",    ferme("14 mois", "2021-03-15", DETENU % 60), "2021-03-15", False, False),
        ("EX-10 : révocation du tribunal",   ferme("8 mois", "2021-06-01", TRIBUNAL),     "2021-06-01", False, False),
        ("EX-11 : révocation du JAP",        ferme("8 mois", "2021-06-01", JAP),          "2021-06-01", False, True),
    ],
)  # fmt: skip
def test_the_threshold_of_the_day_the_conviction_was_pronounced_decides(exemple, texte, acte, recidive, due):
    found = condamnation(texte)
    dates = {"acte": date.fromisoformat(acte), "condamnation": found.date}
    seuils = [recidiviste if recidive else seul for periode, seul, recidiviste, _ in SEUILS if periode.tient(**dates)]
    assert len(seuils) == 1, exemple
    assert (reste_a_subir(found) <= Duree.parse(seuils[0])) is due, exemple


@pytest.mark.parametrize(
    ("exemple", "texte", "terme"),
    [
        ("EX-08", ferme("14 mois", "2021-03-15", ", detention_provisoire_jours: 70"), "2022-03-06"),
        ("EX-09", ferme("14 mois", "2021-03-15", ", detention_provisoire_jours: 60"), "2022-03-16"),
        ("EX-10", ferme("8 mois", "2021-06-01", TRIBUNAL), "2022-08-01"),
    ],
)
def test_the_end_that_is_compared_is_that_of_the_examples(exemple, texte, terme):
    assert ferme_retenu(condamnation(texte)).terme == date.fromisoformat(terme), exemple


@pytest.mark.parametrize(
    ("duree", "possible"),
    [("5 mois", False), ("5 mois 29 jours", False), ("6 mois", True), ("8 mois", True), ("1 an", True)],
)
def test_a_deferred_warrant_wants_six_months(duree, possible):
    """EX-12, EX-13: S-06 (CPP 464-2 I 3°)."""
    assert (ferme_retenu(condamnation(ferme(duree, "2022-02-08"))) >= Duree.parse("6 mois")) is possible


@pytest.mark.parametrize(
    ("cas", "peine", "duree"),
    [
        ("la partie ferme est donnée", "type: emprisonnement, quantum: 1 an, ferme: 8 mois", Duree(mois=8)),
        ("sans sursis, tout est ferme", "type: emprisonnement, quantum: 10 mois", Duree(mois=10)),
        ("le sursis se retranche", "type: emprisonnement, quantum: 1 an, sursis: 4 mois", Duree(mois=8)),
        ("la réclusion compte", "type: reclusion, quantum: 15 ans", Duree(ans=15)),
        ("sans emprisonnement ferme, rien", "type: amende, montant: 1500", Duree()),
        ("le sursis entier ne compte pas", "type: sursis_probatoire, quantum: 6 mois", Duree()),
    ],
)  # fmt: skip
def test_the_firm_part_of_a_sentence_is_found(cas, peine, duree):
    assert ferme_retenu(condamnation(f"date: 2021-03-15, peines: [{{{peine}}}]")).duree == duree, cas


def test_several_sentences_are_served_one_after_the_other():
    peines = "[{type: emprisonnement, ferme: 1 an}, {type: emprisonnement, ferme: 2 mois 15 jours}]"
    assert ferme_retenu(condamnation(f"date: 2021-01-31, peines: {peines}")).terme == date(2022, 4, 15)


@pytest.mark.parametrize(
    ("manque", "texte"),
    [
        ("la date", "peines: [{type: emprisonnement, ferme: 8 mois}]"),
        ("les peines", "date: 2021-03-15"),
        ("la durée", "date: 2021-03-15, peines: [{type: emprisonnement}]"),
        ("la partie ferme", "date: 2021-03-15, peines: [{type: emprisonnement, sursis: 4 mois}]"),
        ("la part du sursis", "date: 2021-03-15, peines: [{type: emprisonnement, quantum: 1 an, sursis_type: simple}]"),
        (
            "des jours retirés de mois",
            "date: 2021-03-15, peines: [{type: emprisonnement, quantum: 1 an, sursis: 10 jours}]",
        ),
        ("un sursis plus long", "date: 2021-03-15, peines: [{type: emprisonnement, quantum: 6 mois, sursis: 1 an}]"),
        ("la durée d'une réclusion", "date: 2021-03-15, peines: [{type: reclusion, perpetuite: oui}]"),
        ("qui a révoqué", ferme("8 mois", "2021-03-15", ", sursis_revoques: [{quantum: 6 mois}]")),
        ("ce qui est révoqué", ferme("8 mois", "2021-03-15", ", sursis_revoques: [{par_juridiction_jugement: oui}]")),
    ],
)
def test_what_is_not_known_is_not_guessed(manque, texte):
    assert ferme_retenu(condamnation(texte)) is None, manque


def test_a_quantum_compares_with_durations_through_dates():
    quantum = ferme_retenu(condamnation(ferme("1 an", "2021-03-15")))
    assert quantum == Duree(mois=12)
    assert quantum != Duree(jours=366)
    assert Duree(mois=11) < quantum < Duree(mois=13)
    assert quantum <= Duree(jours=365)
    assert not quantum > Duree(mois=12)
    assert quantum == ferme_retenu(condamnation(ferme("12 mois", "2021-03-15")))
