"""The templates read over by the linter, apart: it takes longer than a page may wait for its act."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from actes.catalogue import Acte, ModeleDate
from actes.errors import ActesError, Constat
from actes.generate import Atelier
from actes.lint.controle import check, names_of_all, read_sujet
from actes.lint.ossature import Fragmentation
from actes.rendu.fragments import Fragments
from actes.rendu.garde import read_file

CONSERVES = 16


@dataclass(frozen=True, slots=True)
class Epreuve:
    """A template to read over, as it stands: `etat` changes when the file, its fragments or its act do."""

    fichier: Path
    etat: str
    acte: Acte | None
    modele: ModeleDate | None


class Relecture:
    """What the linter said of each template, as long as the template stays the same."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._said: dict[tuple[Path, str | None], tuple[Epreuve, tuple[Constat, ...]]] = {}

    def known(self, epreuve: Epreuve) -> tuple[Constat, ...] | None:
        """What was said of it; None when it was not read as it stands."""
        found = self._said.get(_key(epreuve))
        return found[1] if found and found[0] == epreuve else None

    def read(self, epreuve: Epreuve, fragments: Fragments, atelier: Atelier) -> bool:
        """Read a template over; whether there is something new to say."""
        with self._lock:
            if self.known(epreuve) is not None:
                return False
            before = self._said.pop(_key(epreuve), None)
            found = tuple(_findings(epreuve, fragments, atelier))
            self._said[_key(epreuve)] = (epreuve, found)
            while len(self._said) > CONSERVES:
                del self._said[next(iter(self._said))]
            return bool(found) or bool(before and before[1])


def _key(epreuve: Epreuve) -> tuple[Path, str | None]:
    return epreuve.fichier, epreuve.acte.id if epreuve.acte else None


def _findings(epreuve: Epreuve, fragments: Fragments, atelier: Atelier) -> Sequence[Constat]:
    try:
        names = {} if epreuve.acte else names_of_all(atelier.catalogue)
        sujet = read_sujet(
            read_file(epreuve.fichier),
            str(epreuve.fichier),
            Fragmentation(fragments),
            acte=epreuve.acte,
            modele=epreuve.modele,
            noms_lus=names,
        )
        return check(sujet)
    except ActesError:
        return ()  # the preview itself has said why it cannot be read
