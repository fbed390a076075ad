"""Reading back a document that someone may have edited: what its marks still say, whatever wrote it last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from actes.errors import LectureError
from actes.place import Place
from actes.rendu.garde import W, open_docx, parse
from actes.rendu.marques import PREFIX, PROPERTY, bookmark, fingerprint, normalise, split_bookmark
from actes.rendu.proprietes import read_custom

ACT, DOSSIER, TEMPLATE, PROGRAM, DRAFT, MARKS = (
    "actes.acte", "actes.dossier", "actes.modele", "actes.version", "actes.brouillon", "actes.marques",
)  # fmt: skip

_PRINTED_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\d*\.xml")
_BREAKS = frozenset({f"{W}tab", f"{W}br", f"{W}cr"})
_ORDER = ("presente", "alteree", "absente")


class Etat(StrEnum):
    """What became of a mention since the document was produced."""

    PRESENTE = "presente"
    ALTEREE = "alteree"
    ABSENTE = "absente"


@dataclass(frozen=True, slots=True)
class MentionLue:
    """A mention of a document read back: its state, the worst of its occurrences."""

    id: str
    etat: Etat


@dataclass(frozen=True, slots=True)
class DocumentLu:
    """What a finished docx says of itself."""

    acte: str
    brouillon: bool
    mentions: tuple[MentionLue, ...]
    empreinte_dossier: str = ""
    empreinte_modele: str = ""

    @property
    def conforme(self) -> bool:
        """Every mention is still there, word for word; a draft never is an act."""
        return not self.brouillon and all(mention.etat is Etat.PRESENTE for mention in self.mentions)


def read_document(data: bytes, fichier: str = "") -> DocumentLu:
    """Compare each mark of a docx with the fingerprint it was produced with.

    Works on documents written again by Word and by LibreOffice, through .odt and back too: marks are found by the name
    of their bookmark, from its first start to its last end. Raises LectureError for a docx that is refused, or that
    does not carry our properties. Source: conception §5, « Reading back ».
    """
    parts = open_docx(data, fichier)
    properties: dict[str, str] = {}
    for name, content in parts.items():
        if name.startswith("docProps/") and b"custom-properties" in content:
            properties |= read_custom(content)
    if ACT not in properties:
        raise LectureError(
            "ce document ne porte pas les propriétés qu’«\u00a0actes\u00a0» inscrit dans ses documents",
            Place(fichier),
            conseil="vérifiez que c’est bien un acte produit par «\u00a0actes\u00a0», et non une copie collée ailleurs",
        )
    if sum(name.startswith(PROPERTY) for name in properties) != int(properties.get(MARKS) or 0):
        raise LectureError(
            "les propriétés inscrites dans ce document ont été modifiées\u00a0: il ne peut plus être vérifié",
            Place(fichier),
            conseil="produisez l’acte de nouveau",
        )
    texts: dict[str, str] = {}
    for name, content in parts.items():
        if _PRINTED_PART.fullmatch(name):
            texts |= _bookmarked_texts(parse(content))
    states: dict[str, Etat] = {}
    for name, expected in properties.items():
        if not name.startswith(PROPERTY):
            continue
        mention, number = split_bookmark(name)
        key = bookmark(mention) + (f"__{number}" if number > 1 else "")
        state = _state(texts.get(key), expected)
        states[mention] = max(states.get(mention, Etat.PRESENTE), state, key=_ORDER.index)
    mentions = tuple(MentionLue(mention, state) for mention, state in states.items())
    prints = properties.get(DOSSIER, ""), properties.get(TEMPLATE, "")
    return DocumentLu(properties[ACT], DRAFT in properties, mentions, *prints)


def _state(text: str | None, expected: str) -> Etat:
    text = normalise(text or "")
    if not text:
        return Etat.ABSENTE
    return Etat.PRESENTE if fingerprint(text) == expected else Etat.ALTEREE


def _bookmarked_texts(root: etree._Element) -> dict[str, str]:
    """Bookmark name → text between its first start and the last end of an id that bears this name."""
    pieces: list[str] = []
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    names: dict[str, str] = {}
    for kind, value in _tokens(root):
        if kind == "text":
            pieces.append(value)
        elif kind == "start":
            number, _, name = value.partition(" ")
            names[number] = name
            first.setdefault(name, len(pieces))
        elif value in names:
            last[names[value]] = len(pieces)
    return {name: "".join(pieces[start : last[name]]) for name, start in first.items() if name in last}


def _is_hidden(run: etree._Element) -> bool:
    """Whether a run is hidden, or moved away with the changes tracked: no page shows it."""
    if run.getparent() is not None and run.getparent().tag == f"{W}moveFrom":
        return True
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "true") not in ("0", "false", "off")


def _tokens(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The text, the limits of our bookmarks and the breaks of a part, in the order of the document."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "end":
            if tag == f"{W}p":
                yield "text", " "
        elif tag == f"{W}t":
            yield "text", "" if _is_hidden(element.getparent()) else element.text or ""
        elif tag in _BREAKS and element.getparent().tag == f"{W}r":
            yield "text", " "
        elif tag == f"{W}noBreakHyphen":
            yield "text", "-"
        elif tag == f"{W}bookmarkStart" and (element.get(f"{W}name") or "").startswith(PREFIX):
            yield "start", f"{element.get(f'{W}id')} {element.get(f'{W}name')}"
        elif tag == f"{W}bookmarkEnd":
            yield "end", element.get(f"{W}id") or ""
