"""Where the translations of a template stand on disk: `locales/<xx>/LC_MESSAGES/<id>.po`, beside it."""

from __future__ import annotations

from pathlib import Path

from actes.errors import Constat, ModeleError
from actes.place import Place
from actes.rendu.langues import LANGUES, Textes, nom_de_langue, read_textes
from actes.typographie import typographie

LOCALES = "locales"


def pot_path(modele: Path) -> Path:
    """The model of the catalogues of a template."""
    return modele.parent / LOCALES / f"{modele.parent.name}.pot"


def po_path(modele: Path, langue: str) -> Path:
    """The catalogue of a template in a language."""
    return modele.parent / LOCALES / langue / "LC_MESSAGES" / f"{modele.parent.name}.po"


def languages_of(modele: Path) -> tuple[str, ...]:
    """The languages that a template has a catalogue for, in alphabetical order."""
    return tuple(langue for langue in LANGUES if po_path(modele, langue).is_file())


def open_textes(modele: Path, langue: str, bilingue: bool = False) -> Textes:
    """The catalogue of a template in a language. Raises ModeleError when there is none."""
    path = po_path(modele, langue)
    if langue not in LANGUES or not path.is_file():
        known = ", ".join(languages_of(modele))
        constat = Constat(
            code="langue-sans-catalogue",
            message=typographie(f"ce document n'existe pas en {nom_de_langue(langue)} ({langue})"),
            place=Place(str(modele)),
            conseil=typographie(f"langues disponibles : {known}" if known else "aucune traduction n'est encore faite"),
        )
        raise ModeleError(constats=[constat])
    return read_textes(path.read_bytes(), langue, str(path), bilingue)
