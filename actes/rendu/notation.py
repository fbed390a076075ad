"""A Jinja expression written again as an author would write it, to name a condition in a message."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import nodes

_SIGNS = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"}


def written(node: nodes.Node | None) -> str:
    """The text of an expression; what has no short form is « … »."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Const():
            return f'"{node.value}"' if isinstance(node.value, str) else str(node.value)
        case nodes.Getattr():
            return f"{written(node.node)}.{node.attr}"
        case nodes.Getitem():
            return f"{written(node.node)}[{written(node.arg)}]"
        case nodes.Compare():
            return " ".join([written(node.expr), *(f"{_SIGNS[op.op]} {written(op.expr)}" for op in node.ops)])
        case nodes.And() | nodes.Or():
            word = "and" if isinstance(node, nodes.And) else "or"
            return f"{_within(node.left, word)} {word} {_within(node.right, word)}"
        case nodes.Not():
            inner = written(node.node)
            return f"not ({inner})" if isinstance(node.node, nodes.And | nodes.Or) else f"not {inner}"
        case nodes.CondExpr():
            other = f" else {written(node.expr2)}" if node.expr2 else ""
            return f"{written(node.expr1)} if {written(node.test)}{other}"
        case nodes.Concat():
            return " ~ ".join(map(written, node.nodes))
        case nodes.Tuple() | nodes.List():
            return f"[{_listed(node.items)}]"
        case nodes.Filter() | nodes.Test():
            sign = "|" if isinstance(node, nodes.Filter) else " is "
            return f"{written(node.node)}{sign}{node.name}" + (f"({_listed(node.args)})" if node.args else "")
    return "…"


def _within(node: nodes.Node, word: str) -> str:
    mixed = isinstance(node, nodes.Or) and word == "and"
    return f"({written(node)})" if mixed else written(node)


def _listed(items: Iterable[nodes.Node]) -> str:
    return ", ".join(map(written, items))
