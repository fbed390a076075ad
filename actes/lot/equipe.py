"""The team: groups of dossiers handed to an executor, their facts taken back in the order of the lot."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import connection, get_context, parent_process
from typing import Any

from actes.errors import Constat, EnvironnementError
from actes.lot.faits import Consigne, Faits, Groupe
from actes.lot.ouvrier import refused, work
from actes.place import Place
from actes.typographie import typographie

AVANCE = 3  # groups handed to each worker ahead of what was taken back: what bounds the memory

Recrute = Callable[[int], Executor]


def recruit(processus: int) -> Executor:
    """Work in this process when one is enough, else in others that begin afresh and die with this one."""
    if processus == 1:
        return SurPlace()
    return ProcessPoolExecutor(processus, mp_context=get_context("spawn"), initializer=_begin)


class SurPlace(Executor):
    """An executor that works at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The result, already there."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def _begin() -> None:
    """A worker leaves interruptions to the one that leads, and does not outlive it: killed, it says nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    leader = parent_process()
    assert leader is not None, "a worker is started by the one that leads"
    threading.Thread(target=_die_with, args=(leader.sentinel,), daemon=True).start()


def _die_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


@dataclass(slots=True)
class Equipe:
    """Workers, and the groups that are with them."""

    consigne: Consigne
    processus: int
    recrute: Recrute = recruit
    _executor: Executor | None = None
    _chez_eux: deque[tuple[Groupe, Future[Faits]]] = field(default_factory=deque)

    def facts(self, groupes: Iterable[Groupe], stop: Callable[[], bool]) -> Iterator[Faits]:
        """The facts of each group, in order; once `stop` says so, only those of the groups that are already out."""
        self._executor = self.recrute(self.processus)
        ahead = self.processus * AVANCE if self.processus > 1 else 1
        waiting = iter(groupes)
        try:
            while True:
                while len(self._chez_eux) < ahead and not stop():
                    groupe = next(waiting, None)
                    if groupe is None:
                        break
                    self._chez_eux.append((groupe, self._submit(groupe)))
                if not self._chez_eux:
                    return
                yield self._take_back()
        finally:
            self._executor.shutdown(cancel_futures=True)

    def _submit(self, groupe: Groupe) -> Future[Faits]:
        assert self._executor is not None, "groups are handed out once the team is there"
        try:
            return self._executor.submit(work, self.consigne, groupe)
        except BrokenExecutor as error:  # told when it is taken back, in its turn
            future: Future[Faits] = Future()
            future.set_exception(error)
            return future

    def _take_back(self) -> Faits:
        groupe, future = self._chez_eux.popleft()
        try:
            return future.result()
        except BrokenExecutor:
            facts = self._one_by_one(groupe)
            self._start_again()
            return facts

    def _start_again(self) -> None:
        """A worker was killed, and its team with it: the groups that were out are handed to another."""
        assert self._executor is not None, "the team was there"
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self.recrute(self.processus)
        self._chez_eux = deque((groupe, self._submit(groupe)) for groupe, _ in self._chez_eux)

    def _one_by_one(self, groupe: Groupe) -> Faits:
        """The group where a worker may have died, dossier by dossier, each with a worker of its own."""
        found: list[Faits] = []
        for unite, known in zip(groupe.unites, groupe.connus, strict=True):
            alone = replace(groupe, unites=(unite,), connus=(known,))
            executor = self.recrute(max(self.processus, 2))
            _check_alive(executor)
            try:
                found.append(executor.submit(work, self.consigne, alone).result())
            except BrokenExecutor:
                found.append(
                    Faits(numero=groupe.numero, unites=(refused(unite, _killer(unite.fichier, unite.lignes)),))
                )
            finally:
                executor.shutdown(wait=False, cancel_futures=True)
        stops = tuple(constat for facts in found for constat in facts.arret)
        return Faits(numero=groupe.numero, unites=tuple(u for facts in found for u in facts.unites), arret=stops)


def _check_alive(executor: Executor) -> None:
    """Raise EnvironnementError if no worker can even begin: no dossier is to blame."""
    try:
        executor.submit(os.getpid).result()
    except BrokenExecutor:
        raise EnvironnementError(
            typographie("les processus de travail ne parviennent pas à démarrer, ou sont tués aussitôt"),
            conseil=typographie("vérifiez la mémoire de la machine, ou lancez le lot avec --processus 1"),
        ) from None


def _killer(fichier: str, lignes: int) -> Constat:
    return Constat(
        code="dossier-fatal",
        message=typographie("le système a tué le programme pendant qu'il traitait ce dossier : il a été mis de côté"),
        place=Place(fichier, lignes + 1),
        conseil=typographie("essayez-le seul avec « actes generer » ; s'il échoue encore, transmettez-le à l'équipe"),
    )
