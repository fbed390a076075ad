"""How what we say is written: the spaces and the apostrophes of French."""

from __future__ import annotations

import re

_SPACES = re.compile(r"(?<=«) | (?=[»:;!?%])")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_«])")


def typographie(text: str) -> str:
    """The text with non-breaking spaces inside « » and before : ; ! ? %, and curved apostrophes between letters."""
    return _APOSTROPHE.sub("’", _SPACES.sub("\u00a0", text))
