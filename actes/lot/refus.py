"""Why a dossier is set aside for no fault of its own: it changed meanwhile, memory ran out, the program has a bug."""

from __future__ import annotations

import os
import traceback

from actes.errors import Constat
from actes.lot.journal import Unite
from actes.place import Place
from actes.typographie import typographie


def changed_meanwhile(unite: Unite) -> Constat:
    """The file is no longer the one that was planned."""
    return Constat(
        code="dossier-change",
        message=typographie("ce fichier a changé, ou disparu, pendant le lot : ce dossier n'a pas été lu"),
        place=Place(unite.fichier, unite.lignes + 1),
        conseil=typographie("relancez le lot : il reprendra ce fichier tel qu'il est"),
    )


def misnamed(unite: Unite) -> Constat:
    """Its name is not UTF-8: the journal and the reports could not say it."""
    return Constat(
        code="lecture-impossible",
        message=typographie("le nom de ce fichier, ou d'un répertoire qui le contient, n'est pas en UTF-8"),
        place=Place(unite.fichier),
        conseil=typographie("renommez-le, puis relancez le lot : son contenu n'est pas en cause"),
    )


def too_heavy(unite: Unite) -> Constat:
    """Memory ran out, of this program or of the machine."""
    return Constat(
        code="dossier-fatal",
        message=typographie("la mémoire a manqué pendant ce dossier : il a été mis de côté"),
        place=Place(unite.fichier, unite.lignes + 1),
        conseil=typographie("refaites-le par --seulement, avec --processus 1, quand la machine est plus libre"),
    )


def defect(error: Exception, unite: Unite) -> Constat:
    """A bug of ours: where, and nothing that the dossier holds."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {os.path.basename(place.filename)}:{place.lineno}"
    return Constat(
        code="defaut-du-programme",
        message=typographie(f"actes a rencontré un défaut de sa part sur ce dossier ({where})"),
        place=Place(unite.fichier, unite.lignes + 1),
        conseil=typographie("transmettez ce message à l'équipe du programme ; les autres dossiers sont faits"),
    )
