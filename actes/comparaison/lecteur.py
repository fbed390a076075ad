"""What changes for the reader: paragraphs and cells added, removed, moved, and those whose words change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from actes.comparaison.mots import Mot, changed_words
from actes.rendu.texte import Passage, plain_tags

AJOUTE, SUPPRIME, MODIFIE, DEPLACE = "ajoute", "supprime", "modifie", "deplace"
_LIKENESS = 0.4  # of their words in common, for two paragraphs to be one that changed
_MOST_PAIRS = 40_000  # beyond, two texts have nothing to do with each other: pairing would only be slow
_BLOCK_TAG = re.compile(r"\s*\{%(p|tr|tc)\s")
_WORD = re.compile(r"\w+")

Trou = tuple[Sequence[Passage], Sequence[Passage]]  # what one stretch was, and what stands in its place


@dataclass(frozen=True, slots=True)
class Changement:
    """One paragraph or cell that is not the same: before (None: added), after (None: removed)."""

    nature: str  # ajoute | supprime | modifie | deplace
    avant: Passage | None
    apres: Passage | None

    @property
    def mots(self) -> tuple[Mot, ...]:
        """The words kept, withdrawn and added, when the paragraph is on both sides."""
        return changed_words(self.avant.texte, self.apres.texte) if self.avant and self.apres else ()


def compare_passages(avant: Sequence[Passage], apres: Sequence[Passage]) -> tuple[Changement, ...]:
    """The changes, in the order of the document. Empty paragraphs do not count; the layout is not looked at."""
    old, new = [_spoken(avant), _spoken(apres)]
    gaps: list[Trou] = []
    for part in dict.fromkeys(passage.partie for passage in (*new, *old)):
        gaps += _gaps([p for p in old if p.partie == part], [p for p in new if p.partie == part])
    moves = _moved(gaps)
    left, arrived = {old for old, _ in moves}, {new: old for old, new in moves}
    found: list[Changement] = []
    for gone, come in gaps:
        found += _told([p for p in gone if p not in left], come, arrived)
    return tuple(found)


def _spoken(passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in passages if p.case or plain_tags(p.texte).strip()]


def _key(passage: Passage) -> tuple[str, str]:
    """What makes two passages the same: the words, and whether they open a row or a cell."""
    return plain_tags(passage.texte).strip(), _form(passage)


def _form(passage: Passage) -> str:
    if passage.case is None:
        return "paragraphe"
    return "suite" if passage.suite else "ligne" if passage.case[2] == 1 else "cellule"


def _gaps(avant: list[Passage], apres: list[Passage]) -> Iterator[Trou]:
    matcher = SequenceMatcher(None, [_key(p) for p in avant], [_key(p) for p in apres], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield avant[i:j], apres[k:m]


def _moved(gaps: Sequence[Trou]) -> list[tuple[Passage, Passage]]:
    """Each text that is gone from one place only and has come to one place only."""
    gone = [p for before, _ in gaps for p in before]
    come = [p for _, after in gaps for p in after]
    left, arrived = [Counter(_key(p)[0] for p in side) for side in (gone, come)]
    places = {_key(p)[0]: p for p in come}
    texts = [(_key(p)[0], p) for p in gone]
    return [(p, places[text]) for text, p in texts if text and left[text] == arrived[text] == 1]


def _told(gone: Sequence[Passage], come: Sequence[Passage], arrived: dict[Passage, Passage]) -> Iterator[Changement]:
    """The changes of one gap: what is like something that came is the same paragraph, modified."""
    news = [p for p in come if p not in arrived]
    pairs = {news[j]: gone[i] for i, j in _alike(gone, news)}
    left = list(gone)
    for passage in come:
        while left and left[0] not in pairs.values():  # what is gone, before what takes its place
            yield Changement(SUPPRIME, left.pop(0), None)
        if passage in arrived:
            yield Changement(DEPLACE, arrived[passage], passage)
        elif passage in pairs:
            yield Changement(MODIFIE, left.pop(0), passage)
        else:
            yield Changement(AJOUTE, None, passage)
    yield from (Changement(SUPPRIME, passage, None) for passage in left)


def _alike(gone: Sequence[Passage], come: Sequence[Passage]) -> list[tuple[int, int]]:
    """Pairs (rank before, rank after), in order on both sides, that have the most words in common."""
    if len(gone) == len(come) == 1 and _is_rewritten(gone[0], come[0]):
        return [(0, 0)]
    if not gone or not come or len(gone) * len(come) > _MOST_PAIRS:
        return []
    before, after = [[_Empreinte(p) for p in side] for side in (gone, come)]
    best: list[list[tuple[float, tuple[int, int] | None]]] = [[(0.0, None)] * (len(come) + 1)]
    for i, old in enumerate(before):
        row: list[tuple[float, tuple[int, int] | None]] = [(0.0, None)]
        for j, new in enumerate(after):
            likeness = old.likeness(new)
            paired = best[i][j][0] + likeness if likeness >= _LIKENESS else -1.0
            skip = max((best[i][j + 1][0], (i, j + 1)), (row[j][0], (i + 1, j)))
            row.append((paired, (i, j)) if paired > skip[0] else skip)
        best.append(row)
    return _walked(best)


def _is_rewritten(old: Passage, new: Passage) -> bool:
    """Whether two texts that stand alone at one place are one text, rewritten: neither is a mere tag of docxtpl."""
    return _form(old) == _form(new) and not any(_BLOCK_TAG.match(p.texte) for p in (old, new))


def _walked(best: list[list[tuple[float, tuple[int, int] | None]]]) -> list[tuple[int, int]]:
    """The pairs on the way back from the last cell of the table."""
    i, j = len(best) - 1, len(best[0]) - 1
    pairs = []
    while i and j:
        step = best[i][j][1]
        if step == (i - 1, j - 1):
            pairs.append(step)
        i, j = step or (0, 0)
    return pairs[::-1]


class _Empreinte:
    """The words of a passage, counted once."""

    def __init__(self, passage: Passage):
        self.case = passage.case
        self.words = Counter(_WORD.findall(passage.texte))
        self.size = sum(self.words.values())

    def likeness(self, other: _Empreinte) -> float:
        """The share of words in common; two texts of one cell are the same cell, whatever they say."""
        common = sum((self.words & other.words).values())
        share = 2 * common / (self.size + other.size) if self.size + other.size else 0.0
        return max(share, _LIKENESS) if self.case and self.case == other.case else share
