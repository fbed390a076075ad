"""Rows of a sheet, one after the other: what a cell says, or why nobody could say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from actes.dossier.constats import finding
from actes.errors import LectureError
from actes.place import Place
from actes.tableaux.classeur import Classeur, Feuille, number_of, text_of, unescape
from actes.tableaux.entrees import IGNOREES, LUES
from actes.tableaux.formats_xlsx import reading
from actes.tableaux.rangees import BOOLEEN, FUSIONNEE, ILLISIBLE, Rangee, Valeur

MAX_COLONNES = 16_384
MAX_FUSIONS = 20_000
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_MASQUEE = (
    "cette ligne est masquée dans la feuille",
    "affichez-la ou supprimez-la, ou dites dans la correspondance « masquees: lues » ou « masquees: ignorees »",
)

Zone = tuple[int, int, int, int]  # first row, last row, first column, last column


def rows(path: Path, fichier: str, feuille: str = "", masquees: str = "") -> Iterator[Rangee]:
    """The rows of a sheet that hold something, from the first; the cells that a merged one covers cannot be read.

    `feuille`: its name, needless if only one is shown. `masquees`: what becomes of hidden rows (LUES, IGNOREES; else
    they are refused). Raises LectureError, OSError.
    """
    with Classeur(path, fichier) as classeur:
        chosen = _choose(classeur, feuille)
        merged = _Fusions(_merged(classeur, chosen))
        number = 0
        for row in classeur.elements(chosen.partie, "sheetData", "row"):
            number = number_of(row.get("r")) or number + 1
            hidden = row.get("hidden") in ("1", "true")
            if hidden and masquees == IGNOREES:
                continue
            found = Rangee(number, _cells(row, number, classeur, merged.over(number)))
            if hidden and masquees != LUES and not found.vide:
                found.faute = _MASQUEE
            yield found


def sheet_names(path: Path, fichier: str) -> list[str]:
    """The sheets that a user sees. Raises LectureError, OSError."""
    with Classeur(path, fichier) as classeur:
        return [one.nom for one in classeur.feuilles if one.visible]


def _choose(classeur: Classeur, nom: str) -> Feuille:
    shown = [one for one in classeur.feuilles if one.visible]
    found = [one for one in classeur.feuilles if one.nom == nom] if nom else shown
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"« {one.nom} »" for one in shown[:20])
    message = f"ce classeur n'a pas de feuille « {nom} »" if nom else "ce classeur a plusieurs feuilles, ou aucune"
    conseil = (
        f"dites laquelle, par --feuille pour une ébauche, sinon après « feuille: » sous « source: » : {names}"
        if names
        else ""
    )
    raise LectureError(constats=[finding("lecture-impossible", message, Place(classeur.fichier), conseil)])


def _merged(classeur: Classeur, feuille: Feuille) -> list[Zone]:
    """The zones of merged cells; they are written after the rows, so that the sheet is walked twice if it has any."""
    if not classeur.contains(feuille.partie, b"mergeCell "):
        return []
    zones = []
    for one in classeur.elements(feuille.partie, "mergeCells", "mergeCell"):
        corners = _REFERENCE.findall(one.get("ref", ""))
        if len(corners) == 2:
            (left, top), (right, bottom) = corners
            zones.append((int(top), int(bottom), column_number(left), column_number(right)))
        if len(zones) > MAX_FUSIONS:
            raise classeur.refuse("il a trop de cellules fusionnées", "défusionnez-les")
    return zones


class _Fusions:
    """The merged zones, as one goes down the rows."""

    def __init__(self, zones: list[Zone]):
        self._below = sorted(zones, reverse=True)
        self._here: list[Zone] = []

    def over(self, row: int) -> list[Zone]:
        """Those that this row crosses; rows are asked for from the first to the last."""
        while self._below and self._below[-1][0] <= row:
            self._here.append(self._below.pop())
        self._here = [zone for zone in self._here if zone[1] >= row]
        return self._here


def column_number(letters: str) -> int:
    """The rank of a column, from 1: A, B… Z, AA…"""
    rank = 0
    for letter in letters:
        rank = rank * 26 + ord(letter) - 64
    return rank


def _cells(row: Element, number: int, classeur: Classeur, merged: list[Zone]) -> list[Valeur]:
    """The values of a row, each at its column; what a merged cell covers is unreadable."""
    cells: dict[int, Valeur] = {}
    column = 0
    for cell in row:
        found = _REFERENCE.match(cell.get("r", ""))
        column = column_number(found[1]) if found else column + 1
        value = _value(cell, classeur)
        if value != "" and column <= MAX_COLONNES:
            cells[column] = value
    for first, _, left, right in merged:
        start = left + 1 if first == number else left
        cells |= dict.fromkeys(range(start, min(right, MAX_COLONNES) + 1), FUSIONNEE)
    return [cells.get(rank, "") for rank in range(1, max(cells, default=0) + 1)]


def _value(cell: Element, classeur: Classeur) -> Valeur:
    """What a cell says. Source: ECMA-376 part 1, §18.3.1.4 and §18.18.11."""
    kind, text, formula, inline = cell.get("t", "n"), None, False, None
    for child in cell:
        name = child.tag.rpartition("}")[2]
        if name == "v":
            text = child.text or ""
        elif name == "f":
            formula = True
        elif name == "is":
            inline = text_of(child)
    if kind == "inlineStr":
        return inline or ""
    if formula and (text is None or (text == "" and kind != "str")):
        conseil = "ouvrez le classeur et enregistrez-le de nouveau"
        return (ILLISIBLE, "sa formule n'a pas de résultat enregistré", conseil)
    if not text:
        return ""
    return _typed(kind, text, cell, classeur)


def _typed(kind: str, text: str, cell: Element, classeur: Classeur) -> Valeur:
    if kind == "s":
        shared = classeur.textes.at(number_of(text) if text.isdigit() else -1)
        lost = (ILLISIBLE, "le texte qu'elle cite n'existe pas", "enregistrez le classeur de nouveau")
        return lost if shared is None else shared
    if kind == "str":
        return unescape(text)
    if kind == "b":
        return (BOOLEEN, "oui" if text == "1" else "non")
    if kind == "e":
        return (ILLISIBLE, f"elle porte l'erreur {text}", "corrigez sa formule ou sa valeur")
    if kind == "d":
        return (
            ILLISIBLE,
            "sa date est d'une forme que l'on ne lit pas",
            "enregistrez le classeur avec Excel ou LibreOffice",
        )
    style = number_of(cell.get("s"))
    code = classeur.formats[style] if style < len(classeur.formats) else "?"
    return reading(code)(text, classeur.depuis_1904)
