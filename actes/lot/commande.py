"""What is asked of a lot, how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actes.errors import Constat, LectureError
from actes.lot.faits import Consigne
from actes.lot.journal import NOM, Journal
from actes.lot.recrues import Recrute, recruit
from actes.place import Place
from actes.registre.base import told
from actes.typographie import typographie


@dataclass(frozen=True, slots=True, kw_only=True)
class Commande:
    """What is asked of a lot. `seulement`: these dossiers alone (file, rank in it), of a lot that was made before."""

    consigne: Consigne
    sources: tuple[Path, ...]
    registre: Path
    qui: str  # who runs it, for the register
    seulement: tuple[tuple[str, int], ...] | None = None
    processus: int = 1
    pdf: bool = False
    recto_verso: bool = False
    recrute: Recrute = recruit


@dataclass(slots=True)
class Avancement:
    """How far a run is: dossiers to see, done, refused."""

    etape: str = "dossiers"
    total: int = 0
    faits: int = 0
    rejetes: int = 0


@dataclass(slots=True)
class Bilan:
    """What came of a run; `arret` says why it stopped before its end."""

    dossiers: int = 0  # of the lot, runs before included
    rejetes: int = 0
    attente: int = 0
    documents: int = 0
    ecrits: int = 0  # by this run
    duree: float = 0.0  # seconds
    arret: tuple[Constat, ...] = ()
    interrompu: bool = False
    constats: list[Constat] = field(default_factory=list)


Suivi = Callable[[Avancement], None]


def options_of(commande: Commande) -> dict[str, object]:
    """The options of a lot, as the journal keeps them for the one who corrects its refused dossiers."""
    consigne, demande = commande.consigne, commande.consigne.demande
    paths = {"reglages": consigne.reglages, "modeles": consigne.modeles, "correspondance": consigne.correspondance}
    return {
        **{name: str(path.absolute()) if path else None for name, path in paths.items()},
        "actes": list(demande.actes),
        "date": demande.jour.isoformat() if demande.jour else None,
        "brouillon": demande.brouillon,
        "moteur": demande.moteur,
        "proposes": consigne.proposes,
        "registre": str(commande.registre.absolute()),
        "pdf": commande.pdf,
        "recto_verso": commande.recto_verso,
    }


def recall(sortie: Path) -> dict[str, Any]:
    """The options of the lot that is in this folder. Raises LectureError if there is none."""
    if not (sortie / NOM).is_file():
        raise LectureError(
            typographie("il n'y a pas de lot dans ce répertoire : son journal est introuvable"),
            Place(str(sortie)),
            conseil=typographie("indiquez le répertoire du lot avec --sortie"),
        )
    with told(sortie / NOM):
        journal = Journal(sortie)
        try:
            options: dict[str, Any] = journal.values()["options"]
        finally:
            journal.close()
    return options
