"""The functions of expressions on money: fines, financial penalties of the Union."""

from __future__ import annotations

from actes.droit.europe import (
    contrainte_judiciaire,
    inferieure_a_70_euros,
    information_prealable,
    refus_facultatif,
)
from actes.droit.fonction import Fonction
from actes.droit.sommes import amende_ferme, assiette_diminution, diminution, en_euros, montant_diminue, reste_du, somme

SOMMES = (
    Fonction(
        "amende_ferme",
        amende_ferme,
        ("liste",),
        "montant",
        "le total des amendes, sursis déduit\u00a0: amende_ferme(condamnation.peines)",
        "P-04, CPP 707-2",
    ),
    Fonction(
        "assiette_diminution",
        assiette_diminution,
        ("objet",),
        "montant",
        "condamnation, frais et fonds d'une sanction, en euros, sans l'indemnité\u00a0: assiette_diminution(sanction)",
        "P-02, P-06, CPP D48-30, D48-32",
    ),
    Fonction(
        "diminution",
        diminution,
        ("montant",),
        "montant",
        "20\u00a0% du montant, 1\u00a0500 euros au plus",
        "P-01, P-04, CPP D48-31 al. 1, 707-3",
    ),
    Fonction(
        "montant_diminue",
        montant_diminue,
        ("montant",),
        "montant",
        "le montant moins sa diminution",
        "P-01, P-04, CPP D48-31 al. 1, 707-3",
    ),
    Fonction("somme", somme, ("montant", "montant"), "montant", "deux montants ensemble"),
    Fonction(
        "en_euros",
        en_euros,
        ("montant", "objet"),
        "montant",
        "une somme d'une sanction, au taux du prononcé\u00a0: en_euros(sanction.sommes.frais, sanction)",
        "P-06, CPP D48-21",
    ),
    Fonction(
        "inferieure_a_70_euros",
        inferieure_a_70_euros,
        ("objet",),
        "oui_non",
        "la sanction est-elle de moins de 70 euros, au taux du prononcé\u00a0? inferieure_a_70_euros(sanction)",
        "P-05, CPP D48-22 2°",
    ),
    Fonction(
        "reste_du",
        reste_du,
        ("objet",),
        "montant",
        "ce qui reste à recouvrer d'une sanction, tout paiement déduit\u00a0: reste_du(sanction)",
        "P-08, CPP D48-26",
    ),
    Fonction(
        "refus_facultatif",
        refus_facultatif,
        ("texte",),
        "oui_non",
        "ce motif permet-il le refus (oui) ou l'impose-t-il (non)\u00a0? refus_facultatif(sanction.refus.article)",
        "P-09, CPP D48-22, D48-23",
    ),
    Fonction(
        "information_prealable",
        information_prealable,
        ("texte",),
        "oui_non",
        "ce motif de refus veut-il que l'État d'émission soit d'abord informé\u00a0? "
        "information_prealable(sanction.refus.article)",
        "P-10, CPP D48-20 al. 1",
    ),
    Fonction(
        "contrainte_judiciaire",
        contrainte_judiciaire,
        ("objet", "oui_non"),
        "oui_non",
        "la contrainte judiciaire est-elle possible\u00a0? le second fait dit l'inexécution volontaire",
        "P-11, CPP D48-36",
    ),
)
