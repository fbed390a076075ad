"""One run of a lot, from its sources to its reports: the table of contents of the night.

held(sortie)                 one lot at a time in a folder          verrou.py
plan(sources, …)             every dossier, in order                plan.py, sources.py, flux.py, tableau.py
equipe.facts(groupes)        acts made, waiting                     equipe.py, ouvrier.py
livreur.deliver(faits)       numbered, placed, recorded, noted      livraison.py, conflits.py, tenue.py
convert_lot, print_files     PDF, where asked for                   pdf.py, impression.py
write_reports(…)             what was done, what was not, why       rapport.py, rejets.py, bordereau.py
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice

from actes import __version__
from actes.errors import ActesError, EnvironnementError, LectureError
from actes.generate import Atelier, check_asked, open_reglages
from actes.lot import avis
from actes.lot.cle import key_of
from actes.lot.commande import Avancement, Bilan, Commande, Suivi
from actes.lot.equipe import Equipe
from actes.lot.exports import Exports
from actes.lot.faits import Groupe
from actes.lot.journal import ATTENTE, Journal
from actes.lot.journal import NOM as JOURNAL
from actes.lot.livraison import Livreur
from actes.lot.plan import count, plan, plan_again, planned
from actes.lot.rapport import Execution, write_reports
from actes.lot.reprise import EN_COURS, TERMINE, take_up
from actes.lot.sorties import named, stopped
from actes.lot.sources import Tri, check_sources
from actes.lot.temoin import Temoin
from actes.lot.tenue import files_of
from actes.lot.verrou import held
from actes.place import Place
from actes.registre import Registre
from actes.registre.base import told
from actes.typographie import typographie

GROUPE = 40  # dossiers made, made durable and recorded together
_ATTENTE = ".en-cours-"


def run(commande: Commande, stop: Callable[[], bool], suivi: Suivi) -> Bilan:
    """Make a lot, or go on with it. Raises LectureError before anything is begun, EnvironnementError if it is held."""
    consigne = commande.consigne
    check_sources(commande.sources, consigne.correspondance)
    _refuse_its_own_journal(commande)
    check_asked(Atelier(consigne.racines, open_reglages(consigne.reglages)), consigne.demande)
    with held(consigne.sortie, commande.qui):
        registre = Registre.open(commande.registre)
        try:
            with told(consigne.sortie):
                journal = Journal(consigne.sortie)
            try:
                return _Passe(commande, journal, registre, stop, suivi).run()
            finally:
                journal.close()
        finally:
            registre.close()


def _refuse_its_own_journal(commande: Commande) -> None:
    if os.path.realpath(commande.registre) == os.path.realpath(commande.consigne.sortie / JOURNAL):
        raise LectureError(
            typographie("le registre ne peut pas être le journal du lot"),
            Place(str(commande.registre)),
            conseil=typographie("donnez un autre fichier à --registre"),
        )


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
    temoin: Temoin = field(init=False)
    perdus: int = 0  # documents that the register does not hold any more

    def __post_init__(self) -> None:
        self.exports = Exports(self.commande.consigne)
        self.temoin = Temoin(self.commande.registre)

    def run(self) -> Bilan:
        """All the stages; what fails stops them, and is in the result."""
        with told(self.journal.path):
            passe = self._begin()
        try:
            with told(self.journal.path):
                self.bilan.interrompu = not (self._plan(passe) and self._make(passe) and self._finish())
        except EnvironnementError as error:
            self.bilan.arret = error.constats
        except OSError as error:
            self.bilan.arret = stopped(error, self.commande.consigne.sortie).constats
        finally:
            self._sweep()
        self._conclude()
        return self.bilan

    def _begin(self) -> int:
        """Take up the lot where it is; the number of this run."""
        self.commande, passe, said = take_up(self.commande, self.journal, self.debut)
        self.bilan.constats += said
        self._sweep()
        return passe

    def _sweep(self) -> None:
        """Remove what only served while the lot was being made, by this run or by one that was killed."""
        for folder in named(self.commande.consigne.sortie, _ATTENTE):
            shutil.rmtree(folder, ignore_errors=True)
        self.exports.throw_away()

    def _plan(self, passe: int) -> bool:
        """Note what there is to do; whether one may go on."""
        commande = self.commande
        unroll = self.exports.pieces if commande.consigne.correspondance else None
        if commande.seulement is None:
            read = (commande.consigne.reglages, commande.consigne.correspondance)
            tri = Tri(commande.consigne.sortie, frozenset(os.path.realpath(path) for path in read if path))
            exports, gone = plan(commande.sources, tri, self.journal, passe, unroll)
            self.bilan.constats += [*map(avis.left_out, exports), *avis.unread(tri, commande.sources)]
            self.bilan.constats += avis.vanished(gone, commande.consigne.sortie)
        else:
            gone = plan_again(commande.seulement, self.journal, passe, unroll)
            self.bilan.constats += avis.lost(gone, commande.consigne.sortie)
        self.bilan.constats += dict.fromkeys(self.exports.constats)
        self.avancement.total = count(self.journal, passe)
        if not self.avancement.total and commande.sources:
            self.bilan.constats.append(avis.nothing_found(commande.sources))
        return not self.stop()

    def _make(self, passe: int) -> bool:
        """Make the acts, group by group; whether all were seen."""
        consigne = self.commande.consigne
        consigne = replace(consigne, attente=consigne.sortie / f"{_ATTENTE}{uuid.uuid4().hex[:8]}")
        consigne.attente.mkdir(mode=0o700)
        lot = self.journal.values()["lot"]
        livreur = Livreur(
            sortie=consigne.sortie, attente=consigne.attente, journal=self.journal, registre=self.registre,
            temoin=self.temoin, lot=lot, qui=self.commande.qui, remplacer=consigne.demande.remplacer,
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
        finished = self.avancement.faits == self.avancement.total
        if finished and not self.journal.counts()[ATTENTE]:
            why = "réservé pour un document que le lot, interrompu puis repris, n’a finalement pas produit"
            self.registre.renonce(lot=lot, motif=why, qui=self.commande.qui, quand=datetime.now(UTC))
        return finished

    def _groups(self, passe: int) -> Iterator[Groupe]:
        found = planned(self.journal, passe)
        numero = 0
        while unites := tuple(islice(found, GROUPE)):
            connus, unrecorded = files_of(self.journal, self.registre, unites)
            self.perdus += unrecorded
            yield Groupe(numero=numero, unites=unites, connus=connus)
            numero += 1

    def _finish(self) -> bool:
        """The stages after the acts, the PDF files, where asked for; whether they were finished."""
        if not self.commande.pdf:
            return True
        if self.stop():
            return False
        from actes.lot.impression import print_files
        from actes.lot.pdf import convert_lot

        folder, commande = self.commande.consigne.sortie, self.commande
        self.avancement = Avancement("pdf", self.journal.count_documents())
        self.bilan.constats += convert_lot(
            folder, self.journal, processus=commande.processus, stop=self.stop, avance=self._advance
        )
        if not self.stop():
            print_files(folder, self.journal, recto_verso=commande.recto_verso, stop=self.stop)
        return not self.stop()

    def _advance(self, count: int) -> None:
        self.avancement.faits += count
        self.suivi(self.avancement)

    def _conclude(self) -> None:
        """Count, note whether the lot is finished, and write the reports as far as the disk lets them be."""
        self.suivi(Avancement("rapports"))
        end = datetime.now(UTC)
        self.bilan.duree = max((end - self.debut).total_seconds(), 0.0)  # the clock may have been put back
        seal = self._look_back()
        finished = not self.bilan.interrompu and not self.bilan.arret
        try:
            with told(self.journal.path):
                self._count()
                state = TERMINE if finished and not self.bilan.attente else EN_COURS
                self.journal.set_values({"etat": state, "termine_le": end.isoformat(), "registre": seal})
                why = " ".join(str(constat) for constat in self.bilan.arret)
                begun = datetime.fromisoformat(self.journal.values()["commence_le"])
                execution = Execution(
                    commence_le=begun,
                    termine_le=end,
                    interrompu=not finished,
                    arret=why,
                    version=__version__,
                    constats=tuple({**constat.as_json(), "message": str(constat)} for constat in self.bilan.constats),
                )
                write_reports(self.commande.consigne.sortie, self.journal, execution)
        except EnvironnementError as error:
            self.bilan.arret = self.bilan.arret or error.constats

    def _look_back(self) -> list[object] | None:
        """Say what was not as it should be during the run; the seal of the register, if it is still there."""
        consigne = self.commande.consigne
        self.bilan.constats += avis.recorded_again(self.perdus, self.commande.registre)
        try:
            with told(self.journal.path):
                if changed := key_of(consigne).differences(self.journal.values()["cle"]):
                    self.bilan.constats.append(avis.changed_meanwhile(changed, consigne.sortie))
            self.temoin.check()
            return list(self.registre.tete())
        except (ActesError, OSError) as error:
            found = error if isinstance(error, ActesError) else stopped(error, consigne.sortie)
            self.bilan.arret = self.bilan.arret or found.constats
        return None

    def _count(self) -> None:
        counts = self.journal.counts()
        self.bilan.dossiers = sum(counts.values())
        self.bilan.rejetes, self.bilan.attente = counts["rejete"], counts["attente"]
        self.bilan.documents = self.journal.count_documents()
