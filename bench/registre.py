"""The register measured: what a group of documents costs, and many writers at once on a file that none has made."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from actes.registre import Affaire, Controle, Inscription, Registre

COUR = "tribunal judiciaire de Lille"
QUAND = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)


def inscription(rang: int, auteur: str = "", **autres: Any) -> Inscription:
    """A document of a night, as the lot records it; `autres` replaces its fields."""
    empreinte = hashlib.sha256(f"{auteur} {rang}".encode()).hexdigest()
    nom = f"2026-{auteur}{rang:05d}__ordre-mise-a-execution__original.docx"
    origine = {"fichier": f"/srv/entree/{rang}.yaml", "place": 0, "demandee": None, "aujourdhui": "2026-11-20"}
    fields: dict[str, Any] = {
        "juridiction": COUR,
        "annee": 2026,
        "brouillon": False,
        "dossier": f"2026/{auteur}{rang:05d}",
        "acte": "ordre-mise-a-execution",
        "exemplaire": "original",
        "date_acte": "2026-11-20",
        "empreinte_dossier": empreinte,
        "empreinte_modele": "a" * 64,
        "empreinte_droit": "b" * 64,
        "empreinte_document": empreinte,
        "programme": "c" * 64,
        "contenu": {
            "nom": nom,
            "constats": ["delai-a-venir"],
            "remise": {"mode": "lrar", "article": "CPP D48-2-4", "destinataire": "condamné"},
            "origine": origine | {"moteur": "compile", "reglages": None, "modeles": None, "correspondance": None},
        },
    }
    return Inscription(**fields | autres)


def affaire(entry: Inscription) -> Affaire:
    """The case of a document."""
    peine = {"rang": 1, "type": "emprisonnement", "texte": "8 mois d’emprisonnement", "ferme": "8 mois"}
    return Affaire(dossier=entry.dossier, juridiction=entry.juridiction, contenu={"condamnation": {"peines": [peine]}})


def ecrire(path: Path, auteur: str, actes: int, groupe: int, depart: float = 0.0) -> list[int]:
    """Reserve and record this many acts by groups, from the instant `depart`; the numbers given."""
    time.sleep(max(0.0, depart - time.time()))
    numbers = []
    with Registre.open(path) as registre:
        for start in range(0, actes, groupe):
            entries = [inscription(rang, auteur) for rang in range(start, min(start + groupe, actes))]
            registre.reserve(entries, qui=auteur, quand=QUAND, lot=auteur)
            numbers += [number.numero for number in registre.inscrire(entries, qui=auteur, quand=QUAND)]
    return numbers


@dataclass(frozen=True, slots=True)
class Mesure:
    """What several writers did: the numbers that each was given, the seconds it took, the check afterwards."""

    numeros: Sequence[list[int]]
    duree: float
    controle: Controle


def ecrivains(path: Path, processus: int = 8, actes: int = 1000, groupe: int = 50) -> Mesure:
    """So many processes that write so many acts each, all at once, in a register that none has opened before."""
    with ProcessPoolExecutor(processus, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(len, ["start"] * processus * 4))  # the processes are there before the clock runs
        depart = time.time() + 0.5
        futures = [pool.submit(ecrire, path, f"p{rang}-", actes, groupe, depart) for rang in range(processus)]
        numeros = [future.result() for future in futures]
        duree = time.time() - depart
    with Registre.open(path, creer=False, lecture=True) as registre:
        return Mesure(numeros, duree, registre.controler())


@dataclass(frozen=True, slots=True)
class Cout:
    """Milliseconds a document, by the clock and by the processor."""

    horloge: float
    processeur: float


def cout(path: Path, actes: int = 5000, groupe: int = 50, *, affaires: bool = False) -> Cout:
    """What one document costs, reserved and recorded by groups in one process."""
    entries = [inscription(rang) for rang in range(actes)]
    with Registre.open(path) as registre:
        clock, processor = time.perf_counter(), time.process_time()
        for start in range(0, actes, groupe):
            group = entries[start : start + groupe]
            registre.reserve(group, qui="banc", quand=QUAND, lot="banc")
            cases = [affaire(entry) for entry in group] if affaires else ()
            registre.inscrire(group, qui="banc", quand=QUAND, affaires=cases)
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
    return Cout(clock / actes * 1000, processor / actes * 1000)
