"""A place in a file: what every message points to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`fichier:ligne:colonne`, lines and columns counted from 1 as editors do; None where it cannot be known."""

    fichier: str
    ligne: int | None = None
    colonne: int | None = None

    def __str__(self) -> str:
        parts = [self.fichier, self.ligne, self.colonne]
        return ":".join(str(part) for part in parts if part is not None)
