"""When a text is in force: a period of days, and the three dates that the law may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Periode:
    """From one day to another, both included; an end that is None is open."""

    du: date | None = None
    au: date | None = None

    def __contains__(self, jour: date) -> bool:
        return (self.du is None or self.du <= jour) and (self.au is None or jour <= self.au)

    def intersecte(self, autre: Periode) -> bool:
        """Whether some day belongs to both."""
        debut, fin = max(self.du or date.min, autre.du or date.min), min(self.au or date.max, autre.au or date.max)
        return debut <= fin


@dataclass(frozen=True, slots=True)
class EnVigueur:
    """The dates for which a rule stands: of the act, of the conviction, of the committal. Source: conception §3.

    Every axis given must hold; an axis that is None asks nothing. `plancher`: the first day is only the one since
    which the source is sure of the wording, so that before it one warns instead of refusing.
    """

    acte: Periode | None = None
    condamnation: Periode | None = None
    ecrou: Periode | None = None
    plancher: bool = False

    def tient(self, acte: date | None, condamnation: date | None = None, ecrou: date | None = None) -> bool | None:
        """Whether every axis holds; None when a date that would settle it is unknown."""
        unknown = False
        for periode, jour in ((self.acte, acte), (self.condamnation, condamnation), (self.ecrou, ecrou)):
            if periode is None:
                continue
            if jour is None:
                unknown = True
            elif jour not in periode:
                return False
        return None if unknown else True

    def disjoint(self, autre: EnVigueur) -> bool:
        """Whether no dossier can meet both: on one axis at least, their periods share no day."""
        axes = ((self.acte, autre.acte), (self.condamnation, autre.condamnation), (self.ecrou, autre.ecrou))
        return any(mine and theirs and not mine.intersecte(theirs) for mine, theirs in axes)
