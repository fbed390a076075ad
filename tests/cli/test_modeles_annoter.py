"""`actes modeles controler --annoter`: the findings in Word, the templates left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from actes.rendu.garde import open_docx
from tests.cli.test_commandes import run
from tests.conftest import MODELES
from tests.test_annoter import faulty, lines


@pytest.fixture
def atelier(tmp_path, monkeypatch) -> Path:
    """A folder of one's own with an act whose template is faulty, where the command is run."""
    folder = tmp_path / "mes-modeles" / "ordre-mise-a-execution"
    shutil.copytree(MODELES / "ordre-mise-a-execution", folder)
    faulty(folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("cible", ["ordre-mise-a-execution", "mes-modeles/ordre-mise-a-execution/modele.docx"])
def test_an_act_or_a_file_gets_its_copy_and_the_template_is_left_alone(atelier, cible):
    template = atelier / "mes-modeles/ordre-mise-a-execution/modele.docx"
    before = template.read_bytes()
    result = run("modeles", "controler", cible, "--annoter", "relecture", "--modeles", "mes-modeles")
    assert result.exit_code == 0
    assert "aucun n’est bloquant" in result.stderr
    assert "Copie annotée\u00a0: relecture/ordre-mise-a-execution__modele__annote.docx" in result.stderr
    assert [path.name for path in (atelier / "relecture").iterdir()] == ["ordre-mise-a-execution__modele__annote.docx"]
    assert template.read_bytes() == before
    said = [
        line
        for comment in lines(open_docx(atelier / "relecture" / "ordre-mise-a-execution__modele__annote.docx"))
        for line in comment
    ]
    assert {"Attention – espace-double", "Attention – apostrophe-droite", "Attention – donnee-personnelle"} <= set(said)


@pytest.mark.parametrize("cible", ["ordre-mise-a-execution", "mes-modeles/ordre-mise-a-execution/modele.docx"])
def test_without_a_folder_the_copies_go_to_annotations_and_what_follows_is_the_target(atelier, cible):
    result = run("modeles", "controler", "--modeles", "mes-modeles", "--annoter", cible)
    assert result.exit_code == 0
    assert (atelier / "annotations" / "ordre-mise-a-execution__modele__annote.docx").is_file()


def test_a_second_check_replaces_the_copy(atelier):
    for _ in range(2):
        result = run(
            "modeles", "controler", "ordre-mise-a-execution", "--modeles", "mes-modeles", "--annoter", "copies"
        )
        assert result.exit_code == 0
    assert len(list((atelier / "copies").iterdir())) == 1


def test_a_sound_act_has_no_copy(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("modeles", "controler", "ordre-mise-a-execution", "--annoter", "copies")
    assert (result.exit_code, result.stderr) == (0, "Modèles conformes.\n")
    assert not (tmp_path / "copies").exists()


def test_a_folder_that_cannot_be_written_is_told_in_french(atelier):
    (atelier / "copies").write_text("un fichier")
    result = run("modeles", "controler", "ordre-mise-a-execution", "--modeles", "mes-modeles", "--annoter", "copies")
    assert result.exit_code == 4
    assert "un fichier se trouve à la place du dossier" in result.stderr
