"""O-01, O-02, O-06, O-07: the order of the appointments, and the policy that the court's settings give a case."""

from __future__ import annotations

from datetime import date

import pytest

from actes.dossier import load_dossier
from actes.droit.politique import (
    chronologie_respectee,
    convoques,
    decide_politique,
    informes,
    ordre_respecte,
)


def jour(texte: str | None) -> date | None:
    return date.fromisoformat(texte) if texte else None


@pytest.mark.parametrize(
    ("politique", "ordre", "avertis"),
    [(1, ("jap", "spip"), {"jap", "spip"}), (2, ("spip", "jap"), {"jap", "spip"}), (3, ("jap",), {"jap"})],
)
def test_a_policy_says_who_convenes_and_who_is_told(politique, ordre, avertis):
    assert convoques(politique) == ordre
    assert informes(politique) == avertis


@pytest.mark.parametrize(
    ("cas", "politique", "jap", "spip", "tient"),
    [
        ("1, dans l'ordre",             1, "2021-05-10", "2021-05-20", True),
        ("1, le même jour",             1, "2021-05-10", "2021-05-10", True),
        ("1, à l'envers",               1, "2021-05-20", "2021-05-10", False),
        ("EX-70 : 2, le juge d'abord",  2, "2021-05-10", "2021-05-20", False),
        ("2, dans l'ordre",             2, "2021-05-20", "2021-05-10", True),
        ("EX-70 : 3, service convoqué", 3, "2021-05-10", "2021-05-20", False),
        ("3, le juge seul",             3, "2021-05-10", None,         True),
        ("1, le service à venir",       1, "2021-05-10", None,         True),
    ],
)  # fmt: skip
def test_appointments_follow_the_policy(cas, politique, jap, spip, tient):
    assert ordre_respecte(politique, jour(jap), jour(spip)) is tient, cas


@pytest.mark.parametrize(
    ("cas", "annonce", "ordre", "envoi", "incarceration", "tient"),
    [
        ("dans l'ordre",                   "2022-02-01", "2022-02-02", "2022-02-03", "2022-03-14", True),
        ("information et ordre d'un jour", "2022-02-02", "2022-02-02", "2022-02-03", "2022-03-14", True),
        ("EX-17 : envoi le jour même",     "2022-02-01", "2022-02-02", "2022-03-14", "2022-03-14", False),
        ("ordre avant l'information",      "2022-02-03", "2022-02-02", "2022-02-04", "2022-03-14", False),
        ("envoi avant l'ordre",            "2022-02-01", "2022-02-05", "2022-02-04", "2022-03-14", False),
    ],
)  # fmt: skip
def test_a_deferred_warrant_has_an_order_of_dates(cas, annonce, ordre, envoi, incarceration, tient):
    assert chronologie_respectee(jour(annonce), jour(ordre), jour(envoi), jour(incarceration)) is tient, cas


HUIT_MOIS = "date: 2026-10-06, peines: [{type: emprisonnement, ferme: 8 mois}]"
VOL = "infractions: [{libelle: Vol aggravé en réunion, natinf: '7151'}]"
TROIS_MOIS = HUIT_MOIS.replace("8 mois", "3 mois")


def decidee(distinctions: str, condamnation: str, plus: str = ""):
    texte = f"dossier: 2026/1\ncondamnation: {{{condamnation}}}\nconvocation: {{politique: 1, {distinctions}}}\n{plus}"
    lecture = load_dossier(texte, "d.yaml")
    assert lecture.constats == ()
    return decide_politique(lecture.dossier.convocation.distinctions, lecture.dossier)


def lignes(*textes: str) -> str:
    return "distinctions: [" + ", ".join(f"{{{texte}}}" for texte in textes) + "]"


@pytest.mark.parametrize(
    ("cas", "ligne", "condamnation", "politique"),
    [
        ("dans les bornes",             "quantum_superieur_a: 6 mois, quantum_au_plus: 1 an", HUIT_MOIS,  3),
        ("trop peu",                    "quantum_superieur_a: 6 mois, quantum_au_plus: 1 an", TROIS_MOIS, 1),
        ("borne exclue",                "quantum_superieur_a: 8 mois",                        HUIT_MOIS,  1),
        ("borne incluse",               "quantum_au_plus: 8 mois",                            HUIT_MOIS,  3),
        ("code NATINF",                 "natinf: ['7151']",                                   f"{HUIT_MOIS}, {VOL}", 3),
        ("autre code",                  "natinf: ['1247']",                                   f"{HUIT_MOIS}, {VOL}", 1),
        ("mots du libellé",             "natinf: [VOL AGGRAVE]",                              f"{HUIT_MOIS}, {VOL}", 3),
        ("un morceau de mot ne suffit pas", "natinf: [vol agg]",                              f"{HUIT_MOIS}, {VOL}", 1),
        ("récidive légale",             "antecedents: oui",              f"{HUIT_MOIS}, recidive_legale: oui", 3),
        ("pas d'antécédents",           "antecedents: oui",              f"{HUIT_MOIS}, recidive_legale: non", 1),
        ("sans antécédents, voulu",     "antecedents: non",              f"{HUIT_MOIS}, recidive_legale: non", 3),
        ("une ligne qui ne dit rien convient à tous", "",                                     HUIT_MOIS, 3),
    ],
)  # fmt: skip
def test_a_line_fits_a_case(cas, ligne, condamnation, politique):
    """O-01 (CPP D48-2-1 al. 6)."""
    found = decidee(lignes(f"politique: 3, {ligne}".rstrip(", ")), condamnation)
    assert (found.politique, found.manquants) == (politique, ()), cas
    assert (found.rang is None) == (politique == 1), cas


def test_other_convictions_are_a_record():
    autres = "autres_condamnations: [{condamnation: {date: 2025-01-07}}]\n"
    assert decidee(lignes("politique: 3, antecedents: oui"), HUIT_MOIS, autres).politique == 3
    assert decidee(lignes("politique: 3, antecedents: non"), f"{HUIT_MOIS}, recidive_legale: non", autres).rang is None


def test_the_first_line_that_fits_wins():
    ligne = lignes("politique: 3, quantum_au_plus: 6 mois", "politique: 2, quantum_au_plus: 1 an", "politique: 1")
    assert decidee(ligne, HUIT_MOIS).rang == 1
    assert decidee(ligne, TROIS_MOIS).rang == 0


@pytest.mark.parametrize(
    ("cas", "ligne", "condamnation", "manquants"),
    [
        ("quantum", "politique: 3, quantum_au_plus: 1 an", "date: 2026-10-06", ("condamnation",)),
        ("infractions", "politique: 3, natinf: ['7151']", HUIT_MOIS, ("condamnation.infractions",)),
        ("code", "politique: 3, natinf: ['7151']", f"{HUIT_MOIS}, infractions: [{{libelle: vol}}]",
         ("condamnation.infractions[0].natinf",)),
        ("récidive", "politique: 3, antecedents: oui", HUIT_MOIS, ("condamnation.recidive_legale",)),
        ("politique de la ligne", "quantum_au_plus: 1 an", HUIT_MOIS, ("convocation.distinctions[0].politique",)),
    ],
)  # fmt: skip
def test_what_is_not_known_is_not_guessed(cas, ligne, condamnation, manquants):
    found = decidee(lignes(ligne, "politique: 2"), condamnation)
    assert (found.politique, found.manquants) == (None, manquants), cas


def test_a_line_that_one_known_fact_excludes_asks_nothing_more():
    found = decidee(lignes("politique: 3, quantum_au_plus: 6 mois, antecedents: oui", "politique: 2"), HUIT_MOIS)
    assert (found.politique, found.rang) == (2, 1)
