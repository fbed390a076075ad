"""An act made again from what the register recorded of it: the same bytes, or what has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from actes.dossier import Lecture
from actes.empreintes import program_fingerprint
from actes.errors import ActesError, Constat, EnvironnementError, Gravite, LectureError, ModeleError
from actes.generate import Atelier, Demande
from actes.origine import Reprise, atelier_of, lecture_of, origin_of
from actes.place import Place
from actes.produce import Document, dossier_fingerprint, produce
from actes.registre import Ligne, LigneVue
from actes.rendu.garde import read_file
from actes.rendu.lecture import DocumentLu, Etat, read_document
from actes.typographie import typographie
from actes.validation import DocumentDu, Examen

if TYPE_CHECKING:
    from actes.registre import Registre


@dataclass(frozen=True, slots=True)
class Designation:
    """Which document of the register is meant; `lu`: what is left of it, for a file that was changed since."""

    vue: LigneVue
    lu: DocumentLu | None = None

    @property
    def ligne(self) -> Ligne:
        """The line of the document."""
        return self.vue.ligne

    @property
    def touchees(self) -> list[str]:
        """The mentions that are no longer as they were printed."""
        return [m.id for m in self.lu.mentions if m.etat is not Etat.PRESENTE] if self.lu else []


@dataclass(frozen=True, slots=True)
class Changement:
    """Something that an act is made from, and that is no longer what it was: dossier, modele, droit or programme."""

    quoi: str
    avant: str
    apres: str  # empty when there is none any more

    @property
    def libelle(self) -> str:
        """What it is, in a sentence."""
        return typographie(_SAID[self.quoi][0])

    @property
    def conseil(self) -> str:
        """What one may do to find what it was."""
        return typographie(_SAID[self.quoi][1])


_SAID = {
    "dossier": (
        "le dossier, ou les réglages de la juridiction",
        "si vous avez gardé ceux d'alors, donnez-les par --dossier et --reglages",
    ),
    "modele": ("le modèle", "si vous avez gardé celui d'alors, donnez son répertoire par --modeles"),
    "droit": (
        "les règles de l'acte (mentions, délais, textes applicables)",
        "« actes evolutions » dit ce qui a changé dans la loi ; les règles d'alors se donnent par --modeles",
    ),
    "programme": ("le programme", "pour refaire l'acte comme alors, installez la version d'alors"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejeu:
    """What came of making a document again; `document` is None when it cannot be made any more, `constats` say why."""

    designation: Designation
    document: Document | None
    changements: tuple[Changement, ...]
    constats: tuple[Constat, ...] = ()

    @property
    def identique(self) -> bool:
        """Whether the same bytes came out."""
        recorded = self.designation.ligne.empreinte_document
        return self.document is not None and self.document.sha256 == recorded


def designate(texte: str, registre: Registre, juridiction: str | None = None) -> Designation:
    """The document that a file or a number designates.

    Raises LectureError: no such number, a number of several courts, a file that is not a docx of ours, or unknown.
    """
    path = Path(texte)
    if path.suffix.lower() == ".docx" or path.is_file():
        return _of_file(path, registre, juridiction)
    ligne = registre.document(registre.trouve(texte, juridiction))
    return Designation(_seen(ligne, registre))


def _of_file(path: Path, registre: Registre, juridiction: str | None) -> Designation:
    content = read_file(path)
    sha256 = hashlib.sha256(content).hexdigest()
    same = [ligne for ligne in registre.par_empreinte(sha256) if juridiction in (None, ligne.juridiction)]
    if same:
        return Designation(_seen(_named(same, path), registre))
    lu = read_document(content, str(path))
    return Designation(_seen(_named(list(_alike(lu, registre, juridiction)), path), registre), lu)


def _alike(lu: DocumentLu, registre: Registre, juridiction: str | None) -> Iterator[Ligne]:
    """The lines of the documents that were made from the same dossier and template as this one."""
    for vue in registre.chercher(acte=lu.acte, juridiction=juridiction, brouillon=lu.brouillon):
        prints = vue.ligne.empreinte_dossier, vue.ligne.empreinte_modele
        if prints == (lu.empreinte_dossier, lu.empreinte_modele):
            yield vue.ligne


def _named(lignes: Sequence[Ligne], path: Path) -> Ligne:
    """The one line that this file can be: its name tells the copies of an act apart. Raises LectureError."""
    last = list({ligne.cle: ligne for ligne in lignes}.values())  # issued again once cancelled: the last one
    by_name = [ligne for ligne in last if ligne.contenu.get("nom") == path.name]
    found = by_name if len(by_name) == 1 else last
    if len(found) == 1:
        return found[0]
    if not found:
        message, advice = "ce document n'est pas dans ce registre", "vérifiez --registre et --juridiction"
    else:
        message = "ce document peut être plusieurs de ceux du registre"
        advice = f"donnez son numéro : {', '.join(str(ligne.designation) for ligne in found)}"
    raise LectureError(typographie(message), Place(str(path)), conseil=typographie(advice))


def _seen(ligne: Ligne, registre: Registre) -> LigneVue:
    """This line with what became of its document."""
    views = registre.chercher(dossier=ligne.dossier, acte=ligne.acte, juridiction=ligne.juridiction)
    return next(vue for vue in views if vue.ligne.rang == ligne.rang)


def replay(designation: Designation, reprise: Reprise) -> Rejeu:
    """Make the document again as it was made: same dossier, date, settings, templates, engine.

    It says that it was made with the version that the register recorded: a newer one that prints the same makes the
    same bytes. Raises LectureError when a file that it was made from is not where it was, EnvironnementError.
    """
    ligne = designation.ligne
    atelier = atelier_of(ligne, reprise)
    essai = _Essai(ligne, atelier, lecture_of(ligne, reprise, atelier))
    document = essai.document()
    rejeu = Rejeu(
        designation=designation,
        document=document,
        changements=tuple(essai.changements(document)),
        constats=(*_renamed(ligne, essai.lecture), *(() if document else essai.constats)),
    )
    return rejeu if rejeu.identique or rejeu.changements else replace(rejeu, constats=(*rejeu.constats, _defect(ligne)))


def _renamed(ligne: Ligne, lecture: Lecture) -> Iterator[Constat]:
    """What to say of a file whose only dossier bears another reference now: corrected since, or another case."""
    if lecture.dossier is not None and lecture.dossier.dossier != ligne.dossier:
        yield Constat(
            code="reference-changee",
            message=typographie(f"ce fichier porte maintenant la référence « {lecture.dossier.dossier} »"),
            gravite=Gravite.AVERTISSEMENT,
            place=lecture.place("dossier"),
            acte=ligne.acte,
            chemin="dossier",
            conseil=typographie("si c'est une autre affaire, donnez le dossier de cet acte par --dossier"),
        )


def _defect(ligne: Ligne) -> Constat:
    """What to say when nothing that counts has changed, and the document has: our own mistake."""
    return Constat(
        code="rejeu-different",
        message=typographie("rien de ce que le registre a noté n'a changé, et l'acte refait est différent"),
        conseil=typographie("c'est un défaut du programme : transmettez l'acte et son dossier à son équipe"),
        acte=ligne.acte,
    )


class _Essai:
    """One attempt to make a document again."""

    def __init__(self, ligne: Ligne, atelier: Atelier, lecture: Lecture):
        self.ligne, self.atelier, self.lecture = ligne, atelier, lecture
        origine = origin_of(ligne)
        self.moteur = str(origine["moteur"])
        self.demande = Demande(
            aujourdhui=date.fromisoformat(origine["aujourdhui"]),
            jour=date.fromisoformat(origine["demandee"]) if origine["demandee"] else None,
            brouillon=ligne.brouillon,
            langue=origine.get("langue"),
        )
        self.constats: list[Constat] = []
        self.examen: Examen | None = None

    def document(self) -> Document | None:
        """The document, or None: `constats` then say what is in the way. Raises EnvironnementError."""
        try:
            self.examen = self.atelier.examine(self.lecture, self.ligne.acte, self.demande)
            if self.examen.bloque:
                self.constats += [*self.lecture.constats, *self.examen.constats]
                return None
            version = self.ligne.programme.split(" ")[0]
            made = produce(
                self.examen,
                self.lecture,
                self.atelier.modeles,
                brouillon=self.demande.brouillon,
                moteur=self.moteur,
                version=version,
            )
            same = [each for each in made if self._is_it(each.exemplaire, each.element)]
            self.constats += [] if same else [self._no_copy()]
            return same[0] if same else None
        except EnvironnementError:
            raise
        except ActesError as error:
            self.constats += error.constats
            return None

    def _no_copy(self) -> Constat:
        message = typographie(f"l'exemplaire « {self.ligne.exemplaire} » n'est plus à établir pour ce dossier")
        return Constat(code="sans-exemplaire", message=message, acte=self.ligne.acte)

    def _is_it(self, exemplaire: str, element: str) -> bool:
        return (exemplaire, element) == (self.ligne.exemplaire, self.ligne.element)

    def changements(self, document: Document | None) -> Iterator[Changement]:
        """What is no longer as the register recorded it, in the order in which one looks."""
        ligne, examen = self.ligne, self.examen
        jour = examen.jour if examen else date.fromisoformat(ligne.date_acte)
        pairs = (
            ("dossier", ligne.empreinte_dossier, dossier_fingerprint(jour, self.lecture)),
            ("modele", ligne.empreinte_modele, document.empreinte_modele if document else self._modele()),
            ("droit", ligne.empreinte_droit, self.atelier.droit.fingerprint(examen.acte) if examen else ""),
            ("programme", ligne.programme, program_fingerprint()),
        )
        for quoi, avant, apres in pairs:
            if apres is not None and avant != apres:
                yield Changement(quoi, avant, apres)

    def _modele(self) -> str | None:
        """The template that the document would have; empty if it cannot be used, None if it cannot be known."""
        for du in self.examen.documents if self.examen else ():
            if self._is_it(du.exemplaire.id, _rank(du)) and self.examen and du.modele:
                try:
                    load = self.atelier.modeles.load
                    return load(self.examen.acte, du.modele, self.ligne.brouillon, du.langue).empreinte
                except ModeleError:
                    return ""
        return None


def _rank(du: DocumentDu) -> str:
    return str(du.element.rang + 1) if du.element else ""
