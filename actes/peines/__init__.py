"""The sentences to execute and why they are not executed yet: the « registre d'exécution des peines » (CPP D48)."""

from __future__ import annotations

from actes.peines.etat import OUVERTS, Etat, EtatPeine, Evenement, Piece, Suivi, etat_des_peines
from actes.peines.table import Motif, table

__all__ = ["OUVERTS", "Etat", "EtatPeine", "Evenement", "Motif", "Piece", "Suivi", "etat_des_peines", "table"]
