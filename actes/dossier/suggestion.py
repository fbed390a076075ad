"""The nearest known name to a name that is not known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

PROCHE = 0.8


def nearest(name: str, known: Iterable[str], cutoff: float = 0.65) -> str | None:
    """The known name that `name` was probably meant to be: accents, case, dashes and spaces forgiven; None if far."""
    folded = {fold(candidate): candidate for candidate in known}
    found = get_close_matches(fold(name), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def fold(name: str) -> str:
    """The name as one would compare it: no accent, no capital, underscores between words."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    return plain.casefold().strip().replace("-", "_").replace(" ", "_")
