"""Landmarks in a docx: a bookmark at the head of each paragraph of the body, to find it again on the pages."""

from __future__ import annotations

from lxml import etree

from actes.rendu.archive import Archive, content_types_first
from actes.rendu.balises import P
from actes.rendu.garde import W, open_docx, parse
from actes.rendu.texte import main_part

JALON = "paragraphe{}"
_FIRST = 900_000  # identifiers far from those of the author


def with_jalons(docx: bytes) -> bytes:
    """The same document, each paragraph of its body under a bookmark `paragraphe<number>`, as the errors count them.

    Raises LectureError on a docx that is refused.
    """
    parts = open_docx(docx)
    name = main_part(parts)
    root = parse(parts[name])
    for number, paragraph in enumerate(root.iter(P), start=1):
        for tag in ("bookmarkEnd", "bookmarkStart"):
            mark = etree.Element(f"{W}{tag}")
            mark.set(f"{W}id", str(_FIRST + number))
            if tag == "bookmarkStart":
                mark.set(f"{W}name", JALON.format(number))
            paragraph.insert(1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0, mark)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Archive.of((each, parts[each]) for each in content_types_first(parts)).assemble({})
