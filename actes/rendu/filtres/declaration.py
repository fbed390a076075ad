"""How a French filter is declared: its name, what it prints of its input, an example that is a test."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, ParamSpec

from jinja2 import Undefined

P = ParamSpec("P")

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Filtre(Generic[P]):
    """A filter of the templates, called like a function.

    `imprime` says what it prints of its input: None, the whole of it; otherwise these sub-paths, always printed when
    they are present. `exemples` are « expression → texte », checked by the tests.
    """

    nom: str
    appel: Callable[P, str]
    imprime: tuple[str, ...] | None
    exemples: tuple[str, ...]
    aide: str

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> str:
        return self.appel(*args, **kwargs)


FILTRES: dict[str, Filtre[...]] = {}


def filtre(
    nom: str, *, imprime: tuple[str, ...] | None, exemple: str | tuple[str, ...], aide: str
) -> Callable[[Callable[P, str]], Filtre[P]]:
    """Declare a filter and collect it in FILTRES."""

    def declare(appel: Callable[P, str]) -> Filtre[P]:
        exemples = (exemple,) if isinstance(exemple, str) else exemple
        declared = Filtre(nom, appel, imprime, exemples, aide)
        FILTRES[nom] = declared
        return declared

    return declare


_NATURES: dict[type, str] = {
    type(None): "rien",
    bool: "oui ou non",
    str: "un texte",
    int: "un nombre entier",
    float: "un nombre à virgule flottante",
    Decimal: "un montant",
    datetime.date: "une date",
    datetime.datetime: "une date avec une heure",
    datetime.time: "une heure",
    list: "une liste",
    tuple: "une liste",
}


def refus(nom: str, attendu: str, recu: object) -> TypeError:
    """The error of a filter given something else than what it expects; it never quotes the value itself."""
    nature = "rien" if isinstance(recu, Undefined) else _NATURES.get(type(recu), "un groupe de champs")
    return TypeError(f"le filtre «{NBSP}{nom}{NBSP}» attend {attendu}, et non {nature}")


def texte(nom: str, valeur: object) -> str:
    """The text given to the filter `nom`, without outer spaces; a blank is refused like an absence."""
    if not isinstance(valeur, str):
        raise refus(nom, "un texte", valeur)
    cleaned = valeur.strip()
    if not cleaned:
        raise ValueError(f"le filtre «{NBSP}{nom}{NBSP}» attend un texte, et non un blanc")
    return cleaned


def groupe(nom: str, attendu: str, valeur: object) -> None:
    """Refuse what has no fields: an absence, a text, a list."""
    if isinstance(valeur, Undefined) or type(valeur) in _NATURES:
        raise refus(nom, attendu, valeur)


def lire(objet: object, nom: str) -> object:
    """A field of a group, None when it has none or it is blank: groups are models or dicts."""
    valeur: object = objet.get(nom) if isinstance(objet, dict) else getattr(objet, nom, None)
    if isinstance(valeur, str):
        return valeur.strip() or None
    return None if isinstance(valeur, Undefined) else valeur


def documentation() -> str:
    """The table of the filters, in Markdown, for the authors of templates."""
    lines = ["| filtre | ce qu’il écrit | ce qu’il imprime | exemple |", "| --- | --- | --- | --- |"]
    for declared in sorted(FILTRES.values(), key=lambda each: each.nom):
        exemples = "<br>".join(_exemple(each) for each in declared.exemples)
        lines.append(f"| `{declared.nom}` | {declared.aide} | {_portee(declared)} | {exemples} |")
    return "\n".join(lines) + "\n"


def _portee(declared: Filtre[...]) -> str:
    """What a proof may count on."""
    if declared.imprime is None:
        return "tout"
    return ", ".join(f"`{each}`" for each in declared.imprime) or "rien"


def _exemple(exemple: str) -> str:
    expression, _, written = exemple.partition(" → ")
    escaped = expression.replace("|", "\\|")
    return f"`{{{{ {escaped} }}}}` → {written}"
