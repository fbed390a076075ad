"""Rows of a CSV file, one after the other: its encoding is checked first, a bad line spoils nothing but itself."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from actes.dossier.constats import finding
from actes.errors import LectureError
from actes.place import Place
from actes.tableaux.entrees import UTF_8, WINDOWS
from actes.tableaux.rangees import Rangee, Valeur

LIGNE = 4_000_000  # characters: a line beyond is not a line of a table
_MORCEAU = 1 << 16  # bytes read at once
_CODECS = {UTF_8: "utf-8-sig", WINDOWS: "cp1252"}
_INDEFINIS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # bytes that windows-1252 leaves without a meaning
_ACCENT = re.compile(rb"[\x80-\xff]")
_PROTEGE = re.compile(r'="([^"]*)"')  # how an export keeps the zeros of « 01000 » from Excel
_AUTRES = (
    (b"PK\x03\x04", "c'est un classeur Excel", "donnez-lui l'extension .xlsx"),
    (b"\xd0\xcf\x11\xe0", "c'est un ancien classeur Excel", "enregistrez-le en .xlsx, ou en CSV"),
    (codecs.BOM_UTF16_LE, "il est en UTF-16", "enregistrez-le en « CSV UTF-8 »"),
    (codecs.BOM_UTF16_BE, "il est en UTF-16", "enregistrez-le en « CSV UTF-8 »"),
)


def rows(path: Path, fichier: str, encodage: str, separateur: str) -> Iterator[Rangee]:
    """The rows of a CSV file, blank ones included.

    Raises LectureError, as soon as the first is asked for: not a text, or not of this encoding. Raises OSError.
    """
    check_encoding(path, fichier, encodage)
    with path.open("r", encoding=_CODECS[encodage], newline="") as stream:
        reader = csv.reader(_lines(stream, fichier), delimiter=separateur, strict=True)
        while True:
            before = reader.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Rangee(before + 1, [], _broken(str(error), before + 1, reader.line_num))
            else:
                yield Rangee(before + 1, [_cell(cell) for cell in cells], compte=True)


def _lines(stream: TextIO, fichier: str) -> Iterator[str]:
    number = 0
    while line := stream.readline(LIGNE):
        number += 1
        if len(line) == LIGNE:
            raise _refused(fichier, number, "cette ligne n'en finit pas", "vérifiez que c'est bien un export CSV")
        yield line


def _cell(text: str) -> Valeur:
    if text.startswith("="):
        found = _PROTEGE.fullmatch(text)
        return found[1] if found else text
    return text.replace("\r\n", "\n") if "\r" in text else text


def _broken(error: str, first: int, last: int) -> tuple[str, str]:
    """What to say of a row that cannot be cut into cells."""
    if "expected after" in error:
        return "un guillemet est mal placé dans cette ligne", "doublez les guillemets qui sont dans une cellule"
    if "larger" in error:
        message = f"une cellule de cette ligne n'en finit pas : les lignes {first} à {last} ne sont pas lues"
        return message, "un guillemet y est sans doute ouvert et non refermé"
    lost = f" : les lignes {first} à {last} ne sont pas lues" if last > first else ""
    return f"un guillemet ouvert dans cette ligne n'est pas refermé{lost}", "fermez-le, ou doublez-le"


def check_encoding(path: Path, fichier: str, encodage: str) -> None:
    """Raise LectureError, with the line, if the file is not whole in that encoding. Raises OSError."""
    with path.open("rb") as stream:
        _check_kind(stream.read(8), fichier)
        stream.seek(0)
        accent, other = _first_lines(stream)
        if encodage == UTF_8 and other:
            message = "cette ligne n'est pas en UTF-8, contrairement à ce que dit la correspondance"
            raise _refused(fichier, other, message, f"écrivez « encodage: {WINDOWS} » si c'est le cas")
        if encodage == WINDOWS and accent and not other:
            message = f"ce fichier est en UTF-8, pas en {WINDOWS} : ses accents le montrent, dès cette ligne"
            raise _refused(fichier, accent, message, f"écrivez « encodage: {UTF_8} »")
        stream.seek(0)
        if encodage == WINDOWS and (undefined := _line_of(_INDEFINIS, stream)):
            message = f"cette ligne n'est pas en {WINDOWS}, contrairement à ce que dit la correspondance"
            raise _refused(fichier, undefined, message, "enregistrez l'export en « CSV UTF-8 »")


def encoding_of(path: Path, fichier: str) -> str:
    """The encoding that this file is whole in. Raises LectureError if it is not that of a text; OSError."""
    with path.open("rb") as stream:
        _check_kind(stream.read(8), fichier)
        stream.seek(0)
        encodage = WINDOWS if _first_lines(stream)[1] else UTF_8
    check_encoding(path, fichier, encodage)
    return encodage


def _check_kind(head: bytes, fichier: str) -> None:
    for start, what, conseil in _AUTRES:
        if head.startswith(start):
            raise _refused(fichier, None, f"ce fichier n'est pas celui d'un export CSV : {what}", conseil)


def _first_lines(stream: BinaryIO) -> tuple[int, int]:
    """The lines of the first letter that is not ASCII, and of the first that is not UTF-8; 0 where there is none."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    accent, line = 0, 1
    while True:
        chunk = stream.read(_MORCEAU)
        if not accent and (found := _ACCENT.search(chunk)):
            accent = line + chunk.count(b"\n", 0, found.start())
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return accent, line + error.object.count(b"\n", 0, error.start)
        if not chunk:
            return accent, 0
        line += chunk.count(b"\n")


def _line_of(pattern: re.Pattern[bytes], stream: BinaryIO) -> int:
    line = 1
    while chunk := stream.read(_MORCEAU):
        if found := pattern.search(chunk):
            return line + chunk.count(b"\n", 0, found.start())
        line += chunk.count(b"\n")
    return 0


def _refused(fichier: str, line: int | None, message: str, conseil: str) -> LectureError:
    return LectureError(constats=[finding("encodage-invalide", message, Place(fichier, line), conseil)])
