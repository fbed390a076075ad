"""Which entries of the act are in force, and the first true line of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from actes.catalogue import AXES, Condition, Inconnu
from actes.droit import EnVigueur
from actes.errors import Gravite
from actes.validation.messages import unverified
from actes.validation.vue import Cadre, Vue


class Ligne(Protocol):
    """What has a period and perhaps a condition."""

    @property
    def en_vigueur(self) -> EnVigueur: ...

    @property
    def si(self) -> Condition | None: ...


class Entree(Protocol):
    """What has an identifier, a period and an article."""

    @property
    def id(self) -> str: ...

    @property
    def en_vigueur(self) -> EnVigueur: ...

    @property
    def article(self) -> str: ...

    @property
    def si(self) -> Condition | None: ...


E = TypeVar("E", bound=Entree)
L = TypeVar("L", bound=Ligne)


def in_force(entries: Sequence[E], vue: Vue, cadre: Cadre, quoi: str, mention: bool = False) -> Iterator[E]:
    """The entries that the law of these dates orders.

    One whose needed date is missing counts, and the lack is said. One whose first day is only a floor counts before
    that day too, unless another entry of the same id covers it, and one warns that its wording was not checked.
    """
    for entry in entries:
        held = vue.holds(entry.en_vigueur)
        ident = entry.id if mention else None
        if held is not True and _surely_off(entry, cadre):
            continue  # whatever its wording, it asks nothing of this dossier
        if held is None:
            why = f"on ne peut pas savoir quelle rédaction de {quoi} « {entry.id} » s'applique"
            vue.say_undated(entry.en_vigueur, why, entry.article, ident)
            yield entry
        elif held:
            yield entry
        elif (reason := before_floor(entry.en_vigueur, vue)) and not _covered(entry, entries, vue):
            message = f"{quoi} « {entry.id} » : {reason}"
            vue.say("redaction-non-verifiee", message, Gravite.AVERTISSEMENT, mention=ident, article=entry.article)
            yield entry


def _surely_off(entry: Entree, cadre: Cadre) -> bool:
    """Whether its own condition is false, whatever the element of a list that it may be judged for."""
    si, pour = entry.si, getattr(entry, "pour", None)
    if si is None or (pour is not None and si.reads(pour.variable)):
        return False
    return si.evaluate(cadre.valeurs, cadre.prefixes) is False


def _covered(entry: E, entries: Iterable[E], vue: Vue) -> bool:
    return any(other.id == entry.id and other is not entry and vue.holds(other.en_vigueur) for other in entries)


def before_floor(en_vigueur: EnVigueur, vue: Vue) -> str:
    """Why a wording is not verified on these dates: they come before a floor; empty if it is not so."""
    reason = ""
    for axe in AXES if en_vigueur.plancher else ():
        periode, jour = getattr(en_vigueur, axe), vue.dates[axe]
        if periode is None or jour is None or jour in periode:
            continue
        if periode.du is None or jour >= periode.du:
            return ""  # after the last day: no floor excuses that
        reason = unverified(axe, periode, jour)
    return reason


def first_true(lines: Iterable[L], vue: Vue, cadre: Cadre, why: str) -> L | Inconnu | None:
    """The first line in force whose condition is true, None if there is none.

    An unknown condition or date stops the search: the lack is said, and the Inconnu returned.
    """
    for line in lines:
        article: str | None = getattr(line, "article", None)
        held = vue.holds(line.en_vigueur)
        if held is None:
            vue.say_undated(line.en_vigueur, why, article)
            return Inconnu(())
        if not held:
            continue
        verdict = True if line.si is None else line.si.evaluate(cadre.valeurs, cadre.prefixes)
        if isinstance(verdict, Inconnu):
            vue.say_unknown(verdict, why, article)
            return verdict
        if verdict:
            return line
    return None
