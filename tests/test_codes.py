"""What is documented is checked: every code of a finding has its line and its example in docs/codes.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from actes.droit import FONCTIONS
from tests.conftest import RACINE

CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
AILLEURS = ("actes/cli", "actes/rendu/filtres", "actes/lot/remise.py", "actes/depot_git.py")  # options, words
SEULS = {"erreur", "environnement"}  # the two codes of a single word, those of error classes
LIGNE = re.compile(r"^\| `([a-z-]+)` \|(.*)\|$", re.MULTILINE)


def written_codes() -> set[str]:
    """Every code in the sources: a text of words tied by hyphens is one."""
    return {code for path in (RACINE / "actes").rglob("*.py") for code in _codes(path)} | SEULS


def _codes(path: Path) -> Iterator[str]:
    if path.relative_to(RACINE).as_posix().startswith(AILLEURS):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def documented() -> dict[str, str]:
    """Each documented code and the rest of its line."""
    return dict(LIGNE.findall((RACINE / "docs" / "codes.md").read_text(encoding="utf-8")))


def test_every_code_is_documented_with_an_example() -> None:
    lines = documented()
    assert sorted(written_codes() - lines.keys()) == []
    assert [code for code, line in lines.items() if len(line) < 20] == []


def test_no_documented_code_is_gone() -> None:
    assert sorted(documented().keys() - written_codes()) == []


def test_every_function_of_the_expressions_is_documented() -> None:
    guide = (RACINE / "docs" / "format-acte.md").read_text(encoding="utf-8")
    assert [nom for nom in FONCTIONS if f"| `{nom}(" not in guide] == []
