"""The prepared template as docxtpl reads it: one Jinja source per part, cleaned once by docxtpl itself."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate
from lxml import etree

from actes.rendu.garde import W, open_docx, parse

PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")  # those that docxtpl renders
_HAS_TAG = re.compile(r"\{\{|\{%|\{#")
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_OPENING = frozenset({"if", "for", "macro", "call", "with"})
_TOKENS = re.compile(
    r"\{%-?\s*(?P<mot>\w+)(?P<suite>(?:(?!%\}).)*)%\}"
    r"|<(?P<ferme>/?)(?P<nom>[\w:]+)(?:\{\{.*?\}\}|[^>])*?(?P<vide>/?)>",
    re.DOTALL,
)
_VARYING_GRID = re.compile(r"\{%-?\s*(tc|colspan|hm|vm)\b|<w:gridSpan w:val=\"\{\{")


@dataclass(frozen=True, slots=True)
class Partie:
    """One part of the document: what stands before and after the text that Jinja renders."""

    nom: str
    avant: str
    texte: str
    apres: str
    corps: bool = False  # the body: docxtpl then sees to its tables and drawings
    grille: bool = False  # the number of columns may depend on the data: docxtpl's own correction is applied
    fragile: bool = False  # a block opens and closes in two elements: what comes out is parsed to be sure of it

    @property
    def dynamique(self) -> bool:
        return bool(_HAS_TAG.search(self.texte))


@dataclass(frozen=True, slots=True)
class Source:
    """All that the engines need of one prepared template."""

    parties: tuple[Partie, ...]
    proprietes: Mapping[str, str]  # core properties that carry tags
    membres: Mapping[str, bytes]  # every member of the archive as docxtpl would save it, not rendered


def read_source(prepared: bytes) -> Source:
    """Split a prepared template into its Jinja sources and its other members.

    The cleaning of the XML is docxtpl's own (`patch_xml`), called once. Raises LectureError on a docx that is refused.
    """
    template = DocxTemplate(io.BytesIO(prepared))
    template.init_docx()
    parts = [_body(template)]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            parts.append(_whole(part, template.patch_xml(template.get_part_xml(part))))
    for part in template.docx.part.package.parts:
        if part.content_type == _FOOTNOTES:
            blob = part.blob.decode("utf-8")
            parts.append(_whole(part, template.patch_xml(re.sub(r"^<\?xml[^>]*\?>\s*", "", blob))))
    core = template.docx.core_properties
    properties = {}
    for name in PROPERTIES:
        value = getattr(core, name)
        if _HAS_TAG.search(value):
            properties[name] = value
        setattr(core, name, value)  # docxtpl does, and so creates the missing elements
    buffer = io.BytesIO()
    template.docx.save(buffer)
    return Source(tuple(parts), properties, open_docx(buffer.getvalue()))


def _name(part: Any) -> str:
    return str(part.partname).lstrip("/")


def _whole(part: Any, xml: str) -> Partie:
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return Partie(_name(part), declaration, xml, "", fragile=reach_of_blocks(xml).fragile)


def _body(template: Any) -> Partie:
    root = template.docx.element
    whole = template.xml_to_string(root)
    body = template.xml_to_string(root.body)
    start = whole.index("<w:body")
    declaration = re.match(r"<w:body(?:\s[^>]*)?>", body)
    bare = "<w:body>" + body[declaration.end() :] if declaration else body  # the root declares the namespaces
    text = template.patch_xml(bare)
    reach = reach_of_blocks(text)
    return Partie(
        _name(template.docx.part),
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + whole[:start],
        text,
        whole[whole.rindex("</w:body>") + len("</w:body>") :],
        corps=True,
        grille=reach.fragile or reach.cellules or _grid_may_vary(text, body),
        fragile=reach.fragile,
    )


@dataclass(frozen=True, slots=True)
class Portee:
    """What the blocks (if, for, set…) of a source may drop or repeat."""

    fragile: bool  # something else than whole elements: the XML may come out broken
    cellules: bool  # cells of a row: the number of columns may change


def reach_of_blocks(patched: str) -> Portee:
    """Follow the blocks of a cleaned source through its elements.

    A block that opens and closes under elements of the same names drops or repeats what leaves the XML well formed.
    """
    path: list[tuple[str, int]] = []
    blocks: list[list[tuple[str, int]]] = []
    fragile = cells = False
    for rank, token in enumerate(_TOKENS.finditer(patched)):
        mot = token["mot"]
        if mot is None:
            if token["ferme"]:
                del path[-1:]
            elif not token["vide"]:
                path.append((token["nom"], rank))
        elif mot in _OPENING or (mot == "set" and "=" not in token["suite"]):
            blocks.append(list(path))
        elif mot in ("else", "elif") or mot.startswith("end"):
            start = blocks[-1] if blocks else []
            fragile |= [name for name, _ in start] != [name for name, _ in path]
            cells |= _cells(start) != _cells(path) or bool(path and path[-1][0] == "w:tr")
            if mot.startswith("end"):
                del blocks[-1:]
    return Portee(fragile, cells)


def _cells(path: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [step for step in path if step[0] in ("w:tc", "w:tr")]


def _grid_may_vary(patched: str, body: str) -> bool:
    """Whether docxtpl's correction of the columns could change a table that has rows."""
    if _VARYING_GRID.search(body) or _VARYING_GRID.search(patched):
        return True
    root = parse(re.sub(r"\{%.*?%\}", "", body, flags=re.DOTALL).encode())
    for table in root.iter(f"{W}tbl"):
        grid = table.find(f"{W}tblGrid")
        columns = 0 if grid is None else len(grid.findall(f"{W}gridCol"))
        if any(_width(row) != columns for row in table.iter(f"{W}tr")):
            return True
    return False


def _width(row: etree._Element) -> int:
    total = 0
    for cell in row.findall(f"{W}tc"):
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        total += 1 if span is None else int(span.get(f"{W}val") or 1)
    return total
