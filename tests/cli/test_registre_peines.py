"""`actes registre peines`: from the dossiers and the register to what a clerk reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from actes.affaire import affaire_of
from actes.cli.registre_peines import peines
from actes.dossier import load_dossier
from actes.registre import Affaire, Inscription, Registre
from tests.cas import plain

QUI, QUAND = "greffe", datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
COUR = "tribunal judiciaire de Lille"


CAS = """
dossier: 2026/00500
service: {juridiction: tribunal judiciaire de Lille}
affaire: {numero_parquet: "26061000123"}
juridiction: {nom: tribunal correctionnel de Lille, type: tribunal_correctionnel}
condamne: {nom: Durand, incarcere: non}
condamnation:
  date: 2026-03-02
  executoire_le: 2026-03-13
  mandat: {type: aucun}
  peines: [{type: emprisonnement, quantum: 8 mois}, {type: amende, montant: "800"}, {type: emprisonnement_sursis}]
"""


def case(more: str = "") -> Affaire:
    """The case, and what else its dossier says."""
    found = affaire_of(load_dossier(CAS + more, "dossier.yaml"))
    assert found is not None
    return found


def inscription(acte: str = "mise-a-execution-peine", brouillon: bool = False, mode: str = "tout_moyen") -> Inscription:
    prints = {f"empreinte_{name}": "0" * 64 for name in ("dossier", "modele", "droit")}
    return Inscription(
        juridiction=COUR, annee=2026, brouillon=brouillon, dossier="2026/00500", acte=acte, exemplaire="service",
        date_acte="2026-05-20", programme="0", contenu={"remise": {"mode": mode}}, **prints,
        empreinte_document=f"{acte}-{brouillon}-{mode}",
    )  # fmt: skip


@pytest.fixture
def registre(tmp_path: Path) -> Iterator[tuple[Path, Registre]]:
    """The path of a register that knows one case, and the register."""
    path = tmp_path / "registre.sqlite"
    with Registre.open(path) as opened:
        opened.inscrire([inscription(brouillon=True)], qui=QUI, quand=QUAND, affaires=[case()])
        yield path, opened


def shown(path: Path, *options: str) -> str:
    result = CliRunner().invoke(peines, ["--registre", str(path), "--au", "2026-06-01", *options])
    assert result.exit_code == 0, result.output
    return plain(result.output)


def test_the_same_case_twice_is_one_line(registre):
    _, opened = registre
    before = opened.tete()
    opened.inscrire([], qui=QUI, quand=QUAND, affaires=[case()])
    assert opened.tete() == before


def test_what_nothing_explains_stands_out(registre):
    path, _ = registre
    text = shown(path)
    assert "2026/00500 — tribunal correctionnel de Lille, 2 mars 2026 — parquet 26061000123" in text
    assert text.count("AUCUN MOTIF CONNU (CPP D48 al. 2)") == 2
    assert "rien à exécuter" not in text  # the suspended sentence
    assert "sans motif connu : 2" in text
    assert "rien à exécuter" in shown(path, "--toutes")


def test_a_reason_noted_in_the_register_is_the_one_that_is_shown(registre):
    path, opened = registre
    opened.note_affaire(
        "2026/00500", "en_attente", le=date(2026, 5, 4), motif="recours en grâce", peine=1, qui=QUI, quand=QUAND
    )
    text = shown(path)
    assert "à exécuter depuis le 13 mars 2026 : recours en grâce, depuis le 4 mai 2026 (CPP D48 al. 2)" in text
    assert "sans motif connu : 1" in text
    assert "recours" not in shown(path, "--au", "2026-05-03")
    assert "huit mois" not in shown(path, "--sans-motif")


def test_a_reason_noted_by_mistake_is_forgotten(registre):
    path, opened = registre
    opened.note_affaire("2026/00500", "en_attente", le=date(2026, 5, 4), motif="erreur", qui=QUI, quand=QUAND)
    opened.efface_affaire("2026/00500", "en_attente", motif="autre dossier", qui=QUI, quand=QUAND)
    assert shown(path).count("AUCUN MOTIF CONNU") == 2


def test_the_life_of_an_act_explains_until_it_is_over(registre):
    path, opened = registre
    [numero] = opened.inscrire([inscription()], qui=QUI, quand=QUAND)
    assert f"mise à exécution de la peine n° {numero} du 20 mai 2026 : signature en attente" in shown(path)
    opened.note(numero, "signe", le=date(2026, 5, 21), qui=QUI, quand=QUAND)
    assert "signature le 21 mai 2026, remise ou envoi en attente" in shown(path)
    opened.note(numero, "envoye", le=date(2026, 5, 22), qui=QUI, quand=QUAND)
    assert "départ le 22 mai 2026, suites en attente" in shown(path)
    opened.note_affaire("2026/00500", "executee", le=date(2026, 5, 30), peine=1, qui=QUI, quand=QUAND)
    assert "huit mois" not in shown(path)
    assert "exécutée depuis le 30 mai 2026" in shown(path, "--toutes")


def test_a_draft_and_a_cancelled_act_explain_nothing(registre):
    path, opened = registre
    [numero] = opened.inscrire([inscription()], qui=QUI, quand=QUAND)
    opened.annule(numero, motif="mauvais dossier", qui=QUI, quand=QUAND)
    text = shown(path)
    assert text.count("AUCUN MOTIF CONNU") == 2
    assert "signature en attente" not in text


def test_the_case_follows_its_dossier(registre):
    path, opened = registre
    opened.inscrire([], qui=QUI, quand=QUAND, affaires=[case("convocation: {jap: {date: 2026-06-20}}\n")])
    assert "convoqué devant le juge de l'application des peines le 20 juin 2026 (CPP D48-2 1°)" in shown(path)


def test_the_forms_of_the_command_say_the_same(registre):
    path, _ = registre
    facts_ = json.loads(shown(path, "--format", "json"))
    assert facts_["au"] == "2026-06-01"
    assert [(each["peine"], each["etat"], each["sans_motif"]) for each in facts_["peines"]] == [
        (1, "a_executer", True),
        (2, "a_executer", True),
    ]
    assert facts_["totaux"]["sans_motif"] == 2
    head, *rows = shown(path, "--format", "csv").splitlines()
    assert head.startswith("\ufeffdossier;juridiction;")
    assert [row.split(";")[5] for row in rows] == ["1", "2"]
    assert shown(path, "--format", "html").count('class="sans-motif"') == 2


def test_a_case_is_chosen_by_its_reference_and_its_court(registre):
    path, _ = registre
    assert "2026/00500" in shown(path, "--dossier", "2026/00500", "--juridiction", "Tribunal judiciaire de Lille")
    assert "Aucune peine." in shown(path, "--dossier", "2026/00501")
    assert "Aucune peine." in shown(path, "--juridiction", "tribunal judiciaire d'Arras")


def test_a_register_that_does_not_exist_is_said_and_not_made(tmp_path):
    path = tmp_path / "registre.sqlite"
    result = CliRunner().invoke(peines, ["--registre", str(path)])
    assert result.exit_code == 4
    assert "ce registre n’existe pas encore" in result.output
    assert not path.exists()
