"""Rules on tables: a data table says which cells are its headers, and none of them is merged."""

from __future__ import annotations

from collections.abc import Iterator

from actes.errors import Constat
from actes.lint.modele import Element, Paragraphe, Regle, Sujet
from actes.lint.styles import Styles, on, styles_of
from actes.rendu.garde import W

_CONSEIL = (
    "première ligne, Disposition, « Répéter les lignes d'en-tête » ; si la première colonne nomme les lignes : "
    "Création de tableau, « Première colonne », sans « Ligne d'en-tête »"
)
_PREMIERE_LIGNE, _PREMIERE_COLONNE = 0x0020, 0x0080  # of w:tblLook/@w:val
_CADRES = ("insideH", "insideV", "top", "left", "start")


def headers(sujet: Sujet) -> Iterator[Constat]:
    """A table of data has a row of headers, or a column of them when it has only two."""
    styles = styles_of(sujet.docx)
    for table, paragraphe in _tables(sujet):
        rows = _rows(table)
        head = [row for row in rows if on(row.find(f"{W}trPr/{W}tblHeader"))]
        if head or not _is_data(table, rows, styles):
            continue
        looks_headed = _look(table, "firstRow", _PREMIERE_LIGNE)
        if looks_headed or _width(rows) > 2 or not _look(table, "firstColumn", _PREMIERE_COLONNE):
            yield sujet.say(
                "tableau-sans-entete",
                "le tableau ne dit pas quelles cellules sont ses en-têtes",
                paragraphe.ou(),
                _CONSEIL,
            )


def merged_headers(sujet: Sujet) -> Iterator[Constat]:
    """A header that stands for several columns, or rows, cannot be told with each cell."""
    for table, _ in _tables(sujet):
        for row in _rows(table):
            cells = row.findall(f"{W}tc") if on(row.find(f"{W}trPr/{W}tblHeader")) else []
            merged = [
                c for c in cells if _spans(c) and len(cells) > 1
            ]  # alone in its row, it is that of the whole table
            if merged and (place := _first_in(sujet, merged[0])) is not None:
                yield sujet.say(
                    "entete-fusionnee",
                    "une cellule d'en-tête est fusionnée",
                    place.ou(),
                    "donnez à chaque colonne son en-tête, sur une seule ligne",
                )


def _spans(cell: Element) -> bool:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    wide = span is not None and span.get(f"{W}val", "1") != "1"
    return wide or cell.find(f"{W}tcPr/{W}vMerge") is not None or cell.find(f"{W}tcPr/{W}hMerge") is not None


def _tables(sujet: Sujet) -> Iterator[tuple[Element, Paragraphe]]:
    """Each table with its first paragraph, which is its place."""
    for piece in sujet.docx.pieces:
        for table in piece.tableaux():
            place = _first_in(sujet, table)
            if place is not None and not place.double:
                yield table, place


def _first_in(sujet: Sujet, element: Element) -> Paragraphe | None:
    first = next(element.iter(f"{W}p"), None)
    return next((p for piece in sujet.docx.pieces for p in piece.paragraphes if p.element is first), None)


def _rows(table: Element) -> list[Element]:
    """Its rows, through content controls, without those of a table inside."""
    return [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl"), None) is table]


def _width(rows: list[Element]) -> int:
    return max((len(row.findall(f"{W}tc")) for row in rows), default=0)


def _is_data(table: Element, rows: list[Element], styles: Styles) -> bool:
    """Whether it is more than a way to lay things side by side: several rows and columns, and lines drawn."""
    if len(rows) < 2 or _width(rows) < 2:
        return False
    style = table.find(f"{W}tblPr/{W}tblStyle")
    holders = [table, *styles.chain("" if style is None else style.get(f"{W}val", ""))]
    for holder in holders:
        borders = holder.find(f"{W}tblPr/{W}tblBorders")
        if borders is not None:
            return _drawn(borders)
    return any(_drawn(b) for row in rows for b in row.iter(f"{W}tcBorders"))


def _drawn(borders: Element) -> bool:
    found = (borders.find(f"{W}{side}") for side in _CADRES)
    return any(border is not None and border.get(f"{W}val") not in ("nil", "none", None) for border in found)


def _look(table: Element, name: str, bit: int) -> bool:
    """Whether the first row, or the first column, is shown as headers."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    if (value := look.get(f"{W}{name}")) is not None:
        return str(value) in ("1", "true", "on")
    try:
        return bool(int(look.get(f"{W}val", "0"), 16) & bit)
    except ValueError:
        return False


REGLES: tuple[Regle, ...] = (headers, merged_headers)
