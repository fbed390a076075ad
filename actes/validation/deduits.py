"""The facts that the law deduces, and those of the dossier that they come from: what a clerk can add."""

from __future__ import annotations

from actes.dossier import Dossier, read_chemin
from actes.droit import DEDUITS


def to_write(chemin: str, dossier: Dossier) -> tuple[str, ...]:
    """What must be added so that this path is known: itself, or the missing facts that it is deduced from."""
    sources = tuple(source for source in DEDUITS.get(chemin, ()) if read_chemin(dossier, source) is None)
    return sources or (chemin,)
