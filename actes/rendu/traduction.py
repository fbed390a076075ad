"""A template put in another language: its texts, its title, the language that its words declare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from actes.errors import Constat, ModeleError
from actes.place import Place
from actes.rendu.bilingue import add_beneath
from actes.rendu.garde import W, parse
from actes.rendu.langues import FRANCAIS, Textes, code_word, locale_de
from actes.rendu.pieces import Piece, read_pieces, translate, translated

TITLE_PART = "docProps/core.xml"
_VAL, _EAST = f"{W}val", f"{W}eastAsia"
_NOTES = ("/footnotes", "/endnotes")
_LETTER = re.compile(r"[^\W\d_]")


def printed_roots(document: Any) -> Iterator[tuple[etree._Element, str]]:
    """The body, then each header and footer: (root element, name of the part)."""
    yield document.element.body, str(document.part.partname).lstrip("/")
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/header", "/footer")):
            yield relation.target_part.element, str(relation.target_part.partname).lstrip("/")


def document_pieces(document: Any, fichier: str = "") -> list[Piece]:
    """Every text of a template whose fragments are merged, its title last. Raises ModeleError for notes."""
    _refuse_notes(document, fichier)
    found = read_pieces(list(printed_roots(document)))
    title = " ".join(document.core_properties.title.split())
    return [*found, Piece(title, "", TITLE_PART, 1)] if _LETTER.search(title) else found


def translate_document(document: Any, textes: Textes, fichier: str = "") -> None:
    """Put a template whose fragments are merged in the language of `textes`.

    Raises ModeleError naming all the texts that the catalogue lacks.
    """
    if textes is FRANCAIS:
        return
    _refuse_notes(document, fichier)
    if textes.bilingue:
        add_beneath(list(printed_roots(document)), textes, fichier)
        return
    problems: dict[str, Constat] = {}
    core = document.core_properties
    title = " ".join(core.title.split())
    if _LETTER.search(title):
        core.title = translated(title, "", textes, Place(fichier), problems)
    try:
        translate(list(printed_roots(document)), textes, fichier)
    except ModeleError as error:
        problems |= {constat.message: constat for constat in error.constats}
    if problems:
        raise ModeleError(constats=list(problems.values()))
    core.language = code_word(textes.langue)
    _declare_language(document, textes.langue)


def _declare_language(document: Any, langue: str) -> None:
    """What the spelling checker, screen readers and PDF/UA read; and the signs of numbers."""
    code = code_word(langue)
    roots = [root for root, _ in printed_roots(document)] + [document.styles.element]
    for root in roots:
        for element in root.iter(f"{W}lang"):
            element.set(_VAL, code)
            if element.get(_EAST):
                element.set(_EAST, code)
        for capitals in list(root.iter(f"{W}caps")):  # « ß », « ά »: no font capitalises every alphabet
            capitals.getparent().remove(capitals)
    settings = document.settings.element
    symbols = locale_de(langue).number_symbols["latn"]
    for name, value in (("themeFontLang", code), ("decimalSymbol", str(symbols["decimal"]))):
        element = settings.find(f"{W}{name}")
        if element is not None:
            element.set(_VAL, value)


def _refuse_notes(document: Any, fichier: str) -> None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith(_NOTES):
            words = "".join(element.text or "" for element in parse(relation.target_part.blob).iter(f"{W}t"))
            if _LETTER.search(words):
                raise ModeleError(
                    "les notes de bas de page d’un modèle ne se traduisent pas",
                    Place(fichier),
                    conseil="mettez leur texte dans le corps du modèle",
                )
