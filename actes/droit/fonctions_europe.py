"""The functions of expressions on a penalty of another Member State, executed in France."""

from __future__ import annotations

from actes.droit.competence import rattachement
from actes.droit.europe import motif
from actes.droit.fonction import Fonction
from actes.droit.liquidation import (
    bordereau,
    condamnation_impayee,
    liquidation,
    minoration_ouverte,
    paiement_prouve,
    paiements_connus,
    reste_a_recouvrer,
)
from actes.droit.refus import fin_prescription, motif_etabli, refus_obligatoire

EUROPE = (
    Fonction(
        "liquidation",
        liquidation,
        ("objet", "choix"),
        "liquidation",
        "les sommes à payer en France, en euros\u00a0: liquidation(sanction, conventions.deduction_paiements)\u00a0; "
        "se lit par .prononce, .reduction, .deduit, .condamnation, .frais, .fonds, .indemnite, .assiette, "
        ".diminution, .minore, .total_minore, .total",
        "P-01, P-02, P-06, P-08, P-09, CPP D48-21, D48-25, D48-26, D48-31",
    ),
    Fonction(
        "bordereau",
        bordereau,
        ("objet", "texte", "date", "choix"),
        "bordereau",
        "les relevés d'un bordereau et leurs totaux\u00a0: "
        "bordereau(sanction, dossier, notification.envoyee_le, conventions.deduction_paiements)\u00a0; se lit par "
        ".lignes, .nombre, .total, .total_minore",
        "CPP D48-33",
    ),
    Fonction(
        "minoration_ouverte",
        minoration_ouverte,
        ("objet",),
        "oui_non",
        "la diminution de 20\u00a0% est-elle ouverte\u00a0: ni crime, ni amende fiscale ou douanière, ni indemnité "
        "seule\u00a0? minoration_ouverte(sanction)",
        "P-02, CPP D48-30",
    ),
    Fonction(
        "paiement_prouve",
        paiement_prouve,
        ("objet",),
        "oui_non",
        "la personne condamnée a-t-elle produit la preuve d'un paiement\u00a0? paiement_prouve(sanction)",
        "P-08, CPP D48-26 al. 1",
    ),
    Fonction(
        "paiements_connus",
        paiements_connus,
        ("objet",),
        "oui_non",
        "le montant de chaque paiement est-il connu, et convertible en euros\u00a0? paiements_connus(sanction)",
        "P-08, CPP D48-26 al. 2",
    ),
    Fonction(
        "fin_prescription",
        fin_prescription,
        ("objet",),
        "date",
        "le dernier jour du délai de prescription, compté de la réception du certificat\u00a0: "
        "fin_prescription(sanction)",
        "P-12, CPP D48-18 al. 3",
    ),
    Fonction(
        "condamnation_impayee",
        condamnation_impayee,
        ("objet",),
        "montant",
        "ce qui reste impayé de la seule somme de condamnation, en euros\u00a0: condamnation_impayee(sanction)",
        "P-08, P-11, CPP D48-36",
    ),
    Fonction(
        "reste_a_recouvrer",
        reste_a_recouvrer,
        ("objet",),
        "montant",
        "ce qui reste à recouvrer du tout, en euros, sommes recouvrées en France déduites\u00a0: "
        "reste_a_recouvrer(sanction)",
        "P-08, CPP D48-26, D48-29",
    ),
    Fonction(
        "motif_de_refus",
        motif,
        ("texte",),
        "texte",
        "le motif de refus, écrit d'une seule façon\u00a0: motif_de_refus('D. 48-22, 1°') est 'D48-22 1°'",
        "CPP D48-22, D48-23",
    ),
    Fonction(
        "motif_etabli",
        motif_etabli,
        ("texte", "objet", "objet", "date"),
        "oui_non",
        "les faits du dossier établissent-ils ce motif de refus\u00a0? "
        "motif_etabli(sanction.refus.article, sanction, personne, acte.date)",
        "P-05, P-07, P-09, CPP D48-22, D48-23, D48-24",
    ),
    Fonction(
        "refus_obligatoire",
        refus_obligatoire,
        ("objet", "objet", "date"),
        "oui_non",
        "un motif de refus obligatoire est-il établi\u00a0? refus_obligatoire(sanction, personne, acte.date)",
        "P-07, P-09, CPP D48-23",
    ),
    Fonction(
        "rattachement",
        rattachement,
        ("objet",),
        "texte",
        "ce qui rattache une personne à un procureur\u00a0: residence, siege, à défaut biens, puis revenus\u00a0: "
        "rattachement(personne)",
        "K-08, CPP D48-19 al. 2",
    ),
)
