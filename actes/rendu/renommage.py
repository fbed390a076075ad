"""Names changed inside the tags of a docx, everything else kept as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from actes.rendu import archive
from actes.rendu.balises import T
from actes.rendu.couture import sew
from actes.rendu.garde import open_docx, parse
from actes.rendu.saisie import TAG

_PART = re.compile(r"word/(document|header|footer|footnotes)\d*\.xml")


def rename_in_docx(data: bytes, names: Mapping[str, str]) -> bytes:
    """The same docx, each dotted name of `names` replaced inside its tags. The same bytes when there is none."""
    if not names:
        return data
    parts = open_docx(data)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    for name, content in parts.items():
        if _PART.fullmatch(name):
            root = parse(content)
            sew(root)
            for element in root.iter(T):
                element.text = TAG.sub(lambda tag: pattern.sub(lambda n: names[n[0]], tag[0]), element.text or "")
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return archive.Archive.of((each, parts[each]) for each in archive.content_types_first(parts)).assemble({})
