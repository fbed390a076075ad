"""The law that computes: periods in force, time limits, thresholds, amounts, and the facts it deduces."""

from __future__ import annotations

from actes.droit.calendrier import ZONES, jours_feries, ouvrable
from actes.droit.delais import Echeance, ajoute, ajoute_ouvrables, echeance, echeance_ouvrables, retranche
from actes.droit.faits import DEDUITS, LUS, etablir_faits
from actes.droit.fonctions import FONCTIONS, Fonction
from actes.droit.periodes import EnVigueur, Periode
from actes.droit.quantum import Quantum, ferme_retenu, reste_a_subir

__all__ = [
    "DEDUITS",
    "FONCTIONS",
    "LUS",
    "ZONES",
    "Echeance",
    "EnVigueur",
    "Fonction",
    "Periode",
    "Quantum",
    "ajoute",
    "ajoute_ouvrables",
    "echeance",
    "echeance_ouvrables",
    "etablir_faits",
    "ferme_retenu",
    "jours_feries",
    "ouvrable",
    "reste_a_subir",
    "retranche",
]
