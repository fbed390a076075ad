"""What is previewed (templates, act or document, dossiers at hand), and what the reader of the page chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from actes.catalogue import load_catalogue, unknown_act
from actes.errors import LectureError
from actes.place import Place
from actes.typographie import typographie

ACTE = "acte.yaml"
YAML = (".yaml", ".yml")
_NOMS = ("acte", "dossier", "exemplaire", "element", "langue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Projet:
    """What the preview is opened on. `seul`: a document of no act, shown with the values of a dossier."""

    racines: tuple[Path, ...]
    aujourdhui: date
    acte: str | None = None
    modele: Path | None = None  # the template asked for by its path
    seul: bool = False
    dossiers: tuple[Path, ...] = ()
    exemples: Path | None = None  # the samples of the project
    reglages: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix:
    """What the reader of the page chose; empty: whatever comes first."""

    acte: str = ""
    dossier: str = ""
    date: date | None = None  # the time machine; None: the dossier's own date
    exemplaire: str = ""
    element: str = ""
    brouillon: bool = False
    langue: str = ""  # of an act that is translated; empty: the one that the dossier leads to

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Choix:
        """From the parameters of an address. A date that does not exist is no date."""
        try:
            jour = date.fromisoformat(given.get("date", ""))
        except ValueError:
            jour = None
        names = {name: given.get(name, "") for name in _NOMS}
        return cls(**names, date=jour, brouillon=given.get("brouillon") in ("oui", "1", "true"))

    def as_query(self) -> str:
        """The end of an address that asks for this; empty when nothing was chosen."""
        given = {name: getattr(self, name) for name in _NOMS}
        given |= {"date": self.date.isoformat() if self.date else "", "brouillon": "oui" if self.brouillon else ""}
        chosen = urlencode({name: value for name, value in given.items() if value})
        return f"?{chosen}" if chosen else ""


def open_projet(projet: Projet, cible: str | None) -> Projet:
    """The project with its target: the id of an act, or the path of a docx. Raises LectureError."""
    for path in projet.dossiers:
        if path.is_dir() and not given_files((path,)):
            raise LectureError(
                typographie("ce répertoire ne contient aucun dossier"),
                Place(str(path)),
                conseil=typographie("un dossier est un fichier .yaml"),
            )
    if cible is None or not cible.lower().endswith(".docx"):
        if cible is not None and Path(cible).is_file():
            raise LectureError(
                typographie("ce fichier n'est pas un .docx"),
                Place(cible),
                conseil=typographie("dans Word, enregistrez-le au format « Document Word (.docx) »"),
            )
        known = load_catalogue(projet.racines)
        if cible is not None and cible not in known:
            raise LectureError(constats=[unknown_act(cible, known.ids)])
        return replace(projet, acte=cible)
    path = Path(cible).resolve()
    if not path.is_file():
        raise LectureError("ce fichier n’existe pas", Place(cible), conseil="vérifiez le chemin")
    if not (path.parent / ACTE).is_file():
        return replace(projet, modele=path, seul=True)
    racines = projet.racines
    if path.parent.parent not in [racine.resolve() for racine in racines]:
        racines = (*racines, path.parent.parent)
    return replace(projet, racines=racines, modele=path, acte=path.parent.name)


def given_files(paths: tuple[Path, ...]) -> list[Path]:
    """The dossier files among these paths, folders opened. Raises LectureError for one that is not there."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (file for file in path.rglob("*") if file.suffix in YAML and file.is_file())
            found += sorted(file for file in inside if not any(part.startswith(".") for part in file.parts))
        elif path.is_file():
            found.append(path)
        else:
            raise LectureError(typographie("ce dossier n'existe pas"), Place(str(path)), conseil="vérifiez le chemin")
    return list(dict.fromkeys(found))
