"""`actes modeles controler --annoter`: the findings of a check as Word comments, in copies of the templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from actes.deliver import Fichier, write_whole
from actes.errors import Constat, Gravite, LectureError
from actes.place import Place
from actes.rendu.annotation import Note, annotate
from actes.rendu.garde import open_docx
from actes.typographie import typographie

SUFFIXE = "__annote.docx"
_TETES = {Gravite.BLOQUANTE: "Bloquant", Gravite.AVERTISSEMENT: "Attention", Gravite.INFORMATION: "Information"}


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was written, and the documents that are too dangerous, or too broken, to be copied."""

    copies: tuple[Path, ...]
    refuses: tuple[str, ...] = ()


def annotate_copies(constats: Iterable[Constat], folder: Path) -> Annotations:
    """Write in `folder` an annotated copy of each docx that has findings, in place of a former copy.

    The template itself is never written: a copy is named after the folder of its act, with `__annote`.
    Raises EnvironnementError when a copy cannot be written.
    """
    by_file: dict[str, list[Constat]] = {}
    for constat in constats:
        if constat.place is not None and constat.place.fichier.endswith(".docx"):
            by_file.setdefault(constat.place.fichier, []).append(constat)
    copies: list[Path] = []
    refused: list[str] = []
    for fichier, found in by_file.items():
        try:
            members = open_docx(Path(fichier))
        except LectureError:
            refused.append(fichier)
            continue
        content = annotate(members, [_note(constat) for constat in found])
        copies += write_whole(
            folder, [Fichier(copy_name(Path(fichier)), content, None, Place(fichier))], remplacer=True
        )
    return Annotations(tuple(copies), tuple(refused))


def copy_name(path: Path) -> str:
    """« ordre-mise-a-execution__modele__annote.docx »; the file name alone for what is in no act's folder."""
    folder = path.resolve().parent
    of_act = (folder / "acte.yaml").is_file() or folder.name == "fragments"
    return (f"{folder.name}__" if of_act else "") + path.stem + SUFFIXE


def _note(constat: Constat) -> Note:
    """The comment of a finding: its gravity and its code, where it is if Word has no comments there, what to do."""
    place = constat.ou
    elsewhere = "" if place is None or (place.partie == "corps" and not place.zone) else f"{place} : "
    lines = [f"{_TETES[constat.gravite]} – {constat.code}", f"{elsewhere}{constat.message}."]
    if elsewhere and place is not None and place.extrait:
        lines.append(f"« {place.extrait} »")
    if constat.article:
        lines.append(constat.article)
    if constat.conseil:
        lines.append(f"→ {constat.conseil}.")
    texts = tuple(typographie(line) for line in lines)
    if place is None:
        return Note(texts)
    return Note(texts, place.partie, place.paragraphe, place.colonne)
