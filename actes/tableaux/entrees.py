"""What a mapping says once read: how the export is written, its columns, and the tree of what they fill."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from actes.dossier.champs import Champ
from actes.dossier.chemin import Chemin
from actes.dossier.texte import INTERDITS
from actes.place import Place
from actes.tableaux.formes import Forme

UTF_8, WINDOWS = "utf-8", "windows-1252"
LUES, IGNOREES = "lues", "ignorees"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """How the export is written; nothing of it is guessed. `vide`: the texts that say nothing, in any column."""

    encodage: str = ""
    separateur: str = ""
    feuille: str = ""
    ligne_titres: int = 1
    masquees: str = ""  # what becomes of the hidden rows of a sheet: LUES or IGNOREES; empty: they are refused
    vide: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Titre:
    """A column, by its title; `rang` (from 1) among those of that title, 0 when it must be the only one."""

    texte: str
    rang: int = 0
    place: Place = field(default=Place(""), compare=False)  # in the mapping

    def __str__(self) -> str:
        return self.texte if self.rang < 2 else f"{self.texte} ({self.rang})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entree:
    """Where the value of one path comes from: `colonnes` (ranks in those of the mapping), or else `constante`.

    `champ` is the field, or that of the elements when the path is a `liste`. `unites`: what each column counts, when a
    duration is cut over several.
    """

    chemin: Chemin
    champ: Champ
    liste: bool = False
    colonnes: tuple[int, ...] = ()
    unites: tuple[str, ...] = ()
    forme: Forme | None = None
    valeurs: Mapping[str, str] = field(default_factory=dict)
    vide: frozenset[str] = frozenset()
    separateur: str = ""
    constante: Any = None  # texts, lists and mappings


@dataclass(frozen=True)
class Branche:
    """The entries as a dossier holds them: by name in a group, by rank in a list. Whole before it is read."""

    enfants: dict[str | int, Branche | Entree] = field(default_factory=dict)

    @cached_property
    def elements(self) -> list[Branche | Entree]:
        """What a list holds, in the order of the ranks; nothing for a group."""
        ranks = sorted(part for part in self.enfants if isinstance(part, int))
        return [self.enfants[rank] for rank in ranks]

    @cached_property
    def champs(self) -> list[tuple[str, Branche | Entree]]:
        """What a group holds, by name; nothing for a list."""
        return [(part, child) for part, child in self.enfants.items() if isinstance(part, str)]

    @cached_property
    def colonnes(self) -> tuple[int, ...]:
        """The columns that feed it; none when it is made of constants only."""
        return tuple(rank for entree in self.entrees() for rank in entree.colonnes)

    def entrees(self) -> Iterator[Entree]:
        """All the entries below, in their order."""
        for child in self.enfants.values():
            if isinstance(child, Entree):
                yield child
            else:
                yield from child.entrees()


@dataclass(frozen=True, slots=True)
class Correspondance:
    """A mapping that has been checked: the columns that it reads, and the tree of its entries."""

    fichier: str
    source: Source
    colonnes: tuple[Titre, ...]
    ignorees: tuple[Titre, ...]
    racine: Branche


def clean_title(text: str) -> str:
    """A title as it is compared: one form of accents, one space between words, no hidden character."""
    return unicodedata.normalize("NFC", " ".join(INTERDITS.sub("", text).split()))
