"""How the documents are named, from the case's reference and never from a person's name; how a court is."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_SLUG = 80


def slug(text: str) -> str:
    """`2026-00123` for « 2026/00123 »: lower-case ASCII letters, digits and hyphens, short, never empty."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")
    if not name or len(name) > MAX_SLUG:  # what could not be kept is told apart by a fingerprint
        name = f"{name[:MAX_SLUG]}{'-' if name else ''}{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return name


def document_name(dossier: str, acte: str, element: str = "", exemplaire: str = "", brouillon: bool = False) -> str:
    """`<dossier>__<acte>[__<element>][__<exemplaire>].docx`. Source: conception §5."""
    pieces = [slug(dossier), acte, element, exemplaire, "brouillon" if brouillon else ""]
    return "__".join(piece for piece in pieces if piece) + ".docx"


def court_name(text: str) -> str:
    """One name for a court however it is typed: spaces, apostrophes and the capital of its first word do not count."""
    name = " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
    return name[0].lower() + name[1:] if name[1:2].islower() else name  # « TJ de Lille » keeps its capitals
