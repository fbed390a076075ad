"""A template typed and saved in Word or LibreOffice: tags cut over runs, wrapped, corrected as one types."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from itertools import chain

from lxml import etree

from actes.rendu.archive import Archive
from actes.rendu.balises import SPACE
from actes.rendu.garde import W, open_docx

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
PIECE = 3  # characters of a run, once cut


def retyped(data: bytes, hand: Callable[[etree._Element], None]) -> bytes:
    """The same document after `hand` went over its body, its headers, its footers and its notes."""
    parts = open_docx(data)
    for name, content in parts.items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
            root = etree.fromstring(content)
            hand(root)
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Archive.of(parts.items()).assemble({})


def _each_tag(root: etree._Element, change: Callable[[str], str]) -> None:
    for text in root.iter(f"{W}t"):
        text.text = TAG.sub(lambda found: change(found[0]), text.text or "")


def _inner(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda tag: tag[:2] + change(tag[2:-2]) + tag[-2:]


def curved_quotes(root: etree._Element) -> None:
    """Word's « smart » quotes, single ones both curved the same way as in the middle of a line."""
    _each_tag(root, _inner(lambda code: re.sub(r'"([^"]*)"', "“\\1”", re.sub(r"'([^'\"]*)'", "’\\1’", code))))


def french_quotes(root: etree._Element) -> None:
    """What French Word makes of straight double quotes, spaces included."""
    _each_tag(root, _inner(lambda code: re.sub(r'"([^"]*)"', "«\u00a0\\1\u00a0»", code)))


def hard_spaces(root: etree._Element) -> None:
    """A non-breaking space for each space of the code, and those that LibreOffice adds before « % »."""
    _each_tag(root, lambda tag: _hard(tag).replace("{%", "{\u00a0%"))


def _hard(tag: str) -> str:
    pieces = re.split(r"(\"[^\"]*\"|'[^']*')", tag)
    return "".join(piece if rank % 2 else piece.replace(" ", "\u00a0") for rank, piece in enumerate(pieces))


def unseen_signs(root: etree._Element) -> None:
    """A soft hyphen in every word of the code, a joiner between the braces."""
    _each_tag(root, lambda tag: re.sub(r"(\w\w)(\w\w)", "\\1\u00ad\\2", tag).replace("{{", "{\u200b{"))


def wide_braces(root: etree._Element) -> None:
    """Braces and per cent signs of a keyboard for Chinese or Japanese."""
    _each_tag(root, lambda tag: tag.translate({ord("{"): 0xFF5B, ord("}"): 0xFF5D, ord("%"): 0xFF05}))


def capital_words(root: etree._Element) -> None:
    """A capital at the beginning of the sentence."""
    _each_tag(root, lambda tag: re.sub(r"^(\{%(?:p|tr|tc)? *)(\w)", lambda m: m[1] + m[2].upper(), tag))


def cut_runs(root: etree._Element) -> None:
    """Runs of three letters, with revision numbers, languages, marks of the spelling checker between them."""
    for rank, run in enumerate(list(_plain_runs(root))):
        for number, piece in enumerate(chain(*_cut(run))):
            piece.set(f"{W}rsidR", f"00{rank:03X}{number:03X}"[:8])
            language = etree.SubElement(_properties(piece), f"{W}lang")
            language.set(f"{W}val", "en-US" if number % 2 else "fr-FR")
            proof = etree.Element(f"{W}proofErr")
            proof.set(f"{W}type", "spellEnd" if number % 2 else "spellStart")
            piece.addprevious(proof)
            piece.insert(1, etree.Element(f"{W}lastRenderedPageBreak"))


def bookmarks_inside(root: etree._Element) -> None:
    """Bookmarks that begin and end in the middle of a tag."""
    for rank, run in enumerate(list(_plain_runs(root))):
        for number, pieces in enumerate(_cut(run)):
            for where, kind in ((pieces[0], "Start"), (pieces[1], "End")):
                mark = etree.Element(f"{W}bookmark{kind}")
                mark.set(f"{W}id", f"9{rank:03}{number:02}")
                if kind == "Start":
                    mark.set(f"{W}name", f"_Ref{rank}_{number}")
                where.addnext(mark)


def _wrapped(tag: str, **attributes: str) -> Callable[[etree._Element], None]:
    def hand(root: etree._Element) -> None:
        for run in list(_plain_runs(root)):
            for piece in chain(*(pieces[1::2] for pieces in _cut(run))):
                wrapper = etree.Element(f"{W}{tag}")
                for name, value in attributes.items():
                    wrapper.set(f"{W}{name}", value)
                piece.addprevious(wrapper)
                wrapper.append(piece)

    hand.__name__ = tag
    return hand


smart_tags = _wrapped("smartTag", uri="urn:schemas-microsoft-com:office:smarttags", element="PersonName")
links_inside = _wrapped("hyperlink", anchor="ailleurs")
insertions = _wrapped("ins", id="1", author="x", date="2026-01-01T00:00:00Z")


def signs_inside(root: etree._Element) -> None:
    """Soft hyphens, non-breaking hyphens, tabs and line breaks as elements of Word, in the middle of tags."""
    for run in list(_plain_runs(root)):
        for piece in chain(*_cut(run)):
            text = piece.find(f"{W}t")
            before, hyphen, after = (text.text or "").partition("-")
            text.text = before
            if hyphen:
                tail = copy.deepcopy(text)
                tail.text = after
                text.addnext(etree.Element(f"{W}noBreakHyphen"))
                piece.append(tail)
            elif before.endswith(" "):
                text.text = before[:-1]
                piece.append(etree.Element(f"{W}tab"))
            else:
                piece.append(etree.Element(f"{W}softHyphen"))


def deletions(root: etree._Element) -> None:
    """Tags deleted while the revisions are recorded."""
    for run in list(_plain_runs(root)):
        gone = etree.Element(f"{W}del")
        gone.set(f"{W}id", "7")
        etree.SubElement(etree.SubElement(gone, f"{W}r"), f"{W}delText").text = "{{ plus.rien }} {% endif %}"
        run.addnext(gone)


HANDS = (
    hard_spaces, curved_quotes, french_quotes, unseen_signs, wide_braces, capital_words, cut_runs, bookmarks_inside,
    smart_tags, links_inside, insertions, signs_inside, deletions,
)  # fmt: skip


def _plain_runs(root: etree._Element) -> list[etree._Element]:
    """The runs that hold one text and a tag."""
    return [
        run
        for run in root.iter(f"{W}r")
        if len(run.findall(f"{W}t")) == 1
        and run[-1].tag == f"{W}t"
        and all(child.tag in (f"{W}t", f"{W}rPr") for child in run)
        and TAG.search(run[-1].text or "")
    ]


def _properties(run: etree._Element) -> etree._Element:
    found = run.find(f"{W}rPr")
    if found is None:
        found = etree.Element(f"{W}rPr")
        run.insert(0, found)
    return found


def _cut(run: etree._Element) -> list[list[etree._Element]]:
    """Each tag of this run in runs of a few characters, which are given tag by tag; the text around in runs too."""
    text = run.find(f"{W}t").text or ""
    tags: list[list[etree._Element]] = []
    for rank, stretch in enumerate(re.split(r"(\{\{.*?\}\}|\{%.*?%\})", text)):
        size = PIECE if rank % 2 else max(len(stretch), 1)
        twins = []
        for start in range(0, len(stretch), size):
            twin = copy.deepcopy(run)
            twin.find(f"{W}t").text = stretch[start : start + size]
            twin.find(f"{W}t").set(SPACE, "preserve")
            run.addprevious(twin)
            twins.append(twin)
        if rank % 2:
            tags.append(twins)
    run.getparent().remove(run)
    return tags
