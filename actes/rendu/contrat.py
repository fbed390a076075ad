"""What a template asks of a dossier and promises to print: fields, filters, marks, conditions, loops, fragments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jinja2 import TemplateSyntaxError, nodes

from actes.rendu.compiled import Modele, numbered
from actes.rendu.environnement import environment
from actes.rendu.fragments import Fragments
from actes.rendu.garde import open_docx
from actes.rendu.impression import ELEMENT, Analyse, Chemin, analyse
from actes.rendu.notation import written
from actes.rendu.prepare import prepare_modele
from actes.rendu.source import Partie, read_source
from actes.rendu.texte import CORPS, Passage, plain_tags, read_passages, tags, values

_FRAGMENT = "fragment "
_PIECES = re.compile(r"(\{%.*?%\}|\{\{.*?\}\})")
_GIVEN = frozenset({"marques", "loop", "?"})


@dataclass(frozen=True, slots=True)
class Contrat:
    """One template: how many times it reads, asks, marks; what each of its marks prints whatever happens."""

    champs: Counter[str]
    filtres: Counter[str]
    mentions: Counter[str]
    sous_condition: Counter[str]  # marks that a branch of a condition lacks
    conditions: Counter[str]  # as written, with their branches: « {% else %} de {% if condamne.mineur %} »
    boucles: Counter[str]
    fragments: Counter[str]
    imprime: Mapping[str, frozenset[str]]
    analyse: Analyse


def read_contrat(source: bytes, passages: Iterable[Passage], fragments: Fragments, fichier: str = "") -> Contrat:
    """The contract of a template, its fragments merged; `passages` are its own and those of its fragments.

    Raises ModeleError for what keeps the template from being understood, LectureError for a refused docx.
    """
    prepared = read_source(prepare_modele(source, fragments))
    Modele(prepared, fichier)  # every mistake of syntax and every forbidden code is told, with its place
    marks = analyse(prepared.parties)
    printed: dict[str, frozenset[str]] = {}
    for mark in marks.marques:
        paths = frozenset(map(_dotted, mark.imprime))
        printed[mark.mention] = printed.get(mark.mention, paths) & paths
    conditions, loops, called = _written(passages)
    return Contrat(
        Counter(sorted({_dotted(path) for path, _, _ in marks.lus if path[0] not in _GIVEN and "?" not in path})),
        _filters(prepared.parties),
        Counter(mark.mention for mark in marks.marques),
        Counter(mark.mention for mark in marks.sous_condition),
        conditions,
        loops,
        called,
        printed,
        marks,
    )


def read_fragments(passages: Iterable[Passage], fragments: Fragments) -> list[Passage]:
    """The passages of the fragments that these passages call, and that those call in turn, each fragment once.

    Raises ModeleError for an unknown fragment.
    """
    found: dict[str, list[Passage]] = {}
    waiting = list(_written(passages)[2])
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            own = read_passages(open_docx(fragments(name), f"{name}.docx"))
            found[name] = [replace(p, partie=f"{_FRAGMENT}«\u00a0{name}\u00a0»") for p in own if p.partie == CORPS]
            waiting += _written(found[name])[2]
    return [passage for own in found.values() for passage in own]


def words_of_marks(passages: Sequence[Passage]) -> dict[str, str]:
    """What the marks of each mention say, all branches together, those of the fragments that they call included."""
    words: dict[str, str] = {}
    _gather(passages, [p for p in passages if not p.partie.startswith(_FRAGMENT)], "", words)
    return words


def _gather(known: Sequence[Passage], passages: Iterable[Passage], mention: str, words: dict[str, str]) -> str:
    for passage in passages:
        for piece in _PIECES.split(plain_tags(passage.texte)):
            word, _, rest = re.sub(r"^\{%(?:p|tr|tc|r)? |[-+ ]*%\}$", "", piece).partition(" ")
            name = rest.strip("\"' ")
            if not piece.startswith("{%"):
                words[mention] = words.get(mention, "") + piece
            elif word == "mention":
                mention = name
                words.setdefault(mention, "")
            elif word == "endmention":
                mention = ""
            elif word == "fragment":
                called = [p for p in known if p.partie == f"{_FRAGMENT}«\u00a0{name}\u00a0»"]
                mention = _gather(known, called, mention, words)
        words[mention] = words.get(mention, "") + " "
    return mention


def _written(passages: Iterable[Passage]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """The conditions with their branches, the loops and the fragments, as the author wrote them."""
    conditions, loops, called = Counter[str](), Counter[str](), Counter[str]()
    opened: list[str] = []
    for passage in passages:
        conditions.update(_choices(passage.texte))
        for tag in tags(passage.texte):
            word, _, rest = tag.partition(" ")
            if word in ("if", "elif"):
                conditions[f"{{% {tag} %}}"] += 1
            elif word == "for":
                loops[f"{{% {tag} %}}"] += 1
            elif word == "fragment":
                called[rest.strip("\"'«» \u00a0")] += 1
            if word in ("if", "for"):
                opened.append(tag)
            elif word == "else" and opened:
                (conditions if opened[-1].startswith("if") else loops)[f"{{% else %}} de {{% {opened[-1]} %}}"] += 1
            elif word in ("endif", "endfor"):
                del opened[-1:]
    return conditions, loops, called


def _choices(text: str) -> Iterator[str]:
    """The conditions of `{{ a if … else b }}`, as the author wrote them."""
    for value in values(text):
        if " if " in value:
            try:
                tree = environment().parse(f"{{{{ {value} }}}}")
            except TemplateSyntaxError:
                continue  # told when the template is understood as a whole
            for choice in tree.find_all(nodes.CondExpr):
                yield f"{{{{ … if {written(choice.test)} else … }}}}"


def _filters(parties: Iterable[Partie]) -> Counter[str]:
    trees = [environment().parse(numbered(partie.texte)) for partie in parties if partie.dynamique]
    names = {node.name for tree in trees for node in tree.find_all(nodes.Filter) if not node.name.startswith("_")}
    return Counter(sorted(names))


def _dotted(path: Chemin) -> str:
    """`victimes[].nom` for ("victimes", "[]", "nom")."""
    return ".".join(path).replace(f".{ELEMENT}", ELEMENT)
