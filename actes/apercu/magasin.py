"""What is loaded once and loaded again only when its files change: catalogue, settings, templates, dossiers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from actes.apercu.dossiers import DOSSIERS, PROJET, DossierLu, Origine, origins_in, origins_of, read_origin
from actes.apercu.projet import ACTE, YAML, Projet, given_files
from actes.catalogue import Acte, ModeleDate, Modeles
from actes.catalogue.catalogue import COMMUNS
from actes.catalogue.locales import LOCALES
from actes.catalogue.preuve import check_modele
from actes.dossier import Reglages
from actes.errors import ActesError, ModeleError
from actes.generate import Atelier, open_reglages
from actes.rendu.ancrage import Ancrage
from actes.rendu.compiled import Modele, compile_modele
from actes.rendu.fragments import Fragments
from actes.rendu.garde import read_file
from actes.rendu.impression import analyse
from actes.rendu.langues import FRANCAIS, SOURCE, Textes
from actes.rendu.prepare import prepare_modele
from actes.rendu.provenance import ModeleTrace
from actes.rendu.source import read_source

T = TypeVar("T")
Etat = tuple[int, int, int] | None
CONSERVES = 64
REGLAGES = "reglages.yaml"  # among the samples: no dossier


def state_of(path: Path) -> Etat:
    """What tells that a file has changed; None if it is not there."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


@dataclass(frozen=True, slots=True)
class Traceur:
    """A template that tells where each text of the act comes from, and the paragraphs that it numbers."""

    modele: ModeleTrace
    ancrage: Ancrage
    textes: Textes


@dataclass(frozen=True, slots=True)
class Prevu:
    """What a template of an act is proved against."""

    acte: Acte
    modele: ModeleDate
    langue: str


class Magasin:
    """The files of a project as they stand now; each method looks at them first."""

    def __init__(self, projet: Projet):
        self.projet = projet
        self._atelier: Atelier | None = None
        self._known: dict[Path, Etat] = {}
        self._kept: dict[Hashable, tuple[object, Any]] = {}

    def atelier(self) -> Atelier:
        """The catalogue and the settings. Raises LectureError, ModeleError, DossierRefused."""
        now = {path: state_of(path) for path in self.catalogue_files()}
        changed = {path for path in now.keys() | self._known.keys() if now.get(path) != self._known.get(path)}
        if self._atelier is None:
            self._atelier = Atelier(self.projet.racines, self._reglages())
        elif changed:
            fresh = Atelier(self.projet.racines, self._reglages())
            fresh.catalogue = self._atelier.catalogue.renew(changed)
            self._atelier = fresh
        self._known = now
        self._atelier.reglages = self._reglages()
        return self._atelier

    def _reglages(self) -> Reglages | None:
        path = self.projet.reglages
        return None if path is None else self._once("réglages", state_of(path), lambda: open_reglages(path))

    def catalogue_files(self) -> list[Path]:
        """What the acts are written in."""
        found: list[Path] = []
        for root in self.projet.racines:
            found += root.glob(f"[!_.]*/{ACTE}")
            found += root.glob(f"{COMMUNS}/mentions/*.yaml")
            found += root.glob(f"{COMMUNS}/regles/*.yaml")
        return found

    def origines(self, acte: Acte | None) -> list[Origine]:
        """The dossiers to choose from, the author's own first."""
        atelier, projet = self.atelier(), self.projet
        ident = acte.id if acte else None
        given = given_files(projet.dossiers)
        samples = sorted(projet.exemples.glob("*.yaml")) if projet.exemples else []
        samples = [path for path in samples if path.name != REGLAGES]
        state = (self._states([*given, *samples]), id(atelier.reglages), atelier.catalogue.champs())

        def read() -> list[Origine]:
            found = list(origins_in(given, atelier, ident, DOSSIERS))
            return found + list(origins_in(samples, atelier, ident, PROJET))

        own = [] if acte is None else self._of_act(acte)
        others = self._once(("origines", ident), state, read)
        return [*(o for o in others if o.groupe == DOSSIERS), *own, *(o for o in others if o.groupe == PROJET)]

    def _of_act(self, acte: Acte) -> list[Origine]:
        files = [path for path in acte.dossier.iterdir() if path.suffix in YAML]
        return self._once(("cas", acte.dossier), self._states(files), lambda: list(origins_of(acte)))

    def dossier(self, origine: Origine) -> DossierLu:
        """The dossier chosen. Raises LectureError, ModeleError."""
        atelier = self.atelier()
        files = [origine.fichier, origine.fichier.parent / "exemple.yaml"]
        reglages = self._settings_of(origine)
        state = (self._states(files), id(reglages), atelier.catalogue.champs())
        return self._once(("dossier", origine), state, lambda: read_origin(origine, atelier, reglages))

    def _settings_of(self, origine: Origine) -> Reglages | None:
        """The court's settings; the samples of the project have their own, unless others are given."""
        own = self.projet.exemples / REGLAGES if self.projet.exemples else None
        if origine.groupe == PROJET and self.projet.reglages is None and own is not None and own.is_file():
            return self._once("réglages des exemples", state_of(own), lambda: open_reglages(own))
        return self.atelier().reglages

    def modeles(self, acte: Acte, fichier: Path) -> Modeles:
        """A loader of templates that has not read the former wording of this one, nor of its translations."""
        state = (self.state_of_template(fichier), acte)
        return self._once(("modèles", fichier), state, lambda: Modeles(self.projet.racines))

    def compile(self, fichier: Path, brouillon: bool) -> Modele:
        """A template of no act. Raises ModeleError."""
        state = self.state_of_template(fichier)

        def load() -> Modele:
            return compile_modele(read_file(fichier), self.fragment, brouillon, str(fichier))

        return self._once(("seul", fichier, brouillon), state, load)

    def traceur(self, fichier: Path, brouillon: bool, prevu: Prevu | None = None) -> Traceur:
        """The template that tells where its texts come from, proved if it is that of an act.

        Raises ModeleError, LectureError.
        """
        langue = prevu.langue if prevu else SOURCE
        state = (self.state_of_template(fichier), prevu.acte if prevu else None)
        key = ("traceur", fichier, brouillon, langue)
        return self._once(key, state, lambda: self._traceur(fichier, brouillon, prevu))

    def _traceur(self, fichier: Path, brouillon: bool, prevu: Prevu | None) -> Traceur:
        textes, ancrage = FRANCAIS, Ancrage()
        if prevu is not None and prevu.langue != SOURCE:
            modeles = self.modeles(prevu.acte, fichier)
            textes = modeles.load(prevu.acte, prevu.modele, brouillon, prevu.langue).textes
        marked = ancrage.mark(read_file(fichier), str(fichier))
        source = read_source(prepare_modele(marked, ancrage.marking(self.fragment), brouillon, textes))
        traceur = Traceur(ModeleTrace(source, str(fichier), brouillon, textes), ancrage, textes)
        if prevu is not None:
            problems = check_modele(prevu.acte, prevu.modele, analyse(source.parties), str(fichier))
            if problems:
                raise ModeleError(constats=problems)
        return traceur

    @property
    def fragment(self) -> Fragments:
        """The shared pieces by name."""
        return Modeles(self.projet.racines).fragment

    def state_of_template(self, fichier: Path) -> str:
        """Of a template, of the fragments that it may call, of its translations."""
        folders = [root / COMMUNS / "fragments" for root in self.projet.racines]
        fragments = (path for folder in folders for path in sorted(folder.glob("*.docx")))
        translations = sorted((fichier.parent / LOCALES).rglob("*.po"))
        return self._states([fichier, *fragments, *translations])

    @staticmethod
    def _states(paths: Iterable[Path]) -> str:
        """One digest of the state of several files."""
        return hashlib.sha256(repr([(str(path), state_of(path)) for path in paths]).encode()).hexdigest()

    def _once(self, key: Hashable, state: object, load: Callable[[], T]) -> T:
        """What `load` gives, or the error that it raises, kept as long as the state is the same."""
        found = self._kept.pop(key, None)
        if found is None or found[0] != state:
            try:
                found = (state, load())
            except ActesError as error:
                found = (state, error)
        self._kept[key] = found  # the last asked for is the last
        while len(self._kept) > CONSERVES:
            del self._kept[next(iter(self._kept))]
        if isinstance(found[1], ActesError):
            raise found[1].with_traceback(None)
        value: T = found[1]
        return value
