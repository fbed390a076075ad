"""Documents written by the program in the styles of the house: paragraphs, tables, headings that one can click."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.opc.coreprops import CoreProperties
from lxml import etree

from actes.rendu import archive
from actes.rendu.balises import RPR, SPACE, P, R, T
from actes.rendu.fragments import HOST_ONLY
from actes.rendu.garde import W, open_docx
from actes.rendu.proprietes import ensure_fixed_core

WIDTH = 9638  # twentieths of a point between the margins of the house
CORPS, CELLULE, ENTETE = "Corps", "Cellule de tableau", "En-tête de tableau"
_TABLE, _BARE_TABLE = "Tableau", "Mise en page"
_LOOK = {"val": "0620", "firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1"}


class Maquette:
    """A document that has the styles, the page and the foot of another one, and a body of its own."""

    def __init__(self, base: bytes, titre: str, pied: str):
        self._document: Any = Document(io.BytesIO(base))
        self._body = self._document.element.body
        for element in list(self._body):
            if element.tag != f"{W}sectPr":
                self._body.remove(element)
        self._styles = {style.name: style.style_id for style in self._document.styles}
        self._marks = 0
        self._set_title(titre)
        self._set_foot(pied)

    @property
    def styles(self) -> frozenset[str]:
        """The names of the styles at hand."""
        return frozenset(self._styles)

    def paragraph(self, texte: str, style: str = CORPS, gras: bool = False) -> None:
        """One paragraph; a line feed in the text is a line break, a tab a tab."""
        self._append(self._paragraph(texte, style, gras))

    def heading(self, texte: str, style: str = "Rubrique") -> str:
        """A heading; gives the name of its bookmark, for `link`."""
        paragraph = self._paragraph(texte, style)
        self._marks += 1
        name = f"titre_{self._marks}"
        for rank, kind in ((1, "Start"), (len(paragraph) + 1, "End")):
            mark = etree.Element(f"{W}bookmark{kind}")
            mark.set(f"{W}id", str(self._marks))
            if kind == "Start":
                mark.set(f"{W}name", name)
            paragraph.insert(rank, mark)
        self._append(paragraph)
        return name

    def contents(self, titles: Sequence[tuple[str, str]], before: str) -> None:
        """A table of contents written before the heading whose bookmark is `before`: (bookmark, title) each."""
        home = next(p for p in self._body.iter(P) if any(m.get(f"{W}name") == before for m in p))
        for mark, title in titles:
            paragraph = self._paragraph("", CORPS)
            link = etree.SubElement(paragraph, f"{W}hyperlink")
            link.set(f"{W}anchor", mark)
            link.append(_run(title))
            home.addprevious(paragraph)

    def table(self, entete: Sequence[str], lignes: Sequence[Sequence[str]], parts: Sequence[int]) -> None:
        """A table whose first row is its header, repeated on each page; `parts`: the share of each column.

        A cell between two « ` » is code: not to be spelled.
        """
        table, columns = self._table(_TABLE, parts)
        self._row(table, columns, entete, ENTETE, header=True)
        for ligne in lignes:
            self._row(table, columns, ligne, CELLULE)
        self._append(table)

    def form(self, lignes: Sequence[tuple[str, str]], parts: Sequence[int] = (1, 3)) -> None:
        """A table of two columns, what each row is called and what it says."""
        table, columns = self._table(_TABLE, parts, first_column=True)
        for titre, texte in lignes:
            self._row(table, columns, (titre, texte), CELLULE, titled=True)
        self._append(table)

    def insert(self, autre: bytes) -> None:
        """The paragraphs and tables of another document of the house, as they look."""
        other: Any = Document(io.BytesIO(autre))
        names = {style.style_id: style.name for style in other.styles}
        for element in other.element.body:
            if element.tag in (P, f"{W}tbl"):
                clone = copy.deepcopy(element)
                self._adopt(clone, names)
                self._append(clone)

    def save(self) -> bytes:
        """The document: same contents, same bytes."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        parts = open_docx(buffer.getvalue())
        return archive.Archive.of((name, parts[name]) for name in archive.content_types_first(parts)).assemble({})

    def _adopt(self, clone: etree._Element, names: dict[str, str]) -> None:
        for child in list(clone.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")):
            known = self._styles.get(names.get(child.get(f"{W}val", ""), ""))
            if known:
                child.set(f"{W}val", known)
            else:
                child.getparent().remove(child)
        for child in list(clone.iter(*HOST_ONLY, f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}sectPr")):
            child.getparent().remove(child)

    def _append(self, element: etree._Element) -> None:
        last = self._body[-1] if len(self._body) else None
        if last is not None and last.tag == f"{W}sectPr":
            last.addprevious(element)
        else:
            self._body.append(element)

    def _paragraph(self, texte: str, style: str, gras: bool = False) -> etree._Element:
        paragraph = etree.Element(P)
        properties = etree.SubElement(paragraph, f"{W}pPr")
        if style in self._styles:
            etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", self._styles[style])
        for rank, piece in enumerate(texte.split("`")):
            if piece:
                paragraph.append(_run(piece, gras, code=bool(rank % 2)))
        return paragraph

    def _table(self, style: str, parts: Sequence[int], first_column: bool = False) -> tuple[etree._Element, list[int]]:
        table = etree.Element(f"{W}tbl")
        properties = etree.SubElement(table, f"{W}tblPr")
        if style in self._styles:
            etree.SubElement(properties, f"{W}tblStyle").set(f"{W}val", self._styles[style])
        _set(properties, "tblW", w=str(WIDTH), type="dxa")
        _set(properties, "tblLayout", type="fixed")
        look = _LOOK | ({"val": "0680", "firstRow": "0", "firstColumn": "1"} if first_column else {})
        _set(properties, "tblLook", **look, noVBand="1")
        columns = [WIDTH * part // sum(parts) for part in parts]
        grid = etree.SubElement(table, f"{W}tblGrid")
        for width in columns:
            _set(grid, "gridCol", w=str(width))
        return table, columns

    def _row(
        self,
        table: etree._Element,
        columns: Sequence[int],
        textes: Sequence[str],
        style: str,
        header: bool = False,
        titled: bool = False,
    ) -> None:
        row = etree.SubElement(table, f"{W}tr")
        properties = etree.SubElement(row, f"{W}trPr")
        etree.SubElement(properties, f"{W}cantSplit")
        if header:
            etree.SubElement(properties, f"{W}tblHeader")
        for rank, (texte, width) in enumerate(zip(textes, columns, strict=True)):
            cell = etree.SubElement(row, f"{W}tc")
            _set(etree.SubElement(cell, f"{W}tcPr"), "tcW", w=str(width), type="dxa")
            cell.append(self._paragraph(texte, ENTETE if titled and not rank else style))

    def _set_title(self, titre: str) -> None:
        ensure_fixed_core(self._document)
        core: CoreProperties = self._document.core_properties
        core.title, core.subject, core.language = titre, "", "fr-FR"

    def _set_foot(self, texte: str) -> None:
        footer = self._document.sections[-1].footer
        first, *others = footer.paragraphs
        for paragraph in others:
            paragraph._p.getparent().remove(paragraph._p)
        for child in list(first._p):
            if child.tag != f"{W}pPr":
                first._p.remove(child)
        first._p.append(_run(f"{texte}\tpage "))
        first._p.append(_field("PAGE"))
        first._p.append(_run(" / "))
        first._p.append(_field("NUMPAGES"))


def _set(parent: etree._Element, tag: str, **attributes: str) -> None:
    element = etree.SubElement(parent, f"{W}{tag}")
    for name, value in attributes.items():
        element.set(f"{W}{name}", value)


def _run(texte: str, gras: bool = False, code: bool = False) -> etree._Element:
    run = etree.Element(R)
    if gras or code:
        properties = etree.SubElement(run, RPR)
        if gras:
            etree.SubElement(properties, f"{W}b")
        if code:
            etree.SubElement(properties, f"{W}noProof")
    for rank, line in enumerate(texte.split("\n")):
        if rank:
            etree.SubElement(run, f"{W}br")
        for number, piece in enumerate(line.split("\t")):
            if number:
                etree.SubElement(run, f"{W}tab")
            if piece:
                text = etree.SubElement(run, T)
                text.text = piece
                text.set(SPACE, "preserve")
    return run


def _field(code: str) -> etree._Element:
    field = etree.Element(f"{W}fldSimple")
    field.set(f"{W}instr", f" {code} ")
    field.append(_run("1"))
    return field
