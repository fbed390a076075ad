"""What the register records of a document: its court and number's year, its fingerprints, and where it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from actes.destinataire import qualite
from actes.dossier import Dossier, Lecture
from actes.empreintes import Droit, program_fingerprint
from actes.nommage import court_name
from actes.produce import Document
from actes.registre import Inscription
from actes.validation import Examen


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexte:
    """Where the dossiers of a run come from and how they are worked: all that `rejouer` needs to do it again.

    `fichier` and `place` are those of one dossier: `dataclasses.replace` gives the context of each.
    """

    droit: Droit
    aujourdhui: date
    demandee: date | None = None  # the date that the command gave
    moteur: str = "compile"
    langue: str | None = None  # the language that the command gave
    reglages: Path | None = None
    modeles: Path | None = None  # the folder laid over the installed templates
    correspondance: Path | None = None  # the mapping file of a table
    fichier: str = ""
    place: int = 0  # rank of the dossier in its file, from 0

    def origine(self) -> dict[str, Any]:
        """What the register keeps of it, paths made absolute."""
        asked = {"langue": self.langue} if self.langue else {}
        return asked | {
            "fichier": str(Path(self.fichier).absolute()),
            "place": self.place,
            "demandee": self.demandee.isoformat() if self.demandee else None,
            "aujourdhui": self.aujourdhui.isoformat(),
            "moteur": self.moteur,
            "reglages": _absolute(self.reglages),
            "modeles": _absolute(self.modeles),
            "correspondance": _absolute(self.correspondance),
        }


def inscriptions_of(
    examen: Examen, lecture: Lecture, documents: Iterable[Document], contexte: Contexte
) -> list[Inscription]:
    """What the register records of the documents of one act of one dossier, in their order."""
    assert lecture.dossier is not None, "nothing is produced from what cannot be read"
    juridiction = court_of(lecture.dossier)
    droit, programme, origine = contexte.droit.fingerprint(examen.acte), program_fingerprint(), contexte.origine()
    constats = list(dict.fromkeys(constat.code for constat in (*lecture.constats, *examen.constats)))
    recipients = {exemplaire.id: qualite(exemplaire.destinataire) for exemplaire in examen.acte.exemplaires}
    return [
        Inscription(
            juridiction=juridiction,
            annee=examen.jour.year,
            brouillon=document.brouillon,
            dossier=document.dossier,
            acte=document.acte,
            exemplaire=document.exemplaire,
            element=document.element,
            date_acte=examen.jour.isoformat(),
            empreinte_dossier=document.empreinte_dossier,
            empreinte_modele=document.empreinte_modele,
            empreinte_droit=droit,
            empreinte_document=document.sha256,
            programme=programme,
            contenu={
                "nom": document.nom,
                "constats": constats,
                "remise": {
                    "mode": document.remise.mode if document.remise else "",
                    "article": document.remise.article if document.remise else "",
                    "destinataire": recipients[document.exemplaire],
                },
                "origine": origine,
                **_language_of(document),
            },
        )
        for document in documents
    ]


def _language_of(document: Document) -> dict[str, Any]:
    """The language of a translated document, how many labels it needs, how many no official text confirms."""
    langue = document.langue
    if langue is None:
        return {}
    return {"langue": {"code": langue.code, "libelles": langue.libelles, "non_verifies": langue.non_verifies}}


def court_of(dossier: Dossier) -> str:
    """The court in whose series a dossier is numbered: that of the service, else the one that convicted."""
    service = dossier.service.juridiction if dossier.service else None
    convicted = dossier.juridiction.nom if dossier.juridiction else None
    return court_name(service or convicted or "")


def _absolute(path: Path | None) -> str | None:
    return str(path.absolute()) if path else None
