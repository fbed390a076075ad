"""Conditions as formulas in three values, and whether some dossier can meet several of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Valeur = Any  # True, False, a text, a number, or one of these:
ABSENT, AUTRE, PRESENT = "\0absent", "\0autre", "\0présent"
_OPEN = "\0ouvert"  # not settled yet by the values chosen so far
VRAI = frozenset({True})
BUDGET = 20_000  # assignments tried before giving up: what cannot be decided is taken to be possible


@dataclass(frozen=True, slots=True)
class Atome:
    """What one variable says: True, False, or None when it is not known."""

    variable: str
    juge: Callable[[Valeur], bool | None] = field(compare=False)
    texte: str = ""


@dataclass(frozen=True, slots=True)
class Compose:
    """« et », « ou », « non », « vrai » (the unknown is false), « connu » (is it known?) of formulas."""

    mot: str
    parties: tuple[Formule, ...]


Formule = Atome | Compose | bool


@dataclass(frozen=True, slots=True)
class Contrainte:
    """What holds in every dossier that is looked for, and why, in French."""

    formule: Formule
    permis: frozenset[bool] = VRAI
    raison: str = ""
    leve: bool = False  # a draft may do without it


def non(formule: Formule) -> Formule:
    """Its negation."""
    return Compose("non", (formule,))


def et(*parties: Formule) -> Formule:
    """All of them."""
    return Compose("et", parties)


def ou(*parties: Formule) -> Formule:
    """One of them."""
    return Compose("ou", parties)


def variables(formule: Formule) -> Iterator[str]:
    """The variables of a formula."""
    if isinstance(formule, Atome):
        yield formule.variable
    elif isinstance(formule, Compose):
        for part in formule.parties:
            yield from variables(part)


def value(formule: Formule, choisi: Mapping[str, Valeur]) -> Any:
    """True, False, None (unknown, as an absent fact is), or _OPEN while a variable that matters has no value."""
    if isinstance(formule, bool):
        return formule
    if isinstance(formule, Atome):
        return formule.juge(choisi[formule.variable]) if formule.variable in choisi else _OPEN
    values = [value(part, choisi) for part in formule.parties]
    match formule.mot:
        case "non":
            return values[0] if values[0] in (None, _OPEN) else not values[0]
        case "vrai":
            return False if values[0] is None else values[0]
        case "connu":
            return _OPEN if values[0] == _OPEN else values[0] is not None
    decisive = formule.mot == "ou"
    if any(each is decisive for each in values):
        return decisive
    return _OPEN if _OPEN in values else None if None in values else not decisive


class Recherche:
    """Looks for values of the variables that meet every constraint."""

    def __init__(self, domaines: Callable[[str], Sequence[Valeur]]):
        self.domaines = domaines
        self.left = 0

    def possible(self, contraintes: Iterable[Contrainte], but: Iterable[Contrainte]) -> bool:
        """Whether some dossier meets the goal and, of the constraints, those that bear on it, near or far."""
        self.left = BUDGET
        goal = list(but)
        return self._search([*goal, *_concerned(list(contraintes), goal)], {})

    def reasons(self, contraintes: Sequence[Contrainte], but: Sequence[Contrainte]) -> list[Contrainte]:
        """Of constraints that cannot be met together with the goal, a smallest set that still cannot."""
        kept = _concerned(list(contraintes), list(but))
        for each in list(reversed(kept)):
            fewer = [other for other in kept if other is not each]
            if not self.possible(fewer, but):
                kept = fewer
        return kept

    def _search(self, pending: list[Contrainte], choisi: dict[str, Valeur]) -> bool:
        still = []
        for each in pending:
            found = value(each.formule, choisi)
            if found == _OPEN:
                still.append(each)
            elif found not in each.permis:
                return False
        if not still:
            return True
        self.left -= 1
        if self.left < 0:
            return True
        name = next(v for v in variables(still[0].formule) if v not in choisi)
        return any(self._search(still, {**choisi, name: each}) for each in self.domaines(name))


def _concerned(contraintes: list[Contrainte], but: list[Contrainte]) -> list[Contrainte]:
    """The constraints that share variables with the goal, directly or through one another."""
    names = {name for each in but for name in variables(each.formule)}
    kept: list[Contrainte] = []
    waiting = [(each, set(variables(each.formule))) for each in contraintes]
    while near := [pair for pair in waiting if pair[1] & names]:
        kept += [each for each, _ in near]
        names |= {name for _, own in near for name in own}
        waiting = [pair for pair in waiting if pair not in near]
    return kept
