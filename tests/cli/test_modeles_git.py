"""`actes modeles git`: a repository where `git diff` shows the templates as text, set up once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actes.cli import francais
from actes.cli.groupe import actes
from tests.cas import plain
from tests.conftest import RACINE, needs
from tests.rendu.docx_builder import paragraphs


def run() -> Result:
    francais.install()
    return CliRunner().invoke(actes, ["modeles", "git"], prog_name="actes")


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture
def depot(tmp_path, monkeypatch) -> Path:
    needs("git")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "depot"
    (folder / "actes").mkdir(parents=True)
    git(folder, "init", "-q")
    monkeypatch.chdir(folder / "actes")
    return folder


def test_the_repository_is_set_up_once(depot):
    shown = run()
    assert shown.exit_code == 0, shown.output
    assert "Réglage du dépôt" in shown.stdout
    assert git(depot, "config", "diff.actes.textconv") == "actes modeles texte --pour-git\n"
    assert (depot / ".gitattributes").read_text() == "*.docx diff=actes\n"
    again = run()
    assert "Rien à faire" in again.stdout
    assert (depot / ".gitattributes").read_text() == "*.docx diff=actes\n"


def test_git_diff_shows_the_words(depot, monkeypatch):
    script = depot.parent / "bin" / "actes"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{RACINE}" exec "{sys.executable}" -m actes.cli "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    modele = depot / "modele.docx"
    modele.write_bytes(paragraphs("Nous, {{ procureur }},", "ordonnons"))
    git(depot, "add", ".")
    git(depot, "commit", "-qm", "x")
    run()
    modele.write_bytes(paragraphs("Nous, {{ procureur | nom_complet }},", "ordonnons"))
    shown = git(depot, "diff")
    assert "\n-Nous, {{ procureur }},\n+Nous, {{ procureur | nom_complet }},\n ordonnons\n" in shown


def test_a_file_that_is_no_docx_does_not_end_the_diff_of_the_others(tmp_path):
    (tmp_path / "modele.docx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    told = CliRunner().invoke(actes, ["modeles", "texte", "--pour-git", str(tmp_path / "modele.docx")])
    assert (told.exit_code, "ancien document Word" in told.stdout) == (0, True)
    alone = CliRunner().invoke(actes, ["modeles", "texte", str(tmp_path / "modele.docx")])
    assert alone.exit_code == 2


def test_what_the_author_wrote_is_kept(depot):
    (depot / ".gitattributes").write_bytes(b"*.yaml text\r\n*.docx diff=pandoc")
    git(depot, "config", "diff.actes.textconv", "pandoc")
    shown = run()
    assert shown.exit_code == 0
    assert "(il disait « pandoc »)" in plain(shown.stdout)
    assert (depot / ".gitattributes").read_bytes() == b"*.yaml text\r\n*.docx diff=pandoc\r\n*.docx diff=actes\r\n"


def test_a_rule_elsewhere_that_says_it_already_is_enough(depot):
    (depot / ".git" / "info").mkdir(exist_ok=True)
    (depot / ".git" / "info" / "attributes").write_text("*.docx diff=actes\n")
    run()
    assert not (depot / ".gitattributes").exists()


def test_a_rule_elsewhere_that_says_otherwise_is_told(depot):
    (depot / ".git" / "info").mkdir(exist_ok=True)
    (depot / ".git" / "info" / "attributes").write_text("*.docx -diff\n")
    shown = run()
    assert shown.exit_code == 4
    assert "l’emporte" in shown.stderr


@pytest.mark.parametrize(("bare", "words"), [(False, "n’est pas dans un dépôt git"), (True, "dépôt nu")])
def test_out_of_a_working_copy_it_says_so(depot, tmp_path, monkeypatch, bare, words):
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    if bare:
        git(elsewhere, "init", "-q", "--bare")
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    shown = run()
    assert shown.exit_code == 4
    assert words in shown.stderr


def test_without_git_it_says_so(depot, monkeypatch):
    monkeypatch.setenv("PATH", "/nulle-part")
    shown = run()
    assert shown.exit_code == 4
    assert "git est introuvable" in shown.stderr
