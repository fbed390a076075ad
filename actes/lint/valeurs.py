"""Values misused: printed raw, given to the wrong filter, compared with what they cannot be; code that is forbidden."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from actes.catalogue.genres import disagreement, famille, nom, nom_de
from actes.catalogue.textes import suggestion
from actes.dossier import Champ
from actes.errors import Constat
from actes.lint.modele import Regle, Sujet
from actes.lint.noms import filters_in, read_expressions
from actes.lint.parcours import Role
from actes.lint.typage import Portee, kind
from actes.place import Repere
from actes.rendu.code import forbidden
from actes.rendu.environnement import environment
from actes.rendu.notation import written

_RAW = {  # what may not reach the page as it is, and what to write
    "oui_non": "employez le filtre oui_non, ou une condition {{% if {0} %}}…{{% endif %}}",
    "date": "écrivez {{{{ {0} | date_longue }}}}",
    "heure": "écrivez {{{{ {0} | heure }}}}",
    "duree": "écrivez {{{{ {0} | duree }}}}",
    "quantum": "écrivez {{{{ {0} | duree }}}}",
    "liste": "employez une boucle, ou le filtre liste : {{{{ {0} | liste }}}}",
    "groupe": "imprimez ses champs un à un, ou employez le filtre qui lui convient (identite, adresse…)",
}
_TAKES = {  # filter → the families that it takes
    name: frozenset(families.split())
    for names, families in (
        ("date_longue date_jour date_courte date_lettres", "date"),
        ("heure", "heure"),
        ("horaires date_heure peine adresse adresse_bloc", "groupe"),
        ("civilite accord identite nom_complet naissance", "groupe"),
        ("duree duree_chiffres", "duree quantum"),
        ("montant montant_nomme montant_lettres nombre_lettres round abs", "nombre"),
        ("peines peines_en_ligne liste", "liste"),
        ("insecable majuscule de pays langue telephone code_postal", "texte"),
        ("upper lower capitalize title trim truncate replace striptags", "texte"),
        ("oui_non", "oui_non"),
    )
    for name in names.split()
}
_GENRES = {"groupe": "objet", "nombre": "entier"}  # a genre of each family


def raw_values(sujet: Sujet) -> Iterator[Constat]:
    """A yes/no, a date, a list, a group printed as it is: the engine refuses it when it prints."""
    for ossature, expression in read_expressions(sujet):
        if expression.role is not Role.VALEUR:
            continue
        for node in _printed(expression.noeud):
            champ = kind(node, expression.portee)
            advice = _RAW.get(famille(champ)) if champ is not None else None
            if champ is not None and advice:
                yield sujet.say(
                    "valeur-brute",
                    f"« {written(node)} » est {nom(champ)} : cette valeur ne s'imprime pas telle quelle",
                    ossature.ou(expression.ligne),
                    advice.format(written(node)),
                )


def filters(sujet: Sujet) -> Iterator[Constat]:
    """A filter given what it does not take."""
    for ossature, expression in read_expressions(sujet):
        for node in filters_in(expression.noeud):
            yield from _filter(sujet, ossature.ou(expression.ligne), node, expression.portee)


def _filter(sujet: Sujet, ou: Repere, node: nodes.Filter, portee: Portee) -> Iterator[Constat]:
    champ, wanted = kind(node.node, portee), _TAKES.get(node.name)
    if champ is None or wanted is None or famille(champ) in wanted:
        return
    names = " ou ".join(sorted(nom_de(_GENRES.get(each, each)) for each in wanted))
    fitting = sorted(name for name, takes in _TAKES.items() if famille(champ) in takes)
    yield sujet.say(
        "filtre-mal-employe",
        f"le filtre « {node.name} » attend {names}, et « {written(node.node)} » est {nom(champ)}",
        ou,
        f"filtres qui conviennent : {', '.join(fitting)}" if fitting else "",
    )


def comparisons(sujet: Sujet) -> Iterator[Constat]:
    """Two types that are never equal, or a choice compared with what it cannot be."""
    for ossature, expression in read_expressions(sujet):
        found = [expression.noeud] if isinstance(expression.noeud, nodes.Compare) else []
        for node in (*found, *expression.noeud.find_all(nodes.Compare)):
            left = node.expr
            for operand in node.ops:
                for code, message, advice in _pair(left, operand.op, operand.expr, expression.portee):
                    yield sujet.say(code, message, ossature.ou(expression.ligne), advice)
                left = operand.expr


def _pair(left: nodes.Node, sign: str, right: nodes.Node, portee: Portee) -> Iterator[tuple[str, str, str]]:
    one, two = kind(left, portee), kind(right, portee)
    if sign in ("in", "notin") and isinstance(right, nodes.List | nodes.Tuple):
        for item in right.items:
            yield from _pair(left, "eq", item, portee)
        return
    if sign in ("in", "notin"):
        if two is not None and famille(two) == "liste":
            yield from _pair_of(left, one, right, two.element, "eq")
        return
    yield from _pair_of(left, one, right, two, sign)


def _pair_of(
    left: nodes.Node, one: Champ | None, right: nodes.Node, two: Champ | None, sign: str
) -> Iterator[tuple[str, str, str]]:
    if one is not None and two is not None and (problem := disagreement(one, two, sign)):
        said = f"« {written(left)} » et « {written(right)} »"
        yield "comparaison-impossible", f"{said} ne se comparent pas : {problem[0]}", problem[1]
        return
    for literal, champ in ((right, one), (left, two)):
        if not isinstance(literal, nodes.Const) or champ is None or not champ.choix:
            continue
        if str(literal.value) not in champ.choix:
            other = left if literal is right else right
            message = f"« {written(other)} » ne vaut jamais « {literal.value} »"
            yield "valeur-impossible", message, suggestion(str(literal.value), champ.choix)


def forbidden_code(sujet: Sujet) -> Iterator[Constat]:
    """What the engine refuses: calls, private names, unknown filters and tests."""
    for _, _, ossature in sujet.lus:
        for found in forbidden(ossature.arbre, environment()):
            tag = ossature.tag(found.ligne)
            if tag is not None and tag.paragraphe.fragment == sujet.docx.fragment:
                code = "filtre-inconnu" if found.message.endswith(("n’existe pas", "?")) else "code-interdit"
                yield sujet.say(code, found.message, tag.ou, "")


def _printed(node: nodes.Node) -> Iterator[nodes.Node]:
    """The expressions that reach the page: both sides of a choice, each side of « ~ »."""
    match node:
        case nodes.CondExpr():
            yield from _printed(node.expr1)
            if node.expr2:
                yield from _printed(node.expr2)
        case nodes.Concat():
            for each in node.nodes:
                yield from _printed(each)
        case _:
            yield node


REGLES: tuple[Regle, ...] = (raw_values, filters, comparisons, forbidden_code)
