"""Patterns looked for in what a template prints, tags left aside: what is said of each, once a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from actes.errors import Constat
from actes.lint.balises import Tag, tags_of
from actes.lint.modele import Paragraphe, Sujet

COMMENTAIRES = "commentaires"
BALISE = "\0"  # what stands for a character of a tag in the text that is looked at


@dataclass(frozen=True, slots=True)
class Motif:
    """A pattern that should not be in a text, and what the author is told."""

    code: str
    motif: re.Pattern[str]
    message: str
    conseil: str


@lru_cache(maxsize=1024)  # several rules read each paragraph of a template
def read(paragraphe: Paragraphe) -> tuple[str, tuple[Tag, ...]]:
    """The text of a paragraph with its tags blanked out, same length; and these tags."""
    text, tags = paragraphe.texte, tuple(tags_of(paragraphe))
    for tag in tags:
        text = text[: tag.debut] + BALISE * (tag.fin - tag.debut) + text[tag.fin :]
    return text, tags


def printed(sujet: Sujet) -> Iterator[Paragraphe]:
    """The paragraphs that pages show: those of comments are not."""
    return (p for p in sujet.docx.paragraphes() if p.partie != COMMENTAIRES)


def say_once(
    sujet: Sujet,
    paragraphe: Paragraphe,
    motif: Motif,
    texte: str,
    garde: Callable[[re.Match[str]], bool] = lambda _: True,
) -> Iterator[Constat]:
    """One finding for all the places of a paragraph where the pattern is: at the first, with their number."""
    found = [match for match in motif.motif.finditer(texte) if garde(match)]
    if found:
        often = f" ({len(found)} fois dans ce paragraphe)" if len(found) > 1 else ""
        place = paragraphe.ou(found[0].start(), found[0].end())
        yield sujet.say(motif.code, motif.message + often, place, motif.conseil)
