"""Strict YAML: a document composed into nodes, of which every scalar is text and has its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from actes.dossier.chemin import Chemin
from actes.place import Place

PROFONDEUR = 32
NOEUDS_DEPLOYES = 50_000
_RIEN = frozenset({"", "~", "null"})


class TropProfond(Exception):
    """Nesting beyond PROFONDEUR: libyaml would overflow the stack of the process long before memory ends."""

    def __init__(self, node: Node | None):
        super().__init__(node)
        self.node = node


class _Loader(yaml.CSafeLoader):
    """Composes nodes, guesses no type: without an explicit tag, the tag is empty."""

    depth = 0

    def resolve(self, kind: type[Node], value: object, implicit: object) -> str:
        return ""

    def descend_resolver(self, current_node: Node | None, current_index: object) -> None:
        self.depth += 1
        if self.depth > PROFONDEUR:
            raise TropProfond(current_node)

    def ascend_resolver(self) -> None:
        self.depth -= 1


def compose(text: str) -> Node | None:
    """The root node of one document. Raises yaml.YAMLError, or TropProfond."""
    loader = _Loader(text)
    try:
        node: Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


class Refus(ScalarNode):
    """A value that its source could not give, with what to say of it: read as absent, and told."""

    def __init__(self, code: str, message: str, conseil: str, mark: Any):
        super().__init__("!", "", mark, mark)  # a tag: it is no value, and yet not nothing
        self.code, self.message, self.conseil = code, message, conseil


# What a page shows nothing of: spaces, soft hyphens, joiners, marks of direction, fillers.
INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]+"
)


def text_of(node: ScalarNode) -> str | None:
    """What a scalar says; None if it is empty or blank, or YAML's own words for nothing, unquoted."""
    text: str = node.value
    if text in _RIEN:
        return text if text and node.style else None
    return None if INVISIBLE.fullmatch(text) else text


def is_absent(node: Node) -> bool:
    """Whether this node says nothing: an empty scalar, a blank text, an empty list, only such things."""
    if node.tag:
        return False
    if isinstance(node, ScalarNode):
        return text_of(node) is None
    if isinstance(node, MappingNode):
        return all(is_absent(value) for _, value in node.value)
    return all(is_absent(element) for element in node.value)


def deployed_size(root: Node, limite: int = NOEUDS_DEPLOYES) -> int:
    """How many nodes a reader of the tree would meet, aliases followed; beyond any limit if they turn in a circle."""
    sizes: dict[int, int] = {}
    open_nodes: set[int] = set()

    def size(node: Node) -> int:
        if id(node) in open_nodes:
            return limite + 1
        if id(node) not in sizes:
            open_nodes.add(id(node))
            sizes[id(node)] = 1 + sum(size(child) for child in children(node))
            open_nodes.discard(id(node))
        return sizes[id(node)]

    return size(root)


def children(node: Node) -> Iterator[Node]:
    """The nodes right under this one, keys included."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield key
            yield value
    elif isinstance(node, SequenceNode):
        yield from node.value


def _is_named(key: Node, name: str) -> bool:
    """Whether this key bears that name; « nom:Durand », for want of a space, is a key named « nom »."""
    return isinstance(key, ScalarNode) and (key.value == name or key.value.startswith(f"{name}:"))


@dataclass(frozen=True, slots=True)
class Arbre:
    """A document's nodes, searched only when a place is asked for."""

    racine: Node | None
    fichier: str
    lignes_avant: int = 0

    def place(self, node: Node) -> Place:
        """Where this node begins in the file."""
        mark = node.start_mark
        return Place(self.fichier, self.lignes_avant + mark.line + 1, mark.column + 1)

    def start(self) -> Place:
        """Where the document begins."""
        return Place(self.fichier, self.lignes_avant + 1, 1) if self.racine is None else self.place(self.racine)

    def key_place(self, chemin: Chemin) -> Place:
        """Where the key of this path stands; else that of its nearest ancestor that the user wrote."""
        best = None
        for key, _ in self._walk(chemin):
            best = key
        return self.start() if best is None else self.place(best)

    def value_place(self, chemin: Chemin) -> Place:
        """Where the value of this path begins; else the place of its key or nearest ancestor."""
        steps = list(self._walk(chemin))
        if len(steps) < len(chemin) or not steps or is_absent(steps[-1][1]):
            return self.key_place(chemin)
        return self.place(steps[-1][1])

    def has(self, chemin: Chemin) -> bool:
        """Whether the user wrote this path, even if left empty."""
        return sum(1 for _ in self._walk(chemin)) == len(chemin)

    def _walk(self, chemin: Chemin) -> Iterator[tuple[Node, Node]]:
        """For each part of the path, as far as it exists: the node to point at, and the node of its value."""
        node = self.racine
        for part in chemin:
            if isinstance(part, str) and isinstance(node, MappingNode):
                pair = next(((key, value) for key, value in node.value if _is_named(key, part)), None)
            elif isinstance(part, int) and isinstance(node, SequenceNode):
                present = (element for element in node.value if not is_absent(element))
                element = next(islice(present, part, None), None)
                pair = None if element is None else (element, element)
            else:
                pair = None
            if pair is None:
                return
            yield pair
            node = pair[1]
