"""`actes modeles expliquer`: each code in plain words, for a clerk and for a program."""

from __future__ import annotations

import json

import pytest

from actes.codes import load_codes
from tests.cli.test_commandes import run


def test_a_code_is_explained_with_the_wrong_and_the_right():
    result = run("modeles", "expliquer", "masculin-en-dur")
    out = result.stdout
    assert (result.exit_code, result.stderr) == (0, "")
    assert out.startswith("masculin-en-dur – Masculin écrit en dur\n")
    for words in ("Que faire\u00a0: Employez le filtre accord", "À ne pas écrire\u00a0:", "À écrire\u00a0:"):
        assert words in out
    assert "    {{ condamne | identite }}, {{ condamne | naissance }}\n" in out


def test_without_a_code_all_are_listed_with_their_titles():
    out = run("modeles", "expliquer").stdout
    assert [name for name, code in load_codes().items() if f"  {name} " not in out or code.titre not in out] == []


def test_several_codes_and_json():
    result = run("modeles", "expliquer", "--format", "json", "trop-gros", "mention-absente")
    first, second = json.loads(result.stdout)["codes"]
    assert (first["code"], second["gravite"]) == ("trop-gros", "celle de la mention")
    assert first["faux"] is None


@pytest.mark.parametrize(
    ("code", "advice"),
    [("masculin-en-du", "Vouliez-vous dire «\u00a0masculin-en-dur\u00a0»"), ("xyz", "les énumère")],
)
def test_an_unknown_code_is_a_usage_error_with_the_nearest(code, advice):
    result = run("modeles", "expliquer", code)
    assert (result.exit_code, result.stdout) == (2, "")
    assert advice in result.stderr
