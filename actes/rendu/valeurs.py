"""What a template prints of a dossier: each path that reaches the page, and the filters on its way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from actes.rendu.compiled import tree_of
from actes.rendu.impression import Analyse, Chemin, _Scope, _Walk, chemin_de
from actes.rendu.source import Partie


@dataclass(frozen=True, slots=True)
class Valeur:
    """A value printed: its path (None: a text written in the template), the filters it goes through, in their order."""

    chemin: Chemin | None
    constante: str
    filtres: tuple[str, ...]
    partie: str
    ligne: int


def printed_values(parties: Iterable[Partie]) -> list[Valeur]:
    """Every value that a prepared template may print, once each."""
    found: dict[Valeur, None] = {}
    for partie in parties:
        if partie.dynamique:
            walk = _Values(partie, Analyse())
            walk.body(tree_of(partie.texte).body, _Scope())
            found |= dict.fromkeys(walk.found)
    return list(found)


class _Values(_Walk):
    """Follows the control paths of one part, noting what is printed."""

    def __init__(self, partie: Partie, result: Analyse):
        super().__init__(partie, result)
        self.found: list[Valeur] = []

    def printed(self, node: nodes.Node, scope: _Scope) -> set[Chemin]:
        """Note the values of one expression."""
        line = max(node.lineno - 1, 1)
        for chemin, constante, filtres in _outputs(node, scope.alias, ()):
            self.found.append(Valeur(chemin, constante, filtres, self.partie.nom, line))
        return super().printed(node, scope)


def _outputs(
    node: nodes.Node, alias: Mapping[str, Chemin], filtres: tuple[str, ...]
) -> Iterator[tuple[Chemin | None, str, tuple[str, ...]]]:
    """(path, constant, filters) of all that an expression may print, whatever the path taken."""
    if chemin := chemin_de(node, alias):
        yield chemin, "", filtres
    elif isinstance(node, nodes.Const):
        if isinstance(node.value, str):
            yield None, node.value, filtres
    elif isinstance(node, nodes.Filter):
        if node.node is not None:
            yield from _outputs(node.node, alias, (node.name, *filtres))
        for argument in node.args if node.name in ("default", "d") else ():
            yield from _outputs(argument, alias, filtres)
    else:
        for part in _parts(node):
            yield from _outputs(part, alias, filtres)


def _parts(node: nodes.Node) -> Iterable[nodes.Node]:
    if isinstance(node, nodes.CondExpr):
        return [part for part in (node.expr1, node.expr2) if part is not None]
    if isinstance(node, (nodes.Or, nodes.And)):
        return [node.left, node.right]
    return node.nodes if isinstance(node, nodes.Concat) else []
