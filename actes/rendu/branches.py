"""The branch points of a prepared part (conditions, loops, choices, marks), and the paragraph and words of each."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from docx import Document
from jinja2 import nodes

from actes.rendu.compiled import numbered, paragraph_at
from actes.rendu.fragments import Fragments
from actes.rendu.impression import mark_of
from actes.rendu.notation import written
from actes.rendu.source import Partie

Branching = nodes.If | nodes.For | nodes.CondExpr

MENTION = "mention"  # in `Branchement.sous`: the mark that a branch point stands in

_BORDER = "\ue000"  # a private character: no author types it
_SIGN = re.compile(f"{_BORDER}([+-])([a-z0-9-]*){_BORDER}")
_MARKUP = re.compile(r"(?:\s|<[^>]*>)*")


class Genre(StrEnum):
    """What branches."""

    CONDITION = "condition"
    CHOIX = "choix"  # a if b else c
    BOUCLE = "boucle"
    MENTION = "mention"


class Issue(StrEnum):
    """One way out of a branch point."""

    VRAI = "vrai"
    FAUX = "faux"
    UN = "un"
    PLUSIEURS = "plusieurs"
    AUCUN = "aucun"
    PRESENTE = "présente"
    ABSENTE = "absente"


@dataclass(frozen=True, slots=True)
class Endroit:
    """Where an author finds a branch point: `fragment` is empty in the template itself."""

    fragment: str
    partie: str
    paragraphe: int


@dataclass(frozen=True, slots=True)
class Branchement:
    """A branch point: the ways out that are to be taken, and how to name it."""

    genre: Genre
    texte: str  # the condition, the loop, or the id of the mention
    endroit: Endroit
    rang: int  # among those of its part, or of its fragment
    issues: tuple[Issue, ...]
    extrait: str
    sous: frozenset[str] = frozenset()  # what holds where it is read: the conditions above it, « mention <id> »


@dataclass(frozen=True, slots=True)
class Point:
    """A branch point with its node, which the instrumented tree changes."""

    branchement: Branchement
    node: Branching


def bordered(fragments: Fragments) -> Fragments:
    """The same fragments, with a paragraph before and after that says where each begins and ends."""

    def read(name: str) -> bytes:
        document = Document(io.BytesIO(fragments(name)))
        body = document.element.body
        first, last = document.add_paragraph(), document.add_paragraph()
        first.add_run(f"{_BORDER}+{name}{_BORDER}")
        last.add_run(f"{_BORDER}-{_BORDER}")
        body.insert(0, first._p)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return read


def points(tree: nodes.Template, partie: Partie) -> list[Point]:
    """The branch points of the tree of a numbered part, in the order of the document."""
    lines = _Lines(partie)
    return [Point(lines.told(node, issues, held), node) for node, issues, held in _branching(tree)]


Held = frozenset[str]


def _branching(
    node: nodes.Node, followed: bool = False, held: Held = frozenset()
) -> Iterator[tuple[Branching, tuple[Issue, ...], Held]]:
    """Each branching node, its ways out and the conditions it stands under.

    `followed`: an `elif` comes after, so that false leads to it.
    """
    if isinstance(node, nodes.If) and not is_blank_choice(node):
        if mark_of(node):
            yield node, (Issue.PRESENTE, Issue.ABSENTE), held
        else:
            yield node, (Issue.VRAI,) if followed or node.elif_ else (Issue.VRAI, Issue.FAUX), held
    elif isinstance(node, nodes.For):
        yield node, (Issue.UN, Issue.PLUSIEURS, *([Issue.AUCUN] if node.else_ else [])), held
    elif isinstance(node, nodes.CondExpr):
        yield node, (Issue.VRAI, Issue.FAUX), held
    later = node.elif_[:-1] if isinstance(node, nodes.If) else []
    mark = mark_of(node) if isinstance(node, nodes.If) else None
    inner = held | set(_conjuncts(node.test)) if isinstance(node, nodes.If) else held
    inner = inner | {f"{MENTION} {mark}"} if mark else inner
    body = node.body if isinstance(node, nodes.If) else []
    for child in node.iter_child_nodes():
        under = inner if any(child is other for other in body) else held
        yield from _branching(child, any(child is other for other in later), under)


def alternatives(texte: str) -> set[str]:
    """The operands of a condition written « a or b »."""
    return set(texte.removeprefix("if ").split(" or "))


def _conjuncts(test: nodes.Node) -> Iterator[str]:
    """The conditions that all hold when this one does."""
    if isinstance(test, nodes.And):
        yield from _conjuncts(test.left)
        yield from _conjuncts(test.right)
    else:
        yield written(test)


def is_blank_choice(node: nodes.Node) -> bool:
    """What `prepare_modele` writes in each mark for what lacks in a draft: no choice of the author."""
    return isinstance(node, nodes.If) and isinstance(node.test, nodes.Getattr) and node.test.attr == "lacune"


@dataclass(slots=True)
class _Call:
    """A fragment being merged, or the template itself: the paragraphs met so far."""

    fragment: str
    numero: int
    paragraphes: int = 0


class _Lines:
    """From a line of the numbered source to the paragraph of the template, or of the fragment, that it comes from."""

    def __init__(self, partie: Partie):
        self.partie = partie
        self.origins: list[tuple[str, int, int]] = []  # of each line: fragment, paragraph there, which call of it
        self.ranks: dict[tuple[str, int], int] = {}
        host = _Call("", 0, -1)  # the first line of a part stands before its first paragraph
        calls = [host]
        for number, line in enumerate(numbered(partie.texte).split("\n")):
            sign = _SIGN.search(line)
            if sign and sign[1] == "+":
                calls.append(_Call(sign[2], number))
            elif sign:
                calls.pop()
            else:  # the template counts the paragraphs of its fragments too, as the other messages do
                host.paragraphes += 1
                calls[-1].paragraphes += calls[-1] is not host
            self.origins.append((calls[-1].fragment, max(calls[-1].paragraphes, 1), calls[-1].numero))

    def told(self, node: Branching, issues: tuple[Issue, ...], held: Held) -> Branchement:
        genre, texte = _named(node)
        body = _body(node)
        line = next(_visible(body), node.lineno)
        fragment, paragraph, call = self.origins[node.lineno - 1]
        rang = self.ranks[fragment, call] = self.ranks.get((fragment, call), -1) + 1
        paragraph = self.origins[line - 1][1] if self.origins[line - 1][0] == fragment else paragraph
        extrait = _words(body) or _SIGN.sub("", paragraph_at(self.partie.texte, line))
        return Branchement(genre, texte, Endroit(fragment, self.partie.nom, paragraph), rang, issues, extrait, held)


def _named(node: Branching) -> tuple[Genre, str]:
    if isinstance(node, nodes.For):
        return Genre.BOUCLE, f"for {written(node.target)} in {written(node.iter)}"
    if isinstance(node, nodes.CondExpr):
        return Genre.CHOIX, written(node)
    mention = mark_of(node)
    return (Genre.MENTION, mention) if mention else (Genre.CONDITION, f"if {written(node.test)}")


def _body(node: Branching) -> list[nodes.Node]:
    if isinstance(node, nodes.CondExpr):
        return []
    return next(
        (child.else_ for child in node.body if isinstance(child, nodes.If) and is_blank_choice(child)), node.body
    )


def _visible(body: Iterable[nodes.Node]) -> Iterator[int]:
    """The lines of the words that these nodes print."""
    for node in body:
        for child in node.nodes if isinstance(node, nodes.Output) else ():
            if not isinstance(child, nodes.TemplateData):
                yield child.lineno
                continue
            markup = _MARKUP.match(child.data)
            if markup and markup.end() < len(child.data) and child.data[markup.end()] != "<":
                yield child.lineno + child.data.count("\n", 0, markup.end())


def _words(body: Iterable[nodes.Node]) -> str:
    """What these nodes print, as the author wrote it; what is nested is « … »."""
    pieces = []
    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                plain = child.data if isinstance(child, nodes.TemplateData) else f"{{{{ {written(child)} }}}}"
                pieces.append(plain)
        elif isinstance(node, nodes.If) and is_blank_choice(node):
            pieces.append(_words(node.else_))
        else:
            pieces.append("…")
    text = re.sub(r"<[^>]*>", "", "".join(pieces).replace("</w:p>", " "))
    return " ".join(_SIGN.sub("", text).split())
