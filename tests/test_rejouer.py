"""An act made again: the same bytes, or which of the dossier, the template, the law and the program has changed."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from actes.cli import francais
from actes.cli.groupe import actes
from actes.emission import Greffe
from actes.empreintes import program_fingerprint
from actes.generate import Demande, generate
from actes.inscription import inscriptions_of
from actes.produce import produce
from actes.registre import Registre
from tests import exemples
from tests.cas import AUJOURDHUI, plain, put, take_out
from tests.conftest import MODELES, RACINE

ORDRE = "ordre-mise-a-execution"
ORIGINAL = f"2026-00123__{ORDRE}__original.docx"


class Greffier:
    """A clerk with their own folder: a dossier, a register, the acts made."""

    def __init__(self, folder: Path):
        self.folder, self.registre, self.sortie = folder, folder / "registre.sqlite", folder / "s"
        self.dossier = folder / "durand.yaml"
        self.write()

    def write(self, *without: str, **changes: object) -> Path:
        """The dossier, with these keys (`a__b` for `a.b`) changed and taken out."""
        data = exemples.example(exemples.act(ORDRE))
        for path, value in changes.items():
            put(data, path.replace("__", "."), value)
        for path in without:
            assert take_out(data, path)
        self.dossier.write_bytes(exemples.dump(data))
        return self.dossier

    def run(self, *arguments: object) -> Result:
        francais.install()
        words = [str(argument) for argument in (*arguments, "--registre", self.registre)]
        return CliRunner().invoke(actes, words, prog_name="actes")

    def generer(self, *options: object) -> None:
        shown = self.run("generer", self.dossier, "--sortie", self.sortie, *options)
        assert shown.exit_code == 0, shown.output

    def rejouer(self, *arguments: object) -> Result:
        return self.run("rejouer", *arguments)

    def replayed(self, *arguments: object) -> dict[str, Any]:
        """What `--format json` says, and the status under the key `statut`."""
        shown = self.rejouer(*arguments, "--format", "json")
        told: dict[str, Any] = json.loads(shown.stdout)
        return told | {"statut": shown.exit_code}

    def changed(self, *arguments: object) -> list[str]:
        return [change["quoi"] for change in self.replayed(*arguments)["changements"]]


@pytest.fixture
def greffier(tmp_path) -> Greffier:
    return Greffier(tmp_path)


@pytest.fixture
def dessus(tmp_path) -> Path:
    """A folder of templates laid over the installed ones: the same act, to be changed."""
    shutil.copytree(MODELES / ORDRE, tmp_path / "dessus" / ORDRE)
    return tmp_path / "dessus"


def rewritten(docx: bytes, before: str, after: str) -> bytes:
    """A docx in which this text was changed, as Word would have."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        assert any(before.encode() in source.read(name) for name in source.namelist())
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(before.encode(), after.encode()))
    return out.getvalue()


@pytest.mark.parametrize("which", ["2026/1", "2026/00003", "2026 / 2"])
def test_an_act_of_which_nothing_has_changed_is_the_same_byte_for_byte(greffier, which):
    greffier.generer()
    shown = greffier.rejouer(which)
    assert shown.exit_code == 0, shown.output
    assert "identique" in shown.stdout
    assert "tribunal judiciaire de Lille" in shown.stdout


@pytest.mark.parametrize("acte", ["certificat-sanction-pecuniaire", "notification-jugement-jap"])
def test_every_document_of_an_act_is_made_again_alike(greffier, acte):
    greffier.dossier.write_bytes(exemples.example_path(exemples.act(acte)).read_bytes())
    greffier.generer("--acte", acte)
    with Registre.open(greffier.registre, lecture=True) as registre:
        numeros = [vue.numero for vue in registre.chercher()]
    assert numeros
    for numero in numeros:
        assert greffier.replayed(numero)["identique"]


def test_a_document_is_recognised_by_its_bytes_wherever_it_is(greffier, tmp_path):
    greffier.generer()
    shutil.copy(greffier.sortie / ORIGINAL, tmp_path / "à signer.docx")
    told = greffier.replayed(tmp_path / "à signer.docx")
    assert (told["statut"], told["numero"], told["identique"], told["modifie"]) == (0, "2026/00001", True, False)


def test_a_draft_is_made_again_by_its_own_number(greffier):
    greffier.write("incarceration.heure_debut")
    greffier.generer("--brouillon")
    for which in (["brouillon 2026/1"], ["brouillon", "2026/1"]):
        told = greffier.replayed(*which)
        assert (told["statut"], told["numero"]) == (0, "brouillon 2026/00001")


def test_another_layout_of_the_dossier_is_the_same_dossier(greffier):
    greffier.generer()
    text = greffier.dossier.read_text()
    greffier.dossier.write_text(f"# relu\n{text}")
    assert greffier.rejouer("2026/1").exit_code == 0


def test_nothing_is_written_in_the_register(greffier):
    greffier.generer()
    with Registre.open(greffier.registre, lecture=True) as registre:
        before = registre.tete()
        greffier.write(condamne__prenoms="Erik")
        greffier.rejouer("2026/1")
        assert registre.tete() == before


# what has changed


def test_a_dossier_that_has_changed_is_said_with_both_fingerprints(greffier):
    greffier.generer()
    greffier.write(condamne__prenoms="Erik")
    told = greffier.replayed("2026/1")
    assert (told["statut"], told["identique"]) == (1, False)
    (change,) = told["changements"]
    assert change["quoi"] == "dossier"
    assert len({change["avant"], change["apres"]}) == 2
    shown = greffier.rejouer("2026/1").stdout
    assert f"{change['avant'][:12]} → {change['apres'][:12]}" in shown
    assert "--dossier" in shown


def test_a_file_that_holds_another_reference_now_is_told(greffier):
    greffier.generer()
    greffier.write(dossier="2026/00777")
    told = greffier.replayed("2026/1")
    assert (told["statut"], [change["quoi"] for change in told["changements"]]) == (1, ["dossier"])
    (constat,) = told["constats"]
    assert (constat["code"], constat["gravite"]) == ("reference-changee", "avertissement")
    assert "2026/00777" in constat["message"]


def test_settings_that_have_changed_are_part_of_the_dossier(greffier, tmp_path):
    (tmp_path / "r.yaml").write_text("service: {telephone: 03 20 00 00 00}\n")
    greffier.generer("--reglages", tmp_path / "r.yaml")
    assert greffier.changed("2026/1") == []
    (tmp_path / "r.yaml").write_text("service: {telephone: 03 20 11 11 11}\n")
    assert greffier.changed("2026/1") == ["dossier"]


def test_a_template_that_has_changed_is_said(greffier, dessus):
    greffier.generer("--modeles", dessus)
    modele = dessus / ORDRE / "modele.docx"
    modele.write_bytes(rewritten(modele.read_bytes(), "présenter", "rendre"))
    told = greffier.replayed("2026/1")
    assert (told["statut"], [change["quoi"] for change in told["changements"]]) == (1, ["modele"])


def test_rules_that_have_changed_are_said_with_or_without_effect_on_the_act(greffier, dessus):
    greffier.generer("--modeles", dessus)
    acte = dessus / ORDRE / "acte.yaml"
    text = acte.read_text()
    acte.write_text(f"{text}# relu\n")
    told = greffier.replayed("2026/1")
    assert (told["statut"], [change["quoi"] for change in told["changements"]]) == (0, ["droit"])
    assert "sans effet" in greffier.rejouer("2026/1").stdout
    acte.write_text(text.replace("[CPP D48-2-4, CPP D48-2-5]", "[CPP D48-2-4]"))
    told = greffier.replayed("2026/1")
    assert (told["statut"], [change["quoi"] for change in told["changements"]]) == (1, ["droit"])


def test_all_that_has_changed_is_said_at_once(greffier, dessus):
    greffier.generer("--modeles", dessus)
    greffier.write(condamne__prenoms="Erik")
    modele, acte = dessus / ORDRE / "modele.docx", dessus / ORDRE / "acte.yaml"
    modele.write_bytes(rewritten(modele.read_bytes(), "présenter", "rendre"))
    acte.write_text(f"{acte.read_text()}# relu\n")
    assert greffier.changed("2026/1") == ["dossier", "modele", "droit"]


def test_an_act_that_can_no_longer_be_made_says_why(greffier):
    greffier.generer()
    greffier.write("incarceration.heure_debut")
    told = greffier.replayed("2026/1")
    assert (told["statut"], told["identique"], told["sha256"]["apres"]) == (1, False, None)
    assert [change["quoi"] for change in told["changements"]] == ["dossier"]
    assert "mention-absente" in [constat["code"] for constat in told["constats"]]
    assert "ne peut plus être refait" in greffier.rejouer("2026/1").stdout


def test_a_copy_that_is_no_longer_to_be_made_says_so(greffier, dessus):
    greffier.generer("--modeles", dessus)
    acte = dessus / ORDRE / "acte.yaml"
    closed = "id: copie-certifiee, en_vigueur: {acte: {au: 2026-01-01}},"
    acte.write_text(acte.read_text().replace("id: copie-certifiee,", closed))
    told = greffier.replayed("2026/3", "--modeles", dessus)
    assert (told["statut"], told["sha256"]["apres"]) == (1, None)
    assert [constat["code"] for constat in told["constats"]] == ["sans-exemplaire"]


def test_an_act_that_the_catalogue_no_longer_holds_says_so(greffier, dessus):
    shutil.copytree(dessus / ORDRE, dessus / "ordre-local")
    acte = dessus / "ordre-local" / "acte.yaml"
    acte.write_text(acte.read_text().replace(f"id: {ORDRE}", "id: ordre-local", 1))
    greffier.write(actes=["ordre-local"])
    greffier.generer("--modeles", dessus)
    shutil.rmtree(dessus / "ordre-local")
    told = greffier.replayed("2026/1")
    assert told["statut"] == 1
    assert told["changements"] == [{"quoi": "droit", "avant": told["changements"][0]["avant"], "apres": None}]
    assert [constat["code"] for constat in told["constats"]] == ["acte-inconnu"]


# another program, or our own mistake


def record(greffier: Greffier, version: str, **recorded: str) -> None:
    """Record what that version of the program made, these facts being what they are said to be."""
    atelier, demande = exemples.atelier(), Demande(aujourdhui=AUJOURDHUI)
    (lecture,) = atelier.read(greffier.dossier)
    examen = atelier.examine(lecture, ORDRE, demande)
    documents = list(produce(examen, lecture, atelier.modeles, version=version))
    contexte = replace(atelier.contexte(demande), fichier=str(greffier.dossier))
    entry, *_ = inscriptions_of(examen, lecture, documents, contexte)
    with Registre.open(greffier.registre) as registre:
        registre.inscrire([replace(entry, **recorded)], qui="greffe", quand=datetime(2026, 11, 21, tzinfo=UTC))


def test_a_newer_program_that_prints_the_same_makes_the_same_bytes(greffier):
    record(greffier, "0.0.9", programme="0.0.9 0123456789abcdef")
    told = greffier.replayed("2026/1")
    assert (told["statut"], told["identique"]) == (0, True)
    (change,) = told["changements"]
    assert change == {"quoi": "programme", "avant": "0.0.9 0123456789abcdef", "apres": program_fingerprint()}


def test_a_newer_program_that_prints_something_else_is_said(greffier):
    record(greffier, "0.0.9", programme="0.0.9 0123456789abcdef", empreinte_document="0" * 64)
    told = greffier.replayed("2026/1")
    assert (told["statut"], [change["quoi"] for change in told["changements"]]) == (1, ["programme"])


def test_another_document_from_the_same_things_is_our_own_mistake(greffier):
    version = program_fingerprint().split(" ")[0]
    record(greffier, version, empreinte_document="0" * 64)
    told = greffier.replayed("2026/1")
    assert (told["statut"], told["changements"]) == (1, [])
    (constat,) = told["constats"]
    assert constat["code"] == "rejeu-different"
    assert "défaut du programme" in constat["message"]


# what is no longer where it was


def test_a_dossier_that_has_moved_is_asked_for(greffier, tmp_path):
    greffier.generer()
    greffier.dossier.rename(tmp_path / "archive.yaml")
    shown = greffier.rejouer("2026/1")
    assert shown.exit_code == 2
    assert "--dossier" in shown.stderr
    assert greffier.replayed("2026/1", "--dossier", tmp_path / "archive.yaml")["identique"]


def test_settings_and_templates_that_have_moved_are_asked_for(greffier, dessus, tmp_path):
    (tmp_path / "r.yaml").write_text("service: {telephone: 03 20 00 00 00}\n")
    greffier.generer("--modeles", dessus, "--reglages", tmp_path / "r.yaml")
    (tmp_path / "r.yaml").rename(tmp_path / "ancien.yaml")
    dessus.rename(tmp_path / "anciens")
    given: list[object] = ["2026/1"]
    for option, path in (("--modeles", "anciens"), ("--reglages", "ancien.yaml")):
        shown = greffier.rejouer(*given)
        assert shown.exit_code == 2
        assert option in shown.stderr
        given += [option, tmp_path / path]
    assert greffier.replayed(*given)["identique"]


def test_a_dossier_is_found_again_in_its_stream_by_its_reference(greffier):
    first, second = greffier.write().read_text(), greffier.write(dossier="2026/00777").read_text()
    greffier.dossier.write_text(f"{first}---\n{second}")
    greffier.generer()
    assert greffier.replayed("2026/4")["identique"]
    greffier.dossier.write_text(f"{second}---\n{first}")
    assert greffier.replayed("2026/4")["identique"]
    greffier.dossier.write_text(f"{first}---\n{first.replace('2026/00123', '2026/00124')}")
    shown = greffier.rejouer("2026/4")
    assert shown.exit_code == 2
    assert "2026/00777" in shown.stderr


def test_an_act_that_comes_from_an_export_is_made_again_from_its_row(greffier):
    export = greffier.folder / "export"
    shutil.copytree(RACINE / "samples" / "export", export)
    table, mapping = export / "sorties-d-audience.csv", export / "correspondance.yaml"
    options = ("--correspondance", mapping, "--sortie", greffier.sortie, "--registre", greffier.registre)
    command = [sys.executable, "-m", "actes.cli", "lot", table, *options, "--processus", "1"]
    made = subprocess.run(command, check=False, capture_output=True)
    assert made.returncode in (0, 3), made.stderr
    told = greffier.replayed("2026/3")
    assert (told["statut"], told["identique"]) == (0, True)
    titles, *rows = table.read_bytes().splitlines(keepends=True)
    table.write_bytes(titles + b"".join(reversed(rows)))
    assert greffier.replayed("2026/3")["identique"]
    mapping.rename(greffier.folder / "ancienne.yaml")
    assert "--correspondance" in greffier.rejouer("2026/3").stderr
    assert greffier.replayed("2026/3", "--correspondance", greffier.folder / "ancienne.yaml")["identique"]
    table.write_bytes(titles + b"".join(row for row in rows if told["dossier"].encode() not in row))
    shown = greffier.rejouer("2026/3", "--correspondance", greffier.folder / "ancienne.yaml")
    assert shown.exit_code == 2
    assert told["dossier"] in shown.stderr


def test_an_act_dated_by_the_command_keeps_its_date(greffier):
    greffier.write("date_acte")
    with Registre.open(greffier.registre) as registre:
        greffe = Greffe(registre, "greffe", datetime(2026, 11, 20, tzinfo=UTC))
        for jour, folder in ((date(2026, 11, 19), "donnée"), (None, "du jour")):
            demande = Demande(aujourdhui=date(2026, 11, 20), jour=jour)
            generate([greffier.dossier], greffier.folder / folder, exemples.atelier(), demande, greffe)
    assert greffier.replayed("2026/1")["identique"]
    assert greffier.replayed("2026/4")["identique"]


# which document


def test_a_document_edited_since_says_what_was_touched_and_is_compared_too(greffier):
    greffier.generer()
    path = greffier.sortie / ORIGINAL
    path.write_bytes(rewritten(path.read_bytes(), "Lille-Loos-Sequedin", "Bapaume"))
    told = greffier.replayed(path)
    assert (told["statut"], told["numero"], told["modifie"], told["identique"]) == (1, "2026/00001", True, True)
    assert told["mentions_touchees"] == ["etablissement"]
    assert "modifié depuis sa production" in greffier.rejouer(path).stdout
    path.rename(greffier.sortie / "sans nom.docx")
    shown = greffier.rejouer(greffier.sortie / "sans nom.docx")
    assert shown.exit_code == 2
    assert "2026/00001, 2026/00002, 2026/00003" in shown.stderr


def test_a_document_that_the_register_does_not_know_is_said(greffier, tmp_path):
    greffier.generer()
    path = greffier.sortie / ORIGINAL
    (tmp_path / "autre").mkdir()
    other = Greffier(tmp_path / "autre")
    other.write(condamne__prenoms="Erik")
    other.generer()
    shown = other.rejouer(path)
    assert shown.exit_code == 2
    assert "n’est pas dans ce registre" in shown.stderr
    (tmp_path / "note.docx").write_bytes(b"PK")
    assert greffier.rejouer(tmp_path / "note.docx").exit_code == 2
    assert greffier.rejouer(tmp_path / "absent.docx").exit_code == 2


def test_a_number_of_several_courts_is_asked_to_be_told_apart(greffier):
    greffier.generer()
    greffier.write(service__juridiction="Tribunal judiciaire de Douai", dossier="2026/00200")
    greffier.generer()
    shown = greffier.rejouer("2026/1")
    assert shown.exit_code == 2
    assert "--juridiction" in shown.stderr
    told = greffier.replayed("2026/1", "--juridiction", "Tribunal judiciaire de  Douai")
    assert (told["statut"], told["dossier"]) == (0, "2026/00200")


@pytest.mark.parametrize("which", ["2026/9", "1999/1", "brouillon 2026/1", "quarante-deux"])
def test_a_number_that_was_never_given_is_an_unreadable_input(greffier, which):
    greffier.generer()
    assert greffier.rejouer(which).exit_code == 2


def test_a_register_that_does_not_exist_is_not_made(greffier):
    assert greffier.rejouer("2026/1").exit_code == 4
    assert not greffier.registre.exists()


def test_a_cancelled_document_is_made_again_and_said_to_be_cancelled(greffier):
    greffier.generer()
    with Registre.open(greffier.registre) as registre:
        now = datetime(2026, 11, 22, tzinfo=UTC)
        registre.annule(registre.trouve("2026/1"), motif="erreur de date", qui="greffe", quand=now)
    assert greffier.replayed("2026/1")["annule"] == "erreur de date"
    assert "annulé : erreur de date" in plain(greffier.rejouer("2026/1").stdout)
    shutil.copy(greffier.sortie / ORIGINAL, greffier.folder)
    greffier.generer()
    assert greffier.replayed(greffier.folder / ORIGINAL)["numero"] == "2026/00004"


def test_the_act_made_again_can_be_written_to_be_compared(greffier, tmp_path):
    greffier.generer()
    told = greffier.replayed("2026/1", "--sortie", tmp_path / "refait")
    assert Path(told["chemin"]).read_bytes() == (greffier.sortie / ORIGINAL).read_bytes()
    greffier.write(condamne__prenoms="Erik")
    shown = greffier.rejouer("2026/1", "--sortie", tmp_path / "refait")
    assert shown.exit_code == 1
    assert "existe déjà" in shown.stderr
