"""Tags sewn whole: each one in a single w:t, as its author meant it, whatever Word cut, wrapped or put inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from actes.rendu.balises import RPR, SPACE, P, R, T
from actes.rendu.garde import W, parse
from actes.rendu.saisie import TAG, clean_tag

_BRACE = re.compile(r"[{}\uff5b\uff5d\ufe5b\ufe5c]")
_ALONE = re.compile(r"\{[{%#](p|tr|tc) ")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DELETED = (f"{W}del", f"{W}moveFrom")
_HIDDEN = frozenset({f"{W}pPr", RPR, f"{W}sdtPr", f"{W}instrText", f"{W}delText", *_DELETED, _FALLBACK})
_WRAPPERS = (f"{W}smartTag", f"{W}customXml")
_RANGES = tuple(
    f"{W}{kind}{end}"
    for kind in ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange")
    for end in ("Start", "End")
)
_SIGNS = {
    f"{W}tab": "\t", f"{W}cr": "\n", f"{W}softHyphen": "\u00ad", f"{W}noBreakHyphen": "\u2011", f"{W}br": "\n",
}  # fmt: skip


def sew_part(data: bytes) -> bytes:
    """A part of a document with its tags sewn; the same bytes when there was nothing to sew."""
    if not _BRACE.search(data.decode("utf-8", "replace")):
        return data
    root = parse(data)
    if not sew(root):
        return data
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def sew(root: etree._Element) -> bool:
    """Sew every tag below `root`, in place; whether anything had to change.

    A tag takes the formatting of its first character, as docxtpl does; what Word put inside it (bookmarks, notes,
    pictures, marks of the spelling checker) stays in the paragraph, after it. Deleted text holds no tag any more, and
    the second wording of a text box, which Word keeps for old readers, none either.
    """
    changed = _drop_twins(root) | _drop_deleted(root)
    for paragraph in list(root.iter(P)):
        if any(_BRACE.search(element.text or "") for element in paragraph.iter(T)):
            changed |= _sew_paragraph(paragraph)
    return changed


def _drop_twins(root: etree._Element) -> bool:
    twins = [twin for twin in root.iter(_FALLBACK) if _BRACE.search("".join(twin.itertext(T)))]
    for twin in twins:
        twin.getparent().remove(twin)
    return bool(twins)


def _drop_deleted(root: etree._Element) -> bool:
    """docxtpl would run the tags of a text that its author deleted with the revisions recorded."""
    gone = [element for element in root.iter(*_DELETED) if element.getparent().tag != RPR]
    gone = [element for element in gone if _BRACE.search("".join(element.itertext()))]
    for element in gone:
        if element.getparent() is not None:
            element.getparent().remove(element)
    return bool(gone)


@dataclass(slots=True)
class _Signe:
    """One element that writes something, and where its text begins in the paragraph's."""

    element: etree._Element
    debut: int
    texte: str

    @property
    def fin(self) -> int:
        return self.debut + len(self.texte)


def _sew_paragraph(paragraph: etree._Element) -> bool:
    changed = _unwrap(paragraph)
    signs = list(_signs(paragraph))
    text = "".join(sign.texte for sign in signs)
    for found in reversed(list(TAG.finditer(text))):
        held = [sign for sign in signs if sign.debut < found.end() and sign.fin > found.start()]
        clean = clean_tag(found[0])
        if clean != found[0] or len(held) > 1:
            changed = True
            _write(held, found.start(), found.end(), clean)
            signs = list(_signs(paragraph))  # what stands before keeps its place
    if alone := _ALONE.search("".join(sign.texte for sign in signs)):
        changed |= _move_ranges_out(paragraph, f"{W}{alone[1]}")
    return changed


def _signs(paragraph: etree._Element) -> Iterator[_Signe]:
    position = 0
    for element in _written(paragraph):
        text = (element.text or "") if element.tag == T else _SIGNS[element.tag]
        yield _Signe(element, position, text)
        position += len(text)


def _written(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == T or (child.tag in _SIGNS and not child.get(f"{W}type")):
            yield child
        elif child.tag not in _HIDDEN and child.tag != P:
            yield from _written(child)


def _write(held: list[_Signe], start: int, end: int, tag: str) -> None:
    """Put the tag whole in the first text that holds a piece of it, and take the pieces out of the others."""
    home = next(sign for sign in held if sign.element.tag == T)
    for sign in held:
        before, after = sign.texte[: max(start - sign.debut, 0)], sign.texte[max(end - sign.debut, 0) :]
        if sign is home:
            sign.element.text = before + tag + after
            sign.element.set(SPACE, "preserve")
        elif sign.element.tag == T and after:
            sign.element.text = after
            sign.element.set(SPACE, "preserve")
        else:
            _remove(sign.element)


def _remove(element: etree._Element) -> None:
    run = element.getparent()
    run.remove(element)
    if run.tag == R and all(child.tag == RPR for child in run):
        run.getparent().remove(run)


def _unwrap(paragraph: etree._Element) -> bool:
    """Take away the wrappers that newer versions of Word no longer write: they say nothing and show nothing."""
    wrappers = [wrapper for wrapper in paragraph.iter(*_WRAPPERS) if wrapper.getparent().tag != f"{W}sdt"]
    for wrapper in wrappers:
        for child in list(wrapper):
            if child.tag not in (f"{W}smartTagPr", f"{W}customXmlPr"):
                wrapper.addprevious(child)
        wrapper.getparent().remove(wrapper)
    return bool(wrappers)


def _move_ranges_out(paragraph: etree._Element, kind: str) -> bool:
    """What holds a `{%p …%}` disappears: a bookmark that begins or ends there would be left in two halves."""
    gone = next((each for each in (paragraph, *paragraph.iterancestors(kind)) if each.tag == kind), paragraph)
    ranges = list(paragraph.iter(*_RANGES))
    for element in ranges:
        gone.addprevious(element)
    return bool(ranges)
