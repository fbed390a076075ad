"""The wheel holds the templates: installed in an empty environment, it produces an act from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

from tests.conftest import MODELES, RACINE


def test_the_wheel_installed_elsewhere_produces_an_act(tmp_path):
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(RACINE)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for path in MODELES.rglob("*.*"):
        if path.suffix in (".yaml", ".docx"):
            assert f"actes/_templates/{path.relative_to(MODELES).as_posix()}" in names
    assert "actes/droit/competence.yaml" in names
    place = tmp_path / "env"
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    exemple = elsewhere / "dossier.yaml"
    exemple.write_bytes((MODELES / "ordre-mise-a-execution" / "exemple.yaml").read_bytes())
    environ = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "ACTES_MODELES")}
    command = [str(place / "bin" / "actes"), "generer", "dossier.yaml", "--sortie", "s", "--format", "json"]
    done = subprocess.run(command, cwd=elsewhere, env=environ, check=True, capture_output=True)
    documents = json.loads(done.stdout)["documents"]
    assert [Path(document["chemin"]).suffix for document in documents] == [".docx"] * 3
