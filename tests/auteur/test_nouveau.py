"""`actes modeles nouveau`: a folder that passes the check, the production and its cases as it is made."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actes.auteur.ecrits import USUAL
from actes.auteur.modele import ready_phrases
from actes.cas import load_cas, read_plain
from actes.cli import francais
from actes.cli.groupe import actes
from actes.generate import Atelier, Demande, template_folders
from actes.workshop import check_targets
from tests.cas import plain
from tests.conftest import MODELES

JOUR = date(2026, 11, 22)
OPTIONS = (
    "--titre", "Avis d'essai au condamné", "--famille", "notifications", "--base", "CPP D48-2", "--du", "2015-01-01",
    "--emetteur", "procureur de la République",
)  # fmt: skip
FICHIERS = ["acte.yaml", "cas.yaml", "exemple.yaml", "modele.docx", "trousse.docx"]


def run(*arguments: object) -> Result:
    francais.install()
    return CliRunner().invoke(actes, ["modeles", "nouveau", *map(str, arguments)], prog_name="actes")


def made(folder: Path, acte_id: str = "avis-essai", *options: str) -> Path:
    shown = run(acte_id, *(options or OPTIONS), "--modeles", folder)
    assert shown.exit_code == 0, shown.stderr
    return folder / acte_id


def test_a_new_act_passes_everything_as_it_is_made(tmp_path):
    folder = made(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == FICHIERS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["avis-essai"]
    assert check_targets(["avis-essai"], template_folders(tmp_path), JOUR) == ([], 0)
    atelier = Atelier(template_folders(tmp_path))
    lecture = atelier.read(folder / "exemple.yaml")[0]
    examen = atelier.examine(lecture, "avis-essai", Demande(aujourdhui=JOUR))
    assert [str(c) for c in (*lecture.constats, *examen.constats) if c.gravite != "information"] == []
    assert [d.exemplaire.id for d in examen.documents] == ["original"]
    for cas in load_cas(folder):
        lecture = atelier.read_content(cas.texte.encode(), "cas.yaml")[0]
        found = atelier.examine(lecture, "avis-essai", Demande(aujourdhui=JOUR))
        assert found.bloque is not cas.satisfait, cas
    assert sum(1 for _ in load_cas(folder)) == len(USUAL) + 2


def test_generer_valider_and_couverture_take_it_at_once(tmp_path):
    (tmp_path / "m").mkdir()
    folder = made(tmp_path / "m")
    modeles = ("--modeles", str(folder.parent))
    for command in (
        ["valider", str(folder / "exemple.yaml"), *modeles],
        [
            "generer",
            str(folder / "exemple.yaml"),
            "--sortie",
            str(tmp_path / "s"),
            "--registre",
            str(tmp_path / "r"),
            *modeles,
        ],
        ["modeles", "controler", "avis-essai", *modeles],
        ["modeles", "couverture", "avis-essai", *modeles],
    ):
        shown = CliRunner().invoke(actes, command, prog_name="actes")
        assert shown.exit_code == 0, (command, shown.output)


def test_every_shared_mention_may_be_asked_for(tmp_path):
    shared = {path.stem for path in (MODELES / "_communs" / "mentions").glob("*.yaml")}
    assert set(ready_phrases()) <= shared
    options = [word for name in ready_phrases() if name != "personne-condamnee" for word in ("--mention", name)]
    folder = made(tmp_path, "avis-complet", *OPTIONS, *options)
    assert "reconnais avoir reçu" not in (folder / "acte.yaml").read_text()
    assert len(Atelier(template_folders(tmp_path)).catalogue.acte("avis-complet").mentions) == len(ready_phrases()) - 1


@pytest.mark.parametrize("source", ["ordre-mise-a-execution", "demande-victime", "notes-audience"])
def test_an_act_made_from_another_keeps_its_cases_and_has_fields_of_its_own(tmp_path, source):
    folder = made(tmp_path, "acte-bis", "--depuis", source, "--titre", "Acte bis")
    catalogue = Atelier(template_folders(tmp_path)).catalogue
    new, old = catalogue.acte("acte-bis"), catalogue.acte(source)
    assert new.titre == "Acte bis"
    assert [m.id for m in new.mentions] == [m.id for m in old.mentions]
    assert not {c.nom for c in new.champs} & {c.nom for c in old.champs}
    assert len(read_plain(folder / "cas.yaml")) == len(read_plain(MODELES / source / "cas.yaml"))
    assert "#" in (folder / "acte.yaml").read_text() or "#" not in (MODELES / source / "acte.yaml").read_text()


def test_an_act_of_the_catalogue_is_copied_under_its_own_name_to_be_changed(tmp_path):
    folder = made(tmp_path, "ordre-mise-a-execution", "--depuis", "ordre-mise-a-execution")
    for name in ("acte.yaml", "modele.docx", "exemple.yaml", "cas.yaml"):
        assert (folder / name).read_bytes() == (MODELES / "ordre-mise-a-execution" / name).read_bytes()


@pytest.mark.parametrize(
    ("acte_id", "options", "message"),
    [
        ("Avis Essai", OPTIONS, "n'est pas un identifiant"),
        ("../avis", OPTIONS, "n'est pas un identifiant"),
        ("ordre-mise-a-execution", OPTIONS, "existe déjà dans le catalogue"),
        ("avis-essai", OPTIONS[:2], "il manque --famille, --base, --du, --emetteur"),
        ("avis-essai", ("--depuis", "inconnu"), "n'existe pas"),
        ("avis-essai", (*OPTIONS, "--mention", "identite-condamn"), "identite-condamne"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(tmp_path, acte_id, options, message):
    shown = run(acte_id, *options, "--modeles", tmp_path)
    assert shown.exit_code in (2, 5)
    assert message in plain(shown.stderr)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_made_when_it_is_missing_and_not_left_behind_empty(tmp_path):
    folder = made(tmp_path / "mes" / "modeles")
    assert folder == tmp_path / "mes" / "modeles" / "avis-essai"
    assert run("avis-faux", *OPTIONS, "--mention", "inconnue", "--modeles", tmp_path / "vide").exit_code == 5
    assert not (tmp_path / "vide").exists()


def test_what_is_there_is_never_replaced(tmp_path):
    folder = tmp_path / "avis-essai"
    folder.mkdir()
    (folder / "acte.yaml").write_text("à moi")
    shown = run("avis-essai", *OPTIONS, "--modeles", tmp_path)
    assert shown.exit_code == 2
    assert "existe déjà" in plain(shown.stderr)
    assert (folder / "acte.yaml").read_text() == "à moi"


def test_a_case_that_does_not_end_as_it_says_keeps_the_act_from_being_made(tmp_path):
    source, target = tmp_path / "source", tmp_path / "cible"
    target.mkdir()
    shutil.copytree(MODELES / "ordre-mise-a-execution", source / "ordre-faux")
    for name in ("acte.yaml", "exemple.yaml"):
        path = source / "ordre-faux" / name
        path.write_text(path.read_text().replace("ordre-mise-a-execution", "ordre-faux"))
    path = source / "ordre-faux" / "cas.yaml"
    path.write_text(path.read_text() + "- {cas: faux, attendu: {bloque: oui}}\n")
    shown = run("ordre-bis", "--depuis", "ordre-faux", "--modeles", source)
    assert (shown.exit_code, "cas « faux »" in plain(shown.stderr)) == (5, True)
    assert sorted(p.name for p in source.iterdir()) == ["ordre-faux"]


def test_what_no_option_says_is_asked_on_a_terminal(tmp_path):
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "actes.cli", "modeles", "nouveau", "avis-demande", "--modeles", str(tmp_path)]
    process = subprocess.Popen(command, stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    os.write(leader, "Avis demandé\nnotifications\nCPP D48-2, CPP D48-1\n2015-01-01\ngreffe\n".encode())
    told = process.communicate(timeout=60)[0].decode()
    os.close(leader)
    os.close(follower)
    assert process.returncode == 0, told
    acte = Atelier(template_folders(tmp_path)).catalogue.acte("avis-demande")
    assert (acte.titre, acte.base_legale) == ("Avis demandé", ("CPP D48-2", "CPP D48-1"))
