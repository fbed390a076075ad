"""`rejets.yaml`: the dossiers of a lot that were rejected, why, and what `actes lot --seulement` takes up again."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import RowMapping, select

from actes.dossier.chemin import Chemin
from actes.dossier.constats import finding, in_order
from actes.dossier.controle import validate
from actes.dossier.document import Lu, read_document
from actes.dossier.field_types import Entier, Modele, Texte, champ
from actes.dossier.noeuds import Arbre
from actes.dossier.texte import INTERDITS, Document, clean, decode
from actes.dossier.vocabulaire import model_champ
from actes.errors import Constat, LectureError
from actes.lot.journal import REJETE, Journal, decode_constats, unites
from actes.lot.sorties import whole
from actes.place import Place
from actes.typographie import typographie

NOM = "rejets.yaml"
LIMITE = 60_000_000  # characters: beyond, all is rejected, and the whole lot is to be run again
BATCH = 1000

_CONSTATS = re.compile(r"^  constats:\n(?:  [ -] .*\n)*", re.MULTILINE)  # as we write them: not worth reading again

_ENTETE = """\
# Les dossiers rejetés de ce lot, et pourquoi. Ce fichier ne dit ni nom ni adresse : seulement des places et des motifs.
#
# Que faire : corrigez chaque dossier à la place indiquée (fichier, ligne, colonne), enregistrez-le, puis lancez
#     actes lot --seulement {fichier}
# Les options du lot sont reprises telles quelles. Vous pouvez enlever des entrées d’ici (elles ne seront pas
# reprises), ou changer « fichier » si un dossier a été déplacé. « place » est le rang du dossier dans son fichier,
# à partir de 0. Les constats ne sont pas relus.
"""


class ModeleRejet(Modele):
    """A rejected dossier."""

    fichier: Texte | None = champ("Fichier du dossier")
    place: Entier | None = champ("Rang du dossier dans son fichier", "à partir de 0")
    dossier: Texte | None = champ("Référence du dossier")


class ModeleRejets(Modele):
    """What a file of rejects may hold, the findings apart."""

    lot: Texte | None = champ("Répertoire du lot")
    rejets: tuple[ModeleRejet, ...] | None = champ("Dossiers rejetés")


@dataclass(frozen=True, slots=True)
class Rejet:
    """A dossier to take up again: its file (absolute, as in the journal), and its rank in it, from 0."""

    fichier: str
    place: int


@dataclass(frozen=True, slots=True)
class Rejets:
    """What a file of rejects asks for: the folder of the lot (absolute), and the dossiers, each once."""

    lot: Path
    rejets: tuple[Rejet, ...]


def write_rejets(folder: Path, journal: Journal) -> None:
    """Write `rejets.yaml`; an empty list when nothing is rejected. Raises EnvironnementError."""
    path = (folder / NOM).absolute()
    with whole(path) as stream:
        stream.write(typographie(_ENTETE).format(fichier=visible(shlex.quote(str(path))).replace("\n", " ")))
        stream.write(f"lot: {scalar(str(path.parent))}\nrejets:")
        written = False
        for row in rejected(journal):
            stream.write("" if written else "\n")
            _write_entry(stream, row)
            written = True
        stream.write("" if written else " []\n")


def rejected(journal: Journal) -> Iterator[RowMapping]:
    """The rejected dossiers, in the order of the lot, read as they are asked for."""
    query = select(unites).where(unites.c.etat == REJETE).order_by(unites.c.rang)
    with journal.read() as connection:
        yield from connection.execution_options(yield_per=BATCH).execute(query).mappings()


def reasons(constats: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings for which a dossier is rejected: the blocking ones, or all of them for want of any."""
    return [constat for constat in constats if constat.get("gravite") == "bloquante"] or constats


def _write_entry(stream: TextIO, row: RowMapping) -> None:
    stream.write(f"- fichier: {scalar(row['fichier'])}\n  place: {row['place']}\n")
    if row["reference"]:
        stream.write(f"  dossier: {scalar(row['reference'])}\n")
    constats = reasons(decode_constats(row["constats"]))
    stream.write("  constats:\n" if constats else "")
    for constat in constats:
        stream.write("".join(_lines(constat)))


def _lines(constat: Mapping[str, Any]) -> Iterator[str]:
    head = "  - "
    for key in ("acte", "code", "gravite", "article", "chemin", "ligne", "colonne", "message", "conseil"):
        value = constat.get(key)
        if value not in (None, ""):
            yield f"{head}{key}: {value if isinstance(value, int) else scalar(str(value))}\n"
            head = "    "


def scalar(text: str) -> str:
    """The text as YAML, between double quotes: a JSON string, what no dossier may hold made visible."""
    return json.dumps(visible(text), ensure_ascii=False)


def visible(text: str) -> str:
    """The text with a visible square for each character that no dossier may hold."""
    return INTERDITS.sub("\u25a1", text)


def read_rejets(content: bytes, fichier: str) -> Rejets:
    """What a file of rejects asks for, which somebody may have edited; relative paths are read from its own folder.

    Raises LectureError, with everything wrong in it.
    """
    decoded, constats = decode(content, fichier)
    lu = Lu(None, Arbre(None, fichier))
    if decoded is not None:
        cleaned, constats = clean(decoded, fichier)
        lu = read_document(Document(_CONSTATS.sub(_emptied, cleaned), 0), fichier, LIMITE)
    constats += [constat for constat in lu.constats if constat.code != "type-invalide"]
    if constats or not isinstance(lu.donnees, dict) or not lu.donnees.keys() & {"lot", "rejets"}:
        raise LectureError(constats=constats or [_not_rejects(fichier)])
    found = lu.donnees.get("rejets")
    for entry in found if isinstance(found, list) else ():
        if isinstance(entry, dict):
            entry.pop("constats", None)  # for the reader; whatever was done to them
    read, fautes = validate(ModeleRejets, lu.donnees, model_champ(ModeleRejets, "Rejets"), lu.vides)
    said = lu.findings(fautes)
    if said or read is None or (said := list(_lacks(read, lu))):
        raise LectureError(constats=in_order(said))
    folder = Path(fichier).absolute().parent
    wanted = dict.fromkeys((_absolute(folder, one.fichier), one.place or 0) for one in read.rejets or ())
    return Rejets(Path(_absolute(folder, read.lot)), tuple(Rejet(*one) for one in wanted))


def _emptied(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _absolute(folder: Path, chemin: str | None) -> str:
    """A path as the journal of the lot writes it."""
    return os.path.abspath(folder / (chemin or ""))


def _lacks(read: ModeleRejets, lu: Lu) -> Iterator[Constat]:
    """The fields that are needed and were taken out."""
    if read.lot is None:
        yield _lack("lot", "lot: répertoire du lot", (), lu)
    for rank, one in enumerate(read.rejets or ()):
        if one.fichier is None:
            yield _lack("fichier", "fichier: chemin du dossier", ("rejets", rank), lu)
        if one.place is None:
            yield _lack("place", "place: 0", ("rejets", rank), lu)


def _lack(name: str, exemple: str, chemin: Chemin, lu: Lu) -> Constat:
    place = lu.arbre.key_place(chemin) if chemin else lu.arbre.start()
    return finding("champ-requis", f"le champ « {name} » manque", place, f"ajoutez « {exemple} »", (*chemin, name))


def _not_rejects(fichier: str) -> Constat:
    message, conseil = "ce n'est pas un fichier de rejets", f"donnez le « {NOM} » que « actes lot » a écrit"
    return finding("lecture-impossible", message, Place(fichier, 1, 1), conseil)
