"""The branch points of a prepared part (conditions, loops, choices, marks), and the paragraph and words of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jinja2 import nodes

from actes.place import Repere
from actes.rendu.compiled import numbered, paragraph_at
from actes.rendu.impression import mark_of
from actes.rendu.notation import written
from actes.rendu.origines import SIGN, Origines
from actes.rendu.source import Partie

Branching = nodes.If | nodes.For | nodes.CondExpr

MENTION = "mention"  # in `Branchement.sous`: the mark that a branch point stands in

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
class Branchement:
    """A branch point: the ways out that are to be taken, and how to name it."""

    genre: Genre
    texte: str  # the condition, the loop, or the id of the mention
    ou: Repere  # its tag, in the author's own file
    membre: str  # word/document.xml
    rang: int  # among those of its part, or of its fragment
    issues: tuple[Issue, ...]
    extrait: str
    sous: frozenset[str] = frozenset()  # what holds where it is read: the conditions above it, « mention <id> »


@dataclass(frozen=True, slots=True)
class Point:
    """A branch point with its node, which the instrumented tree changes."""

    branchement: Branchement
    node: Branching


def points(tree: nodes.Template, partie: Partie, origines: Origines) -> list[Point]:
    """The branch points of the tree of a numbered part, in the order of the document."""
    found = list(_branching(tree))
    lines = _Lines(partie, origines)
    lines.find_tags([node for node, _, _ in found])
    return [Point(lines.told(node, issues, held), node) for node, issues, held in found]


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


@dataclass(slots=True, eq=False)
class _Call:
    """A fragment being merged, or the template itself: the first paragraph met in it, and the last."""

    fragment: str
    premier: Repere | None = None
    dernier: Repere | None = None


class _Lines:
    """From a line of the numbered source to the paragraph of the template, or of the fragment, that it comes from."""

    def __init__(self, partie: Partie, origines: Origines):
        self.partie, self.origines = partie, origines
        self.tags: dict[int, Repere] = {}  # by the rank of the node among the branch points
        self.told_so_far = 0
        self.origins: list[tuple[_Call, Repere | None]] = []  # of each line
        self.ranks: dict[_Call, int] = {}
        calls = [_Call("")]
        for line in numbered(partie.texte).split("\n"):
            sign = SIGN.search(line)
            if sign and sign[1] == "+":
                calls.append(_Call(sign[2]))
            elif sign:
                calls.pop()
            elif found := origines.of(line):
                calls[-1].dernier = found
                calls[-1].premier = calls[-1].premier or found
            self.origins.append((calls[-1], calls[-1].dernier))

    def find_tags(self, found: Sequence[Branching]) -> None:
        """The tag of each block: the n-th of its file. Not where the two do not agree (a text box said twice)."""
        calls: dict[_Call, list[int]] = {}
        for rank, node in enumerate(found):
            if not isinstance(node, nodes.CondExpr):
                calls.setdefault(self.origins[node.lineno - 1][0], []).append(rank)
        for call, ranks in calls.items():
            blocs = self.origines.blocs(call.fragment, self.partie.nom)
            if [_kind(found[rank]) for rank in ranks] == [kind for kind, _ in blocs]:
                self.tags |= {rank: ou for rank, (_, ou) in zip(ranks, blocs, strict=True)}

    def told(self, node: Branching, issues: tuple[Issue, ...], held: Held) -> Branchement:
        genre, texte = _named(node)
        body = _body(node)
        call = self.origins[node.lineno - 1][0]
        line = next((line for line in _visible(body) if self.origins[line - 1][0] is call), node.lineno)
        rang = self.ranks[call] = self.ranks.get(call, -1) + 1
        ou = self.tags.get(self.told_so_far) or self.origins[line - 1][1] or call.premier
        ou = ou or Repere(partie=self.partie.nom, fragment=call.fragment)
        self.told_so_far += 1
        extrait = _words(body) or SIGN.sub("", paragraph_at(self.partie.texte, line))
        return Branchement(genre, texte, ou, self.partie.nom, rang, issues, extrait, held)


def _kind(node: Branching) -> str:
    if isinstance(node, nodes.If):
        return "mention" if mark_of(node) else "if"
    return "for"


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
        if isinstance(node, nodes.If | nodes.For):
            yield from _visible(_body(node))


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
    return " ".join(SIGN.sub("", text).split())
