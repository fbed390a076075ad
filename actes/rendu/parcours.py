"""The walk over the syntax of a template that notes each value it prints, each path it asks, each turn of its loops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from actes.rendu.ancrage import ANCRE
from actes.rendu.branches import is_blank_choice
from actes.rendu.filtres import FILTRES
from actes.rendu.impression import mark_of
from actes.rendu.notation import written

SOURCE, ASKED, LIST, TURN = "_source", "_asked", "_list", "_turn"  # filters of the instrumented environment only
_TEXT_LIMIT = re.compile(r"<w:t(?:\s[^>]*)?>|</w:t>")
_GIVEN = frozenset({"marques", "loop", "range", "namespace"})


@dataclass(frozen=True, slots=True)
class Tour:
    """In a path, the element of a list at the present turn of the loop of that rank."""

    boucle: int


Chemin = tuple[str | int | Tour, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A place of the template where something of the dossier is printed, asked or walked over."""

    expression: str
    chemins: tuple[Chemin, ...]
    ancre: int | None = None  # the number of its paragraph
    mention: str = ""
    blanc: bool = False  # what a draft shows in the place of a mention that lacks something


@dataclass(frozen=True, slots=True)
class _Noms:
    """What the names given by `set`, `with` and `for` stand for; None: no plain path."""

    alias: Mapping[str, Chemin | None] = field(default_factory=dict)

    def naming(self, target: nodes.Node, chemin: Chemin | None) -> _Noms:
        names = [target] if isinstance(target, nodes.Name) else list(target.find_all(nodes.Name))
        value = chemin if isinstance(target, nodes.Name) else None
        return _Noms({**self.alias, **{name.name: value for name in names}})

    def chemin(self, node: nodes.Node) -> Chemin | None:
        """The path that an expression is, if it is one."""
        if isinstance(node, nodes.Name):
            return self.alias.get(node.name, (node.name,))
        if isinstance(node, nodes.Getattr):
            inner = self.chemin(node.node)
            return (*inner, node.attr) if inner else None
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            inner = self.chemin(node.node)
            return (*inner, node.arg.value) if inner else None
        return None

    def chemins(self, node: nodes.Node) -> tuple[Chemin, ...]:
        """The longest paths read anywhere in an expression, once each."""
        return tuple(dict.fromkeys(path for path in self._within(node) if path[0] not in _GIVEN))

    def _within(self, node: nodes.Node) -> Iterator[Chemin]:
        if chemin := self.chemin(node):
            yield chemin
        elif isinstance(node, nodes.Filter) and node.node is not None and (base := self.chemin(node.node)):
            parts = FILTRES[node.name].imprime if node.name in FILTRES else None
            yield from ((*base, *part.split(".")) for part in parts or ()) if parts else (base,)
            for argument in node.args:
                yield from self._within(argument)
        else:
            for child in node.iter_child_nodes():
                yield from self._within(child)


class Parcours:
    """Instruments the parts of one template, in the order of the document; `points` grows."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self._in_text = False  # inside a w:t: what is printed there is read on the page
        self._ancre: int | None = None
        self._mention = ""

    def instrument(self, tree: nodes.Template) -> None:
        """Change the tree so that each print, question and turn passes through our filters, with its rank."""
        self._in_text, self._ancre, self._mention = False, None, ""
        self._body(tree.body, _Noms())

    def _body(self, body: Iterable[nodes.Node], noms: _Noms) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                self._output(node, noms)
            elif isinstance(node, nodes.If):
                self._condition(node, noms)
                for assign in node.find_all(nodes.Assign):  # given in one branch only
                    noms = noms.naming(assign.target, None)
            elif isinstance(node, nodes.For):
                self._loop(node, noms)
            elif isinstance(node, nodes.Assign):
                noms = noms.naming(node.target, noms.chemin(node.node))
            elif isinstance(node, nodes.With):
                inner = noms
                for target, value in zip(node.targets, node.values, strict=True):
                    inner = inner.naming(target, noms.chemin(value))
                self._body(node.body, inner)
            elif isinstance(node, nodes.Scope):
                self._body(node.body, noms)

    def _output(self, node: nodes.Output, noms: _Noms) -> None:
        for rank, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                self._follow(child.data)
            elif self._in_text:
                blank = isinstance(child, nodes.Getattr) and child.attr == "lacune"
                written_here = "" if blank else written(child)
                node.nodes[rank] = self._through(child, SOURCE, written_here, noms.chemins(child), blank)

    def _condition(self, node: nodes.If, noms: _Noms) -> None:
        mention = mark_of(node)
        if mention and not is_blank_choice(node):
            self._mention = mention
        elif not mention:
            for asked in (node, *node.elif_):
                asked.test = self._through(asked.test, ASKED, written(asked.test), noms.chemins(asked.test))
        for branch in (node.body, *(other.body for other in node.elif_), node.else_):
            self._body(branch, noms)
        if mention and not is_blank_choice(node):
            self._mention = ""

    def _loop(self, node: nodes.For, noms: _Noms) -> None:
        base: nodes.Node = node.iter
        above: nodes.Filter | None = None
        while isinstance(base, nodes.Filter) and base.node is not None:
            above = base
            base = base.node
        liste = noms.chemin(base)
        rank = len(self.points)
        wrapped = self._through(base, LIST, written(node.iter), (liste,) if liste else ())
        if above is None:
            node.iter = wrapped
        else:
            above.node = wrapped
        inner = noms.naming(node.target, (*liste, Tour(rank)) if liste else None)
        self._body(node.body, inner)
        self._body(node.else_, noms)
        if isinstance(node.target, nodes.Name):
            element = nodes.Name(node.target.name, "load", lineno=node.lineno)
            turn = nodes.Filter(element, TURN, [nodes.Const(rank)], [], None, None, lineno=node.lineno)
            node.body.insert(0, nodes.Output([turn], lineno=node.lineno))

    def _through(
        self, node: nodes.Node, name: str, expression: str, chemins: tuple[Chemin, ...], blank: bool = False
    ) -> nodes.Filter:
        """The same value, seen on its way by one of our filters."""
        assert isinstance(node, nodes.Expr)
        rank = nodes.Const(len(self.points), lineno=node.lineno)
        self.points.append(Point(expression, chemins, self._ancre, self._mention, blank))
        return nodes.Filter(node, name, [rank], [], None, None, lineno=node.lineno)

    def _follow(self, data: str) -> None:
        """Note, at the end of a piece of XML, whether one is inside a text, and in which paragraph."""
        for found in ANCRE.finditer(data):
            self._ancre = int(found[1])
        for limit in _TEXT_LIMIT.finditer(data):
            if not limit[0].endswith("/>"):
                self._in_text = limit[0] != "</w:t>"
