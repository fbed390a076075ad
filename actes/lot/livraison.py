"""A group of acts put in its place: what conflicts is refused, numbers are reserved, files placed, lines recorded.

In this order, each step lasting before the next: a number is reserved before its document is seen, the register holds
the document once it is there, and the journal says so last. Stopped anywhere, the next run finds its steps and goes on.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from actes.deliver import put_in_place, sync_folder
from actes.lot.conflits import Anterieur, Connu, judge
from actes.lot.faits import FaitDocument, Faits, FaitUnite, waiting_name
from actes.lot.journal import Journal
from actes.lot.sorties import stopped
from actes.lot.temoin import Temoin
from actes.lot.tenue import known, note
from actes.registre import Inscription, Numero, Registre


@dataclass(slots=True, kw_only=True)
class Livreur:
    """Puts groups of acts in the output folder, one after the other, in the order of the lot."""

    sortie: Path
    attente: Path
    journal: Journal
    registre: Registre
    temoin: Temoin
    lot: str  # the name under which numbers are reserved
    qui: str
    remplacer: bool
    faits: int = 0  # dossiers
    rejetes: int = 0
    ecrits: int = 0  # documents

    def deliver(self, faits: Faits) -> None:
        """Deliver a group: each act of it wholly, or refused with what stands in its way.

        Raises EnvironnementError: nothing of this group is then in the journal, and the next run takes it up again.
        """
        fresh = [unite for unite in faits.unites if not unite.deja]
        if fresh:
            connu = known(self.journal, fresh)
            judged = [judge(unite, connu, self.sortie, self.remplacer) for unite in fresh]
            note(self.journal, judged, self._place(judged, connu))
            self.rejetes += sum(unite.bloque for unite in judged)
            self.ecrits += sum(len(unite.documents) for unite in judged)
        self.faits = self.faits + len(faits.unites)
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(self.attente / str(faits.numero))

    def _place(self, judged: Sequence[FaitUnite], connu: Connu) -> Mapping[str, Numero]:
        """Reserve the numbers, place the files, record the documents; the number of each file."""
        made = [(unite.rang, document) for unite in judged for document in unite.documents]
        if not made:
            return {}
        entries = [_entry(document, connu.anterieurs.get(document.nom)) for _, document in made]
        now = datetime.now(UTC)
        self.temoin.check()
        self.registre.reserve(entries, qui=self.qui, quand=now, lot=self.lot)
        self._put(made)
        cases = [unite.affaire for unite in judged if unite.affaire is not None and unite.documents]
        numbers = self.registre.inscrire(entries, qui=self.qui, quand=now, affaires=cases)
        self.temoin.check()
        return {document.nom: number for (_, document), number in zip(made, numbers, strict=True)}

    def _put(self, made: Iterable[tuple[int, FaitDocument]]) -> None:
        """Give the waiting files their names; a file that `judge` let through is replaced, and no other."""
        try:
            for rang, document in made:
                waiting = self.attente / str(document.groupe) / waiting_name(rang, document.nom)
                path = self.sortie / document.nom
                put_in_place(waiting, path, remplacer=os.path.lexists(path))
            sync_folder(self.sortie)
        except OSError as error:
            raise stopped(error, self.sortie) from None


def _entry(document: FaitDocument, before: Anterieur | None) -> Inscription:
    """What the register records; a document that takes the place of another says of which."""
    entry = document.inscription
    if before is None or before.sha256 == document.sha256 or not before.numero:
        return entry
    return replace(entry, contenu={**entry.contenu, "remplace": before.numero})
