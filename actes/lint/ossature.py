"""The skeleton of a template: its tags alone, a line each, so that Jinja's own parser says where everything stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from jinja2 import TemplateSyntaxError, nodes

from actes.errors import ActesError
from actes.lint.balises import Genre, Tag
from actes.lint.structure import Structure, read_structure
from actes.place import Repere
from actes.rendu.anatomie import Anatomie, Paragraphe, Piece
from actes.rendu.environnement import environment
from actes.rendu.garde import open_docx
from actes.rendu.source import Partie

UNREADABLE = "illisible__"  # what stands in the place of a condition that cannot be read
_FRAMES = {
    "if": "{{% if {} %}}{{% endif %}}",
    "elif": "{{% if {} %}}{{% endif %}}",
    "for": "{{% for {} %}}{{% endfor %}}",
    "set": "{{% set {} %}}",
    "with": "{{% with {} %}}{{% endwith %}}",
    "macro": "{{% macro {} %}}{{% endmacro %}}",
    "call": "{{% call {} %}}{{% endcall %}}",
}
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Illisible:
    """A tag whose content Jinja does not understand."""

    tag: Tag
    message: str


@dataclass(eq=False)
class Ossature:
    """One part as a Jinja source of one line a tag, fragments included; `lignes[n]` is the tag of line n (from 1)."""

    nom: str
    lignes: list[Tag | None] = field(default_factory=lambda: [None, None, None])
    pieces: list[str] = field(default_factory=list)
    illisibles: list[Illisible] = field(default_factory=list)
    sans_boucle: bool = False  # a loop has lost its beginning: what its variable was is not known

    @property
    def source(self) -> str:
        """The Jinja source."""
        return "".join(self.pieces)

    @cached_property
    def arbre(self) -> nodes.Template:
        """Its syntax; an empty one if, each tag being sound, the whole is not: the engine then says why."""
        try:
            return environment().parse(self.source)
        except TemplateSyntaxError:
            return environment().parse("")

    @property
    def partie(self) -> Partie:
        """As a part of a prepared template, for what reads those."""
        return Partie(self.nom, "", self.source, "")

    def tag(self, ligne: int) -> Tag | None:
        """The tag that a node of this line comes from."""
        return self.lignes[ligne] if 0 < ligne < len(self.lignes) else None

    def ou(self, ligne: int) -> Repere:
        """The place of what stands at this line."""
        tag = self.tag(ligne)
        return tag.ou if tag else Repere(partie=self.nom)


class Fragmentation:
    """The fragments that a template calls, read once each."""

    def __init__(self, lire: Callable[[str], bytes] | None, chemins: Mapping[str, str] | None = None):
        self.lire, self.chemins = lire, chemins or {}
        self.anatomies: dict[str, Anatomie | None] = {}

    def __getitem__(self, nom: str) -> Anatomie | None:
        """The fragment of that name; None when there is none, or it cannot be read."""
        if nom not in self.anatomies:
            try:
                found = Anatomie(open_docx(self.lire(nom), f"{nom}.docx"), f"{nom}.docx", nom) if self.lire else None
            except ActesError:
                found = None
            self.anatomies[nom] = found
        return self.anatomies[nom]

    def structure(self, nom: str) -> Structure | None:
        """The tags of the body of a fragment."""
        anatomie = self[nom]
        corps = anatomie.corps if anatomie else None
        return read_structure(_once(corps)) if corps else None


def build(piece: Piece, structure: Structure, fragments: Fragmentation) -> Ossature:
    """The skeleton of a part."""
    ossature = Ossature(piece.membre, sans_boucle=any(tag.mot == "endfor" for tag in structure.orphelins))
    ossature.pieces.append("\n")
    _Build(ossature, fragments).add(structure, 0)
    return ossature


def structure_of(piece: Piece) -> Structure:
    """The tags of a part, a text box said twice being read once."""
    return read_structure(_once(piece))


def _once(piece: Piece) -> Iterator[Paragraphe]:
    return (paragraphe for paragraphe in piece.paragraphes if not paragraphe.double)


class _Build:
    """Writes the lines of one skeleton."""

    def __init__(self, ossature: Ossature, fragments: Fragmentation):
        self.ossature, self.fragments = ossature, fragments

    def add(self, structure: Structure, depth: int) -> None:
        previous: Tag | None = None
        for tag in structure.tags:
            self._text(previous, tag)
            previous = tag
            if tag.mot == "fragment":
                called = self.fragments.structure(tag.argument()) if depth < _MAX_DEPTH else None
                if called:
                    self.add(called, depth + 1)
            else:
                self._tag(tag)

    def _text(self, previous: Tag | None, tag: Tag) -> None:
        """The words between two tags: some text is needed, the words themselves are not, save in one paragraph."""
        if previous is None or previous.paragraphe is not tag.paragraphe:
            self.ossature.pieces.append(" ")
        else:
            words = tag.paragraphe.texte[previous.fin : tag.debut]
            self.ossature.pieces.append(re.sub(r"[{}#%<\n]", " ", words))

    def _tag(self, tag: Tag) -> None:
        line = self._line(tag)
        if line:
            self.ossature.lignes.append(tag)
            self.ossature.pieces.append("\n" + line)

    def _line(self, tag: Tag) -> str:
        content = " ".join(tag.suite.split()) if "\n" in tag.suite or "\t" in tag.suite else tag.suite
        if tag.genre is Genre.COMMENTAIRE or tag.mot in ("hm", "vm"):
            return ""
        if tag.genre is Genre.VALEUR or tag.mot in ("cellbg", "colspan"):
            return f"{{{{ {content} }}}}" if self._is_read(tag, "{{{{ {} }}}}", content) else ""
        if tag.mot == "mention":
            return "{% if marques['" + re.sub(r"['\\]", "", tag.argument()) + "'] %}"
        if tag.mot == "endmention":
            return "{% endif %}"
        if tag.mot == "else" or tag.mot.startswith("end"):
            if content:
                self.ossature.illisibles.append(Illisible(tag, f"« {tag.mot} » s’écrit seul"))
            return f"{{% {tag.mot} %}}"
        if tag.mot in _FRAMES and not self._is_read(tag, _frame(tag), content):
            content = _placeholder(tag)
        return f"{{% {tag.mot} {content} %}}"

    def _is_read(self, tag: Tag, frame: str, content: str) -> bool:
        try:
            environment().parse(frame.format(content))
        except TemplateSyntaxError as error:
            self.ossature.illisibles.append(Illisible(tag, error.message or ""))
            return False
        return True


def _frame(tag: Tag) -> str:
    block = tag.mot == "set" and "=" not in tag.suite
    return "{{% set {} %}}{{% endset %}}" if block else _FRAMES[tag.mot]


def _placeholder(tag: Tag) -> str:
    """What keeps the block together when its tag cannot be read."""
    if tag.mot == "for":
        found = re.match(r"\s*([a-z_]\w*)", tag.suite)
        return f"{found[1] if found else UNREADABLE} in {UNREADABLE}"
    return {"set": f"{UNREADABLE} = {UNREADABLE}", "macro": f"{UNREADABLE}()", "call": f"{UNREADABLE}()"}.get(
        tag.mot, UNREADABLE if tag.mot in ("if", "elif") else f"{UNREADABLE} = {UNREADABLE}"
    )
