"""The team: groups of dossiers handed to an executor, their facts taken back in the order of the lot."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field, replace

from actes.errors import Constat, EnvironnementError
from actes.lot.faits import Consigne, Faits, FaitUnite, Groupe
from actes.lot.journal import Unite
from actes.lot.masque import mask
from actes.lot.ouvrier import work
from actes.lot.recrues import Recrute, recruit
from actes.place import Place
from actes.typographie import typographie

AVANCE = 3  # groups handed to each worker ahead of what was taken back: what bounds the memory


@dataclass(slots=True)
class Equipe:
    """Workers, and the groups that are with them.

    When a worker is killed (memory, mostly) its team breaks, and with it every group that was out. Those are done again
    one at a time by a single worker, so that a group, then a dossier, that kills again is known and set aside.
    """

    consigne: Consigne
    processus: int
    recrute: Recrute = recruit
    _equipe: Executor | None = None
    _seul: Executor | None = None  # the single worker of the groups that were out when the team broke
    _dehors: deque[tuple[Groupe, Future[Faits] | None]] = field(default_factory=deque)

    def facts(self, groupes: Iterable[Groupe], stop: Callable[[], bool]) -> Iterator[Faits]:
        """The facts of each group, in order; once `stop` says so, only those of the groups that are already out."""
        ahead = self.processus * AVANCE if self.processus > 1 else 1
        waiting = iter(groupes)
        try:
            while True:
                while len(self._dehors) < ahead and not stop():
                    groupe = next(waiting, None)
                    if groupe is None:
                        break
                    self._dehors.append((groupe, self._submit(groupe)))
                if not self._dehors:
                    return
                yield self._take_back()
        finally:
            for executor in (self._equipe, self._seul):
                if executor is not None:
                    executor.shutdown(cancel_futures=True)

    def _submit(self, groupe: Groupe) -> Future[Faits] | None:
        if self._equipe is None:
            self._equipe = self.recrute(self.processus)
        try:
            return self._equipe.submit(work, self.consigne, groupe)
        except BrokenExecutor:
            return None  # one of those that are out killed it: this one is told of it in its turn

    def _take_back(self) -> Faits:
        groupe, future = self._dehors.popleft()
        try:
            if future is not None:
                return future.result()
        except BrokenExecutor:
            self._dehors = deque((groupe, None) for groupe, _ in self._dehors)
            _dismiss(self._equipe)
            self._equipe = None
        return self._with_care(groupe)

    def _with_care(self, groupe: Groupe) -> Faits:
        """A group that was out when the team broke: whole, then, if it kills again, dossier by dossier."""
        facts = self._alone(groupe)
        if facts is not None:
            return facts
        found: list[Faits] = []
        for unite, known in zip(groupe.unites, groupe.connus, strict=True):
            one = self._alone(replace(groupe, unites=(unite,), connus=(known,)))
            killer = FaitUnite(rang=unite.rang, bloque=True, constats=tuple(mask([_killer(unite)], None)))
            found.append(one or Faits(numero=groupe.numero, unites=(killer,)))
        stops = tuple(constat for facts in found for constat in facts.arret)
        return Faits(numero=groupe.numero, unites=tuple(u for facts in found for u in facts.unites), arret=stops)

    def _alone(self, groupe: Groupe) -> Faits | None:
        """What a single worker makes of it; None if it was killed. Raises EnvironnementError if none can even begin."""
        if self._seul is None:
            self._seul = self.recrute(2)  # which starts a second worker only for a second task
            _check_alive(self._seul)
        try:
            facts: Faits = self._seul.submit(work, self.consigne, groupe).result()
        except BrokenExecutor:
            _dismiss(self._seul)
            self._seul = None
            return None
        return facts


def _dismiss(executor: Executor | None) -> None:
    if executor is not None:
        executor.shutdown(cancel_futures=True)  # waited for: what is left of it must not write with the next one


def _check_alive(executor: Executor) -> None:
    """Raise EnvironnementError if no worker can even begin: no dossier is to blame."""
    try:
        executor.submit(os.getpid).result()
    except BrokenExecutor:
        raise EnvironnementError(
            typographie("les processus de travail ne parviennent pas à démarrer, ou sont tués aussitôt"),
            conseil=typographie("vérifiez la mémoire de la machine, ou lancez le lot avec --processus 1"),
        ) from None


def _killer(unite: Unite) -> Constat:
    return Constat(
        code="dossier-fatal",
        message=typographie("le système a tué le programme pendant qu'il traitait ce dossier : il a été mis de côté"),
        place=Place(unite.fichier, unite.lignes + 1),
        conseil=typographie("essayez-le seul avec « actes generer » ; s'il échoue encore, transmettez-le à l'équipe"),
    )
