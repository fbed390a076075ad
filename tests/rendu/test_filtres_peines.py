"""Durations and sentences in the words of a judgment."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actes.rendu.filtres import FILTRES
from tests.rendu.ecriture import duree, plain


@pytest.mark.parametrize(
    ("valeur", "lettres", "chiffres"),
    [
        (duree(1), "un an", "1\u00a0an"),
        (duree(2, 1), "deux ans et un mois", "2\u00a0ans et 1\u00a0mois"),
        (duree(mois=14), "quatorze mois", "14\u00a0mois"),
        (duree(1, 6, 10), "un an, six mois et dix jours", "1\u00a0an, 6\u00a0mois et 10\u00a0jours"),
        (duree(jours=1), "un jour", "1\u00a0jour"),
        (duree(), "zéro jour", "0\u00a0jour"),
    ],
)
def test_a_duration_is_said_as_it_was_pronounced(valeur, lettres, chiffres):
    assert FILTRES["duree"](valeur) == lettres
    assert FILTRES["duree_chiffres"](valeur) == chiffres


@pytest.mark.parametrize(
    ("peine", "attendu"),
    [
        ({"type": "emprisonnement", "ferme": duree(mois=8)}, "huit mois d'emprisonnement"),
        ({"type": "emprisonnement"}, "emprisonnement"),
        (
            {"type": "emprisonnement", "ferme": duree(3), "periode_surete": duree(1)},
            "trois ans d'emprisonnement, avec une période de sûreté d'un an",
        ),
        (
            {
                "type": "emprisonnement",
                "quantum": duree(1),
                "sursis": duree(mois=6),
                "sursis_type": "probatoire",
                "delai_probation": duree(2),
            },
            "un an d'emprisonnement dont six mois avec sursis probatoire pendant deux ans",
        ),
        (
            {"type": "emprisonnement", "ferme": duree(mois=6), "sursis": duree(mois=4), "sursis_type": "simple"},
            "six mois d'emprisonnement ferme et quatre mois avec sursis",
        ),
        ({"type": "emprisonnement_sursis", "quantum": duree(mois=3)}, "trois mois d'emprisonnement avec sursis"),
        (
            {"type": "sursis_probatoire", "quantum": duree(mois=3), "renforce": True, "delai_probation": duree(1, 6)},
            "trois mois d'emprisonnement avec sursis probatoire renforcé pendant un an et six mois",
        ),
        (
            {"type": "sursis_mise_epreuve", "quantum": duree(mois=3), "delai_probation": duree(2)},
            "trois mois d'emprisonnement avec sursis et mise à l'épreuve pendant deux ans",
        ),
        (
            {"type": "sursis_tig", "quantum": duree(mois=2), "heures": 140, "delai": duree(1, 6)},
            "deux mois d'emprisonnement avec sursis assorti d'un travail d'intérêt général de 140 heures"
            " à accomplir dans un délai d'un an et six mois",
        ),
        (
            {"type": "tig", "heures": 105, "quantum": duree(mois=2), "obligations": ("indemniser la victime",)},
            "travail d'intérêt général de 105 heures, sous peine de deux mois d'emprisonnement en cas d'inexécution"
            " ; obligations : indemniser la victime",
        ),
        ({"type": "jours_amende", "jours": 120, "montant_jour": Decimal(10)}, "120 jours-amende de 10 euros"),
        (
            {"type": "amende", "montant": Decimal(1500), "montant_sursis": Decimal(500), "complementaire": True},
            "amende de 1 500 euros dont 500 euros avec sursis, à titre de peine complémentaire",
        ),
        (
            {"type": "stage", "nature": "stage de citoyenneté", "delai": duree(mois=6), "frais_du_condamne": True},
            "stage de citoyenneté à accomplir dans un délai de six mois, à ses frais",
        ),
        (
            {"type": "ddse", "quantum": duree(mois=6), "execution_provisoire": True},
            "six mois de détention à domicile sous surveillance électronique, avec exécution provisoire",
        ),
        (
            {"type": "reclusion", "perpetuite": True, "periode_surete": duree(22)},
            "réclusion criminelle à perpétuité, avec une période de sûreté de vingt-deux ans",
        ),
        (
            {
                "type": "suivi_socio_judiciaire",
                "quantum": duree(5),
                "injonction_soins": True,
                "emprisonnement_encouru": duree(2),
            },
            "suivi socio-judiciaire pendant cinq ans, avec injonction de soins,"
            " sous peine de deux ans d'emprisonnement en cas d'inobservation",
        ),
        (
            {"type": "interdiction", "objet": "suspension du permis de conduire", "quantum": duree(mois=6)},
            "suspension du permis de conduire pendant six mois",
        ),
        (
            {"type": "interdiction", "objet": "port d'arme", "definitive": True},
            "interdiction : port d'arme à titre définitif",
        ),
        ({"type": "confiscation", "objet": "le véhicule"}, "confiscation : le véhicule"),
        ({"type": "contrainte_penale", "quantum": duree(2)}, "contrainte pénale pendant deux ans"),
        (
            {"type": "autre", "libelle": "Fermeture de l'établissement", "quantum": duree(1)},
            "Fermeture de l'établissement (un an)",
        ),
        (
            {"type": "emprisonnement", "ferme": duree(mois=8), "libelle": "Emprisonnement délictuel"},
            "Emprisonnement délictuel (huit mois d'emprisonnement)",
        ),
    ],
)
def test_a_sentence_is_written_in_the_words_of_a_judgment(peine, attendu):
    assert plain(FILTRES["peine"](peine)) == attendu
    assert plain(FILTRES["peines"]([peine])) == attendu
