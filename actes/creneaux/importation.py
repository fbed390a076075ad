"""A service's slots into the file of slots: the ones already given stay."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from actes.creneaux.carnet import Carnet
from actes.creneaux.fusion import Fenetre, merge_slots
from actes.creneaux.refus import at_hour
from actes.creneaux.verrou import held
from actes.deliver import Fichier, rewrite, write_whole
from actes.dossier.creneaux import Creneau, load_creneaux
from actes.errors import Constat, DossierRefused, Gravite, is_blocked
from actes.place import Place
from actes.rendu.garde import read_file
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.registre import Registre


def import_slots(
    path: Path,
    name: str,
    slots: Sequence[Creneau],
    fenetre: Fenetre | None = None,
    registre: Registre | None = None,
) -> list[Constat]:
    """Put these slots in the file, made if need be, in the place of the free ones of those days (None: of all).

    Which ones are given, `registre` says. What is told are those that the calendar dropped. Raises LectureError,
    EnvironnementError, DossierRefused: a file that is not one of slots is left alone.
    """
    with held(path):
        before = read_file(path) if path.exists() else None
        read = load_creneaux(before or b"", str(path))
        if is_blocked(read.constats):
            raise DossierRefused(constats=read.constats)
        occupants = Carnet(path, read.par_type, registre).occupants(name)
        after, lost = merge_slots(before or b"", str(path), name, slots, fenetre, occupants)
        if before is None:
            write_whole(path.parent, [Fichier(path.name, after, None, Place(str(path)))])
        elif after != before and not rewrite(path, before, after):
            raise DossierRefused(
                typographie("ce fichier a changé pendant l'opération : il n'a pas été touché"),
                Place(str(path)),
                conseil="recommencez",
            )
    return [*read.constats, *(_dropped(slot, path) for slot in lost)]


def _dropped(slot: Creneau, path: Path) -> Constat:
    who = ", ".join(slot.pris or ())
    return Constat(
        code="creneau-retire",
        message=typographie(f"le créneau du {at_hour(slot)}, donné à {who}, n'est plus dans l'agenda"),
        gravite=Gravite.AVERTISSEMENT,
        place=Place(str(path)),
        conseil=typographie("vérifiez auprès du service, et convoquez à nouveau s'il le faut"),
    )
