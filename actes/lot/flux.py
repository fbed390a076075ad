"""The dossiers of a YAML stream, found without holding it in memory: where each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LIGNE = 1 << 20  # bytes: a line beyond is read by pieces; the reader of dossiers refuses it anyway
# A separator stands alone at the start of a line: the same rule as the reader's (actes/dossier/texte.py).
_SEPARATEUR = re.compile(rb"(---|\.\.\.)(?:[ \t\r\n]|\Z)")
_SILENCE = re.compile(rb"(?:[ \t\r]*(?:#.*)?|%.*)\n?", re.DOTALL)
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Piece:
    """One dossier of a stream: its bytes, from `debut` to `fin`, and the lines that stand before it."""

    debut: int
    fin: int
    lignes: int


def pieces(stream: BinaryIO) -> Iterator[Piece]:
    """The dossiers that a stream holds, in its order; what holds only comments is none."""
    start = offset = lines = lines_before = 0
    speaks = False
    new_line = True
    while line := stream.readline(LIGNE):
        end = offset + len(line)
        line = line if offset else line.removeprefix(_BOM)
        mark = _SEPARATEUR.match(line) if new_line else None
        if mark:
            if speaks:
                yield Piece(start, offset, lines_before)
            start = offset if mark[1] == b"---" else end - len(line) + 3
            lines_before = lines
            line, speaks = line[3:], False
        speaks = speaks or not _SILENCE.fullmatch(line)
        new_line = line.endswith(b"\n")
        lines += new_line
        offset = end
    if speaks:
        yield Piece(start, offset, lines_before)
