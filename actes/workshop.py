"""The author's checks: an act type whole, its templates looked at and proved, its example produced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from actes.catalogue import Acte
from actes.catalogue.acte import ModeleDate
from actes.dossier import Champ, load_dossier
from actes.errors import ActesError, Constat, DossierRefused, EnvironnementError, LectureError, ModeleError, is_blocked
from actes.generate import Atelier, Demande
from actes.lint.controle import called_by, check, check_acte, names_of_all, read_sujet
from actes.lint.modele import Sujet
from actes.lint.ossature import Fragmentation
from actes.pdf.pages import pages_of
from actes.produce import produce
from actes.rendu import compile_modele
from actes.rendu.garde import read_file
from actes.rendu.jalons import with_jalons

EXEMPLE = "exemple.yaml"

Pages = Callable[[bytes], Mapping[int, int] | None]  # of a docx: the page of each paragraph of its body


def check_targets(
    cibles: Iterable[str], racines: Sequence[Path], jour: date, pages: Pages | None = None
) -> tuple[list[Constat], int]:
    """Check act types by id and template files by path; the whole catalogue when none is named. Findings and status.

    Each finding on a template has its place in the document (`ou`). `pages` lays a docx out, to know the pages when
    Word has not written them down.
    """
    atelier = Atelier(racines)
    controle = _Controle(atelier, racines, jour, pages)
    for cible in tuple(cibles) or atelier.catalogue.ids:
        try:
            if cible.lower().endswith(".docx") or Path(cible).is_file():
                controle.file(Path(cible))
            else:
                controle.acte(atelier, atelier.catalogue.acte(cible))
        except EnvironnementError:  # what the machine lacks is nobody's mistake
            raise
        except ActesError as error:
            controle.add(error.constats, 2 if isinstance(error, LectureError) else ModeleError.exit_code)
    controle.check_fragments()
    return controle.constats, controle.statut


@dataclass(slots=True)
class _Controle:
    """One run: what is found, the fragments met on the way, each of which is looked at once."""

    atelier: Atelier
    racines: Sequence[Path]
    jour: date
    pages: Pages | None
    constats: list[Constat] = field(default_factory=list)
    statut: int = 0
    fragments: Fragmentation = field(init=False)
    called: dict[str, None] = field(default_factory=dict)
    common: dict[str, Champ] = field(default_factory=dict)  # the names that some act declares

    def __post_init__(self) -> None:
        paths = (path for racine in self.racines for path in racine.glob("_communs/fragments/[!~.]*.docx"))
        self.fragments = Fragmentation(self.atelier.modeles.fragment, {path.stem: str(path) for path in paths})

    def add(self, constats: Iterable[Constat], statut: int = ModeleError.exit_code) -> None:
        """Note findings, once each; a blocking one is the author's mistake, or what `statut` says."""
        new = [constat for constat in constats if constat not in self.constats]
        self.constats += new
        if is_blocked(new):
            self.statut = max(self.statut, statut)

    def file(self, path: Path) -> None:
        """A template in the folder of an act is checked with its act; a fragment as such; another, for what it says."""
        content = read_file(path)
        folder = path.resolve().parent
        if (folder / "acte.yaml").is_file():
            atelier = Atelier([*self.racines, folder.parent])
            self.acte(atelier, atelier.catalogue.acte(folder.name))
            return
        fragment = path.stem if folder.name == "fragments" and folder.parent.name == "_communs" else ""
        sujet = self._read(content, str(path), fragment=fragment, noms_lus=self._names())
        found = check(sujet)
        self.add(found)
        if not fragment and not is_blocked(found):
            compile_modele(content, self.atelier.modeles.fragment, fichier=str(path))
            self._call([sujet])

    def acte(self, atelier: Atelier, acte: Acte) -> None:
        """The templates of an act, then its example if they are sound. Raises ModeleError, DossierRefused."""
        self.add(check_acte(acte))
        sujets, blocked = [], False
        for modele in acte.modeles:
            if not modele.fichier.is_file():
                atelier.modeles.load(acte, modele)  # which says that it is missing
            sujet = self._read(read_file(modele.fichier), str(modele.fichier), acte=acte, modele=modele)
            found = check(sujet)
            self.add(found)
            blocked |= is_blocked(found)
            sujets.append(sujet)
        self._call(sujets)
        if blocked:
            _check_example(atelier, acte, self.jour, produced=False)
        else:
            check_act(atelier, acte, self.jour)

    def check_fragments(self) -> None:
        """The fragments that the templates called, each as a document of its own."""
        for nom in self.called:
            path = Path(self.fragments.chemins.get(nom, ""))
            if path.is_file():
                self.add(check(self._read(read_file(path), str(path), fragment=nom, noms_lus=self._names())))

    def _call(self, sujets: Sequence[Sujet]) -> None:
        self.called |= dict.fromkeys(called_by(sujets))

    def _names(self) -> dict[str, Champ]:
        self.common = self.common or names_of_all(self.atelier.catalogue.acte(i) for i in self.atelier.catalogue.ids)
        return self.common

    def _read(
        self,
        content: bytes,
        fichier: str,
        *,
        acte: Acte | None = None,
        modele: ModeleDate | None = None,
        fragment: str = "",
        noms_lus: dict[str, Champ] | None = None,
    ) -> Sujet:
        pages = self.pages(content) if self.pages else None
        return read_sujet(
            content,
            fichier,
            self.fragments,
            acte=acte,
            modele=modele,
            fragment=fragment,
            noms_lus=noms_lus,
            pages=pages,
        )


def pages_by_libreoffice(content: bytes) -> Mapping[int, int] | None:
    """The pages of a template, laid out by LibreOffice; None for a docx that is too dangerous to be opened.

    Raises EnvironnementError when LibreOffice is missing.
    """
    try:
        return pages_of(with_jalons(content))
    except LectureError:
        return None


def check_act(atelier: Atelier, acte: Acte, jour: date) -> None:
    """Prove every template of an act, then produce its example. Raises ModeleError with what is wrong."""
    for modele in acte.modeles:
        atelier.modeles.load(acte, modele)
    _check_example(atelier, acte, jour, produced=True)


def _check_example(atelier: Atelier, acte: Acte, jour: date, *, produced: bool) -> None:
    """The example meets the law; `produced`: and its documents come out."""
    exemple = acte.dossier / EXEMPLE
    if not exemple.is_file():
        return
    lecture = load_dossier(exemple.read_bytes(), str(exemple), atelier.catalogue.champs())
    examen = atelier.examine(lecture, acte.id, Demande(aujourdhui=jour))
    findings = (*lecture.constats, *examen.constats)
    if is_blocked(findings) or lecture.dossier is None:
        raise DossierRefused(constats=findings)
    for _ in produce(examen, lecture, atelier.modeles) if produced else ():
        pass


def subjects(racines: Sequence[Path], ids: Iterable[str] = ()) -> Iterator[Sujet]:
    """Every template of these acts (all of them if none is named), ready for the rules."""
    atelier = Atelier(racines)
    fragments = Fragmentation(atelier.modeles.fragment)
    for acte in map(atelier.catalogue.acte, tuple(ids) or atelier.catalogue.ids):
        for modele in acte.modeles:
            contenu = read_file(modele.fichier)
            yield read_sujet(contenu, str(modele.fichier), fragments, acte=acte, modele=modele)
