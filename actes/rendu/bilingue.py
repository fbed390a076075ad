"""A second language beneath the first: each text of a template followed by its translation, in italics."""

from __future__ import annotations

import copy
import re

from jinja2 import Environment
from lxml import etree

from actes.errors import Constat, ModeleError
from actes.place import Place
from actes.rendu.balises import RPR, SPACE, R, T, split_run
from actes.rendu.garde import W
from actes.rendu.langues import AUTRE, PLACEHOLDER, Textes, code_word
from actes.rendu.litteraux import with_literals
from actes.rendu.pieces import Extent, Words, extents, named, paragraphs, translated

_BARE = Environment()  # it only reads
_IF, _ELSE, _ENDIF = (re.compile(rf"\s*\{{% {word}[^%]*%\}}\s*") for word in ("if ", "(?:elif |else )", "endif "))
_BEFORE_ITALICS = frozenset({f"{W}rStyle", f"{W}rFonts", f"{W}b", f"{W}bCs"})  # the order that the format wants


def add_beneath(roots: list[tuple[etree._Element, str]], textes: Textes, fichier: str) -> None:
    """After every text of these parts, its translation: on a line of its own when it is alone in its paragraph.

    The values inside a text are printed again, with the filters of the language. Raises ModeleError naming each text
    that the catalogue lacks.
    """
    problems: dict[str, Constat] = {}
    for root, part in roots:
        for line, paragraph, context in paragraphs(root):
            words = Words(paragraph)
            found = list(extents(words))
            place = Place(f"{fichier}:{part}" if fichier else part, line)
            for extent in reversed(found):
                said = _said(extent, context, textes, place, problems)
                _insert(words, extent, said, textes, alone=_alone(words.texte, found))
    if problems:
        raise ModeleError(constats=list(problems.values()))


def _alone(texte: str, found: list[Extent]) -> bool:
    """Whether one text at most shows in this paragraph: there is but one, or each has a branch of one choice."""
    ends = [0, *(each.fin for each in found)]
    starts = [*(each.debut for each in found), len(texte)]
    between = [texte[end:start] for end, start in zip(ends, starts, strict=True)]
    return len(found) == 1 or all(
        form.fullmatch(piece) for form, piece in zip([_IF, *[_ELSE] * (len(found) - 1), _ENDIF], between, strict=True)
    )


def _said(extent: Extent, context: str, textes: Textes, place: Place, problems: dict[str, Constat]) -> str:
    def literal(text: str) -> str:
        return translated(text, context, textes, place, problems)

    values = {named(value): value for value in extent.valeurs}
    text = translated(extent.texte, context, textes, place, problems)
    return PLACEHOLDER.sub(lambda m: f"{{{{{_elsewhere(with_literals(values.get(m[1], m[1]), literal))}}}}}", text)


def _elsewhere(expression: str) -> str:
    """The expression with each of its filters in the second language: `x | date_longue__autre`."""
    pieces, after_pipe = [], False
    for _, kind, text in _BARE.lex("{{" + expression + "}}"):
        pieces.append(text + AUTRE if kind == "name" and after_pipe else text)
        if kind != "whitespace":
            after_pipe = kind == "operator" and text == "|"
    return "".join(pieces)[2:-2]


def _insert(words: Words, extent: Extent, said: str, textes: Textes, *, alone: bool) -> None:
    """Write a translation right after its text, whatever the runs."""
    element = next(e for offset, e in reversed(words.parts) if offset < extent.fin and e.text)
    offset = next(o for o, e in words.parts if e is element)
    own = element.text or ""
    rest = own[extent.fin - offset :]
    if rest:
        after = copy.deepcopy(element)
        element.text, after.text = own[: extent.fin - offset], rest
        after.set(SPACE, "preserve")
        element.addnext(after)
        split_run(after)
    elif (following := element.getnext()) is not None:
        split_run(following)
        while following.tag != T and following.getnext() is not None:  # a break too stands in a run of its own
            following = following.getnext()
            split_run(following)
    run = element.getparent()
    if run.tag == R:
        translated = _run(run, said, textes, alone=alone)
        run.addnext(translated)
        if alone:  # the break stands in a run of its own: one that Word cuts in two keeps it once
            run.addnext(_line_break(translated))


def _line_break(model: etree._Element) -> etree._Element:
    run = etree.Element(R, nsmap=model.nsmap)
    run.append(copy.deepcopy(model.find(RPR)))
    etree.SubElement(run, f"{W}br")
    return run


def _run(model: etree._Element, said: str, textes: Textes, *, alone: bool) -> etree._Element:
    run = etree.Element(R, nsmap=model.nsmap)
    known = model.find(RPR)
    properties = etree.SubElement(run, RPR) if known is None else copy.deepcopy(known)
    run.append(properties)
    for name in (f"{W}i", f"{W}iCs", f"{W}lang", f"{W}caps"):
        for element in properties.findall(name):
            properties.remove(element)
    rank = sum(child.tag in _BEFORE_ITALICS for child in properties)
    capitals = etree.Element(f"{W}caps")  # no font capitalises every alphabet
    capitals.set(f"{W}val", "0")
    properties.insert(rank, etree.Element(f"{W}i"))
    properties.insert(rank + 1, capitals)
    language = etree.SubElement(properties, f"{W}lang")
    language.set(f"{W}val", code_word(textes.langue))
    text = etree.SubElement(run, T)
    text.text = said if alone else f" / {said}"
    text.set(SPACE, "preserve")
    return run
