"""The templates of the acts, each prepared, proved against its act and compiled once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from actes.catalogue.acte import Acte, ModeleDate
from actes.catalogue.libelles import Libelle, check_values, count_labels, labels_of, missing_labels
from actes.catalogue.locales import open_textes
from actes.catalogue.preuve import check_modele
from actes.errors import Constat, LectureError, ModeleError
from actes.place import Place
from actes.rendu.compiled import Modele
from actes.rendu.impression import analyse
from actes.rendu.langues import FRANCAIS, SOURCE, Textes
from actes.rendu.prepare import merged_document, prepare_modele
from actes.rendu.source import read_source
from actes.rendu.traduction import document_pieces
from actes.rendu.valeurs import Valeur, printed_values


@dataclass(frozen=True, slots=True)
class ModeleProuve:
    """A template ready to print: compiled, proved to carry the mentions of its act."""

    modele: Modele
    prepare: bytes  # pure docxtpl syntax, for the reference engine
    empreinte: str  # SHA-256 of the prepared template, in hexadecimal
    textes: Textes = FRANCAIS
    libelles: int = 0  # how many entries its language needs
    non_verifies: int = 0  # how many of them no official text confirms


class Modeles:
    """Loads each template once; `racines` are the template folders, the last one laid over the first."""

    def __init__(self, racines: Sequence[Path]):
        self.racines = tuple(racines)
        self._loaded: dict[tuple[str, Path, bool, str], ModeleProuve] = {}

    def fragment(self, nom: str) -> bytes:
        """The shared piece of that name. Raises ModeleError with the known ones."""
        known: set[str] = set()
        for racine in reversed(self.racines):
            folder = racine / "_communs" / "fragments"
            path = folder / f"{nom}.docx"
            if path.is_file():
                return path.read_bytes()
            known |= {other.stem for other in folder.glob("[!~.]*.docx")}
        raise ModeleError(
            f"le fragment «\u00a0{nom}\u00a0» n’existe pas",
            conseil=f"fragments connus\u00a0: {', '.join(sorted(known))}" if known else "",
        )

    def load(self, acte: Acte, modele: ModeleDate, brouillon: bool = False, langue: str = SOURCE) -> ModeleProuve:
        """The proved template, in a language. Raises ModeleError with everything that is wrong in it (gate 2)."""
        key = (acte.id, modele.fichier, brouillon, langue)
        if key not in self._loaded:
            self._loaded[key] = self._load(acte, modele, brouillon, langue)
        return self._loaded[key]

    def labels(self, acte: Acte, modele: ModeleDate) -> tuple[list[Libelle], list[Valeur]]:
        """What the catalogues of a template must hold, and the values that it prints."""
        document = merged_document(modele.fichier, self.fragment)
        pieces = document_pieces(document, str(modele.fichier))
        valeurs = printed_values(read_source(prepare_modele(modele.fichier, self.fragment)).parties)
        return labels_of(acte, pieces, valeurs), valeurs

    def _textes(self, acte: Acte, modele: ModeleDate, langue: str) -> tuple[Textes, list[Libelle]]:
        """The catalogue of a template in a language, whole. Raises ModeleError."""
        below = acte.langue is not None and acte.langue.dessous
        textes = open_textes(modele.fichier, langue, below)
        labels, valeurs = self.labels(acte, modele)
        if not below and acte.langue is not None:
            check_values(acte, modele, valeurs)
        if problems := missing_labels(labels, textes):
            raise ModeleError(constats=problems)
        return textes, labels

    def _load(self, acte: Acte, modele: ModeleDate, brouillon: bool, langue: str) -> ModeleProuve:
        fichier = str(modele.fichier)
        if not modele.fichier.is_file():
            constat = Constat(
                code="modele-absent",
                message=f"l’acte n’a pas de modèle\u00a0: «\u00a0{modele.fichier.name}\u00a0» est introuvable",
                place=modele.place,
                acte=acte.id,
                conseil="ajoutez ce fichier au dossier de l’acte",
            )
            raise ModeleError(constats=[constat])
        textes, labels = (FRANCAIS, []) if langue == SOURCE else self._textes(acte, modele, langue)
        try:
            prepared = prepare_modele(modele.fichier, self.fragment, brouillon, textes)
        except LectureError as error:
            raise ModeleError(constats=error.constats) from None
        source = read_source(prepared)
        compiled = Modele(source, fichier, brouillon, textes)
        problems = check_modele(acte, modele, analyse(source.parties), fichier)
        if problems:
            raise ModeleError(constats=problems)
        return ModeleProuve(
            compiled,
            prepared,
            hashlib.sha256(prepared).hexdigest(),
            textes,
            *count_labels(labels, textes),
        )


def template_place(modele: ModeleDate) -> Place:
    """The template file itself, when no paragraph can be blamed."""
    return Place(str(modele.fichier))
