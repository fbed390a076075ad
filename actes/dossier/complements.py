"""The acts' own fields: those that the catalogue declares, found under the dossier's root key `complements:`."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pydantic import Field, create_model

from actes.dossier import field_types as t
from actes.dossier.dossier import Complements, Dossier
from actes.dossier.lieux import Adresse, RendezVous
from actes.dossier.personnes import Personne

TYPES: dict[str, Any] = {
    "texte": t.Texte,
    "texte_long": t.TexteLong,
    "entier": t.Entier,
    "oui_non": t.OuiNon,
    "date": t.Date,
    "heure": t.Heure,
    "montant": t.Montant,
    "duree": t.Duree,
    "pays": t.Pays,
    "langue": t.Langue,
    "personne": Personne,
    "adresse": Adresse,
    "rendez_vous": RendezVous,
}
TYPES_CHAMP = (*TYPES, "choix", "liste")


@dataclass(frozen=True, slots=True)
class ChampActe:
    """An act's own field: `element` is the type of a list's elements, `choix` the texts of a choice or of its list."""

    nom: str
    type: str
    libelle: str
    requis: bool = False
    choix: tuple[str, ...] = ()
    element: str | None = None

    def __hash__(self) -> int:
        return hash(self.nom)  # asked of every field for every dossier; names are unique over the catalogue


class Champs(tuple[ChampActe, ...]):
    """The own fields of a whole catalogue, hashed once: they are the key of a cache asked for every dossier."""

    _hash: int | None = None

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = super().__hash__()
        return self._hash


def _annotation(champ: ChampActe) -> Any:
    if champ.type == "liste":
        element = ChampActe(champ.nom, champ.element or "texte", champ.libelle, choix=champ.choix)
        return types.GenericAlias(tuple, (_annotation(element), ...))
    if champ.type == "choix":
        return Literal[champ.choix]
    return TYPES[champ.type]


@lru_cache(maxsize=64)
def dossier_model(champs: tuple[ChampActe, ...]) -> type[Dossier]:
    """The model of a dossier whose `complements` hold these fields; names are unique over the catalogue."""
    if not champs:
        return Dossier
    make: Callable[..., Any] = create_model
    fields = {c.nom: (_annotation(c) | None, Field(default=None, title=c.libelle)) for c in champs}
    complements = make("Complements", __base__=Complements, **fields)
    title = Dossier.model_fields["complements"].title
    model: type[Dossier] = make(
        "Dossier", __base__=Dossier, complements=(complements | None, Field(default=None, title=title))
    )
    return model
