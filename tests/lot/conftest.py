"""A lot of real acts turned into PDF, made once for all the tests of that stage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import needs
from tests.lot.pdfs import converted, pdf_files, real_acts, stand_in, write_acts


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """The output folder of a lot whose acts all have their PDF: read it, do not change it."""
    needs("soffice")
    folder = tmp_path_factory.mktemp("made") / "Actes à 100 %"  # a name that an address must escape
    write_acts(folder, real_acts())
    assert converted(folder, processus=2) == []
    return folder


@pytest.fixture
def lot(made, tmp_path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(made, tmp_path / "lot"))


@pytest.fixture
def libreoffice_that(made, tmp_path, monkeypatch):
    """Put in the place of LibreOffice a program that converts any text, save those on which it does what is said."""

    def install(**conduct: str) -> Path:
        sample = made / "pdf" / next(iter(pdf_files(made)))
        log = stand_in(tmp_path / "bin", sample, conduct)
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        return log

    return install
