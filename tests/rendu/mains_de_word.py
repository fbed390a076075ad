"""A docx written again the way Word does: identifiers renumbered, runs cut, bookmarks moved into paragraphs."""

from __future__ import annotations

import copy

from lxml import etree

from actes.rendu.archive import Archive
from actes.rendu.garde import W, open_docx

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def as_word_writes(data: bytes) -> bytes:
    """The same document after Word opened it and saved it, as far as our marks are concerned."""
    parts = open_docx(data)
    for name, content in parts.items():
        if name.startswith("word/") and b"<w:p" in content and name.endswith(".xml"):
            root = etree.fromstring(content)
            _renumber(root)
            _move_bookmarks(root)
            _cut_runs(root)
            _tell_controls(root)
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Archive.of(parts.items()).assemble({})


def _renumber(root: etree._Element) -> None:
    """Bookmarks get small numbers, in the order of the document."""
    numbers: dict[str, str] = {}
    for start in root.iter(f"{W}bookmarkStart"):
        numbers[start.get(f"{W}id")] = str(len(numbers))
        start.set(f"{W}id", numbers[start.get(f"{W}id")])
    for end in root.iter(f"{W}bookmarkEnd"):
        end.set(f"{W}id", numbers[end.get(f"{W}id")])


def _move_bookmarks(root: etree._Element) -> None:
    """A bookmark around blocks starts in the first paragraph, and ends at the head of the paragraph that follows."""
    for start in list(root.iter(f"{W}bookmarkStart")):
        if start.getparent().tag != f"{W}p":
            following = next((p for p in start.itersiblings() for p in p.iter(f"{W}p")), None)
            if following is not None:
                properties = following.find(f"{W}pPr")
                following.insert(0 if properties is None else 1, start)
    for end in list(root.iter(f"{W}bookmarkEnd")):
        if end.getparent().tag != f"{W}p":
            after = next((p for sibling in end.itersiblings() for p in sibling.iter(f"{W}p")), None)
            if after is not None:
                properties = after.find(f"{W}pPr")
                after.insert(0 if properties is None else 1, end)


def _cut_runs(root: etree._Element) -> None:
    """The spelling checker cuts runs in two, with its own marks between them; the layout notes its page breaks."""
    for rank, run in enumerate(list(root.iter(f"{W}r"))):
        run.set(f"{W}rsidR", f"00{rank:06X}")
        texts = run.findall(f"{W}t")
        if len(texts) == 1 and run[-1] is texts[0] and len(texts[0].text or "") > 4:
            twin = copy.deepcopy(run)
            whole = texts[0].text
            middle = len(whole) // 2
            texts[0].text, twin.find(f"{W}t").text = whole[:middle], whole[middle:]
            for piece in (texts[0], twin.find(f"{W}t")):
                piece.set(SPACE, "preserve")
            twin.insert(0 if twin.find(f"{W}rPr") is None else 1, etree.Element(f"{W}lastRenderedPageBreak"))
            proof = etree.Element(f"{W}proofErr")
            proof.set(f"{W}type", "spellStart")
            run.addnext(twin)
            run.addnext(proof)
    for rank, paragraph in enumerate(root.iter(f"{W}p")):
        paragraph.set(f"{{{W14}}}paraId", f"{rank + 1:08X}")


def _tell_controls(root: etree._Element) -> None:
    """Controls get a placeholder and new numbers."""
    for rank, properties in enumerate(root.iter(f"{W}sdtPr")):
        number = properties.find(f"{W}id")
        if number is not None:
            number.set(f"{W}val", str(-1_500_000_000 - rank))
        placeholder = etree.SubElement(properties, f"{W}placeholder")
        etree.SubElement(placeholder, f"{W}docPart").set(f"{W}val", "DefaultPlaceholder_-1854013440")
