"""The properties of a docx: nothing personal in the core ones, our fingerprints in the custom ones."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from actes.rendu.garde import parse

CUSTOM_PART = "docProps/custom.xml"
CORE_PART = "docProps/core.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
FIXED_DATE = datetime.datetime(2000, 1, 1)


def custom_xml(values: Mapping[str, str]) -> bytes:
    """The custom properties part carrying `values` (name → text), in their order."""
    properties = "".join(
        f'<property fmtid="{_FORMAT}" pid="{pid}" name={_quoted(name)}>'
        f"<vt:lpwstr>{value if value.isalnum() else escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(values.items(), start=2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_NAMESPACE}" xmlns:vt="{_TYPES}">{properties}</Properties>'
    ).encode()


_quoted = lru_cache(maxsize=4096)(quoteattr)  # the same names in every document of a template


def read_custom(data: bytes) -> dict[str, str]:
    """Name → text of the custom properties."""
    return {
        element.get("name", ""): "".join(str(text) for text in element.itertext())
        for element in parse(data).iter(f"{{{_NAMESPACE}}}property")
    }


def ensure_custom_part(document: Any) -> None:
    """Give the document an empty custom properties part of a known name, in place of the author's."""
    package = document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype == _CUSTOM_RELATION]:
        del package.rels[key]
    part = Part(PackURI("/" + CUSTOM_PART), _CUSTOM_TYPE, custom_xml({}), package)
    package.relate_to(part, _CUSTOM_RELATION)


def has_core_part(document: Any) -> bool:
    """Whether the document came with core properties (python-docx would make up some, with the clock)."""
    return any(relation.reltype.endswith("/core-properties") for relation in document.part.package.rels.values())


def ensure_fixed_core(document: Any) -> None:
    """Take the author, the machine and the clock out of the core properties."""
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = ""
    core.created = core.modified = FIXED_DATE
    core.revision = 1
    core.language = core.language or "fr-FR"
    element = core._element
    for printed in element.findall(
        "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastPrinted"
    ):
        element.remove(printed)
