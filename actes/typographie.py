"""How what we say is written: the spaces and the apostrophes of French."""

from __future__ import annotations

import re
from functools import lru_cache

_SPACES = re.compile(r"(?<=«) | (?=[»:;!?%])")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_«])")


@lru_cache(maxsize=1024)  # the same words for every dossier of a lot
def typographie(text: str) -> str:
    """The text with non-breaking spaces inside « » and before : ; ! ? %, and curved apostrophes between letters."""
    return _APOSTROPHE.sub("’", _SPACES.sub("\u00a0", text))
