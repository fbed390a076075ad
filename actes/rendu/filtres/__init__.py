"""The French filters of the templates: pure, told what they print, each with an example that is a test."""

from __future__ import annotations

from actes.rendu.filtres import dates, libelles, nombres, peines, personnes, references, textes
from actes.rendu.filtres.declaration import FILTRES, NBSP, Filtre, documentation, filtre

__all__ = [
    "FILTRES",
    "NBSP",
    "Filtre",
    "dates",
    "documentation",
    "filtre",
    "libelles",
    "nombres",
    "peines",
    "personnes",
    "references",
    "textes",
]
