"""The names that tags read: unknown ones, loop variables used outside, loops over what is no list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jinja2 import nodes

from actes.catalogue.genres import famille, nom
from actes.catalogue.textes import suggestion
from actes.dossier import Champ
from actes.errors import Constat, Gravite
from actes.lint.balises import Tag
from actes.lint.modele import Regle, Sujet
from actes.lint.ossature import UNREADABLE, Ossature
from actes.lint.parcours import Expression, Role, expressions
from actes.lint.typage import Portee, kind
from actes.place import Place
from actes.rendu.notation import written

_MESSAGE = "le modèle lit un chemin inconnu « {} »"
_GIVEN = frozenset({"marques", "loop", "caller", "varargs", "kwargs", "range", "namespace", UNREADABLE})
_LISTS_ONLY = frozenset({"join", "first", "last", "sum", "sort", "unique", "map", "select", "reject", "selectattr"})
_LISTS_ONLY |= {"rejectattr", "groupby", "length", "count", "list", "reverse", "max", "min"}


def read_expressions(sujet: Sujet) -> list[tuple[Ossature, Expression]]:
    """Every expression of a template that stands in the template itself."""
    return [
        (ossature, expression)
        for ossature, expression in _read(sujet)
        if (tag := ossature.tag(expression.ligne)) is not None and tag.paragraphe.fragment == sujet.docx.fragment
    ]


def _read(sujet: Sujet) -> list[tuple[Ossature, Expression]]:
    """Every expression, those of the fragments included, where the template calls them."""
    if "expressions" not in sujet.notes:
        portee = Portee(sujet.noms)
        sujet.notes["expressions"] = [
            (ossature, each) for _, _, ossature in sujet.lus for each in expressions(ossature.arbre.body, portee)
        ]
    found: list[tuple[Ossature, Expression]] = sujet.notes["expressions"]
    return found


def unknown_names(sujet: Sujet) -> Iterator[Constat]:
    """Names and fields that no model declares, each at every place where it is read.

    In a fragment, a name may be one that the template gives it: only a template can tell, and does.
    """
    if not sujet.noms:
        return
    variables = {name for _, _, ossature in sujet.lus for name in _loop_variables(ossature)}
    lost = _lost_variables(sujet)
    for ossature, expression in _read(sujet):
        tag = ossature.tag(expression.ligne)
        said: set[str] = set()
        for path in _paths(expression.noeud):
            fault = _unknown(path, expression.portee)
            head = written(path).split(".")[0]
            if tag is None or fault is None or fault[0] in said or head in lost:
                continue
            if fault[0] == head and ossature.sans_boucle:  # the variable of a loop whose beginning is gone
                continue
            said.add(fault[0])
            if tag.paragraphe.fragment != sujet.docx.fragment:
                if fault[0] == head:
                    yield _in_fragment(sujet, tag, fault)
            elif head in variables and expression.portee[head] is None:
                yield _outside(sujet, tag, head)
            elif not (sujet.est_fragment and fault[0] == head):
                yield _plain(sujet, tag, fault, sure=sujet.acte is not None or fault[0] != head)


def _plain(sujet: Sujet, tag: Tag, fault: tuple[str, str], *, sure: bool) -> Constat:
    """A name of the template itself; in a file of no act, a sum of some act to come may be meant."""
    gravite = None if sure else Gravite.AVERTISSEMENT
    return sujet.say("chemin-inconnu", _MESSAGE.format(fault[0]), tag.ou, fault[1], gravite)


def _outside(sujet: Sujet, tag: Tag, head: str) -> Constat:
    return sujet.say(
        "variable-hors-boucle",
        f"« {head} » n'existe que dans sa boucle « for {head} in … », et il est lu en dehors",
        tag.ou,
        "déplacez cette balise dans la boucle, ou lisez un chemin du dossier",
    )


def _in_fragment(sujet: Sujet, tag: Tag, fault: tuple[str, str]) -> Constat:
    """A name that a fragment reads and that its template does not give: told with the file of the fragment."""
    nom = tag.paragraphe.fragment
    found = sujet.say("chemin-inconnu", _MESSAGE.format(fault[0]), tag.ou, fault[1])
    return replace(found, place=Place(sujet.fragments.chemins.get(nom, f"{nom}.docx")), acte=None)


def _lost_variables(sujet: Sujet) -> set[str]:
    """The variables of loops that could not be put together: nothing is known of them."""
    gone = (tag for _, structure, _ in sujet.lus for tag in structure.ecartes if tag.mot == "for")
    found = (re.match(r"\s*([a-z_]\w*)", tag.suite) for tag in gone)
    return {match[1] for match in found if match}


def _loop_variables(ossature: Ossature) -> Iterator[str]:
    for loop in ossature.arbre.find_all(nodes.For):
        targets = (loop.target, *loop.target.find_all(nodes.Name))
        yield from (name.name for name in targets if isinstance(name, nodes.Name))


def _paths(node: nodes.Node) -> Iterator[nodes.Node]:
    """The longest plain paths of an expression."""
    if isinstance(node, nodes.Name) or (isinstance(node, nodes.Getattr) and _is_plain(node)):
        if "._" not in f".{written(node)}":  # forbidden, and told as such
            yield node
        return
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        yield from _paths(node.node.node)
        return
    for child in node.iter_child_nodes():
        yield from _paths(child)


def _is_plain(node: nodes.Node) -> bool:
    while isinstance(node, nodes.Getattr):
        node = node.node
    return isinstance(node, nodes.Name)


def _unknown(path: nodes.Node, portee: Portee) -> tuple[str, str] | None:
    """The path up to its first unknown step, and the nearest known one; None when it exists."""
    steps: list[str] = []
    while isinstance(path, nodes.Getattr):
        steps.insert(0, path.attr)
        path = path.node
    assert isinstance(path, nodes.Name)
    if path.name in _GIVEN and path.name not in portee.boucles:
        return None
    known = {**portee.noms, **portee.boucles}
    champ: Champ | None = known.get(path.name)
    walked = path.name
    if champ is None:
        return walked, suggestion(walked, known)
    for step in steps:
        if champ is None or champ.genre == "erreur":
            return None
        walked += f".{step}"
        if famille(champ) == "liste":
            return walked, f"« {walked.rpartition('.')[0]} » est une liste : parcourez-la par {{% for x in … %}}"
        following = champ.enfants.get(step)
        if following is None:
            simple = f"ce n'est pas un groupe de champs, mais {nom(champ)}"
            return walked, suggestion(step, champ.enfants) if champ.enfants else simple
        champ = following
    return None


def loops_over_lists(sujet: Sujet) -> Iterator[Constat]:
    """`{% for %}` over what is no list, and filters of lists on something else."""
    for ossature, expression in read_expressions(sujet):
        if expression.role is Role.BOUCLE:
            champ = kind(expression.noeud, expression.portee)
            if champ is not None and famille(champ) != "liste":
                yield sujet.say(
                    "boucle-sans-liste",
                    f"« {written(expression.noeud)} » n'est pas une liste mais {nom(champ)} : il ne se parcourt pas",
                    ossature.ou(expression.ligne),
                    "parcourez une liste, ou imprimez cette valeur directement",
                )
        for node in filters_in(expression.noeud):
            champ = kind(node.node, expression.portee)
            if champ is not None and node.name in _LISTS_ONLY and famille(champ) != "liste":
                yield sujet.say(
                    "filtre-mal-employe",
                    f"le filtre « {node.name} » attend une liste, et « {written(node.node)} » est {nom(champ)}",
                    ossature.ou(expression.ligne),
                    "retirez ce filtre, ou donnez-lui une liste",
                )


def filters_in(node: nodes.Node) -> Iterator[nodes.Filter]:
    """The filters of an expression."""
    if isinstance(node, nodes.Filter):
        yield node
    yield from node.find_all(nodes.Filter)


REGLES: tuple[Regle, ...] = (unknown_names, loops_over_lists)
