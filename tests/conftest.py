"""What the tests share: the system programs of the full suite, and the sample dossiers."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parent.parent
MODELES = RACINE / "templates"

BATCH = 80  # documents for one LibreOffice: it loses some of several hundred

Convert = Callable[[list[Path], str, Path], list[Path]]


@pytest.fixture(scope="session", autouse=True)
def own_register(tmp_path_factory) -> Iterator[Path]:
    """No test writes in the register of whoever runs it: each process of the tests has its own."""
    home = tmp_path_factory.mktemp("donnees")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home))
        patch.setenv("ACTES_REGISTRE", str(home / "registre.sqlite"))
        yield home / "registre.sqlite"


def needs(program: str) -> str:
    """The path of a system program; without it the test is skipped at home, and fails in CI."""
    found = shutil.which(program)
    if found is None:
        if os.environ.get("CI") or os.environ.get("ACTES_TESTS_COMPLETS"):
            pytest.fail(f"{program} is missing: .ci/run installs it")
        pytest.skip(f"{program} is not installed")
    return found


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory) -> Convert:
    """Convert documents with LibreOffice, several in one process: (paths, extension, folder) → paths."""
    soffice = needs("soffice")
    profile = tmp_path_factory.mktemp("profile")

    def convert(paths: list[Path], extension: str, folder: Path) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        command = [soffice, "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", extension]
        for start in range(0, len(paths), BATCH):
            names = [str(path) for path in paths[start : start + BATCH]]
            subprocess.run([*command, "--outdir", str(folder), *names], check=True, capture_output=True, timeout=240)
        return [folder / f"{path.stem}.{extension.split(':')[0]}" for path in paths]

    return convert


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured (`record_property("mesure", …)`): a promise is read with its figure."""
    reports = [report for group in terminalreporter.stats.values() for report in group if hasattr(report, "when")]
    for report in reports:
        for name, fact in report.user_properties if report.when == "call" else ():
            if name == "mesure":
                terminalreporter.write_line(str(fact))
