"""From bytes to clean text: UTF-8 only, no hidden character, one text for each document of a stream."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from actes.dossier.constats import finding
from actes.errors import Constat
from actes.place import Place

LIMITE_CARACTERES = 250_000
LIMITE_CONSTATS = 200

INTERDITS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffd-\uffff\ud800-\udfff]|\r(?!\n)")
_SEPARATEUR = re.compile(r"^(?:---|\.\.\.)(?=[ \t\r\n]|\Z)", re.MULTILINE)
_REMPLACANT = "\u25a1"  # a visible square: the rest of the text is still read, so that all is said at once

_NOMS = {
    "\ufeff": "marque d'ordre des octets au milieu du texte",
    "\ufffd": "caractère de remplacement, trace d'un accent perdu",
    "\r": "retour chariot seul",
    "\u2028": "séparateur de ligne",
    "\u2029": "séparateur de paragraphe",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a stream: its text, and how many lines and characters stand before it in the file."""

    texte: str
    lignes_avant: int
    debut: int = 0


def decode(text: bytes | str, fichier: str) -> tuple[str | None, list[Constat]]:
    """The text of a file in UTF-8, with or without BOM; None and why if it is in another encoding."""
    if isinstance(text, str):
        return text.removeprefix("\ufeff"), []
    if text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_utf16(text):
        return None, [_encodage(Place(fichier, 1, 1), "le fichier est en UTF-16")]
    try:
        return text.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", errors="replace").removeprefix("\ufeff")
        place = _place(before, len(before), fichier)
        octet = error.object[error.start]
        return None, [
            _encodage(
                place, f"l'octet 0x{octet:02X} n'est pas de l'UTF-8 : le fichier semble en Latin-1 ou Windows-1252"
            )
        ]


def _looks_utf16(text: bytes) -> bool:
    head = text[:64]
    return len(head) > 1 and max(head[::2].count(0), head[1::2].count(0)) * 4 > len(head)


def _encodage(place: Place, message: str) -> Constat:
    conseil = "enregistrez-le en UTF-8 (dans l'éditeur : Enregistrer sous, codage UTF-8)"
    return finding("encodage-invalide", message, place, conseil)


def clean(text: str, fichier: str) -> tuple[str, list[Constat]]:
    """The text with its forbidden characters made visible, and one finding for each of them."""
    constats: list[Constat] = []
    for found in INTERDITS.finditer(text):
        if len(constats) == LIMITE_CONSTATS:
            break
        message, conseil = describe(found[0])
        place = _place(text, found.start(), fichier)
        constats.append(finding("caractere-interdit", message, place, conseil))
    return (INTERDITS.sub(_REMPLACANT, text) if constats else text), constats


def describe(caractere: str) -> tuple[str, str]:
    """What to say of a character that no acte may contain, and what to do."""
    inconnu = "caractère de commande" if unicodedata.category(caractere) == "Cc" else "caractère sans signification"
    nom = _NOMS.get(caractere, inconnu)
    return f"caractère interdit U+{ord(caractere):04X} ({nom})", "supprimez-le ou retapez le mot"


def _place(text: str, index: int, fichier: str) -> Place:
    start = text.rfind("\n", 0, index) + 1
    return Place(fichier, text.count("\n", 0, index) + 1, index - start + 1)


def split_documents(text: str) -> list[Document]:
    """The documents of a stream that hold something; a broken one does not hide those that follow."""
    documents = []
    start = 0
    marks = [found.start() for found in _SEPARATEUR.finditer(text)] if "---" in text or "..." in text else []
    for end in [*marks, len(text)]:
        part = text[start:end]
        if not _is_blank(part):
            documents.append(Document(part, text.count("\n", 0, start), start))
        start = end + 3 if text.startswith("...", end) else end
    return documents


def _is_blank(part: str) -> bool:
    """Whether it holds only blank lines, comments, directives and its own separator."""
    lines = part.removeprefix("---").split("\n") if len(part) < LIMITE_CARACTERES else [part]
    return all(not line.strip() or line.lstrip().startswith("#") or line.startswith("%") for line in lines)
