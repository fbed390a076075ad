"""Who works for a lot: this process alone, or others that begin afresh and end with it, whatever happens to either."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import connection, get_context, parent_process
from typing import Any

Recrute = Callable[[int], Executor]

_STOPS = {signal.SIGINT, signal.SIGTERM}
_TRACKER = "ignore:resource_tracker"  # what it says of semaphores, in English, when we are killed: they are unlinked


def recruit(processus: int) -> Executor:
    """Work in this process when one is enough, else in others that begin afresh and die with this one."""
    return SurPlace() if processus == 1 else Processus(processus)


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


class Processus(ProcessPoolExecutor):
    """Processes that begin afresh, leave interruptions to the one that leads, and end as soon as it lets go of them.

    They ignore SIGTERM, which a service sends to all at once; and that is how the standard executor ends the workers
    that are left when one is killed, before it waits for them without end. So each holds the end of a pipe through
    which nothing is ever said: closed, by our death too, they are gone.
    """

    def __init__(self, processus: int):
        if _TRACKER not in sys.warnoptions:
            sys.warnoptions.append(_TRACKER)
        context = get_context("spawn")
        self._end, self._leash = context.Pipe(duplex=False)
        super().__init__(processus, mp_context=context, initializer=_begin, initargs=(self._end,))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The same, without a signal reaching a worker that begins and cannot ignore it yet."""
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers at once, whatever they are at: what they wrote is then nobody's, and stays as it is."""
        self._leash.close()
        super().shutdown(wait, cancel_futures=cancel_futures)
        self._end.close()


def _begin(leash: connection.Connection) -> None:
    """A worker leaves interruptions to the one that leads, and does not outlive it: killed, it says nothing."""
    for signum in _STOPS:
        signal.signal(signum, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    leader = parent_process()
    assert leader is not None, "a worker is started by the one that leads"
    threading.Thread(target=_die_with, args=(leader.sentinel, leash), daemon=True).start()


def _die_with(*ends: Any) -> None:
    connection.wait(ends)
    os._exit(1)
