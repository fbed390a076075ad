"""What the tests of exports share: a mapping read from text, the rows of a file as dossiers, workbooks made by hand."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from actes.dossier import Lecture
from actes.errors import Constat, DossierRefused
from actes.tableaux.correspondance import Correspondance, load_correspondance
from actes.tableaux.tableau import lecture_of_row, unroll

CSV = 'source: {encodage: utf-8, separateur: ";"}\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def mapping(text: str, source: str = CSV) -> Correspondance:
    """A mapping; a CSV in UTF-8 cut by « ; » unless said otherwise."""
    return load_correspondance((source + text).encode(), "c.yaml")


def faults(text: str, source: str = CSV) -> list[str]:
    """What is wrong in a mapping, one text each, places included."""
    with pytest.raises(DossierRefused) as found:
        mapping(text, source)
    return [str(constat).replace("\u00a0", " ").replace("’", "'") for constat in found.value.constats]


def read(path: Path, correspondance: Correspondance, said: list[Constat] | None = None) -> list[tuple[int, Lecture]]:
    """The rows of an export: the line of each, and its dossier."""
    copy = io.BytesIO()
    found = list(unroll(path, correspondance, copy, said))
    content = copy.getvalue()
    return [(row.ligne, lecture_of_row(content[row.debut : row.fin], correspondance, path.name)) for row in found]


def told(lectures: Iterable[tuple[int, Lecture]]) -> list[str]:
    """All that is said of these rows."""
    constats = [constat for _, lecture in lectures for constat in lecture.constats]
    return [str(constat).replace("\u00a0", " ").replace("’", "'") for constat in constats]


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "export.csv") -> Path:
    """A CSV file."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(
    path: Path, sheet: str, parts: Mapping[str, str] | None = None, book: str = "", names: Iterable[str] = ("Feuil1",)
) -> Path:
    """A workbook whose sheets all hold this XML (from `<sheetData>` on); `parts` adds to it or replaces its own."""
    names = list(names)
    sheets = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="s{i}"/>' for i, name in enumerate(names, 1))
    links = "".join(
        f'<Relationship Id="s{i}" Type="{_TYPES}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    for name in ("styles", "sharedStrings"):
        if f"xl/{name}.xml" in (parts or {}):
            links += f'<Relationship Id="{name}" Type="{_TYPES}/{name}" Target="/xl/{name}.xml"/>'
    content = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="b" Type="{_TYPES}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_TYPES}">{book}<sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_LINKS}">{links}</Relationships>',
        **{
            f"xl/worksheets/sheet{i}.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>'
            for i in range(1, len(names) + 1)
        },
        **{name: re.sub("<(styleSheet|sst)>", rf'<\1 xmlns="{_MAIN}">', text) for name, text in (parts or {}).items()},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return path
