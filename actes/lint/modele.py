"""What every rule is given: the template as Word shows it, its act, and the way to say what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from actes.catalogue import Acte
from actes.catalogue.acte import ModeleDate
from actes.dossier import Champ
from actes.errors import Constat, Gravite
from actes.lint.ossature import Fragmentation, Ossature, build, structure_of
from actes.lint.registre import gravites
from actes.lint.structure import Structure
from actes.place import Place, Repere
from actes.rendu.anatomie import Anatomie, Element, Paragraphe, Piece, Segment
from actes.rendu.garde import Danger
from actes.typographie import typographie

_QUOTED = re.compile(r"(\{[{%#].*?[}%#]\})")
UNFILLED = frozenset({"commentaires", "notes de fin"})  # parts that docxtpl leaves as they are


@dataclass(frozen=True, eq=False)
class Sujet:
    """One docx to look at: the template of an act, a fragment, or a lone file."""

    docx: Anatomie
    fichier: str
    acte: Acte | None = None  # None: a fragment or a lone file
    modele: ModeleDate | None = None
    est_fragment: bool = False
    noms: Mapping[str, Champ] = field(default_factory=dict, repr=False)  # what tags may read: {} when nobody knows
    fragments: Fragmentation = field(default_factory=lambda: Fragmentation(None), repr=False)

    dangers: tuple[Danger, ...] = ()  # why the docx would be refused
    notes: dict[str, Any] = field(default_factory=dict, repr=False)  # what several rules need, worked out once

    @cached_property
    def lus(self) -> tuple[tuple[Piece, Structure, Ossature], ...]:
        """The parts that the engine fills, each with its blocks and its skeleton."""
        found = [(piece, structure_of(piece)) for piece in self.docx.pieces if piece.nom not in UNFILLED]
        return tuple((piece, structure, build(piece, structure, self.fragments)) for piece, structure in found)

    @property
    def sain(self) -> bool:
        """Whether every tag could be read: a proof on the whole template makes sense."""
        return all(structure.saine and not ossature.illisibles for _, structure, ossature in self.lus)

    def say(
        self, code: str, message: str, ou: Repere, conseil: str = "", gravite: Gravite | None = None, mention: str = ""
    ) -> Constat:
        """One finding. The gravity is that of the code (codes.yaml) unless given; the texts are set as French is."""
        return Constat(
            code=code,
            message=_set(message),
            gravite=gravite or gravites()[code],
            place=Place(self.fichier),
            acte=self.acte.id if self.acte else None,
            mention=mention or None,
            conseil=_set(conseil),
            ou=ou,
        )


def _set(text: str) -> str:
    """French typography, the tags quoted in the text left as they are."""
    return "".join(piece if rank % 2 else typographie(piece) for rank, piece in enumerate(_QUOTED.split(text)))


Regle = Callable[[Sujet], Iterator[Constat]]

__all__ = ["Anatomie", "Element", "Paragraphe", "Piece", "Regle", "Segment", "Sujet"]
