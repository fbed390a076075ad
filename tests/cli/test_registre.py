"""`actes registre`: checked, searched, exported, noted from the command line; in French, one status, nothing twice."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actes.cli import francais
from actes.cli.groupe import actes
from actes.registre import Registre, base
from bench.registre import COUR, inscription
from tests.registre.registres import PAR, by_hand, recorded

HIER = date(2026, 11, 20).isoformat()


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    """A register of four documents, a draft and a pending number, that the commands find by themselves."""
    path = tmp_path / "registre.sqlite"
    with Registre.open(path) as registre:
        recorded(registre, 1, 2, 3, dossier="=HYPERLINK(1)")
        recorded(registre, 4, brouillon=True)
        registre.reserve([inscription(5)], lot="nuit", **PAR)
    monkeypatch.setenv("ACTES_REGISTRE", str(path))
    return path


def run(*arguments: object) -> Result:
    """Run `actes registre` in this process."""
    francais.install()
    return CliRunner().invoke(actes, ["registre", *map(str, arguments)], prog_name="actes")


def state(number: str = "2026/1") -> str:
    return str(json.loads(run("chercher", number, "--format", "json").stdout)["lignes"][0]["etat"])


@pytest.mark.parametrize("command", ["controler", "exporter", "chercher", "noter", "annuler", "sauvegarder", "peines"])
def test_the_help_of_each_command_is_french(command):
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert "Utilisation" in shown.stdout
    assert "Show this" not in shown.stdout


def test_a_whole_register_is_said_with_its_seal_and_the_numbers_that_wait(path):
    shown = run("controler")
    assert shown.exit_code == 0
    assert "le registre est entier (4 lignes, 3 documents, 1 brouillon)" in shown.stdout
    assert "1 numéro réservé, jamais imprimé" in shown.stdout
    assert "2026/00004, tribunal judiciaire de Lille\u00a0: réservé le 25\u00a0novembre 2026" in shown.stdout
    assert "relancez-le" in shown.stdout
    told = json.loads(run("controler", "--format", "json").stdout)
    seal = f"{told['tete']['rang']}:{told['tete']['empreinte']}"
    assert f"Sceau\u00a0: {seal}" in shown.stdout
    assert (told["entier"], told["rupture"], told["constats"]) == (True, None, [])
    assert told["attentes"][0]["numero"] == "2026/00004"
    assert "rien n’a changé depuis" in run("controler", "--tete", seal).stdout


def test_a_broken_line_is_named_and_exits_1(path):
    by_hand(path, "UPDATE lignes SET acte = 'autre' WHERE rang = 2")
    shown = run("controler")
    assert shown.exit_code == 1
    assert "la ligne 2 (n° 2026/00002) a été altérée" in shown.stderr
    assert "sauvegarde" in shown.stderr
    told = run("controler", "--format", "json")
    assert told.exit_code == 1
    facts = json.loads(told.stdout)
    assert (facts["entier"], facts["rupture"]["ligne"], facts["rupture"]["numero"]) == (False, 2, "2026/00002")
    assert facts["constats"][0]["code"] == "registre-rompu"
    for command in (["exporter"], ["chercher"], ["chercher", "2026/2"]):
        assert run(*command).exit_code == 4


def test_a_seal_that_is_no_more_there_exits_1(path):
    assert run("controler", "--tete", "ab" * 32).exit_code == 1
    assert run("controler", "--tete", "99:" + "ab" * 32).exit_code == 1
    assert run("controler", "--tete", "n’importe quoi").exit_code == 2


def test_a_file_that_is_damaged_exits_1_and_one_that_is_no_register_4(path, tmp_path):
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    path.write_bytes(data)
    shown = run("controler")
    assert (shown.exit_code, "la ligne 1 ne peut plus être lue" in shown.stderr) == (1, True)
    assert run("chercher").exit_code == 4
    other = tmp_path / "autre.sqlite"
    other.write_text("bonjour")
    for command in ("controler", "exporter", "chercher"):
        shown = run(command, "--registre", other)
        assert (shown.exit_code, shown.stdout) == (4, "")
        assert run(command, "--registre", tmp_path / "absent.sqlite").exit_code == 4
    assert sorted(each.name for each in tmp_path.iterdir()) == ["autre.sqlite", "registre.sqlite"]


def test_an_export_opens_in_a_spreadsheet(path):
    shown = run("exporter")
    assert shown.exit_code == 0
    assert shown.stdout_bytes.startswith(b"\xef\xbb\xbfnumero;juridiction;")
    rows = list(csv.DictReader(io.StringIO(shown.stdout_bytes.decode("utf-8-sig")), delimiter=";"))
    assert [row["numero"] for row in rows] == ["2026/00001", "2026/00002", "2026/00003", "brouillon 2026/00001"]
    assert rows[0]["dossier"] == "'=HYPERLINK(1)"
    assert rows[0]["constats"] == "delai-a-venir"


def test_an_export_in_json_is_one_document(path):
    lines = json.loads(run("exporter", "--format", "json").stdout)["lignes"]
    assert [line["rang"] for line in lines] == [1, 2, 3, 4]
    assert {"numero", "acte", "exemplaire", "dossier", "date_acte", "brouillon", "qui", "quand"} <= set(lines[0])
    assert {"empreinte_dossier", "empreinte_modele", "empreinte_droit", "empreinte_document"} <= set(lines[0])
    assert {"precedente", "empreinte", "evenements", "annulation", "contenu"} <= set(lines[0])


def test_a_life_is_noted_then_shown(path):
    assert run("noter", "2026/1", "2026/2", "--signe", "--le", HIER).exit_code == 0
    shown = run("noter", "2026/1", "--envoye", "--le", HIER, "--mode", "recommandée")
    assert (shown.exit_code, shown.stdout) == (0, "2026/00001\u00a0: envoyé, le 20\u00a0novembre 2026\n")
    shown = run("chercher", "2026/1")
    assert "envoyé" in shown.stdout.splitlines()[0]
    assert "envoyé le 20\u00a0novembre 2026 (recommandée), noté le" in shown.stdout
    assert run("noter", "2026/1", "--efface", "envoye", "--motif", "pas parti").exit_code == 0
    assert "retiré le" in run("chercher", "2026/1").stdout
    assert state() == "signe"
    assert [line.split()[0] for line in run("chercher", "--etat", "signe").stdout.splitlines()] == [
        "2026/00001", "2026/00002",
    ]  # fmt: skip


def test_a_number_and_other_criteria_must_both_hold(path):
    assert run("chercher", "brouillon", "2026/1").stdout.startswith("brouillon 2026/00001")
    assert run("chercher", "2026/1", "--etat", "produit").stdout.startswith("2026/00001")
    for criteria in (["--etat", "signe"], ["--dossier", "2026/autre"], ["--brouillons"], ["--empreinte", "0"]):
        shown = run("chercher", "2026/1", *criteria)
        assert (shown.stdout, "Aucun document" in shown.stderr) == ("", True), criteria


def test_a_document_is_shown_on_one_line_whatever_its_reference(path):
    with Registre.open(path) as registre:
        recorded(registre, 20, dossier="2026/1\n2026/2\u202e", juridiction="")
        recorded(registre, 21, dossier="x" * 10_000)
    lines = run("chercher", "--du", HIER).stdout.splitlines()
    assert len(lines) == 6
    assert "2026/1 2026/2 " in lines[4]
    assert lines[4].endswith("(original)")
    assert len(lines[5]) < 200


def test_whoever_is_said_to_write_cannot_command_the_terminal(path, monkeypatch):
    monkeypatch.setenv("ACTES_AUTEUR", "greffe\x1b[31m\n")
    assert run("noter", "2026/1", "--signe").exit_code == 0
    assert "par greffe [31m\n" in run("chercher", "2026/1").stdout


def test_what_cannot_be_noted_is_said_and_exits_1(path):
    shown = run("noter", "2026/1", "--recu", "--le", HIER)
    assert (shown.exit_code, "aucun envoi" in shown.stderr) == (1, True)
    assert run("noter", "brouillon", "2026/1", "--signe").exit_code == 1
    assert run("noter", "2026/1", "--signe", "--le", "2026-11-19").exit_code == 1
    assert run("noter", "2026/1", "--efface", "signe", "--motif", "x").exit_code == 1
    assert run("noter", "2026/77", "--signe").exit_code == 2
    assert state() == "produit"


@pytest.mark.parametrize(
    "arguments",
    [
        ["noter"],
        ["noter", "2026/1"],
        ["noter", "2026/1", "--signe", "--remis"],
        ["noter", "2026/1", "--signe", "--efface", "signe"],
        ["noter", "2026/1", "--diligence"],
        ["noter", "2026/1", "--efface", "executee"],
        ["noter", "2026/1", "--signe", "--dossier", "2026/1"],
        ["noter", "2026/1", "--signe", "--peine", "1"],
        ["noter", "--dossier", "2026/1", "--signe"],
        ["noter", "--dossier", "2026/1"],
        ["noter", "2026/1", "--signe", "--le", "hier"],
        ["noter", "2026/1", "--efface", "envoye", "--le", HIER, "--motif", "x"],
        ["noter", "2026/1", "--efface", "envoye", "--mode", "lrar", "--motif", "x"],
        ["noter", "--dossier", "2026/1", "--diligence", "--mode", "courriel"],
        ["annuler", "2026/1"],
        ["annuler", "--motif", "x"],
        ["chercher", "--etat", "perdu"],
        ["exporter", "--format", "xml"],
    ],
)
def test_a_command_that_makes_no_sense_exits_2_in_french(path, arguments):
    shown = run(*arguments)
    assert shown.exit_code == 2
    assert "Erreur" in shown.stderr
    assert state() == "produit"


def test_a_document_is_cancelled_and_a_pending_number_explained(path):
    assert run("annuler", "2026/1", "2026/4", "--motif", "dossier retiré").exit_code == 0
    assert state() == "annule"
    shown = run("chercher", "2026/4")
    assert (shown.exit_code, "dossier retiré" in shown.stderr) == (2, True)
    assert "réservé" not in run("controler").stdout
    shown = run("noter", "2026/1", "--signe")
    assert (shown.exit_code, "dossier retiré" in shown.stderr) == (1, True)


def test_a_case_is_noted(path):
    dossier = inscription(3).dossier
    with Registre.open(path) as registre:
        registre.inscrire([inscription(3)], **PAR)
    assert run("noter", "--dossier", dossier, "--en-attente").exit_code == 1
    assert run("noter", "--dossier", dossier, "--en-attente", "--motif", "appel").exit_code == 0
    assert run("noter", "--dossier", dossier, "--efface", "en-attente", "--motif", "erreur").exit_code == 0
    assert run("noter", "--dossier", "2026/inconnu", "--diligence", "--motif", "x").exit_code == 2


def test_a_number_of_two_courts_is_chosen_however_the_court_is_typed(path):
    with Registre.open(path) as registre:
        recorded(registre, 1, juridiction="tribunal judiciaire d'Annecy")
    assert run("noter", "2026/1", "--signe").exit_code == 2
    assert run("noter", "2026/1", "--signe", "--juridiction", "Tribunal judiciaire d’Annecy").exit_code == 0
    shown = run("chercher", "--juridiction", COUR[0].upper() + COUR[1:], "--etat", "produit", "--sans-brouillons")
    assert len(shown.stdout.splitlines()) == 3


def test_the_document_in_hand_is_found_by_its_bytes(path, tmp_path):
    docx = tmp_path / "acte.docx"
    docx.write_bytes(b"contenu")
    assert "Aucun document ne répond" in run("chercher", "--document", docx).stderr
    with Registre.open(path) as registre:
        seal = hashlib.sha256(b"contenu").hexdigest()
        recorded(registre, 9, empreinte_document=seal)
    assert run("chercher", "--document", docx).stdout.startswith("2026/00005")


def test_a_copy_is_made_and_checked(path, tmp_path):
    copy = tmp_path / "copie.sqlite"
    shown = run("sauvegarder", copy)
    assert (shown.exit_code, "copie faite et contrôlée" in shown.stdout) == (0, True)
    assert run("controler", "--registre", copy).exit_code == 0
    assert run("sauvegarder", copy).exit_code == 4


def test_a_register_that_another_holds_is_told(path, monkeypatch):
    monkeypatch.setattr(base, "PATIENCE", 0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    shown = run("noter", "2026/1", "--signe")
    assert (shown.exit_code, "occupe" in shown.stderr) == (4, True)
    assert run("controler").exit_code == 0
    holder.close()


def test_the_register_is_where_the_settings_say(path, tmp_path, monkeypatch):
    monkeypatch.delenv("ACTES_REGISTRE")
    settings = tmp_path / "reglages.yaml"
    settings.write_text("registre: registre.sqlite\n")
    assert "le registre est entier" in run("controler", "--reglages", settings).stdout
    assert run("noter", "2026/1", "--signe", "--reglages", settings).exit_code == 0
