"""What a lot is made with: taken up again with other things, it would not be the same lot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from actes.empreintes import program_fingerprint, templates_fingerprint
from actes.errors import LectureError
from actes.lot.faits import Consigne
from actes.place import Place
from actes.rendu.garde import read_file
from actes.typographie import typographie

_SAID = {
    "programme": "la version du programme",
    "modeles": "les modèles ou les règles des actes",
    "reglages": "les réglages de la juridiction",
    "correspondance": "la correspondance de l'export",
    "options": "les options de la commande",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cle:
    """The fingerprints of all that a lot is made with, besides its dossiers."""

    programme: str
    modeles: str
    reglages: str
    correspondance: str
    options: str

    @property
    def demande(self) -> str:
        """What was asked of each dossier: with its bytes, what tells that it is done.

        An act issued stays issued when a template or a setting changes: these are not in it.
        """
        return hashlib.sha256(f"{self.options} {self.correspondance}".encode()).hexdigest()

    def as_json(self) -> dict[str, str]:
        """What the journal keeps of it."""
        return asdict(self)

    def differences(self, former: Mapping[str, Any]) -> list[str]:
        """What has changed since a lot made with these."""
        return [said for name, said in _SAID.items() if former.get(name) != getattr(self, name)]

    def unseen_differences(self, former: Mapping[str, Any]) -> list[str]:
        """Those for which a dossier that is done is not taken up again: the others are in `demande`."""
        seen = {"options": self.options, "correspondance": self.correspondance}
        return self.differences({**former, **seen})


def key_of(consigne: Consigne) -> Cle:
    """The key of a lot. Raises LectureError if its settings or mapping cannot be read."""
    demande = consigne.demande
    asked = demande.jour.isoformat() if demande.jour else ""
    options = [list(demande.actes), demande.brouillon, demande.moteur, consigne.proposes, asked]
    return Cle(
        programme=program_fingerprint(),
        modeles=templates_fingerprint(consigne.racines),
        reglages=_digest(consigne.reglages),
        correspondance=_digest(consigne.correspondance),
        options=json.dumps(options),
    )


def _digest(path: Path | None) -> str:
    return hashlib.sha256(read_file(path)).hexdigest() if path else ""


def refuse_another(changed: list[str], sortie: Path) -> None:
    """Raise LectureError if a lot that was interrupted would be continued with other things."""
    if changed:
        raise LectureError(
            typographie(f"un lot interrompu attend ici, commencé autrement ; ce qui a changé : {', '.join(changed)}"),
            Place(str(sortie)),
            conseil=typographie(
                "reprenez-le comme il a commencé, ou choisissez un autre répertoire de sortie ; --remplacer refait tout"
            ),
        )
