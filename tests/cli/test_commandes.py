"""The command line as its users meet it: French, one status, data on stdout, nothing half done."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actes.cli import francais
from actes.cli.groupe import COMMANDES, actes
from tests import exemples
from tests.cas import plain, take_out
from tests.conftest import MODELES, RACINE

ORDRE = MODELES / "ordre-mise-a-execution" / "exemple.yaml"


def run(*arguments: object) -> Result:
    """Run the command line in this process."""
    francais.install()
    return CliRunner().invoke(actes, [str(argument) for argument in arguments], prog_name="actes")


@pytest.mark.parametrize("command", ["", *COMMANDES])
def test_the_help_is_french(command):
    shown = run(*([command] if command else []), "--help")
    assert shown.exit_code == 0
    assert "Utilisation" in shown.stdout
    assert not re.search(r"\b(Usage|Show|this message|Commands|Error|required|default)\b", shown.stdout)


@pytest.mark.parametrize("command", COMMANDES)
def test_the_list_of_commands_says_what_each_command_says_of_itself(command):
    found = actes.get_command(None, command)
    assert found.short_help == COMMANDES[command]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["inconnue"], "n’existe pas"),
        (["generer"], "Il manque"),
        (["generer", "x.yaml"], "Il manque l’option"),
        (["generer", "x.yaml", "--sorti", "y"], "n’existe pas"),
        (["valider", "x.yaml", "--date", "2026-02-31"], "n’est pas une date"),
        (["valider", "x.yaml", "--format", "xml"], "n’est pas l’un de"),
        (["evolutions", "2020-W12-1", "2020-03-24"], "n’est pas une date"),
        (["evolutions", "2020-03-23", "9999-12-31"], "n’est pas une date"),
        (["creneaux", "importer", "a.ics", "--pour", "jap", "--vers", "c.yaml", "--duree", "-3"], "dans les limites"),
        (["creneaux", "importer", "a.ics", "--pour", "jap", "--vers", "c.yaml", "--au", "2020-01-01"], "précède"),
        (["creneaux", "proposer", "x.yaml", "--creneaux", "c.yaml", "--preavis", "99999999999"], "dans les limites"),
    ],
)
def test_a_usage_error_is_french_and_exits_2(arguments, words):
    shown = run(*arguments)
    assert shown.exit_code == 2
    assert words in shown.stderr
    assert not re.search(r"\b(Usage|Error|Missing|Invalid|No such|Try)\b", shown.stderr)


def test_generer_writes_every_copy_and_says_in_json_what_is_proved(tmp_path):
    shown = run("generer", ORDRE, "--sortie", tmp_path / "s", "--format", "json")
    assert shown.exit_code == 0, shown.stderr
    told = json.loads(shown.stdout)
    assert set(told) == {"documents", "constats"}
    assert [d["exemplaire"] for d in told["documents"]] == ["original", "copie", "copie-certifiee"]
    for document in told["documents"]:
        assert set(document) == {"acte", "dossier", "exemplaire", "langue", "chemin", "numero", "sha256", "mentions"}
        assert Path(document["chemin"]).stat().st_mode & 0o777 == 0o600
    chemins = {m["id"]: m["chemins"] for m in told["documents"][0]["mentions"]}
    assert chemins["etablissement"] == ["incarceration.etablissement"]


def test_a_constat_has_the_stable_keys_and_the_place_of_what_the_user_wrote(tmp_path):
    data = exemples.example(exemples.act("ordre-mise-a-execution"))
    take_out(data, "incarceration.heure_debut")
    path = tmp_path / "dossier.yaml"
    path.write_bytes(exemples.dump(data))
    shown = run("valider", path, "--format", "json")
    assert shown.exit_code == 1
    (constat,) = [c for c in json.loads(shown.stdout)["constats"] if c["code"] == "mention-absente"]
    assert set(constat) == {
        "fichier", "acte", "gravite", "code", "mention", "article", "message", "chemin", "ligne", "colonne",
    }  # fmt: skip
    line = next(i for i, text in enumerate(path.read_text().splitlines(), 1) if text.startswith('"incarceration"'))
    assert (constat["fichier"], constat["ligne"], constat["colonne"]) == (str(path), line, 1)
    assert constat["chemin"] == "incarceration.heure_debut"
    assert constat["article"] == "CPP D48-2-4 al. 1"


HOSTILE = {
    "vide": b"",
    "espaces": b"   \n\n",
    "binaire": bytes(range(256)),
    "UTF-16": ORDRE.read_bytes().decode().encode("utf-16"),
    "Latin-1": ORDRE.read_bytes().decode().encode("latin-1", "replace"),
    "tabulation": b"dossier: 2026/1\n\tactes: [ordre-mise-a-execution]\n",
    "YAML coupé": b"dossier: 2026/1\nactes: [ordre-mise-a-execution\n",
    "liste": b"- dossier: 2026/1\n",
    "texte seul": b"bonjour\n",
    "clé en double": ORDRE.read_bytes() + b"dossier: 2026/2\n",
    "clé inconnue": ORDRE.read_bytes() + b"incarcerration: {date: 2026-12-15}\n",
    "date impossible": ORDRE.read_bytes().replace(b"date: 2026-12-15", b"date: 2026-02-31"),
    "heure en nombre": ORDRE.read_bytes().replace(b"heure_debut: 09:00", b"heure_debut: 540"),
    "oui en anglais": ORDRE.read_bytes().replace(b"incarcere: non", b"incarcere: no"),
    "étiquette python": ORDRE.read_bytes() + b"zone: !!python/object/apply:os.system [echo]\n",
    "alias explosif": b"a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b]\ndossier: *c\n",
    "trop profond": b"dossier: " + b"[" * 2000 + b"]" * 2000,
    "caractère de contrôle": ORDRE.read_bytes().replace(b"Durand", b"Du\x0brand"),
    "nombre pour un groupe": ORDRE.read_bytes() + b"appel: 12\n",
    "acte inconnu": ORDRE.read_bytes().replace(b"actes: [ordre-mise-a-execution]", b"actes: [ordre-mise-execution]"),
    "référence absente": ORDRE.read_bytes().replace(b"dossier: 2026/00123\n", b""),
    "condamnation trop ancienne": ORDRE.read_bytes().replace(b"date: 2026-11-02", b"date: 2020-03-23"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_broken_or_hostile_dossier_is_refused_with_a_line_and_nothing_is_written(kind, tmp_path):
    assert HOSTILE[kind] != ORDRE.read_bytes()
    path = tmp_path / "dossier.yaml"
    path.write_bytes(HOSTILE[kind])
    shown = run("generer", path, "--sortie", tmp_path / "sortie", "--format", "json")
    assert shown.exit_code == 1, shown.output
    assert not (tmp_path / "sortie").exists()
    blocking = [c for c in json.loads(shown.stdout)["constats"] if c["gravite"] == "bloquante"]
    assert blocking
    for constat in blocking:
        assert constat["ligne"], constat
        assert constat["fichier"] == str(path)
        assert "Traceback" not in constat["message"]


@pytest.mark.parametrize("kind", ["CRLF", "BOM", "guillemets", "commentaires"])
def test_an_odd_but_sound_dossier_gives_the_same_act(kind, tmp_path):
    text = ORDRE.read_bytes()
    odd = {
        "CRLF": text.replace(b"\n", b"\r\n"),
        "BOM": b"\xef\xbb\xbf" + text,
        "guillemets": exemples.dump(exemples.example(exemples.act("ordre-mise-a-execution"))),
        "commentaires": b"# un commentaire\n" + text + b"# la fin\n",
    }[kind]
    path = tmp_path / "dossier.yaml"
    path.write_bytes(odd)
    digests = []
    for source, folder in ((path, "a"), (ORDRE, "b")):
        shown = run("generer", source, "--sortie", tmp_path / folder, "--format", "json")
        assert shown.exit_code == 0, shown.output
        digests.append([document["sha256"] for document in json.loads(shown.stdout)["documents"]])
    assert digests[0] == digests[1]


def test_several_dossiers_are_all_told_at_once_and_the_sound_ones_are_written(tmp_path):
    broken, absent = tmp_path / "faux.yaml", tmp_path / "absent.yaml"
    broken.write_bytes(b"dossier: 2026/9\nactes: [ordre-mise-a-execution]\n")
    shown = run("generer", broken, absent, ORDRE, "--sortie", tmp_path / "s")
    assert shown.exit_code == 2
    assert "absent.yaml" in shown.stderr
    assert "faux.yaml" in shown.stderr
    assert len(os.listdir(tmp_path / "s")) == 3


def test_the_same_reference_twice_in_one_run_is_refused_the_second_time(tmp_path):
    other = tmp_path / "autre.yaml"
    other.write_bytes(ORDRE.read_bytes().replace(b"Durand", b"Dupond"))
    shown = run("generer", ORDRE, other, "--sortie", tmp_path / "s", "--remplacer")
    assert shown.exit_code == 1
    assert "porte déjà le nom" in shown.stderr


def test_an_edited_document_is_kept_unless_told_otherwise(tmp_path):
    assert run("generer", ORDRE, "--sortie", tmp_path).exit_code == 0
    assert run("generer", ORDRE, "--sortie", tmp_path).exit_code == 0
    edited = tmp_path / "2026-00123__ordre-mise-a-execution__copie.docx"
    edited.write_bytes(edited.read_bytes() + b"\0")
    shown = run("generer", ORDRE, "--sortie", tmp_path)
    assert shown.exit_code == 1
    assert "existe déjà" in shown.stderr
    assert run("generer", ORDRE, "--sortie", tmp_path, "--remplacer").exit_code == 0


def test_verifier_tells_conform_altered_and_unreadable_documents(tmp_path):
    run("generer", ORDRE, "--sortie", tmp_path)
    document = tmp_path / "2026-00123__ordre-mise-a-execution__original.docx"
    shown = run("verifier", document, "--format", "json")
    assert shown.exit_code == 0
    (told,) = json.loads(shown.stdout)["documents"]
    assert told["conforme"] is True
    assert {mention["etat"] for mention in told["mentions"]} == {"presente"}
    other = tmp_path / "note.docx"
    other.write_bytes(b"rien")
    assert run("verifier", other).exit_code == 2


def test_the_two_engines_are_offered_and_agree_on_the_mentions(tmp_path):
    told = []
    for engine in ("compile", "reference"):
        shown = run("generer", ORDRE, "--sortie", tmp_path / engine, "--moteur", engine, "--format", "json")
        assert shown.exit_code == 0, shown.output
        told.append([document["mentions"] for document in json.loads(shown.stdout)["documents"]])
        assert run("verifier", *(tmp_path / engine).iterdir()).exit_code == 0
    assert told[0] == told[1]


def test_the_same_dossier_gives_the_same_bytes_anywhere(tmp_path):
    digests = set()
    for rank, variables in enumerate(
        (
            {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
            {"TZ": "America/Cayenne", "LANG": "fr_FR.UTF-8", "PYTHONHASHSEED": "2"},
        )
    ):
        folder = tmp_path / f"ailleurs {rank}"
        folder.mkdir()
        command = [sys.executable, str(RACINE / "cli.py"), "generer", str(ORDRE), "--sortie", "s", "--format", "json"]
        environ = {**os.environ, **variables, "PYTHONPATH": str(RACINE)}
        done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=True)
        digests.add(tuple(document["sha256"] for document in json.loads(done.stdout)["documents"]))
    assert len(digests) == 1


def test_the_help_starts_without_the_heavy_libraries():
    heavy = ("pydantic", "docx", "docxtpl", "babel", "lxml", "jinja2", "yaml", "num2words", "holidays", "rich")
    script = f"import sys, actes.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=RACINE, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("acte_id", exemples.act_ids())
def test_the_skeleton_of_each_act_can_be_read_and_lacks_only_its_data(acte_id):
    shown = run("nouveau", acte_id)
    assert shown.exit_code == 0, shown.output
    lecture = exemples.read(shown.stdout.encode().replace(b"dossier:  #", b"dossier: 2026/1  #"))
    assert {c.code for c in lecture.constats} <= {"champ-requis"}
    assert lecture.dossier is not None
    assert lecture.dossier.actes == (acte_id,)


def test_what_is_due_is_told_shortly_with_its_deadline_and_issuer(tmp_path: Path) -> None:
    """A mention that lacks several fields is named once; acts set aside for one same reason share a line."""
    path = tmp_path / "d.yaml"
    peines = "[{type: emprisonnement, ferme: 8 mois}, {type: amende, montant: 500}]"
    mandat = "mandat: {type: aucun}, amenagement_ab_initio: aucun, avis_amende_donne: non"
    path.write_text(
        "dossier: 2026/1\ndate_acte: 2021-06-01\njuridiction: {tribunal_judiciaire: Lille}\n"
        "condamne: {incarcere: oui, residence_tj: Lille}\n"
        f"condamnation: {{date: 2021-06-01, present_audience: oui, {mandat}, peines: {peines}}}\n",
        encoding="utf-8",
    )
    shown = plain(run("proposer", path).stdout)
    assert "au plus tard le 1er juillet 2021 : l'avis" in shown
    assert "émis par : bureau de l'exécution des peines" in shown
    assert "à compléter : l'identité du condamné ; les références de la décision" in shown
    assert (
        "convocation-jap-spip, information-jap-spip-condamnation, releve-condamnation : le condamné est incarcéré"
        in shown
    )


def test_catalogue_and_schema_speak_json():
    told = json.loads(run("catalogue", "--format", "json").stdout)
    assert {acte["id"] for acte in told["actes"]} == set(exemples.act_ids())
    for acte in told["actes"]:
        assert {"id", "titre", "famille", "base_legale", "mentions"} <= set(acte)
        for mention in acte["mentions"]:
            assert {"id", "libelle", "article", "en_vigueur", "gravite", "exige", "pour"} <= set(mention)
    schema = json.loads(run("schema").stdout)
    assert schema["properties"]["condamne"]
    assert run("catalogue", "ordre-mise-a-execution").stdout.startswith("ordre-mise-a-execution")
    assert run("catalogue", "absent").exit_code == 2


def test_json_is_utf8_even_when_the_name_of_a_file_is_not(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/nom_\xe9.yaml"
    with open(path, "wb") as stream:
        stream.write(b"dossier: a\nzut: 1\n")
    command = [sys.executable, "cli.py", "delais", path, "--format", "json"]
    for encoding in ("utf-8:strict", "utf-8:surrogateescape"):
        env = {**os.environ, "PYTHONIOENCODING": encoding}
        shown = subprocess.run(command, capture_output=True, cwd=RACINE, env=env)
        assert shown.returncode == 1, shown.stderr
        assert json.loads(shown.stdout.decode("utf-8"))["constats"][0]["code"] == "champ-inconnu"


def test_a_full_disk_behind_the_output_is_told_in_french() -> None:
    command = [sys.executable, "cli.py", "schema"]
    with open("/dev/full", "wb") as full:
        shown = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=RACINE)
    assert shown.returncode == 4
    assert "le disque est plein" in shown.stderr.decode()


DATES = ("2020-03-23", "2020-03-24")


def test_an_unknown_act_is_one_json_document_too() -> None:
    shown = run("evolutions", *DATES, "--acte", "toto", "--format", "json")
    assert shown.exit_code == 2
    assert json.loads(shown.stdout)["constats"][0]["code"] == "acte-inconnu"


def test_two_dates_are_taken_in_the_order_of_time() -> None:
    there, back = (run("evolutions", *days, "--acte", "convocation-jap-spip") for days in (DATES, DATES[::-1]))
    assert there.stdout == back.stdout
    assert "nouveau" in there.stdout


def test_an_empty_calendar_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("dossier: a\n")
    shown = run("delais", tmp_path / "d.yaml", "--ics", tmp_path / "d.ics")
    assert shown.exit_code == 0
    assert "n’est pas écrit" in shown.stderr
    assert not (tmp_path / "d.ics").exists()


VIDE = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nEND:VCALENDAR\n"
FAUTIFS = [b"jap:\n\t- a\n", b"\xff\xfej\0", b"- a\n", b"jap: oui\n", ORDRE.read_bytes()]


@pytest.mark.parametrize("vers", FAUTIFS, ids=["tab", "utf-16", "list", "text", "dossier"])
def test_slots_go_into_a_file_of_slots_and_nowhere_else(tmp_path: Path, vers: bytes) -> None:
    (tmp_path / "a.ics").write_text(VIDE)
    (tmp_path / "c.yaml").write_bytes(vers)
    shown = run("creneaux", "importer", tmp_path / "a.ics", "--pour", "jap", "--vers", tmp_path / "c.yaml")
    assert shown.exit_code == 1
    assert "c.yaml:" in shown.stderr
    assert (tmp_path / "c.yaml").read_bytes() == vers
