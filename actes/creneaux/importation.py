"""A service's slots into the file of slots: the ones already given stay."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from actes.creneaux.ecriture import merge_slots
from actes.deliver import Fichier, rewrite, write_whole
from actes.dossier.creneaux import Creneau
from actes.errors import Constat, DossierRefused, Gravite
from actes.place import Place
from actes.rendu.garde import read_file
from actes.typographie import typographie


def import_slots(path: Path, name: str, slots: Sequence[Creneau]) -> list[Constat]:
    """Put these slots in the file, made if need be; what is said are the given slots that the calendar dropped.

    Raises LectureError, EnvironnementError, DossierRefused.
    """
    before = read_file(path) if path.exists() else None
    after, lost = merge_slots(before or b"", str(path), name, slots)
    if before is None:
        write_whole(path.parent, [Fichier(path.name, after, "creneaux", Place(str(path)))])
    elif after != before and not rewrite(path, before, after):
        raise DossierRefused(
            typographie("ce fichier a changé pendant l'opération : il n'a pas été touché"),
            Place(str(path)),
            conseil="recommencez",
        )
    return [_dropped(slot, path) for slot in lost]


def _dropped(slot: Creneau, path: Path) -> Constat:
    who = ", ".join(slot.pris or ())
    return Constat(
        code="creneau-retire",
        message=typographie(f"le créneau du {slot.date} à {slot.heure:%H:%M}, donné à {who}, n'est plus dans l'agenda"),
        gravite=Gravite.AVERTISSEMENT,
        place=Place(str(path)),
        conseil=typographie("vérifiez auprès du service, et convoquez à nouveau s'il le faut"),
    )
