"""Paths such as `sanction.personnes[0].nom`: written, parsed, followed in a dossier."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Chemin = tuple[str | int, ...]

_PART = re.compile(r"(?:\A|(?<=.)\.)([a-z][a-z0-9_]*)|\[([0-9]+)\]")


def parse_chemin(text: str) -> Chemin:
    """The parts of `a.b[0].c`: names and ranks (from 0). Raises ValueError for anything else."""
    parts: list[str | int] = []
    end = 0
    for found in _PART.finditer(text):
        if found.start() != end:
            break
        parts.append(found[1] or int(found[2]))
        end = found.end()
    if end != len(text) or not parts or isinstance(parts[0], int):
        raise ValueError(f"« {text} » n'est pas un chemin")
    return tuple(parts)


def write_chemin(parts: Iterable[str | int]) -> str:
    """The text of a path: `a.b[0].c`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).removeprefix(".")


def read_chemin(start: Any, chemin: str) -> Any:
    """The value at this path below `start`; None if it, or anything on the way, is absent."""
    value = start
    for part in parse_chemin(chemin):
        if value is None:
            return None
        if isinstance(part, int):
            value = value[part] if isinstance(value, tuple) and part < len(value) else None
        else:
            value = getattr(value, part, None)
    return value
