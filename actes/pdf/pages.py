"""On which page each paragraph of a template stands, as LibreOffice lays it out."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path

import pikepdf

from actes.errors import EnvironnementError
from actes.pdf.soffice import find_soffice, headless

DELAI = 120  # seconds
_FILTRE = "pdf:writer_pdf_Export:" + json.dumps(
    {"ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"}}
)
_NAME = re.compile(r"paragraphe(\d+)$")


def pages_of(docx: bytes) -> dict[int, int]:
    """The page, from 1, of each paragraph of the body that carries a bookmark `paragraphe<number>`.

    Raises EnvironnementError when LibreOffice is missing, or does not convert the document.
    """
    programme = find_soffice()
    with tempfile.TemporaryDirectory(prefix="actes-") as folder:
        source = Path(folder) / "modele.docx"
        source.write_bytes(docx)
        command = [*headless(programme, Path(folder) / "profil"), "--convert-to", _FILTRE, "--outdir", folder]
        try:
            subprocess.run([*command, str(source)], capture_output=True, timeout=DELAI, check=True)
        except (subprocess.SubprocessError, OSError):
            raise EnvironnementError("LibreOffice n’a pas pu mettre ce modèle en pages") from None
        pdf = source.with_suffix(".pdf")
        return _destinations(pdf) if pdf.is_file() else {}


def _destinations(path: Path) -> dict[int, int]:
    with pikepdf.open(path) as pdf:
        numbers = {page.obj.objgen: rank for rank, page in enumerate(pdf.pages, start=1)}
        found = {}
        for name, destination in _named(pdf).items():
            match = _NAME.search(name)
            target = destination.D if isinstance(destination, pikepdf.Dictionary) else destination
            if match and target[0].objgen in numbers:
                found[int(match[1])] = numbers[target[0].objgen]
        return found


def _named(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The named destinations, wherever the version of PDF keeps them."""
    root = pdf.Root
    if "/Names" in root and "/Dests" in root.Names:
        return {str(name): value for name, value in pikepdf.NameTree(root.Names.Dests).items()}
    return {name.lstrip("/"): value for name, value in root.Dests.items()} if "/Dests" in root else {}
