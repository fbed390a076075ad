"""The catalogue: the act types of one or several folders, each read when it is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from actes.catalogue.acte import Acte, ModeleDate, Regle
from actes.catalogue.bloc import Reproches
from actes.catalogue.coherence import check_familles, concerning, load_coherence
from actes.catalogue.controles import check_champs
from actes.catalogue.lecture import FICHIER, Ailleurs, load_acte
from actes.catalogue.textes import suggestion
from actes.dossier import ChampActe
from actes.dossier.complements import Champs
from actes.errors import Constat, LectureError
from actes.typographie import typographie

COMMUNS = "_communs"


class Catalogue:
    """Act types by id. Of several folders, the last one that holds an act wins; the same for a shared mention."""

    def __init__(self, dossiers: Sequence[Path]):
        self.dossiers = tuple(dossiers)
        self._folders: dict[str, Path] = {}
        self._mentions: dict[str, Path] = {}
        self._regles: dict[str, Path] = {}
        self._coherence: tuple[Regle, ...] | None = None
        self._actes: dict[str, Acte] = {}
        self._being_read: list[str] = []
        self._champs: tuple[ChampActe, ...] | None = None
        for root in self.dossiers:
            if not root.is_dir():
                raise LectureError(typographie(f"le dossier de modèles « {root} » n'existe pas"))
            self._folders |= {path.parent.name: path.parent for path in sorted(root.glob(f"[!_.]*/{FICHIER}"))}
            self._regles |= {path.stem: path for path in sorted(root.glob(f"{COMMUNS}/regles/*.yaml"))}
            self._mentions |= {path.stem: path for path in sorted(root.glob(f"{COMMUNS}/mentions/*.yaml"))}
        self._ids = tuple(sorted(self._folders))

    @property
    def ids(self) -> tuple[str, ...]:
        """The identifiers of the act types, in alphabetical order; nothing is read."""
        return self._ids

    def __contains__(self, acte_id: str) -> bool:
        return acte_id in self._folders

    def __iter__(self) -> Iterator[Acte]:
        return (self.acte(acte_id) for acte_id in self.ids)

    def dossier(self, acte_id: str) -> Path:
        """The folder of an act type. Raises LectureError."""
        if acte_id not in self._folders:
            raise LectureError(constats=[unknown_act(acte_id, self.ids)])
        return self._folders[acte_id]

    def acte(self, acte_id: str) -> Acte:
        """The act type, read at its first asking: no other folder is opened, save the one of its `modele_de`.

        Raises LectureError if there is none of that name, ModeleError if it is badly written.
        """
        if acte_id not in self._actes:
            folder = self.dossier(acte_id)
            self._being_read.append(acte_id)
            try:
                acte = load_acte(acte_id, folder, self._ailleurs())
                self._actes[acte_id] = replace(acte, coherence=tuple(concerning(acte, self.coherence())))
            finally:
                self._being_read.remove(acte_id)
        return self._actes[acte_id]

    def coherence(self) -> tuple[Regle, ...]:
        """The rules on facts that contradict each other, shared by all the acts. Raises ModeleError."""
        if self._coherence is None:
            self._coherence = load_coherence(self._regles.values())
        return self._coherence

    def champs(self) -> tuple[ChampActe, ...]:
        """The own fields of all the act types, for reading dossiers: only the acts that declare some are read."""
        if self._champs is None:
            declaring = [acte_id for acte_id, folder in self._folders.items() if _declares_fields(folder)]
            reproches = Reproches()
            check_champs((self.acte(acte_id) for acte_id in declaring), reproches)
            reproches.refuse()
            self._champs = Champs(champ for acte_id in sorted(declaring) for champ in self.acte(acte_id).champs)
        return self._champs

    def renew(self, changed: Collection[Path]) -> Catalogue:
        """The same folders read again, when only these files have changed, come or gone: the others are not read."""
        fresh = Catalogue(self.dossiers)
        if any(COMMUNS in path.parts for path in changed):
            kept: dict[str, Acte] = {}
        else:
            touched = {path.parent for path in changed}
            kept = {name: acte for name, acte in self._actes.items() if acte.dossier not in touched}
            kept = {name: acte for name, acte in kept.items() if acte.modele_de is None or acte.modele_de in kept}
            fresh._coherence = self._coherence
        fresh._actes = {name: acte for name, acte in kept.items() if fresh._folders.get(name) == acte.dossier}
        if self._champs is not None and not any(path.name == FICHIER for path in changed):
            fresh._champs = self._champs  # what the acts share declares no field
        return fresh

    def check(self) -> None:
        """Read every act type. Raises ModeleError with all that is wrong in the whole catalogue."""
        reproches = Reproches()
        actes = [reproches.tolerate(partial(self.acte, acte_id)) for acte_id in self.ids]
        read = [acte for acte in actes if acte is not None]
        check_champs(read, reproches)
        if len(read) == len(self.ids):
            check_familles(self.coherence(), (acte.famille for acte in read), reproches)
        reproches.refuse()

    def _ailleurs(self) -> Ailleurs:
        return Ailleurs(self._mentions.get, lambda: sorted(self._mentions), self._modeles_of, lambda: list(self.ids))

    def _modeles_of(self, acte_id: str) -> tuple[ModeleDate, ...] | None:
        known = acte_id in self._folders and acte_id not in self._being_read
        return self.acte(acte_id).modeles if known else None


def _declares_fields(folder: Path) -> bool:
    return b"\nchamps:" in b"\n" + (folder / FICHIER).read_bytes()


def unknown_act(acte_id: str, known: Sequence[str]) -> Constat:
    """The finding about an act type that the catalogue does not hold."""
    return Constat(
        code="acte-inconnu",
        message=typographie(f"l'acte « {acte_id} » n'existe pas"),
        conseil=typographie(suggestion(acte_id, known)),
        acte=acte_id,
    )


def load_catalogue(dossiers: Sequence[Path]) -> Catalogue:
    """The catalogue of these folders, the last ones laid over the first. Raises LectureError."""
    return Catalogue(dossiers)
