"""What every entry of acte.yaml is made of: identifiers, periods, conditions, loops, paths."""

from __future__ import annotations

import re
from functools import partial

from actes.catalogue.acte import TOUJOURS
from actes.catalogue.bloc import Bloc
from actes.catalogue.calcul import constant
from actes.catalogue.chemins import Chemin
from actes.catalogue.expressions import Boucle, Condition, parse_boucle, parse_chemin, parse_condition
from actes.catalogue.genres import ERREUR, famille, nom
from actes.catalogue.portee import Portee
from actes.droit import EnVigueur, Periode

ID = re.compile(r"[a-z][a-z0-9-]*")
NOM = re.compile(r"[a-z][a-z0-9_]*")
MAX_ID = 26  # the names of bookmarks and properties are made of identifiers
AXES = ("acte", "condamnation", "ecrou")
FAULTY = Condition("", None, (), constant(value=True))  # stands for what is already said to be wrong
_NOWHERE = Chemin.of("", ERREUR)


def read_id(bloc: Bloc, length: int = MAX_ID) -> str:
    """An identifier of the form that file names, marks and JSON carry, of at most `length` characters."""
    text = bloc.requis("id")
    if text and (not ID.fullmatch(text) or len(text) > length):
        bloc.blame(
            f"{bloc.quoi} : « {text} » n'est pas un identifiant admis",
            bloc.place_of("id"),
            f"minuscules sans accent, chiffres et traits d'union, une lettre d'abord, {length} caractères au plus",
        )
    return text


def check_name(nom: str, bloc: Bloc) -> None:
    """The name of a calcul or of a field, which expressions and templates write."""
    if nom and not NOM.fullmatch(nom):
        advice = "minuscules sans accent, chiffres et « _ », une lettre d'abord"
        bloc.blame(f"{bloc.quoi} : « {nom} » n'est pas un nom admis", conseil=advice)


def read_en_vigueur(bloc: Bloc) -> EnVigueur:
    """`en_vigueur: {acte: {du, au}, condamnation: {…}, ecrou: {…}, plancher: oui}`; bare `{du, au}` means `acte`."""
    inner = bloc.bloc("en_vigueur", "la période « en_vigueur »")
    if inner is None:
        return TOUJOURS
    plancher = inner.oui_non("plancher")
    if inner.has("du") or inner.has("au"):
        acte = _periode(inner)
        inner.close()
        return EnVigueur(acte=acte, plancher=plancher)
    periods: dict[str, Periode | None] = {}
    for axe in AXES:
        axis = inner.bloc(axe, f"la période « {axe} »")
        if axis is not None:
            periods[axe] = _periode(axis)
            axis.close()
    inner.close()
    if not periods:
        inner.blame("une période « en_vigueur » porte au moins une date", conseil="{du: AAAA-MM-JJ}")
    return EnVigueur(**periods, plancher=plancher)


def _periode(bloc: Bloc) -> Periode | None:
    du, au = bloc.jour("du"), bloc.jour("au")
    if du and au and du > au:
        bloc.blame(f"{bloc.quoi} finit le {au} avant de commencer le {du}")
        return None
    if not bloc.has("du") and not bloc.has("au"):
        bloc.blame(f"{bloc.quoi} porte au moins une date, « du » ou « au »")
    return Periode(du, au)


def read_condition(bloc: Bloc, portee: Portee, key: str = "si") -> Condition | None:
    """The condition under a key, None when the author gives none; what is wrong is noted."""
    text = bloc.texte(key)
    return bloc.reproches.tolerate(lambda: parse_condition(text, portee, bloc.place_of(key))) if text else None


def read_either(bloc: Bloc, portee: Portee) -> Condition | None:
    """The condition of a line of `applicable`, `emetteur` or `remise`, written `si` or `condition`."""
    found = [read_condition(bloc, portee, key) for key in ("si", "condition") if bloc.has(key)]
    bloc.node("si")
    bloc.node("condition")
    if len(found) > 1:
        bloc.blame(f"{bloc.quoi} : « si » et « condition » disent la même chose", conseil="gardez l'un des deux")
    return found[0] if found else None


def require_condition(bloc: Bloc, portee: Portee) -> Condition:
    """The `condition` that an entry cannot do without."""
    bloc.requis("condition")
    return read_condition(bloc, portee, "condition") or FAULTY


def read_boucle(bloc: Bloc, portee: Portee, key: str = "pour") -> Boucle | None:
    """The loop under a key, None when the author gives none."""
    text = bloc.texte(key)
    return bloc.reproches.tolerate(lambda: parse_boucle(text, portee, bloc.place_of(key))) if text else None


def with_variable(portee: Portee, boucle: Boucle | None) -> Portee:
    """The scope inside a loop."""
    return {**portee, boucle.variable: boucle.element} if boucle else portee


def require_date(bloc: Bloc, key: str, portee: Portee) -> Chemin:
    """A path that must be there and be a date."""
    text = bloc.requis(key)
    chemin = bloc.reproches.tolerate(lambda: parse_chemin(text, portee, bloc.place_of(key))) if text else None
    if chemin is not None and famille(chemin.champ) != "date":
        bloc.blame(f"« {key} » doit désigner une date, pas {nom(chemin.champ)}", bloc.place_of(key))
    return chemin or _NOWHERE


def read_chemins(bloc: Bloc, key: str, portee: Portee) -> tuple[Chemin, ...]:
    """The paths of a list."""
    found = []
    for text, place in bloc.textes(key):
        chemin = bloc.reproches.tolerate(partial(parse_chemin, text, portee, place))
        if chemin is not None:
            found.append(chemin)
    return tuple(found)
