"""How what we say is written: French typography, suggestions, dates in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from actes.dossier.suggestion import nearest

_MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


def jour_en_lettres(jour: date) -> str:
    """« 1er janvier 2026 »."""
    return f"{'1er' if jour.day == 1 else jour.day}\u00a0{_MOIS[jour.month - 1]} {jour.year}"


def suggestion(word: str, known: Iterable[str]) -> str:
    """« vouliez-vous dire « adresse » ? », or the known names when they are few, or nothing."""
    names = list(known)
    near = nearest(word, names)
    if near is not None:
        return f"vouliez-vous dire « {near} » ?"
    return "noms admis : " + ", ".join(names) if 0 < len(names) <= 12 else ""
