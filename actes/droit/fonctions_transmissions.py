"""The functions of expressions on a penalty sent to another Member State."""

from __future__ import annotations

from actes.droit.fonction import Fonction
from actes.droit.transmissions import (
    envoi_originaux,
    paiement_a_annoncer,
    paiement_a_signaler,
    paiements_a_annoncer,
    paiements_a_signaler,
    premier_paiement_a_annoncer,
    reprise_interdite,
    transmission_courante,
    transmission_permise,
)

TRANSMISSIONS = (
    Fonction(
        "transmission_courante",
        transmission_courante,
        ("objet", "date"),
        "transmission",
        "la transmission en cours ce jour-là, à défaut la dernière\u00a0: "
        "transmission_courante(sanction, acte.date)\u00a0; se lit comme un élément de sanction.transmissions",
        "P-13, CPP D48-13",
    ),
    Fonction(
        "transmission_permise",
        transmission_permise,
        ("objet", "date"),
        "oui_non",
        "aucun autre État que l'État d'exécution n'est-il saisi ce jour-là\u00a0? "
        "transmission_permise(sanction, acte.date)",
        "P-13, CPP D48-13 al. 1, D48-14 al. 1",
    ),
    Fonction(
        "reprise_interdite",
        reprise_interdite,
        ("objet", "date"),
        "oui_non",
        "un jugement définitif antérieur interdit-il d'exécuter en France\u00a0? "
        "reprise_interdite(sanction, acte.date)",
        "P-13, CPP D48-15",
    ),
    Fonction(
        "envoi_originaux",
        envoi_originaux,
        ("objet", "date"),
        "oui_non",
        "l'État saisi attend-il les originaux qu'il a demandés\u00a0? envoi_originaux(sanction, acte.date)",
        "CPP D48-11 al. 3",
    ),
    Fonction(
        "paiement_a_annoncer",
        paiement_a_annoncer,
        ("objet", "objet", "date"),
        "oui_non",
        "ce paiement, reçu en France après la transmission, est-il à annoncer à l'État saisi\u00a0? "
        "paiement_a_annoncer(p, sanction, acte.date)",
        "CPP D48-16",
    ),
    Fonction(
        "paiements_a_annoncer",
        paiements_a_annoncer,
        ("objet", "date"),
        "oui_non",
        "y en a-t-il un\u00a0? paiements_a_annoncer(sanction, acte.date)",
        "CPP D48-16",
    ),
    Fonction(
        "premier_paiement_a_annoncer",
        premier_paiement_a_annoncer,
        ("objet", "date"),
        "date",
        "le jour du plus ancien\u00a0: premier_paiement_a_annoncer(sanction, acte.date)",
        "CPP D48-16",
    ),
    Fonction(
        "paiement_a_signaler",
        paiement_a_signaler,
        ("objet", "objet", "date"),
        "oui_non",
        "ce paiement, annoncé par l'État d'exécution, est-il à signaler au casier judiciaire\u00a0? "
        "paiement_a_signaler(p, sanction, acte.date)",
        "CPP D48-13 al. 2",
    ),
    Fonction(
        "paiements_a_signaler",
        paiements_a_signaler,
        ("objet", "date"),
        "oui_non",
        "y en a-t-il un\u00a0? paiements_a_signaler(sanction, acte.date)",
        "CPP D48-13 al. 2",
    ),
)
