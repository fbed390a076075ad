"""A row of an export as its reader gives it, whatever the format: texts, and typed cells that only a workbook has."""

from __future__ import annotations

from dataclasses import dataclass

NOMBRE, JOUR, INSTANT, HEURE, BOOLEEN, ILLISIBLE = "nombre", "jour", "instant", "heure", "booleen", "illisible"

# A cell: a text (empty when there is nothing), or what it is and what it says:
#   (NOMBRE, « 1200.5 », as the sheet shows it or empty if only figures of a certain look say it)
#   (JOUR, AAAA-MM-JJ)   (INSTANT, AAAA-MM-JJ HH:MM)   (HEURE, HH:MM)   (BOOLEEN, oui or non)   (ILLISIBLE, why, advice)
Valeur = str | tuple[str, ...]

FUSIONNEE: Valeur = (ILLISIBLE, "elle est fusionnée avec une autre", "défusionnez les cellules de cette ligne")


@dataclass(slots=True)
class Rangee:
    """One row: its line in the file, its cells from the first column on, and what forbids to use it, if anything."""

    ligne: int
    valeurs: list[Valeur]
    faute: tuple[str, str] | None = None  # why, and what to do
    compte: bool = False  # whether the number of its cells must be that of the titles: a CSV row

    @property
    def vide(self) -> bool:
        """Whether it says nothing at all: no cell of its own."""
        return self.faute is None and not any(v.strip() if isinstance(v, str) else v != FUSIONNEE for v in self.valeurs)
