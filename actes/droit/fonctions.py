"""The domain functions that the expressions of acte.yaml may call, as its authors read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from actes.dossier import Duree
from actes.droit.appels import fin_appel, fin_appel_incident
from actes.droit.competence import chambre_competente, siege_tap, tap_competent
from actes.droit.conventions import mois_suivant
from actes.droit.delais import ajoute, ajoute_ouvrables, echeance, retranche
from actes.droit.europe import contrainte_judiciaire, inferieure_a_70_euros, information_prealable, reste_du
from actes.droit.faits import age_le, comporte_peine
from actes.droit.quantum import Quantum, ferme_retenu, reste_a_subir
from actes.droit.seuils import amenagement_de_principe, cumul_ferme
from actes.droit.sommes import amende_ferme, assiette_diminution, diminution, en_euros, montant_diminue, somme
from actes.droit.termes import terme


@dataclass(frozen=True, slots=True)
class Fonction:
    """A function of the expressions: the genres it takes and gives, what it says in French, its article.

    It answers None when a fact that it needs is missing: the expression is then unknown.
    """

    nom: str
    appel: Callable[..., Any]
    parametres: tuple[str, ...]
    rend: str
    doc: str
    article: str = ""


def _date(texte: str) -> date:
    """« 2020-03-24 »: no other form. Raises ValueError."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", texte):
        raise ValueError(f"«\u00a0{texte}\u00a0» n'est pas de la forme AAAA-MM-JJ")
    return date.fromisoformat(texte)


def _quantum(valeur: Duree, depart: date) -> Quantum:
    """A duration to compare with a threshold from this day (S-11)."""
    return Quantum(depart, valeur)


_TABLE = (
    Fonction("duree", Duree.parse, ("texte",), "duree", "une durée écrite en clair\u00a0: duree('1 an 6 mois')"),
    Fonction("date", _date, ("texte",), "date", "une date écrite en clair\u00a0: date('2020-03-24')"),
    Fonction(
        "ajoute",
        ajoute,
        ("date", "duree"),
        "date",
        "la fin brute d'un délai\u00a0: jours comptés un à un, mois et années de quantième à quantième",
        "C-01, C-02",
    ),
    Fonction(
        "retranche",
        retranche,
        ("date", "duree"),
        "date",
        "le dernier jour pour agir, compté à rebours, jamais reporté",
        "C-06",
    ),
    Fonction(
        "ajoute_ouvrables",
        ajoute_ouvrables,
        ("date", "entier", "choix"),
        "date",
        "le n-ième jour ouvrable qui suit : ajoute_ouvrables(mandat_amener.date, 1, zone)",
        "C-08",
    ),
    Fonction(
        "quantum",
        _quantum,
        ("duree", "date"),
        "quantum",
        "une durée de peine à comparer à un seuil : quantum(situation_penale.reliquat, acte.date) <= duree('2 ans')",
        "S-11",
    ),
    Fonction(
        "echeance",
        echeance,
        ("date", "duree", "choix"),
        "echeance",
        "l'expiration d'un délai\u00a0: echeance(decision.date, duree('10 jours'), zone)\u00a0; "
        "se lit par .brute, .reportee, .motif",
        "C-01 à C-04, CPP 801",
    ),
    Fonction(
        "ferme_retenu",
        ferme_retenu,
        ("objet",),
        "quantum",
        "l'emprisonnement ferme que regardent les seuils, sursis révoqués par la juridiction de jugement compris, "
        "détention provisoire déduite\u00a0: ferme_retenu(condamnation) >= duree('6 mois')",
        "S-07, S-11, CPP D48-1-1",
    ),
    Fonction(
        "reste_a_subir",
        reste_a_subir,
        ("objet",),
        "quantum",
        "la détention restant à subir\u00a0: reste_a_subir(condamnation) <= duree('1 an')",
        "S-01 à S-04, CPP D48-2 1°",
    ),
    Fonction(
        "comporte_peine",
        comporte_peine,
        ("liste", "texte"),
        "oui_non",
        "une peine de ce type est-elle prononcée, seule ou comme sursis d'une peine mixte\u00a0? "
        "comporte_peine(condamnation.peines, 'amende')",
    ),
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
        "age_le",
        age_le,
        ("date", "date"),
        "entier",
        "l'âge en années révolues\u00a0: age_le(condamne.naissance.date, acte.date)",
        "C-02",
    ),
    Fonction(
        "cumul_ferme",
        cumul_ferme,
        ("objet", "liste"),
        "quantum",
        "l'emprisonnement ferme de plusieurs condamnations, exécutées l'une après l'autre\u00a0: "
        "cumul_ferme(condamnation, autres_condamnations) <= duree('1 an')",
        "S-05, CPP D147-7",
    ),
    Fonction(
        "amenagement_de_principe",
        amenagement_de_principe,
        ("objet", "date"),
        "oui_non",
        "cinq ans de peines au plus, et deux fois plus accompli que restant\u00a0: "
        "amenagement_de_principe(situation_penale, acte.date)",
        "S-10, CPP D119",
    ),
    Fonction(
        "mois_suivant",
        mois_suivant,
        ("date", "entier", "choix", "choix"),
        "echeance",
        "la fin du «\u00a0n-ième mois suivant\u00a0»\u00a0: "
        "mois_suivant(requete.date_depot, 4, zone, conventions.mois_suivant)",
        "C-09, CPP D49-33",
    ),
    Fonction(
        "fin_appel",
        fin_appel,
        ("choix", "objet", "choix"),
        "echeance",
        "la fin du délai d'appel d'un jugement ou d'une ordonnance, lettre signée ou non\u00a0: "
        "fin_appel(decision.type, notification, zone)",
        "N-01 à N-03, CPP 712-11, D49-39",
    ),
    Fonction(
        "fin_appel_incident",
        fin_appel_incident,
        ("choix", "objet", "choix", "choix"),
        "echeance",
        "la fin du délai supplémentaire de l'autre partie\u00a0: "
        "fin_appel_incident(decision.type, notification, zone, conventions.appel_incident)",
        "N-04, CPP D49-39-1",
    ),
    Fonction(
        "tap_competent",
        tap_competent,
        ("texte", "texte"),
        "texte",
        "le tribunal de l'application des peines, par sa ville\u00a0: "
        "tap_competent(juridiction.cour_appel, juridiction.tribunal_judiciaire)",
        "K-02, CPP D49-2",
    ),
    Fonction(
        "siege_tap",
        siege_tap,
        ("texte", "texte"),
        "texte",
        "la ville où il siège d'habitude\u00a0: siege_tap(juridiction.cour_appel, juridiction.tribunal_judiciaire)",
        "K-03, CPP D49-3",
    ),
    Fonction(
        "chambre_competente",
        chambre_competente,
        ("texte", "oui_non"),
        "texte",
        "la cour dont la chambre de l'application des peines statue, étendue dans la composition de 712-13, "
        "alinéa 2\u00a0: chambre_competente(juridiction.cour_appel, true)",
        "K-04, CPP D49-10",
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
    Fonction(
        "terme",
        terme,
        ("texte", "date"),
        "texte",
        "le mot de l'époque pour\u00a0: tribunal, chambre, notes (date de l'acte), sursis, surveillance "
        "(date de la condamnation)\u00a0: terme('tribunal', acte.date)",
        "T-01 à T-05",
    ),
)

FONCTIONS: Mapping[str, Fonction] = MappingProxyType({fonction.nom: fonction for fonction in _TABLE})
