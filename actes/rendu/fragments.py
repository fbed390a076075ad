"""Shared pieces of docx (letterhead, signature, slip): written once, merged into the host when it is prepared."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from lxml import etree

from actes.errors import ModeleError
from actes.rendu.balises import P, balises, paragraph_text, trouble
from actes.rendu.couture import sew
from actes.rendu.garde import W, open_docx

Fragments = Callable[[str], bytes]

MAX_DEPTH = 4
_NAME = re.compile("[a-z0-9][a-z0-9-]*")
STYLES = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
HOST_ONLY = {
    f"{W}drawing": "une image", f"{W}pict": "une image", f"{W}object": "un objet", f"{W}numPr": "une numérotation",
    f"{W}footnoteReference": "une note", f"{W}endnoteReference": "une note", f"{W}hyperlink": "un lien",
}  # fmt: skip


def fragments_beside(source: str | Path | bytes) -> Fragments:
    """The fragments of `_communs/fragments/`, beside the folder of the template at this path."""
    folder = None if isinstance(source, bytes) else Path(source).resolve().parent.parent / "_communs" / "fragments"

    def read(name: str) -> bytes:
        path = folder / f"{name}.docx" if folder else None
        if path is None or not path.is_file():
            known = sorted(p.stem for p in folder.glob("*.docx")) if folder and folder.is_dir() else []
            advice = f"fragments connus\u00a0: {', '.join(known)}" if known else ""
            raise ModeleError(f"le fragment «\u00a0{name}\u00a0» n’existe pas", conseil=advice)
        return path.read_bytes()

    return read


def merge_fragments(document: Any, fragments: Fragments, fichier: str) -> None:
    """Replace each paragraph `{%p fragment "…" %}` of the body by the content of that fragment.

    Raises ModeleError: unknown fragment, a tag not alone in its paragraph, a style that the host lacks, content that
    must stay in the host (images, numbering, notes, links), fragments nested without end.
    """
    part = f"{fichier}:word/document.xml" if fichier else "word/document.xml"
    host_styles = {(style.type, style.name): style.style_id for style in document.styles}
    for _ in range(MAX_DEPTH):
        calls = [balise for balise in balises(document.element.body) if balise.mot == "fragment"]
        if not calls:
            return
        for call in calls:
            paragraph = call.paragraphe
            text = paragraph_text(paragraph)
            if call.prefixe != "p" or text.strip() != text[call.debut : call.fin]:
                raise trouble(part, paragraph, 'un fragment s’écrit {%p fragment "…" %}, seul dans son paragraphe')
            name = call.argument(part)
            if not _NAME.fullmatch(name):
                raise trouble(part, paragraph, f"«\u00a0{name}\u00a0» n’est pas un nom de fragment")
            try:
                data = fragments(name)
            except ModeleError as error:
                raise trouble(part, paragraph, error.constats[0].message, error.constats[0].conseil) from None
            for element in _content(data, name, host_styles):
                paragraph.addprevious(element)
            paragraph.getparent().remove(paragraph)
    raise ModeleError("des fragments s’appellent l’un l’autre sans fin", conseil="retirez l’appel en trop")


def _content(data: bytes, name: str, host_styles: dict[Any, str]) -> list[etree._Element]:
    """Deep copies of the paragraphs and tables of a fragment, its styles renamed to those of the host."""
    open_docx(data, f"{name}.docx")
    fragment = Document(io.BytesIO(data))
    names = {style.style_id: (style.type, style.name) for style in fragment.styles}
    elements = []
    for element in fragment.element.body:
        if element.tag not in (P, f"{W}tbl"):
            continue
        clone = copy.deepcopy(element)
        sew(clone)
        for child in clone.iter(etree.Element):
            if what := HOST_ONLY.get(child.tag):
                raise ModeleError(f"le fragment «\u00a0{name}\u00a0» contient {what}, qui doit rester dans le modèle")
            if child.tag in STYLES:
                child.set(f"{W}val", _host_style(child.get(f"{W}val"), name, names, host_styles))
        for section in clone.iter(f"{W}sectPr"):
            section.getparent().remove(section)
        elements.append(clone)
    return elements


def _host_style(style_id: str, name: str, names: dict[str, Any], host_styles: dict[Any, str]) -> str:
    key = names.get(style_id)
    if key not in host_styles:
        label = key[1] if key else style_id
        raise ModeleError(
            f"le style «\u00a0{label}\u00a0» du fragment «\u00a0{name}\u00a0» n’existe pas dans le modèle",
            conseil="créez ce style dans le modèle, sous le même nom",
        )
    return host_styles[key]
