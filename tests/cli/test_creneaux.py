"""Slots on the command line: proposed, held, listed, given back; nothing is made where nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commandes import run
from tests.creneaux.test_creneaux import prepare, slots_file, tenus

JAP, SPIP = ["2026-10-13 09:00", "2026-10-14 09:00"], ["2026-10-15 14:00", "2026-10-16 14:00"]


def proposer(folder: Path, *options: object) -> list[dict[str, object]]:
    """What is given to the dossiers of this folder."""
    command = ("creneaux", "proposer", *sorted(folder.glob("dossier*.yaml")), "--creneaux", folder / "creneaux.yaml")
    shown = run(*command, "--registre", folder / "registre.sqlite", "--format", "json", *options)
    return json.loads(shown.stdout)["creneaux"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    prepare(tmp_path, 2)
    slots_file(tmp_path, JAP, SPIP)
    return tmp_path


def test_proposing_makes_no_register_and_shows_what_would_be_written(folder: Path) -> None:
    shown = proposer(folder)
    assert not (folder / "registre.sqlite").exists()
    written = proposer(folder, "--ecrire")
    assert [slot | {"ecrit": True} for slot in shown] == written
    assert len(tenus(folder)) == len(written) == 4


def test_who_holds_what_is_listed_and_given_back(folder: Path) -> None:
    proposer(folder, "--ecrire")
    registre = ("--registre", folder / "registre.sqlite")
    shown = run("creneaux", "tenus", "--du", "2026-10-13", "--au", "2026-10-14", *registre)
    assert shown.stdout.replace("\xa0", " ").splitlines() == [
        "mardi 13 octobre 2026 à 9 h 00, le juge (cabinet) : 2026/00900 (tribunal judiciaire de Nantes)",
        "mercredi 14 octobre 2026 à 9 h 00, le juge (cabinet) : 2026/00901 (tribunal judiciaire de Nantes)",
    ]
    given = run("creneaux", "rendre", "2026/00900", "--pour", "jap", *registre, "--format", "json")
    assert given.exit_code == 0
    (slot,) = json.loads(given.stdout)["creneaux"]
    assert (slot["dossier"], slot["date"], slot["fichier"]) == (
        "2026/00900",
        "2026-10-13",
        str(folder / "dossier0.yaml"),
    )
    left = run("creneaux", "tenus", "--du", "2026-10-01", *registre, "--format", "json")
    assert [slot["rendez_vous"] for slot in json.loads(left.stdout)["creneaux"]] == ["jap", "spip", "spip"]
    again = run("creneaux", "rendre", "2026/00900", "--pour", "jap", *registre)
    assert (again.exit_code, "ne tient aucun créneau" in again.stderr) == (2, True)
    assert run("registre", "controler", *registre).exit_code == 0


def test_a_reference_of_two_courts_is_given_back_by_its_court(folder: Path) -> None:
    second = folder / "dossier1.yaml"
    text = second.read_text().replace("2026/00901", "2026/00900")
    second.write_text(text.replace("judiciaire de Nantes", "judiciaire de Rennes"))
    proposer(folder, "--ecrire")
    command = ("creneaux", "rendre", "2026/00900", "--registre", folder / "registre.sqlite")
    doubtful = run(*command)
    assert (doubtful.exit_code, "--juridiction" in doubtful.stderr) == (2, True)
    assert run(*command, "--juridiction", "Tribunal judiciaire de Rennes").exit_code == 0
    assert {tenu.juridiction for tenu in tenus(folder)} == {"tribunal judiciaire de Nantes"}


@pytest.mark.parametrize("command", [["tenus"], ["rendre", "2026/00900"]])
def test_where_there_is_no_register_none_is_made(tmp_path: Path, command: list[str]) -> None:
    shown = run("creneaux", *command, "--registre", tmp_path / "registre.sqlite")
    assert (shown.exit_code, "n’existe pas" in shown.stderr) == (4, True)
    assert list(tmp_path.iterdir()) == []
