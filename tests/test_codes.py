"""What is documented is checked: every code of a finding has its entry in the data, and docs/codes.md is made of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from actes.codes import Code, load_codes, load_themes
from actes.droit import FONCTIONS
from actes.errors import Gravite
from bench.codes import PAGE, page
from tests.conftest import RACINE

CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
AUTEUR = tuple(f"actes/auteur/{name}.py" for name in ("ecrits", "modele", "nouvel_acte", "trousse"))  # identifiers
AILLEURS = (
    "actes/cli",
    "actes/apercu",
    "actes/rendu/filtres",
    "actes/lot/remise.py",
    "actes/depot_git.py",
    *AUTEUR,
)  # options, words
SEULS = {"erreur", "environnement"}  # the two codes of a single word, those of error classes


def written_codes() -> set[str]:
    """Every code in the sources: a text of words tied by hyphens is one."""
    return {code for path in (RACINE / "actes").rglob("*.py") for code in _codes(path)} | SEULS


def _codes(path: Path) -> Iterator[str]:
    if path.relative_to(RACINE).as_posix().startswith(AILLEURS):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def test_every_code_is_in_the_data() -> None:
    assert sorted(written_codes() - load_codes().keys()) == []


def test_no_code_of_the_data_is_gone() -> None:
    assert sorted(load_codes().keys() - written_codes()) == []


def test_no_code_is_said_twice() -> None:
    names = [code.code for theme in load_themes() for code in theme.codes]
    assert [name for name in dict.fromkeys(names) if names.count(name) > 1] == []


@pytest.mark.parametrize("code", load_codes().values(), ids=lambda code: code.code)
def test_a_code_has_its_title_its_why_and_what_to_do(code: Code) -> None:
    assert 3 < len(code.titre) < 80
    assert not code.titre.endswith(".")
    assert len(code.pourquoi) > 20
    assert len(code.que_faire) > 5
    assert len(code.exemple) > 10
    assert code.gravite in set(Gravite) or " " in code.gravite
    assert code.faux or not code.juste


def test_the_page_of_the_codes_is_made_of_the_data() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "écrivez-la de nouveau : make codes"


def test_every_function_of_the_expressions_is_documented() -> None:
    guide = (RACINE / "docs" / "format-acte.md").read_text(encoding="utf-8")
    assert [nom for nom in FONCTIONS if f"| `{nom}(" not in guide] == []
