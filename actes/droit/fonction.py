"""What a function of the expressions says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fonction:
    """A function of the expressions: the genres it takes and gives, what it says in French, its article.

    It answers None when a fact that it needs is missing: the expression is then unknown.
    """

    nom: str
    appel: Callable[..., Any]
    parametres: tuple[str, ...]
    rend: str
    doc: str
    article: str = ""
