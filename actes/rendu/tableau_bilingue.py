"""The bilingual table for the translator: each text in French, a cell to fill beside it; written, then read back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from actes.errors import LectureError
from actes.place import Place
from actes.rendu import archive
from actes.rendu.garde import W, open_docx, parse
from actes.rendu.langues import code_word
from actes.rendu.proprietes import CUSTOM_PART, custom_xml, ensure_custom_part, ensure_fixed_core, read_custom

PREFIX = "actes.traduction."
HEADINGS = ("Champ", "Texte français", "Traduction")
_WIDTHS = (Mm(52), Mm(105), Mm(105))
_FONT = "Arial"
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})


@dataclass(frozen=True, slots=True)
class Ligne:
    """One text to translate: its path, its title, what it says in French, its translation if there is one."""

    chemin: str
    titre: str
    francais: str
    traduction: str = ""


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table read back: what it says of itself, and its rows."""

    faits: Mapping[str, str]
    lignes: tuple[Ligne, ...]


def write_table(
    titre: str, consignes: Iterable[str], lignes: Sequence[Ligne], faits: Mapping[str, str], langue: str
) -> bytes:
    """The docx to send to the translator; `faits` go with it, unseen. Same input, same bytes."""
    document = Document()
    _page(document)
    document.core_properties.title = titre
    document.add_heading(titre, level=1)
    for consigne in consignes:
        document.add_paragraph(consigne)
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    _head(table.rows[0])
    for ligne in lignes:
        _row(table.add_row(), ligne, langue)
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = width
    ensure_fixed_core(document)
    document.core_properties.title, document.core_properties.language = titre, "fr-FR"
    ensure_custom_part(document)
    buffer = io.BytesIO()
    document.save(buffer)
    parts = open_docx(buffer.getvalue())
    parts[CUSTOM_PART] = custom_xml({PREFIX + name: value for name, value in faits.items()})
    return archive.Archive.of((name, parts[name]) for name in archive.content_types_first(parts)).assemble({})


def read_table(data: bytes, fichier: str) -> Tableau:
    """The table as it came back, tracked changes taken as accepted. Raises LectureError if it is not one of ours."""
    parts = open_docx(data, fichier)
    faits: dict[str, str] = {}
    for name, content in parts.items():
        if name.startswith("docProps/") and b"custom-properties" in content:
            faits |= {k.removeprefix(PREFIX): v for k, v in read_custom(content).items() if k.startswith(PREFIX)}
    if not faits:
        raise LectureError(
            "ce document n’est pas un tableau de traduction d’«\u00a0actes\u00a0»",
            Place(fichier),
            conseil="donnez le document que «\u00a0actes traductions extraire\u00a0» a écrit, rempli par le traducteur",
        )
    tables = list(parse(parts["word/document.xml"]).iter(f"{W}tbl")) if "word/document.xml" in parts else []
    ours = next((table for table in tables if _is_ours(table)), None)  # a translator's letterhead may stand before it
    rows = [] if ours is None else [ligne for row in ours.iter(f"{W}tr") if (ligne := _read_row(row)) is not None]
    return Tableau(faits, tuple(rows))


def _is_ours(table: etree._Element) -> bool:
    """Whether a table has one of our rows: its first cell ends with a path."""
    return any(ligne is not None and ligne.titre and ligne.chemin for ligne in map(_read_row, table.iter(f"{W}tr")))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(17)
    for name, size in (("Normal", 10), ("Heading 1", 14)):
        font = document.styles[name].font
        font.name, font.size = _FONT, Pt(size)
        fonts = font._element.rPr.rFonts
        for attribute in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[attribute]
    rels = document.part.rels  # of the library's own template: Word would find two sets of styles
    for key in [key for key, relation in rels.items() if relation.reltype.endswith("/stylesWithEffects")]:
        del rels[key]


def _head(row: Any) -> None:
    for cell, heading in zip(row.cells, HEADINGS, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    repeated = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(repeated)


def _row(row: Any, ligne: Ligne, langue: str) -> None:
    field, source, target = row.cells
    field.paragraphs[0].add_run(ligne.titre)
    path = field.add_paragraph().add_run(ligne.chemin)
    path.font.size = Pt(7)
    source.paragraphs[0].add_run(ligne.francais)
    run = target.paragraphs[0].add_run(ligne.traduction)
    properties = run._r.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), code_word(langue))
    properties.append(language)


def _read_row(row: etree._Element) -> Ligne | None:
    cells = [_cell_text(cell) for cell in row.findall(f"{W}tc")]
    if len(cells) != len(HEADINGS) or tuple(cells) == HEADINGS:
        return None
    titre, _, chemin = cells[0].rpartition("\n")
    return Ligne(chemin.strip(), titre.strip(), cells[1], cells[2])


def _cell_text(cell: etree._Element) -> str:
    return "\n".join(_paragraph_text(paragraph) for paragraph in cell.iter(f"{W}p")).strip()


def _paragraph_text(paragraph: etree._Element) -> str:
    pieces = []
    for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}cr", f"{W}tab", f"{W}noBreakHyphen"):
        if any(ancestor.tag in _DELETED for ancestor in element.iterancestors()):
            continue
        pieces.append(element.text or "" if element.tag == f"{W}t" else _SIGNS[element.tag])
    return "".join(pieces)


_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
