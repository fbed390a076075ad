"""One bit changed in the file of the register: the line is named, or nothing that counts has changed."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actes.registre import Registre, Rupture
from actes.registre.fichier import check_file
from bench.registre import QUAND, affaire, inscription

TABLES = ("lignes", "compteurs", "reservations", "creneaux", "tete")
ACTES, EN_ATTENTE = 200, 5  # documents of the register, each with its case; numbers reserved and not used
NOMMEE, DITE, SANS_EFFET, MANQUEE = "nommée", "dite", "sans effet", "manquée"


@dataclass
class Mesure:
    """How many changes were NOMMEE, DITE, SANS_EFFET, MANQUEE; `ailleurs`: a line was named, and it is not the one."""

    octets: int
    lignes: int
    trouves: Counter[str] = field(default_factory=Counter)
    ailleurs: int = 0


def measure(path: Path, bits: int, graine: int) -> Mesure:
    """Change so many bits, drawn at random over the whole file, one at a time."""
    _fill(path)
    data, said = path.read_bytes(), contents(path)
    mesure, chance = Mesure(len(data), len(said["lignes"])), random.Random(graine)
    for _ in range(bits):
        place = chance.randrange(len(data))
        spoilt = bytearray(data)
        spoilt[place] ^= 1 << chance.randrange(8)
        rupture = _checked(path, spoilt)
        path.write_bytes(spoilt)
        found = contents(path)
        mesure.trouves[_judged(rupture, found == said)] += 1
        mesure.ailleurs += rupture is not None and not _is_the_one(rupture, said["lignes"], found["lignes"])
    return mesure


def _fill(path: Path) -> None:
    entries = [inscription(rang) for rang in range(ACTES + EN_ATTENTE)]
    with Registre.open(path) as registre:
        registre.reserve(entries, qui="banc", quand=QUAND, lot="banc")
        done = entries[:ACTES]
        registre.inscrire(done, qui="banc", quand=QUAND, affaires=[affaire(entry) for entry in done])


def _checked(path: Path, data: bytes) -> Rupture | None:
    path.write_bytes(data)
    clear(path)
    try:
        return check_file(path).rupture
    finally:
        clear(path)


def _judged(rupture: Rupture | None, same: bool) -> str:
    if rupture is None:
        return SANS_EFFET if same else MANQUEE
    return DITE if rupture.rang is None else NOMMEE


def _is_the_one(rupture: Rupture, before: Any, after: Any) -> bool:
    """Whether the line named is the first that has changed; where the lines can no longer all be read, no one knows."""
    if isinstance(after, str) or before == after or len(before) != len(after):
        return True
    first = next(old[0] for old, new in zip(before, after, strict=True) if old != new)
    return bool(rupture.rang == first)


def contents(path: Path) -> dict[str, Any]:
    """All that counts in the file, whatever the program thinks of it: the rows of each table, or what forbids it."""
    found: dict[str, Any] = {}
    for table in TABLES:
        connection = sqlite3.connect(path)
        connection.text_factory = bytes
        try:
            found[table] = sorted(connection.execute(f"SELECT * FROM {table} NOT INDEXED").fetchall())
        except (sqlite3.Error, UnicodeDecodeError, TypeError) as error:
            found[table] = repr(error)
        finally:
            connection.close()
            clear(path)
    return found


def clear(path: Path) -> None:
    """Take away what SQLite leaves beside a damaged file."""
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
