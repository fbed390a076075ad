"""The house holds together: the arrows point one way, what is heavy comes late, what is said is documented."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import RACINE

# what each package or module may import of ours; everything may use the foundations
MAY_IMPORT = {
    "place": set(),
    "errors": {"place"},
    "nommage": set(),
    "codes": set(),
    "typographie": set(),
    "dossier": set(),
    "rendu": set(),
    "droit": {"dossier"},
    "catalogue": {"droit", "dossier", "rendu"},
    "validation": {"catalogue", "droit", "dossier"},
    "produce": {"validation", "catalogue", "dossier", "rendu", "nommage"},
    "deliver": set(),
    "registre": set(),
    "tableaux": {"dossier"},
    "pdf": {"deliver"},
    "empreintes": {"catalogue"},
    "destinataire": {"validation", "dossier", "rendu"},
    "inscription": {"produce", "registre", "empreintes", "destinataire", "validation", "dossier", "nommage"},
    "affaire": {"inscription", "registre", "droit", "dossier", "rendu"},
    "emission": {"deliver", "registre"},
    "generate": {
        *("emission", "affaire", "inscription", "empreintes", "registre", "produce", "deliver"),
        *("validation", "catalogue", "dossier", "rendu"),
    },
    "proposer": {"generate", "validation", "catalogue", "dossier"},
    "agenda": {"proposer", "generate", "validation", "catalogue", "dossier"},
    "creneaux": {
        *("proposer", "generate", "emission", "inscription", "registre", "deliver"),
        *("validation", "catalogue", "droit", "dossier", "rendu"),
    },
    "evolutions": {"catalogue", "droit"},
    "comparaison": {"lint", "produce", "catalogue", "rendu"},
    "lint": {"catalogue", "codes", "droit", "dossier", "rendu"},
    "cas": {"dossier"},
    "couverture": {"cas", "generate", "produce", "catalogue", "droit", "rendu"},
    "traductions": {*("validation", "creneaux", "catalogue", "droit", "dossier", "rendu")},
    "annoter": {"deliver", "rendu"},
    "depot_git": {"deliver"},
    "auteur": {"workshop", "cas", "generate", "produce", "deliver", "catalogue", "dossier", "rendu"},
    "workshop": {"generate", "lint", "pdf", "produce", "validation", "catalogue", "dossier", "rendu"},
    "peines": {"registre", "catalogue", "droit", "dossier", "rendu"},
    "lot": {
        *("generate", "proposer", "affaire", "inscription", "destinataire", "empreintes", "registre", "produce"),
        *("tableaux", "pdf", "deliver", "validation", "catalogue", "dossier", "rendu"),
    },
    "origine": {"tableaux", "generate", "registre", "dossier", "rendu"},
    "rejouer": {"origine", "generate", "registre", "empreintes", "produce", "validation", "dossier", "rendu"},
    "apercu": {
        *("lint", "evolutions", "generate", "produce", "cas", "pdf", "deliver", "destinataire"),
        *("validation", "catalogue", "droit", "dossier", "rendu"),
    },
    "cli": {
        *("agenda", "auteur", "annoter", "apercu", "codes", "comparaison", "couverture", "creneaux", "depot_git"),
        *("deliver", "emission", "evolutions"),
        *("generate", "lot", "nommage", "origine", "peines"),
        *("proposer", "registre", "rejouer", "tableaux", "traductions", "workshop"),
        *("validation", "catalogue", "dossier", "droit", "rendu"),
    },
}
FOUNDATIONS = {"errors", "place", "typographie"}


def modules() -> list[Path]:
    return sorted((RACINE / "actes").rglob("*.py"))


def package_of(path: Path) -> str:
    parts = path.relative_to(RACINE / "actes").with_suffix("").parts
    return parts[0]


def imported(path: Path) -> set[str]:
    """The packages of ours that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("actes."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("actes.")}
    return found


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_stands_below_it(package):
    files = [path for path in modules() if package_of(path) == package]
    assert files
    for path in files:
        assert imported(path) - {package} <= MAY_IMPORT[package] | FOUNDATIONS, path


def test_every_module_has_its_place_in_the_house():
    assert {package_of(path) for path in modules()} - {"__init__"} == set(MAY_IMPORT)


@pytest.mark.parametrize("package", ["dossier", "droit", "produce", "validation"])
def test_the_core_touches_neither_the_disk_nor_the_clock(package):
    for path in modules():
        if package_of(path) == package:
            assert not re.search(r"\bopen\(|read_bytes|read_text|\.today\(\)|\.now\(\)", path.read_text()), path


def test_only_rendu_knows_docx_and_only_cli_knows_click():
    for path in modules():
        text = path.read_text()
        if package_of(path) != "rendu":
            assert not re.search(r"^\s*(from|import) (docx|docxtpl|lxml)\b", text, re.M), path
        if package_of(path) != "cli":
            assert not re.search(r"^\s*(from|import) click\b", text, re.M), path


def test_every_module_opens_with_its_line():
    for path in [*modules(), *(RACINE / "bench").glob("*.py"), *(RACINE / "tests").rglob("*.py")]:
        if path.read_text().strip():
            assert ast.get_docstring(ast.parse(path.read_text())), path


def test_every_error_class_has_its_exit_status():
    from actes import errors

    found = {
        cls.__name__: cls.exit_code
        for cls in vars(errors).values()
        if isinstance(cls, type) and issubclass(cls, errors.ActesError)
    }
    assert found == {
        "ActesError": 1,
        "DossierRefused": 1,
        "LectureError": 2,
        "EnvironnementError": 4,
        "RegistreAbsent": 4,
        "ModeleError": 5,
        "DroitError": 5,
    }


def test_every_dependency_is_argued_and_has_a_lower_bound():
    declared = re.search(r"install_requires =\n((?:    .*\n)+)", (RACINE / "setup.cfg").read_text())[1]
    argued = (RACINE / "docs" / "dependances.md").read_text()
    for line in declared.split():
        name, bound = re.fullmatch(r"([A-Za-z0-9.-]+)>=([\d.]+)", line).groups()
        assert bound
        assert re.search(rf"^\| {re.escape(name)} \|", argued, re.M), name


def test_nothing_in_the_repository_names_a_person_s_machine():
    for path in RACINE.rglob("*"):
        if path.is_file() and path.suffix in {".py", ".md", ".yaml", ".cfg", ".toml"} and ".venv" not in path.parts:
            assert "/work/" not in path.read_text(errors="replace") or path.name == "test_maison.py", path
