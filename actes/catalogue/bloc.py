"""Reading an author's YAML key by key: each one claimed once, what nobody claims refused, everything said at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from actes.catalogue.textes import suggestion
from actes.errors import Constat, Gravite, ModeleError
from actes.place import Place
from actes.typographie import typographie

T = TypeVar("T")
_JOUR = re.compile(r"\d{4}-\d\d-\d\d")


class Reproches:
    """Everything that is wrong in the files of one act."""

    def __init__(self) -> None:
        self.constats: list[Constat] = []

    def say(self, code: str, message: str, place: Place | None, conseil: str = "") -> None:
        """Note one author's mistake."""
        constat = Constat(code=code, message=typographie(message), place=place, conseil=typographie(conseil))
        if constat not in self.constats:
            self.constats.append(constat)

    def tolerate(self, read: Callable[[], T]) -> T | None:
        """What `read` returns; None when it raises a ModeleError, whose findings are noted."""
        try:
            return read()
        except ModeleError as error:
            self.constats.extend(constat for constat in error.constats if constat not in self.constats)
            return None

    def refuse(self) -> None:
        """Raise everything that was noted, if anything."""
        if self.constats:
            raise ModeleError(constats=sorted(self.constats, key=_rank))


def _rank(constat: Constat) -> tuple[str, int, int]:
    place = constat.place or Place("")
    return place.fichier, place.ligne or 0, place.colonne or 0


def place_of(node: Node, fichier: str) -> Place:
    """Where a node starts."""
    return Place(fichier, node.start_mark.line + 1, node.start_mark.column + 1)


class Bloc:
    """One mapping of an author's file; `quoi` is what it describes (« la mention »), for messages."""

    def __init__(self, node: Node, fichier: str, quoi: str, reproches: Reproches, place: Place | None = None):
        self.fichier, self.quoi, self.reproches = fichier, quoi, reproches
        self.place = place or place_of(node, fichier)
        self._entries: dict[str, Node] = {}
        self._keys: dict[str, Place] = {}
        self._claimed: list[str] = []
        if isinstance(node, MappingNode):
            for key, value in node.value:
                self._keys[key.value] = place_of(key, fichier)
                if not _is_empty(value):
                    self._entries[key.value] = value
        else:
            self.blame(f"{quoi} s'écrit en « clé: valeur »", place_of(node, fichier))

    def blame(self, message: str, place: Place | None = None, conseil: str = "", code: str = "acte-invalide") -> None:
        """Note a mistake, at the block unless a place is given."""
        self.reproches.say(code, message, place or self.place, conseil)

    def has(self, key: str) -> bool:
        """Whether the author gave this key a value."""
        return key in self._entries

    def place_of(self, key: str) -> Place:
        """Where the value of a key is written; the block's place when it is absent."""
        return place_of(self._entries[key], self.fichier) if key in self._entries else self.place

    def node(self, key: str, requis: bool = False) -> Node | None:
        """The raw value of a key."""
        self._claimed.append(key)
        if requis and key not in self._entries:
            self.blame(f"{self.quoi} : il manque « {key} »", self._keys.get(key), f"ajoutez « {key}: … »")
        return self._entries.get(key)

    def texte(self, key: str, requis: bool = False) -> str | None:
        """A text."""
        node = self.node(key, requis)
        return None if node is None else self._scalar(node, key)

    def requis(self, key: str) -> str:
        """A text that must be there; empty when it is not, which is noted."""
        return self.texte(key, requis=True) or ""

    def _scalar(self, node: Node, key: str) -> str | None:
        if isinstance(node, ScalarNode):
            return str(node.value).strip()
        self.blame(f"« {key} » doit être un texte", place_of(node, self.fichier))
        return None

    def oui_non(self, key: str) -> bool:
        """A yes/no, no when absent; true and false are understood."""
        text = self.texte(key)
        if text not in (None, "oui", "non", "true", "false"):
            self.blame(f"« {key} » vaut oui ou non, pas « {text} »", self.place_of(key))
        return text in ("oui", "true")

    def jour(self, key: str) -> date | None:
        """A day, AAAA-MM-JJ."""
        text = self.texte(key)
        if text is None:
            return None
        try:
            if _JOUR.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.blame(f"« {key} » doit être une date AAAA-MM-JJ qui existe, pas « {text} »", self.place_of(key))
        return None

    def choix(self, key: str, choices: Iterable[str], default: str) -> str:
        """One of a few words."""
        text = self.texte(key)
        known = list(choices)
        if text is None or text in known:
            return text or default
        self.blame(f"« {key} » ne peut pas valoir « {text} »", self.place_of(key), suggestion(text, known))
        return default

    def gravite(self, default: Gravite) -> Gravite:
        """The gravity of what the block describes."""
        return Gravite(self.choix("gravite", [g.value for g in Gravite], default.value))

    def textes(self, key: str, requis: bool = False) -> list[tuple[str, Place]]:
        """A list of texts, or one alone, each with its place."""
        node = self.node(key, requis)
        found = []
        for item in _items(node):
            text = self._scalar(item, key)
            if text:
                found.append((text, place_of(item, self.fichier)))
        return found

    def bloc(self, key: str, quoi: str) -> Bloc | None:
        """A mapping below a key."""
        node = self.node(key)
        return None if node is None else Bloc(node, self.fichier, quoi, self.reproches)

    def blocs(self, key: str, quoi: str) -> Iterator[Bloc]:
        """A list of mappings."""
        node = self.node(key)
        if node is not None and not isinstance(node, SequenceNode):
            self.blame(f"« {key} » doit être une liste", place_of(node, self.fichier), "une entrée par tiret « - »")
            return
        for item in _items(node):
            yield Bloc(item, self.fichier, quoi, self.reproches)

    def items(self, key: str, quoi: str, value_key: str) -> Iterator[Bloc]:
        """A list whose items are a text alone, or a mapping that holds it under `value_key`."""
        for item in _items(self.node(key)):
            yield Bloc(_as_mapping(item, value_key), self.fichier, quoi, self.reproches, place_of(item, self.fichier))

    def dated(self, key: str, quoi: str, requis: bool = True) -> Iterator[Bloc]:
        """A text alone, or a list of mappings that hold it under `texte` with a period."""
        node = self.node(key, requis=requis)
        for item in _items(node):
            yield Bloc(_as_mapping(item, "texte"), self.fichier, quoi, self.reproches, place_of(item, self.fichier))

    def named(self, key: str, quoi: str, value_key: str) -> Iterator[tuple[str, Bloc]]:
        """Named blocks: a mapping (`nom: valeur` or `nom: {…}`), or a list of `{nom: …, …}`."""
        node = self.node(key)
        if isinstance(node, MappingNode):
            for name, value in node.value:
                here = place_of(name, self.fichier)
                yield str(name.value), Bloc(_as_mapping(value, value_key), self.fichier, quoi, self.reproches, here)
        elif node is not None and not isinstance(node, SequenceNode):
            self.blame(f"« {key} » doit être une liste", place_of(node, self.fichier))
        else:
            for item in _items(node):
                bloc = Bloc(item, self.fichier, quoi, self.reproches)
                yield bloc.requis("nom"), bloc

    def close(self) -> None:
        """Refuse the keys that nobody claimed."""
        for key, place in self._keys.items():
            if key not in self._claimed:
                advice = suggestion(key, dict.fromkeys(self._claimed))
                self.blame(f"{self.quoi} : clé inconnue « {key} »", place, advice, code="cle-inconnue")


def _as_mapping(value: Node, value_key: str) -> Node:
    if isinstance(value, MappingNode):
        return value
    key = ScalarNode("tag:yaml.org,2002:str", value_key, value.start_mark, value.end_mark)
    return MappingNode("tag:yaml.org,2002:map", [(key, value)], value.start_mark, value.end_mark)


def _items(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return list(node.value) if isinstance(node, SequenceNode) else [node]


def _is_empty(node: Node) -> bool:
    if isinstance(node, ScalarNode):
        return not str(node.value).strip() or (node.style is None and node.value in ("~", "null"))
    return not node.value
