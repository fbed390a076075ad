"""Three values: yes, no, and unknown, which names the paths that would settle it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inconnu:
    """Neither yes nor no: these concrete paths of the dossier (`sanction.personnes[1].nom`) are missing."""

    chemins: tuple[str, ...]

    def __or__(self, other: Inconnu) -> Inconnu:
        return Inconnu(tuple(dict.fromkeys(self.chemins + other.chemins)))

    def __bool__(self) -> bool:
        raise TypeError("an unknown is neither true nor false: test it with `is True` or `is False`")


Verdict = bool | Inconnu
