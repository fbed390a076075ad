"""The dossier that a document was made from, found again: where the register says, or where one says that it is now."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from actes.dossier import Lecture
from actes.errors import LectureError
from actes.generate import Atelier, open_reglages, template_folders
from actes.place import Place
from actes.registre import Ligne
from actes.rendu.garde import read_file
from actes.tableaux.correspondance import Correspondance, load_correspondance
from actes.tableaux.tableau import is_table, lecture_of_row, unroll
from actes.typographie import typographie


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprise:
    """What to take instead of the files that the register recorded: they may have moved."""

    dossier: Path | None = None
    correspondance: Path | None = None
    reglages: Path | None = None
    modeles: Path | None = None


def origin_of(ligne: Ligne) -> Mapping[str, Any]:
    """What the register noted of where a document comes from. Raises LectureError if it noted nothing."""
    origine: Mapping[str, Any] | None = ligne.contenu.get("origine")
    if not origine:
        raise LectureError(typographie(f"le registre ne dit pas d'où vient le document {ligne.designation}"))
    return origine


def atelier_of(ligne: Ligne, reprise: Reprise) -> Atelier:
    """The templates and the settings that a document was made with. Raises LectureError if they have moved."""
    origine = origin_of(ligne)
    modeles = _found(reprise.modeles, origine["modeles"], "le répertoire de modèles", "--modeles")
    reglages = _found(reprise.reglages, origine["reglages"], "le fichier de réglages", "--reglages")
    return Atelier(template_folders(modeles), open_reglages(reglages))


def lecture_of(ligne: Ligne, reprise: Reprise, atelier: Atelier) -> Lecture:
    """The dossier that a document was made from, found by its rank and its reference.

    Raises LectureError if its file has moved, or no longer holds it.
    """
    origine = origin_of(ligne)
    path = _found(reprise.dossier, origine["fichier"], "le dossier", "--dossier")
    assert path is not None, "every origin has a file"
    place = int(origine["place"])
    if is_table(str(path)):
        mapping = _found(reprise.correspondance, origine["correspondance"], "la correspondance", "--correspondance")
        if mapping is None:
            advice = "donnez-la par --correspondance"
            raise LectureError("un export se lit par sa correspondance", Place(str(path)), conseil=advice)
        found = _in_table(path, mapping, atelier, place, ligne.dossier)
    else:
        found = _in_stream(atelier.read(path), place, ligne.dossier, reprise.dossier is None)
    if found is None:
        message = f"le dossier {ligne.dossier} n'est plus dans ce fichier"
        advice = "donnez le fichier qui le contient par --dossier"
        raise LectureError(typographie(message), Place(str(path)), conseil=typographie(advice))
    return found


def _found(given: Path | None, recorded: str | None, what: str, option: str) -> Path | None:
    """The file given, else the one recorded. Raises LectureError if it is no longer there."""
    path = given or (Path(recorded) if recorded else None)
    if path is not None and not path.exists():
        message = f"{what} qui a servi n'est plus là"
        raise LectureError(typographie(message), Place(str(path)), conseil=typographie(f"dites où il est : {option}"))
    return path


def _in_stream(lectures: list[Lecture], place: int, reference: str, alone: bool) -> Lecture | None:
    same = [rank for rank, each in enumerate(lectures) if _is_of(each, reference)]
    if same:
        return lectures[place if place in same else same[0]]
    # alone in its own file, it is the one whose very reference has changed, or that cannot be read any more
    return lectures[0] if alone and len(lectures) == 1 else None


def _in_table(path: Path, mapping: Path, atelier: Atelier, place: int, reference: str) -> Lecture | None:
    champs = atelier.catalogue.champs()
    correspondance = load_correspondance(read_file(mapping), str(mapping), champs)
    defauts = atelier.reglages.defauts if atelier.reglages else None
    for rows in (islice(_rows(path, correspondance), place, place + 1), _rows(path, correspondance)):
        for data in rows:
            lecture = lecture_of_row(data, correspondance, str(path), champs, defauts)
            if _is_of(lecture, reference):
                return lecture
    return None


def _rows(path: Path, correspondance: Correspondance) -> Iterator[bytes]:
    """The rows of an export one at a time, as its working copy would keep them."""
    copy = io.BytesIO()
    for _ in unroll(path, correspondance, copy):
        yield copy.getvalue()
        copy.seek(0)
        copy.truncate()


def _is_of(lecture: Lecture, reference: str) -> bool:
    return lecture.dossier is not None and lecture.dossier.dossier == reference
