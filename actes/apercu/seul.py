"""What a document of no act may read: the dossier, and an act that says nothing of itself but its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from actes.dossier import Dossier, champ_racine


@dataclass(frozen=True, slots=True)
class ActeSeul:
    """What stands for the act: what only an `acte.yaml` could say is named between brackets."""

    date: date
    id: str = "document"
    titre: str = "Document"
    base_legale: tuple[str, ...] = ("[base légale de l’acte]",)
    exemplaire: str = "original"
    destinataire: str | None = None
    emetteur: str = "[autorité qui émet l’acte]"
    emetteur_article: str = "[article de l’émetteur]"
    remise: str | None = None
    remise_article: str | None = None


def values_alone(dossier: Dossier, jour: date) -> dict[str, Any]:
    """The names of the dossier, and `acte`."""
    roots = {name: getattr(dossier, name) for name in champ_racine().enfants if hasattr(dossier, name)}
    return roots | {"acte": ActeSeul(jour)}
