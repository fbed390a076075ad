"""The exact rendering: LibreOffice's own pages, as images, of the last act asked for; an older asking gives way."""

from __future__ import annotations

import hashlib
import io
import shutil
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

import pypdfium2

from actes.pdf.bureau import Bureau
from actes.pdf.soffice import PROGRAMME

ECHELLE = 2.0  # 144 dots an inch
GARDES = 6  # acts whose pages stay at hand


class Remplace(Exception):
    """A newer act was asked for meanwhile: nobody waits for this one."""


@dataclass(frozen=True, slots=True)
class Rendu:
    """The pages of an act."""

    cle: str
    pdf: bytes = field(repr=False)
    pages: int
    images: dict[int, bytes] = field(default_factory=dict, repr=False)


class Exact:
    """The pages of the acts, made once each; pages are drawn when they are looked at."""

    def __init__(self) -> None:
        self.bureau = Bureau()
        self._rendus: OrderedDict[str, Rendu] = OrderedDict()
        self._converting, self._drawing = threading.Lock(), threading.Lock()
        self._asked = 0

    @staticmethod
    def available() -> bool:
        """Whether LibreOffice is there."""
        return shutil.which(PROGRAMME) is not None

    def render(self, docx: bytes) -> Rendu:
        """The act in pages. Raises Remplace when a newer one was asked for; EnvironnementError."""
        cle = hashlib.sha256(docx).hexdigest()[:32]
        self._asked = mine = self._asked + 1
        with self._converting:
            if cle not in self._rendus:
                if mine != self._asked:
                    raise Remplace
                pdf = self.bureau.convert(docx)
                self._keep(Rendu(cle, pdf, count_pages(pdf)))
            self._rendus.move_to_end(cle)
            return self._rendus[cle]

    def find(self, cle: str) -> Rendu | None:
        """An act already in pages."""
        return self._rendus.get(cle)

    def image(self, rendu: Rendu, page: int) -> bytes:
        """One page, from 1, as PNG."""
        with self._drawing:  # pdfium works for one at a time
            if page not in rendu.images:
                rendu.images[page] = draw_page(rendu.pdf, page)
            return rendu.images[page]

    def close(self) -> None:
        """End LibreOffice."""
        self.bureau.close()

    def _keep(self, rendu: Rendu) -> None:
        self._rendus[rendu.cle] = rendu
        while len(self._rendus) > GARDES:
            self._rendus.popitem(last=False)


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def draw_page(pdf: bytes, page: int) -> bytes:
    """One page of a PDF, from 1, as PNG, at 144 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[page - 1].render(scale=ECHELLE).to_pil().convert("RGB")
        buffer = io.BytesIO()
        image.save(buffer, "PNG", compress_level=3)
        return buffer.getvalue()
    finally:
        document.close()
