"""The words that an expression prints by itself: `{{ 'a' if x else 'b' }}`, found and replaced in its own text."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

_LETTER = re.compile(r"[^\W\d_]")
_OF_CODES = frozenset({"libelle", "pays", "langue", "article", "visas"})  # what they take is no text
_BARE = Environment()  # it only reads


def printed_literals(expression: str) -> list[str]:
    """The texts with letters that an expression prints as they are."""
    return list(_printed(expression))


def with_literals(expression: str, said: Callable[[str], str]) -> str:
    """The expression with each text that it prints replaced by what `said` makes of it."""
    wanted = _printed(expression)
    if not wanted:
        return expression
    pieces = []
    for _, kind, text in _BARE.lex("{{" + expression + "}}"):
        if kind == "string" and (value := str(ast.literal_eval(text))) in wanted:
            text = "'" + said(value).replace("\\", "\\\\").replace("'", "\\'") + "'"
        pieces.append(text)
    return "".join(pieces)[2:-2]


@lru_cache(maxsize=4096)
def _printed(expression: str) -> tuple[str, ...]:
    if "'" not in expression and '"' not in expression:
        return ()
    try:
        tree = _BARE.parse("{{" + expression + "}}")
    except TemplateSyntaxError:
        return ()  # the compilation says it, with its place
    found = (text for output in tree.find_all(nodes.Output) for node in output.nodes for text in _texts(node))
    return tuple(dict.fromkeys(text for text in found if _LETTER.search(text)))


def _texts(node: nodes.Node) -> Iterator[str]:
    """The constants that may reach the page, whatever the path."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from _texts(node.expr1)
        if node.expr2 is not None:
            yield from _texts(node.expr2)
    elif isinstance(node, (nodes.Or, nodes.And)):
        yield from _texts(node.left)
        yield from _texts(node.right)
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from _texts(part)
    elif isinstance(node, nodes.Filter) and node.name not in _OF_CODES:
        if node.node is not None:
            yield from _texts(node.node)
        for argument in node.args if node.name in ("default", "d", "join") else ():
            yield from _texts(argument)
