"""What a template may do: an allow-list read off its syntax tree, before anything runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from jinja2 import Environment, nodes

from actes.rendu.filtres import FILTRES
from actes.rendu.langues import AUTRE, SOURCE, nom_de_langue

ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.NSRef, nodes.Const, nodes.Getattr,
    nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.CondExpr, nodes.Concat, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg,
    nodes.Pos, nodes.Tuple, nodes.List, nodes.Dict, nodes.Pair, nodes.Keyword, nodes.For, nodes.If, nodes.Assign,
    nodes.AssignBlock, nodes.With, nodes.Macro, nodes.Call, nodes.CallBlock, nodes.Scope,
)  # fmt: skip

CALLABLE_NAMES = frozenset({"range", "namespace", "caller"})
LOOP_METHODS = frozenset({"cycle", "changed"})
BY_ATTRIBUTE = frozenset({"map", "selectattr", "rejectattr", "groupby", "sort", "sum", "unique", "max", "min"})


@dataclass(frozen=True, slots=True)
class Infraction:
    """One forbidden construct and the line of the source where it stands."""

    message: str
    ligne: int


def forbidden(tree: nodes.Template, env: Environment, langue: str = SOURCE) -> Iterator[Infraction]:
    """Every construct of `tree` that a template may not use. Source: conception §5 (allow-list on the syntax tree)."""
    macros = {node.name for node in tree.find_all(nodes.Macro)}
    for node in _walk(tree):
        for message in (*_judge(node, macros), *_unknown(node, env, langue)):
            yield Infraction(message, node.lineno)


def _unknown(node: nodes.Node, env: Environment, langue: str) -> Iterator[str]:
    """Jinja tells an unknown filter only when it runs: too late. A French filter may have no counterpart."""
    if not isinstance(node, nodes.Filter | nodes.Test):
        return
    known, what = (env.filters, "le filtre") if isinstance(node, nodes.Filter) else (env.tests, "le test")
    french = node.name.removesuffix(AUTRE)
    if node.name not in known and french in FILTRES:
        yield f"le filtre «\u00a0{french}\u00a0» n’a pas d’équivalent en {nom_de_langue(langue)}"
    elif node.name not in known:
        close = get_close_matches(node.name, list(known), 1)
        advice = f"\u00a0: vouliez-vous dire «\u00a0{close[0]}\u00a0»\u00a0?" if close else ""
        yield f"{what} «\u00a0{node.name}\u00a0» n’existe pas{advice}"


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _judge(node: nodes.Node, macros: set[str]) -> Iterator[str]:
    if not isinstance(node, ALLOWED):
        yield f"l’instruction «\u00a0{type(node).__name__.lower()}\u00a0» est interdite dans un modèle"
    elif isinstance(node, (nodes.Name, nodes.Getattr)):
        name = node.name if isinstance(node, nodes.Name) else node.attr
        if name.startswith("_"):
            yield f"le nom «\u00a0{name}\u00a0» est interdit dans un modèle"
    elif isinstance(node, nodes.Getitem):
        if isinstance(node.arg, nodes.Const) and str(node.arg.value).startswith("_"):
            yield f"le nom «\u00a0{node.arg.value}\u00a0» est interdit dans un modèle"
    elif isinstance(node, nodes.Call):
        yield from _judge_call(node.node, macros)
    elif isinstance(node, nodes.Filter):
        yield from _judge_filter(node)
    elif isinstance(node, nodes.Mul) and any(
        isinstance(side, nodes.Const) and isinstance(side.value, str) for side in (node.left, node.right)
    ):
        yield "la répétition d’un texte par «\u00a0*\u00a0» est interdite dans un modèle"


def _judge_call(callee: nodes.Node, macros: set[str]) -> Iterator[str]:
    if isinstance(callee, nodes.Name) and (callee.name in CALLABLE_NAMES or callee.name in macros):
        return
    if (
        isinstance(callee, nodes.Getattr)
        and isinstance(callee.node, nodes.Name)
        and callee.node.name == "loop"
        and callee.attr in LOOP_METHODS
    ):
        return
    name = getattr(callee, "name", None) or getattr(callee, "attr", "…")
    yield f"l’appel «\u00a0{name}(…)\u00a0» est interdit dans un modèle\u00a0: employez un filtre"


def _judge_filter(node: nodes.Filter) -> Iterator[str]:
    if node.name not in BY_ATTRIBUTE:
        return
    values = [*node.args, *(keyword.value for keyword in node.kwargs)]
    for value in values:
        if not isinstance(value, nodes.Const):
            yield f"le filtre «\u00a0{node.name}\u00a0» n’accepte ici que des valeurs écrites en clair"
        elif any(piece.startswith("_") for piece in str(value.value).split(".")):
            yield f"le nom «\u00a0{value.value}\u00a0» est interdit dans un modèle"
