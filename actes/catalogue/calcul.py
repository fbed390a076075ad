"""Evaluation in three values: each node of an expression becomes one closure, built once."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from actes.catalogue.chemins import Chemin, Prefixes, Valeurs
from actes.catalogue.temoin import missing_fact
from actes.catalogue.verdict import Inconnu

Lecteur = Callable[[Valeurs, Prefixes], Any]  # a value or an Inconnu
OPERATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda item, items: item in items,
    "notin": lambda item, items: item not in items,
}


def constant(value: object) -> Lecteur:
    """A literal."""
    return lambda _valeurs, _prefixes: value


def compare(name: str, left: Lecteur, right: Lecteur) -> Lecteur:
    """A comparison: unknown as soon as one side is, and then naming all that is missing."""
    apply = OPERATIONS[name]

    def evaluate(valeurs: Valeurs, prefixes: Prefixes) -> Any:
        a, b = left(valeurs, prefixes), right(valeurs, prefixes)
        if a.__class__ is Inconnu:
            return a | b if b.__class__ is Inconnu else a
        return b if b.__class__ is Inconnu else apply(a, b)

    return evaluate


def compare_constant(name: str, left: Lecteur, value: object) -> Lecteur:
    """A comparison with a literal: the usual one, hence its own closure."""
    apply = OPERATIONS[name]

    def evaluate(valeurs: Valeurs, prefixes: Prefixes) -> Any:
        a = left(valeurs, prefixes)
        return a if a.__class__ is Inconnu else apply(a, value)

    return evaluate


def negate(operand: Lecteur) -> Lecteur:
    """Kleene's not."""

    def evaluate(valeurs: Valeurs, prefixes: Prefixes) -> Any:
        a = operand(valeurs, prefixes)
        return a if a.__class__ is Inconnu else not a

    return evaluate


def combine(operands: Sequence[Lecteur], decisive: bool) -> Lecteur:
    """Kleene's and (`decisive` is False) or or (True): one decisive operand settles it, whatever is unknown."""

    def evaluate(valeurs: Valeurs, prefixes: Prefixes) -> Any:
        missing: Inconnu | None = None
        for operand in operands:
            a = operand(valeurs, prefixes)
            if a is decisive:
                return decisive
            if a.__class__ is Inconnu:
                missing = a if missing is None else missing | a
        return missing if missing is not None else not decisive

    return evaluate


def is_known(operand: Lecteur) -> Lecteur:
    """`is renseigne`: the one place where the unknown becomes yes or no."""
    return lambda valeurs, prefixes: operand(valeurs, prefixes).__class__ is not Inconnu


def attribute(operand: Lecteur, name: str) -> Lecteur:
    """`.name` of what a function returned."""

    def evaluate(valeurs: Valeurs, prefixes: Prefixes) -> Any:
        a = operand(valeurs, prefixes)
        return a if a.__class__ is Inconnu else getattr(a, name)

    return evaluate


def length(operand: Lecteur) -> Lecteur:
    """`|length` of a list."""

    def evaluate(valeurs: Valeurs, prefixes: Prefixes) -> Any:
        a = operand(valeurs, prefixes)
        return a if a.__class__ is Inconnu else len(a)

    return evaluate


def call(function: Callable[..., Any], operands: Sequence[Lecteur], chemins: Sequence[Chemin | None]) -> Lecteur:
    """A domain function: unknown when an argument is, or when it answers None for want of a fact.

    `chemins` are the arguments that are mere paths: they locate the fact that it lacks.
    """

    def evaluate(valeurs: Valeurs, prefixes: Prefixes) -> Any:
        arguments = [operand(valeurs, prefixes) for operand in operands]
        unknown = [a for a in arguments if a.__class__ is Inconnu]
        if unknown:
            return reduce(operator.or_, unknown)
        value = function(*arguments)
        if value is not None:
            return value
        concrete = [None if chemin is None else chemin.concrete(prefixes) for chemin in chemins]
        fact = missing_fact(function, arguments, concrete)
        return Inconnu((fact,) if fact else tuple(filter(None, concrete)))

    return evaluate
