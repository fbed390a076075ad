"""Where the dossiers of a lot are: files, folders walked whole, streams cut, tables unrolled."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from actes.errors import Constat, LectureError
from actes.lot.flux import Piece, pieces
from actes.lot.journal import NOM, YAML
from actes.place import Place
from actes.tableaux.tableau import SUFFIXES, is_table
from actes.typographie import typographie

DOSSIERS = (".yaml", ".yml")
_VOISINS = (".txt", ".tsv")  # what a dossier or an export becomes when an editor has its way
_COPIES = ("~", ".bak", ".tmp")  # what editors leave behind
_PRODUITS = frozenset({"rejets.yaml", "bordereaux", "pdf", "impression"})  # what a lot leaves beside its journal
_PETIT = 1 << 20  # bytes: a file that is read at once to see whether it holds several dossiers


@dataclass(frozen=True, slots=True, kw_only=True)
class Morceau:
    """One dossier to do, where it stands; `stamp` tells whether a stream has changed since it was cut."""

    fichier: str
    place: int = 0
    genre: str = YAML
    lu_dans: str = ""
    debut: int = 0
    fin: int | None = None
    lignes: int = 0
    stamp: str = ""


def check_sources(sources: Sequence[Path], correspondance: Path | None) -> None:
    """Raise LectureError with all that forbids to begin: what does not exist, what cannot be opened, a missing mapping.

    Somebody is still there when a lot begins: better to be told now than at eight in the morning.
    """
    constats = []
    for source in sources:
        if not source.exists():
            constats.append(_refused(source, "ce fichier ou ce répertoire n'existe pas", "vérifiez le chemin"))
        elif not os.access(source, os.R_OK | (os.X_OK if source.is_dir() else 0)):
            constats.append(_refused(source, "vous n'avez pas le droit de le lire", "vérifiez vos droits"))
        elif not source.is_dir() and not source.is_file():
            constats.append(_refused(source, "ce n'est pas un fichier ordinaire", "indiquez un fichier"))
        elif is_table(str(source)) and correspondance is None:
            advice = f"ajoutez --correspondance (« actes lot correspondance {source} » en prépare une)"
            constats.append(_refused(source, "un export demande une correspondance entre colonnes et champs", advice))
    if constats:
        raise LectureError(constats=constats)


def _refused(path: Path, message: str, conseil: str) -> Constat:
    return Constat(
        code="lecture-impossible",
        message=typographie(message),
        place=Place(str(path)),
        conseil=typographie(conseil),
    )


@dataclass(slots=True)
class Tri:
    """What is no source though it lies among them, and what was left there unread though it may be a dossier.

    `sortie`: the output folder. `hors`: real paths of the files that the lot reads for something else.
    """

    sortie: Path
    hors: frozenset[str] = frozenset()
    laisses: list[str] = field(default_factory=list)


def walk(source: Path, tri: Tri) -> Iterator[str]:
    """Every file of a source that may hold dossiers, in no order; not what is hidden, nor what another lot made.

    Raises LectureError for a folder that cannot be read: its dossiers would be missing without a word.
    """
    if not source.is_dir():
        if os.path.realpath(source) not in tri.hors:
            yield str(source)
        return
    waiting, closed = [str(source)], os.path.realpath(tri.sortie)
    while waiting:
        folder = waiting.pop()
        made = _PRODUITS if os.path.exists(os.path.join(folder, NOM)) else ()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith(".") or entry.name in made:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if os.path.realpath(entry.path) != closed:
                            waiting.append(entry.path)
                    elif _is_source(entry, tri):
                        yield entry.path
        except OSError as error:
            message = f"ce répertoire ne peut pas être lu ({error.strerror})"
            raise LectureError(constats=[_refused(Path(folder), message, "vérifiez vos droits")]) from None


def _is_source(entry: os.DirEntry[str], tri: Tri) -> bool:
    """Whether this file is to be read; one that is not, and looks as if it should have been, is noted."""
    name = entry.name.lower()
    kind = _kind(entry)
    if kind == stat.S_IFDIR:  # a link to a folder: followed, it could lead round in circles
        tri.laisses.append(entry.path)
    elif name.endswith((*DOSSIERS, *SUFFIXES)):
        if kind in (stat.S_IFREG, stat.S_IFLNK):
            return os.path.realpath(entry.path) not in tri.hors
        tri.laisses.append(entry.path)  # a pipe, a device: reading it would never end
    elif not name.endswith(_COPIES) and (name.endswith(_VOISINS) or any(f"{one}." in name for one in DOSSIERS)):
        tri.laisses.append(entry.path)
    return False


def _kind(entry: os.DirEntry[str]) -> int:
    """What it is, or what it leads to; a link that leads nowhere stays one, and whoever reads it says so."""
    if entry.is_file(follow_symlinks=False):
        return stat.S_IFREG
    try:
        return stat.S_IFMT(entry.stat().st_mode)
    except OSError:
        return stat.S_IFLNK


def cut(fichier: str) -> Iterator[Morceau]:
    """The dossiers of a YAML file, each with its place; one alone when it is not a stream, or cannot be read."""
    whole = Morceau(fichier=fichier, lu_dans=fichier)
    try:
        with open(fichier, "rb") as stream:
            status = os.fstat(stream.fileno())
            if status.st_size > _PETIT:
                yield from _numbered(fichier, pieces(stream), stamp_of(status))
                return
            data = stream.read()
    except OSError:
        yield whole  # whoever reads it will say why it cannot be read
        return
    several = b"\n---" in data or b"\n..." in data
    found = list(pieces(io.BytesIO(data))) if several else []
    if len(found) > 1:
        yield from _numbered(fichier, found, stamp_of(status))
    else:
        yield whole


def _numbered(fichier: str, found: Iterable[Piece], stamp: str) -> Iterator[Morceau]:
    for place, piece in enumerate(found):
        yield Morceau(
            fichier=fichier, lu_dans=fichier, place=place, debut=piece.debut, fin=piece.fin, lignes=piece.lignes,
            stamp=stamp,
        )  # fmt: skip


def stamp_of(status: os.stat_result) -> str:
    """What changes when a file is written again."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
