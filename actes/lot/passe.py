"""One run of a lot, from its sources to its reports: the table of contents of the night.

held(sortie)                 one lot at a time in a folder          verrou.py
plan(sources, …)             every dossier, in order                plan.py, sources.py, flux.py, tableau.py
equipe.facts(groupes)        acts made, waiting                     equipe.py, ouvrier.py
livreur.deliver(faits)       numbered, placed, recorded, noted      livraison.py, conflits.py, tenue.py
convert_lot, print_files     PDF, where asked for                   pdf.py, impression.py
write_reports(…)             what was done, what was not, why       rapport.py, rejets.py, bordereau.py
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from actes import __version__
from actes.deliver import trouble
from actes.errors import Constat, EnvironnementError, Gravite, LectureError
from actes.generate import Atelier, check_asked, open_reglages
from actes.lot.cle import key_of, refuse_another
from actes.lot.equipe import Equipe, Recrute, recruit
from actes.lot.exports import Exports
from actes.lot.faits import Consigne, Groupe
from actes.lot.journal import NOM, Journal
from actes.lot.livraison import Livreur
from actes.lot.plan import count, plan, plan_again, planned, start_over
from actes.lot.rapport import Execution, write_reports
from actes.lot.sources import check_sources
from actes.lot.tenue import files_of
from actes.lot.verrou import held, who
from actes.place import Place
from actes.registre import Registre
from actes.registre.base import told
from actes.typographie import typographie

GROUPE = 40  # dossiers made, made durable and recorded together
EN_COURS, TERMINE = "en cours", "terminé"
_ATTENTE = ".en-cours-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commande:
    """What is asked of a lot. `seulement`: these dossiers alone (file, rank in it), of a lot that was made before."""

    consigne: Consigne
    sources: tuple[Path, ...]
    registre: Path
    seulement: tuple[tuple[str, int], ...] | None = None
    processus: int = 1
    pdf: bool = False
    recto_verso: bool = False
    recrute: Recrute = recruit


@dataclass(slots=True)
class Avancement:
    """How far a run is: dossiers to see, done, refused."""

    etape: str = "dossiers"
    total: int = 0
    faits: int = 0
    rejetes: int = 0


@dataclass(slots=True)
class Bilan:
    """What came of a run; `arret` says why it stopped before its end."""

    dossiers: int = 0  # of the lot, runs before included
    rejetes: int = 0
    attente: int = 0
    documents: int = 0
    ecrits: int = 0  # by this run
    duree: float = 0.0  # seconds
    arret: tuple[Constat, ...] = ()
    interrompu: bool = False
    constats: list[Constat] = field(default_factory=list)


Suivi = Callable[[Avancement], None]


def run(commande: Commande, stop: Callable[[], bool], suivi: Suivi) -> Bilan:
    """Make a lot, or go on with it. Raises LectureError before anything is begun, EnvironnementError if it is held."""
    consigne = commande.consigne
    check_sources(commande.sources, consigne.correspondance)
    check_asked(Atelier(consigne.racines, open_reglages(consigne.reglages)), consigne.demande)
    with held(consigne.sortie):
        registre = _open_registre(commande.registre)
        try:
            with told(consigne.sortie):
                journal = Journal(consigne.sortie)
            try:
                return _Passe(commande, journal, registre, stop, suivi).run()
            finally:
                journal.close()
        finally:
            registre.close()


def _open_registre(path: Path) -> Registre:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise trouble(error, path.parent) from None
    return Registre.open(path)


@dataclass(slots=True)
class _Passe:
    commande: Commande
    journal: Journal
    registre: Registre
    stop: Callable[[], bool]
    suivi: Suivi
    bilan: Bilan = field(default_factory=Bilan)
    avancement: Avancement = field(default_factory=Avancement)
    debut: datetime = field(default_factory=lambda: datetime.now(UTC))
    exports: Exports = field(init=False)

    def __post_init__(self) -> None:
        self.exports = Exports(self.commande.consigne)

    def run(self) -> Bilan:
        """All the stages; what fails stops them, and is in the result."""
        passe = self._begin()
        try:
            self._plan(passe)
            self._make(passe)
            self._finish()
        except EnvironnementError as error:
            self.bilan.arret = error.constats
        finally:
            self._sweep()
        self._conclude()
        return self.bilan

    def _begin(self) -> int:
        """Take up the lot where it is: its day if it was interrupted, its name; the number of this run."""
        consigne, values = self.commande.consigne, self.journal.values()
        cle = key_of(consigne)
        former, remade = values.get("cle", {}), consigne.demande.remplacer
        interrupted = values.get("etat") == EN_COURS and self.commande.seulement is None
        if former and interrupted and not remade:
            refuse_another(cle.differences(former), consigne.sortie)
        if former and remade and cle.differences(former):
            start_over(self.journal)
        if interrupted:
            self._keep_day(values["jour"])
        self._sweep()
        passe = int(values.get("passe", 0)) + 1
        self.journal.set_values(
            {
                "cle": cle.as_json(),
                "etat": EN_COURS,
                "passe": passe,
                "lot": values.get("lot") or uuid.uuid4().hex,
                "jour": self.commande.consigne.demande.aujourdhui.isoformat(),
                "version": __version__,
                "interruptions": int(values.get("interruptions", 0)) + int(interrupted),
                "commence_le": values["commence_le"] if interrupted else self.debut.isoformat(),
                "options": options_of(self.commande),
            }
        )
        return passe

    def _sweep(self) -> None:
        """Remove what only served while the lot was being made, by this run or by one that was killed."""
        for folder in self.commande.consigne.sortie.glob(f"{_ATTENTE}*"):
            shutil.rmtree(folder, ignore_errors=True)
        self.exports.throw_away()

    def _keep_day(self, jour: str) -> None:
        """An interrupted lot keeps its day: taken up after midnight, its acts are those that it would have made."""
        consigne = self.commande.consigne
        demande = replace(consigne.demande, aujourdhui=date.fromisoformat(jour))
        self.commande = replace(self.commande, consigne=replace(consigne, demande=demande))

    def _plan(self, passe: int) -> None:
        commande = self.commande
        unroll = self.exports.pieces if commande.consigne.correspondance else None
        with told(self.journal.path):
            if commande.seulement is None:
                left_out = plan(commande.sources, commande.consigne.sortie, self.journal, passe, unroll)
                self.bilan.constats += map(_left_out, left_out)
            else:
                lost = plan_again(commande.seulement, self.journal, passe, unroll)
                self.bilan.constats += map(_lost, lost)
            self.avancement.total = count(self.journal, passe)

    def _make(self, passe: int) -> None:
        consigne = self.commande.consigne
        consigne = replace(consigne, attente=consigne.sortie / f"{_ATTENTE}{uuid.uuid4().hex[:8]}")
        consigne.attente.mkdir(mode=0o700)
        lot = self.journal.values()["lot"]
        livreur = Livreur(
            sortie=consigne.sortie, attente=consigne.attente, journal=self.journal, registre=self.registre, lot=lot,
            qui=who(), remplacer=consigne.demande.remplacer,
        )  # fmt: skip
        for faits in Equipe(consigne, self.commande.processus, self.commande.recrute).facts(
            self._groups(passe), self.stop
        ):
            if faits.arret:
                raise EnvironnementError(constats=faits.arret)
            livreur.deliver(faits)
            self.avancement.faits, self.avancement.rejetes = livreur.faits, livreur.rejetes
            self.bilan.ecrits = livreur.ecrits
            self.suivi(self.avancement)
        if not self.stop():
            why = "réservé pour un document que le lot, interrompu puis repris, n’a finalement pas produit"
            self.registre.renonce(lot=lot, motif=why, qui=who(), quand=datetime.now(UTC))

    def _groups(self, passe: int) -> Iterator[Groupe]:
        found = planned(self.journal, passe)
        numero = 0
        while unites := tuple(islice(found, GROUPE)):
            yield Groupe(numero=numero, unites=unites, connus=files_of(self.journal, unites))
            numero += 1

    def _finish(self) -> None:
        """The stages after the acts: the PDF files, where asked for."""
        if not self.commande.pdf or self.stop():
            return
        from actes.lot.impression import print_files
        from actes.lot.pdf import convert_lot

        folder, commande = self.commande.consigne.sortie, self.commande
        self.avancement = Avancement("pdf", self.journal.count_documents())
        self.bilan.constats += convert_lot(
            folder, self.journal, processus=commande.processus, stop=self.stop, avance=self._advance
        )
        if not self.stop():
            print_files(folder, self.journal, recto_verso=commande.recto_verso, stop=self.stop)

    def _advance(self, count: int) -> None:
        self.avancement.faits += count
        self.suivi(self.avancement)

    def _conclude(self) -> None:
        """Count, note whether the lot is finished, and write the reports as far as the disk lets them be."""
        self.bilan.interrompu = self.stop()
        end = datetime.now(UTC)
        self.bilan.duree = (end - self.debut).total_seconds()
        finished = not self.bilan.interrompu and not self.bilan.arret
        try:
            with told(self.journal.path):
                self._count()
                state = TERMINE if finished and not self.bilan.attente else EN_COURS
                values = {"etat": state, "termine_le": end.isoformat()}
                self.journal.set_values(values | {"registre": list(self.registre.tete())})
                why = " ".join(str(constat) for constat in self.bilan.arret)
                begun = datetime.fromisoformat(self.journal.values()["commence_le"])
                execution = Execution(
                    commence_le=begun, termine_le=end, interrompu=not finished, arret=why, version=__version__
                )
                write_reports(self.commande.consigne.sortie, self.journal, execution)
        except EnvironnementError as error:
            self.bilan.arret = self.bilan.arret or error.constats

    def _count(self) -> None:
        counts = self.journal.counts()
        self.bilan.dossiers = sum(counts.values())
        self.bilan.rejetes, self.bilan.attente = counts["rejete"], counts["attente"]
        self.bilan.documents = self.journal.count_documents()


def options_of(commande: Commande) -> dict[str, object]:
    """The options of a lot, as the journal keeps them for the one who corrects its refused dossiers."""
    consigne, demande = commande.consigne, commande.consigne.demande
    paths = {"reglages": consigne.reglages, "modeles": consigne.modeles, "correspondance": consigne.correspondance}
    return {
        **{name: str(path.absolute()) if path else None for name, path in paths.items()},
        "actes": list(demande.actes),
        "date": demande.jour.isoformat() if demande.jour else None,
        "brouillon": demande.brouillon,
        "moteur": demande.moteur,
        "proposes": consigne.proposes,
        "registre": str(commande.registre.absolute()),
        "pdf": commande.pdf,
        "recto_verso": commande.recto_verso,
    }


def _left_out(fichier: str) -> Constat:
    return Constat(
        code="export-ignore",
        message=typographie("cet export a été laissé de côté : aucune correspondance n'est donnée"),
        gravite=Gravite.AVERTISSEMENT,
        place=Place(fichier),
        conseil=typographie("ajoutez --correspondance (« actes lot correspondance » en prépare une)"),
    )


def _lost(fichier: str) -> Constat:
    return Constat(
        code="dossier-change",
        message=typographie("un dossier rejeté n'est plus dans ce fichier : il n'a pas été refait"),
        gravite=Gravite.AVERTISSEMENT,
        place=Place(fichier),
        conseil=typographie("relancez le lot entier, avec ses sources"),
    )


def recall(sortie: Path) -> dict[str, Any]:
    """The options of the lot that is in this folder. Raises LectureError if there is none."""
    if not (sortie / NOM).is_file():
        raise LectureError(
            typographie("il n'y a pas de lot dans ce répertoire : son journal est introuvable"),
            Place(str(sortie)),
            conseil=typographie("indiquez le répertoire du lot avec --sortie"),
        )
    with told(sortie / NOM):
        journal = Journal(sortie)
        try:
            options: dict[str, Any] = journal.values()["options"]
        finally:
            journal.close()
    return options
