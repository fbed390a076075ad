"""What a report may say of a dossier: its findings without the private values that they quote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from yaml import YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from actes.dossier import Dossier, Lecture
from actes.dossier.noeuds import TropProfond, compose
from actes.dossier.vocabulaire import model_champ
from actes.errors import Constat
from actes.typographie import typographie

MASQUE = "…"
COURT = 3  # characters: what is shorter tells nothing of anybody
_PUBLIC_ROOTS = frozenset({"service", "juridiction", "actes"})  # institutions, and what is asked for
_PUBLIC_KEYS = frozenset({"qualite", "type", "juridiction", "service"})
_INSTITUTIONS = frozenset({"republique"})  # in the quality of an author, never the name of anybody
_NAMES = ("nom", "prenom", "auteur")  # how the keys begin under which every word is a name
_NEAR = "vouliez-vous dire"  # the advice about a name close to a known one
_RANK = re.compile(r"\[\d+\]")
_TYPOGRAPHIC = re.compile("['«»:;!?%]")  # what `typographie` changes
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")  # how an act is called
_KEY = re.compile(r"[a-z][a-z0-9_]*")  # how a key is written, known or misspelt
_ENTRY = re.compile(r"^[ \t-]*(?:([^:\n]*):[ \t])?[ \t\"']*(.*?)[ \t\"',\]}]*$", re.MULTILINE)


def mask(constats: Iterable[Constat], lecture: Lecture | None, connus: Collection[str] = ()) -> list[dict[str, Any]]:
    """These findings as the journal keeps them: `as_json` with the advice apart, and no private value of the dossier.

    A quoted text that is one of its values, holds one or stands in one becomes « … », and so does a name that is not
    quoted. The reference, the keys, the titles and the choices of the models stay, and `connus`, other known words.
    """
    constats = list(constats)
    if not constats:
        return []
    masque = _Masque(lecture, connus) if lecture else None
    return [_as_row(constat, masque) for constat in constats]


def _as_row(constat: Constat, masque: _Masque | None) -> dict[str, Any]:
    row: dict[str, Any] = {**constat.as_json(), "message": constat.message, "conseil": constat.conseil}
    if masque is None:
        return row
    near = _NEAR in constat.conseil
    chemin, hidden = masque.path(constat.chemin, near) if constat.chemin else (constat.chemin, frozenset())
    if constat.code == "acte-inconnu" and constat.acte and not near and not _SLUG.fullmatch(constat.acte):
        hidden |= {plain(constat.acte)}
    row |= {"chemin": chemin, "message": masque.text(constat.message, hidden, near)}
    if constat.code == "acte-inconnu" and constat.acte:
        row["acte"] = masque.quote(constat.acte, hidden, near)
    return {**row, "conseil": masque.text(constat.conseil, hidden, near)}


class _Masque:
    """The private values of one dossier, and how to hide them; compared only when a text is not of the program's."""

    def __init__(self, lecture: Lecture, connus: Collection[str]):
        dossier = lecture.dossier
        self.reference = plain(dossier.dossier) if dossier else ""
        self.vocabulary = vocabulary(type(dossier) if dossier else Dossier)
        self.connus = {self.reference, *map(plain, connus)}
        self.given = private_values(lecture)
        self.authors = {one.auteur for one in (dossier and dossier.derogations) or () if one.auteur}

    def is_known(self, folded: str) -> bool:
        """Whether this is a word of the program, or the reference of the dossier."""
        return folded in self.vocabulary or folded in self.connus

    @cached_property
    def values(self) -> set[str]:
        """The private values, as they are compared."""
        return {one for one in map(plain, self.given) if len(one) >= COURT and not self.is_known(one)}

    def path(self, chemin: str, near: bool) -> tuple[str, frozenset[str]]:
        """The path with the keys that say something private hidden, and those keys as they are compared."""
        names = [_RANK.sub("", part) for part in chemin.split(".")]
        hidden = frozenset(name for name in names if name and self._is_private_key(name, near))
        parts = [MASQUE if name in hidden else part for name, part in zip(names, chemin.split("."), strict=True)]
        return ".".join(parts), frozenset(map(plain, hidden))

    def _is_private_key(self, name: str, near: bool) -> bool:
        folded = plain(name)
        return not self.is_known(folded) and (not (near or _KEY.fullmatch(name)) or self._tells(folded))

    def text(self, text: str, hidden: frozenset[str], near: bool) -> str:
        """The text with what it quotes masked, and the names that it gives without quoting them."""
        for value in self.given:
            if "»" in value or "«" in value:  # its own quotes would hide where it ends
                text = text.replace(typographie(value), MASQUE).replace(value, MASQUE)
        pieces = (self.quote(piece, hidden, near) if inside else self._said(piece) for inside, piece in _quoted(text))
        return "".join(pieces)

    def quote(self, text: str, hidden: frozenset[str], near: bool) -> str:
        """What stood between quotes, or what to put there instead; `near`: it is a misspelt word of the program's."""
        folded = plain(text)
        if folded in hidden:
            return MASQUE
        if self.is_known(folded) or self._is_path(text) or (self.reference and folded.startswith(self.reference)):
            return text
        return MASQUE if self._tells(folded) else text

    @cached_property
    def names(self) -> list[str]:
        """What may stand unquoted in a message: what begins with a capital, and the authors of derogations."""
        given = [one for one in self.given if len(one) >= COURT and (one[0].isupper() or one in self.authors)]
        return given + [typographie(one) for one in given if _TYPOGRAPHIC.search(one)]

    def _said(self, text: str) -> str:
        """A text outside quotes, without the names."""
        for name in self.names:
            if name in text and plain(name) not in _INSTITUTIONS and not self.is_known(plain(name)):
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", MASQUE, text)
        return text

    def _is_path(self, text: str) -> bool:
        return all(self.is_known(plain(name)) for name in _RANK.sub("", text.strip(" \u00a0:")).split("."))

    def _tells(self, folded: str) -> bool:
        padded = f" {folded} "
        held = len(folded) >= COURT
        return any(f" {value} " in padded or (held and padded in f" {value} ") for value in self.values)


def private_values(lecture: Lecture) -> set[str]:
    """Every text that the dossier gives, read or refused, but for those that name an institution or are asked for."""
    found = set(_scalars(lecture._donnees, ""))
    if lecture.constats:  # what is wrong was taken out of the data: the text still has it
        try:
            found |= set(_written(compose(lecture.source), "", set())) if lecture.source else set()
        except (YAMLError, TropProfond):
            found |= {text for match in _ENTRY.finditer(lecture.source) for text in _said(match[1] or "", match[2])}
    return found


def _scalars(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, child in value.items():
            if key or name not in _PUBLIC_ROOTS:
                yield from _scalars(child, name)
    elif isinstance(value, list):
        for child in value:
            yield from _scalars(child, key)
    elif isinstance(value, str):
        yield from _said(key, value)


def _written(node: Node | None, key: str, seen: set[int]) -> Iterator[str]:
    """The same, of nodes: aliases are followed once."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, ScalarNode):
        yield from _said(key, node.value)
    elif isinstance(node, SequenceNode):
        for child in node.value:
            yield from _written(child, key, seen)
    elif isinstance(node, MappingNode):
        for name, child in node.value:
            named = name.value if isinstance(name, ScalarNode) else ""
            if key or named not in _PUBLIC_ROOTS or not isinstance(child, (MappingNode, SequenceNode)):
                yield from _written(child, named, seen)
            if not isinstance(name, ScalarNode):
                yield from _written(name, key, seen)


def _said(key: str, value: str) -> Iterator[str]:
    """A value, and each word of a name; not what says a quality or a kind."""
    if key.strip() in _PUBLIC_KEYS:
        return
    yield value.strip()
    if key.strip().startswith(_NAMES):
        yield from re.findall(r"\w{3,}", value)


def _quoted(text: str) -> Iterator[tuple[bool, str]]:
    """The pieces of a text: outside the quotes, inside (quotes within quotes go with what holds them)."""
    start = depth = 0
    for found in re.finditer(r"«[ \u00a0]?|[ \u00a0]?»", text):
        if found[0].startswith("«"):
            depth += 1
            if depth == 1:
                yield False, text[start : found.end()]
                start = found.end()
        elif depth:
            depth -= 1
            if depth == 0:
                yield True, text[start : found.start()]
                start = found.start()
    yield depth > 0, text[start:]


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A text as values are compared: words of letters and digits, without accents nor capitals, one space between."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in letters if not unicodedata.combining(c))))


@lru_cache(maxsize=4)
def vocabulary(model: type[Dossier]) -> frozenset[str]:
    """The keys, titles and choices of a model of dossier, as they are compared."""
    words = {"oui", "non"}
    for path, champ in model_champ(model, "").paths():
        for one in (champ, champ.element, *champ.variantes.values()):
            if one is not None:
                words |= {one.titre.removesuffix("?"), *one.choix, *one.variantes, *one.enfants}
        words.add(path.rpartition(".")[2].removesuffix("[]"))
    return frozenset(plain(word) for word in words)
