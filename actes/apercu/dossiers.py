"""The dossiers that the preview offers: the act's example and cases, the project's samples, the author's files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from actes.cas import CAS, EXEMPLE, load_cas
from actes.catalogue import Acte
from actes.dossier import Lecture, Reglages, load_flux, parse_chemin
from actes.dossier.noeuds import Arbre, TropProfond, compose
from actes.errors import ActesError, Constat, ModeleError
from actes.generate import Atelier
from actes.place import Place
from actes.rendu.garde import read_file

EXEMPLES, CASES, PROJET, DOSSIERS = "exemple", "cas", "exemples du projet", "dossier"


@dataclass(frozen=True, slots=True)
class Origine:
    """One dossier that can be chosen."""

    cle: str
    libelle: str
    groupe: str
    fichier: Path
    rang: int = 0  # in its file, or among the cases
    pour_acte: bool = True

    def as_json(self) -> dict[str, Any]:
        return {"cle": self.cle, "libelle": self.libelle, "groupe": self.groupe, "pour_acte": self.pour_acte}


@dataclass(frozen=True, slots=True)
class DossierLu:
    """A dossier as read, and where its author wrote each thing: a case is its example, a little changed."""

    origine: Origine
    lecture: Lecture
    reglages: str = ""  # the file of the court's settings
    cas: Cas | None = None

    def donne(self, chemin: str) -> bool:
        """Whether the dossier itself writes this path."""
        return self.lecture.donne(chemin)

    def place(self, chemin: str) -> Place:
        """Where this path is written, or the nearest thing above it."""
        return self.cas.place(chemin) if self.cas else self.lecture.place(chemin)

    def placed(self, constat: Constat) -> Constat:
        """The finding with the place where its author finds it."""
        ours = constat.place is not None and constat.place.fichier == self.lecture.fichier
        if self.cas is None or not ours:
            return constat
        return replace(constat, place=self.cas.place(constat.chemin) if constat.chemin else self.cas.debut)


@dataclass(frozen=True, slots=True)
class Cas:
    """A case of an act: what it changes has its place in cas.yaml, the rest in the example."""

    debut: Place
    changements: dict[str, Place]
    exemple: Lecture = field(repr=False)

    def place(self, chemin: str) -> Place:
        parts = parse_chemin(chemin)
        found = [
            (len(changed), place)
            for changed, place in ((parse_chemin(path), place) for path, place in self.changements.items())
            if parts[: len(changed)] == changed or changed[: len(parts)] == parts
        ]
        return max(found, default=(0, self.exemple.place(chemin)), key=lambda each: each[0])[1]


def origins_of(acte: Acte) -> Iterator[Origine]:
    """The example and the cases of an act."""
    exemple, cas = acte.dossier / EXEMPLE, acte.dossier / CAS
    if exemple.is_file():
        yield Origine("exemple", "L’exemple de l’acte", EXEMPLES, exemple)
    if exemple.is_file() and cas.is_file():
        try:
            entries = list(_entries(cas))
        except ActesError:
            yield Origine("cas-1", f"{CAS} est illisible", CASES, cas, pour_acte=False)
            return
        for rank, entry in enumerate(entries):
            name = next((str(value.value) for key, value in entry.value if key.value == "cas"), "")
            yield Origine(f"cas-{rank + 1}", name or f"cas n°\u00a0{rank + 1}", CASES, cas, rank)


def origins_in(files: list[Path], atelier: Atelier, acte: str | None, groupe: str) -> Iterator[Origine]:
    """The dossiers of these files; a file that cannot be read is offered too: choosing it tells why."""
    prefix = "projet" if groupe == PROJET else "dossier"
    for number, path in enumerate(files, start=1):
        try:
            lectures = atelier.read(path)
        except ActesError:
            lectures = []
        for rank, lecture in enumerate(lectures or [None]):
            asked = lecture.dossier.actes if lecture and lecture.dossier else None
            reference = lecture.dossier.dossier if lecture and lecture.dossier else ""
            label = f"{path.name} · {reference}" if reference and len(lectures) > 1 else path.name
            mine = acte is None or groupe == DOSSIERS or acte in (asked or ())
            yield Origine(f"{prefix}-{number}-{rank + 1}", label, groupe, path, rank, mine)


def read_origin(origine: Origine, atelier: Atelier, reglages: Reglages | None) -> DossierLu:
    """The dossier itself, with these settings. Raises LectureError or ModeleError for a file that cannot be read."""
    if origine.groupe == CASES:
        return _read_case(origine, atelier, reglages.fichier if reglages else "")
    defauts = reglages.defauts if reglages else None
    champs = atelier.catalogue.champs()
    lectures = load_flux(read_file(origine.fichier), str(origine.fichier), champs, defauts)
    return DossierLu(origine, lectures[min(origine.rang, len(lectures) - 1)], reglages.fichier if reglages else "")


def _read_case(origine: Origine, atelier: Atelier, reglages: str) -> DossierLu:
    folder = origine.fichier.parent
    entry = list(_entries(origine.fichier))[origine.rang]
    try:
        cases = list(load_cas(folder))
    except (LookupError, TypeError, ValueError, AttributeError):
        place = Arbre(entry, str(origine.fichier)).place(entry)
        raise ModeleError("un cas de ce fichier est mal écrit", place, conseil="comparez-le aux autres") from None
    exemple = folder / EXEMPLE
    lecture = atelier.read_content(cases[origine.rang].texte.encode(), str(exemple))[0]
    tree = Arbre(entry, str(origine.fichier))
    changes = {path: tree.place(node) for path, node in _changes(entry)}
    case = Cas(tree.place(entry), changes, atelier.read(exemple)[0])
    return DossierLu(origine, lecture, reglages, case)


def _entries(path: Path) -> Iterator[MappingNode]:
    """The cases of a file, as nodes. Raises LectureError, ModeleError."""
    try:
        root = compose(read_file(path).decode("utf-8", "replace"))
    except (yaml.YAMLError, TropProfond) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(str(path), mark.line + 1, mark.column + 1) if mark else Place(str(path))
        raise ModeleError("ce fichier n’est pas du YAML bien formé", place) from None
    if isinstance(root, SequenceNode):
        yield from (node for node in root.value if isinstance(node, MappingNode))


def _changes(entry: MappingNode) -> Iterator[tuple[str, Node]]:
    """Each path that a case sets or removes, and the node that names it."""
    for key, value in entry.value:
        if key.value == "avec" and isinstance(value, MappingNode):
            yield from ((str(path.value), path) for path, _ in value.value)
        elif key.value == "sans" and isinstance(value, SequenceNode):
            yield from ((str(path.value), path) for path in value.value)
        elif key.value == "date":
            yield "date_acte", key
