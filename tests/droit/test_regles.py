"""The table of the rules, docs/regles.md: complete, true to the program, and up to date with the catalogue."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from actes.dossier import champ_racine
from actes.dossier.conventions import Conventions
from bench.regles import CODE, PAGE, applied, completed
from tests.cas import catalogue
from tests.conftest import RACINE

# The rules of the source, and how many each family has.
FAMILLES = {"C": 11, "S": 11, "D": 20, "N": 7, "P": 13, "K": 9, "O": 7, "T": 6}
CODES = [f"{lettre}-{rang:02}" for lettre, nombre in FAMILLES.items() for rang in range(1, nombre + 1)]
HORS_CATALOGUE = ("hors du catalogue", "fait du service", "de rang C")


def rows() -> dict[str, list[str]]:
    """Each code of the table and its cells."""
    found = re.findall(rf"^\| ({CODE}) \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.M)
    return {code: [cell.strip() for cell in rest.split("|")] for code, rest in found}


def test_the_table_holds_every_rule_of_the_source() -> None:
    assert set(rows()) == {*CODES, "D-13 bis"}


def test_each_rule_says_its_text_and_when_it_is_in_force() -> None:
    for code, cells in rows().items():
        regle, articles, vigueur, where, parametre, actes = cells
        assert all((regle, articles, vigueur, where, parametre, actes)), code


def test_every_code_that_an_act_names_is_in_the_table() -> None:
    assert set(applied()) - set(rows()) == set()


def test_every_rule_is_applied_by_the_program_or_by_an_act_or_says_why_not() -> None:
    sources = [*(RACINE / "actes" / "droit").glob("*"), *(RACINE / "actes" / "validation").glob("*.py")]
    named = " ".join(path.read_text(encoding="utf-8") for path in sources if path.is_file())
    written = set(re.findall(CODE, named)) | set(_ranges(named)) | set(applied())
    missing = [code for code, cells in rows().items() if code not in written and not _excused(cells[3])]
    assert missing == []


def _ranges(text: str) -> list[str]:
    """« C-01 to C-03 », « T-01 à T-05 » name what is between."""
    found = re.findall(r"([CSDNPKOT])-(\d\d) (?:to|à) \1-(\d\d)", text)
    return [f"{family}-{rang:02}" for family, first, last in found for rang in range(int(first), int(last) + 1)]


def _excused(where: str) -> bool:
    """Whether no act bears the rule, or acts that the cell names apply it by a line that has no code."""
    return any(words in where for words in HORS_CATALOGUE) or bool(_named_acts(where))


def _named_acts(where: str) -> list[str]:
    return re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", where)


@pytest.mark.parametrize("code", sorted(rows()))
def test_what_the_table_names_exists(code: str) -> None:
    where, parametre = rows()[code][3], rows()[code][4]
    for module, name in re.findall(r"`((?:droit|validation)\.\w+)\.(\w+)`", where):
        assert hasattr(importlib.import_module(f"actes.{module}"), name), name
    for acte in _named_acts(where):
        assert acte in catalogue(), acte
    for path in re.findall(r"`(actes/[\w/.]+)`", where):
        assert (RACINE / Path(path)).exists()
    for chemin in re.findall(r"`(\w+(?:\.\w+)*)`", parametre):
        assert champ_racine().descend(chemin).titre


def test_every_convention_is_explained_with_its_rule() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, info in Conventions.model_fields.items():
        default = ("non", "oui")[info.default] if isinstance(info.default, bool) else str(info.default)
        found = re.search(rf"^\| `{name}` \| `(\w+)` \|[^|]*\| ([^|]*) \|", page, re.M)
        assert found, name
        assert found[1] == default, name
        assert re.match(CODE, found[2]), name


def test_the_acts_of_the_table_are_those_of_the_catalogue() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert completed(page) == page, "run « make regles »"
