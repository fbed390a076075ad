"""The register of what was issued: numbers, chained lines, life of the acts after printing, slots held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actes.registre.faits import (
    Affaire,
    AffaireVue,
    Attente,
    Controle,
    CreneauTenu,
    Inscription,
    Ligne,
    LigneVue,
    Numero,
    Prise,
    Rupture,
)

if TYPE_CHECKING:
    from actes.registre.registre import Registre
else:

    def __getattr__(name: str) -> Any:
        """`Registre` comes with SQLAlchemy: only who opens one pays for it."""
        if name != "Registre":
            raise AttributeError(name)
        from actes.registre.registre import Registre

        return Registre


__all__ = [
    "Affaire",
    "AffaireVue",
    "Attente",
    "Controle",
    "CreneauTenu",
    "Inscription",
    "Ligne",
    "LigneVue",
    "Numero",
    "Prise",
    "Registre",
    "Rupture",
]
