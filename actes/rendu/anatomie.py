"""A docx as its author sees it in Word: parts, paragraphs with their place, runs, for whoever looks for mistakes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from lxml import etree

from actes.place import Repere
from actes.rendu.balises import P, R
from actes.rendu.garde import W, parse
from actes.rendu.texte import TBL, TC, TR, main_part, printed_parts

Element: TypeAlias = etree._Element  # for those who may not import lxml

_TEXT_BOX = f"{W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
_APART = frozenset({f"{W}pPr", f"{W}rPr", f"{W}sdtPr", _TEXT_BOX, P})
_EXTRACT = 60
NOTRE_AUTEUR = "actes"  # of the comments that `--annoter` writes: nobody's words


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a paragraph's text: where it starts in that text, the element that holds it, the run around it."""

    debut: int
    texte: str
    element: Element = field(repr=False)
    run: Element | None = field(repr=False)
    supprime: bool = False  # in a tracked deletion or the origin of a move: shown struck out, never printed

    @property
    def fin(self) -> int:
        return self.debut + len(self.texte)


@dataclass(frozen=True, eq=False)
class Paragraphe:
    """One paragraph: its text as read in Word (a tab and a line break are one character), and where it stands."""

    element: Element = field(repr=False)
    partie: str  # in French: corps, en-tête, pied de page de première page, notes…
    membre: str  # word/document.xml
    numero: int
    cellule: tuple[tuple[int, int, int], ...]
    page: int | None
    zone: bool  # in a text box
    double: bool  # the same text box said a second time, for old readers: looked at once only
    fragment: str = ""

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The pieces of the text, in order; those of a text box anchored here are left aside."""
        return tuple(_segments(self.element))

    @cached_property
    def texte(self) -> str:
        """What is printed, tags included; tracked deletions left out."""
        return "".join(s.texte for s in self.segments if not s.supprime)

    @cached_property
    def style(self) -> str:
        """The identifier of its style, or « »."""
        found = self.element.find(f"{W}pPr/{W}pStyle")
        return "" if found is None else str(found.get(f"{W}val"))

    def runs(self) -> Iterator[Element]:
        """Its runs, in order."""
        yield from dict.fromkeys(s.run for s in self.segments if s.run is not None)

    def ou(self, debut: int | None = None, fin: int | None = None) -> Repere:
        """The place of the whole paragraph, or of the characters from `debut` to `fin` of its text."""
        return Repere(
            partie=self.partie,
            paragraphe=self.numero,
            cellule=self.cellule,
            colonne=None if debut is None else debut + 1,
            page=self.page,
            extrait=_extract(self.texte, debut, fin),
            zone=self.zone,
            fragment=self.fragment,
        )


@dataclass(frozen=True, eq=False)
class Piece:
    """One part of the document that pages (or readers of comments) show."""

    nom: str  # in French
    membre: str
    racine: Element = field(repr=False)
    paragraphes: tuple[Paragraphe, ...] = field(repr=False)

    def tableaux(self) -> Iterator[Element]:
        """Its tables, nested ones after the one that holds them."""
        yield from self.racine.iter(TBL)


class Anatomie:
    """A docx, read without changing it.

    `membres` gives the bytes of the archive by name; `pieces` the parts that have paragraphs, in reading order:
    headers, body, notes, end notes, footers, then comments. `xml(name)` is any other part, parsed once; None if it is
    absent or broken.
    """

    def __init__(
        self,
        membres: Mapping[str, bytes],
        fichier: str = "",
        fragment: str = "",
        pages: Mapping[int, int] | None = None,
    ):
        self.membres, self.fichier, self.fragment = membres, fichier, fragment
        self.pages = pages  # of the paragraphs of the body, when someone laid the document out
        self._parsed: dict[str, Element | None] = {}
        self.principal = main_part(membres)

    def xml(self, membre: str) -> Element | None:
        """The root of a part of the archive."""
        if membre not in self._parsed:
            try:
                self._parsed[membre] = parse(self.membres[membre]) if membre in self.membres else None
            except etree.XMLSyntaxError:
                self._parsed[membre] = None
        return self._parsed[membre]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The parts that have paragraphs."""
        body = self.xml(self.principal)
        found = list(printed_parts(body, self.principal, self.membres)) if body is not None else []
        named = {member for _, member in found}
        for member in self.membres:
            if re.fullmatch(r"word/comments\d*\.xml", member) and member not in named:
                found.append(("commentaires", member))
        return tuple(
            self._piece(name, member, root) for name, member in found if (root := self.xml(member)) is not None
        )

    @cached_property
    def corps(self) -> Piece | None:
        """The body."""
        return next((piece for piece in self.pieces if piece.membre == self.principal), None)

    def paragraphes(self) -> Iterator[Paragraphe]:
        """Every paragraph of every part, in reading order; a text box said twice is given once."""
        for piece in self.pieces:
            yield from (p for p in piece.paragraphes if not p.double)

    def styles(self) -> dict[str, Element]:
        """The styles by identifier."""
        root = self.xml("word/styles.xml")
        return {} if root is None else {str(s.get(f"{W}styleId")): s for s in root.iter(f"{W}style")}

    def ou(self, partie: str, extrait: str = "") -> Repere:
        """A place that is no paragraph: propriétés, styles, réglages, paquet."""
        return Repere(partie=partie, extrait=_extract(extrait, None, None), fragment=self.fragment)

    def _piece(self, nom: str, membre: str, root: Element) -> Piece:
        pages = _Pages(self.membres, root) if membre == self.principal else None
        cells: dict[Element, tuple[tuple[int, int, int], ...]] = {}
        _number_tables(root, (), cells, Counter())
        paragraphs = []
        for number, element in enumerate(root.iter(P), start=1):
            if any(c.get(f"{W}author") == NOTRE_AUTEUR for c in element.iterancestors(f"{W}comment")):
                continue
            holders = {holder.tag for holder in element.iterancestors(_TEXT_BOX, _FALLBACK)}
            paragraphs.append(
                Paragraphe(
                    element,
                    nom,
                    membre,
                    number,
                    next((cells[cell] for cell in element.iterancestors(TC) if cell in cells), ()),
                    self._page(pages, element, number),
                    _TEXT_BOX in holders,
                    _FALLBACK in holders,
                    self.fragment,
                )
            )
        return Piece(nom, membre, root, tuple(paragraphs))

    def _page(self, pages: _Pages | None, element: Element, number: int) -> int | None:
        if pages is None:
            return None
        return self.pages.get(number) if self.pages is not None else pages.of(element)


def _number_tables(
    node: Element, above: tuple[tuple[int, int, int], ...], cells: dict[Element, tuple[tuple[int, int, int], ...]],
    tables: Counter[str],
) -> None:  # fmt: skip
    """Give each cell the numbers of its table, row and column, under those of the cell that holds the table."""
    for child in node:
        if child.tag != TBL:
            _number_tables(child, above, cells, tables)
            continue
        tables[""] += 1
        for rank, row in enumerate(_nearest(child, TR), start=1):
            for column, cell in enumerate(_nearest(row, TC), start=1):
                cells[cell] = (*above, (tables[""], rank, column))
                _number_tables(cell, cells[cell], cells, Counter())


def _nearest(element: Element, tag: str) -> Iterator[Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in (TBL, P):
            yield from _nearest(child, tag)


class _Pages:
    """The page of each paragraph, from the breaks that Word noted when it last laid the document out."""

    def __init__(self, membres: Mapping[str, bytes], root: Element):
        self.starts: dict[Element, int] = {}
        breaks = f"{W}lastRenderedPageBreak"
        known = next(root.iter(breaks), None) is not None
        if not known and b"<Pages>1</Pages>" not in membres.get("docProps/app.xml", b""):
            return
        page, paragraph, written = 1, None, False
        for element in root.iter(P, breaks, f"{W}t"):
            if element.tag == P:
                paragraph, written = element, False
                self.starts[element] = page
            elif element.tag == breaks:
                page += 1
                if not written and paragraph is not None:
                    self.starts[paragraph] = page
            else:
                written = written or bool(element.text)

    def of(self, paragraph: Element) -> int | None:
        """The page where the paragraph begins."""
        return self.starts.get(paragraph)


def _segments(paragraph: Element) -> Iterator[Segment]:
    position = 0

    def walk(element: Element, run: Element | None, deleted: bool) -> Iterator[Segment]:
        nonlocal position
        for child in element:
            tag = child.tag
            if tag in _APART or not isinstance(tag, str):
                continue
            text = _SIGNS.get(tag, (child.text or "") if tag in (f"{W}t", f"{W}delText") else "")
            if text:
                yield Segment(position, text, child, run, deleted)
                position += 0 if deleted else len(text)
            gone = deleted or tag in (f"{W}del", f"{W}moveFrom")
            yield from walk(child, child if tag == R else run, gone)

    yield from walk(paragraph, None, False)


def _extract(texte: str, debut: int | None, fin: int | None) -> str:
    """The words to show: those pointed at with some around, or the beginning."""
    if debut is None:
        words = " ".join(texte.split())
        return words[:_EXTRACT] + ("…" if len(words) > _EXTRACT else "")
    stop = min(len(texte), max(fin or debut + 1, debut + 1))
    room = max(0, _EXTRACT - (stop - debut)) // 2
    start, end = max(0, debut - room), min(len(texte), stop + room, debut + 2 * _EXTRACT)
    words = " ".join(texte[start:end].split())
    return ("…" if start else "") + words + ("…" if end < len(texte) else "")
