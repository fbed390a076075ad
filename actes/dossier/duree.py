"""Legal durations: years, months and days, as a judgment writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ESPACE = "[ \u00a0\u202f]"
_LIEN = f"{_ESPACE}(?:et{_ESPACE})?"
_match = re.compile(  # of the text with a space before it, so that each unit is « link, number, name »
    rf"(?!{_ESPACE}et)"
    rf"(?:{_LIEN}(?P<ans>[1-9][0-9]?){_ESPACE}ans?)?"
    rf"(?:{_LIEN}(?P<mois>[1-9][0-9]{{0,2}}){_ESPACE}mois)?"
    rf"(?:{_LIEN}(?P<jours>[1-9][0-9]{{0,4}}){_ESPACE}jours?)?"
).fullmatch


@dataclass(frozen=True, slots=True)
class Duree:
    """A duration as written: « 14 mois » is not turned into « 1 an 2 mois », nor months into days.

    Two durations have no order by themselves: it takes a starting date to compare them (see `actes.droit`).
    """

    ans: int = 0
    mois: int = 0
    jours: int = 0

    @classmethod
    def parse(cls, text: str) -> Duree:
        """The duration of « 1 an 6 mois », « 8 mois », « 1 an et 6 mois », « 45 jours ».

        Raises ValueError for any other form.
        """
        found = _match(f" {text}")
        if not text or not found:
            raise ValueError(f"« {text} » n'est pas une durée")
        return cls(**{unit: int(number) for unit, number in found.groupdict().items() if number})

    def __str__(self) -> str:
        parts = (
            (self.ans, "an" if self.ans == 1 else "ans"),
            (self.mois, "mois"),
            (self.jours, "jour" if self.jours == 1 else "jours"),
        )
        return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 jour"
