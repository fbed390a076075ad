"""Dossier files → the acts they ask for, each checked, produced and written: `generer` and `valider`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import actes
from actes.affaire import affaire_of
from actes.catalogue import Catalogue, Modeles, load_catalogue, unknown_act
from actes.deliver import Fichier, check_targets, write_whole
from actes.dossier import Lecture, Reglages, load_flux, load_reglages
from actes.emission import Greffe, issue
from actes.empreintes import Droit
from actes.errors import ActesError, Constat, DossierRefused, Gravite, LectureError, is_blocked
from actes.inscription import Contexte, inscriptions_of
from actes.place import Place
from actes.produce import Document, language_findings, produce
from actes.registre import Numero
from actes.rendu.garde import read_file
from actes.typographie import typographie
from actes.validation import Examen, check_dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Demande:
    """What is asked for: which acts (empty: those that each dossier asks for), for which day, in what manner."""

    aujourdhui: date  # read once by the command line
    actes: tuple[str, ...] = ()
    jour: date | None = None  # fills the dossiers that give no date
    brouillon: bool = False
    remplacer: bool = False
    moteur: str = "compile"
    langue: str | None = None  # of the acts that are translated, in the place of the one that they choose


@dataclass(frozen=True, slots=True)
class Ecrit:
    """A document, where it was written, and its number in the register (None: no register was given)."""

    document: Document
    chemin: Path
    numero: Numero | None = None


@dataclass(slots=True)
class Resultat:
    """What came of a run: files written, findings, and the status to exit with."""

    ecrits: list[Ecrit] = field(default_factory=list)
    constats: list[Constat] = field(default_factory=list)
    statut: int = 0
    examines: int = 0

    def add(self, constats: Iterable[Constat], statut: int = 0) -> None:
        """Note findings, once each; a blocking one makes the status 1 at least, `statut` more."""
        for constat in constats:
            if constat not in self.constats:
                self.constats.append(constat)
        worst = max(statut, int(is_blocked(self.constats)), key=_SEVERITY.index)
        self.statut = max(self.statut, worst, key=_SEVERITY.index)


_SEVERITY = (0, 1, 2, 5, 4)  # which status wins when several hold


def template_folders(extra: Path | None = None) -> list[Path]:
    """The installed templates, then the folder laid over them, if any."""
    package = Path(actes.__file__).resolve().parent
    checkout = package.parent / "templates"
    installed = checkout if checkout.is_dir() else package / "_templates"
    return [installed, extra] if extra else [installed]


def samples_folder() -> Path | None:
    """The fictional dossiers of a checkout; None in an installed program."""
    folder = Path(actes.__file__).resolve().parent.parent / "samples"
    return folder if folder.is_dir() else None


class Atelier:
    """The catalogue, its templates and the settings of the court: loaded once, used for every dossier."""

    def __init__(self, racines: Sequence[Path], reglages: Reglages | None = None):
        self.catalogue: Catalogue = load_catalogue(racines)
        self.modeles = Modeles(racines)
        self.reglages = reglages
        self.droit = Droit(self.catalogue)

    def read(self, source: Path) -> list[Lecture]:
        """Every dossier of one file. Raises LectureError."""
        return self.read_content(read_file(source), str(source))

    def read_content(self, content: bytes, fichier: str) -> list[Lecture]:
        """Every dossier of a file whose bytes are at hand."""
        defauts = self.reglages.defauts if self.reglages else None
        return load_flux(content, fichier, self.catalogue.champs(), defauts)

    def examine(self, lecture: Lecture, acte_id: str, demande: Demande) -> Examen:
        """Gate 1 for one act of one dossier, on its day."""
        acte = self.catalogue.acte(acte_id)
        return check_dossier(
            acte,
            lecture,
            demande.aujourdhui,
            demandee=demande.jour,
            brouillon=demande.brouillon,
            langue=demande.langue,
        )

    def contexte(self, demande: Demande) -> Contexte:
        """What the register notes of where a run's documents come from."""
        return Contexte(
            droit=self.droit,
            aujourdhui=demande.aujourdhui,
            demandee=demande.jour,
            moteur=demande.moteur,
            langue=demande.langue,
            reglages=Path(self.reglages.fichier) if self.reglages else None,
            modeles=self.catalogue.dossiers[-1] if len(self.catalogue.dossiers) > 1 else None,
        )


def open_reglages(path: Path | None) -> Reglages | None:
    """The court's settings file. Raises LectureError, DossierRefused with everything wrong in it."""
    if path is None:
        return None
    reglages = load_reglages(read_file(path), str(path))
    if is_blocked(reglages.constats):
        raise DossierRefused(constats=reglages.constats)
    return reglages


def validate(sources: Iterable[Path], atelier: Atelier, demande: Demande) -> Resultat:
    """Gate 1 on every act asked for; nothing is written."""
    resultat = Resultat()
    for lecture, _, acte_id in _asked(sources, atelier, demande, resultat):
        try:
            examen = atelier.examine(lecture, acte_id, demande)
            resultat.add(examen.constats)
            resultat.examines += 1
        except ActesError as error:
            resultat.add(error.constats, error.exit_code)
    return resultat


def generate(
    sources: Iterable[Path], sortie: Path, atelier: Atelier, demande: Demande, greffe: Greffe | None = None
) -> Resultat:
    """Check, produce, write and record every act asked for; an act with a blocking finding is not written at all.

    Without `greffe`, nothing is recorded and nothing has a number.
    """
    resultat = Resultat()
    tirage = _Tirage(sortie, atelier, demande, greffe)
    for lecture, place, acte_id in _asked(sources, atelier, demande, resultat):
        try:
            examen = atelier.examine(lecture, acte_id, demande)
            resultat.add(examen.constats)
            resultat.examines += 1
            if not examen.bloque and lecture.dossier is not None:
                ecrits, conflicts = tirage.draw(examen, lecture, place)
                resultat.ecrits += ecrits
                resultat.add(language_findings(ecrit.document for ecrit in ecrits))
                resultat.add(conflicts)
        except ActesError as error:
            resultat.add(error.constats, error.exit_code)
    return resultat


class _Tirage:
    """The documents of one run, drawn act by act into the output folder."""

    def __init__(self, sortie: Path, atelier: Atelier, demande: Demande, greffe: Greffe | None):
        self.sortie, self.atelier, self.demande, self.greffe = sortie, atelier, demande, greffe
        self.contexte = atelier.contexte(demande)
        self.taken: set[str] = set()

    def draw(self, examen: Examen, lecture: Lecture, place: int) -> tuple[list[Ecrit], list[Constat]]:
        """The documents of one act of one dossier, written; or what is in their way."""
        demande = self.demande
        documents = list(
            produce(examen, lecture, self.atelier.modeles, brouillon=demande.brouillon, moteur=demande.moteur)
        )
        where = lecture.place("dossier")
        fichiers = [Fichier(document.nom, document.contenu, examen.acte.id, where) for document in documents]
        if conflicts := check_targets(fichiers, self.sortie, self.taken, demande.remplacer):
            return [], conflicts
        try:
            written = self._write(examen, lecture, place, documents, fichiers)
        except FileExistsError:
            return [], check_targets(fichiers, self.sortie, self.taken, demande.remplacer)
        self.taken |= {document.nom for document in documents}
        return [Ecrit(document, *where) for document, where in zip(documents, written, strict=True)], []

    def _write(
        self, examen: Examen, lecture: Lecture, place: int, documents: Sequence[Document], fichiers: Sequence[Fichier]
    ) -> list[tuple[Path, Numero | None]]:
        """The path of each, and its number when there is a register. Raises EnvironnementError, FileExistsError."""
        remplacer = self.demande.remplacer
        if self.greffe is None:
            return [(path, None) for path in write_whole(self.sortie, fichiers, remplacer)]
        contexte = replace(self.contexte, fichier=lecture.fichier, place=place)
        entries = inscriptions_of(examen, lecture, documents, contexte)
        case = None if self.demande.brouillon else affaire_of(lecture)
        affaires = [case] if case else []
        return list(issue(self.greffe, self.sortie, fichiers, entries, remplacer=remplacer, affaires=affaires))


def _asked(
    sources: Iterable[Path], atelier: Atelier, demande: Demande, resultat: Resultat
) -> Iterator[tuple[Lecture, int, str]]:
    """Each dossier, its rank in its file, and each act to make of it; what is wrong is noted on the way."""
    for source in sources:
        try:
            lectures = atelier.read(source)
        except ActesError as error:
            resultat.add(error.constats, error.exit_code)
            continue
        for place, lecture in enumerate(lectures):
            resultat.add(lecture.constats)
            if lecture.dossier is None:
                continue
            known, unknown = asked_acts(lecture, atelier, demande)
            resultat.add(unknown, LectureError.exit_code if demande.actes and unknown else 0)
            if not known and not unknown:
                resultat.add([nothing_asked(lecture)])
            for acte_id in known:
                yield lecture, place, acte_id


def asked_acts(lecture: Lecture, atelier: Atelier, demande: Demande) -> tuple[list[str], list[Constat]]:
    """The acts asked for, each once, and what is said of those that do not exist; none when nothing is asked."""
    wanted = demande.actes or (lecture.dossier and lecture.dossier.actes) or ()
    known, unknown = [], []
    for rank, acte_id in enumerate(wanted):
        if acte_id in atelier.catalogue:
            known.append(acte_id)
        elif demande.actes:
            unknown.append(unknown_act(acte_id, atelier.catalogue.ids))
        else:
            chemin = f"actes[{rank}]"
            constat = unknown_act(acte_id, atelier.catalogue.ids)
            unknown.append(replace(constat, place=lecture.place(chemin), chemin=chemin))
    return list(dict.fromkeys(known)), unknown


def distinct(sources: Iterable[Path]) -> list[Path]:
    """These files, each once, by whatever names they are called."""
    return list({os.path.realpath(path): path for path in reversed(list(sources))}.values())[::-1]


def check_asked(atelier: Atelier, demande: Demande) -> None:
    """Raise LectureError if the command itself asks for acts that do not exist."""
    unknown = [unknown_act(name, atelier.catalogue.ids) for name in demande.actes if name not in atelier.catalogue]
    if unknown:
        raise LectureError(constats=unknown)


@dataclass(slots=True)
class Jumeaux:
    """The references of a run, to tell the dossiers that share one."""

    places: dict[str, Place] = field(default_factory=dict)

    def said(self, lecture: Lecture) -> list[Constat]:
        """What to say of a dossier whose reference another one has."""
        if lecture.dossier is None or not lecture.donne("dossier"):
            return []
        place = lecture.place("dossier")
        first = self.places.setdefault(lecture.dossier.dossier, place)
        if first == place:
            return []
        message = f"la référence « {lecture.dossier.dossier} » est aussi celle d'un autre dossier, à {first}"
        constat = Constat(
            code="reference-en-double",
            message=typographie(message),
            gravite=Gravite.AVERTISSEMENT,
            place=place,
            chemin="dossier",
            conseil=typographie("donnez à chaque dossier une référence différente"),
        )
        return [constat]


def nothing_asked(lecture: Lecture) -> Constat:
    """What to say of a dossier that asks for nothing."""
    return Constat(
        code="acte-non-demande",
        message="le dossier ne demande aucun acte",
        conseil="ajoutez «\u00a0actes: [identifiant]\u00a0» (voyez «\u00a0actes catalogue\u00a0»), ou l’option --acte",
        place=lecture.place("actes"),
        chemin="actes",
    )
