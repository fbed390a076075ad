"""Exports read as a stream, CSV or XLSX: one row, one dossier; what is wrong with a row spoils nothing but itself."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from actes.dossier.constats import finding
from actes.dossier.suggestion import nearest
from actes.dossier.texte import LIMITE_CARACTERES
from actes.errors import Constat, Gravite, LectureError
from actes.place import Place
from actes.tableaux import lecture_csv, lecture_xlsx
from actes.tableaux.entrees import Correspondance, Source, Titre, clean_title
from actes.tableaux.ligne import in_table, lecture_of_row, write_row
from actes.tableaux.rangees import ILLISIBLE, Rangee, Valeur

__all__ = [
    "SUFFIXES",
    "LigneDeTableau",
    "in_table",
    "is_table",
    "lecture_of_row",
    "reading",
    "rows",
    "titles_of",
    "unroll",
]

_REFUSES = {
    ".xlsm": "enregistrez-le en .xlsx, sans macros",
    ".xltm": "enregistrez-le en .xlsx, sans macros",
    ".xlsb": "enregistrez-le en .xlsx",
    ".xls": "enregistrez-le en .xlsx",
    ".ods": "enregistrez-le en .xlsx, ou en CSV",
}
SUFFIXES = (".csv", ".xlsx", *_REFUSES)  # the last ones are refused, with what to do
_CAUSES = {
    errno.ENOENT: "il n'existe pas",
    errno.EISDIR: "c'est un dossier",
    errno.EACCES: "vous n'avez pas le droit de le lire",
    errno.EIO: "le disque ne répond pas",
}


def is_table(path: str) -> bool:
    """Whether this file is an export: one row, one dossier."""
    return path.lower().endswith(SUFFIXES)


@dataclass(frozen=True, slots=True)
class LigneDeTableau:
    """A row in its working copy, from byte `debut` to byte `fin`, and its line in the export."""

    debut: int
    fin: int
    ligne: int


def rows(path: Path, fichier: str, source: Source) -> Iterator[Rangee]:
    """The rows of an export, read as `source` says. Raises LectureError."""
    with reading(fichier):
        if path.suffix.lower() == ".xlsx":
            yield from lecture_xlsx.rows(path, fichier, source.feuille, source.masquees)
        elif conseil := _REFUSES.get(path.suffix.lower()):
            raise _unreadable(fichier, "un classeur de ce format n'est pas lu", conseil)
        elif source.encodage and source.separateur:
            yield from lecture_csv.rows(path, fichier, source.encodage, source.separateur)
        else:
            lacks = " ni ".join(f"« {key} »" for key in ("encodage", "separateur") if not getattr(source, key))
            conseil = 'ajoutez sous « source: », par exemple, « encodage: windows-1252 » et « separateur: ";" »'
            raise _unreadable(fichier, f"la correspondance ne donne pas {lacks} de ce fichier CSV", conseil)


@contextmanager
def reading(fichier: str) -> Iterator[None]:
    """Turn what the system refuses of this file into LectureError."""
    try:
        yield
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0, f"erreur n° {error.errno} du système")
        raise _unreadable(fichier, f"fichier illisible : {cause}", "vérifiez le chemin et les droits") from None


def _unreadable(fichier: str, message: str, conseil: str) -> LectureError:
    return LectureError(constats=[finding("lecture-impossible", message, Place(fichier), conseil)])


def unroll(
    source: Path, correspondance: Correspondance, vers: BinaryIO, constats: list[Constat] | None = None
) -> Iterator[LigneDeTableau]:
    """Write each row that says something as one line of `vers`, a private working copy, and tell where.

    What is worth knowing of the export is added to `constats`: columns that are not read, and why. Memory does not grow
    with the rows. Raises LectureError, mostly before the first row (a column that the export lacks, another encoding);
    nothing of what was yielded is then to be kept.
    """
    fichier = str(source)
    said = constats if constats is not None else []
    export = _Export(correspondance, fichier)
    debut = vers.tell()
    for row in rows(source, fichier, correspondance.source):
        if row.ligne < correspondance.source.ligne_titres:
            continue
        if not export.largeur:
            export.read_titles(row)
            said += export.unread()
        elif not row.vide:
            data = export.row(row)
            vers.write(data)
            yield LigneDeTableau(debut, debut + len(data), row.ligne)
            debut += len(data)
    if not export.largeur:
        raise _unreadable(fichier, "cet export n'a pas de ligne de titres", "vérifiez « ligne_titres »")
    said += export.untitled()


def titles_of(row: Rangee) -> list[str]:
    """The titles that a row bears, as they are compared: texts, and numbers as they are shown."""
    texts = [v if isinstance(v, str) else "" if v[0] == ILLISIBLE else v[-1] for v in row.valeurs]
    return [clean_title(text) for text in texts]


@dataclass(slots=True)
class _Export:
    """What the titles of one export make of a mapping."""

    correspondance: Correspondance
    fichier: str
    titres: list[str] = field(default_factory=list)
    largeur: int = 0  # cells of the row of titles; 0 as long as it is not read
    colonnes: list[int] = field(default_factory=list)  # of the entries, from 1
    sans_titre: dict[int, int] = field(default_factory=dict)  # column → first line where it says something
    ligne: int = 0

    def read_titles(self, row: Rangee) -> None:
        """Find the columns of the mapping. Raises LectureError with all those that are not there."""
        if row.ligne != self.correspondance.source.ligne_titres or row.faute or row.vide:
            conseil = "dites dans « ligne_titres » quelle ligne porte les titres"
            ligne = self.correspondance.source.ligne_titres
            raise LectureError(constats=[finding("lecture-impossible", "cette ligne ne porte pas de titres",
                                                 Place(self.fichier, ligne), conseil)])  # fmt: skip
        self.titres, self.ligne, self.largeur = titles_of(row), row.ligne, len(row.valeurs)
        faults: list[Constat] = []
        for titre in self.correspondance.colonnes:
            ranks = [rank for rank, text in enumerate(self.titres, 1) if text == titre.texte]
            if (len(ranks) > 1 and not titre.rang) or len(ranks) < max(titre.rang, 1):
                faults.append(self._missing(titre, ranks))
            else:
                self.colonnes.append(ranks[max(titre.rang, 1) - 1])
        if faults:
            raise LectureError(constats=faults)

    def _missing(self, titre: Titre, ranks: list[int]) -> Constat:
        if not ranks:
            near = nearest(titre.texte, [text for text in self.titres if text])
            conseil = f"vouliez-vous dire « {near} » ?" if near else "recopiez le titre de l'export"
            message = f"l'export n'a pas de colonne « {titre.texte} »"
            return finding("colonne-absente", message, titre.place, conseil)
        if titre.rang:
            message = f"l'export n'a que {len(ranks)} colonnes « {titre.texte} »"
            return finding("colonne-absente", message, titre.place, "corrigez « rang: »")
        which = ", ".join(str(rank) for rank in ranks)
        message = f"plusieurs colonnes de l'export portent le titre « {titre.texte} » : les colonnes {which}"
        conseil = "dites laquelle : « rang: 1 » pour la première d'entre elles"
        return finding("titre-en-double", message, titre.place, conseil)

    def unread(self) -> list[Constat]:
        """The titled columns that the mapping neither reads nor leaves out on purpose."""
        ignored = {titre.texte for titre in self.correspondance.ignorees}
        return [
            self._information(f"la colonne « {text} » n'est pas lue", Place(self.fichier, self.ligne, rank))
            for rank, text in enumerate(self.titres, 1)
            if text and rank not in self.colonnes and text not in ignored
        ]

    def untitled(self) -> list[Constat]:
        """The columns without a title that say something all the same."""
        return [
            self._information(f"la colonne {rank}, sans titre, n'est pas lue", Place(self.fichier, line, rank))
            for rank, line in sorted(self.sans_titre.items())
        ]

    def _information(self, message: str, place: Place) -> Constat:
        conseil = f"donnez-lui un champ dans {self.correspondance.fichier}, ou mettez-la sous « ignorees: »"
        return replace(finding("colonne-non-lue", message, place, conseil), gravite=Gravite.INFORMATION)

    def row(self, row: Rangee) -> bytes:
        """A row as its working copy keeps it: only the cells that the mapping reads."""
        faute = row.faute or self._misfit(row)
        if faute:
            return write_row(row.ligne, (), (), faute)
        cells = row.valeurs
        for rank, valeur in enumerate(cells, 1):
            if (rank > len(self.titres) or not self.titres[rank - 1]) and valeur and rank not in self.sans_titre:
                self.sans_titre[rank] = row.ligne
        return write_row(row.ligne, self.colonnes, [_cell(cells, rank) for rank in self.colonnes])

    def _misfit(self, row: Rangee) -> tuple[str, str] | None:
        """What forbids to know which cell is which, in a CSV file; or to read so much."""
        found = len(row.valeurs)
        if sum(len(valeur) for valeur in row.valeurs if isinstance(valeur, str)) > LIMITE_CARACTERES:
            return "cette ligne est trop longue pour un dossier", "vérifiez les guillemets de l'export"
        if row.compte and (found < self.largeur or any(row.valeurs[self.largeur :])):
            message = f"cette ligne a {found} cellule{'s' if found > 1 else ''}, celle des titres en a {self.largeur}"
            return message, "vérifiez les guillemets, et les séparateurs qui sont dans les textes"
        return None


def _cell(cells: list[Valeur], rank: int) -> Valeur:
    return cells[rank - 1] if rank <= len(cells) else ""
