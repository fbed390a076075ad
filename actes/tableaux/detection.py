"""How an export is written: encoding, separator, row of titles. Only a draft looks for it; a lot is told."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from actes.tableaux.entrees import UTF_8, Source
from actes.tableaux.lecture_csv import encoding_of
from actes.tableaux.rangees import Rangee
from actes.tableaux.tableau import reading, rows, titles_of

_DEBUT = 200_000  # characters looked at to find the separator
_RANGEES = 20  # rows among which the titles are
_CHIFFRES = re.compile(r"[\d\s/.,:€%-]+")


def detect(path: Path, fichier: str, feuille: str = "") -> Source:
    """How this export is written, as a mapping says it. Raises LectureError."""
    source = Source(feuille=feuille)
    if path.suffix.lower() not in (".xlsx", ".xlsm", ".xltm", ".xlsb", ".xls", ".ods"):
        with reading(fichier):
            encodage = encoding_of(path, fichier)
            with path.open("r", encoding="utf-8-sig" if encodage == UTF_8 else "cp1252", newline="") as stream:
                separateur = _separator(stream.read(_DEBUT))
        source = replace(source, encodage=encodage, separateur=separateur)
    return replace(source, ligne_titres=_titles_line(rows(path, fichier, source)))


def _separator(text: str) -> str:
    """The sign that cuts the most rows into the same number of cells."""
    if text.startswith("sep=") and len(text) > 4:
        return text[4]
    scores = {sign: _score(text, sign) for sign in (";", ",", "\t", "|")}
    return max(scores, key=lambda sign: scores[sign])


def _score(text: str, sign: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in islice(csv.reader(io.StringIO(text), delimiter=sign), 50) if row]
    except csv.Error:
        return (0, 0)
    width, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
    return (count if width > 1 else 0, width)


def _titles_line(found: Iterator[Rangee]) -> int:
    """The line of the first row that is as full as the others, and made of words."""
    first = [row for row in islice(found, _RANGEES) if not row.vide and not row.faute]
    titles = [(row.ligne, [text for text in titles_of(row) if text]) for row in first]
    full = max((len(texts) for _, texts in titles), default=0)
    for line, texts in titles:
        if len(texts) >= 0.8 * full and not any(_CHIFFRES.fullmatch(text) for text in texts):
            return line
    return titles[0][0] if titles else 1
