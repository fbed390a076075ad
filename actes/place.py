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


@dataclass(frozen=True, slots=True, kw_only=True)
class Repere:
    """Where something stands in a Word document, as an author finds it: numbers from 1, None where it is not known."""

    partie: str  # corps, en-tête, pied de page, notes, notes de fin, commentaires, propriétés, styles, réglages, paquet
    paragraphe: int | None = None  # its number in the part, cells and text boxes included, in the order of the file
    cellule: tuple[tuple[int, int, int], ...] = ()  # (table, row, cell), from the outermost table inwards
    colonne: int | None = None  # the character in the paragraph's text
    page: int | None = None
    extrait: str = ""
    zone: bool = False  # in a text box
    fragment: str = ""  # of a shared piece that the template calls: its name

    def __str__(self) -> str:
        parts = [f"fragment «\u00a0{self.fragment}\u00a0»"] if self.fragment else []
        parts.append(self.partie + (", zone de texte" if self.zone else ""))
        if self.page:
            parts.append(f"page {self.page}")
        parts += ["tableau {}, ligne {}, cellule {}".format(*case) for case in self.cellule]
        if self.paragraphe:
            parts.append(f"paragraphe {self.paragraphe}")
        return ", ".join(parts)

    def as_json(self) -> dict[str, str | int | None]:
        """The keys that a finding of a template adds to those of conception §6."""
        return {
            "partie": self.partie,
            "page": self.page,
            "paragraphe": self.paragraphe,
            "cellule": ", ".join("tableau {}, ligne {}, cellule {}".format(*case) for case in self.cellule) or None,
            "colonne_texte": self.colonne,
            "extrait": self.extrait or None,
            "fragment": self.fragment or None,
        }
