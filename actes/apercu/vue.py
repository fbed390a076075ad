"""What one look at a project finds: the act, what it was made from, the findings, or the last good act in its place."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from actes.apercu.dossiers import DossierLu, Origine
from actes.apercu.faits import Faits
from actes.apercu.lignes import Provenance
from actes.apercu.projet import Choix
from actes.apercu.relecture import Epreuve
from actes.catalogue import Acte
from actes.errors import ActesError, Constat
from actes.validation import DocumentDu, Examen


@dataclass(frozen=True, slots=True)
class Page:
    """A document made, and what explains it."""

    reperes: bytes  # with the private characters that say where its texts come from
    provenance: Provenance
    faits: Faits
    brouillon: bool
    examen: Examen | None = None  # None: a document of no act
    du: DocumentDu | None = None

    @property
    def empreinte(self) -> str:
        """Of what the page shows: anchors included."""
        return hashlib.sha256(self.reperes).hexdigest()[:16]


@dataclass(slots=True)
class Vue:
    """All that is known of one choice."""

    choix: Choix
    constats: list[Constat] = field(default_factory=list)
    acte: Acte | None = None
    origines: Sequence[Origine] = ()
    lu: DossierLu | None = None
    examen: Examen | None = None
    du: DocumentDu | None = None
    modele: Path | None = None
    page: Page | None = None  # what is shown
    statut: int = 0  # of the program, if it stopped there
    perime: bool = False  # it is not what was asked for
    repli: str | None = None  # what is shown in its place: « brouillon », or « refus » when even a draft is refused
    erreur: str | None = None
    situes: frozenset[Constat] = frozenset()  # the findings whose paragraph is that of the author's file
    epreuve: Epreuve | None = None  # its template, when the linter has not read it as it stands
    date_dossier: date | None = None  # the one that the dossier itself gives
    temps: dict[str, float] = field(default_factory=dict)

    def take_over(self, good: Vue) -> None:
        """Show the last good document, with what it was made from where that is not known any more."""
        self.page, self.perime = good.page, True
        if self.examen is None or self.lu is None:
            self.acte, self.origines, self.choix = good.acte, good.origines, good.choix
            self.examen, self.du, self.lu = good.examen, good.du, good.lu
            self.modele, self.date_dossier = good.modele, good.date_dossier

    def blame(self, error: ActesError) -> None:
        """Note what keeps from going on."""
        self.statut = max(self.statut, error.exit_code)
        self.constats += [constat for constat in error.constats if constat not in self.constats]
