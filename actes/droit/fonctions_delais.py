"""The functions of expressions that count time: limits, appeals, ages, the words of a date."""

from __future__ import annotations

import re
from datetime import date

from actes.dossier import Duree
from actes.droit.appels import fin_appel, fin_appel_incident, plafond_irrecevabilite
from actes.droit.conventions import mois_suivant
from actes.droit.delais import (
    ajoute,
    ajoute_ouvrables,
    echeance,
    echeance_ouvrables,
    echeance_suspendue,
    retranche,
)
from actes.droit.faits import age_le
from actes.droit.fonction import Fonction
from actes.droit.termes import terme
from actes.droit.versions import procedure_ouverte


def _date(texte: str) -> date:
    """« 2020-03-24 »: no other form. Raises ValueError."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", texte):
        raise ValueError(f"«\u00a0{texte}\u00a0» n'est pas de la forme AAAA-MM-JJ")
    return date.fromisoformat(texte)


DELAIS = (
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
        "echeance",
        echeance,
        ("date", "duree", "choix"),
        "echeance",
        "l'expiration d'un délai\u00a0: echeance(decision.date, duree('10 jours'), zone)\u00a0; "
        "se lit par .brute, .reportee, .motif",
        "C-01 à C-04, CPP 801",
    ),
    Fonction(
        "echeance_ouvrables",
        echeance_ouvrables,
        ("date", "entier", "choix", "oui_non"),
        "echeance",
        "l'expiration d'un délai en jours ouvrables, un terme tombant un samedi étant reporté\u00a0: "
        "echeance_ouvrables(mandat_amener.date, 1, zone, conventions.samedi_ouvrable)",
        "C-08, C-03",
    ),
    Fonction(
        "echeance_suspendue",
        echeance_suspendue,
        ("date", "duree", "date", "date", "choix"),
        "echeance",
        "la fin d'un délai en jours, suspendu puis repris\u00a0: départ, durée, suspension, reprise, zone",
        "C-10, CPP D147-26",
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
        "plafond_irrecevabilite",
        plafond_irrecevabilite,
        ("texte",),
        "entier",
        "le délai d'irrecevabilité le plus long, en mois\u00a0: ordonnance, jugement_jap, jugement_tap, "
        "president_chambre",
        "N-06, CPP D49-32, D49-33, D49-36, D49-41-2",
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
        "terme",
        terme,
        ("texte", "date"),
        "texte",
        "le mot de l'époque pour\u00a0: tribunal, chambre, notes (date de l'acte), sursis, surveillance "
        "(date de la condamnation)\u00a0: terme('tribunal', acte.date)",
        "T-01 à T-05",
    ),
    Fonction(
        "procedure_ouverte",
        procedure_ouverte,
        ("texte", "date"),
        "oui_non",
        "un acte de ce jour peut-il se fonder sur une procédure abrogée depuis\u00a0? "
        "simplifiee, mineurs, ddse_mineurs",
    ),
)
