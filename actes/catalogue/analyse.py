"""From the text of an expression to a checked, typed, compiled term: an allow-list over Jinja's syntax tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar, get_type_hints

from jinja2 import TemplateSyntaxError, nodes

from actes.catalogue import calcul
from actes.catalogue.chemins import CheminFautif, descend, find_chemin
from actes.catalogue.genres import ERREUR, disagreement, famille, fits, is_of_model, nom, nom_de, rendered
from actes.catalogue.terme import ENTIER, FAUTE, LITERALS, OUI_NON, SIGNS, Reproche, Terme, all_paths, parse
from actes.catalogue.textes import suggestion
from actes.dossier import Champ
from actes.droit import FONCTIONS, Fonction
from actes.errors import ActesError


class Analyse:
    """Reads one expression against the names in scope; what is wrong is collected in `reproches`, all at once."""

    def __init__(self, texte: str, portee: Mapping[str, Champ]):
        self.texte, self.portee = texte, portee
        self.reproches: list[Reproche] = []

    def run(self) -> Terme:
        """The whole expression as a term; meaningless when there are reproches."""
        try:
            return self._terme(parse(self.texte))
        except TemplateSyntaxError:
            advice = "vérifiez les parenthèses, les guillemets, et ce qui entoure « and », « or », « not »"
            return self._faute(f"« {self.texte} » n'est pas bien formé", advice)
        except RecursionError:
            return self._faute("l'expression est trop profonde")

    def _faute(self, message: str, conseil: str = "") -> Terme:
        self.reproches.append(Reproche(message, conseil))
        return FAUTE

    def _terme(self, node: nodes.Node) -> Terme:
        read = self.LECTEURS.get(type(node))
        if read is None:
            word = SIGNS.get(type(node), type(node).__name__.lower())
            return self._faute(f"« {word} » n'est pas admis dans une expression", "voir docs/format-acte.md")
        return read(self, node)

    # paths

    def _path(self, node: nodes.Name | nodes.Getattr) -> Terme:
        names: list[str] = []
        base: nodes.Node = node
        while isinstance(base, nodes.Getattr):
            names.insert(0, base.attr)
            base = base.node
        try:
            if isinstance(base, nodes.Name):
                chemin = find_chemin(".".join([base.name, *names]), self.portee)
                return Terme(chemin.champ, chemin.read, (chemin,), chemin)
            owner = self._terme(base)
            if owner is FAUTE:
                return FAUTE
            champ, lit = descend(owner.champ, "(…)", names, ".".join(["(…)", *names])), owner.lit
        except CheminFautif as fault:
            return self._faute(fault.message, fault.conseil)
        for name in names:
            lit = calcul.attribute(lit, name)
        return Terme(champ, lit, owner.chemins)

    # literals

    def _literal(self, node: nodes.Const) -> Terme:
        value = Decimal(repr(node.value)) if isinstance(node.value, float) else node.value
        champ = LITERALS.get(type(value))
        if champ is None:
            return self._faute("« none » n'est pas admis", "écrivez « … is renseigne » ou « … is not renseigne »")
        return Terme(champ, calcul.constant(value), fixe=True, valeur=value)

    def _negative(self, node: nodes.Neg) -> Terme:
        operand = self._terme(node.node)
        if not operand.fixe or famille(operand.champ) != "nombre":
            return self._faute("« - » ne s'écrit que devant un nombre")
        return Terme(operand.champ, calcul.constant(-operand.valeur), fixe=True, valeur=-operand.valeur)

    def _literals(self, node: nodes.List | nodes.Tuple) -> Terme:
        items = [self._terme(item) for item in node.items]
        if not items or not all(item.fixe or item is FAUTE for item in items):
            return self._faute("une liste écrite dans une expression ne tient que des valeurs, et au moins une")
        kinds = {famille(item.champ) for item in items if item is not FAUTE}
        if len(kinds) > 1:
            return self._faute("une liste écrite dans une expression tient des valeurs d'une seule sorte")
        values = tuple(item.valeur for item in items)
        champ = Champ(genre="liste", titre="", element=items[0].champ)
        return Terme(champ, calcul.constant(values), fixe=True, valeur=values)

    # logic

    def _condition(self, node: nodes.Node) -> Terme:
        """A term that must be a yes/no."""
        terme = self._terme(node)
        self.require_condition(terme)
        return terme

    def require_condition(self, terme: Terme) -> None:
        """Blame a term used as a condition that is not a yes/no."""
        if famille(terme.champ) in ("oui_non", "erreur"):
            return
        name = terme.chemins[0].texte if terme.chemins else self.texte
        self._faute(
            f"« {name} » n'est pas un oui/non mais {nom(terme.champ)}",
            f"comparez-le, ou écrivez « {name} is renseigne »",
        )

    def _and(self, node: nodes.And) -> Terme:
        return self._combine(node, decisive=False)

    def _or(self, node: nodes.Or) -> Terme:
        return self._combine(node, decisive=True)

    def _combine(self, node: nodes.And | nodes.Or, decisive: bool) -> Terme:
        operands = [self._condition(item) for item in _flatten(node)]
        return Terme(OUI_NON, calcul.combine([o.lit for o in operands], decisive), all_paths(operands))

    def _not(self, node: nodes.Not) -> Terme:
        operand = self._condition(node.node)
        return Terme(OUI_NON, calcul.negate(operand.lit), operand.chemins)

    def _test(self, node: nodes.Test) -> Terme:
        if node.name != "renseigne" or node.args or node.kwargs:
            return self._faute(f"« is {node.name} » n'est pas admis", "le seul test est « is renseigne »")
        operand = self._terme(node.node)
        return Terme(OUI_NON, calcul.is_known(operand.lit), operand.chemins)

    def _filter(self, node: nodes.Filter) -> Terme:
        if node.name != "length" or node.args or node.kwargs or node.node is None:
            return self._faute(f"le filtre « {node.name} » n'est pas admis", "le seul filtre est « |length »")
        operand = self._terme(node.node)
        if famille(operand.champ) not in ("liste", "erreur"):
            return self._faute(f"« |length » compte les éléments d'une liste, pas {nom(operand.champ)}")
        return Terme(ENTIER, calcul.length(operand.lit), operand.chemins)

    # comparisons

    def _compare(self, node: nodes.Compare) -> Terme:
        names = [operand.op for operand in node.ops]
        termes = [self._terme(node.expr), *(self._terme(operand.expr) for operand in node.ops)]
        pairs = [self._pair(name, left, right) for name, (left, right) in zip(names, pairwise(termes), strict=True)]
        lit = pairs[0] if len(pairs) == 1 else calcul.combine(pairs, decisive=False)
        return Terme(OUI_NON, lit, all_paths(termes))

    def _pair(self, name: str, left: Terme, right: Terme) -> calcul.Lecteur:
        wanted = right.champ
        if name in ("in", "notin"):
            if famille(wanted) not in ("liste", "erreur"):
                return self._faute(f"« in » attend une liste à droite, pas {nom(wanted)}").lit
            wanted = wanted.element or ERREUR
        if problem := disagreement(left.champ, wanted, name):
            return self._faute(f"dans « {self.texte} » : {problem[0]}", problem[1]).lit
        self._check_choices(left, right.champ if name not in ("in", "notin") else wanted)
        self._check_choices(right, left.champ)
        if right.fixe:
            return calcul.compare_constant(name, left.lit, right.valeur)
        return calcul.compare(name, left.lit, right.lit)

    def _check_choices(self, literal: Terme, champ: Champ) -> None:
        """A literal compared with a `choix` must be one of its choices: a typo must not switch a mention off."""
        if not literal.fixe or not champ.choix:
            return
        values = literal.valeur if isinstance(literal.valeur, tuple) else (literal.valeur,)
        for value in values:
            if str(value) not in champ.choix:
                self._faute(f"« {value} » n'est pas un choix de ce champ", suggestion(str(value), champ.choix))

    # functions

    def _call(self, node: nodes.Call) -> Terme:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        fonction = FONCTIONS.get(name)
        if fonction is None:
            return self._faute(f"fonction inconnue « {name or '…'} »", suggestion(name, FONCTIONS))
        arguments = [self._terme(argument) for argument in node.args]
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            return self._faute(f"« {name} » : les arguments s'écrivent dans l'ordre, sans nom")
        if len(arguments) != len(fonction.parametres):
            wanted = len(fonction.parametres)
            message = f"« {name} » attend {wanted} argument{'s' if wanted > 1 else ''}, pas {len(arguments)}"
            return self._faute(message, f"{name}({', '.join(fonction.parametres)})")
        self._check_arguments(fonction, arguments)
        champ = rendered(fonction.rend)
        if FAUTE not in arguments and all(a.fixe or famille(a.champ) == "liste" for a in arguments):
            value = self._probe(fonction, arguments)
            if all(argument.fixe for argument in arguments):
                return Terme(champ, calcul.constant(value), fixe=True, valeur=value)
        lit = calcul.call(fonction.appel, [a.lit for a in arguments], [a.chemin for a in arguments])
        return Terme(champ, lit, all_paths(arguments))

    def _check_arguments(self, fonction: Fonction, arguments: list[Terme]) -> None:
        models = [hint for name, hint in get_type_hints(fonction.appel).items() if name != "return"]
        for rank, (argument, wanted, model) in enumerate(zip(arguments, fonction.parametres, models, strict=False), 1):
            if not fits(argument.champ, wanted):
                given = nom(argument.champ)
                self._faute(f"« {fonction.nom} » : l'argument {rank} doit être {nom_de(wanted)}, pas {given}")
            elif wanted == "objet" and not is_of_model(argument.champ, model):
                given = argument.chemin.texte if argument.chemin else "autre chose"
                expected = model.__name__.lower()
                self._faute(f"« {fonction.nom} » : l'argument {rank} doit être « {expected} », pas « {given} »")

    def _probe(self, fonction: Fonction, arguments: list[Terme]) -> Any:
        """Try the function on its literals and empty lists: a wrong literal is the author's error, told at load."""
        try:
            return fonction.appel(*(argument.valeur if argument.fixe else () for argument in arguments))
        except (ValueError, TypeError, ActesError) as error:
            written = ", ".join(repr(a.valeur) if a.fixe else "…" for a in arguments)
            said = error.constats[0] if isinstance(error, ActesError) else None
            message = said.message if said else str(error)
            self._faute(f"« {fonction.nom}({written}) » : {message}", said.conseil if said else "")
            return None

    LECTEURS: ClassVar[dict[type[nodes.Node], Callable[[Any, Any], Terme]]] = {
        nodes.Name: _path,
        nodes.Getattr: _path,
        nodes.Const: _literal,
        nodes.Neg: _negative,
        nodes.List: _literals,
        nodes.Tuple: _literals,
        nodes.And: _and,
        nodes.Or: _or,
        nodes.Not: _not,
        nodes.Test: _test,
        nodes.Filter: _filter,
        nodes.Compare: _compare,
        nodes.Call: _call,
    }


def _flatten(node: nodes.Node) -> list[nodes.Node]:
    """`a and b and c` as one list, whatever the nesting."""
    pieces: list[nodes.Node] = []
    for side in (node.left, node.right) if isinstance(node, (nodes.And, nodes.Or)) else ():
        pieces.extend(_flatten(side) if type(side) is type(node) else [side])
    return pieces
