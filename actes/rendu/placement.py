"""Tags that stand where docxtpl would lose text, a row or a picture: found before it does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from actes.errors import Constat, LectureError, ModeleError
from actes.place import Place
from actes.rendu.balises import P, paragraph_text, trouble
from actes.rendu.garde import W, parse
from actes.rendu.saisie import TAG

_PREFIXED = re.compile(r"\{[{%#](tr|tc|p) [^}]*\}")
_OPENING, _CLOSING = re.compile(r"\{[{%#]"), re.compile(r"[}%#]\}")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_WORDS = {
    "p": ("son paragraphe", "passez à la ligne avant et après elle"),
    "tr": ("sa ligne de tableau", "donnez-lui une ligne du tableau à elle seule"),
    "tc": ("sa cellule", "donnez-lui une cellule à elle seule"),
}
_LOST = {
    f"{W}drawing": "une image", f"{W}pict": "une image", f"{W}object": "un objet", f"{W}sectPr": "un saut de section",
    f"{W}footnoteReference": "une note", f"{W}endnoteReference": "une note",
}  # fmt: skip
_UNREAD = (
    (re.compile(r"word/endnotes\d*\.xml"), "les notes de fin", "employez une note de bas de page"),
    (re.compile(r"word/charts/.*\.xml"), "un graphique", "écrivez-la dans le texte"),
    (re.compile(r"word/diagrams/.*\.xml"), "un schéma", "écrivez-la dans le texte"),
)


def check_tags(roots: Iterable[tuple[etree._Element, str]]) -> None:
    """Raise ModeleError with every tag, of all these parts, that would be lost or would lose something.

    Tags that are not closed in their paragraph, ends without a beginning, `{%p …%}`, `{%tr …%}`, `{%tc …%}` that are
    not alone, or not in a table.
    """
    found: list[Constat] = []
    for root, part in roots:
        for paragraph in root.iter(P):
            text = paragraph_text(paragraph)
            if "{" in text or "}" in text:
                for message, advice in _faults(paragraph, text):
                    found += trouble(part, paragraph, message, advice).constats
    if found:
        raise ModeleError(constats=found)


def check_unread(parts: Mapping[str, bytes], fichier: str) -> None:
    """Raise ModeleError for tags in the parts that are never filled: they would be printed as they are."""
    found: list[Constat] = []
    for name, data in parts.items():
        for pattern, where, advice in _UNREAD:
            if pattern.fullmatch(name) and TAG.search("".join(_texts(data, fichier))):
                message = f"une balise est dans {where}, que le programme ne remplit pas"
                place = Place(f"{fichier}:{name}" if fichier else name)
                found += ModeleError(message, place, conseil=advice).constats
    if found:
        raise ModeleError(constats=found)


def _texts(data: bytes, fichier: str) -> Iterator[str]:
    try:
        yield from parse(data).itertext(f"{W}t", "{http://schemas.openxmlformats.org/drawingml/2006/main}t")
    except etree.XMLSyntaxError:
        raise LectureError("document refusé\u00a0: XML mal formé", Place(fichier)) from None


def _faults(paragraph: etree._Element, text: str) -> Iterator[tuple[str, str]]:
    yield from _half_tags(text)
    prefixes = dict.fromkeys(_PREFIXED.findall(text))
    for prefix in prefixes:
        yield from _misplaced(paragraph, prefix)


def _half_tags(text: str) -> Iterator[tuple[str, str]]:
    rest = TAG.sub("\ue000", text)
    for found in _OPENING.finditer(rest):
        closer = _CLOSERS[found[0]]
        yield (
            f"la balise ouverte par «\u00a0{found[0]}\u00a0» n’est pas refermée dans son paragraphe",
            f"fermez-la par «\u00a0{closer}\u00a0», sans passer à la ligne",
        )
    for found in _CLOSING.finditer(rest):
        if found[0] != "#}":
            opener = next(each for each, closer in _CLOSERS.items() if closer == found[0])
            yield (
                f"«\u00a0{found[0]}\u00a0» ferme une balise qui n’est pas ouverte",
                f"ouvrez-la par «\u00a0{opener}\u00a0»",
            )


def _misplaced(paragraph: etree._Element, prefix: str) -> Iterator[tuple[str, str]]:
    where, advice = _WORDS[prefix]
    kind = f"{W}{prefix}"
    holder = paragraph if prefix == "p" else next(paragraph.iterancestors(kind), None)
    if holder is None:
        yield f"la balise {{%{prefix} …%}} n’est pas dans un tableau", "employez {%p …%}, seule dans son paragraphe"
        return
    text = paragraph_text(holder) if prefix == "p" else "".join(map(paragraph_text, holder.iter(P)))
    tag = _PREFIXED.search(text)
    if tag is None or text.strip() != tag[0]:
        yield f"la balise {{%{prefix} …%}} doit être seule dans {where}", advice
        return
    for element in holder.iter(*_LOST):
        yield (
            f"la balise {{%{prefix} …%}} ferait disparaître {_LOST[element.tag]}",
            f"mettez-la ailleurs\u00a0: {advice}",
        )
