"""Template tags inside Word's runs: finding them whole, and cutting the runs around them."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from actes.errors import ModeleError
from actes.place import Place
from actes.rendu.garde import W

P, R, T, RPR = f"{W}p", f"{W}r", f"{W}t", f"{W}rPr"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

TAG = re.compile(r"\{%[-+]?(?:(?P<prefixe>tr|tc|p|r)\s)?\s*(?P<mot>\w+)(?P<suite>(?:(?!%\}).)*?)[-+]?%\}", re.DOTALL)
_ARGUMENT = re.compile(r"^\s*[\"'“”«\u2018\u2019]\s*([^\"'“”»\u2018\u2019]*?)\s*[\"'“”»\u2018\u2019]\s*$")


@dataclass(frozen=True, slots=True)
class Balise:
    """One `{% … %}` tag: its word, its prefix (p, tr, tc, r or none), where it stands in its paragraph's text."""

    mot: str
    prefixe: str
    suite: str
    debut: int
    fin: int
    paragraphe: etree._Element

    def argument(self, part: str) -> str:
        """The quoted argument of `mention "…"` or `fragment "…"`; raises ModeleError when it is missing."""
        match = _ARGUMENT.match(self.suite)
        if not match or not match[1]:
            raise trouble(part, self.paragraphe, f"la balise «\u00a0{self.mot}\u00a0» attend un nom entre guillemets")
        return match[1]


def trouble(part: str, paragraphe: etree._Element | None, message: str, conseil: str = "") -> ModeleError:
    """An author's error at a paragraph of a part: « word/document.xml, paragraphe 12 »."""
    number, excerpt = None, ""
    if paragraphe is not None:
        root = paragraphe.getroottree().getroot()
        number = 1 + next((i for i, p in enumerate(root.iter(P)) if p is paragraphe), 0)
        text = " ".join(paragraph_text(paragraphe).split())
        excerpt = f" (paragraphe {number}\u00a0: «\u00a0{text[:60]}{'…' if len(text) > 60 else ''}\u00a0»)"
    return ModeleError(message + excerpt, Place(part, number), conseil=conseil)


def text_elements(paragraphe: etree._Element) -> Iterator[etree._Element]:
    """The w:t of a paragraph, those of a text box inside it left aside."""
    for element in paragraphe.iter(T):
        owner = element.getparent()
        while owner is not None and owner.tag != P:
            owner = owner.getparent()
        if owner is paragraphe:
            yield element


def paragraph_text(paragraphe: etree._Element) -> str:
    """The text of a paragraph as the author typed it, whatever the runs."""
    return "".join(element.text or "" for element in text_elements(paragraphe))


def balises(root: etree._Element) -> Iterator[Balise]:
    """Every tag of a part, in the order of the document."""
    for paragraphe in root.iter(P):
        text = paragraph_text(paragraphe)
        if "{%" in text:
            for match in TAG.finditer(text):
                yield Balise(
                    match["mot"], match["prefixe"] or "", match["suite"], match.start(), match.end(), paragraphe
                )


def isolate(balise: Balise, part: str) -> etree._Element:
    """Give the tag a run of its own, which is returned; the text around it keeps its runs and their properties."""
    paragraphe = balise.paragraphe
    for offset in (balise.fin, balise.debut):
        _cut(paragraphe, offset)
    position, runs = 0, []
    for element in list(text_elements(paragraphe)):
        length = len(element.text or "")
        if length and balise.debut <= position < balise.fin:
            runs.append(element.getparent())
        position += length
    first, *others = list(dict.fromkeys(runs))
    if any(run.getparent() is not first.getparent() for run in others):
        raise trouble(part, paragraphe, "une balise est à cheval sur deux éléments de Word", "retapez-la d’un trait")
    for run in others:
        run.getparent().remove(run)
    for child in list(first):
        if child.tag != RPR:
            first.remove(child)
    return first


def _cut(paragraphe: etree._Element, offset: int) -> None:
    """Make `offset`, counted in characters of the paragraph's text, fall between two runs."""
    position, previous = 0, None
    for element in text_elements(paragraphe):
        text = element.text or ""
        if not text:
            continue
        if position < offset < position + len(text):
            after = copy.deepcopy(element)
            element.text, after.text = text[: offset - position], text[offset - position :]
            element.set(SPACE, "preserve")
            after.set(SPACE, "preserve")
            element.addnext(after)
            split_run(after)
            return
        if position == offset:
            if any(sibling.tag != RPR for sibling in element.itersiblings(preceding=True)):
                split_run(element)
            break
        position, previous = position + len(text), element
    if previous is not None and (following := previous.getnext()) is not None:
        split_run(following)


def split_run(child: etree._Element) -> None:
    """Move `child` and what follows it in its run to a new run of the same properties."""
    run = child.getparent()
    if run.tag != R:
        return
    twin = etree.Element(R, nsmap=run.nsmap)
    properties = run.find(RPR)
    if properties is not None:
        twin.append(copy.deepcopy(properties))
    for moved in [child, *child.itersiblings()]:
        twin.append(moved)
    run.addnext(twin)
