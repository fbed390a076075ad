"""docs/codes.md, written from the data of the codes: `make codes`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from actes.codes import Theme, load_themes

RACINE = Path(__file__).resolve().parent.parent
PAGE = RACINE / "docs" / "codes.md"
LETTRES = {"bloquante": "B", "avertissement": "A", "information": "I"}
TETE = """\
# Les codes de constat

Chaque constat porte un code stable\u00a0: un programme s’y fie, le message peut changer de mots. Les exemples sont des
messages réels, sans leur place (`fichier:ligne:colonne`, ou l’endroit du document).
B\u00a0: bloquante, A\u00a0: avertissement, I\u00a0: information.

`actes modeles expliquer CODE` dit ce qu’un code veut dire, ce qu’il faut faire, et montre le faux et le juste.

<!-- Écrite par « make codes » d’après actes/codes/*.yaml et actes/lint/codes.yaml. -->
"""


def page() -> str:
    """The whole page."""
    return "\n".join([TETE, *("\n".join(_section(theme)) for theme in load_themes())]).rstrip("\n") + "\n"


def _section(theme: Theme) -> Iterator[str]:
    yield f"## {theme.titre}\n"
    yield "| code | gravité | exemple |\n|---|---|---|"
    for code in theme.codes:
        yield f"| `{code.code}` | {LETTRES.get(code.gravite, code.gravite)} | {_cell(code.exemple)} |"
    yield f"\n{theme.note}\n" if theme.note else ""


def _cell(text: str) -> str:
    return re.sub(r"[ \n]+", " ", text.replace("|", "\\|")).strip(" ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
