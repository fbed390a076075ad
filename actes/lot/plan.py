"""What a lot has to do: every dossier of its sources, in an order that depends on nothing but them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.sqlite import insert

from actes.lot.journal import ATTENTE, REJETE, Journal, Unite, fichiers, unites
from actes.lot.sources import Morceau, Tri, cut, walk
from actes.registre.base import writing
from actes.tableaux.tableau import is_table

LOT = 500  # rows written or read at once
Unroll = Callable[[str], Iterable[Morceau]]

_COLUMNS = (
    *(unites.c.rang, unites.c.fichier, unites.c.place, unites.c.genre, unites.c.lu_dans, unites.c.debut, unites.c.fin),
    *(unites.c.lignes, unites.c.stamp, unites.c.etat, unites.c.jour, unites.c.empreinte),
)


def plan(
    sources: Sequence[Path], tri: Tri, journal: Journal, passe: int, unroll: Unroll | None
) -> tuple[list[str], list[str]]:
    """Note every dossier of the sources as belonging to this run.

    Returns the exports left out for want of a mapping, and the files that had still to be made and are no more there.

    What is known of them is kept. All or nothing: interrupted, nothing is planned. The order is that of the sources,
    then of the paths, then of the dossiers in a file. `unroll` makes the dossiers of an export.
    """
    with writing(journal.engine) as connection:
        _note_files(connection, sources, tri)
        query = select(fichiers.c.chemin).order_by(fichiers.c.source, fichiers.c.chemin)
        left_out: list[str] = []

        def found() -> Iterator[Morceau]:
            for chemin in connection.execute(query.execution_options(yield_per=LOT)).scalars():
                if is_table(chemin) and unroll is None:
                    left_out.append(chemin)
                else:
                    yield from _pieces(chemin, unroll)

        _note_pieces(connection, found(), passe)
        return left_out, _forget_the_vanished(connection, passe)


def plan_again(wanted: Iterable[tuple[str, int]], journal: Journal, passe: int, unroll: Unroll | None) -> list[str]:
    """Note these dossiers alone (file, rank in it) as belonging to this run; the files where one of them is no more."""
    places: dict[str, set[int]] = {}
    for fichier, place in wanted:
        places.setdefault(fichier, set()).add(place)
    lost = []
    with writing(journal.engine) as connection:
        for fichier, ranks in sorted(places.items()):
            found = _pieces(fichier, unroll) if os.path.isfile(fichier) else ()  # the list may have been edited
            kept = [piece for piece in found if piece.place in ranks]
            if len(kept) < len(ranks):
                lost.append(fichier)
            _note_pieces(connection, kept, passe)
    return lost


def _pieces(fichier: str, unroll: Unroll | None) -> Iterable[Morceau]:
    return unroll(fichier) if unroll and is_table(fichier) else cut(fichier)


def _note_files(connection: Connection, sources: Sequence[Path], tri: Tri) -> None:
    """The files of the sources, each once: given by name twice, or by name and through its folder, it is one."""
    connection.execute(fichiers.delete())
    statement = insert(fichiers)
    first = func.min(fichiers.c.chemin, statement.excluded.chemin)  # of two links, always the same one
    same = fichiers.c.source == statement.excluded.source
    statement = statement.on_conflict_do_update(index_elements=["reel"], set_={"chemin": first}, where=same)
    for rank, source in enumerate(sources):
        for batch in _by(LOT, walk(Path(os.path.abspath(source)), tri)):
            rows = [{"source": rank, "chemin": _text(path), "reel": _text(os.path.realpath(path))} for path in batch]
            connection.execute(statement, rows)


def _text(path: str) -> str:
    """A path that is not UTF-8 cannot be kept as text: it is shown, cannot be opened, and whoever reads it says so."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _note_pieces(connection: Connection, found: Iterable[Morceau], passe: int) -> None:
    for batch in _by(LOT, iter(found)):
        rows = [
            {
                "fichier": m.fichier,
                "place": m.place,
                "genre": m.genre,
                "lu_dans": m.lu_dans,
                "debut": m.debut,
                "fin": m.fin,
                "lignes": m.lignes,
                "stamp": m.stamp,
                "passe": passe,
            }
            for m in batch
        ]
        statement = insert(unites)
        moved = ("genre", "lu_dans", "debut", "fin", "lignes", "stamp", "passe")
        renewed = {name: statement.excluded[name] for name in moved}
        connection.execute(statement.on_conflict_do_update(index_elements=["fichier", "place"], set_=renewed), rows)


def _forget_the_vanished(connection: Connection, passe: int) -> list[str]:
    """What an earlier run planned and never made, and which is no more in the sources, is nobody's business."""
    stale = select(unites.c.rang, unites.c.fichier, unites.c.etat).where(unites.c.passe != passe)
    undone = stale.where(unites.c.etat.in_([ATTENTE, REJETE]))
    gone = [row for row in connection.execute(undone) if row.etat == ATTENTE or not os.path.lexists(row.fichier)]
    for batch in _by(LOT, (row.rang for row in gone)):
        connection.execute(unites.delete().where(unites.c.rang.in_(batch)))
    return sorted({row.fichier for row in gone if row.etat == ATTENTE})


def count(journal: Journal, passe: int) -> int:
    """How many dossiers this run has to see."""
    with journal.read() as connection:
        query = select(func.count()).select_from(unites).where(unites.c.passe == passe)
        return connection.execute(query).scalar_one()


def planned(journal: Journal, passe: int) -> Iterator[Unite]:
    """The dossiers of this run, in their order."""
    last = 0
    while True:
        with journal.read() as connection:
            query = select(*_COLUMNS).where(unites.c.passe == passe, unites.c.rang > last).order_by(unites.c.rang)
            batch = connection.execute(query.limit(LOT)).mappings().all()
        if not batch:
            return
        yield from (Unite(**row) for row in batch)
        last = batch[-1]["rang"]


def start_over(journal: Journal) -> None:
    """Forget what was made, so that it is made again: the lot is no longer made with the same things."""
    with writing(journal.engine) as connection:
        connection.execute(update(unites).values(empreinte=""))


def _by(size: int, items: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(items, size)):
        yield batch
