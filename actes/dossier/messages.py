"""What pydantic found, said in French: what the field expects, and an example of the right form.

No message holds the value itself: reports are read by others than the clerk of the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actes.dossier.champs import Champ
from actes.dossier.chemin import Chemin
from actes.dossier.suggestion import PROCHE, fold, nearest

EXEMPLES = {
    "date": "2026-11-20",
    "heure": "09:30",
    "entier": "12",
    "decimal": "1,0842",
    "montant": "1500,00",
    "duree": "1 an 6 mois",
    "devise": "EUR",
}
_ATTENDU = {
    "date": "attend une date, sous la forme AAAA-MM-JJ",
    "heure": "attend une heure, sous la forme HH:MM, de 00:00 à 23:59",
    "oui_non": "attend oui ou non",
    "entier": "attend un nombre entier, en chiffres",
    "decimal": "attend un nombre, en chiffres",
    "montant": "attend un montant, en chiffres, avec deux décimales au plus",
    "duree": "attend une durée en ans, mois et jours",
    "pays": "attend un pays : son nom, ou son code ISO de deux lettres",
    "langue": "attend une langue : son nom, ou son code ISO de deux lettres",
    "devise": "attend une devise : son code ISO 4217, trois lettres capitales",
    "texte": "attend un texte",
    "texte_long": "attend un texte",
    "choix": "attend un texte",
    "objet": "attend des champs, un par ligne",
    "union": "attend des champs, un par ligne, dont « type »",
    "liste": "attend une liste",
}
_REMEDES = {
    "liste": "écrivez chaque élément sur sa ligne, après « - »",
    "oui_non": "écrivez « oui » ou « non », en minuscules",
}


@dataclass(frozen=True, slots=True)
class Faute:
    """A finding before it has its place: `sur_cle` when the place is the key's, not the value's."""

    code: str
    message: str
    conseil: str
    chemin: Chemin
    sur_cle: bool = False


def quoted(name: object) -> str:
    """A name between French quotes."""
    return f"« {name} »"


@dataclass(frozen=True, slots=True)
class Repere:
    """Where an error stands in the vocabulary: its path, its field if it has one, and the field right above."""

    chemin: Chemin
    champ: Champ | None
    parent: Champ
    racine: Champ


def faute(error: Mapping[str, Any], repere: Repere) -> Faute:
    """One pydantic error in French."""
    kind, value = error["type"], error["input"]
    chemin, champ = repere.chemin, repere.champ
    if kind == "extra_forbidden":
        return champ_inconnu(repere)
    if kind == "calcule":
        conseil = "supprimez cette ligne"
        return Faute("champ-calcule", f"{_nom(chemin)} est calculé par le programme", conseil, chemin, sur_cle=True)
    if kind in ("missing", "union_tag_not_found"):
        return _champ_requis(kind, chemin, champ)
    if kind == "union_tag_invalid" and champ:
        return _choix_inconnu((*chemin, "type"), champ.enfants["type"].choix, value.get("type"))
    if champ and champ.choix and isinstance(value, str):
        return _choix_inconnu(chemin, champ.choix, value)
    return _type_invalide(error, chemin, champ)


def champ_inconnu(repere: Repere) -> Faute:
    """A key that no model declares, with the nearest known one or the place where that name belongs."""
    name, glued, _ = str(repere.chemin[-1]).partition(":")
    type_ = repere.parent.enfants.get("type")
    if type_ and type_.requis and len(type_.choix) == 1:
        message = f"champ inconnu {quoted(name)} pour le type {quoted(type_.choix[0])}"
    else:
        message = f"champ inconnu {quoted(name)}"
    conseil = "ajoutez une espace après « : »" if glued else _where(name, repere)
    return Faute("champ-inconnu", message, conseil, (*repere.chemin[:-1], name), sur_cle=True)


def _where(name: str, repere: Repere) -> str:
    """What to do with a name unknown here: a close name, its other home, or failing these a less close name."""
    known = [key for key, child in repere.parent.enfants.items() if not child.calcule]
    near = nearest(name, known, PROCHE)
    if near is None and (types := _types_with(name, repere)):
        return f"ce champ va avec le type {' ou '.join(quoted(type_) for type_ in types)}"
    if near is None and (home := _home(fold(name), repere.racine)):
        return f"ce champ se range sous {quoted(home)}"
    near = near or nearest(name, known)
    return f"vouliez-vous dire {quoted(near)} ?" if near else ""


def _types_with(name: str, repere: Repere) -> list[str]:
    """The other variants of the same union that have a field of this name."""
    for _, champ in repere.racine.paths():
        variantes = (champ.element or champ).variantes
        if any(variante is repere.parent for variante in variantes.values()):
            return [type_ for type_, variante in variantes.items() if name in variante.enfants]
    return []


def _home(name: str, racine: Champ) -> str | None:
    """The shallowest path that holds a field of this name, if it is the only one as shallow; a union has none."""
    homes = {home for path, _ in racine.paths() for home, dot, last in [path.rpartition(".")] if last == name}
    homes = {home for home in homes if not home.endswith("[]")}
    depth = min((home.count(".") for home in homes), default=0)
    shallow = [home for home in homes if home.count(".") == depth]
    return shallow[0] or None if len(shallow) == 1 else None


def _champ_requis(kind: str, chemin: Chemin, champ: Champ | None) -> Faute:
    if kind == "union_tag_not_found" and champ:
        choix = ", ".join(champ.enfants["type"].choix)
        message = f"le champ {quoted('type')} manque"
        return Faute("champ-requis", message, f"ajoutez {quoted('type:')} parmi : {choix}", (*chemin, "type"))
    titre = f" ({champ.titre[0].lower()}{champ.titre[1:]})" if champ else ""
    exemple = f" {champ.description}" if champ and champ.description else ""
    conseil = f"ajoutez {quoted(f'{chemin[-1]}:{exemple}')}"
    return Faute("champ-requis", f"le champ {quoted(chemin[-1])}{titre} manque", conseil, chemin)


def _choix_inconnu(chemin: Chemin, choix: tuple[str, ...], value: object) -> Faute:
    near = nearest(value, choix) if isinstance(value, str) else None
    conseil = f"vouliez-vous dire {quoted(near)} ?" if near else ""
    return Faute("choix-inconnu", f"{_nom(chemin)} attend l'un de : {', '.join(choix)}", conseil, chemin)


def _type_invalide(error: Mapping[str, Any], chemin: Chemin, champ: Champ | None) -> Faute:
    genre = error["msg"] if error["type"] in ("forme", "impossible") else champ.genre if champ else "texte"
    if error["type"] == "impossible" and genre == "date":
        message = f"{_nom(chemin)} : ce jour n'existe pas au calendrier"
        return Faute("type-invalide", message, "vérifiez la date sur la pièce", chemin)
    kind_is_wrong = not isinstance(error["input"], str) or genre in ("objet", "union", "liste")
    message = f"{_nom(chemin)} {_ATTENDU[genre]}{_kind(error['input']) if kind_is_wrong else ''}"
    conseil = _REMEDES.get(genre, "")
    if genre in EXEMPLES:
        conseil = f"écrivez par exemple {EXEMPLES[genre]}"
    return Faute("type-invalide", message, conseil, chemin)


def _kind(value: object) -> str:
    if isinstance(value, str):
        return ", pas un texte"
    return ", pas une liste" if isinstance(value, list) else ", pas des champs"


def _nom(chemin: Chemin) -> str:
    if isinstance(chemin[-1], int):
        names = [part for part in chemin if isinstance(part, str)]
        return f"l'élément {chemin[-1] + 1} de {quoted(names[-1])}"
    return quoted(chemin[-1])
