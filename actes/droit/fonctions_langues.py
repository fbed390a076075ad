"""The functions of expressions on languages: the certificate of D48-9 and its translation."""

from __future__ import annotations

from actes.droit.fonction import Fonction
from actes.droit.langues import (
    date_traduction,
    langue_a_confirmer,
    langue_certificat,
    langue_incertaine,
    langue_recevable,
    traducteur_de,
)

LANGUES = (
    Fonction(
        "langue_certificat",
        langue_certificat,
        ("objet",),
        "langue",
        "la langue du certificat traduit\u00a0: celle du dossier, sinon la langue sûre de l'État d'exécution\u00a0: "
        "langue_certificat(sanction)",
        "CPP D48-10",
    ),
    Fonction(
        "langue_recevable",
        langue_recevable,
        ("langue", "pays"),
        "oui_non",
        "cette langue est-elle officielle dans cet État, ou déclarée par lui\u00a0? "
        "langue_recevable(acte.langue, sanction.etat_execution)",
        "CPP D48-10",
    ),
    Fonction(
        "langue_a_confirmer",
        langue_a_confirmer,
        ("langue", "pays"),
        "oui_non",
        "aucun texte lu ne dit que cet État accepte cette langue, mais c'est possible",
        "CPP D48-10",
    ),
    Fonction(
        "langue_incertaine",
        langue_incertaine,
        ("langue", "pays"),
        "oui_non",
        "cet État a déclaré cette langue dans un texte dont les exceptions n'ont pas été lues",
        "CPP D48-10",
    ),
    Fonction(
        "traducteur_de",
        traducteur_de,
        ("liste", "langue"),
        "texte",
        "qui a traduit l'acte dans cette langue\u00a0: traducteur_de(traductions, acte.langue)",
    ),
    Fonction(
        "date_traduction",
        date_traduction,
        ("liste", "langue"),
        "date",
        "le jour de cette traduction\u00a0: date_traduction(traductions, acte.langue)",
    ),
)
