"""`actes apercu --pdf` and `--png`: the act in files, without a page nor a browser."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from tests.apercu.atelier import ACTE, copy_acte
from tests.conftest import RACINE, needs


def actes(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "actes.cli", "apercu", *arguments],
        cwd=RACINE, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def soffice():
    needs("soffice")


def test_the_act_is_written_as_a_pdf_and_as_an_image_a_page(tmp_path):
    pdf, png = tmp_path / "acte.pdf", tmp_path / "pages"
    done = actes(ACTE, "--pdf", str(pdf), "--png", str(png))
    assert (done.returncode, done.stdout.splitlines()) == (0, [str(pdf), str(png / "page-1.png")])
    with pikepdf.open(pdf) as document:
        assert len(document.pages) == 1
        assert str(document.docinfo["/Title"])
    assert (png / "page-1.png").read_bytes().startswith(b"\x89PNG")
    assert stat.S_IMODE(pdf.stat().st_mode) == 0o600


def test_one_page_may_be_one_file(tmp_path):
    done = actes(ACTE, "--exemplaire", "original", "--png", str(tmp_path / "acte.png"))
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "acte.png"))


def test_twice_the_same_act_is_the_same_file_and_another_one_is_not_overwritten(tmp_path):
    pdf = str(tmp_path / "acte.pdf")
    assert actes(ACTE, "--pdf", pdf).returncode == 0
    first = Path(pdf).read_bytes()
    assert actes(ACTE, "--pdf", pdf).returncode == 0
    refused = actes(ACTE, "--exemplaire", "copie", "--pdf", pdf)
    assert (refused.returncode, Path(pdf).read_bytes()) == (1, first)
    assert "existe déjà" in refused.stderr
    assert actes(ACTE, "--exemplaire", "copie", "--pdf", pdf, "--remplacer").returncode == 0
    assert Path(pdf).read_bytes() != first


def test_a_copy_or_an_element_that_the_act_does_not_have_is_told_and_no_other_is_written(tmp_path):
    pdf = tmp_path / "acte.pdf"
    done = actes(ACTE, "--exemplaire", "orginal", "--element", "9", "--pdf", str(pdf))
    assert (done.returncode, pdf.exists()) == (2, False)
    assert "orginal" in done.stderr
    assert "copie-certifiee" in done.stderr
    assert "n’a pas d’élément" in done.stderr


def test_a_refused_act_is_not_written_but_its_draft_may_be(tmp_path):
    racine = copy_acte(tmp_path / "modeles")
    exemple = racine / ACTE / "exemple.yaml"
    exemple.write_text("".join(line for line in exemple.read_text().splitlines(True) if "heure_debut" not in line))
    options = ("--modeles", str(racine), "--pdf", str(tmp_path / "acte.pdf"))
    refused = actes(ACTE, *options)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "BLOQUANT" in refused.stderr
    assert not (tmp_path / "acte.pdf").exists()
    assert actes(ACTE, "--brouillon", *options).returncode == 0


def test_the_status_says_whose_mistake_it_is(tmp_path):
    racine = copy_acte(tmp_path / "modeles")
    options = ("--modeles", str(racine), "--pdf", str(tmp_path / "acte.pdf"))
    assert actes("acte-inconnu", *options).returncode == 2
    (racine / ACTE / "acte.yaml").write_text("id: [")
    refused = actes(ACTE, *options)
    assert refused.returncode == 5
    assert "acte.yaml" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_without_what_it_needs_the_preview_says_what_to_install():
    code = "import sys; sys.modules['starlette'] = None; from actes.cli import main; sys.argv[1:] = ['apercu']; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=RACINE, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 4
    assert "l’aperçu a besoin de" in done.stderr
    assert "actes[apercu]" in done.stderr
