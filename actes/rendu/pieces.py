"""The texts of a template, piece by piece: found whatever Word's runs, and put in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from actes.errors import Constat, ModeleError
from actes.place import Place
from actes.rendu.balises import RPR, SPACE, P, R, T
from actes.rendu.garde import W
from actes.rendu.langues import PLACEHOLDER, Textes
from actes.rendu.litteraux import printed_literals, with_literals

CUT = "\ue001"  # what ends a piece without being text: a tab, a line break, a field
_MARK = re.compile(r"\{%p?\s*(mention|endmention)\s*[\"'“”«\s]*([a-z0-9-]*)[^%]*%\}")
_TOKEN = re.compile(r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|" + CUT, re.DOTALL)
_NUMBER = r"(?:\((?:[ivx]+|\d+)\)|[a-z]\)|\d+(?:\.\d+[a-z]?)?[.)]|\d+\.\d+[a-z]?|[–—*•☐☒-])"
_BEFORE = re.compile(rf"(?:[\s\u00a0,;:.]*{_NUMBER}(?=[\s\u00a0,]|$))*[\s\u00a0,;:.]*")
_AFTER = re.compile(r"(?:[\s\u00a0]*\(\d+\))?[\s\u00a0]*[:;,]?[\s\u00a0]*$")
_VALUE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
_RANKS = re.compile(r"\d+\.\d+[a-z]?")  # « 3.1a » is no word
_UNFORMATTED = frozenset({f"{W}lang", f"{W}noProof"})
_LAYOUT = frozenset({f"{W}tab", f"{W}br", f"{W}cr", f"{W}fldChar", f"{W}instrText", f"{W}drawing", f"{W}pict",
                     f"{W}noBreakHyphen", f"{W}sym", f"{W}footnoteReference"})  # fmt: skip
_FRENCH_SPACES = re.compile("[\u00a0\u202f ]+(?=[:;!?])")


@dataclass(frozen=True, slots=True)
class Piece:
    """One text to translate: in which context, written how, and where it stands."""

    texte: str
    contexte: str
    partie: str
    paragraphe: int


@dataclass(frozen=True, slots=True)
class Extent:
    """A piece inside a paragraph: from where to where, and what each placeholder stands for."""

    debut: int
    fin: int
    texte: str
    valeurs: tuple[str, ...]


def read_pieces(roots: list[tuple[etree._Element, str]]) -> list[Piece]:
    """Every text of these parts, in the order of the document, repetitions included."""
    found = []
    for root, part in roots:
        for line, paragraph, context in paragraphs(root):
            for extent in extents(Words(paragraph)):
                found.append(Piece(extent.texte, context, part, line))
                found += [
                    Piece(text, context, part, line) for value in extent.valeurs for text in printed_literals(value)
                ]
            for value in _alone(Words(paragraph)):
                found += [Piece(text, context, part, line) for text in printed_literals(value)]
    return found


def translate(roots: list[tuple[etree._Element, str]], textes: Textes, fichier: str) -> None:
    """Put every text of these parts in the language of `textes`.

    Raises ModeleError naming each text that the catalogue lacks, or whose values it changes.
    """
    problems: dict[str, Constat] = {}
    for root, part in roots:
        for line, paragraph, context in paragraphs(root):
            words = Words(paragraph)
            place = Place(f"{fichier}:{part}" if fichier else part, line)
            for start, end, text in reversed([*_changes(words, context, textes, place, problems)]):
                words.replace(start, end, text)
    if problems:
        raise ModeleError(constats=list(problems.values()))


def translated(texte: str, contexte: str, textes: Textes, place: Place, problems: dict[str, Constat]) -> str:
    """The translation of one text, its placeholders checked; the text itself when something is wrong with it."""
    entree = textes.find(texte, contexte)
    if entree is None:
        problems.setdefault(texte, _lacking(texte, textes, place))
        return texte
    dit = entree.formes[0]
    if sorted(PLACEHOLDER.findall(dit)) != sorted(PLACEHOLDER.findall(texte)):
        problems.setdefault(texte, _changed(texte, textes))
    return dit


def _lacking(texte: str, textes: Textes, place: Place) -> Constat:
    return Constat(
        code="libelle-sans-traduction",
        message=f"«\u00a0{texte}\u00a0» n’a pas de traduction ({textes.langue})",
        place=place,
        conseil=f"complétez {textes.fichier}" if textes.fichier else "complétez le catalogue",
    )


def _changed(texte: str, textes: Textes) -> Constat:
    return Constat(
        code="libelle-mal-traduit",
        message=f"la traduction de «\u00a0{texte}\u00a0» ({textes.langue}) n’a pas les mêmes valeurs entre accolades",
        place=Place(textes.fichier),
        conseil="gardez chaque {…} tel quel, une fois",
    )


def _changes(
    words: Words, context: str, textes: Textes, place: Place, problems: dict[str, Constat]
) -> Iterator[tuple[int, int, str]]:
    """What to write in a paragraph, from its start to its end: translations, and the spaces of another typography."""

    def literal(text: str) -> str:
        return translated(text, context, textes, place, problems)

    done = 0
    for extent in extents(words):
        yield from _glue(words, done, extent.debut, literal)
        said = translated(extent.texte, context, textes, place, problems)
        yield extent.debut, extent.fin, _filled(said, extent.valeurs, literal)
        done = extent.fin
    yield from _glue(words, done, len(words.texte), literal)


def _glue(words: Words, start: int, end: int, literal: Any) -> Iterator[tuple[int, int, str]]:
    """Between the pieces: what values print, and no French space before a colon."""
    here = start
    for token in _TOKEN.finditer(words.texte, start, end):
        yield from _spaces(words, here, token.start())
        if value := _VALUE.fullmatch(token[0]):
            after = _value(value[1], literal)
            if after != token[0]:
                yield token.start(), token.end(), after
        here = token.end()
    yield from _spaces(words, here, end)


def _spaces(words: Words, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in _FRENCH_SPACES.finditer(words.texte, start, end):
        yield match.start(), match.end(), ""


def _filled(said: str, valeurs: tuple[str, ...], literal: Any) -> str:
    """A translation with its placeholders as the template writes them."""
    values = {named(value): value for value in valeurs}
    return PLACEHOLDER.sub(lambda m: _value(values.get(m[1], m[1]), literal), said)


def _value(expression: str, literal: Any) -> str:
    return f"{{{{{with_literals(expression, literal)}}}}}"


def named(expression: str) -> str:
    """A value as a translator sees it: one spelling of its spaces."""
    return " ".join(expression.split())


def extents(words: Words) -> Iterator[Extent]:
    """The pieces of a paragraph: between control tags, breaks and changes of formatting, less the number in front."""
    for start, end in _segments(words):
        text = words.texte[start:end]
        before = _BEFORE.match(text)
        start += before.end() if before else 0
        text = words.texte[start:end]
        after = _AFTER.search(text)
        text = text[: after.start()] if after else text
        if not _LETTER.search(_RANKS.sub("", _VALUE.sub("", text))):
            continue
        values = tuple(match[1] for match in _VALUE.finditer(text))
        plain = _VALUE.sub(lambda m: f"{{{named(m[1])}}}", text)
        yield Extent(start, start + len(text), " ".join(plain.split()), values)


def _alone(words: Words) -> Iterator[str]:
    """The values that stand in no piece."""
    inside = [(extent.debut, extent.fin) for extent in extents(words)]
    for match in _VALUE.finditer(words.texte):
        if not any(start <= match.start() < end for start, end in inside):
            yield match[1]


def _segments(words: Words) -> Iterator[tuple[int, int]]:
    start = here = 0
    for token in (*_TOKEN.finditer(words.texte), None):
        stop = token.start() if token else len(words.texte)
        for cut in words.cuts(here, stop):
            yield start, cut
            start = cut
        if token is None:
            yield start, stop
        elif not token[0].startswith("{{"):
            yield start, stop
            start = token.end()
        here = token.end() if token else stop


def paragraphs(root: etree._Element) -> Iterator[tuple[int, etree._Element, str]]:
    """Each paragraph that says something: its number, itself, the block mark around it."""
    context = ""
    for line, paragraph in enumerate(root.iter(P), start=1):
        text = "".join(element.text or "" for element in paragraph.iter(T))
        mark = _MARK.search(text)
        if mark and _MARK.sub("", text).strip() == "":
            context = mark[2] if mark[1] == "mention" else ""
        elif text.strip():
            yield line, paragraph, context


class Words:
    """The text of a paragraph with, for each character, the element that holds it and its formatting."""

    def __init__(self, paragraph: etree._Element):
        self.parts: list[tuple[int, etree._Element]] = []
        self.bounds: list[int] = []  # where the formatting changes
        pieces: list[str] = []
        length, form, fields = 0, b"", 0
        for element in _own(paragraph):
            if element.tag == f"{W}fldChar":
                fields += {"begin": 1, "end": -1}.get(element.get(f"{W}fldCharType", ""), 0)
            if element.tag != T or fields:
                pieces.append(CUT)
                length += 1
                continue
            if (now := _format(element)) != form:
                self.bounds.append(length)
                form = now
            self.parts.append((length, element))
            pieces.append(element.text or "")
            length += len(pieces[-1])
        self.texte = "".join(pieces)

    def cuts(self, start: int, end: int) -> Iterator[int]:
        """Where the formatting changes between two positions."""
        return (bound for bound in self.bounds if start <= bound <= end)

    def replace(self, start: int, end: int, text: str) -> None:
        """Write `text` in the place of a stretch; to be called from the last to the first."""
        first = True
        for offset, element in self.parts:
            own = element.text or ""
            low, high = max(start - offset, 0), min(end - offset, len(own))
            if low < high:
                element.text = own[:low] + (text if first else "") + own[high:]
                element.set(SPACE, "preserve")
                first = False


def _own(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The texts and the breaks of a paragraph, those of a text box inside it left aside."""
    for element in paragraph.iter(T, *_LAYOUT):
        owner = element.getparent()
        while owner is not None and owner.tag != P:
            owner = owner.getparent()
        if owner is paragraph and element.tag != f"{W}noBreakHyphen":
            yield element


def _format(element: etree._Element) -> bytes:
    run = element.getparent()
    properties = run.find(RPR) if run is not None and run.tag == R else None
    if properties is None:
        return b""
    return b"".join(sorted(etree.tostring(child) for child in properties if child.tag not in _UNFORMATTED))
