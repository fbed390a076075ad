"""What a worker does: it receives places, writes the acts in a waiting folder, and returns facts."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from actes.affaire import affaire_of
from actes.destinataire import destinataire_of
from actes.dossier import Lecture, load_flux
from actes.empreintes import Droit
from actes.errors import ActesError, Constat, EnvironnementError, LectureError, is_blocked
from actes.generate import Atelier, Demande, asked_acts, nothing_asked, open_reglages
from actes.inscription import Contexte, inscriptions_of
from actes.lot.faits import Consigne, FaitDocument, Faits, FaitUnite, Groupe, waiting_name
from actes.lot.journal import FAIT, TABLEAU, Unite
from actes.lot.masque import mask
from actes.lot.refus import changed_meanwhile, defect, misnamed, too_heavy
from actes.lot.sorties import stopped
from actes.lot.sources import stamp_of
from actes.produce import Document, language_findings, produce
from actes.proposer import state_of
from actes.registre import Inscription
from actes.rendu.garde import read_file
from actes.tableaux.correspondance import Correspondance, load_correspondance
from actes.tableaux.tableau import in_table, lecture_of_row
from actes.validation import DocumentDu, Examen

OUVERTS = 100  # files written and not yet made durable: fewer than any system lets one program have open


@dataclass(slots=True)
class _Etabli:
    """What a worker loads once."""

    atelier: Atelier
    droit: Droit
    correspondance: Correspondance | None


@lru_cache(maxsize=1)
def _etabli(racines: tuple[Path, ...], reglages: Path | None, mapping: Path | None) -> _Etabli:
    atelier = Atelier(racines, open_reglages(reglages))
    read = load_correspondance(read_file(mapping), str(mapping), atelier.catalogue.champs()) if mapping else None
    return _Etabli(atelier, Droit(atelier.catalogue), read)


def work(consigne: Consigne, groupe: Groupe) -> Faits:
    """Make the acts of some dossiers; their files wait, durable, in `consigne.attente / <number of the group>`.

    Raises only what stops the whole lot: settings or mapping that cannot be read, a catalogue that cannot be loaded.
    """
    etabli = _etabli(consigne.racines, consigne.reglages, consigne.correspondance)
    waiting = _Attente(consigne.attente / str(groupe.numero))
    try:
        done = [
            _Ouvrage(consigne, etabli, groupe.numero, unite, waiting).done(known)
            for unite, known in zip(groupe.unites, groupe.connus, strict=True)
        ]
        waiting.make_last()
    except EnvironnementError as error:
        return Faits(numero=groupe.numero, arret=error.constats)
    except OSError as error:
        return Faits(numero=groupe.numero, arret=stopped(error, consigne.sortie).constats)
    return Faits(numero=groupe.numero, unites=tuple(done))


@dataclass(slots=True)
class _Attente:
    """The files of a group, written one after the other, made durable together, or a hundred at a time."""

    folder: Path
    ouverts: list[int] = field(default_factory=list)

    def put(self, unite: Unite, nom: str, contenu: bytes) -> None:
        """Write a file that waits, private."""
        if not self.ouverts:
            self.folder.mkdir(mode=0o700, exist_ok=True)
        elif len(self.ouverts) >= OUVERTS:
            self.make_last()
        path = os.path.join(self.folder, waiting_name(unite.rang, nom))
        descriptor = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        self.ouverts.append(descriptor)
        view = memoryview(contenu)
        while view:
            view = view[os.write(descriptor, view) :]

    def make_last(self) -> None:
        """Put what was written on the disk, and let go of it."""
        try:
            for descriptor in self.ouverts:
                os.fsync(descriptor)
        finally:
            for descriptor in self.ouverts:
                os.close(descriptor)
            self.ouverts.clear()


@dataclass(slots=True)
class _Ouvrage:
    """One dossier on the bench."""

    consigne: Consigne
    etabli: _Etabli
    groupe: int
    unite: Unite
    attente: _Attente
    constats: list[Constat] = field(default_factory=list)
    documents: list[FaitDocument] = field(default_factory=list)
    lecture: Lecture | None = None
    demande: Demande = field(init=False)

    def __post_init__(self) -> None:
        self.demande = self.consigne.demande

    def done(self, known: tuple[tuple[str, str], ...]) -> FaitUnite:
        """Make its acts; whatever is wrong is said in the facts."""
        empreinte = ""
        try:
            data = self._read()
            empreinte = hashlib.sha256(data + self.consigne.cle.encode()).hexdigest()
            if self.unite.etat == FAIT and self.unite.empreinte == empreinte:
                if self._all_there(known):
                    return FaitUnite(rang=self.unite.rang, deja=True)
                self.demande = replace(self.demande, aujourdhui=date.fromisoformat(self.unite.jour))  # the same acts
            self.lecture = self._lecture(data)
            self.constats += self.lecture.constats
            if self.lecture.dossier is not None:
                self._make(self.lecture)
        except (EnvironnementError, OSError):
            raise  # nothing to do with this dossier
        except ActesError as error:
            self.constats += error.constats
        except MemoryError:
            self.constats.append(too_heavy(self.unite))
        except Exception as error:  # a bug on one dossier must not lose the others
            self.constats.append(defect(error, self.unite))
        return self._facts(empreinte)

    def _read(self) -> bytes:
        """The bytes of this dossier. Raises LectureError, DossierRefused if the stream is no longer the one cut."""
        unite = self.unite
        if unite.fin is None:
            if "\\x" in unite.lu_dans and not os.path.lexists(unite.lu_dans):
                raise LectureError(constats=[misnamed(unite)])
            return read_file(Path(unite.lu_dans))
        try:
            with open(unite.lu_dans, "rb") as stream:
                changed = bool(unite.stamp) and stamp_of(os.fstat(stream.fileno())) != unite.stamp
                stream.seek(unite.debut)
                data = stream.read(unite.fin - unite.debut)
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOMEM):
                raise
            changed = True
        if changed:
            raise LectureError(constats=[changed_meanwhile(unite)])
        return data

    def _all_there(self, known: tuple[tuple[str, str], ...]) -> bool:
        for nom, sha256 in known:
            try:
                found = hashlib.sha256((self.consigne.sortie / nom).read_bytes()).hexdigest()
            except OSError:
                return False
            if found != sha256:
                return False
        return True

    def _lecture(self, data: bytes) -> Lecture:
        unite, atelier = self.unite, self.etabli.atelier
        champs = atelier.catalogue.champs()
        defauts = atelier.reglages.defauts if atelier.reglages else {}
        if unite.genre == TABLEAU:
            assert self.etabli.correspondance is not None, "a table is planned through its mapping"
            return lecture_of_row(data, self.etabli.correspondance, unite.fichier, champs, defauts)
        lectures = load_flux(data, unite.fichier, champs, defauts, unite.lignes)
        if len(lectures) > 1:
            raise LectureError(constats=[changed_meanwhile(unite)])
        return lectures[0]

    def _make(self, lecture: Lecture) -> None:
        demande, atelier = self.demande, self.etabli.atelier
        known, unknown = asked_acts(lecture, atelier, demande)
        self.constats += unknown
        if self.consigne.proposes and not is_blocked(lecture.constats):
            due = [due.acte.id for due in state_of(lecture, atelier, demande).propositions]
            known = list(dict.fromkeys((*known, *due)))
        elif not known and not unknown:
            self.constats.append(nothing_asked(lecture))
        for acte_id in known:
            try:
                self._make_act(lecture, acte_id)
            except EnvironnementError:
                raise
            except ActesError as error:
                self.constats += error.constats

    def _make_act(self, lecture: Lecture, acte_id: str) -> None:
        demande = self.demande
        examen = self.etabli.atelier.examine(lecture, acte_id, demande)
        self.constats += [constat for constat in examen.constats if constat not in self.constats]
        if examen.bloque:
            return
        documents = list(
            produce(examen, lecture, self.etabli.atelier.modeles, brouillon=demande.brouillon, moteur=demande.moteur)
        )
        self.constats += [each for each in language_findings(documents) if each not in self.constats]
        entries = inscriptions_of(examen, lecture, documents, self._contexte())
        for document, du, entry in zip(documents, examen.documents, entries, strict=True):
            self.attente.put(self.unite, document.nom, document.contenu)
            self.documents.append(_document_facts(self.groupe, examen, du, document, entry))

    def _contexte(self) -> Contexte:
        """Where this dossier comes from: what `rejouer` needs."""
        consigne = self.consigne
        return Contexte(
            droit=self.etabli.droit,
            aujourdhui=self.demande.aujourdhui,
            demandee=self.demande.jour,
            moteur=self.demande.moteur,
            reglages=consigne.reglages,
            modeles=consigne.modeles,
            correspondance=consigne.correspondance,
            fichier=self.unite.fichier,
            place=self.unite.place,
        )

    def _known_words(self) -> tuple[str, ...]:
        """The titles of an export's columns: they may be quoted even if a dossier holds the same word."""
        return tuple(map(str, self.etabli.correspondance.colonnes)) if self.etabli.correspondance else ()

    def _facts(self, empreinte: str) -> FaitUnite:
        lecture, dossier = self.lecture, self.lecture.dossier if self.lecture else None
        if self.unite.genre == TABLEAU and (mapping := self.etabli.correspondance):
            self.constats = [in_table(constat, mapping) for constat in self.constats]
        return FaitUnite(
            rang=self.unite.rang,
            reference=dossier.dossier if dossier else "",
            place=lecture.place("dossier") if lecture and dossier else None,
            empreinte=empreinte,
            jour=self.demande.aujourdhui.isoformat(),
            bloque=is_blocked(self.constats),
            constats=tuple(mask(self.constats, lecture, self._known_words())),
            documents=tuple(self.documents),
            affaire=affaire_of(lecture) if lecture and dossier and self.documents else None,
        )


def _document_facts(
    groupe: int, examen: Examen, du: DocumentDu, document: Document, entry: Inscription
) -> FaitDocument:
    addressee = destinataire_of(du)
    return FaitDocument(
        groupe=groupe,
        nom=document.nom,
        sha256=entry.empreinte_document,
        acte=document.acte,
        titre=examen.titre,
        exemplaire=document.exemplaire,
        mode=du.remise.mode if du.remise else "",
        article=du.remise.article if du.remise else "",
        destinataire=addressee.qualite,
        nom_destinataire=addressee.nom,
        adresse="\n".join(addressee.adresse),
        inscription=entry,
    )
