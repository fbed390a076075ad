"""References to the law: « CPP D48-2-5 al. 1 » as a French sentence says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from actes.rendu.filtres.declaration import NBSP, filtre, refus, texte
from actes.rendu.filtres.textes import enumeration, espaces_insecables

CODES = {
    "CPP": "du code de procédure pénale",
    "CP": "du code pénal",
    "CJPM": "du code de la justice pénale des mineurs",
    "CPEN": "du code pénitentiaire",
}

_SUBDIVISION = r"(?:[IVX]+|\d+°(?: bis)?|al\. \d+(?: (?:et|à) \d+)?)"
_NUMERO = rf"[LRDA]?\.? ?\d+(?:-\d+)*(?: {_SUBDIVISION})*"
_REFERENCE = re.compile(rf"(?P<code>[A-Z]+) (?P<numero>{_NUMERO})(?: \((?P<lie>{_NUMERO})\))?")
_MORCEAUX = re.compile(rf"(?P<lettre>[LRDA]?)\.? ?(?P<chiffres>\d+(?:-\d+)*)(?P<suite>(?: {_SUBDIVISION})*)")


class Reference(NamedTuple):
    """One reference: the code it belongs to (« » when it is already written in full) and its articles."""

    code: str
    articles: tuple[str, ...]


def _article(numero: str) -> str:
    """« D48-2-5 al. 1 » → « D. 48-2-5, alinéa 1 »."""
    match = _MORCEAUX.fullmatch(numero)
    assert match is not None  # _REFERENCE has already said so
    lettre = f"{match['lettre']}.{NBSP}" if match["lettre"] else ""
    subdivisions = [_subdivision(each) for each in re.findall(_SUBDIVISION, match["suite"])]
    return ", ".join([lettre + match["chiffres"], *subdivisions])


def _subdivision(texte: str) -> str:
    if not texte.startswith("al. "):
        return texte.replace(" ", NBSP)
    alineas = texte.removeprefix("al. ")
    return f"alinéa{'s' if ' ' in alineas else ''}{NBSP}{alineas.replace(' ', NBSP)}"


@lru_cache(maxsize=1024)
def _lit(reference: str) -> Reference:
    code = reference.split()[0]
    if code not in CODES:
        return Reference("", (espaces_insecables(reference),))
    match = _REFERENCE.fullmatch(" ".join(reference.split()))
    if match is None:
        raise ValueError(f"la référence «{NBSP}{reference}{NBSP}» ne se lit pas (exemple{NBSP}: CPP D48-2-5 al. 1)")
    return Reference(code, tuple(_article(each) for each in (match["numero"], match["lie"]) if each))


def _groupe(code: str, articles: list[str], defini: bool) -> str:
    """« (les) articles D. 48-2-4 et D. 48-2-5 du code de procédure pénale »."""
    pluriel = len(articles) > 1
    mot = ("les articles" if pluriel else "l’article") if defini else ("articles" if pluriel else "article")
    *premiers, dernier = articles
    listed = f"{', '.join(premiers)}{_virgule(premiers[-1])} et {dernier}" if premiers else dernier
    return f"{mot}{NBSP}{listed}{_virgule(dernier)} {CODES[code]}"


def _virgule(article: str) -> str:
    """An article with a subdivision is closed by a comma."""
    return "," if "," in article else ""


def _groupes(references: tuple[str, ...], defini: bool) -> list[str]:
    """The references, those of one code together, in the order of their first."""
    by_code: dict[str, list[str]] = {}
    for reference in references:
        lu = _lit(reference)
        seen = by_code.setdefault(lu.code, [])
        seen.extend(each for each in lu.articles if each not in seen)
    groups = []
    for code, articles in by_code.items():
        groups.extend([_groupe(code, articles, defini)] if code else articles)
    return groups


def _references(nom: str, valeurs: object) -> tuple[str, ...]:
    if isinstance(valeurs, str):
        return (texte(nom, valeurs),)
    if not isinstance(valeurs, Iterable) or isinstance(valeurs, Mapping):
        raise refus(nom, "une référence ou une liste de références", valeurs)
    references = tuple(texte(nom, valeur) for valeur in valeurs)
    if not references:
        raise ValueError(f"le filtre «{NBSP}{nom}{NBSP}» attend au moins une référence")
    return references


@lru_cache(maxsize=256)
def _en_phrase(references: tuple[str, ...]) -> str:
    return enumeration(_groupes(references, defini=False))


@lru_cache(maxsize=256)
def _en_visas(references: tuple[str, ...]) -> str:
    return f"{NBSP};\n".join(f"Vu {group}" for group in _groupes(references, defini=True))


@filtre(
    "article",
    imprime=None,
    exemple=(
        "'CPP D48-2-5 al. 1'|article → article D. 48-2-5, alinéa 1, du code de procédure pénale",
        "acte.base_legale|article → articles D. 48-2-4 et D. 48-2-5 du code de procédure pénale",
    ),
    aide="une référence, ou une liste de références, dans une phrase",
)
def article(valeur: object) -> str:
    """« article D. 48-2-5, alinéa 1, du code de procédure pénale »."""
    return _en_phrase(_references("article", valeur))


@filtre(
    "visas",
    imprime=None,
    exemple="acte.base_legale|visas → Vu les articles D. 48-2-4 et D. 48-2-5 du code de procédure pénale",
    aide="la base légale en visas, une ligne par code",
)
def visas(valeur: object) -> str:
    """« Vu les articles D. 48-2-4 et D. 48-2-5 du code de procédure pénale », one line for each code."""
    return _en_visas(_references("visas", valeur))
