"""The expressions of a skeleton, each with the names that it may read and what it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from jinja2 import nodes

from actes.lint.typage import Portee, kind
from actes.rendu.impression import mark_of


class Role(StrEnum):
    """What an expression is for."""

    VALEUR = "valeur"  # it is printed
    CONDITION = "condition"
    BOUCLE = "boucle"  # it is run over
    DONNEE = "donnée"  # it is given a name


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of a template."""

    noeud: nodes.Node
    role: Role
    portee: Portee

    @property
    def ligne(self) -> int:
        return int(self.noeud.lineno)


def expressions(body: Iterable[nodes.Node], portee: Portee) -> Iterator[Expression]:
    """Every expression of these nodes, in order. A name given by `set` holds for what follows it, in its block."""
    for node in body:
        match node:
            case nodes.Output():
                printed = (child for child in node.nodes if not isinstance(child, nodes.TemplateData))
                yield from (Expression(child, Role.VALEUR, portee) for child in printed)
            case nodes.If():
                yield from _condition(node, portee)
                portee = portee.forgetting(node)
            case nodes.For():
                yield from _loop(node, portee)
            case nodes.Assign():
                yield Expression(node.node, Role.DONNEE, portee)
                portee = portee.naming(node.target, kind(node.node, portee))
            case nodes.AssignBlock():
                yield from expressions(node.body, portee)
                portee = portee.naming(node.target, None)
            case nodes.With():
                yield from _with(node, portee)
            case nodes.Macro() | nodes.CallBlock():
                yield from expressions(node.body, _with_arguments(node, portee))
            case nodes.Scope():
                yield from expressions(node.body, portee)


def _condition(node: nodes.If, portee: Portee) -> Iterator[Expression]:
    if mark_of(node) is None:
        yield Expression(node.test, Role.CONDITION, portee)
    yield from expressions(node.body, portee)
    yield from expressions(node.elif_, portee)
    yield from expressions(node.else_, portee)


def _loop(node: nodes.For, portee: Portee) -> Iterator[Expression]:
    yield Expression(node.iter, Role.BOUCLE, portee)
    inner = portee.looping(node)
    if node.test:
        yield Expression(node.test, Role.CONDITION, inner)
    yield from expressions(node.body, inner)
    yield from expressions(node.else_, portee)


def _with(node: nodes.With, portee: Portee) -> Iterator[Expression]:
    inner = portee
    for target, value in zip(node.targets, node.values, strict=True):
        yield Expression(value, Role.DONNEE, portee)
        inner = inner.naming(target, kind(value, portee))
    yield from expressions(node.body, inner)


def _with_arguments(node: nodes.Macro | nodes.CallBlock, portee: Portee) -> Portee:
    for argument in node.args:
        portee = portee.naming(argument, None)
    return portee
