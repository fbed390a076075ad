"""The fields of the dossier as an author copies them: tag, meaning, form, and what the tag prints for an example."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from actes.auteur.balises import loop_of, shape_of, tag_of
from actes.auteur.ecrits import read_at
from actes.dossier import Champ
from actes.errors import ActesError
from actes.rendu import environment

ELEMENT = "[]"
LONGEST = 120  # characters of an example


@dataclass(frozen=True, slots=True)
class Ligne:
    """One field: the tag to copy (empty: only its parts print), what it is, how it is written, an example."""

    balise: str
    sens: str
    forme: str
    exemple: str


@dataclass(frozen=True, slots=True)
class Groupe:
    """The fields that stand together: of one root name, or of the elements of one list."""

    chemin: str
    titre: str
    lignes: tuple[Ligne, ...]


class Exemples:
    """What a tag prints for the first example of the catalogue that has the field."""

    def __init__(self, donnees: Mapping[str, Any], valeurs: Callable[[str], Mapping[str, object]]):
        self._donnees, self._valeurs = donnees, valeurs  # by act: the example as it is written, and as it is read

    def printed(self, path: str, tag: str) -> str:
        """The text, empty if no example has this field or if the tag asks for more than it has."""
        concrete = path.replace(ELEMENT, "[0]")
        for acte_id, donnees in self._donnees.items():
            if read_at(donnees, concrete) is not None:
                return _shortened(self._render(acte_id, path, tag))
        return ""

    def has(self, path: str) -> bool:
        """Whether an example has this field."""
        return any(read_at(d, path.replace(ELEMENT, "[0]")) is not None for d in self._donnees.values())

    def _render(self, acte_id: str, path: str, tag: str) -> str:
        values = dict(self._valeurs(acte_id))
        try:
            for parent in _lists(path):
                expression = environment().compile_expression(f"{parent} | first")
                values["element"] = expression(**values)
            return environment().from_string(tag).render(values)
        except (ActesError, Exception):
            return ""


def _lists(path: str) -> Iterator[str]:
    """`a.b[].c[].d` → `a.b`, then `element.c`."""
    pieces = path.split(ELEMENT)
    for rank, piece in enumerate(pieces[:-1]):
        yield piece if not rank else f"element{piece}"


def _shortened(text: str) -> str:
    plain = " / ".join(line.strip() for line in html.unescape(text).splitlines() if line.strip())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


@dataclass(slots=True)
class Releve:
    """Goes through the vocabulary once; a group that was already shown elsewhere is only named."""

    exemples: Exemples
    voulus: frozenset[str] | None = None  # the paths that count, lists written `a[].b`; None: all
    montres: dict[str, str] = field(default_factory=dict)  # name of a model → where its fields were shown

    def groups(self, racine: Champ) -> Iterator[Groupe]:
        """The fields of each root name, then those of the lists below it."""
        simple = [(n, c) for n, c in racine.enfants.items() if not c.enfants and not _has_elements(c)]
        lignes = tuple(line for n, c in simple if self._wanted(n) for line in self._of(n, n, c))
        if lignes:
            yield Groupe("", "Le dossier lui-même", lignes)
        for name, champ in racine.enfants.items():
            if self._wanted(name) and (champ.enfants or _has_elements(champ)):
                yield from self._group(name, name, champ)

    def _wanted(self, path: str) -> bool:
        if self.voulus is None:
            return True
        return any(path == v or v.startswith((f"{path}.", f"{path}[")) for v in self.voulus)

    def _group(self, path: str, written: str, champ: Champ) -> Iterator[Groupe]:
        """`path` is where it stands, `written` how a tag calls it (`element` in a loop)."""
        if champ.modele:
            self.montres.setdefault(champ.modele, path)
        lists: list[tuple[str, str, Champ]] = []
        lignes = tuple(self._below(path, written, champ, lists))
        if lignes:
            yield Groupe(path, champ.titre, lignes)
        for where, called, liste in lists:
            element = liste.element
            if element is not None and element.modele not in self.montres:
                yield from self._group(f"{where}{ELEMENT}", "element", element)
                del called

    def _below(self, path: str, written: str, champ: Champ, lists: list[tuple[str, str, Champ]]) -> Iterator[Ligne]:
        for name, child in champ.enfants.items() if champ.enfants else [("", champ)]:
            where, called = (f"{path}.{name}", f"{written}.{name}") if name else (path, written)
            if not self._wanted(where):
                continue
            yield from self._of(where, called, child)
            if child.genre == "liste" and _has_elements(child):
                lists.append((where, called, child))
            elif child.enfants and child.modele not in self.montres:
                self.montres[child.modele] = where
                yield from self._below(where, called, child, lists)

    def _of(self, path: str, written: str, champ: Champ) -> Iterator[Ligne]:
        tag = tag_of(written, champ) or loop_of(written, champ)
        sens = " – ".join(piece for piece in (champ.titre, champ.description) if piece)
        forme = shape_of(champ)
        home = self.montres.get(champ.modele or (champ.element.modele if champ.element else ""), path)
        if (champ.enfants or _has_elements(champ)) and home != path:
            forme += f" : les champs de {home}"
        if _has_elements(champ):
            tag = tag or f"{{%p for element in {written} %}}\n…\n{{%p endfor %}}"
        yield Ligne(tag, sens, forme, self.exemples.printed(path, tag) if tag and "…" not in tag else "")


def _has_elements(champ: Champ) -> bool:
    return champ.genre == "liste" and champ.element is not None and bool(champ.element.enfants)


def paths_of_example(donnees: Any, prefix: str = "") -> Iterator[str]:
    """Every path that an example has, lists written `a[].b`."""
    if isinstance(donnees, Mapping):
        for name, value in donnees.items():
            path = f"{prefix}.{name}" if prefix else str(name)
            yield path
            yield from paths_of_example(value, path)
    elif isinstance(donnees, list):
        for value in donnees:
            yield from paths_of_example(value, f"{prefix}{ELEMENT}")
