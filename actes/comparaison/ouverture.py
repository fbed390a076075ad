"""Both sides opened: a file, or the template of an act of the catalogue; then compared whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from actes.catalogue import Acte, ModeleDate, load_catalogue
from actes.catalogue.modeles import Modeles
from actes.comparaison.clauses import Ecart, compare_contrats, compare_findings, compare_words
from actes.comparaison.lecteur import Changement, compare_passages
from actes.errors import ActesError, Constat, LectureError, ModeleError
from actes.lint.controle import read_sujet
from actes.lint.modele import Sujet
from actes.lint.ossature import Fragmentation
from actes.place import Place
from actes.rendu.contrat import Contrat, read_contrat, read_fragments
from actes.rendu.fragments import Fragments, fragments_beside
from actes.rendu.garde import open_docx, read_file
from actes.rendu.texte import Passage, read_passages
from actes.typographie import typographie


@dataclass(frozen=True, slots=True)
class Comparaison:
    """All that differs between two templates; `contrat` is None when one of them cannot be understood (`constats`)."""

    avant: Path
    apres: Path
    lecteur: tuple[Changement, ...]
    contrat: tuple[Ecart, ...] | None
    constats: tuple[Constat, ...] = ()

    @property
    def identique(self) -> bool:
        return not self.lecteur and self.contrat == ()


def compare(avant: str, apres: str, racines: Sequence[Path]) -> Comparaison:
    """Compare two templates, each the path of a .docx or the id of an act of the catalogue.

    Raises LectureError with everything that cannot be read.
    """
    paths, constats = [], list[Constat]()
    for cible, other in ((avant, apres), (apres, avant)):
        try:
            paths.append(_path_of(cible, other, racines))
            read_passages(open_docx(paths[-1]), str(paths[-1]))
        except LectureError as error:
            constats += [constat for constat in error.constats if constat not in constats]
    if constats:
        raise LectureError(constats=constats)
    sides = [_Cote(path, racines) for path in paths]
    faults = tuple(constat for side in sides for constat in side.constats)
    lecteur = compare_passages(sides[0].passages, sides[1].passages)
    clauses = None if faults else tuple(_clauses(sides[0], sides[1], racines))
    return Comparaison(paths[0], paths[1], lecteur, clauses, faults)


class _Cote:
    """One side: its passages, those of its fragments, and its contract if it can be understood."""

    def __init__(self, path: Path, racines: Sequence[Path]):
        self.path = path
        self.content = content = read_file(path)
        self.fragments = _fragments_of(path, racines)
        self.passages: list[Passage] = read_passages(open_docx(content, str(path)), str(path))
        self.contrat: Contrat | None = None
        self.constats: tuple[Constat, ...] = ()
        try:
            self.passages += read_fragments(self.passages, self.fragments)
            self.contrat = read_contrat(content, self.passages, self.fragments, str(path))
        except ActesError as error:
            self.constats = tuple(_placed(constat, path) for constat in error.constats)

    def sujet(self, acte: Acte, modele: ModeleDate) -> Sujet:
        """This side as `controler` looks at it."""
        return read_sujet(self.content, str(self.path), Fragmentation(self.fragments), acte=acte, modele=modele)


def _clauses(avant: _Cote, apres: _Cote, racines: Sequence[Path]) -> list[Ecart]:
    if avant.contrat is None or apres.contrat is None:
        return []
    found = list(compare_contrats(avant.contrat, apres.contrat))
    before, after = _act_of(avant.path, racines), _act_of(apres.path, racines)
    known = before or after
    if known is None or (before and after and before[0].id != after[0].id):
        return found  # two acts do not promise the same things
    found += compare_words(known[0], avant.passages, apres.passages)
    return [*found, *compare_findings(avant.sujet(*(before or known)), apres.sujet(*(after or known)))]


def _path_of(cible: str, other: str, racines: Sequence[Path]) -> Path:
    """The file that a target names. An act of several templates gives the one of the other side's name."""
    if cible.lower().endswith(".docx") or "/" in cible or Path(cible).is_file():
        return Path(cible)
    acte = load_catalogue(racines).acte(cible)
    files = list(dict.fromkeys(modele.fichier for modele in acte.modeles))
    same = [file for file in files if file.name == Path(other).name]
    if len(files) == 1 or same:
        return (same or files)[0]
    raise LectureError(
        typographie(f"l'acte « {cible} » a plusieurs modèles : lequel comparer ?"),
        conseil=typographie(f"donnez son fichier : {', '.join(map(str, files))}"),
    )


def _act_of(path: Path, racines: Sequence[Path]) -> tuple[Acte, ModeleDate] | None:
    """The act whose template this is, when it stands in the folder of one that can be read."""
    folder = path.resolve().parent
    if not (folder / "acte.yaml").is_file():
        return None
    try:
        acte = load_catalogue([*racines, folder.parent]).acte(folder.name)
    except ActesError:  # « controler » says what is wrong in it
        return None
    return next(((acte, m) for m in acte.modeles if m.fichier.resolve() == path.resolve()), None)


def _fragments_of(path: Path, racines: Sequence[Path]) -> Fragments:
    """The fragments beside the template, then those of the catalogue."""
    beside, installed = fragments_beside(path), Modeles(racines).fragment

    def read(name: str) -> bytes:
        try:
            return beside(name)
        except ModeleError:
            return installed(name)

    return read


def _placed(constat: Constat, path: Path) -> Constat:
    """A fault of a fragment has no file of its own: the template that calls it is named."""
    if constat.place and str(path) in constat.place.fichier:
        return constat
    part = constat.place.fichier if constat.place else ""
    place = Place(f"{path}:{part}" if part else str(path), constat.place.ligne if constat.place else None)
    return Constat(code=constat.code, message=constat.message, place=place, conseil=constat.conseil)
