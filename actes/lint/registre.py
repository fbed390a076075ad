"""The gravity of each finding on templates, as its code's entry says it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from actes.codes import load_codes
from actes.errors import Gravite


@lru_cache(maxsize=1)
def gravites() -> Mapping[str, Gravite]:
    """The gravity of each code that has but one."""
    known = {str(gravite): gravite for gravite in Gravite}
    return {code.code: known[code.gravite] for code in load_codes().values() if code.gravite in known}
