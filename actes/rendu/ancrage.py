"""The paragraphs of a template and its fragments numbered, and the bookmarks that carry the numbers (preview only)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from actes.place import Repere
from actes.rendu.anatomie import Anatomie
from actes.rendu.fragments import Fragments
from actes.rendu.garde import W, open_docx

_FIRST = 9_000_000  # identifiers of our bookmarks, far from those of the author and of the marks
_NAME = "_ancre_"
ANCRE = re.compile(rf'<w:bookmarkStart w:id="\d+" w:name="{_NAME}(\d+)"\s*/><w:bookmarkEnd w:id="\d+"\s*/>')


@dataclass(frozen=True, slots=True)
class Endroit:
    """A paragraph of the template, or of a fragment: where it stands, and what its author wrote there."""

    ou: Repere
    texte: str


@dataclass(slots=True)
class Ancrage:
    """The paragraphs of a template and of its fragments, by the number that their bookmark carries."""

    endroits: list[Endroit] = field(default_factory=list)
    _marked: dict[str, bytes] = field(default_factory=dict)

    def mark(self, source: bytes, fichier: str = "") -> bytes:
        """The template with an empty bookmark at the start of each paragraph that says something.

        Raises LectureError for a refused docx.
        """
        return self._mark(open_docx(source, fichier), fichier, "")

    def marking(self, fragments: Fragments) -> Fragments:
        """The same fragments, their paragraphs marked too; each is read once."""

        def read(name: str) -> bytes:
            if name not in self._marked:
                fichier = f"{name}.docx"
                self._marked[name] = self._mark(open_docx(fragments(name), fichier), fichier, name)
            return self._marked[name]

        return read

    def _mark(self, parts: dict[str, bytes], fichier: str, fragment: str) -> bytes:
        for piece in Anatomie(parts, fichier, fragment).pieces:
            for paragraphe in piece.paragraphes:
                if words := " ".join(paragraphe.texte.split()):
                    _put(paragraphe.element, len(self.endroits))
                    self.endroits.append(Endroit(paragraphe.ou(), words))
            parts[piece.membre] = etree.tostring(piece.racine, xml_declaration=True, encoding="UTF-8", standalone=True)
        return _stored(parts)


def _put(paragraph: etree._Element, number: int) -> None:
    start, end = etree.Element(f"{W}bookmarkStart"), etree.Element(f"{W}bookmarkEnd")
    for element in (start, end):
        element.set(f"{W}id", str(_FIRST + number))
    start.set(f"{W}name", f"{_NAME}{number}")
    rank = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
    paragraph.insert(rank, end)
    paragraph.insert(rank, start)


def _stored(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()
