"""What came of a lot, for machines and for people: `rapport.json`, `rapport.html`, `rejets.yaml`, the bordereaux."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import RowMapping, select

from actes import __version__
from actes.lot.bordereau import lists_of, write_bordereaux
from actes.lot.comptes import BATCH, by_act, by_mode, totals
from actes.lot.journal import Journal, decode_constats, documents, unites
from actes.lot.page import write_page
from actes.lot.rejets import write_rejets
from actes.lot.remise import GROUPES, group_of
from actes.lot.sorties import whole
from actes.registre.base import told

JSON = "rapport.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """How the run went: the only part of the reports that differs between two runs of the same lot."""

    commence_le: datetime
    termine_le: datetime
    interrompu: bool = False
    arret: str = ""  # why it stopped before the end, as a sentence
    version: str = __version__
    constats: tuple[Mapping[str, Any], ...] = ()  # what was said of the lot itself, and of no dossier

    def as_json(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The stable form of it, with what the journal notes of the runs: `values` are the journal's."""
        rang, empreinte = values.get("registre") or (None, None)
        return {
            "commence_le": self.commence_le.isoformat(timespec="seconds"),
            "termine_le": self.termine_le.isoformat(timespec="seconds"),
            "duree_s": max(round((self.termine_le - self.commence_le).total_seconds(), 1), 0.0),
            "interruptions": values.get("interruptions", 0),
            "passes": values.get("passe", 1),
            "etat": "interrompu" if self.interrompu else "termine",
            "arret": self.arret,
            "constats": list(self.constats),
            "lot": values.get("lot", ""),
            "registre": {"rang": rang, "empreinte": empreinte},  # its seal when the lot ended
        }


def write_reports(folder: Path, journal: Journal, execution: Execution) -> None:
    """Write all that the journal lets one say; each file whole or not at all, 0600. Raises EnvironnementError."""
    with told(journal.path):
        write_bordereaux(folder, journal)
        write_rejets(folder, journal)
        write_json(folder, journal, execution)
        write_page(folder, journal, execution.as_json(journal.values()), execution.version)


def write_json(folder: Path, journal: Journal, execution: Execution) -> None:
    """Write `rapport.json`: no name, no address, whatever the journal holds."""
    values = journal.values()
    with whole(folder / JSON) as stream:
        for key, value in (
            ("lot", _lot(values, execution.version)),
            ("execution", execution.as_json(values)),
            ("totaux", totals(journal)),
            ("par_acte", by_act(journal)),
            ("par_remise", by_delivery(folder, journal)),
        ):
            head = "{\n" if key == "lot" else ",\n"
            stream.write(f"{head}{_dumped(key)}: {_dumped(value, 1)}")
        _write_dossiers(stream, journal)


def _lot(values: Mapping[str, Any], version: str) -> dict[str, Any]:
    """What the lot was made with: the same for two runs of the same lot."""
    known = {"jour": values.get("jour", ""), "version": version, "options": values.get("options") or {}}
    return {**known, "empreintes": values.get("cle") or {}}


def by_delivery(folder: Path, journal: Journal) -> dict[str, dict[str, Any]]:
    """For each delivery group that holds something: its title, its documents, by mode, and its lists."""
    modes = by_mode(journal)
    found = {}
    for groupe in GROUPES:
        held = {mode: number for mode, number in modes.items() if group_of(mode) is groupe}
        if held:
            docx, table = lists_of(folder, groupe)
            number = sum(held.values())
            found[groupe.id] = {
                "titre": groupe.titre,
                "documents": number,
                "modes": held,
                "bordereaux": [*docx, *table],
            }
    return found


def _write_dossiers(stream: TextIO, journal: Journal) -> None:
    stream.write(',\n"dossiers": [')
    between = "\n"
    for unite, made in dossiers(journal):
        entry = {
            "dossier": unite["reference"] or None,
            "fichier": unite["fichier"],
            "place": unite["place"],
            "etat": unite["etat"],
            "documents": made,
            "constats": decode_constats(unite["constats"]),
        }
        stream.write(between + _dumped(entry))
        between = ",\n"
    stream.write("\n]\n}\n")


def dossiers(journal: Journal) -> Iterator[tuple[RowMapping, list[dict[str, Any]]]]:
    """Every dossier in the order of the lot, with what a report may say of its documents; read as it is asked for."""
    d = documents.c
    public = (d.nom, d.acte, d.exemplaire, d.numero, d.sha256, d.mode, d.destinataire)
    with journal.read() as first, journal.read() as second:
        query = select(d.unite, *public).order_by(d.unite, d.id)
        made = second.execution_options(yield_per=BATCH).execute(query).mappings()
        waiting = next(made, None)
        query = select(unites).order_by(unites.c.rang)
        for unite in first.execution_options(yield_per=BATCH).execute(query).mappings():
            mine = []
            while waiting is not None and waiting["unite"] <= unite["rang"]:
                if waiting["unite"] == unite["rang"]:
                    mine.append({column.name: waiting[column.name] for column in public})
                waiting = next(made, None)
            yield unite, mine


def _dumped(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
