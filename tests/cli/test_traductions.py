"""`actes traductions` and what the languages change in the other commands."""

from __future__ import annotations

import io
import json
from pathlib import Path

import yaml
from click.testing import CliRunner, Result
from docx import Document

from actes.cli.groupe import actes
from tests.conftest import MODELES
from tests.fabrique import plain

EXEMPLE = MODELES / "traduction-certificat" / "exemple.yaml"
TABLEAU = "2026-00631__traduction-de.docx"


def run(*arguments: object) -> Result:
    """The command as a shell runs it."""
    return CliRunner().invoke(actes, [str(argument) for argument in arguments])


def without_translations(folder: Path) -> Path:
    """The example of the act, of which nothing is translated yet."""
    data = yaml.load(EXEMPLE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    del data["traductions"]
    path = folder / "d.yaml"
    path.write_text("# gardé\n" + yaml.safe_dump(data, allow_unicode=True, default_style='"'), encoding="utf-8")
    return path


def fill(path: Path) -> None:
    """What the translator does."""
    document = Document(io.BytesIO(path.read_bytes()))
    for row in document.tables[0].rows[1:]:
        said = {"traducteur": "Monika Schreiner", "date": "2026-10-09"}
        row.cells[2].text = said.get(row.cells[0].text.split("\n")[-1], "Übersetzt")
    document.save(str(path))


def test_from_the_dossier_to_the_translated_certificate(tmp_path):
    dossier = without_translations(tmp_path)
    refused = run("generer", dossier, "--sortie", tmp_path / "s")
    assert refused.exit_code == 1
    assert "actes traductions extraire" in refused.stderr
    extracted = run("traductions", "extraire", dossier, "--sortie", tmp_path)
    assert extracted.exit_code == 0, extracted.stderr
    assert extracted.stdout.strip().endswith(TABLEAU)
    assert (tmp_path / TABLEAU).stat().st_mode & 0o777 == 0o600
    fill(tmp_path / TABLEAU)
    taken = run("traductions", "integrer", tmp_path / TABLEAU, dossier, "--format", "json")
    assert taken.exit_code == 0, taken.stdout
    assert json.loads(taken.stdout)["langue"] == "de"
    assert dossier.read_text(encoding="utf-8").startswith("# gardé\n")
    made = run("generer", dossier, "--sortie", tmp_path / "s", "--format", "json")
    assert made.exit_code == 0, made.stderr
    told = json.loads(made.stdout)
    assert [document["langue"] for document in told["documents"]] == ["de"]
    assert [c["code"] for c in told["constats"]] == ["libelles-non-verifies"]


def test_a_table_that_lacks_something_leaves_the_dossier_alone(tmp_path):
    dossier = without_translations(tmp_path)
    before = dossier.read_bytes()
    run("traductions", "extraire", dossier, "--sortie", tmp_path)
    taken = run("traductions", "integrer", tmp_path / TABLEAU, dossier)
    assert taken.exit_code == 1
    assert "sanction.motifs" in taken.stderr
    assert dossier.read_bytes() == before


def test_a_table_already_there_and_filled_is_not_overwritten(tmp_path):
    dossier = without_translations(tmp_path)
    run("traductions", "extraire", dossier, "--sortie", tmp_path)
    fill(tmp_path / TABLEAU)
    again = run("traductions", "extraire", dossier, "--sortie", tmp_path)
    assert again.exit_code == 1
    assert "existe déjà" in again.stderr


def test_a_state_of_french_has_nothing_to_translate(tmp_path):
    dossier = tmp_path / "d.yaml"
    dossier.write_text("dossier: 2026/1\nsanction: {etat_execution: LU, motifs: un}\n", encoding="utf-8")
    refused = run("traductions", "extraire", dossier, "--sortie", tmp_path)
    assert refused.exit_code == 2
    assert "aucune traduction n’est due" in plain(refused.stderr).replace("'", "’")


def test_the_register_keeps_how_many_labels_are_unverified(tmp_path):
    registre = tmp_path / "r.sqlite"
    assert run("generer", EXEMPLE, "--sortie", tmp_path / "s", "--registre", registre).exit_code == 0
    told = json.loads(run("registre", "exporter", "--registre", registre, "--format", "json").stdout)
    (langue,) = [line["contenu"]["langue"] for line in told["lignes"]]
    assert langue["code"] == "de"
    assert 0 < langue["non_verifies"] < langue["libelles"]


def test_a_translation_asked_by_the_option_is_made_again_from_the_register(tmp_path):
    registre = tmp_path / "r.sqlite"
    data = yaml.load(EXEMPLE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    data["sanction"]["etat_execution"] = "AT"
    dossier = tmp_path / "d.yaml"
    dossier.write_text(yaml.safe_dump(data, allow_unicode=True, default_style='"'), encoding="utf-8")
    made = run("generer", dossier, "--sortie", tmp_path / "s", "--registre", registre, "--langue", "de")
    assert made.exit_code == 0, made.stderr
    again = run("rejouer", tmp_path / "s" / "2026-00631__traduction-certificat__1__de.docx", "--registre", registre)
    assert again.exit_code == 0, again.stdout + again.stderr


def test_verifier_compares_a_translation_with_its_certificate(tmp_path):
    for acte in ("certificat-sanction-pecuniaire", "traduction-certificat"):
        assert run("generer", EXEMPLE, "--acte", acte, "--sortie", tmp_path).exit_code == 0
    certificat = tmp_path / "2026-00631__certificat-sanction-pecuniaire__1.docx"
    traduction = tmp_path / "2026-00631__traduction-certificat__1__de.docx"
    shown = run("verifier", traduction, "--certificat", certificat, "--format", "json")
    assert shown.exit_code == 0, shown.stdout
    assert json.loads(shown.stdout)["documents"][0]["correspond"] is True


def test_proposer_and_catalogue_say_the_language(tmp_path):
    told = json.loads(run("proposer", EXEMPLE, "--format", "json").stdout)["propositions"]
    assert [due["langue"] for due in told if due["acte"] == "traduction-certificat"] == ["de"]
    acte = json.loads(run("catalogue", "traduction-certificat", "--format", "json").stdout)["actes"][0]
    assert acte["langue"] == "langue_certificat(sanction)"
    assert len(acte["langues"]) == 22


def test_the_catalogues_are_told_language_by_language(tmp_path):
    told = json.loads(run("traductions", "catalogues", "--langue", "de", "--format", "json").stdout)["catalogues"]
    assert [(each["langue"], each["manquants"]) for each in told] == [("de", 0)]
    unknown = run("traductions", "catalogues", "--langue", "ga")
    assert unknown.exit_code == 2
