"""The lists for the people who fold and post: one per delivery group, to sign on paper (docx) and to compute (CSV)."""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import RowMapping

from actes.catalogue import jour_en_lettres
from actes.deliver import trouble
from actes.lot.journal import Journal
from actes.lot.rejets import visible
from actes.lot.remise import GROUPES, Groupe, count_documents, mode_title, ordered
from actes.lot.sorties import EN_COURS, whole, write_bytes
from actes.rendu import Modele, compile_modele
from actes.rendu.filtres.libelles import LIBELLES
from actes.typographie import typographie

DOSSIER = "bordereaux"
VOLUME = 1000  # lines of one docx: memory stays flat, and nobody carries more
LIGNES_ADRESSE = 7  # columns of the CSV for the address; what is beyond goes into the last one

_FORMULE = frozenset("=+-@\t\r\n＝＋－＠")  # what a spreadsheet would run if a cell began with it
_NOM = re.compile(rf"\.?({'|'.join(g.id for g in GROUPES)})(-\d+)?\.(csv|docx)({re.escape(EN_COURS)})?")
_EXEMPLAIRES = {  # ids of acte.yaml, hyphens as underscores, that do not read as they are
    "autorites": "autorités",
    "batonnier": "bâtonnier",
    "chambre_application": "chambre de l’application des peines",
    "copie_certifiee": "copie certifiée conforme",
    "cote_victime": "cote victime",
    "document_sortie": "document de sortie",
    "juridiction_appel": "juridiction d’appel",
    "jap_paris": "juge de l’application des peines de Paris",
    "ministere_public": "ministère public",
    "parquet_general": "parquet général",
    "president_chambre": "président de la chambre",
    "procureur_origine": "procureur d’origine",
    "procureur_residence": "procureur de la résidence",
    "registre_special": "registre spécial",
    "representants_legaux": "représentants légaux",
    "requete": "requête",
}


def write_bordereaux(folder: Path, journal: Journal) -> None:
    """Write the lists of every group that holds something, in `bordereaux/`, and remove those of a former run.

    Raises EnvironnementError.
    """
    target = folder / DOSSIER
    entete = _heading(journal.values())
    written: set[str] = set()
    for groupe in GROUPES:
        total = count_documents(journal, groupe)
        if total:
            _make(target)
            written |= _write_group(target, journal, groupe, total, entete)
    _remove_stale(target, written)


def lists_of(folder: Path, groupe: Groupe) -> tuple[list[str], list[str]]:
    """The docx and the CSV of a group that are in the output folder, as relative paths, volumes in order."""
    total = sorted((folder / DOSSIER).glob(f"{groupe.id}*"), key=lambda path: (len(path.name), path.name))
    names = [path.name for path in total if (m := _NOM.fullmatch(path.name)) and m[1] == groupe.id and not m[4]]
    return (
        [f"{DOSSIER}/{name}" for name in names if name.endswith(".docx")],
        [f"{DOSSIER}/{name}" for name in names if name.endswith(".csv")],
    )


def _make(target: Path) -> None:
    try:
        target.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise trouble(error, target) from None


def _heading(values: Mapping[str, Any]) -> tuple[str, str]:
    """The service, if the journal says it, and the day of the lot."""
    service, day = values.get("juridiction") or "", values.get("jour") or ""
    with contextlib.suppress(ValueError):
        return str(service), f"lot du {jour_en_lettres(date.fromisoformat(str(day)))}"
    return str(service), ""


def _write_group(target: Path, journal: Journal, groupe: Groupe, total: int, entete: tuple[str, str]) -> set[str]:
    volumes = -(-total // VOLUME)
    names = {f"{groupe.id}.csv"}
    lines = enumerate(ordered(journal, groupe), 1)
    with whole(target / f"{groupe.id}.csv", encoding="utf-8-sig") as stream:
        table = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        table.writerow(_heads(groupe))
        for volume in range(1, volumes + 1):
            batch = [_line(ordre, row) for ordre, row in islice(lines, VOLUME)]
            table.writerows([harmless(cell) for cell in _cells(line)] for line in batch)
            name = f"{groupe.id}-{volume}.docx" if volumes > 1 else f"{groupe.id}.docx"
            part = f"volume {volume} sur {volumes}" if volumes > 1 else ""
            write_bytes(target / name, _modele().render(_values(groupe, batch, total, part, entete)))
            names.add(name)
    return names


@lru_cache(maxsize=1)
def _modele() -> Modele:
    return compile_modele(Path(__file__).with_name("bordereau.docx"))


def _line(ordre: int, row: RowMapping) -> dict[str, str]:
    """A document as the lists write it."""
    exemplaire = row["exemplaire"].replace("-", "_")
    line = {
        "ordre": str(ordre),
        "numero": row["numero"],
        "dossier": row["reference"],
        "acte": typographie(row["titre"]),
        "exemplaire": _EXEMPLAIRES.get(exemplaire) or LIBELLES.get(exemplaire) or exemplaire.replace("_", " "),
        "destinataire": typographie(row["destinataire"]),
        "nom": row["nom_destinataire"],
        "adresse": row["adresse"],
        "mode": mode_title(row["mode"]),
        "article": row["article"],
        "fichier": row["nom"],
    }
    return {name: visible(value) for name, value in line.items()}


def _heads(groupe: Groupe) -> list[str]:
    adresse = [f"adresse {rank}" for rank in range(1, LIGNES_ADRESSE + 1)]
    before = ["n° d’ordre", "n° du registre", "dossier", "acte", "exemplaire", "destinataire", "nom"]
    return [*before, *adresse, "mode", "article", "fichier", *groupe.a_remplir]


def _cells(line: Mapping[str, str]) -> Iterator[str]:
    for name in ("ordre", "numero", "dossier", "acte", "exemplaire", "destinataire", "nom"):
        yield line[name]
    adresse = line["adresse"].split("\n")
    first, rest = adresse[: LIGNES_ADRESSE - 1], adresse[LIGNES_ADRESSE - 1 :]
    yield from (*first, *[""] * (LIGNES_ADRESSE - 1 - len(first)), ", ".join(rest))
    for name in ("mode", "article", "fichier"):
        yield line[name]
    yield from ("", "")


def harmless(cell: str) -> str:
    """The cell as a text for any spreadsheet: an apostrophe stands before what would be a formula."""
    return f"'{cell}" if cell[:1] in _FORMULE else cell


def _values(
    groupe: Groupe, lines: list[dict[str, str]], total: int, volume: str, entete: tuple[str, str]
) -> dict[str, Any]:
    service, day = entete
    first, last = int(lines[0]["ordre"]), int(lines[-1]["ordre"])
    these = f"du n°\u00a0{_number(first)} au n°\u00a0{_number(last)}"
    return {
        "titre": groupe.titre,
        "service": service,
        "sous_titre": " – ".join(filter(None, (day.capitalize(), _documents(total), volume and f"{volume}, {these}"))),
        "volume": " – ".join(filter(None, (day, volume))),
        "lignes": [_printed(line, groupe) for line in lines],
        "tete_mode": "Article" if len(groupe.modes) == 1 else "Mode et article",
        "libres": list(groupe.a_remplir),
        "arrete": f"Arrêté à {_documents(len(lines))}{f', {these}' if volume else ''}.",
        "gauche": "Le ………………………………………",
        "droite": groupe.visa,
    }


def _printed(line: Mapping[str, str], groupe: Groupe) -> dict[str, str]:
    """A line of the docx; the title already says the mode of a group that has but one."""
    mode = "" if len(groupe.modes) == 1 else line["mode"]
    begun = {name: line[name][:1].upper() + line[name][1:] for name in ("nom", "destinataire")}
    return {**line, **begun, "ordre": _number(int(line["ordre"])), "mode": mode}


def _documents(number: int) -> str:
    return f"{_number(number)} document{'s' if number > 1 else ''}"


def _number(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


def _remove_stale(target: Path, written: set[str]) -> None:
    """Take away the lists of ours that this run did not write; whatever else lies there is left."""
    try:
        if target.is_dir():
            for path in target.iterdir():
                if _NOM.fullmatch(path.name) and path.name not in written:
                    path.unlink()
            if not written:
                with contextlib.suppress(OSError):
                    target.rmdir()
    except OSError as error:
        raise trouble(error, target) from None
