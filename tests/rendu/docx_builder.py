"""Small docx templates built for one test each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from docx import Document
from lxml import etree

from actes.rendu.garde import open_docx
from actes.rendu.marques import Marque


def saved(document) -> bytes:
    """The bytes of a python-docx document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paragraphs(*texts: str) -> bytes:
    """A docx of one paragraph a text; in a text, « ¦ » cuts the runs where Word might."""
    document = Document()
    for text in texts:
        paragraph = document.add_paragraph()
        for run in text.split("¦"):
            paragraph.add_run(run)
    return saved(document)


def canonical(data: bytes) -> bytes:
    """One XML part in canonical form."""
    return etree.tostring(etree.fromstring(data), method="c14n")


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Names of the parts that are not canonically the same XML (or the same bytes)."""
    names = set(one) ^ set(other)
    for name in set(one) & set(other):
        same = (
            canonical(one[name]) == canonical(other[name])
            if name.endswith((".xml", ".rels"))
            else one[name] == other[name]
        )
        if not same:
            names.add(name)
    return sorted(names)


def members(data: bytes) -> dict[str, bytes]:
    """The members of a docx."""
    return open_docx(data)


def body_text(data: bytes) -> list[str]:
    """The text of each paragraph of the body."""
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def document_xml(data: bytes) -> str:
    """The main part as text."""
    return members(data)["word/document.xml"].decode()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The same docx with one member added or replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            if entry != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, content)
    return buffer.getvalue()


def marks(*mentions: str) -> dict[str, Marque]:
    """All these mentions apply."""
    return {mention: Marque() for mention in mentions}
