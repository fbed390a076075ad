"""Where each paragraph of a prepared template comes from: its number in its author's own file, stamped beforehand."""

from __future__ import annotations

import io
import re
from pathlib import Path

from docx import Document
from lxml import etree

from actes.place import Repere
from actes.rendu import archive
from actes.rendu.anatomie import Anatomie, Piece
from actes.rendu.balises import balises
from actes.rendu.fragments import Fragments
from actes.rendu.garde import open_docx

BORDER = "\ue000"  # a private character: no author types it
SIGN = re.compile(f"{BORDER}([+-])([a-z0-9-]*){BORDER}")
_STAMP = "origine"
_STAMPED = re.compile(f' {_STAMP}="([^"]*)"')
_BLOCKS = {"if": "if", "elif": "if", "for": "for", "mention": "mention"}

Bloc = tuple[str, Repere]  # if, for or mention, and where its tag stands


class Origines:
    """The places of the paragraphs of one template and of its fragments, found again once they are merged."""

    def __init__(self) -> None:
        self._reperes: dict[str, Repere] = {}
        self._blocs: dict[tuple[str, str], list[Bloc]] = {}  # of each fragment (or « »), of each part

    def modele(self, source: str | Path | bytes) -> bytes:
        """The same template, each paragraph stamped. Raises LectureError for a docx that is refused."""
        return self._stamped(source, "" if isinstance(source, bytes) else str(source), "")

    def fragments(self, lire: Fragments) -> Fragments:
        """The same fragments, stamped, a paragraph before and after that says where each begins and ends."""

        def read(name: str) -> bytes:
            document = Document(io.BytesIO(self._stamped(lire(name), f"{name}.docx", name)))
            body = document.element.body
            first, last = document.add_paragraph(), document.add_paragraph()
            first.add_run(f"{BORDER}+{name}{BORDER}")
            last.add_run(f"{BORDER}-{BORDER}")
            body.insert(0, first._p)
            buffer = io.BytesIO()
            document.save(buffer)
            return buffer.getvalue()

        return read

    def of(self, ligne: str) -> Repere | None:
        """The place of the paragraph that this line of a numbered source holds; None for one that no author wrote."""
        found = _STAMPED.search(ligne)
        return self._reperes.get(found[1]) if found else None

    def blocs(self, fragment: str, membre: str) -> list[Bloc]:
        """The conditions, loops and marks of a part of the template, or of the body of a fragment, in order."""
        return self._blocs.get((fragment, "" if fragment else membre), [])

    def _stamped(self, source: str | Path | bytes, fichier: str, fragment: str) -> bytes:
        parts = open_docx(source, fichier)
        anatomie = Anatomie(parts, fichier, fragment)
        for piece in anatomie.pieces:
            self._read_blocks(piece, fragment, body=piece.membre == anatomie.principal)
            for paragraphe in piece.paragraphes:
                key = f"{fragment}/{piece.membre}/{paragraphe.numero}"
                self._reperes[key] = paragraphe.ou()
                paragraphe.element.set(_STAMP, key)
            parts[piece.membre] = etree.tostring(piece.racine, xml_declaration=True, encoding="UTF-8", standalone=True)
        names = archive.content_types_first(parts)
        return archive.Archive.of((name, parts[name]) for name in names).assemble({})

    def _read_blocks(self, piece: Piece, fragment: str, body: bool) -> None:
        places = {paragraphe.element: paragraphe for paragraphe in piece.paragraphes}
        if body or not fragment:
            self._blocs[fragment, "" if fragment else piece.membre] = [
                (_BLOCKS[balise.mot], places[balise.paragraphe].ou(balise.debut, balise.fin))
                for balise in balises(piece.racine)
                if balise.mot in _BLOCKS and balise.paragraphe in places
            ]
