"""Conditions of a template in French words: who or what they leave out."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import TemplateSyntaxError, nodes

from actes.catalogue.genres import famille
from actes.dossier import Champ
from actes.lint.balises import Tag
from actes.lint.typage import Portee, kind
from actes.rendu.environnement import environment
from actes.rendu.notation import written

_PEOPLE = {  # path → (for whom it is true, for whom it is false)
    "condamne.mineur": ("pour tout mineur", "pour tout majeur"),
    "condamne.incarcere": ("pour toute personne incarcérée", "pour toute personne libre"),
    "condamne.hors_ressort": ("pour qui réside hors du ressort", "pour qui réside dans le ressort"),
    "condamne.en_fuite": ("pour toute personne en fuite", "pour toute personne qui n'est pas en fuite"),
    "condamnation.recidive_legale": ("en cas de récidive légale", "sans récidive légale"),
}
_OPPOSITE = {
    "eq": "ne",
    "ne": "eq",
    "in": "notin",
    "notin": "in",
    "lt": "gteq",
    "gteq": "lt",
    "gt": "lteq",
    "lteq": "gt",
}
_SAID = {"eq": "est", "ne": "n'est pas", "in": "est l'un de", "notin": "n'est pas l'un de"}


def absence(opening: Tag, branch: Tag, noms: Mapping[str, Champ]) -> str:
    """« absente pour tout majeur »: when what stands in this branch of a condition is not printed."""
    conditions = [opening] if branch.mot == "else" else [branch]
    node = parsed(conditions[0].suite)
    if node is None:
        return "elle manquera quand la condition est fausse"
    return f"absente {said(node, branch.mot == 'else', noms)}"


def parsed(texte: str) -> nodes.Node | None:
    """The syntax of a condition; None if it has none."""
    try:
        tree = environment().parse("{% if " + texte + " %}{% endif %}")
    except TemplateSyntaxError:
        return None
    node = tree.body[0] if tree.body else None
    return node.test if isinstance(node, nodes.If) else None


def said(node: nodes.Node, vrai: bool, noms: Mapping[str, Champ]) -> str:
    """« quand « Mineur » est oui »: when this condition is true, or false."""
    match node:
        case nodes.Not():
            return said(node.node, not vrai, noms)
        case nodes.And() | nodes.Or():
            one, two = said(node.left, vrai, noms), said(node.right, vrai, noms)
            return f"{one} {'et' if isinstance(node, nodes.And) is vrai else 'ou'} {two}"
        case nodes.Compare():
            return _compared(node, vrai, noms)
        case nodes.Name() | nodes.Getattr():
            return _alone(node, vrai, noms)
    return f"quand « {written(node)} » est {'vrai' if vrai else 'faux'}"


def _alone(node: nodes.Node, vrai: bool, noms: Mapping[str, Champ]) -> str:
    path = written(node)
    if path in _PEOPLE:
        return _PEOPLE[path][0 if vrai else 1]
    champ = kind(node, Portee(noms))
    if champ is not None and famille(champ) == "oui_non":
        return f"quand « {_title(node, noms)} » {'est oui' if vrai else 'est non'}"
    return f"quand « {_title(node, noms)} » {'est' if vrai else 'n’est pas'} renseigné"


def _compared(node: nodes.Compare, vrai: bool, noms: Mapping[str, Champ]) -> str:
    sign = node.ops[0].op if vrai else _OPPOSITE[node.ops[0].op]
    if len(node.ops) > 1 or sign not in _SAID:
        return f"quand « {written(node)} » est {'vrai' if vrai else 'faux'}"
    value = node.ops[0].expr
    items = value.items if isinstance(value, nodes.List | nodes.Tuple) else [value]
    words = ", ".join(
        f"« {item.value} »" if isinstance(item, nodes.Const) else f"« {written(item)} »" for item in items
    )
    if written(node.expr) == "acte.exemplaire":
        return f"dans l'exemplaire {words}" if sign in ("eq", "in") else f"hors de l'exemplaire {words}"
    return f"quand « {_title(node.expr, noms)} » {_SAID[sign]} {words}"


def _title(node: nodes.Node, noms: Mapping[str, Champ]) -> str:
    champ = kind(node, Portee(noms))
    return champ.titre.rstrip(" ?\u00a0") if champ is not None and champ.titre else written(node)
