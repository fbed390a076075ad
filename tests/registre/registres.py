"""Registers for the tests: small ones where everything occurs, and what a hand or a fault may do to their file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from actes.registre import CreneauTenu, Inscription, Numero, Registre
from actes.registre.faits import Prise
from bench.registre import affaire, inscription

QUAND = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
PAR: dict[str, Any] = {"qui": "greffe", "quand": QUAND}


def recorded(registre: Registre, *rangs: int, **fields: Any) -> list[Numero]:
    """The numbers of these documents of the bench, recorded at once."""
    return registre.inscrire([inscription(rang, **fields) for rang in rangs], **PAR)


def lived(path: Path, documents: int = 40) -> Registre:
    """A register where everything has happened: cases, drafts, pending numbers, lives, cancellations, slots."""
    registre = Registre.open(path)
    entries: list[Inscription] = [inscription(rang) for rang in range(documents)]
    registre.reserve(entries, lot="lot", **PAR)
    long = [affaire(entry) for entry in entries[:10]]
    long[0].contenu["condamnation"]["motif"] = "é" * 9000  # over several pages of the file
    numbers = registre.inscrire(entries[:-4], affaires=long, **PAR)
    recorded(registre, 0, 1, 2, brouillon=True)
    registre.note(numbers[:8], "signe", le=date(2026, 11, 21), **PAR)
    registre.note(numbers[:6], "envoye", le=date(2026, 11, 22), mode="lrar", **PAR)
    registre.efface(numbers[5], "envoye", motif="pas parti", **PAR)
    registre.annule(numbers[7], motif="en double", **PAR)
    registre.renonce(cles=[entries[-1].cle], motif="disque plein", **PAR)
    registre.note_affaire(entries[0].dossier, "en_attente", le=date(2026, 11, 23), motif="appel", peine=1, **PAR)
    slots = [slot(hour) for hour in range(8, 12)]
    assert registre.prend_creneaux([Prise(creneau=each, places=1) for each in slots], **PAR)
    registre.rend_creneaux(slots[:1], **PAR)
    return registre


def slot(hour: int) -> CreneauTenu:
    """A slot of the judge, held by a case."""
    return CreneauTenu(
        rendez_vous="jap", lieu="salle 2", le="2026-12-01", heure=f"{hour:02d}:00", dossier=f"2026/{hour}"
    )


def by_hand(path: Path, *statements: str) -> None:
    """Do this to the file as somebody with SQLite would, who takes the triggers away and puts them back."""
    connection = sqlite3.connect(path)
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in guards:
        connection.execute(sql)
    connection.commit()
    connection.close()


def contents(path: Path) -> dict[str, Any]:
    """All that counts in the file, whatever the program thinks of it: the rows of each table, or what forbids it."""
    found: dict[str, Any] = {}
    for table in ("lignes", "compteurs", "reservations", "creneaux", "tete"):
        connection = sqlite3.connect(path)
        connection.text_factory = bytes
        try:
            found[table] = sorted(connection.execute(f"SELECT * FROM {table} NOT INDEXED").fetchall(), key=repr)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            found[table] = repr(error)
        finally:
            connection.close()
            clear(path)
    return found


def clear(path: Path, suffixes: Iterable[str] = ("-wal", "-shm")) -> None:
    """Take away what SQLite leaves beside a damaged file."""
    for suffix in suffixes:
        Path(f"{path}{suffix}").unlink(missing_ok=True)
