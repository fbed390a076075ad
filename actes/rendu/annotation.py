"""A copy of a template with what was found wrong as Word comments, each at its place; the template is left alone."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from actes.rendu.anatomie import NOTRE_AUTEUR, Anatomie, Element, Paragraphe, Piece, Segment
from actes.rendu.archive import Archive
from actes.rendu.balises import SPACE, TAG, P, R, T
from actes.rendu.garde import W

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_MARKS = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
_TYPES_PART = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Note:
    """One comment to write: the paragraph and the character it is about (None: elsewhere than in a text), its lines."""

    lignes: tuple[str, ...]  # the first is set in bold
    partie: str = ""
    paragraphe: int | None = None
    colonne: int | None = None


def annotate(membres: Mapping[str, bytes], notes: Sequence[Note]) -> bytes:
    """The docx with these comments, beside those that others wrote; same input, same bytes.

    Word has no comments in headers, footers, notes and text boxes: what is found there is told at the paragraph that
    anchors it, or at the first one of the body. Our comments of a former copy are taken out.
    """
    docx = Anatomie(membres)
    body = docx.corps
    if body is None or not body.paragraphes:
        return Archive.of(membres.items()).assemble({})
    pages = _Pages(docx, body)
    placed = _placed(body, notes)
    idents = [pages.comment(group) for group in placed.values()]
    for (paragraphe, colonne), ident in reversed(list(zip(placed, idents, strict=True))):
        _mark(paragraphe, colonne, ident)  # the last ones first: cutting a run moves only what comes after it
    return Archive.of({**membres, **pages.changed()}.items()).assemble({})


def _placed(body: Piece, notes: Sequence[Note]) -> dict[tuple[Paragraphe, int | None], list[Note]]:
    """The notes by their anchor: those of one character together, in the order of the document."""
    numbered = {p.numero: p for p in body.paragraphes}
    found: dict[tuple[int, int], list[Note]] = {}
    for note in notes:
        paragraphe = numbered.get(note.paragraphe or 0) if note.partie == body.nom else None
        anchor = _host(paragraphe, numbered) if paragraphe is not None else body.paragraphes[0]
        here = paragraphe is not None and anchor is paragraphe and note.colonne is not None
        found.setdefault((anchor.numero, note.colonne or 0 if here else 0), []).append(note)
    return {(numbered[number], column or None): found[number, column] for number, column in sorted(found)}


def _host(paragraphe: Paragraphe, numbered: Mapping[int, Paragraphe]) -> Paragraphe:
    """The paragraph itself, or the one of the body that its text box is anchored in."""
    around = list(paragraphe.element.iterancestors(P))
    by_element = {p.element: p for p in numbered.values()}
    return by_element.get(around[-1], paragraphe) if around else paragraphe


class _Pages:
    """The parts that change: the body, the comments, and what declares them."""

    def __init__(self, docx: Anatomie, body: Piece):
        self.docx, self.body = docx, body.racine
        folder, name = posixpath.split(docx.principal)
        self.relations_part = f"{folder}/_rels/{name}.rels"
        self.relations = _root(docx, self.relations_part, f"{{{_RELATIONS}}}Relationships")
        known = [r for r in self.relations if r.get("Type") == _COMMENTS]
        target = known[0].get("Target", "") if known else "comments.xml"
        self.part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        self.comments = _root(docx, self.part, f"{W}comments")
        if not known:
            self._declare(target)
        self.clean()
        self.number = 1 + max((int(e.get(f"{W}id", "0")) for e in self._all_marks()), default=-1)

    def clean(self) -> None:
        """Take our own comments out."""
        ours = {c.get(f"{W}id") for c in self.comments if c.get(f"{W}author") == NOTRE_AUTEUR}
        for comment in [c for c in self.comments if c.get(f"{W}id") in ours]:
            self.comments.remove(comment)
        for mark in [m for m in self.body.iter(*_MARKS) if m.get(f"{W}id") in ours]:
            run = mark.getparent()
            gone = run if mark.tag == _MARKS[2] and len(run) == 1 else mark
            gone.getparent().remove(gone)

    def comment(self, notes: Sequence[Note]) -> str:
        """Write one comment for what is said of a place; its number."""
        ident = str(self.number)
        self.number += 1
        attributes = {f"{W}id": ident, f"{W}author": NOTRE_AUTEUR, f"{W}initials": "a"}
        comment = etree.SubElement(self.comments, f"{W}comment", attributes)
        for note in notes:
            for rank, line in enumerate(note.lignes):
                _line(comment, line, bold=not rank)
        return ident

    def changed(self) -> dict[str, bytes]:
        """The members to write."""
        roots = {self.docx.principal: self.body, self.part: self.comments, self.relations_part: self.relations}
        roots[_TYPES_PART] = self._types()
        return {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in roots.items()
        }

    def _all_marks(self) -> list[Element]:
        found = [*self.comments.iter(f"{W}comment"), *self.body.iter(*_MARKS)]
        return [e for e in found if (e.get(f"{W}id") or "").isdigit()]

    def _declare(self, target: str) -> None:
        taken = {relation.get("Id") for relation in self.relations}
        ident = next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)
        attributes = {"Id": ident, "Type": _COMMENTS, "Target": target}
        etree.SubElement(self.relations, f"{{{_RELATIONS}}}Relationship", attributes)

    def _types(self) -> Element:
        root = _root(self.docx, _TYPES_PART, f"{_TYPES}Types")
        if all(override.get("PartName") != f"/{self.part}" for override in root):
            attributes = {"PartName": f"/{self.part}", "ContentType": _COMMENTS_TYPE}
            etree.SubElement(root, f"{_TYPES}Override", attributes)
        return root


def _root(docx: Anatomie, part: str, tag: str) -> Element:
    """The root of a part, or a new one."""
    found = docx.xml(part)
    return (
        etree.Element(tag, nsmap={"w" if tag.startswith(W) else None: tag[1:].partition("}")[0]})
        if found is None
        else found
    )


def _mark(paragraphe: Paragraphe, colonne: int | None, ident: str) -> None:
    """Put the limits of a comment around its words, and its reference after them."""
    first, last = _range(replace(paragraphe), colonne)
    start, end = (etree.Element(tag, {f"{W}id": ident}) for tag in _MARKS[:2])
    run = etree.Element(R)
    etree.SubElement(run, _MARKS[2], {f"{W}id": ident})
    if first is None or last is None:
        paragraphe.element.extend((start, end, run))
    else:
        first.addprevious(start)
        last.addnext(end)
        end.addnext(run)


def _line(comment: Element, text: str, *, bold: bool) -> None:
    run = etree.SubElement(etree.SubElement(comment, P), R)
    properties = etree.SubElement(run, f"{W}rPr")
    if bold:
        etree.SubElement(properties, f"{W}b")
    etree.SubElement(properties, f"{W}lang", {f"{W}val": "fr-FR"})
    words = etree.SubElement(run, T)
    words.text = text
    words.set(SPACE, "preserve")


def _range(paragraphe: Paragraphe, colonne: int | None) -> tuple[Element | None, Element | None]:
    """The children of the paragraph between which the words are: cut out if need be; all of them without a column."""
    texte = paragraphe.texte
    if colonne is None or not texte:
        inside = [child for child in paragraphe.element if child.tag != f"{W}pPr"]
        return (inside[0], inside[-1]) if inside else (None, None)
    debut = min(colonne - 1, len(texte) - 1)
    fin = _end(texte, debut)
    _cut(paragraphe, fin)
    _cut(paragraphe, debut)
    there = [s for s in replace(paragraphe).segments if not s.supprime and s.debut < fin and s.fin > debut]
    held = [_child(paragraphe.element, s.element) for s in there]
    return (held[0], held[-1]) if held else (None, None)


def _end(texte: str, debut: int) -> int:
    """The end of the tag that begins there, or of the word."""
    tag = TAG.match(texte, debut)
    if tag:
        return tag.end()
    close = {"{{": "}}", "{%": "%}", "{#": "#}"}.get(texte[debut : debut + 2])
    if close and (found := texte.find(close, debut)) >= 0:
        return found + 2
    end = debut
    while end < len(texte) and texte[end].isspace():  # a space alone would not be seen
        end += 1
    end += 1
    while end < len(texte) and not texte[end].isspace() and texte[end] != "{":
        end += 1
    return min(end, len(texte))


def _child(paragraph: Element, element: Element) -> Element:
    """The child of the paragraph that holds this element."""
    while element.getparent() is not paragraph:
        element = element.getparent()
    return element


def _cut(paragraphe: Paragraphe, offset: int) -> None:
    """Make this character of the text begin a run, where the run is a child of the paragraph; else leave it whole."""
    segment = next((s for s in replace(paragraphe).segments if not s.supprime and s.debut <= offset < s.fin), None)
    if segment is None or segment.run is None or segment.run.getparent() is not paragraphe.element:
        return
    _split(segment, offset - segment.debut)


def _split(segment: Segment, inside: int) -> None:
    element, run = segment.element, segment.run
    if run is None or element.getparent() is not run:
        return
    if inside:
        after = etree.Element(T)
        element.text, after.text = segment.texte[:inside], segment.texte[inside:]
        for piece in (element, after):
            piece.set(SPACE, "preserve")
        element.addnext(after)
        element = after
    if all(sibling.tag == f"{W}rPr" for sibling in element.itersiblings(preceding=True)):
        return
    twin = etree.Element(R, nsmap=run.nsmap)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        twin.append(etree.fromstring(etree.tostring(properties)))
    for moved in [element, *element.itersiblings()]:
        twin.append(moved)
    run.addnext(twin)
