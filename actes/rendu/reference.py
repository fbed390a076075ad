"""The reference engine: docxtpl itself on the prepared template, with the same environment. Slow, and the oracle."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate

from actes.rendu.archive import Archive, content_types_first
from actes.rendu.environnement import environment
from actes.rendu.garde import open_docx
from actes.rendu.langues import FRANCAIS, Textes


def render_reference(
    prepared: bytes, values: Mapping[str, Any], brouillon: bool = False, textes: Textes = FRANCAIS
) -> dict[str, bytes]:
    """Every member of the docx that docxtpl makes of a prepared template. Same environment as the compiled engine."""
    template = DocxTemplate(io.BytesIO(prepared))
    template.render(dict(values), environment(brouillon, textes), autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    return open_docx(buffer.getvalue())


def assemble(members: Mapping[str, bytes]) -> bytes:
    """These members as a docx, in the order and with the fixed dates of the house."""
    return Archive.of((name, members[name]) for name in content_types_first(members)).assemble({})
