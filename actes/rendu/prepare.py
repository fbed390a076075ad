"""From the author's template to pure docxtpl syntax: fragments merged, marks turned into controls and bookmarks."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from lxml import etree

from actes.rendu import archive
from actes.rendu.balises import Balise, P, balises, isolate, paragraph_text, trouble
from actes.rendu.brouillon import stamp_draft
from actes.rendu.couture import sew_part
from actes.rendu.fragments import Fragments, fragments_beside, merge_fragments
from actes.rendu.garde import W, open_docx, parse
from actes.rendu.langues import FRANCAIS, Textes
from actes.rendu.marques import ID, bookmark
from actes.rendu.placement import check_tags, check_unread
from actes.rendu.proprietes import ensure_custom_part, ensure_fixed_core, has_core_part
from actes.rendu.traduction import printed_roots, translate_document

FIRST_ID = 100_000  # identifiers of our controls and bookmarks, far from those of the author
LOOP_ROOM = 10_000  # identifiers kept for the turns of one loop

# LibreOffice names the relation of the core properties otherwise: python-docx would not see them, and add its own.
_ROOT_RELATIONS = "_rels/.rels"
_FILLED = re.compile(r"word/(document|header|footer|footnotes)\d*\.xml")  # the parts whose tags docxtpl fills
_LIBREOFFICE_CORE = b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
_CORE = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def prepare_modele(
    source: str | Path | bytes,
    fragments: Fragments | None = None,
    brouillon: bool = False,
    textes: Textes = FRANCAIS,
) -> bytes:
    """The template in pure docxtpl syntax: `{%p fragment %}` merged, `{% mention %}` expanded.

    `fragments` gives the bytes of a fragment by name; for a path, the default is `_communs/fragments/` beside the
    act's folder. With `brouillon`, every page carries a visible « BROUILLON ».
    With `textes`, its texts are those of their language. The same source gives the same bytes.
    Raises ModeleError for the author's mistakes, LectureError for a refused docx.
    """
    fichier = "" if isinstance(source, bytes) else str(source)
    document = merged_document(source, fragments)
    roots = [(root, f"{fichier}:{part}" if fichier else part) for root, part in printed_roots(document)]
    check_tags([*roots, *_notes(document, fichier)])
    translate_document(document, textes, fichier)
    marked = False
    numbers = _Numbers()
    for root, part in roots:
        marked |= _Expansion(root, part, numbers).run()
    if brouillon:
        stamp_draft(document)
    if marked or not has_core_part(document):
        ensure_fixed_core(document)
    if marked:
        ensure_custom_part(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return _zip(open_docx(buffer.getvalue(), fichier))


def merged_document(source: str | Path | bytes, fragments: Fragments | None = None) -> Any:
    """The template with its fragments in it, before anything else is done to it. Raises as `prepare_modele`."""
    fichier = "" if isinstance(source, bytes) else str(source)
    parts = open_docx(source, fichier)
    parts[_ROOT_RELATIONS] = parts.get(_ROOT_RELATIONS, b"").replace(_LIBREOFFICE_CORE, _CORE)
    if fragments is None:
        fragments = fragments_beside(source)
    check_unread(parts, fichier)
    document = Document(io.BytesIO(_zip({name: _sewn(name, data) for name, data in parts.items()})))
    merge_fragments(document, fragments, fichier)
    return document


def _sewn(name: str, data: bytes) -> bytes:
    return sew_part(data) if _FILLED.fullmatch(name) else data


def _notes(document: Any, fichier: str) -> Iterator[tuple[etree._Element, str]]:
    """The footnotes, which are filled too, though they hold no mark."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes"):
            name = str(relation.target_part.partname).lstrip("/")
            yield parse(relation.target_part.blob), f"{fichier}:{name}" if fichier else name


def _zip(parts: dict[str, bytes]) -> bytes:
    names = archive.content_types_first(parts)
    return archive.Archive.of((name, parts[name]) for name in names).assemble({})


class _Numbers:
    """Unique numbers for controls, and the occurrence number of each mention over the whole document."""

    def __init__(self) -> None:
        self.next_id = FIRST_ID
        self.seen: Counter[str] = Counter()
        self.blocks: list[tuple[Counter[str], Counter[str]] | None] = []  # None for a loop

    def take_id(self) -> int:
        self.next_id += LOOP_ROOM
        return self.next_id - LOOP_ROOM

    def follow(self, mot: str) -> None:
        """Marks in two branches of one condition are the same occurrence: only one of them is printed."""
        if mot in ("if", "for"):
            self.blocks.append((self.seen.copy(), self.seen.copy()) if mot == "if" else None)
        elif self.blocks and mot in ("elif", "else", "endif", "endfor"):
            block = self.blocks.pop() if mot.startswith("end") else self.blocks[-1]
            if block:
                start, most = block
                most |= self.seen
                self.seen = most if mot == "endif" else start.copy()


class _Expansion:
    """Turns the marks of one part into controls and bookmarks."""

    def __init__(self, root: etree._Element, part: str, numbers: _Numbers):
        self.root, self.part, self.numbers = root, part, numbers
        self.texts: list[tuple[etree._Element, str]] = []  # (element, bare tag to write just before it)

    def run(self) -> bool:
        """Expand every mark; whether there was one."""
        loops, opened, pairs = 0, None, []
        for balise in balises(self.root):
            if balise.mot in ("for", "endfor"):
                loops += 1 if balise.mot == "for" else -1
            elif balise.mot == "mention":
                if opened:
                    raise trouble(self.part, balise.paragraphe, "une mention s’ouvre dans une autre mention")
                opened = (balise, loops, self._number(balise))
            elif balise.mot == "endmention":
                if not opened:
                    raise trouble(self.part, balise.paragraphe, "«\u00a0endmention\u00a0» sans «\u00a0mention\u00a0»")
                pairs.append((*opened, balise))
                opened = None
            self.numbers.follow(balise.mot)
        if opened:
            raise trouble(self.part, opened[0].paragraphe, "cette mention n’est pas refermée", "ajoutez endmention")
        for start, depth, number, end in reversed(pairs):  # from the last to the first: offsets stay true
            self._expand(start, end, depth, number)
        for element, text in self.texts:
            _write_before(element, text)
        return bool(pairs)

    def _number(self, balise: Balise) -> int:
        mention = balise.argument(self.part)
        if not ID.fullmatch(mention):
            raise trouble(self.part, balise.paragraphe, f"«\u00a0{mention}\u00a0» n’est pas un identifiant de mention")
        self.numbers.seen[mention] += 1
        return self.numbers.seen[mention]

    def _expand(self, start: Balise, end: Balise, loops: int, number: int) -> None:
        if loops > 1:
            raise trouble(self.part, start.paragraphe, "une mention ne peut être que dans une seule boucle")
        mark = _Mark(start.argument(self.part), number, bool(loops), self.numbers.take_id())
        block = start.prefixe == "p"
        if block != (end.prefixe == "p"):
            raise trouble(self.part, start.paragraphe, "la mention s’ouvre et se ferme de deux façons ({% et {%p)")
        if block:
            first, last = self._alone(start), self._alone(end)
        else:
            if start.paragraphe is not end.paragraphe:
                raise trouble(
                    self.part, start.paragraphe, "cette mention court sur plusieurs paragraphes", "employez {%p mention"
                )
            last, first = isolate(end, self.part), isolate(start, self.part)
        if first.getparent() is not last.getparent():
            raise trouble(self.part, start.paragraphe, "la mention s’ouvre et se ferme dans deux cadres différents")
        self._wrap(mark, first, last, block)

    def _alone(self, balise: Balise) -> etree._Element:
        if paragraph_text(balise.paragraphe).strip() != paragraph_text(balise.paragraphe)[balise.debut : balise.fin]:
            raise trouble(self.part, balise.paragraphe, "la balise {%p …%} doit être seule dans son paragraphe")
        return balise.paragraphe

    def _wrap(self, mark: _Mark, first: etree._Element, last: etree._Element, block: bool) -> None:
        content = etree.Element(f"{W}sdtContent")
        sibling = first.getnext()
        while sibling is not None and sibling is not last:
            following = sibling.getnext()
            content.append(sibling)
            sibling = following
        if sibling is None or not len(content):
            raise trouble(self.part, first if first.tag == P else None, f"la mention «\u00a0{mark.id}\u00a0» est vide")
        blank = mark.blank(block)
        content.insert(0, blank)
        opening, control, closing = mark.opening(), mark.control(content, block), mark.closing()
        parent = first.getparent()
        for element in (opening, control, closing):
            first.addprevious(element)
        self.texts += [
            (opening, f"{{% if {mark.value} %}}"),
            (blank, f"{{% if {mark.value}.lacune %}}"),
            (content[1], "{% else %}"),
        ]
        etree.SubElement(content, "fin")
        self.texts.append((content[-1], "{% endif %}"))
        after = etree.Element("fin")
        closing.addnext(after)
        self.texts.append((after, "{% endif %}"))
        for tag in (first, last):
            parent.remove(tag)


class _Mark:
    """The pieces of one mark: what the template asks, the bookmark, the control, the blank of a draft."""

    def __init__(self, mention: str, number: int, in_loop: bool, first_id: int):
        self.id = mention
        key = f"marques['{mention}']"
        self.value = f"{key}[loop.index0]" if in_loop else key
        self.number = f"{{{{ {first_id} + loop.index0 }}}}" if in_loop else str(first_id)
        suffix = f"{{{{ {self.value}.suite }}}}" if in_loop else (f"__{number}" if number > 1 else "")
        self.name = bookmark(mention) + suffix

    def opening(self) -> etree._Element:
        start = etree.Element(f"{W}bookmarkStart")
        start.set(f"{W}id", self.number)
        start.set(f"{W}name", self.name)
        return start

    def closing(self) -> etree._Element:
        end = etree.Element(f"{W}bookmarkEnd")
        end.set(f"{W}id", self.number)
        return end

    def control(self, content: etree._Element, block: bool) -> etree._Element:
        control = etree.Element(f"{W}sdt")
        properties = etree.SubElement(control, f"{W}sdtPr")
        for tag, value in (("tag", f"mention:{self.id}"), ("id", self.number), ("lock", "sdtLocked")):
            etree.SubElement(properties, f"{W}{tag}").set(f"{W}val", value)
        if block:  # of this kind, LibreOffice 7.4 leaves the line breaks of the first paragraph where they are
            gallery = etree.SubElement(etree.SubElement(properties, f"{W}docPartObj"), f"{W}docPartGallery")
            gallery.set(f"{W}val", "Custom 1")
        control.append(content)
        return control

    def blank(self, block: bool) -> etree._Element:
        run = etree.Element(f"{W}r")
        properties = etree.SubElement(run, f"{W}rPr")
        etree.SubElement(properties, f"{W}highlight").set(f"{W}val", "yellow")
        text = f"{{{{ {self.value}.lacune }}}}"
        etree.SubElement(run, f"{W}t").text = text
        if not block:
            return run
        paragraph = etree.Element(P)
        paragraph.append(run)
        return paragraph


def _write_before(element: etree._Element, text: str) -> None:
    """Write a bare tag before `element`; the placeholder « fin » gives way to it, keeping what was written after it."""
    previous, parent = element.getprevious(), element.getparent()
    if element.tag == "fin":
        text += element.tail or ""
        parent.remove(element)
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:  # python-docx gives some elements a `text` of their own: the plain one is meant
        _TEXT.__set__(parent, (_TEXT.__get__(parent) or "") + text)


_TEXT = etree._Element.text
