"""The author's checks: an act type whole, its templates proved, its example produced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from actes.catalogue import Acte
from actes.dossier import load_dossier
from actes.errors import ActesError, Constat, DossierRefused, LectureError, ModeleError, is_blocked
from actes.generate import Atelier, Demande
from actes.produce import produce
from actes.rendu import compile_modele
from actes.rendu.garde import read_file

EXEMPLE = "exemple.yaml"


def check_targets(cibles: Iterable[str], racines: Sequence[Path], jour: date) -> tuple[list[Constat], int]:
    """Check act types by id and template files by path; the whole catalogue when none is named. Findings and status."""
    atelier = Atelier(racines)
    constats: list[Constat] = []
    statut = 0
    for cible in tuple(cibles) or atelier.catalogue.ids:
        try:
            if cible.endswith(".docx"):
                _check_file(Path(cible), racines, jour)
            else:
                check_act(atelier, atelier.catalogue.acte(cible), jour)
        except ActesError as error:
            constats += [constat for constat in error.constats if constat not in constats]
            statut = max(statut, 2 if isinstance(error, LectureError) else ModeleError.exit_code)
    return constats, statut


def _check_file(path: Path, racines: Sequence[Path], jour: date) -> None:
    """A template in the folder of an act is checked with its act; another, for its syntax and its fragments."""
    read_file(path)
    folder = path.resolve().parent
    if (folder / "acte.yaml").is_file():
        atelier = Atelier([*racines, folder.parent])
        check_act(atelier, atelier.catalogue.acte(folder.name), jour)
    else:
        compile_modele(path)


def check_act(atelier: Atelier, acte: Acte, jour: date) -> None:
    """Prove every template of an act, then produce its example. Raises ModeleError with what is wrong."""
    for modele in acte.modeles:
        atelier.modeles.load(acte, modele)
    exemple = acte.dossier / EXEMPLE
    if not exemple.is_file():
        return
    lecture = load_dossier(exemple.read_bytes(), str(exemple), atelier.catalogue.champs())
    examen = atelier.examine(lecture, acte.id, Demande(aujourdhui=jour))
    findings = (*lecture.constats, *examen.constats)
    if is_blocked(findings) or lecture.dossier is None:
        raise DossierRefused(constats=findings)
    for _ in produce(examen, lecture, atelier.modeles):
        pass
