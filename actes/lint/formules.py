"""From the conditions of templates and of acte.yaml to formulas: each path a variable, with the values it may take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jinja2 import nodes

from actes.catalogue.acte import Calcul
from actes.catalogue.genres import famille
from actes.catalogue.terme import parse
from actes.dossier import Champ
from actes.lint.logique import ABSENT, AUTRE, PRESENT, Atome, Compose, Formule, Valeur, et, non, ou
from actes.lint.typage import Portee, dotted, kind

_ALWAYS = frozenset({"acte.exemplaire", "acte.date", "acte.id", "acte.titre", "acte.emetteur", "dossier"})
_NUMERIC: dict[str, Callable[[Valeur, Valeur], bool]] = {
    "lt": lambda a, b: a < b, "lteq": lambda a, b: a <= b, "gt": lambda a, b: a > b, "gteq": lambda a, b: a >= b,
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b,
}  # fmt: skip
_MIRROR = {"lt": "gt", "gt": "lt", "lteq": "gteq", "gteq": "lteq", "eq": "eq", "ne": "ne"}


@dataclass(slots=True)
class Variable:
    """What a path may be: its type, and the values that some condition compares it with."""

    champ: Champ | None
    constantes: set[Valeur] = field(default_factory=set)


class Traduction:
    """Turns expressions into formulas. `calculs` are the sums that can be written out in the place of their names."""

    def __init__(self, calculs: Mapping[str, Calcul]):
        self.calculs = calculs
        self.variables: dict[str, Variable] = {}

    def domain(self, name: str) -> Sequence[Valeur]:
        """The values to try for a variable."""
        known = self.variables[name]
        values = _values(known)
        return values if name in _ALWAYS and ABSENT not in known.constantes else [*values, ABSENT]

    def condition(self, node: nodes.Node, portee: Portee, *, acte: bool) -> Formule:
        """A condition of a template (what is absent is false), or of acte.yaml (what is absent is unknown)."""
        match node:
            case nodes.Const():
                return bool(node.value)
            case nodes.Not():
                return non(self.condition(node.node, portee, acte=acte))
            case nodes.And():
                return et(*(self.condition(side, portee, acte=acte) for side in (node.left, node.right)))
            case nodes.Or():
                return ou(*(self.condition(side, portee, acte=acte) for side in (node.left, node.right)))
            case nodes.Compare():
                return self._compare(node, portee, acte)
            case nodes.Test() if node.name in ("renseigne", "defined", "none") and not node.args:
                present = self._known(node.node, portee)
                return non(present) if node.name == "none" else present
            case nodes.Name() | nodes.Getattr():
                return self._path(node, portee, acte)
            case nodes.Filter() if node.name in ("length", "count"):
                return self._path(node.node, portee, acte) if node.node else True
        return self._opaque(repr(node), acte)

    def present(self, texte: str, champ: Champ | None) -> Formule:
        """That a path of acte.yaml is given."""
        return self._atom(texte, champ, lambda value: value != ABSENT)

    def is_one_of(self, texte: str, champ: Champ | None, valeurs: Sequence[str]) -> Formule:
        """That a path is one of these texts."""
        self._variable(texte, champ).constantes.update(valeurs)
        return Atome(texte, lambda value: value in valeurs, f"{texte} in {valeurs}")

    def _path(self, node: nodes.Node, portee: Portee, acte: bool) -> Formule:
        text = dotted(node, portee)
        if not text:
            return self._opaque(repr(node), acte)
        if text in self.calculs and isinstance(node, nodes.Name):
            inner = self._written_out(text, portee)
            if inner is not None:
                return inner if acte else Compose("vrai", (inner,))
        return self._atom(text, kind(node, portee), _truth(acte))

    def _written_out(self, name: str, portee: Portee) -> Formule | None:
        calcul = self.calculs[name]
        if famille(calcul.expression.champ) != "oui_non":
            return None
        return self.condition(parse(calcul.expression.texte), Portee(portee.noms), acte=True)

    def _known(self, node: nodes.Node, portee: Portee) -> Formule:
        text = dotted(node, portee)
        if text in self.calculs and (inner := self._written_out(text, portee)) is not None:
            return Compose("connu", (inner,))
        if not text:
            return self._atom(repr(node), None, lambda value: value != ABSENT)
        return self._atom(text, kind(node, portee), lambda value: value != ABSENT)

    def _compare(self, node: nodes.Compare, portee: Portee, acte: bool) -> Formule:
        left, pairs = node.expr, []
        for operand in node.ops:
            pairs.append(self._pair(left, operand.op, operand.expr, portee, acte))
            left = operand.expr
        return pairs[0] if len(pairs) == 1 else et(*pairs)

    def _pair(self, left: nodes.Node, sign: str, right: nodes.Node, portee: Portee, acte: bool) -> Formule:
        if isinstance(left, nodes.Const) and sign in _MIRROR:
            left, sign, right = right, _MIRROR[sign], left
        counted = left.node if isinstance(left, nodes.Filter) and left.name in ("length", "count") else None
        text = dotted(counted or left, portee)
        champ = kind(counted or left, portee)
        constants = _constants(right)
        if not text or constants is None or (text in self.calculs and self._written_out(text, portee) is not None):
            return self._relation(left, sign, right, portee, acte)
        if counted is not None or (champ is not None and famille(champ) == "nombre" and not champ.choix):
            return self._number(text, champ, sign, constants, acte, counted is not None)
        if sign in ("eq", "ne", "in", "notin") and (
            champ is None or champ.choix or famille(champ) in ("texte", "oui_non")
        ):
            return self._equal(text, champ, sign, constants, acte)
        return self._relation(left, sign, right, portee, acte)

    def _equal(self, text: str, champ: Champ | None, sign: str, constants: tuple[Valeur, ...], acte: bool) -> Formule:
        if champ is not None and champ.choix:
            constants = tuple(map(str, constants))
        self._variable(text, champ).constantes.update(constants)
        positive = sign in ("eq", "in")

        def judge(value: Valeur) -> bool | None:
            if value == ABSENT:
                return None if acte else not positive
            return (value in constants) is positive

        return Atome(text, judge, f"{sign} {constants}")

    def _number(
        self, text: str, champ: Champ | None, sign: str, constants: tuple[Valeur, ...], acte: bool, counted: bool
    ) -> Formule:
        if sign not in _NUMERIC or not all(isinstance(c, int | float | Decimal) for c in constants):
            return self._opaque(f"{text} {sign} {constants}", acte)
        self._variable(text, champ).constantes.update(constants)
        compare, constant = _NUMERIC[sign], constants[0]

        def judge(value: Valeur) -> bool | None:
            if value == ABSENT:
                return compare(0, constant) if counted and not acte else None if acte else sign == "ne"
            return compare(value, constant)

        return Atome(text, judge, f"{sign} {constant}")

    def _relation(self, left: nodes.Node, sign: str, right: nodes.Node, portee: Portee, acte: bool) -> Formule:
        """Two expressions compared: one question, whichever way it is put."""
        one, two = _key(left, portee), _key(right, portee)
        if sign in ("gt", "lteq"):
            one, two = two, one
        asked = "lt" if sign in ("lt", "gt", "lteq", "gteq") else "eq" if sign in ("eq", "ne") else "in"
        if asked == "eq":
            one, two = sorted((one, two))
        question = self._opaque(f"{one} {asked} {two}", acte)
        return non(question) if sign in ("lteq", "gteq", "ne", "notin") else question

    def _opaque(self, text: str, acte: bool) -> Formule:
        """A question that is not looked into: yes, no or unknown."""
        self.variables.setdefault(f"?{text}", Variable(Champ(genre="oui_non", titre="")))
        return Atome(f"?{text}", _truth(acte), text)

    def _atom(self, text: str, champ: Champ | None, judge: Callable[[Valeur], bool | None]) -> Atome:
        self._variable(text, champ)
        return Atome(text, judge, text)

    def _variable(self, text: str, champ: Champ | None) -> Variable:
        found = self.variables.setdefault(text, Variable(champ))
        found.champ = found.champ or champ
        return found


def _truth(acte: bool) -> Callable[[Valeur], bool | None]:
    def judge(value: Valeur) -> bool | None:
        if value == ABSENT:
            return None if acte else False
        return True if value in (AUTRE, PRESENT) else bool(value)

    return judge


def _constants(node: nodes.Node) -> tuple[Valeur, ...] | None:
    items = node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]
    if not all(isinstance(item, nodes.Const) for item in items):
        return None
    return tuple(item.value for item in items if isinstance(item, nodes.Const))


def _key(node: nodes.Node, portee: Portee) -> str:
    return dotted(node, portee) or repr(node)


def _values(known: Variable) -> list[Valeur]:
    champ, constants = known.champ, known.constantes
    genre = famille(champ) if champ is not None else ""
    if genre == "oui_non":
        return [True, False]
    if champ is not None and champ.choix:
        return list(champ.choix)
    if genre in ("nombre", "liste"):
        numbers = {c + step for c in constants if isinstance(c, int | float | Decimal) for step in (-1, 0, 1)}
        least = 1 if genre == "liste" else 0
        return sorted(number for number in {1, 2, *numbers} | ({0} if genre == "nombre" else set()) if number >= least)
    if genre == "texte" or constants:
        return [AUTRE, *sorted(constants, key=str)]
    return [PRESENT]
