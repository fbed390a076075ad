"""Where everything stands in a YAML text: a tree with the place of each value, aliases seen as aliases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from actes.dossier.noeuds import INVISIBLE

TEXTE, CHAMPS, LISTE, ALIAS = "texte", "champs", "liste", "alias"
_RIEN = ("", "~", "null")


@dataclass(slots=True)
class Noeud:
    """A value as it is written: from `debut` to `fin`, in characters; a block ends where its last value does.

    `paires` are the keys and values of a mapping, `elements` those of a list; `flux`: between braces or brackets;
    `ancre`: the name that aliases repeat it by.
    """

    genre: str
    debut: int
    fin: int
    flux: bool = False
    valeur: str = ""
    style: str = ""
    ancre: str = ""
    paires: list[tuple[Noeud, Noeud]] = field(default_factory=list)
    elements: list[Noeud] = field(default_factory=list)

    @property
    def vide(self) -> bool:
        """Whether it says nothing, as the reader of dossiers understands it."""
        if self.genre == TEXTE:
            nothing = self.valeur in _RIEN and not (self.valeur and self.style)
            return nothing or bool(INVISIBLE.fullmatch(self.valeur))
        if self.genre == CHAMPS:
            return all(value.vide for _, value in self.paires)
        return self.genre == LISTE and all(element.vide for element in self.elements)

    def paire(self, nom: str) -> tuple[Noeud, Noeud] | None:
        """The key of that name and its value."""
        return next((pair for pair in self.paires if pair[0].genre == TEXTE and pair[0].valeur == nom), None)

    def aliases(self) -> set[str]:
        """The anchors that are repeated somewhere below."""
        if self.genre == ALIAS:
            return {self.ancre}
        below = [*self.elements, *(value for _, value in self.paires)]
        return {name for node in below for name in node.aliases()}

    def donnees(self) -> Any:
        """What it says, in texts, lists and mappings, without what says nothing; an alias is a text of its own."""
        if self.genre == CHAMPS:
            return {key.valeur: value.donnees() for key, value in self.paires if not value.vide}
        if self.genre == LISTE:
            return [element.donnees() for element in self.elements if not element.vide]
        return self.valeur


def plan(texte: str) -> Noeud | None:
    """The tree of a document that the reader of dossiers accepts; None if it holds nothing. Raises yaml.YAMLError."""
    events = iter(yaml.parse(texte, Loader=yaml.CSafeLoader))
    for event in events:
        if isinstance(event, StreamEndEvent):
            return None
        if isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
            return _read(event, events)
    return None


def _read(event: Event, events: Iterator[Event]) -> Noeud:
    start, end = _span(event)
    ancre = getattr(event, "anchor", None) or ""
    if isinstance(event, ScalarEvent):
        return Noeud(TEXTE, start, end, valeur=event.value, style=event.style or "", ancre=ancre)
    if isinstance(event, AliasEvent):
        return Noeud(ALIAS, start, end, valeur=f"*{ancre}", ancre=ancre)
    if isinstance(event, MappingStartEvent):
        node = Noeud(CHAMPS, start, end, flux=bool(event.flow_style), ancre=ancre)
        while not isinstance(closing := next(events), MappingEndEvent):
            node.paires.append((_read(closing, events), _read(next(events), events)))
        last = node.paires[-1][1] if node.paires else None
    else:
        assert isinstance(event, SequenceStartEvent), "YAML has four kinds of values"
        node = Noeud(LISTE, start, end, flux=bool(event.flow_style), ancre=ancre)
        while not isinstance(closing := next(events), SequenceEndEvent):
            node.elements.append(_read(closing, events))
        last = node.elements[-1] if node.elements else None
    node.fin = _span(closing)[1] if node.flux or last is None else last.fin
    return node


def _span(event: Event) -> tuple[int, int]:
    assert event.start_mark is not None, "libyaml places every event"
    assert event.end_mark is not None, "from its start to its end"
    return event.start_mark.index, event.end_mark.index
