"""The hook that this project gives to pre-commit: the command that it calls, the files that it is given."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.cli.test_commandes import run
from tests.conftest import MODELES, RACINE


def hook() -> dict[str, str]:
    (only,) = yaml.safe_load((RACINE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return only


def test_the_hook_calls_our_command_on_the_files():
    program, *arguments = hook()["entry"].split()
    assert program == "actes"
    assert run(*arguments, MODELES / "ordre-mise-a-execution" / "modele.docx").exit_code == 0


@pytest.mark.parametrize(
    ("path", "looked_at"),
    [
        ("mes-modeles/avis/modele.docx", True),
        ("mes-modeles/avis/~$modele.docx", False),
        ("~$modele.docx", False),
        ("annotations/avis__modele__annote.docx", False),
        ("mes-modeles/avis/acte.yaml", False),
    ],
)
def test_the_hook_is_given_templates_and_nothing_that_word_or_we_leave_beside(path, looked_at):
    chosen = re.search(hook()["files"], path) and not re.search(hook()["exclude"], path)
    assert bool(chosen) is looked_at
