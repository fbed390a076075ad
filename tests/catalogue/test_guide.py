"""The guide of the format says all that the loader reads, and its examples are right."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from actes.catalogue import load_catalogue
from tests.conftest import RACINE

GUIDE = (RACINE / "docs" / "format-acte.md").read_text(encoding="utf-8")
BLOCS = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
READERS = {"requis", "texte", "textes", "oui_non", "jour", "bloc", "blocs", "items", "named", "dated", "choix", "node"}


def read_keys() -> Iterator[str]:
    """Every key that the loader asks of an author's file."""
    for name in ("entrees", "lecture", "lecteur"):
        tree = ast.parse((RACINE / "actes" / "catalogue" / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def test_every_key_that_is_read_is_in_the_guide() -> None:
    keys = set(read_keys())
    assert {"exige", "pour", "en_vigueur", "plancher"} & keys
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", GUIDE)] == []


@pytest.mark.parametrize("bloc", BLOCS)
def test_an_example_of_the_guide_is_yaml(bloc: str) -> None:
    documents = bloc.split("\nen_vigueur:") if bloc.startswith("en_vigueur:") else [bloc]
    assert all(yaml.safe_load(document) for document in documents)


def test_the_first_example_of_the_guide_is_an_act(tmp_path: Path) -> None:
    folder = tmp_path / "ordre-mise-a-execution"
    folder.mkdir()
    (folder / "acte.yaml").write_text(BLOCS[0], encoding="utf-8")
    assert [mention.id for mention in load_catalogue([tmp_path]).acte(folder.name).mentions] == ["etablissement"]
