"""What changes inside a paragraph: words withdrawn and added, a tag being one word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from actes.rendu.texte import plain_tags

EGAL, RETIRE, AJOUTE = "egal", "retire", "ajoute"
_WORDS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Mot:
    """A stretch of words: kept, withdrawn or added."""

    nature: str  # egal | retire | ajoute
    texte: str


def changed_words(avant: str, apres: str) -> tuple[Mot, ...]:
    """The stretches that lead from one text to the other; what separates two changes by a blank belongs to them."""
    old, new = _WORDS.findall(avant), _WORDS.findall(apres)
    matcher = SequenceMatcher(None, [plain_tags(w) for w in old], [plain_tags(w) for w in new], autojunk=False)
    stretches: list[tuple[bool, str, str]] = []  # (kept, before, after)
    for kind, i, j, k, m in matcher.get_opcodes():
        stretches.append((kind == "equal", "".join(old[i:j]), "".join(new[k:m])))
    told: list[Mot] = []
    for kept, before, after in _joined(stretches):
        if kept:
            told.append(Mot(EGAL, after))
        else:
            told += [Mot(nature, words) for nature, words in ((RETIRE, before), (AJOUTE, after)) if words]
    return tuple(told)


def _joined(stretches: list[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    joined: list[tuple[bool, str, str]] = []
    for rank, (kept, before, after) in enumerate(stretches):
        blank = kept and not after.strip() and 0 < rank < len(stretches) - 1
        if joined and not joined[-1][0] and (blank or not kept):
            _, old, new = joined[-1]
            joined[-1] = (False, old + before, new + after)
        else:
            joined.append((kept, before, after))
    return joined
