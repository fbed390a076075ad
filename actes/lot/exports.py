"""The exports of a lot: each row copied once, as it reads, to a private working file that workers read by offset."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from actes.catalogue import load_catalogue
from actes.errors import Constat
from actes.lot.faits import Consigne
from actes.lot.journal import TABLEAU
from actes.lot.sources import Morceau
from actes.rendu.garde import read_file
from actes.tableaux.correspondance import Correspondance, load_correspondance
from actes.tableaux.tableau import unroll

NOM = ".exports"


@dataclass(slots=True)
class Exports:
    """The working copies of the exports of a lot, made as they are planned and thrown away at its end."""

    consigne: Consigne
    constats: list[Constat] = field(default_factory=list)
    _mapping: Correspondance | None = None

    @property
    def folder(self) -> Path:
        """Where the working copies are: private, in the output folder."""
        return self.consigne.sortie / NOM

    def pieces(self, fichier: str) -> Iterator[Morceau]:
        """The dossiers of an export, one a row. Raises LectureError, DossierRefused: the whole export is unusable."""
        name = hashlib.sha256(fichier.encode()).hexdigest()[:16]
        self.folder.mkdir(mode=0o700, exist_ok=True)
        copy = self.folder / f"{name}.jsonl"
        descriptor = os.open(copy, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            for place, row in enumerate(unroll(Path(fichier), self._correspondance(), stream, self.constats)):
                stream.flush()
                yield Morceau(
                    fichier=fichier, place=place, genre=TABLEAU, lu_dans=str(copy),
                    debut=row.debut, fin=row.fin, lignes=row.ligne - 1,
                )  # fmt: skip

    def _correspondance(self) -> Correspondance:
        path = self.consigne.correspondance
        assert path is not None, "an export is planned through its mapping"
        if self._mapping is None:
            champs = load_catalogue(self.consigne.racines).champs()
            self._mapping = load_correspondance(read_file(path), str(path), champs)
        return self._mapping

    def throw_away(self) -> None:
        """Remove the working copies: they hold what the exports do."""
        shutil.rmtree(self.folder, ignore_errors=True)
