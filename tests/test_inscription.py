"""What the register records of a document: its court, its fingerprints, and where it came from."""

from __future__ import annotations

import json
import pickle
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import actes
from actes.catalogue import load_catalogue
from actes.empreintes import Droit, program_fingerprint, templates_fingerprint
from actes.generate import Demande
from actes.inscription import inscriptions_of
from actes.nommage import court_name
from actes.produce import produce
from actes.registre import Inscription
from tests import exemples
from tests.cas import AUJOURDHUI, put, take_out
from tests.fabrique import write_acte

ORDRE = "ordre-mise-a-execution"
MENTION = "mentions: [{id: nom, libelle: le nom, article: CPP D2, exige: [condamne.nom]}]\n"
Changes = dict[str, object]  # paths, and what to put there


def recorded(
    acte_id: str, changes: dict[str, object] | None = None, without: tuple[str, ...] = ()
) -> list[Inscription]:
    """What is recorded of the example of an act, once changed at these paths; a draft if something was taken out."""
    data = exemples.example(exemples.act(acte_id))
    for path, value in (changes or {}).items():
        put(data, path, value)
    for path in without:
        assert take_out(data, path)
    lecture = exemples.read(data)
    demande = Demande(aujourdhui=AUJOURDHUI, brouillon=bool(without))
    examen = exemples.atelier().examine(lecture, acte_id, demande)
    documents = list(produce(examen, lecture, exemples.atelier().modeles, brouillon=demande.brouillon))
    contexte = replace(exemples.atelier().contexte(demande), fichier="dossiers/d.yaml", place=3)
    return inscriptions_of(examen, lecture, documents, contexte)


def test_a_copy_is_recorded_with_what_it_is_and_how_it_leaves():
    *_, copie = recorded(ORDRE)
    assert (copie.dossier, copie.acte, copie.exemplaire, copie.element) == ("2026/00123", ORDRE, "copie-certifiee", "")
    assert (copie.juridiction, copie.annee, copie.date_acte) == ("tribunal judiciaire de Lille", 2026, "2026-11-20")
    assert not copie.brouillon
    assert copie.contenu["nom"] == "2026-00123__ordre-mise-a-execution__copie-certifiee.docx"
    assert copie.contenu["constats"] == ["delai-a-venir"]
    assert copie.contenu["remise"] == {
        "mode": "transmission",
        "article": "CPP D48-2-5 al. 2",
        "destinataire": "chef de l’établissement pénitentiaire",
    }


def test_what_is_recorded_names_nobody_and_crosses_processes():
    entries = recorded(ORDRE)
    assert "Durand" not in json.dumps([(e.dossier, e.contenu) for e in entries], ensure_ascii=False)
    assert pickle.loads(pickle.dumps(entries)) == entries


def test_the_origin_says_all_that_making_it_again_needs():
    origine = recorded(ORDRE)[0].contenu["origine"]
    assert origine.pop("fichier") == str(Path("dossiers/d.yaml").absolute())
    assert origine == {
        "place": 3,
        "demandee": None,
        "aujourdhui": "2026-11-21",
        "moteur": "compile",
        "reglages": None,
        "modeles": None,
        "correspondance": None,
    }


def test_an_element_of_a_list_is_recorded_by_its_rank():
    data = exemples.example(exemples.act("avis-diminution-20"))
    second = {"sanction.personnes[1]": data["sanction"]["personnes"][0]}
    assert {entry.element for entry in recorded("avis-diminution-20", second)} == {"1", "2"}


@pytest.mark.parametrize(
    ("changes", "without", "court"),
    [
        ({}, (), "tribunal judiciaire de Lille"),
        ({"service.juridiction": "Tribunal  judiciaire d’Évry"}, (), "tribunal judiciaire d'Évry"),
        ({}, ("service.juridiction",), "tribunal correctionnel de Lille"),
        ({}, ("service", "juridiction.nom"), ""),
    ],
)
def test_a_number_is_of_the_court_of_the_service_else_of_the_one_that_convicted(changes, without, court):
    assert {entry.juridiction for entry in recorded(ORDRE, changes, without)} == {court}


@pytest.mark.parametrize(
    ("typed", "court"),
    [
        ("Tribunal judiciaire de Lille", "tribunal judiciaire de Lille"),
        (" cour  d’appel de Douai ", "cour d'appel de Douai"),
        ("Cour d\u2019appel de Be\u0301thune", "cour d'appel de Béthune"),
        ("TJ de Lille", "TJ de Lille"),
        ("T", "T"),
        ("", ""),
    ],
)
def test_a_court_is_one_series_however_it_is_typed(typed, court):
    assert court_name(typed) == court


@pytest.fixture
def racine(tmp_path) -> Path:
    """Two act types and a shared mention."""
    folder = tmp_path / "modeles"
    write_acte(folder)
    write_acte(folder, acte_id="autre")
    shared = folder / "_communs" / "mentions" / "date.yaml"
    shared.parent.mkdir(parents=True)
    shared.write_text("- {id: date, libelle: la date, article: CPP D3, exige: [acte.date]}\n")
    return folder


def law(*racines: Path) -> str:
    catalogue = load_catalogue(racines)
    return Droit(catalogue).fingerprint(catalogue.acte("essai"))


def edit(path: Path) -> None:
    path.write_text(path.read_text() + "# relu\n")


@pytest.mark.parametrize("path", ["essai/acte.yaml", "_communs/mentions/date.yaml"])
def test_the_law_of_an_act_changes_with_its_own_file_and_with_what_acts_share(racine, path):
    before = law(racine)
    assert re.fullmatch("[0-9a-f]{64}", before)
    edit(racine / path)
    assert law(racine) != before


def test_the_law_of_an_act_changes_neither_with_another_act_nor_with_the_place_of_the_folders(racine, tmp_path):
    before = law(racine)
    edit(racine / "autre" / "acte.yaml")
    (racine / "essai" / "notes.txt").write_text("à relire")
    assert law(racine) == before
    shutil.copytree(racine, tmp_path / "ailleurs")
    assert law(tmp_path / "ailleurs") == before


def test_a_folder_laid_over_changes_the_law_of_the_acts_that_it_holds(racine, tmp_path):
    over = tmp_path / "dessus"
    write_acte(over, acte_id="autre")
    assert law(racine, over) == law(racine)
    edit(write_acte(over))
    assert law(racine, over) != law(racine)


def test_the_template_that_another_act_lends_brings_its_own_conditions(racine):
    write_acte(racine, f"modele_de: autre\n{MENTION}")
    before = law(racine)
    edit(racine / "autre" / "acte.yaml")
    assert law(racine) != before


def test_all_the_templates_have_one_fingerprint_that_what_nobody_reads_does_not_change(racine):
    before = templates_fingerprint([racine])
    (racine / "essai" / "~$modele.docx").write_bytes(b"Word")
    (racine / ".git").mkdir()
    (racine / ".git" / "index").write_bytes(b"git")
    assert templates_fingerprint([racine]) == before
    (racine / "essai" / "modele.docx").write_bytes(b"docx")
    assert templates_fingerprint([racine]) != before


def test_the_program_says_its_version_and_a_digest_of_all_that_prints():
    version, digest = program_fingerprint().split(" ")
    assert version == actes.__version__
    assert re.fullmatch("[0-9a-f]{16}", digest)
