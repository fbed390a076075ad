"""The functions of expressions on sentences, their thresholds, and who has jurisdiction."""

from __future__ import annotations

from datetime import date

from actes.dossier import Duree
from actes.droit.competence import chambre_competente, siege_tap, tap_competent
from actes.droit.faits import comporte_peine, une_infraction
from actes.droit.fonction import Fonction
from actes.droit.quantum import Quantum, ferme_retenu, reste_a_subir
from actes.droit.seuils import amenagement_de_principe, cumul_ferme, placement_sans_surveillance


def _quantum(valeur: Duree, depart: date) -> Quantum:
    """A duration to compare with a threshold from this day (S-11)."""
    return Quantum(depart, valeur)


PEINES = (
    Fonction(
        "quantum",
        _quantum,
        ("duree", "date"),
        "quantum",
        "une durée de peine à comparer à un seuil : quantum(situation_penale.reliquat, acte.date) <= duree('2 ans')",
        "S-11",
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
        "placement_sans_surveillance",
        placement_sans_surveillance,
        ("duree", "oui_non", "date"),
        "oui_non",
        "la peine restant à subir permet-elle le placement à l'extérieur sans surveillance\u00a0? "
        "placement_sans_surveillance(situation_penale.reliquat, condamnation.recidive_legale, acte.date)",
        "S-09, CPP D136",
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
        "une_infraction",
        une_infraction,
        ("liste", "texte"),
        "oui_non",
        "une infraction au moins est-elle de l'article 706-47, commise au sein du couple, terroriste, en récidive ? "
        "une_infraction(condamnation.infractions, 'art_706_47')",
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
)
