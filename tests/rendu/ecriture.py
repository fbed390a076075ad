"""What the tests of the filters share: durations, and texts easier to write in a table."""

from __future__ import annotations

from types import SimpleNamespace as Groupe


def plain(text: str) -> str:
    """Easier to write in a table: ordinary spaces and apostrophes, line breaks that show."""
    return text.replace("\u00a0", " ").replace("’", "'").replace("\n", "⏎")


def duree(ans: int = 0, mois: int = 0, jours: int = 0) -> Groupe:
    return Groupe(ans=ans, mois=mois, jours=jours)
