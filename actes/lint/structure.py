"""The tags of a template put together: blocks with their branches, and those that do not hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from actes.lint.balises import Genre, Reste, Tag, read_tags
from actes.rendu.anatomie import Paragraphe

ENDS = {
    "endif": "if", "endfor": "for", "endmention": "mention", "endset": "set", "endwith": "with", "endmacro": "macro",
    "endcall": "call",
}  # fmt: skip
MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
ALONE = frozenset({"fragment", "cellbg", "colspan", "hm", "vm"})
ORDERS = frozenset({*ENDS, *ENDS.values(), *MIDDLES, *ALONE})


@dataclass(eq=False, slots=True)
class Bloc:
    """A block: the tag that opens it, those of its branches, the one that closes it (None: it is missing)."""

    ouverture: Tag
    parent: Bloc | None
    branches: list[Tag] = field(default_factory=list)
    fermeture: Tag | None = None

    @property
    def mot(self) -> str:
        return self.ouverture.mot

    def tags(self) -> Iterator[Tag]:
        """Its own tags, in order."""
        yield self.ouverture
        yield from self.branches
        if self.fermeture:
            yield self.fermeture


@dataclass(slots=True)
class Structure:
    """One part: its signs in order, its blocks, and what does not hold together."""

    signes: list[Tag | Reste]
    blocs: list[Bloc] = field(default_factory=list)  # in the order of their beginnings
    restes: list[Reste] = field(default_factory=list)
    orphelins: list[Tag] = field(default_factory=list)  # ends and branches of nothing
    croises: list[tuple[Tag, Tag]] = field(default_factory=list)  # (the end that comes too soon, what is still open)
    inconnus: list[Tag] = field(default_factory=list)  # orders that do not exist
    ouverts: list[Bloc] = field(default_factory=list)  # blocks that are never closed
    ecartes: set[Tag] = field(default_factory=set)  # tags that the analysis does as if they were not there

    @property
    def tags(self) -> list[Tag]:
        """The whole tags that hold together."""
        return [sign for sign in self.signes if isinstance(sign, Tag) and sign not in self.ecartes]

    @property
    def saine(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.restes or self.ecartes or self.croises)


def read_structure(paragraphes: Iterable[Paragraphe]) -> Structure:
    """Put the tags of a part together; nothing is raised, everything wrong is noted."""
    structure = Structure([sign for p in paragraphes for sign in read_tags(p)])
    _Pairing(structure).run()
    return structure


class _Pairing:
    """Walks the tags with a stack of open blocks; what is mistyped opens and closes blocks that are then left aside."""

    def __init__(self, structure: Structure):
        self.structure = structure
        self.open: list[Bloc] = []

    def run(self) -> None:
        signs = self.structure.signes
        for rank, sign in enumerate(signs):
            if isinstance(sign, Reste):
                self.structure.restes.append(sign)
                self._mistyped(sign, sign.mot, signs[rank + 1 :])
            elif sign.genre is Genre.ORDRE and sign not in self.structure.ecartes:
                if sign.mot in ORDERS:
                    self._order(sign, signs[rank + 1 :])
                else:
                    self.structure.inconnus.append(sign)
                    self.structure.ecartes.add(sign)
                    self._mistyped(sign, meant(sign.mot), signs[rank + 1 :])
        for bloc in self.open:
            self._leave_open(bloc)

    def _mistyped(self, sign: Tag | Reste, word: str, after: Sequence[Tag | Reste]) -> None:
        """A tag that cannot be read: the block that it was meant to open or close is left aside, and said once."""
        opening = ENDS.get(word, word)
        opened = [rank for rank, bloc in enumerate(self.open) if bloc.mot == opening]
        spare = len(_left_over(f"end{opening}", opening, after)) - len(opened)
        if word in ENDS and opened and spare < 0:
            self._drop(self.open.pop(opened[-1]))
        elif word in ENDS.values() and spare > 0:
            stand_in = Tag(Genre.ORDRE, sign.debut, sign.fin, sign.paragraphe, "", "", word, "")
            self.structure.ecartes.add(stand_in)
            self.open.append(Bloc(stand_in, self.open[-1] if self.open else None))

    def _order(self, tag: Tag, after: Sequence[Tag | Reste]) -> None:
        if tag.mot in ENDS:
            self._close(tag, after)
        elif tag.mot in MIDDLES:
            top = self.open[-1] if self.open else None
            ended = top is not None and top.branches and top.branches[-1].mot == "else"
            if top is None or top.mot not in MIDDLES[tag.mot] or ended:
                self._orphan(tag)
            else:
                top.branches.append(tag)
        elif tag.mot not in ALONE and not (tag.mot == "set" and "=" in tag.suite):
            self.open.append(Bloc(tag, self.open[-1] if self.open else None))
            self.structure.blocs.append(self.open[-1])

    def _orphan(self, tag: Tag) -> None:
        self.structure.orphelins.append(tag)
        self.structure.ecartes.add(tag)

    def _opened(self, word: str, prefixe: str | None) -> int | None:
        """The rank of the innermost block of this word, and of this prefix if one is given."""
        blocs = enumerate(self.open)
        ranks = [r for r, b in blocs if b.mot == word and prefixe in (None, b.ouverture.prefixe)]
        return ranks[-1] if ranks else None

    def _close(self, tag: Tag, after: Sequence[Tag | Reste]) -> None:
        word = ENDS[tag.mot]
        rank, same = self._opened(word, None), self._opened(word, tag.prefixe)
        if same is not None and not _left_over(tag.mot, word, after):
            rank = same  # the inner one, of another prefix, is not closed; were it, an end would be left over
        if rank is None:
            self._orphan(tag)
            return
        for inner in self.open[rank + 1 :]:
            ends = _left_over(f"end{inner.mot}", inner.mot, after)
            if ends and inner.ouverture not in self.structure.ecartes:
                self.structure.croises.append((tag, inner.ouverture))
                inner.fermeture = ends[0]
                self._drop(inner)
            else:
                self._leave_open(inner)
        self.open[rank].fermeture = tag
        if self.open[rank].ouverture in self.structure.ecartes:
            self._drop(self.open[rank])
        del self.open[rank:]

    def _leave_open(self, bloc: Bloc) -> None:
        if bloc.ouverture not in self.structure.ecartes:
            self.structure.ouverts.append(bloc)
        self._drop(bloc)

    def _drop(self, bloc: Bloc) -> None:
        """Do without a block: its tags are as if they were not there."""
        self.structure.ecartes.update(bloc.tags())


_FRENCH = {
    "si": "if", "sinon": "else", "sinonsi": "elif", "elseif": "elif", "finsi": "endif", "fin": "endif", "pour": "for",
    "finpour": "endfor", "finmention": "endmention", "end": "endif",
}  # fmt: skip


def meant(mot: str) -> str:
    """The order that a word was meant to be, or « »."""
    if mot.lower() in _FRENCH:
        return _FRENCH[mot.lower()]
    return next(iter(get_close_matches(mot.lower(), sorted(ORDERS), 1, 0.75)), "")


def _left_over(end: str, opening: str, after: Sequence[Tag | Reste]) -> list[Tag]:
    """The ends of that word that no opening of the same word, after this point, accounts for."""
    depth, found = 0, []
    for sign in after:
        if not isinstance(sign, Tag) or sign.genre is not Genre.ORDRE:
            continue
        if sign.mot == opening:
            depth += 1
        elif sign.mot == end:
            if depth == 0:
                found.append(sign)
            depth = max(depth - 1, 0)
    return found
