"""The pieces of an expression: Jinja's syntax tree, and the terms that it is analysed into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

from actes.catalogue import calcul
from actes.catalogue.chemins import Chemin
from actes.catalogue.genres import ERREUR
from actes.catalogue.verdict import Inconnu
from actes.dossier import Champ

OUI_NON = Champ(genre="oui_non", titre="")
ENTIER = Champ(genre="entier", titre="")
LITERALS: dict[type, Champ] = {
    bool: OUI_NON,
    int: ENTIER,
    str: Champ(genre="texte", titre=""),
    Decimal: Champ(genre="montant", titre=""),
}

SIGNS: dict[type[nodes.Node], str] = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.Concat: "~",
    nodes.CondExpr: "… if … else …",
    nodes.Getitem: "[…]",
    nodes.Dict: "{…}",
}


@dataclass(frozen=True, slots=True)
class Terme:
    """A piece of an expression: its type, how it is read, the paths that it reads.

    `chemin` when it is a mere path; `fixe` when it is a literal, which is `valeur`.
    """

    champ: Champ
    lit: calcul.Lecteur
    chemins: tuple[Chemin, ...] = ()
    chemin: Chemin | None = None
    fixe: bool = False
    valeur: Any = None


@dataclass(frozen=True, slots=True)
class Reproche:
    """One thing wrong in an expression, and what to write instead."""

    message: str
    conseil: str = ""


FAUTE = Terme(ERREUR, calcul.constant(Inconnu(())))


@lru_cache(maxsize=1)
def _jinja() -> Environment:
    return Environment()


def parse(texte: str) -> nodes.Expr:
    """Jinja's syntax tree of one expression. Raises TemplateSyntaxError."""
    parser = Parser(_jinja(), texte, state="variable")
    tree = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError("quelque chose suit l'expression", 1)
    return tree


def all_paths(termes: Iterable[Terme]) -> tuple[Chemin, ...]:
    """The paths that these terms read, each one once."""
    return tuple({chemin.texte: chemin for terme in termes for chemin in terme.chemins}.values())
