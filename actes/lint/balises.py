"""The tags of a paragraph as their author typed them: whole, cut short, or lonely ends; where each one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from actes.place import Repere
from actes.rendu.anatomie import Paragraphe
from actes.rendu.saisie import UNSEEN, clean_tag

_LEFT, _RIGHT, _PERCENT = "[{\uff5b\ufe5b]", "[}\uff5d\ufe5c]", "[%\uff05\ufe6a]"
_GAP, _WIDE_GAP = f"[{UNSEEN}]*", f"[{UNSEEN}\u00a0\u202f]*"
_SIGN = re.compile(
    f"(?P<o1>{_LEFT}{_GAP}{_LEFT})|(?P<o2>{_LEFT}{_WIDE_GAP}{_PERCENT})|(?P<o3>{_LEFT}{_GAP}#)"
    f"|(?P<c1>{_RIGHT}{_GAP}{_RIGHT})|(?P<c2>{_PERCENT}{_WIDE_GAP}{_RIGHT})|(?P<c3>#{_GAP}{_RIGHT})"
)
_PLAIN = {"o1": "{{", "o2": "{%", "o3": "{#", "c1": "}}", "c2": "%}", "c3": "#}"}
_OPENINGS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_ORDER = re.compile(r"^[-+]?(?:(?P<prefixe>tr|tc|p|r)(?=\s))?\s*(?P<mot>[^\W\d]\w*)?(?P<suite>.*?)[-+]?$", re.DOTALL)
_FIRST_WORD = re.compile(r"\s*[-+]?\s*(?:(?:tr|tc|p|r)\s+)?([^\W\d]\w*)")
_MISTYPED = re.compile(r"[{(\[]?\s*%?\s*(?:(?:tr|tc|p|r)\s+)?\b([a-z]+)\b[^{}%]*$")
_VALUE = re.compile(r"^(?:(?P<prefixe>tr|tc|p|r)(?=\s))?(?P<suite>.*)$", re.DOTALL)


class Genre(StrEnum):
    """What a tag does."""

    VALEUR = "valeur"
    ORDRE = "ordre"
    COMMENTAIRE = "commentaire"


@dataclass(frozen=True, slots=True)
class Tag:
    """One `{{ … }}`, `{% … %}` or `{# … #}`: from `debut` to `fin` in the text of its paragraph."""

    genre: Genre
    debut: int
    fin: int
    paragraphe: Paragraphe
    brut: str  # as typed
    prefixe: str  # p, tr, tc, r or none
    mot: str  # if, for, mention… of an order
    suite: str  # the rest of an order, or the expression of a value: in plain quotes and spaces

    @property
    def ou(self) -> Repere:
        """Its place."""
        return self.paragraphe.ou(self.debut, self.fin)

    @property
    def lu(self) -> str:
        """The tag as one reads it: one space, no line break."""
        return " ".join(self.brut.split())

    def argument(self) -> str:
        """The name between quotes of `mention "…"` and `fragment "…"`, or « »."""
        found = re.fullmatch(r"\s*([\"'])\s*([^\"']*?)\s*\1\s*", self.suite)
        return found[2] if found else ""


@dataclass(frozen=True, slots=True)
class Reste:
    """A sign of a tag that has no other half: the beginning of a tag cut short, or an end alone."""

    debut: int
    fin: int
    paragraphe: Paragraphe
    signe: str
    mot: str = ""  # the word that it seems to have been: if, endif, mention…

    @property
    def ouvre(self) -> bool:
        return self.signe in _OPENINGS

    @property
    def attendu(self) -> str:
        return _OPENINGS[self.signe]

    @property
    def ou(self) -> Repere:
        """Its place."""
        return self.paragraphe.ou(self.debut, self.fin)


def tags_of(paragraphe: Paragraphe) -> list[Tag]:
    """The whole tags of a paragraph, in order."""
    return [found for found in read_tags(paragraphe) if isinstance(found, Tag)]


def read_tags(paragraphe: Paragraphe) -> Iterator[Tag | Reste]:
    """The tags of a paragraph and the signs that belong to none, in order."""
    opened: tuple[int, str] | None = None
    done = 0
    for found in _SIGN.finditer(paragraphe.texte):
        sign = _PLAIN[found.lastgroup or ""]
        if opened is not None and sign == _OPENINGS[opened[1]]:
            yield _tag(paragraphe, opened[0], found.end())
            opened = None
        elif sign in _OPENINGS:
            if opened is not None:
                yield _rest(paragraphe, *opened, found.start())
            opened = found.start(), sign
        elif opened is None:
            yield _lonely(paragraphe, found.start(), found.end(), sign, done)
        done = found.end()
    if opened is not None:
        yield _rest(paragraphe, *opened, len(paragraphe.texte))


def plain_text(paragraphe: Paragraphe) -> str:
    """The text of a paragraph with its tags blanked out: same length, one « \\0 » a character of a tag."""
    text = paragraphe.texte
    for tag in tags_of(paragraphe):
        text = text[: tag.debut] + "\0" * (tag.fin - tag.debut) + text[tag.fin :]
    return text


def _rest(paragraphe: Paragraphe, start: int, sign: str, end: int) -> Reste:
    """The beginning of a tag cut short: up to the next sign, or a few words."""
    found = _FIRST_WORD.match(paragraphe.texte, start + 2, end)
    return Reste(start, min(end, start + 60), paragraphe, sign, found[1] if found and sign == "{%" else "")


def _lonely(paragraphe: Paragraphe, start: int, end: int, sign: str, before: int) -> Reste:
    """The end of a tag whose beginning was mistyped: « { % if … %} »."""
    found = _MISTYPED.search(paragraphe.texte, before, start) if sign == "%}" else None
    return Reste(found.start() if found else start, end, paragraphe, sign, found[1] if found else "")


def _tag(paragraphe: Paragraphe, start: int, end: int) -> Tag:
    raw = paragraphe.texte[start:end]
    clean = clean_tag(raw)
    inner = clean[2:-2]
    genre = {"{{": Genre.VALEUR, "{%": Genre.ORDRE, "{#": Genre.COMMENTAIRE}[clean[:2]]
    found = (_ORDER if genre is Genre.ORDRE else _VALUE).match(inner)
    assert found is not None, "both patterns accept any text"
    if genre is Genre.COMMENTAIRE:
        return Tag(genre, start, end, paragraphe, raw, "", "", "")
    word = (found["mot"] or "") if genre is Genre.ORDRE else ""
    return Tag(genre, start, end, paragraphe, raw, found["prefixe"] or "", word, found["suite"].strip())
