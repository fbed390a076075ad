"""The one Jinja environment: renderer, checker, preview and tests share it, so that they can never disagree."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from actes.rendu.filtres import FILTRES
from actes.rendu.filtres.traduits import filtres_traduits
from actes.rendu.langues import AUTRE, FRANCAIS, Textes
from actes.rendu.marques import ToutesMarques

# Jinja's own filters that a document may need; the others run code, read attributes by name or undo the escaping.
BUILTIN_FILTERS = [
    "abs",
    "capitalize",
    "count",
    "d",
    "default",
    "dictsort",
    "e",
    "escape",
    "first",
    "float",
    "forceescape",
    "groupby",
    "int",
    "items",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sort",
    "string",
    "striptags",
    "sum",
    "title",
    "trim",
    "truncate",
    "unique",
    "upper",
    "wordcount",
    "wordwrap",
]

BUILTIN_TESTS = [
    "boolean",
    "defined",
    "divisibleby",
    "eq",
    "equalto",
    "even",
    "ge",
    "gt",
    "greaterthan",
    "in",
    "integer",
    "iterable",
    "le",
    "lessthan",
    "lower",
    "lt",
    "mapping",
    "ne",
    "none",
    "number",
    "odd",
    "sameas",
    "sequence",
    "string",
    "undefined",
    "upper",
    "true",
    "false",
    "float",
]

BLANK = "[…]"
MAX_DEPTH = 150  # of a syntax tree; those of the catalogue stay far below
NEEDS_DOCXTPL = frozenset({"InlineImage", "Subdoc"})  # what docxtpl writes in the package while it renders
OF_ONE_VALUE = frozenset({
    "abs", "capitalize", "e", "escape", "float", "forceescape", "int", "lower", "replace", "round", "string",
    "striptags", "title", "trim", "truncate", "upper", "wordcount", "wordwrap",
})  # fmt: skip
PRINTED = "_printed"  # put by us around what « ~ » joins
ELEMENTS = "_elements"  # put by us around what every loop runs over
_FORBIDDEN = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Absent(Undefined):
    """What is not there: an unknown name is an error; a blank in the dossier is false, and never printed.

    Strict as Jinja's StrictUndefined (printing, looping, comparing an unknown name fails), save for what stands under
    a value that the dossier leaves blank.
    """

    __slots__ = ()

    def _fail(self, *_args: Any, **_options: Any) -> Any:
        self._fail_with_undefined_error()

    __iter__ = __str__ = __len__ = __contains__ = _fail

    def _is_blank(self) -> bool:
        return self._undefined_obj is None or isinstance(self._undefined_obj, Absent)

    def __bool__(self) -> bool:
        return False if self._is_blank() else bool(self._fail())

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__" or not self._is_blank():
            return super().__getattr__(name)
        return type(self)(obj=self, name=name)

    def __eq__(self, other: object) -> bool:
        if self._is_blank():
            return other is None or isinstance(other, Absent)
        return bool(self._fail())

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(None) if self._is_blank() else int(self._fail())


def printable(value: Any) -> Any:
    """What may reach the page as it is; anything else is a mistake that must not be printed.

    Refused: None, booleans, lists and mappings, raw dates and hours, objects, characters that XML forbids.
    Raises TypeError or ValueError with a French message; the renderer turns it into an author's error.
    """
    if type(value) is str:
        if not value.isprintable() and _FORBIDDEN.search(value):
            raise ValueError("un caractère de contrôle ne peut pas être imprimé")
        return value
    if isinstance(value, (str, Undefined)):
        return value
    if hasattr(value, "__html__"):
        if type(value).__name__ in NEEDS_DOCXTPL:
            raise TypeError(f"une image ou un sous-document ({type(value).__name__}) ne peut pas venir des données")
        return value
    if value is None:
        raise TypeError("une valeur absente serait imprimée")
    if isinstance(value, bool):
        raise TypeError("une valeur oui/non serait imprimée telle quelle\u00a0: employez le filtre oui_non")
    if isinstance(value, (datetime.date, datetime.time)):
        raise TypeError("une date ou une heure serait imprimée telle quelle\u00a0: employez date_longue ou heure")
    if isinstance(value, (list, tuple, dict, set, frozenset)):
        raise TypeError("une liste serait imprimée telle quelle\u00a0: employez une boucle ou le filtre liste")
    if not isinstance(value, (int, float, Decimal)):
        raise TypeError("un groupe de champs serait imprimé tel quel\u00a0: imprimez ses champs ou employez un filtre")
    return value


def printable_draft(value: Any) -> Any:
    """In a draft, what is missing is shown as a blank."""
    if value is None or isinstance(value, Undefined):
        return BLANK
    return printable(value)


class Environnement(ImmutableSandboxedEnvironment):
    """Jinja's sandbox; its verdict on an attribute depends on the type and the name, so it is asked once for each."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The syntax of a text; nested too deeply to be walked, it is badly written."""
        with contextlib.suppress(RecursionError):
            tree = super()._parse(source, name, filename)
            level: list[nodes.Node] = [tree]
            for _ in range(MAX_DEPTH):
                level = [child for node in level for child in node.iter_child_nodes()]
                if not level:
                    return tree
        raise TemplateSyntaxError("nested too deeply", 1, name, filename)

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        """A loop over a list that the dossier leaves blank does not turn: absent is false, for a list too."""
        for joined in source.find_all(nodes.Concat):
            joined.nodes = [nodes.Filter(n, PRINTED, [], [], None, None, lineno=n.lineno) for n in joined.nodes]
        for loop in source.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, ELEMENTS, [], [], None, None, lineno=loop.lineno)
        return str(super()._generate(source, *args, **options))

    def getattr(self, obj: Any, attribute: str) -> Any:
        try:
            value = getattr(obj, attribute)
        except AttributeError:
            try:
                return obj[attribute]
            except (TypeError, LookupError):
                return self.undefined(obj=obj, name=attribute)
        key = (type(obj), attribute)
        safe = self._safe.get(key)
        if safe is None:
            safe = self._safe[key] = self.is_safe_attribute(obj, attribute, value)
        if not safe:
            raise SecurityError(f"l’attribut «\u00a0{attribute}\u00a0» est interdit dans un modèle")
        return value


class AbsentDraft(Absent):
    """In a draft, what is missing is shown as a blank."""

    __slots__ = ()

    def __str__(self) -> str:
        return BLANK if self._is_blank() else str(self._fail())


def _blank_when_missing(function: Callable[..., Any]) -> Callable[..., Any]:
    def lenient(value: Any, *args: Any, **options: Any) -> Any:
        if value is None or isinstance(value, Absent):
            return BLANK
        try:
            return function(value, *args, **options)
        except (TypeError, ValueError):
            return BLANK  # something that it needs is missing

    return lenient


def _checked(function: Callable[..., Any], check: Callable[[Any], Any]) -> Callable[..., Any]:
    """A filter of Jinja's that turns anything into text: what may not be printed may not pass through it either."""
    rank = int(hasattr(function, "jinja_pass_arg"))  # some take the context first

    @wraps(function)
    def checked(*args: Any, **options: Any) -> Any:
        return function(*args[:rank], check(args[rank]), *args[rank + 1 :], **options)

    return checked


def _elements(value: Any) -> Any:
    blank = value is None or (isinstance(value, Absent) and not value)
    return () if blank else value


def _filters(textes: Textes) -> dict[str, Callable[..., str]]:
    """Our filters: in French, in another language, or in French with those of the other beside them."""
    french = {name: filtre.appel for name, filtre in FILTRES.items()}
    if textes is FRANCAIS:
        return french
    others = filtres_traduits(textes)
    return french | {name + AUTRE: call for name, call in others.items()} if textes.bilingue else others


@lru_cache(maxsize=64)
def environment(brouillon: bool = False, textes: Textes = FRANCAIS) -> Environnement:
    """The environment of every template: sandboxed, escaped, strict, with the French filters and no other door.

    With `brouillon`, a missing value prints a visible blank instead of being an error. With the `textes` of another
    language, its filters stand in the place of the French ones, and those that have no counterpart are not there.
    """
    env = Environnement(
        autoescape=True,
        undefined=AbsentDraft if brouillon else Absent,
        finalize=printable_draft if brouillon else printable,
        keep_trailing_newline=True,
    )
    check = printable_draft if brouillon else printable
    env.filters = {
        name: _checked(env.filters[name], check) if name in OF_ONE_VALUE else env.filters[name]
        for name in BUILTIN_FILTERS
    }
    calls = _filters(textes)
    ours = {name: _blank_when_missing(call) if brouillon else call for name, call in calls.items()}
    env.filters |= ours | {ELEMENTS: _elements, PRINTED: check}
    env.tests = {name: env.tests[name] for name in BUILTIN_TESTS}
    env.globals = {name: env.globals[name] for name in ("range", "namespace")}
    env.globals["marques"] = ToutesMarques()
    return env


__all__ = ["BLANK", "UndefinedError", "environment", "missing", "printable"]
