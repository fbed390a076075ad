"""The policy of the court's settings, in an act that reads it: O-01 (CPP D48-2-1 al. 6)."""

from __future__ import annotations

import pytest

from actes.catalogue import Acte
from actes.dossier import load_dossier, load_reglages
from actes.validation import Examen, check_dossier
from tests.fabrique import AUJOURDHUI, MENTION, make_acte, plain

CALCUL = "calculs: {suivie: convocation.politique}\n"
DOSSIER = """\
dossier: 2026/00001
date_acte: 2026-10-06
condamne: {nom: Durand}
condamnation: {date: 2026-10-06, recidive_legale: oui, peines: [{type: emprisonnement, ferme: 8 mois}]}
"""
REGLAGES = """\
convocation:
  politique: 1
  distinctions:
    - {politique: 3, quantum_superieur_a: 6 mois, quantum_au_plus: 1 an, antecedents: oui}
    - {politique: 2, natinf: ["1247"]}
"""


@pytest.fixture
def acte(tmp_path) -> Acte:
    return make_acte(tmp_path, MENTION + CALCUL)


def judged(acte: Acte, dossier: str = DOSSIER, reglages: str = REGLAGES) -> Examen:
    read = load_reglages(reglages, "r.yaml")
    assert read.constats == ()
    return check_dossier(acte, load_dossier(dossier, "d.yaml", defauts=read.defauts), AUJOURDHUI)


def policy(examen: Examen) -> object:
    (document,) = examen.documents
    return document.valeurs["suivie"]


def test_a_distinction_fills_the_policy_and_says_so(acte):
    examen = judged(acte)
    assert policy(examen) == 3
    (constat,) = examen.constats
    assert (constat.code, constat.gravite.value, constat.article) == (
        "politique-retenue",
        "information",
        "CPP D48-2-1 al. 6",
    )
    assert plain(constat.message) == (
        "politique de convocation 3, d'après les réglages de la juridiction : la distinction n° 1 le veut"
    )


def test_no_distinction_that_fits_leaves_the_general_policy(acte):
    dossier = DOSSIER.replace("oui", "non").replace("peines:", "infractions: [{natinf: '99'}], peines:")
    examen = judged(acte, dossier)
    assert policy(examen) == 1
    assert "politique générale" in examen.constats[0].message


def test_the_dossier_that_says_its_policy_is_right(acte):
    examen = judged(acte, DOSSIER + "convocation: {politique: 2}\n")
    assert policy(examen) == 2
    assert examen.constats == ()


def test_a_missing_fact_blocks_and_is_named(acte):
    examen = judged(acte, DOSSIER.replace("recidive_legale: oui, ", ""))
    assert policy(examen) is None
    assert [(c.code, c.chemin) for c in examen.constats] == [("fait-manquant", "condamnation.recidive_legale")]
    assert examen.bloque


def test_a_missing_part_of_the_quantum_is_named_precisely(acte):
    examen = judged(acte, DOSSIER.replace("ferme: 8 mois", "sursis_type: simple, quantum: 8 mois"))
    assert [(c.code, c.chemin) for c in examen.constats] == [("fait-manquant", "condamnation.peines[0].sursis")]


def test_an_act_that_does_not_read_the_policy_hears_nothing_of_it(tmp_path):
    assert judged(make_acte(tmp_path), DOSSIER).constats == ()


def test_before_the_policy_existed_nothing_is_decided(acte):
    examen = judged(acte, DOSSIER.replace("2026-10-06", "2010-10-28"))
    assert policy(examen) == 1
    assert examen.constats == ()


@pytest.mark.parametrize(
    ("faute", "code"),
    [
        ("{politique: 4}", "choix-inconnu"),
        ("{politque: 1}", "champ-inconnu"),
        ("{quantum_au_plus: un an}", "type-invalide"),
    ],
)
def test_a_mistaken_distinction_is_told_in_the_settings(faute, code):
    read = load_reglages(f"convocation: {{distinctions: [{faute}]}}\n", "r.yaml")
    assert [constat.code for constat in read.constats] == [code]
