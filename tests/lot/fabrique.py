"""Small lots for the tests: dossiers made from the examples of the acts, run through the library or the command."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from actes.generate import Demande, template_folders
from actes.lot.commande import Bilan, Commande
from actes.lot.faits import Consigne
from actes.lot.passe import run
from tests.conftest import MODELES

ACTES = ("ordre-mise-a-execution", "convocation-jap-spip", "releve-condamnation")
JOUR = date(2026, 11, 20)


def dossier(acte: str, reference: str, *, date_acte: bool = True) -> str:
    """The example of an act, under another reference."""
    text = (MODELES / acte / "exemple.yaml").read_text()
    text = re.sub(r"(?m)^dossier:.*$", f"dossier: {reference}", text)
    if not date_acte:
        text = re.sub(r"(?m)^date_acte:.*\n", "", text)
    return text if re.search(r"(?m)^actes:", text) else f"{text}\nactes: [{acte}]\n"


def broken(text: str) -> str:
    """The same without the name of the convicted person: a mention that every act asks for."""
    return re.sub(r"(?m)^(  nom:).*$", r"\1", text)


def sources(folder: Path, count: int, **options: Any) -> Path:
    """A folder of dossiers, one file each, spread over two sub-folders."""
    for rank in range(count):
        place = folder / "AB"[rank % 2]
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{rank:04}.yaml").write_text(dossier(ACTES[rank % len(ACTES)], f"2026/{rank:05}", **options))
    return folder


def commande(source: Path | list[Path], sortie: Path, **options: Any) -> Commande:
    """A lot of these sources, in this process unless told otherwise, with a register beside the output folder."""
    asked = {name: options.pop(name) for name in ("jour", "remplacer", "brouillon", "actes") if name in options}
    demande = Demande(aujourdhui=options.pop("aujourdhui", JOUR), **asked)
    consigne = Consigne(
        racines=tuple(template_folders()),
        modeles=None,
        reglages=options.pop("reglages", None),
        correspondance=options.pop("correspondance", None),
        demande=demande,
        proposes=options.pop("proposes", False),
        sortie=sortie,
        attente=Path(),
        cle="",
    )
    found = tuple(source) if isinstance(source, list) else (source,)
    registre = options.pop("registre", sortie.parent / f"{sortie.name}.sqlite")
    return Commande(consigne=consigne, sources=found, registre=registre, qui="greffe", **options)


def lot(source: Path | list[Path], sortie: Path, **options: Any) -> Bilan:
    """Run it to its end."""
    return run(commande(source, sortie, **options), lambda: False, lambda _: None)


def stopped_after(source: Path, sortie: Path, dossiers: int, **options: Any) -> Bilan:
    """Run it, and ask it to stop once so many dossiers are seen."""
    seen: list[int] = [0]

    def note(avancement: Any) -> None:
        seen[0] = avancement.faits

    return run(commande(source, sortie, **options), lambda: seen[0] >= dossiers, note)


def acts(sortie: Path) -> dict[str, str]:
    """The acts of an output folder: names and fingerprints."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(sortie.glob("*.docx"))}


def lines(registre: Path) -> list[tuple[Any, ...]]:
    """The documents of a register, in its order: number, what it is, fingerprint."""
    columns = "juridiction, annee, numero, brouillon, dossier, acte, exemplaire, element, empreinte_document"
    connection = sqlite3.connect(registre)
    try:
        return connection.execute(f"select {columns} from lignes where nature = 'document' order by rang").fetchall()
    finally:
        connection.close()


Change = Callable[[Commande], Commande]


def with_options(command: Commande, **changes: Any) -> Commande:
    """The same lot with other things in its `consigne`."""
    return replace(command, consigne=replace(command.consigne, **changes))
