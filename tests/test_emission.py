"""An act is issued: numbered before it is seen, recorded once it is there, explained if it never comes."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actes.cli import francais
from actes.cli.groupe import actes
from actes.emission import Greffe
from actes.errors import EnvironnementError
from actes.generate import Demande, Resultat, generate
from actes.registre import Registre
from tests import exemples
from tests.cas import AUJOURDHUI
from tests.conftest import MODELES, RACINE

ORDRE = MODELES / "ordre-mise-a-execution" / "exemple.yaml"


@pytest.fixture
def registre(tmp_path) -> Iterator[Registre]:
    """A register that nobody else writes."""
    with Registre.open(tmp_path / "registre.sqlite") as opened:
        yield opened


def issued(registre: Registre | None, sortie: Path, source: Path = ORDRE, **options: object) -> Resultat:
    """What comes of producing this dossier."""
    greffe = Greffe(registre, "greffe", datetime(2026, 11, 21, 8, 0, tzinfo=UTC)) if registre else None
    demande = Demande(aujourdhui=AUJOURDHUI, **options)
    return generate([source], sortie, exemples.atelier(), demande, greffe)


def numbers(resultat: Resultat) -> list[str]:
    return [str(ecrit.numero) for ecrit in resultat.ecrits]


def corrected(tmp_path: Path) -> Path:
    """The dossier, with another address."""
    data = exemples.example(exemples.act("ordre-mise-a-execution"))
    data["condamne"]["adresse"]["voie"] = "5 rue de la Paix"
    (tmp_path / "corrige.yaml").write_bytes(exemples.dump(data))
    return tmp_path / "corrige.yaml"


def test_each_document_has_a_number_and_a_line_that_knows_it_by_its_bytes(registre, tmp_path):
    resultat = issued(registre, tmp_path / "s")
    assert numbers(resultat) == ["2026/00001", "2026/00002", "2026/00003"]
    for ecrit in resultat.ecrits:
        (line,) = registre.par_empreinte(ecrit.document.sha256)
        assert line.designation == ecrit.numero
        assert (line.qui, line.quand) == ("greffe", "2026-11-21T08:00:00Z")
        assert line.contenu["origine"]["fichier"] == str(ORDRE)
    assert [case.dossier for case in registre.affaires()] == ["2026/00123"]
    assert registre.controler().rupture is None


def test_the_same_acts_again_keep_their_numbers_and_add_nothing(registre, tmp_path):
    first, seal = issued(registre, tmp_path / "s"), registre.tete()
    assert numbers(issued(registre, tmp_path / "s")) == numbers(first)
    assert numbers(issued(registre, tmp_path / "ailleurs")) == numbers(first)
    assert registre.tete() == seal


def test_documents_written_and_not_recorded_are_recorded_by_the_next_run(registre, tmp_path):
    issued(None, tmp_path / "s")
    assert numbers(issued(registre, tmp_path / "s")) == ["2026/00001", "2026/00002", "2026/00003"]
    assert len(list(registre.chercher(dossier="2026/00123"))) == 3


def test_numbers_whose_documents_could_not_be_written_say_why(registre, tmp_path):
    (tmp_path / "fichier").write_text("")
    resultat = issued(registre, tmp_path / "fichier")
    assert (resultat.ecrits, resultat.statut) == ([], 4)
    assert registre.attentes() == []
    assert registre.controler().annulations == 3
    assert numbers(issued(registre, tmp_path / "s")) == ["2026/00004", "2026/00005", "2026/00006"]
    assert registre.controler().rupture is None


def test_a_file_in_the_way_costs_no_number(registre, tmp_path):
    (tmp_path / "2026-00123__ordre-mise-a-execution__copie.docx").write_text("modifié à la main")
    resultat = issued(registre, tmp_path)
    assert [constat.code for constat in resultat.constats if constat.gravite == "bloquante"] == ["fichier-existant"]
    assert registre.tete()[0] == 0
    assert registre.attentes() == []


def test_a_version_that_takes_the_place_of_another_says_its_number_and_leaves_its_line(registre, tmp_path):
    issued(registre, tmp_path / "s")
    changed = corrected(tmp_path)
    resultat = issued(registre, tmp_path / "s", changed, remplacer=True)
    assert numbers(resultat) == ["2026/00004", "2026/00005", "2026/00006"]
    lines = [registre.document(ecrit.numero) for ecrit in resultat.ecrits]
    assert [line.contenu["remplace"] for line in lines] == ["2026/00001", "2026/00002", "2026/00003"]
    assert registre.document(registre.trouve("2026/1")).exemplaire == "original"
    assert numbers(issued(registre, tmp_path / "s", changed, remplacer=True)) == numbers(resultat)


def test_what_takes_the_place_of_nothing_says_no_number(registre, tmp_path):
    for ecrit in issued(registre, tmp_path, remplacer=True).ecrits:
        assert "remplace" not in registre.document(ecrit.numero).contenu


def test_drafts_have_their_own_numbers_and_say_nothing_of_the_case(registre, tmp_path):
    resultat = issued(registre, tmp_path, brouillon=True)
    assert numbers(resultat) == ["brouillon 2026/00001", "brouillon 2026/00002", "brouillon 2026/00003"]
    assert list(registre.affaires()) == []
    assert numbers(issued(registre, tmp_path))[0] == "2026/00001"


def test_numbers_of_documents_written_and_not_recorded_wait_for_the_next_run_which_is_asked_for(registre, tmp_path):
    with sqlite3.connect(registre.path) as raw:
        raw.execute("CREATE TRIGGER plein BEFORE INSERT ON lignes BEGIN SELECT RAISE(FAIL, 'disk is full'); END")
    raw.close()
    resultat = issued(registre, tmp_path / "s")
    assert resultat.statut == EnvironnementError.exit_code
    assert any("relancez la même commande" in constat.conseil for constat in resultat.constats)
    assert [str(held.numero) for held in registre.attentes()] == ["2026/00001", "2026/00002", "2026/00003"]
    with sqlite3.connect(registre.path) as raw:
        raw.execute("DROP TRIGGER plein")
    raw.close()
    assert numbers(issued(registre, tmp_path / "s")) == ["2026/00001", "2026/00002", "2026/00003"]
    assert registre.attentes() == []


# the command line


def run(*arguments: object, **environment: str) -> Result:
    francais.install()
    return CliRunner(env=environment).invoke(actes, [str(argument) for argument in arguments], prog_name="actes")


def test_generer_shows_each_number_beside_its_document(tmp_path):
    arguments = ("generer", ORDRE, "--sortie", tmp_path / "s", "--registre", tmp_path / "r.sqlite")
    shown = run(*arguments)
    assert shown.exit_code == 0, shown.stderr
    first = shown.stdout.splitlines()[0]
    assert first == f"{tmp_path}/s/2026-00123__ordre-mise-a-execution__original.docx  2026/00001"
    told = json.loads(run(*arguments, "--format", "json").stdout)
    assert [document["numero"] for document in told["documents"]] == ["2026/00001", "2026/00002", "2026/00003"]


def test_the_same_acts_asked_for_at_once_are_written_and_recorded_once(tmp_path):
    command = [sys.executable, "-m", "actes.cli", "generer", ORDRE, "--sortie", tmp_path / "s"]
    runs = [
        subprocess.Popen(
            [*command, "--registre", tmp_path / "r.sqlite"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    shown = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert len(set(shown)) == 1
    with Registre.open(tmp_path / "r.sqlite", lecture=True) as registre:
        found = registre.controler()
    assert (found.documents, found.annulations, found.rupture, found.attentes) == (3, 0, None, ())


@pytest.mark.parametrize("kind", ["texte", "répertoire absent", "autre programme"])
def test_a_register_that_cannot_be_opened_stops_everything(kind, tmp_path):
    path = tmp_path / "absent" / "r.sqlite" if kind == "répertoire absent" else tmp_path / "r.sqlite"
    if kind == "texte":
        path.write_text("ceci n'est pas un registre " * 100)
    if kind == "autre programme":
        with sqlite3.connect(path) as raw:  # the database of another program
            raw.execute("CREATE TABLE autre (x)")
        raw.close()
    shown = run("generer", ORDRE, "--sortie", tmp_path / "s", "--registre", path)
    assert shown.exit_code == 4, shown.output
    assert str(path) in shown.stderr
    assert not (tmp_path / "s").exists()


def test_the_settings_of_the_court_say_where_its_register_is(tmp_path):
    (tmp_path / "lille").mkdir()
    (tmp_path / "reglages.yaml").write_text("registre: lille/registre.sqlite\n")
    command = ("generer", ORDRE, "--sortie", tmp_path / "s", "--reglages", tmp_path / "reglages.yaml")
    assert run(*command, ACTES_REGISTRE="").exit_code == 0
    with Registre.open(tmp_path / "lille" / "registre.sqlite", lecture=True) as registre:
        assert registre.controler().documents == 3
    given = tmp_path / "donné.sqlite"
    assert run(*command, ACTES_REGISTRE=str(given)).exit_code == 0
    assert given.exists()


def test_without_a_word_the_register_is_the_user_s_own_and_private(tmp_path):
    shown = run("generer", ORDRE, "--sortie", tmp_path / "s", ACTES_REGISTRE="", XDG_DATA_HOME=str(tmp_path / "d"))
    assert shown.exit_code == 0, shown.stderr
    path = tmp_path / "d" / "actes" / "registre.sqlite"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("command", [["--help"], ["valider", str(ORDRE)], ["generer", "--help"]])
def test_whoever_records_nothing_does_not_load_the_register(command):
    program = (
        "import sys; from actes.cli import main; sys.argv = ['actes', *sys.argv[1:]]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print('sqlalchemy' in sys.modules)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program, *command], capture_output=True, text=True, check=True, cwd=RACINE
    )
    assert shown.stdout.splitlines()[-1] == "False"
