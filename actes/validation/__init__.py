"""Gate 1: a dossier checked against the mentions and rules that the law of its date requires of an act."""

from actes.validation.controle import check_dossier
from actes.validation.examen import ActeVu, DelaiDu, DocumentDu, Element, ElementDu, Examen, LigneJugee, MentionDue

__all__ = [
    "ActeVu",
    "DelaiDu",
    "DocumentDu",
    "Element",
    "ElementDu",
    "Examen",
    "LigneJugee",
    "MentionDue",
    "check_dossier",
]
