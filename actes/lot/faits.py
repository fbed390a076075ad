"""What goes between the lot and its workers: places and orders one way, facts the other. Plain, picklable."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actes.errors import Constat
from actes.generate import Demande
from actes.lot.journal import Unite
from actes.place import Place
from actes.registre import Affaire, Inscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Consigne:
    """All that a worker must know, besides the dossiers: the same for the whole lot. Hashable."""

    racines: tuple[Path, ...]
    modeles: Path | None  # the folder laid over the installed templates
    reglages: Path | None
    correspondance: Path | None
    demande: Demande
    proposes: bool
    sortie: Path
    attente: Path  # the waiting folder
    cle: str  # fingerprint of what is asked of each dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Groupe:
    """Some dossiers to do together; `connus`: the files (name, SHA-256) that the journal says were made of each."""

    numero: int
    unites: tuple[Unite, ...]
    connus: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitDocument:
    """A document made, waiting to be put in its place."""

    groupe: int
    nom: str
    sha256: str
    acte: str
    titre: str
    exemplaire: str
    mode: str
    article: str
    destinataire: str
    nom_destinataire: str
    adresse: str
    inscription: Inscription


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitUnite:
    """What came of a dossier; `deja`: all was there already, as the journal says."""

    rang: int
    reference: str = ""
    place: Place | None = None  # of the reference
    empreinte: str = ""
    jour: str = ""  # of its acts, where it gives none
    bloque: bool = False
    deja: bool = False
    constats: tuple[dict[str, Any], ...] = ()
    documents: tuple[FaitDocument, ...] = ()
    affaire: Affaire | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Faits:
    """What came of a group; `arret`: the environment failed, and nothing of it is to be kept."""

    numero: int
    unites: tuple[FaitUnite, ...] = ()
    arret: tuple[Constat, ...] = ()


def waiting_name(rang: int, nom: str) -> str:
    """The name of a file that waits: two dossiers may want the same final one."""
    return f"{rang}__{nom}"
