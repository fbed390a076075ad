"""Whether two documents of one template, in two languages, are filled alike: the same boxes, figures and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from actes.rendu.marques import printed_text

_GROUPED = re.compile(r"(?<=\d)[\s\u00a0\u202f.,'’](?=\d{3}(?!\d))")
_FIGURES = re.compile(r"\d+")
_BOXES = re.compile("[☐☒]")
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>|<w:p(?: [^>]*)?/>", re.DOTALL)
BLANKS = ("", "–", "—")


@dataclass(frozen=True, slots=True)
class Empreinte:
    """What a paragraph says whatever its language: its boxes, its figures, whether it is blank."""

    cases: tuple[str, ...]
    chiffres: tuple[int, ...]
    vide: str


@dataclass(frozen=True, slots=True)
class Ecart:
    """A paragraph that the two documents do not fill alike."""

    partie: str
    paragraphe: int
    premier: str
    second: str


def empreinte(texte: str) -> Empreinte:
    """The figures are in no order, as that of a date changes; thousands are one figure, zeros say nothing."""
    texte = " ".join(texte.split())
    plain = texte
    while (joined := _GROUPED.sub("", plain)) != plain:
        plain = joined
    figures = sorted(int(group) for group in _FIGURES.findall(plain) if int(group))
    return Empreinte(tuple(_BOXES.findall(texte)), tuple(figures), texte if texte in BLANKS else "…")


def differences(premier: Sequence[str], second: Sequence[str], partie: str = "") -> Iterator[Ecart]:
    """The paragraphs, in their order, that are not filled alike; the first that only one of them has."""
    for number, (one, other) in enumerate(zip(premier, second, strict=False), start=1):
        if empreinte(one) != empreinte(other):
            yield Ecart(partie, number, one, other)
    if len(premier) != len(second):
        shorter = min(len(premier), len(second))
        longer = premier if len(premier) > shorter else second
        extra = longer[shorter]
        yield Ecart(partie, shorter + 1, extra if longer is premier else "", extra if longer is second else "")


def part_differences(premier: Mapping[str, str], second: Mapping[str, str]) -> list[Ecart]:
    """The same, for the XML of the parts of two documents that we have just rendered."""
    found = []
    for name in sorted(premier.keys() | second.keys()):
        if name.startswith("word/"):
            one, other = (_paragraphs(parts.get(name, "")) for parts in (premier, second))
            found += list(differences(one, other, name))
    return found


def _paragraphs(xml: str) -> list[str]:
    return [" ".join(printed_text(match[0]).split()) for match in _PARAGRAPH.finditer(xml)]
