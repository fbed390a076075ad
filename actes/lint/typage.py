"""What a template's expressions are: the type of each, read off the vocabulary; None where nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jinja2 import nodes

from actes.catalogue.genres import famille
from actes.dossier import Champ

TEXTE, OUI_NON, ENTIER, INCONNU = (Champ(genre=genre, titre="") for genre in ("texte", "oui_non", "entier", "erreur"))
_CONSTANTS: dict[type, Champ] = {bool: OUI_NON, int: ENTIER, str: TEXTE, float: Champ(genre="montant", titre="")}
_CONSTANTS[Decimal] = _CONSTANTS[float]
_LOOP = Champ(
    genre="objet",
    titre="loop",
    enfants=dict.fromkeys(("index", "index0", "revindex", "revindex0", "length", "depth", "depth0"), ENTIER)
    | dict.fromkeys(("first", "last"), OUI_NON)
    | dict.fromkeys(("previtem", "nextitem", "cycle", "changed"), INCONNU),
)
_SAME = frozenset(
    {"default", "d", "e", "escape", "list", "sort", "unique", "reverse", "select", "reject", "selectattr"}
)
_SAME |= {"rejectattr"}
_NUMBERS = frozenset({"length", "count", "int", "wordcount", "sum", "round", "abs", "float"})
_UNSURE = frozenset({"map", "groupby", "items", "dictsort", "max", "min"})


@dataclass(frozen=True, slots=True)
class Portee:
    """The names in scope: those of the dossier and of the act, those of the loops above, those that `set` gives."""

    noms: Mapping[str, Champ]
    boucles: Mapping[str, Champ] = field(default_factory=dict)
    chemins: Mapping[str, str] = field(default_factory=dict)  # of a loop variable: « condamnation.peines[] »

    def __getitem__(self, nom: str) -> Champ | None:
        return self.boucles.get(nom) or self.noms.get(nom)

    def naming(self, target: nodes.Node, champ: Champ | None, chemin: str = "") -> Portee:
        """The scope where the names of `target` are given."""
        names = [target.name] if isinstance(target, nodes.Name) else [n.name for n in target.find_all(nodes.Name)]
        given = champ if champ is not None and isinstance(target, nodes.Name) else INCONNU
        paths = dict.fromkeys(names, chemin) if isinstance(target, nodes.Name) else dict.fromkeys(names, "")
        return Portee(self.noms, {**self.boucles, **dict.fromkeys(names, given)}, {**self.chemins, **paths})

    def forgetting(self, node: nodes.Node) -> Portee:
        """The scope after a block whose branches may give names: nothing is known of them."""
        targets = [given.target for given in node.find_all(nodes.Assign)]
        targets += [given.target for given in node.find_all(nodes.AssignBlock)]
        found = self
        for target in targets:
            found = found.naming(target, None)
        return found

    def looping(self, node: nodes.For) -> Portee:
        """The scope inside a loop."""
        liste = kind(node.iter, self)
        chemin = dotted(node.iter, self)
        inner = self.naming(node.target, liste.element if liste else None, f"{chemin}[]" if chemin else "")
        return inner.naming(nodes.Name("loop", "load"), _LOOP)


def kind(node: nodes.Node | None, portee: Portee) -> Champ | None:
    """The type of an expression; None when it is not known, or does not exist."""
    match node:
        case nodes.Name():
            return _sure(portee[node.name])
        case nodes.Getattr():
            owner = kind(node.node, portee)
            return _sure(owner.enfants.get(node.attr)) if owner else None
        case nodes.Getitem():
            owner = kind(node.node, portee)
            return _sure(owner.element) if owner and famille(owner) == "liste" and _is_rank(node.arg) else None
        case nodes.Const():
            return _CONSTANTS.get(type(node.value))
        case nodes.Compare() | nodes.Not() | nodes.Test():
            return OUI_NON
        case nodes.And() | nodes.Or() | nodes.CondExpr():
            one, two = _sides(node)
            first, second = kind(one, portee), kind(two, portee)
            return first if first and second and famille(first) == famille(second) else None
        case nodes.Concat():
            return TEXTE
        case nodes.Filter():
            return _filtered(node, portee)
    return None


def dotted(node: nodes.Node | None, portee: Portee) -> str:
    """« condamnation.peines[].type »: the canonical path of an expression; « » when it is not a plain path."""
    if isinstance(node, nodes.Name):
        return portee.chemins.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        owner = dotted(node.node, portee)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def children(node: nodes.Node) -> Iterator[nodes.Node]:
    """The nodes right below this one."""
    yield from node.iter_child_nodes()


def _sure(champ: Champ | None) -> Champ | None:
    return None if champ is None or champ.genre == "erreur" else champ


def _is_rank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, int)


def _sides(node: nodes.And | nodes.Or | nodes.CondExpr) -> tuple[nodes.Node, nodes.Node | None]:
    return (node.expr1, node.expr2) if isinstance(node, nodes.CondExpr) else (node.left, node.right)


def _filtered(node: nodes.Filter, portee: Portee) -> Champ | None:
    inner = kind(node.node, portee)
    if node.name in _SAME:
        return inner
    if node.name in ("first", "last"):
        return _sure(inner.element) if inner else None
    if node.name in _NUMBERS:
        return ENTIER
    return None if node.name in _UNSURE else TEXTE
