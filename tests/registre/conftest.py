"""What the tests of the register share: a register that nobody else writes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from actes.registre import Registre


@pytest.fixture
def registre(tmp_path) -> Iterator[Registre]:
    """An empty register, open."""
    with Registre.open(tmp_path / "registre.sqlite") as opened:
        yield opened
