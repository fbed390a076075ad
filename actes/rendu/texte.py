"""A docx as plain text: its paragraphs and cells in reading order, the tags as their author wrote them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from actes.errors import LectureError
from actes.place import Place
from actes.rendu.balises import P, R
from actes.rendu.garde import W, parse
from actes.rendu.saisie import clean_text

TBL, TR, TC = f"{W}tbl", f"{W}tr", f"{W}tc"
_TEXT_BOX = f"{W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the text box, said twice
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_IMAGE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_UNSEEN = frozenset({f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}del", f"{W}moveFrom", _FALLBACK, _TEXT_BOX, P})
_SIGNS = {f"{W}tab": "\t", f"{W}cr": " ⏎ ", f"{W}noBreakHyphen": "\u2011", f"{W}pict": "[image]"}
_COMPUTED = re.compile(r"\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|DATE|TIME|\w+DATE|FILENAME|FILESIZE)\b", re.I)
_PAGES = {"default": "", "first": " de première page", "even": " de page paire"}
_TAG = re.compile(r"\{\{(?P<valeur>.*?)\}\}|\{%(?P<ordre>.*?)%\}|\{#.*?#\}")
_QUOTES = str.maketrans("“”‘’", "\"\"''")

CORPS = "corps"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or one paragraph of a cell: what it says, and where it stands."""

    partie: str  # corps, en-tête, pied de page, notes…
    paragraphe: int  # its number in the part, as the errors count
    texte: str
    case: tuple[int, int, int] | None = None  # table, row, cell
    suite: bool = False  # not the first paragraph of its cell

    @property
    def lieu(self) -> str:
        """Where it stands, in French."""
        if self.case is None:
            return f"{self.partie}, paragraphe {self.paragraphe}"
        return "{}, tableau {}, ligne {}, cellule {}".format(self.partie, *self.case)


def read_passages(parts: Mapping[str, bytes], fichier: str = "") -> list[Passage]:
    """Every passage of the members of a docx: headers, body, notes, footers. Raises LectureError if it has no body."""
    main = main_part(parts)
    if main not in parts:
        raise LectureError("document refusé\u00a0: ce n’est pas un document Word", Place(fichier))
    root = parse(parts[main])
    found: list[Passage] = []
    for nom, part in printed_parts(root, main, parts):
        found += _Lecture(nom, root if part == main else parse(parts[part])).run()
    return found


def plain_lines(passages: Iterable[Passage]) -> Iterator[str]:
    """One line a paragraph, one a table row; outside the body, the line begins with the name of the part."""
    for row, group in groupby(passages, _row):
        cells = [" ¶ ".join(p.texte for p in cell) for _, cell in groupby(group, lambda p: p.case or id(p))]
        line = f"| {' | '.join(cells)} |" if row[1] else cells[0]
        yield (line if row[0] == CORPS else f"[{row[0]}] {line}").rstrip()


def plain_tags(text: str) -> str:
    """The text with its tags in one spelling (spaces, quotes) and without comments: two tags that do the same."""
    return _TAG.sub(_spelled, clean_text(text.replace(" ⏎ ", "\n"))).replace("\n", " ⏎ ")


def tags(text: str) -> Iterator[str]:
    """What stands between each `{%` and `%}`, in one spelling, without the prefix of docxtpl."""
    for found in _TAG.finditer(plain_tags(text)):
        if found["ordre"]:
            yield re.sub(r"^(p|tr|tc|r) ", "", found["ordre"].strip())


def values(text: str) -> Iterator[str]:
    """What stands between each `{{` and `}}`, in one spelling."""
    for found in _TAG.finditer(plain_tags(text)):
        if found["valeur"]:
            yield found["valeur"].strip()


def _spelled(found: re.Match[str]) -> str:
    inner = found["valeur"] or found["ordre"]
    if inner is None:
        return ""
    prefix = re.match(r"(?:[-+]|(?:p|tr|tc|r)(?=\s))?", inner)
    start = prefix[0] if prefix else ""
    inner = " ".join(re.sub(r"\s*\|\s*", " | ", inner[len(start) :].translate(_QUOTES)).split())
    return f"{{{{{start} {inner} }}}}" if found["valeur"] else f"{{%{start} {inner} %}}"


def _row(passage: Passage) -> tuple[str, int, int]:
    """What a line is made of: a table row, else the paragraph alone."""
    table, row, _ = passage.case or (0, passage.paragraphe, 0)
    return passage.partie, table, row


def main_part(parts: Mapping[str, bytes]) -> str:
    """The name of the body's part."""
    for relation in parse(parts["_rels/.rels"]) if "_rels/.rels" in parts else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def printed_parts(root: etree._Element, main: str, parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """(name in French, member) of each part that pages show, in reading order."""
    folder, name = posixpath.split(main)
    rels = parse(parts.get(f"{folder}/_rels/{name}.rels", b"<none/>"))
    targets = {
        relation.get("Id"): (posixpath.normpath(posixpath.join("/", folder, relation.get("Target"))).lstrip("/"), kind)
        for relation in rels
        if (kind := relation.get("Type", "").rsplit("/", 1)[-1]) and relation.get("TargetMode") != "External"
    }
    known = {part: kind for part, kind in targets.values() if part in parts}
    yield from _margins(root, "headerReference", "en-tête", targets, parts)
    yield CORPS, main
    for kind, words in (("footnotes", "notes"), ("endnotes", "notes de fin")):
        yield from ((words, part) for part, its in known.items() if its == kind)
    yield from _margins(root, "footerReference", "pied de page", targets, parts)


def _margins(
    root: etree._Element, tag: str, words: str, targets: Mapping[str, tuple[str, str]], parts: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    """The headers or the footers, each once, whatever the number of sections that show it."""
    seen: dict[str, None] = {}
    names: Counter[str] = Counter()
    for reference in root.iter(f"{W}{tag}"):
        part, _ = targets.get(reference.get(_RELATION_ID), ("", ""))
        if part in parts and part not in seen:
            seen[part] = None
            name = words + _PAGES.get(reference.get(f"{W}type", "default"), "")
            names[name] += 1
            yield name + (f" {names[name]}" if names[name] > 1 else ""), part


class _Lecture:
    """Reads one part."""

    def __init__(self, nom: str, root: etree._Element):
        self.nom, self.root = nom, root
        self.numbers = {paragraph: number for number, paragraph in enumerate(root.iter(P), start=1)}
        self.tables = 0

    def run(self) -> Iterator[Passage]:
        for block in _inner(self.root, P, TBL):
            if block.tag == P:
                yield from (Passage(self.nom, self.numbers[p], _words(p)) for p in _with_boxes(block))
            else:
                self.tables += 1
                yield from self._table(block, self.tables)

    def _table(self, table: etree._Element, number: int) -> Iterator[Passage]:
        for rank, row in enumerate(_inner(table, TR), start=1):
            for column, cell in enumerate(_inner(row, TC), start=1):
                for first, (paragraph, text) in enumerate(self._cell(cell)):
                    yield Passage(self.nom, paragraph, text, (number, rank, column), bool(first))

    def _cell(self, cell: etree._Element) -> list[tuple[int, str]]:
        """The paragraphs of a cell that say something, or its first; a row of a table inside is one of them."""
        found: list[tuple[int, str]] = []
        for block in _inner(cell, P, TBL):
            if block.tag == P:
                found += [(self.numbers[p], _words(p)) for p in _with_boxes(block)]
            else:
                inside = list(self._table(block, 1))
                number = inside[0].paragraphe if inside else 0
                found += [(number, line) for line in plain_lines(Passage(CORPS, *p) for p in map(_seen, inside))]
        return [each for each in found if each[1].strip()] or found[:1] or [(0, "")]


def _seen(passage: Passage) -> tuple[int, str, tuple[int, int, int] | None, bool]:
    return passage.paragraphe, passage.texte, passage.case, passage.suite


def _inner(element: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """The nearest descendants of these tags, in order: through controls and tracked insertions."""
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag not in _UNSEEN:
            yield from _inner(child, *wanted)


def _with_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """A paragraph, then those of the text boxes anchored in it."""
    yield paragraph
    for box in paragraph.iter(_TEXT_BOX):
        if not any(True for _ in box.iterancestors(_FALLBACK, _TEXT_BOX)):
            yield from box.iter(P)


def _words(paragraph: etree._Element) -> str:
    return " ".join(re.split("[\r\n]+", _Mots().read(paragraph)))


class _Mots:
    """The words of one paragraph; a field that Word computes (page number, date) is named, not read."""

    def __init__(self) -> None:
        self.fields: list[str] = []  # the fields that are open: their code, then « = » once it is over

    def read(self, element: etree._Element) -> str:
        return "".join(self._piece(child) for child in element if child.tag not in _UNSEEN)

    def _piece(self, element: etree._Element) -> str:
        tag = element.tag
        if tag == f"{W}fldChar":
            return self._field(element.get(f"{W}fldCharType", ""))
        if tag == f"{W}instrText":
            if self.fields:
                self.fields[-1] += element.text or ""
            return ""
        if tag == f"{W}fldSimple" and (found := _COMPUTED.match(element.get(f"{W}instr", ""))):
            return f"[{found[1].upper()}]"
        if any(not code.endswith("=") or _COMPUTED.match(code) for code in self.fields):
            return self.read(element) if tag == R else ""
        if tag == f"{W}t":
            return element.text or ""
        if tag == f"{W}br":
            return " [saut de page] " if element.get(f"{W}type") == "page" else " ⏎ "
        if tag == _IMAGE:
            return "" if element.getparent().find(f".//{_TEXT_BOX}") is not None else _image(element)
        if tag in _SIGNS:
            return _SIGNS[tag]
        words = self.read(element)
        return f"[masqué\u00a0: {words}]" if words and tag == R and _is_hidden(element) else words

    def _field(self, kind: str) -> str:
        if kind == "begin":
            self.fields.append("")
        elif kind == "separate" and self.fields:
            self.fields[-1] += "="
        elif kind == "end" and self.fields:
            found = _COMPUTED.match(self.fields.pop())
            return f"[{found[1].upper()}]" if found else ""
        return ""


def _image(element: etree._Element) -> str:
    words = element.get("descr") or ""
    return f"[image\u00a0: {words}]" if words else "[image]"


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "true") not in ("0", "false", "off")
