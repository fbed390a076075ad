"""The description of the vocabulary: what a path means, with its genre, its choices and its French title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from actes.dossier.suggestion import nearest

_AUCUN: Mapping[str, Champ] = MappingProxyType({})

GENRES_SIMPLES = (
    "texte",
    "texte_long",
    "entier",
    "decimal",
    "oui_non",
    "date",
    "heure",
    "montant",
    "duree",
    "choix",
    "pays",
    "langue",
)


class CheminInconnu(Exception):
    """A path that no model declares; `suggestion` is the nearest one that exists, or None."""

    def __init__(self, chemin: str, suggestion: str | None = None):
        super().__init__(chemin, suggestion)
        self.chemin, self.suggestion = chemin, suggestion

    def __str__(self) -> str:
        advice = f" — vouliez-vous dire « {self.suggestion} » ?" if self.suggestion else ""
        return f"chemin inconnu « {self.chemin} »{advice}"


@dataclass(frozen=True, slots=True)
class Champ:
    """One place of the vocabulary.

    `genre` is one of GENRES_SIMPLES, or "objet" (has `enfants`), "liste" (has `element`), "union" (an object whose
    `type` says which variant it is: `enfants` holds the fields of every variant, `variantes` those of each).
    `modele` names the model of an object or of a union: the same one wherever it stands.
    """

    genre: str
    titre: str
    description: str = ""
    choix: tuple[str, ...] = ()
    enfants: Mapping[str, Champ] = field(default_factory=lambda: _AUCUN)
    element: Champ | None = None
    calcule: bool = False
    requis: bool = False
    variantes: Mapping[str, Champ] = field(default_factory=lambda: _AUCUN)
    modele: str = ""

    def descend(self, chemin: str) -> Champ:
        """The field at `a.b.c` below this one; an element of a list is reached by its loop variable, not by a path.

        Raises CheminInconnu, with the nearest path that exists.
        """
        here = self
        walked: list[str] = []
        for name in chemin.split("."):
            below = here.enfants.get(name)
            if below is None:
                raise CheminInconnu(chemin, self._suggest(chemin, walked, name, here))
            walked.append(name)
            here = below
        return here

    def _suggest(self, chemin: str, walked: list[str], name: str, here: Champ) -> str | None:
        near = nearest(name, here.enfants)
        if near is None:
            return None
        rest = chemin.split(".")[len(walked) + 1 :]
        return ".".join([*walked, near, *rest])

    def paths(self, prefix: str = "") -> list[tuple[str, Champ]]:
        """Every path below this one with its field, lists written `a.b[]`, in the order of the models."""
        found: list[tuple[str, Champ]] = []
        for name, champ in self.enfants.items():
            path = f"{prefix}.{name}" if prefix else name
            found.append((path, champ))
            below = champ.element if champ.genre == "liste" and champ.element else champ
            found.extend(below.paths(f"{path}[]" if below is not champ else path))
        return found
