"""The dossiers of a stream are found where the reader of dossiers finds them."""

from __future__ import annotations

import io
import random

import pytest

from actes.dossier.texte import split_documents
from actes.lot.flux import pieces

MORCEAUX = [
    *("---\n", "--- \n", "--- a: 1\n", "...\n", "a: 1\n", "# c\n", "\n", "%YAML 1.2\n", "  ---\n", "----\n"),
    *("---\r\n", "a: |\n", "  x\n", "b: 2\n", "é: à\n", "...", "---"),
]


def found(text: str) -> list[tuple[str, int]]:
    """What each piece holds, and the lines before it."""
    data = text.encode()
    return [(data[p.debut : p.fin].decode().removeprefix("\ufeff"), p.lignes) for p in pieces(io.BytesIO(data))]


@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_the_pieces_are_the_documents_that_the_reader_finds(bom):
    chance = random.Random(801)
    for _ in range(3000):
        text = "".join(chance.choice(MORCEAUX) for _ in range(chance.randint(0, 7)))
        if "---%" not in text and "---#" not in text:  # glued to its separator: text for one, silence for the other
            assert found(bom + text) == [(d.texte, d.lignes_avant) for d in split_documents(text)], text


def test_a_line_without_end_is_read_by_pieces():
    text = "a: " + "x" * 3_000_000 + "\n---\nb: 1\n"
    assert [lines for _, lines in found(text)] == [0, 1]
