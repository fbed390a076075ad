"""What a template is bound to print: the paths output on every control path inside each mark, read off its syntax."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from actes.rendu.compiled import paragraph_at, tree_of
from actes.rendu.filtres import FILTRES
from actes.rendu.source import Partie

Chemin = tuple[str, ...]


ELEMENT = "[]"  # the step from a list to one of its elements
UNKNOWN: Chemin = ("?",)  # a name whose value is not a plain path


@dataclass(frozen=True, slots=True)
class Boucle:
    """A loop above a mark: the list it runs over (None: not a plain path), and whether it takes all of it in order."""

    liste: Chemin | None
    entiere: bool


@dataclass(frozen=True, slots=True)
class MarqueLue:
    """One mark of a template: what it always prints, the loops above it, and where it stands."""

    mention: str
    imprime: frozenset[Chemin]  # printed on every control path
    lit: frozenset[Chemin]  # read on one of them at least
    boucles: tuple[Boucle, ...]
    partie: str
    ligne: int
    extrait: str


@dataclass(slots=True)
class Analyse:
    """The marks of a template, and the conditions that have a mark in only some of their branches."""

    marques: list[MarqueLue] = field(default_factory=list)
    sous_condition: list[MarqueLue] = field(default_factory=list)  # a branch exists where the mark is not
    lus: list[tuple[Chemin, str, int]] = field(default_factory=list)  # every path read: (path, part, paragraph)


def analyse(parties: Iterable[Partie]) -> Analyse:
    """Read the marks of a prepared template. Source: conception §5, « The mark is the condition »."""
    result = Analyse()
    for partie in parties:
        if partie.dynamique:
            _Walk(partie, result).body(tree_of(partie.texte).body, _Scope())
    return result


def chemin_de(node: nodes.Node, alias: Mapping[str, Chemin]) -> Chemin | None:
    """`a.b.c` as ("a", "b", "c"), names given by `set`, `with` and `for` followed; None when it is not a plain path."""
    if isinstance(node, nodes.Name):
        return alias.get(node.name, (node.name,))
    if isinstance(node, nodes.Getattr):
        inner = chemin_de(node.node, alias)
        return (*inner, node.attr) if inner else None
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        inner = chemin_de(node.node, alias)
        step = node.arg.value if isinstance(node.arg.value, str) else ELEMENT
        return (*inner, step) if inner else None
    return None


@dataclass(frozen=True, slots=True)
class _Scope:
    alias: Mapping[str, Chemin] = field(default_factory=dict)
    boucles: tuple[Boucle, ...] = ()

    def naming(self, target: nodes.Node, chemin: Chemin | None) -> _Scope:
        names = [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)
        value = chemin if chemin and isinstance(target, nodes.Name) else UNKNOWN
        return _Scope({**self.alias, **{name.name: value for name in names}}, self.boucles)


def mark_of(node: nodes.If) -> str | None:
    """The mention of the condition that `prepare_modele` wrote around a mark, if this is one."""
    test = node.test
    if isinstance(test, nodes.Getitem) and isinstance(test.arg, nodes.Getattr):
        test = test.node
    if (
        isinstance(test, nodes.Getitem)
        and isinstance(test.node, nodes.Name)
        and test.node.name == "marques"
        and isinstance(test.arg, nodes.Const)
    ):
        return str(test.arg.value)
    return None


def _is_blank_choice(node: nodes.If) -> bool:
    """The draft's « {% if marques[…].lacune %} blank {% else %} content {% endif %} »: only the content counts."""
    test = node.test
    while isinstance(test, (nodes.Getattr, nodes.Getitem)):
        if isinstance(test, nodes.Getattr) and test.attr == "lacune":
            return True
        test = test.node
    return False


class _Walk:
    """Follows the control paths of one part."""

    def __init__(self, partie: Partie, result: Analyse):
        self.partie, self.result = partie, result

    def body(self, body: Iterable[nodes.Node], scope: _Scope) -> frozenset[Chemin]:
        """The paths that these nodes print whatever happens; marks met on the way are recorded."""
        printed: set[Chemin] = set()
        for node in body:
            if isinstance(node, nodes.Output):
                for child in node.nodes:
                    printed |= self.printed(child, scope)
            elif isinstance(node, nodes.If):
                printed |= self.condition(node, scope)
                for assign in node.find_all(nodes.Assign):  # given in one branch only: nothing is known of it after
                    scope = scope.naming(assign.target, None)
            elif isinstance(node, nodes.For):
                printed |= self.loop(node, scope)
            elif isinstance(node, nodes.Assign):
                self.read(node.node, scope)
                scope = scope.naming(node.target, chemin_de(node.node, scope.alias))
            elif isinstance(node, nodes.With):
                inner = scope
                for target, value in zip(node.targets, node.values, strict=True):
                    self.read(value, scope)
                    inner = inner.naming(target, chemin_de(value, scope.alias))
                printed |= self.body(node.body, inner)
            elif isinstance(node, nodes.Scope):
                printed |= self.body(node.body, scope)
        return frozenset(printed)

    def condition(self, node: nodes.If, scope: _Scope) -> frozenset[Chemin]:
        if _is_blank_choice(node):
            return self.body(node.else_, scope)
        if mention := mark_of(node):
            before = len(self.result.lus)
            printed = self.body(node.body, scope)
            self.result.marques.append(
                MarqueLue(
                    mention,
                    printed,
                    frozenset(path for path, _, _ in self.result.lus[before:]),
                    scope.boucles,
                    self.partie.nom,
                    max(node.lineno - 1, 1),
                    paragraph_at(self.partie.texte, node.lineno),
                )
            )
            return frozenset()  # a mark is itself conditional: what it prints is proved for it alone
        self.read(node.test, scope)
        for other in node.elif_:
            self.read(other.test, scope)
        branches: list[list[nodes.Node]] = [node.body, *(other.body for other in node.elif_), node.else_]
        outputs: list[frozenset[Chemin]] = []
        counts: list[list[MarqueLue]] = []
        for branch in branches:
            known = len(self.result.marques)
            outputs.append(self.body(branch, scope))
            counts.append(self.result.marques[known:])
        everywhere = set.intersection(*({mark.mention for mark in marks} for marks in counts))
        self.result.sous_condition += [m for marks in counts for m in marks if m.mention not in everywhere]
        return frozenset.intersection(*outputs)

    def loop(self, node: nodes.For, scope: _Scope) -> frozenset[Chemin]:
        liste = chemin_de(node.iter, scope.alias)
        self.read(node.iter, scope)
        element = (*liste, ELEMENT) if liste else None
        boucle = Boucle(liste, liste is not None and node.test is None and not node.recursive)
        inner = _Scope(scope.naming(node.target, element).alias, (*scope.boucles, boucle))
        if node.test:
            self.read(node.test, inner)
        printed = self.body(node.body, inner)
        self.body(node.else_, scope)
        if liste is None or not boucle.entiere:
            return frozenset()
        return frozenset({liste} if any(path[: len(liste) + 1] == element for path in printed) else ())

    def printed(self, node: nodes.Node, scope: _Scope) -> set[Chemin]:
        """The paths that an expression prints for sure."""
        self.read(node, scope)
        return set(_printed(node, scope.alias))

    def read(self, node: nodes.Node, scope: _Scope) -> None:
        """Record every path that an expression reads."""
        line = max(node.lineno - 1, 1)
        self.result.lus += [(path, self.partie.nom, line) for path in _paths_in(node, scope.alias)]


def _printed(node: nodes.Node, alias: Mapping[str, Chemin]) -> Iterator[Chemin]:
    if chemin := chemin_de(node, alias):
        yield chemin
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from _printed(part, alias)
    elif isinstance(node, nodes.CondExpr):
        then, other = set(_printed(node.expr1, alias)), set(_printed(node.expr2, alias) if node.expr2 else ())
        yield from then & other
    elif isinstance(node, nodes.Filter) and node.node is not None and _is_faithful(node):
        subpaths = FILTRES[node.name].imprime if node.name in FILTRES else None
        for chemin in _printed(node.node, alias):
            yield from ((*chemin, *sub.split(".")) for sub in subpaths) if subpaths is not None else (chemin,)


# Built-in filters that print their whole input; ours say what they print (`imprime`), any other proves nothing.
FAITHFUL = frozenset(
    {"upper", "lower", "capitalize", "title", "trim", "string", "e", "escape", "forceescape", "join", "list"}
)


def _is_faithful(node: nodes.Filter) -> bool:
    fixed = all(isinstance(argument, nodes.Const) for argument in node.args)
    return node.name in FAITHFUL or node.name in FILTRES or (node.name == "replace" and fixed)


def _paths_in(node: nodes.Node, alias: Mapping[str, Chemin]) -> list[Chemin]:
    """The longest plain paths read anywhere in an expression."""
    if chemin := chemin_de(node, alias):
        return [chemin]
    return [path for child in node.iter_child_nodes() for path in _paths_in(child, alias)]
