"""Paths: what an expression or a mention reads in the dossier, found, located, explained."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from actes.catalogue.textes import suggestion
from actes.catalogue.verdict import Inconnu
from actes.dossier import Champ

FORME = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*")
AUCUN_PREFIXE: Mapping[str, str] = {}
_CAN_BE_EMPTY = frozenset({str, tuple, list, dict})

Valeurs = Mapping[str, object]
Prefixes = Mapping[str, str]


def _itself(value: object) -> object:
    return value


@dataclass(frozen=True, slots=True)
class Chemin:
    """A declared path, `incarceration.date` or `p.naissance.lieu` where `p` is a loop variable.

    Values are read in `valeurs`, by the path's first name; `prefixes` says what a loop variable or an alias stands
    for (`p` → `sanction.personnes[1]`), so that what is missing is named as the user would write it.
    """

    texte: str
    racine: str
    suite: str
    champ: Champ = field(compare=False)
    getter: Callable[[object], object] = field(compare=False, repr=False)

    @classmethod
    def of(cls, texte: str, champ: Champ) -> Chemin:
        racine, _, suite = texte.partition(".")
        return cls(texte, racine, suite, champ, attrgetter(suite) if suite else _itself)

    def read(self, valeurs: Valeurs, prefixes: Prefixes) -> object:
        """The value, or the Inconnu that names this path where the dossier says nothing."""
        try:
            value = self.getter(valeurs[self.racine])
        except (AttributeError, KeyError):
            value = None
        if value.__class__ is Inconnu:
            return value
        if value is None or (not value and value.__class__ in _CAN_BE_EMPTY):
            base = valeurs.get(self.racine)
            return base if base.__class__ is Inconnu else Inconnu((self.concrete(prefixes),))
        return value

    def concrete(self, prefixes: Prefixes = AUCUN_PREFIXE) -> str:
        """The path as it is in this dossier: `sanction.personnes[1].naissance.lieu`."""
        base = prefixes.get(self.racine, self.racine)
        return f"{base}.{self.suite}" if self.suite else base


class CheminFautif(Exception):
    """A path that cannot be what the author meant; says why, and what to write."""

    def __init__(self, message: str, conseil: str = ""):
        super().__init__(message, conseil)
        self.message, self.conseil = message, conseil


def find_chemin(texte: str, portee: Mapping[str, Champ]) -> Chemin:
    """The path `texte` among the names that `portee` declares. Raises CheminFautif."""
    if not FORME.fullmatch(texte):
        raise CheminFautif(f"« {texte} » n'est pas un chemin", "exemple : « condamne.naissance.date »")
    racine, *suite = texte.split(".")
    if racine not in portee:
        raise CheminFautif(f"chemin inconnu « {texte} »", suggestion(racine, portee))
    return Chemin.of(texte, descend(portee[racine], racine, suite, texte))


def descend(champ: Champ, base: str, suite: list[str], texte: str) -> Champ:
    """The field reached from `champ` by the names of `suite`. Raises CheminFautif, with the nearest name."""
    walked = base
    for name in suite:
        if champ.genre == "liste":
            raise CheminFautif(
                f"« {walked} » est une liste, on ne peut pas y lire « {name} »",
                f"écrivez une boucle : « pour: x in {walked} », puis « x.{name} »",
            )
        if not champ.enfants:
            raise CheminFautif(f"chemin inconnu « {texte} » : « {walked} » n'a pas de parties")
        if name not in champ.enfants:
            raise CheminFautif(f"chemin inconnu « {texte} »", _nearest_path(champ, walked, name))
        champ, walked = champ.enfants[name], f"{walked}.{name}"
    return champ


def _nearest_path(champ: Champ, walked: str, name: str) -> str:
    advice = suggestion(name, champ.enfants)
    return advice.replace("« ", f"« {walked}.", 1) if advice.startswith("vouliez") else advice


_STEP = re.compile(r"([a-z_][a-z0-9_]*)|\[\d+\]")


def champ_at(racine: Champ, chemin: str) -> Champ | None:
    """The field of a concrete path, `sanction.personnes[1].nom`; None if the vocabulary does not hold it."""
    here: Champ | None = racine
    for match in _STEP.finditer(chemin):
        if here is None:
            return None
        here = here.enfants.get(match[1]) if match[1] else here.element
    return here
