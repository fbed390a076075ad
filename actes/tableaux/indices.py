"""What the first values of a column tell: the form they are written in, the codes to translate. A draft, to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from actes.dossier.champs import Champ
from actes.dossier.complements import TYPES
from actes.dossier.field_types import Nombre
from actes.dossier.suggestion import PROCHE, fold, nearest
from actes.dossier.texte import INTERDITS
from actes.tableaux.formes import read_forme
from actes.tableaux.rangees import NOMBRE, Valeur

MAX_CODES = 25  # different values of a column of codes: beyond, it is not one
_LONGUEUR = 60  # characters of a code
_DATEES = (
    *("JJ/MM/AAAA", "JJ-MM-AAAA", "JJ.MM.AAAA", "AAAA/MM/JJ", "J/M/AAAA", "AAAAMMJJ", "JJMMAAAA", "J MOIS AAAA"),
    *("JJ/MM/AAAA HH:MM", "JJ/MM/AAAA HH:MM:SS", "AAAA-MM-JJ HH:MM", "AAAA-MM-JJ HH:MM:SS"),
)
_CANDIDATES = {
    "date": _DATEES,
    "heure": ("HHhMM", "HhMM", "H h MM", "H:MM", "HH:MM:SS", *_DATEES),
    "montant": ("1234,56 €", "1 234,56 €", "1.234,56 €", "1,234.56"),
    "decimal": ("1234,56", "1 234,56", "1.234,56", "1,234.56"),
    "duree": ("A M J", "mois"),
}
_CODES = {
    "oui": ("o", "oui", "vrai", "true", "x", "yes", "y", "1"),
    "non": ("n", "non", "faux", "false", "no", "0"),
    "masculin": ("m", "h", "masculin", "homme", "masc"),
    "feminin": ("f", "feminin", "femme", "fem"),
    "monsieur": ("m", "m.", "mr", "mr.", "monsieur"),
    "madame": ("mme", "mme.", "mlle", "madame", "mademoiselle"),
}

_PAIRES = {"o": "n", "oui": "non", "vrai": "faux", "true": "false", "yes": "no", "y": "n", "1": "0"}


@dataclass(frozen=True, slots=True)
class Indice:
    """What a draft says of a column: a form, codes and their meaning (empty: unknown), the lines that do not fit."""

    forme: str = ""
    valeurs: dict[str, str] = field(default_factory=dict)
    hors: tuple[int, ...] = ()


def look(path: str, champ: Champ, cells: Sequence[tuple[int, Valeur]]) -> Indice:
    """What these cells (line, value) of a column tell of how to read it for this field."""
    inner = champ.element if champ.genre == "liste" and champ.element else champ
    if path.endswith("code_postal"):
        shown = [(v if isinstance(v, str) else v[2] if v[0] == NOMBRE else "").strip() for _, v in cells]
        return Indice(forme="00000" if any(len(text) == 4 and text.isdigit() for text in shown) else "")
    texts = [(line, v.strip()) for line, v in cells if isinstance(v, str) and v.strip()]
    if not texts:
        return Indice()
    if inner.genre in ("oui_non", "choix") or inner.choix:
        return _codes(inner, texts)
    if inner.genre not in _CANDIDATES and inner.genre != "entier":
        return Indice()
    others = [(line, text) for line, text in texts if not _is_own(inner.genre, text)]
    if not others:
        return Indice()
    best = max(_CANDIDATES.get(inner.genre, ("",)), key=lambda forme: _fitting(inner.genre, forme, texts))
    if not _fitting(inner.genre, best, texts):
        return Indice(hors=tuple(line for line, _ in others))
    return Indice(best, hors=tuple(line for line, text in texts if not _fits(inner.genre, best, text)))


def _fitting(genre: str, forme: str, texts: Sequence[tuple[int, str]]) -> int:
    return sum(_fits(genre, forme, text) for _, text in texts)


def _fits(genre: str, forme: str, text: str) -> bool:
    read = read_forme(genre, forme) if forme else None
    try:
        return bool(read and (read.convert(text) or True))
    except ValueError:
        return False


@lru_cache(maxsize=16)
def _adapter(genre: str) -> TypeAdapter[Any]:
    return TypeAdapter(Nombre if genre == "decimal" else TYPES[genre])


def _is_own(genre: str, text: str) -> bool:
    """Whether a dossier takes this text as it is."""
    try:
        _adapter(genre).validate_python(text)
    except ValidationError:
        return False
    return True


def _codes(champ: Champ, texts: Sequence[tuple[int, str]]) -> Indice:
    """The codes of a column and what they mean, the most frequent first; none if they are the dossier's own words."""
    known = champ.choix or ("oui", "non")
    first = {text: line for line, text in reversed(texts)}
    counted = [text for text, _ in Counter(text for _, text in texts).most_common(MAX_CODES)]
    valeurs = {text: _meaning(text, known) for text in counted if _is_code(text)}
    if all(text in known for text in first):
        return Indice()
    return Indice(
        valeurs=valeurs | _other_code(valeurs), hors=tuple(first[text] for text in first if not valeurs.get(text))
    )


def _is_code(text: str) -> bool:
    return len(text) <= _LONGUEUR and not INTERDITS.search(text)


def _other_code(valeurs: dict[str, str]) -> dict[str, str]:
    """The other code of a column of yes or no of which only one is to be seen."""
    if len(valeurs) != 1:
        return {}
    code, meant = next(iter(valeurs.items()))
    pairs = _PAIRES if meant == "oui" else {no: yes for yes, no in reversed(_PAIRES.items())}
    other = pairs.get(fold(code), "") if meant in ("oui", "non") else ""
    shaped = other.upper() if code.isupper() else other.capitalize() if code.istitle() else other
    return {shaped: "non" if meant == "oui" else "oui"} if other else {}


def _meaning(text: str, known: Sequence[str]) -> str:
    said = fold(text)
    for choice in known:
        if said == fold(choice) or said in _CODES.get(choice, ()):
            return choice
    return nearest(text, known, PROCHE) or ""
