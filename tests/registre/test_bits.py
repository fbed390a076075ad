"""One bit changed anywhere in the file: nothing that counts has changed, or the line is named; never a traceback."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from actes.errors import EnvironnementError
from actes.registre.fichier import check_file
from tests.registre.registres import clear, contents, lived

PAGE = 4096
PAR_ZONE = 40  # bits changed in each zone of the file


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> tuple[bytes, dict[str, Any]]:
    """The bytes of a register where everything has happened, and what they say."""
    path = tmp_path_factory.mktemp("entier") / "registre.sqlite"
    lived(path).close()
    return path.read_bytes(), contents(path)


def zone(name: str, size: int) -> tuple[int, int]:
    return {"en-tête": (0, 100), "description des tables": (100, PAGE), "pages": (PAGE, size)}[name]


@pytest.mark.parametrize("graine", [1, 2, 3])
@pytest.mark.parametrize("name", ["en-tête", "description des tables", "pages"])
def test_one_bit_changed_is_harmless_or_told(sound, tmp_path, name, graine):
    data, said = sound
    path, chance = tmp_path / "registre.sqlite", random.Random(f"{name} {graine}")
    for _ in range(PAR_ZONE):
        place = chance.randrange(*zone(name, len(data)))
        spoilt = bytearray(data)
        spoilt[place] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt)
        clear(path)
        rupture = check_file(path).rupture
        clear(path)
        path.write_bytes(spoilt)
        found = contents(path)
        if rupture is None:
            assert found == said, place
        elif found["lignes"] != said["lignes"]:
            assert rupture.rang is not None, (place, rupture)
            assert str(rupture.rang) in rupture.message, place


def test_every_line_whose_text_is_changed_is_the_one_that_is_named(sound, tmp_path):
    data, _ = sound
    path = tmp_path / "registre.sqlite"
    path.write_bytes(data)
    rows = contents(path)["lignes"]
    for row in sorted(rows)[::7]:
        seal = row[-1]
        place = data.index(seal, data.index(b"CREATE TABLE lignes"))
        spoilt = bytearray(data)
        spoilt[place + 5] ^= 1
        path.write_bytes(spoilt)
        rupture = check_file(path).rupture
        assert rupture is not None
        assert rupture.rang in (row[0], row[0] + 1, len(rows)), rupture  # its own seal, the next one's, or the head's


@pytest.mark.parametrize("kept", [0, 1, 50, 100, PAGE - 1, PAGE, 3 * PAGE, 0.5, 0.9])
def test_a_file_cut_short_is_told(sound, tmp_path, kept):
    data, _ = sound
    path: Path = tmp_path / "registre.sqlite"
    path.write_bytes(data[: int(kept * len(data)) if isinstance(kept, float) else kept])
    if kept in (0, 1, 50, 100):
        with pytest.raises(EnvironnementError, match=r"registre|fichier d’actes"):
            check_file(path)
    else:
        assert check_file(path).rupture is not None


def test_pages_of_zeros_are_told(sound, tmp_path):
    data, _ = sound
    path = tmp_path / "registre.sqlite"
    for page in range(1, len(data) // PAGE, 3):
        path.write_bytes(data[: page * PAGE] + bytes(PAGE) + data[(page + 1) * PAGE :])
        clear(path)
        rupture = check_file(path).rupture
        assert rupture is not None or not any(data[page * PAGE : (page + 1) * PAGE]), page
