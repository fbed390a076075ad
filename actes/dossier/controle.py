"""From plain data to a typed model: every error said once, the bad values dropped, the rest kept usable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from actes.dossier.champs import Champ
from actes.dossier.chemin import Chemin
from actes.dossier.messages import Faute, Repere, champ_inconnu, faute

M = TypeVar("M", bound=BaseModel)

_SANS_REFERENCE = "sans référence"
LIMITE_FAUTES = 200  # said at once; beyond, the file is not a dossier and a longer list helps nobody


def validate(
    model: type[M], donnees: dict[str, Any], racine: Champ, vides: Sequence[tuple[Chemin, list[str]]] = ()
) -> tuple[M | None, list[Faute]]:
    """The model of these data and what is wrong in them; what is wrong is taken out of `donnees`.

    `vides` are keys that were given without a value, which no model will see: a typo there is still a typo.
    """
    fautes: list[Faute] = _unknown_keys(vides, donnees, racine) if vides else []
    for _ in range(3):  # once is enough unless a dropped value uncovers another error
        try:
            return model.model_validate(donnees), fautes
        except ValidationError as error:
            found = error.errors(include_url=False)
            fautes.extend(_fautes(found[: LIMITE_FAUTES - len(fautes)], donnees, racine))
            for item in found:
                _drop(donnees, item["type"], _without_tags(item["loc"], donnees, racine)[0])
    return None, fautes


def _unknown_keys(vides: Sequence[tuple[Chemin, list[str]]], donnees: Any, racine: Champ) -> list[Faute]:
    fautes: list[Faute] = []
    for chemin, names in vides:
        _, parent = _without_tags(chemin, donnees, racine, tagged=False)
        if parent is not None and parent.enfants:
            unknown = [name for name in names if name not in parent.enfants][: LIMITE_FAUTES - len(fautes)]
            fautes.extend(champ_inconnu(Repere((*chemin, name), None, parent, racine)) for name in unknown)
    return fautes


def _fautes(found: Sequence[Mapping[str, Any]], donnees: Any, racine: Champ) -> list[Faute]:
    fautes: list[Faute] = []
    for error in found:
        chemin, champ = _without_tags(error["loc"], donnees, racine)
        _, parent = _without_tags(chemin[:-1], donnees, racine, tagged=False)
        fautes.append(faute(error, Repere(chemin, champ, parent or racine, racine)))
    return fautes


def _without_tags(loc: Chemin, donnees: Any, racine: Champ, tagged: bool = True) -> tuple[Chemin, Champ | None]:
    """The path of an error without the union tags that pydantic inserts, and its field if there is one."""
    champ: Champ | None = racine
    value = donnees
    chemin: list[str | int] = []
    parts = list(loc)
    while parts:
        part = parts.pop(0)
        chemin.append(part)
        value = _below(value, part)
        champ = None if champ is None else champ.element if isinstance(part, int) else champ.enfants.get(part)
        if champ is not None and champ.genre == "union":
            if tagged and parts:
                parts.pop(0)
            tag = str(value.get("type")) if isinstance(value, dict) else ""
            champ = champ.variantes.get(tag, champ) if parts or not tagged else champ
    return tuple(chemin), champ


def _below(value: Any, part: str | int) -> Any:
    try:
        return value[part]
    except (KeyError, IndexError, TypeError):
        return None


def _drop(donnees: Any, kind: str, chemin: Chemin) -> None:
    """Take a bad value out: of a list, the whole list, for a rule must not judge a list that lacks an element."""
    if kind == "missing":
        donnees.setdefault("dossier", _SANS_REFERENCE)
        return
    while isinstance(chemin[-1], int):
        chemin = chemin[:-1]
    holders = [donnees]
    for part in chemin[:-1]:
        holders.append(_below(holders[-1], part))
    for holder, part in zip(reversed(holders), reversed(chemin), strict=True):
        if not isinstance(holder, dict):
            return
        holder.pop(part, None)
        if holder:
            return  # an object left with nothing is absent too
