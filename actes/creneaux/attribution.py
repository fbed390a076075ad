"""From files of slots and dossiers to appointments given: found, and written where the user asks for it."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from actes.creneaux.choix import SANS_PRECISION, Choix, Souplesse, choose
from actes.creneaux.ecriture import with_appointment, with_slot_taken
from actes.deliver import rewrite, trouble
from actes.dossier.creneaux import Creneau, load_creneaux
from actes.errors import ActesError, Constat, DossierRefused, is_blocked
from actes.generate import Atelier, Demande
from actes.place import Place
from actes.rendu.garde import read_file
from actes.typographie import typographie


@dataclass(slots=True)
class Attribution:
    """What came of a run: the appointments found and, for each, whether it was written; the findings; the status."""

    choix: list[tuple[Choix, bool]] = field(default_factory=list)
    constats: list[Constat] = field(default_factory=list)
    statut: int = 0

    def add(self, constats: Iterable[Constat], statut: int = 1) -> None:
        """Note findings, and the status that they deserve."""
        found = list(constats)
        self.constats += found
        if is_blocked(found):
            self.statut = max(self.statut, statut)


def attribute(
    sources: Iterable[Path],
    creneaux: Path,
    atelier: Atelier,
    demande: Demande,
    *,
    ecrire: bool = False,
    souplesse: Souplesse = SANS_PRECISION,
) -> Attribution:
    """Find the appointments of every dossier; with `ecrire`, write them, and the slots as taken.

    The file of slots is held for the whole run: two runs at once never give the same slot. A slot is written as taken
    before the dossier is: interrupted in between, a slot is lost, never given twice.
    """
    result = Attribution()
    with _held(creneaux) if ecrire else contextlib.nullcontext():
        content = read_file(creneaux)
        read = load_creneaux(content, str(creneaux))
        result.add(read.constats)
        slots = {name: list(found) for name, found in read.par_type.items()}
        for source in sources:
            try:
                before = read_file(source)
                lectures = atelier.read(source)
            except ActesError as error:
                result.add(error.constats, error.exit_code)
                continue
            after = before
            for rank, lecture in enumerate(lectures):
                result.add(lecture.constats)
                if lecture.dossier is None:
                    continue
                found, constats = choose(lecture, atelier, demande, slots, souplesse)
                result.add(constats)
                for choice in found:
                    slots[choice.rendez_vous][choice.rang] = _taken(choice)
                    if ecrire:
                        after = with_appointment(after, str(source), rank, choice.rendez_vous, choice.creneau)
                        name, where = choice.rendez_vous, choice.rang
                        marked = with_slot_taken(content, str(creneaux), name, where, choice.reference)
                        _replace(creneaux, content, marked)
                        content = marked
                result.choix += [(choice, ecrire) for choice in found]
            if after != before:
                _replace(source, before, after)
    return result


def _taken(choice: Choix) -> Creneau:
    held = (*(choice.creneau.pris or ()), choice.reference)
    taken: Creneau = choice.creneau.model_copy(update={"pris": held})
    return taken


def _replace(path: Path, before: bytes, after: bytes) -> None:
    if not rewrite(path, before, after):
        raise DossierRefused(
            typographie("ce fichier a changé pendant l'opération : il n'a pas été touché"),
            Place(str(path)),
            conseil="recommencez",
        )


@contextlib.contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep other runs from giving slots of the same file meanwhile."""
    lock = path.parent / f".{path.name}.verrou"
    try:
        with lock.open("w") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise trouble(error, path) from None
