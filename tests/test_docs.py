"""The documentation says what the program does: its sessions are run, its messages are real, the samples are sound."""

from __future__ import annotations

import re
import shlex
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actes.cli import francais
from actes.cli.groupe import BUG, COMMANDES, actes
from actes.cli.lot_affichage import REJETS
from actes.dossier import champ_racine
from actes.errors import ActesError, EnvironnementError, LectureError, ModeleError
from actes.rendu.filtres import documentation
from tests.conftest import MODELES, RACINE
from tests.exemples import act_ids, atelier

DOCS, SAMPLES = RACINE / "docs", RACINE / "samples"
GUIDE_GREFFE, GUIDE_AUTEUR = DOCS / "guide-greffe.md", DOCS / "guide-auteur.md"
PAGES = [RACINE / "README.md", RACINE / "CHANGELOG.md", SAMPLES / "README.md", *sorted(DOCS.glob("*.md"))]
FRENCH = [RACINE / "CHANGELOG.md", GUIDE_GREFFE, GUIDE_AUTEUR]
DOSSIERS = sorted(path for path in SAMPLES.glob("*.yaml") if path.name != "reglages.yaml")
ORDRE = "ordre-mise-a-execution"
DURAND = (MODELES / ORDRE / "exemple.yaml").read_text(encoding="utf-8")

_BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.M | re.S)
_LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
_TABLE = re.compile(r"(?:^\|.*\|\n)+", re.M)


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def plain(words: str) -> str:
    """Words as they are compared: one kind of apostrophe, of space, and no escape of a table."""
    return " ".join(words.replace("’", "'").replace("\\|", "|").split())


def run(*arguments: object) -> Result:
    """Run `actes` in this process."""
    francais.install()
    return CliRunner().invoke(actes, [str(argument) for argument in arguments], prog_name="actes")


def prose(path: Path) -> str:
    """A page without its code, nor the table that the filters write themselves."""
    return re.sub(r"`[^`]*`", "", _BLOCK.sub("", text(path).replace(documentation(), "")))


def edited(source: Path, target: Path, changes: Iterable[tuple[str, str]]) -> Path:
    """A docx with some words of its body replaced, as somebody might in Word."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == "word/document.xml":
                for old, new in changes:
                    assert old.encode() in content, old
                    content = content.replace(old.encode(), new.encode())
            after.writestr(info, content)
    return target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page):
    for found in _LINK.finditer(_BLOCK.sub("", text(page))):
        target, _, anchor = (found[1] or found[2]).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        linked = page.parent / target if target else page
        assert linked.exists(), found[0]
        if anchor:
            assert anchor in {slug(title) for title in re.findall(r"^#+ (.*)$", text(linked), re.M)}, found[0]


def slug(title: str) -> str:
    """The anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", FRENCH, ids=lambda page: page.name)
def test_the_french_pages_have_french_typography(page):
    words = prose(page)
    assert re.findall(r".{20} (?:[;!?»%]|:(?=\s))", words) == []
    assert re.findall(r"« .{20}|«\S.{20}", words) == []
    assert re.findall(r".{20}\w'\w", words) == []


def test_every_file_that_the_readme_names_exists():
    tree = next(body for kind, body in _BLOCK.findall(text(RACINE / "README.md")) if kind == "text")
    named = re.findall(r"(?<![\w/])([a-z_]+(?:\.py|/))", tree)
    assert len(named) > 10
    for name in named:
        assert (RACINE / name).exists() or (RACINE / "actes" / name).exists(), name


def test_the_changelog_names_every_act():
    assert [acte for acte in act_ids() if f"`{acte}`" not in text(RACINE / "CHANGELOG.md")] == []


def test_the_clerk_s_guide_names_every_command():
    assert [name for name in COMMANDES if f"`actes {name}" not in text(GUIDE_GREFFE)] == []


def test_the_pages_give_every_exit_status():
    errors = (ActesError, LectureError, EnvironnementError, ModeleError)
    for page in (RACINE / "README.md", GUIDE_GREFFE):
        given = {int(status) for status in re.findall(r"^\| (\d+) \|", text(page), re.M)}
        assert given == {0, REJETS, BUG, *(error.exit_code for error in errors)}


def test_the_table_of_filters_is_up_to_date():
    assert documentation() in text(GUIDE_AUTEUR)


def sessions(page: Path) -> Iterator[tuple[str, str]]:
    """The files and the commands of a page, in its order."""
    for kind, body in _BLOCK.findall(text(page)):
        if kind == "yaml" and body.startswith("# durand.yaml"):
            yield "file", body
        elif kind == "console" and "$ actes " in body:
            yield from (("command", each) for each in re.split(r"^\$ ", body, flags=re.M) if each)


def save(body: str) -> None:
    """Write durand.yaml, or its end « à partir de » a line that it has."""
    dossier = Path("durand.yaml")
    head, _, rest = body.partition("\n")
    if found := re.search(r"à partir de (.*)$", head):
        kept, line, _ = text(dossier).partition(f"{found[1]}\n")
        assert line
        dossier.write_text(kept + rest, encoding="utf-8")
    else:
        dossier.write_text(body, encoding="utf-8")


@pytest.mark.parametrize("page", [RACINE / "README.md", GUIDE_GREFFE, GUIDE_AUTEUR], ids=lambda page: page.name)
def test_the_sessions_of_a_page_go_as_it_says(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACTES_REGISTRE", str(tmp_path / "registre.sqlite"))
    Path("templates").symlink_to(MODELES)
    Path("lille.yaml").write_bytes((SAMPLES / "reglages.yaml").read_bytes())
    steps = list(sessions(page))
    assert steps
    for kind, body in steps:
        if kind == "file":
            save(body)
            continue
        line, _, expected = body.partition("\n")
        command, _, target = line.partition(" > ")
        shown = run(*shlex.split(command)[1:])
        if target:
            Path(target).write_text(shown.stdout, encoding="utf-8")
        if expected.strip():
            assert plain(shown.output) == plain(expected), line
        else:
            assert shown.exit_code == 0, (line, shown.output)


def test_verifier_says_of_a_spoilt_act_what_the_guide_shows(tmp_path):
    assert run("generer", MODELES / ORDRE / "exemple.yaml", "--sortie", tmp_path).exit_code == 0
    original = next(tmp_path.glob("*__original.docx"))
    changes = [(">Centre pénitentiaire de Lille-Loos-Sequedin<", "><"), (">De 9", ">De 8")]
    shown = run("verifier", edited(original, tmp_path / "retouche.docx", changes))
    assert shown.exit_code == 1
    block = next(body for kind, body in _BLOCK.findall(text(GUIDE_GREFFE)) if kind == "text" and "ABSENTE" in body)
    assert {plain(line) for line in block.splitlines()[1:]} <= {plain(line) for line in shown.output.splitlines()}


DOSSIERS_FAUTIFS = [
    ("nom: Durand", "nom: Durand\n  adrese: x\n  mineur: non"),
    ("nom: Durand", "nom: Durand\n  nom: Dupont"),
    ("incarcere: non", "incarcere: Non"),
    ("executoire_le: 2026-11-13", "executoire_le: 2026-02-31"),
    ("heure_debut: 09:00", "heure_debut: 9h"),
    ("type: emprisonnement", "type: emprisonement"),
    ("nom: Petit", 'nom: "Petit'),
    ("actes: [ordre-mise-a-execution]\n", ""),
    ("actes: [ordre-mise-a-execution]", "actes: [ordre-mise-execution]"),
    ("  etablissement: centre pénitentiaire de Lille-Loos-Sequedin\n", ""),
    (", execution_provisoire: non", ""),
    ("ferme: 8 mois", "ferme: 5 mois"),
    ("heure_fin: 11:00", "heure_fin: 11:00\n  copie_certifiee_envoyee_le: 2026-12-15"),
    ("  date: 2026-11-02", "  date: 2019-11-02"),
    ("type: depot_differe", "type: depot"),
]
INFORMER = (
    '{% mention "ordre-informer" %}dans le cas contraire, d’en informer le procureur de la République.{% endmention %}'
)
MODELES_FAUTIFS = [
    ('{% mention "etablissement" %}{{ incarceration.etablissement | majuscule }}{% endmention %}', "Prison"),
    ("{{ incarceration.etablissement | majuscule }}", "Prison"),
    ("| majuscule }}{% endmention %}", "| majuscul }}{% endmention %}"),
    ('{% mention "etablissement" %}', '{% mention "etablisement" %}'),
    ("{{ incarceration.etablissement |", "{{ incarceration.etablisement |"),
    (INFORMER, f"{{% if condamne.nom_usage %}}{INFORMER}{{% endif %}}"),
    ("à tout moment par la force publique", "à tout moment"),
    ("{{ incarceration.date | date_jour | majuscule }}", "{{ incarceration.date }}"),
    ("{{ incarceration.date | date_jour | majuscule }}", "{{ incarceration.date | heure }}"),
    ('{%p fragment "entete" %}', '{%p fragment "entetes" %}'),
    ('{%p mention "delegation" %}', '{%p mention "delegation" %} et'),
    ("{% if condamne.nom_usage %}, nom", "{% if condamne.nom_usage %}{% if condamne.nom %}, nom"),
    ("{{ incarceration.date | date_longue }}", "{{ incarceration.date.__class__ }}"),
]


@pytest.fixture(scope="module")
def said_of_dossiers(tmp_path_factory) -> str:
    """All that is said of the faulty dossiers, then of output files in the way and of an absent one."""
    folder = tmp_path_factory.mktemp("fautifs")
    path, sound = folder / "durand.yaml", folder / "bon.yaml"
    said = []
    for old, new in DOSSIERS_FAUTIFS:
        assert old in DURAND, old
        path.write_text(DURAND.replace(old, new, 1), encoding="utf-8")
        said.append(run("valider", path).output)
    convocation = text(MODELES / "convocation-jap-spip" / "exemple.yaml")
    path.write_text(re.sub(r"^ *residence_tj:.*\n", "", convocation, flags=re.M), encoding="utf-8")
    said.append(run("valider", path).output)
    path.write_bytes(DURAND.encode("latin-1"))
    sound.write_text(DURAND, encoding="utf-8")
    said += [run("valider", path, folder / "absent.yaml", sound, "--date", "2026-01-01").output]
    sortie = folder / "s"
    run("generer", sound, "--sortie", sortie)
    for document in sortie.iterdir():
        document.write_bytes(b"autre chose")
    said += [
        run("generer", sound, "--sortie", sortie).output,
        run("generer", sound, sound, "--sortie", folder / "t").output,
    ]
    return plain(" ".join(said))


@pytest.fixture(scope="module")
def said_of_templates(tmp_path_factory) -> str:
    """All that `modeles controler` says of the faulty templates."""
    said = []
    for old, new in MODELES_FAUTIFS:
        racine = tmp_path_factory.mktemp("modeles")
        acte = racine / ORDRE
        acte.mkdir()
        for name in ("acte.yaml", "exemple.yaml"):
            (acte / name).write_bytes((MODELES / ORDRE / name).read_bytes())
        edited(MODELES / ORDRE / "modele.docx", acte / "modele.docx", [(old, new)])
        shown = run("modeles", "controler", ORDRE, "--modeles", racine)
        assert shown.exit_code == 5, (new, shown.output)
        said.append(shown.output)
    (racine / "faux.docx").write_bytes(b"rien")
    return plain(" ".join([*said, run("modeles", "controler", racine / "faux.docx").output]))


def quoted_messages(page: Path, column: int) -> list[str]:
    """What the tables of a page say that « le programme dit »."""
    messages = []
    for table in _TABLE.findall(text(page)):
        head, _, *rows = table.splitlines()
        if "| le programme dit |" in head:
            messages += [plain(row.split("|")[column + 1].replace("`", "")) for row in rows]
    return messages


def test_the_messages_of_the_clerk_s_guide_are_those_of_the_program(said_of_dossiers):
    messages = quoted_messages(GUIDE_GREFFE, 0)
    assert len(messages) > 20
    assert [message for message in messages if message not in said_of_dossiers] == []


def test_the_messages_of_the_author_s_guide_are_those_of_the_program(said_of_templates):
    messages = quoted_messages(GUIDE_AUTEUR, 1)
    assert len(messages) > 12
    assert [message for message in messages if message not in said_of_templates] == []


def test_the_schema_of_the_samples_is_up_to_date():
    assert run("schema").stdout == text(SAMPLES / "dossier.schema.json"), "run « make schema »"


def test_the_reference_of_the_fields_is_up_to_date():
    assert run("schema", "--markdown").stdout == text(DOCS / "dossier.md"), "run « make schema »"


def test_the_reference_documents_every_field():
    known = atelier().catalogue
    page = text(DOCS / "dossier.md")
    names = {path.rpartition(".")[2] for path, _ in champ_racine(known.champs()).paths()}
    assert [name for name in sorted(names) if f"`{name}`" not in page and f".{name}`" not in page] == []


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.stem)
def test_a_sample_starts_with_the_line_that_editors_read(path):
    assert text(path).startswith("# yaml-language-server: $schema=dossier.schema.json\n")


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.stem)
def test_a_sample_yields_its_acts(path, tmp_path):
    shown = run("generer", path, "--sortie", tmp_path)
    assert shown.exit_code == 0, shown.output
    assert "BLOQUANT" not in shown.output
    assert run("verifier", *tmp_path.iterdir()).exit_code == 0


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.stem)
def test_a_sample_lacks_nothing_with_the_settings_of_its_court(path):
    settings = ["--reglages", SAMPLES / "reglages.yaml"] if path.stem.startswith("lille") else []
    shown = run("valider", path, *settings)
    assert shown.exit_code == 0, shown.output
    warnings = [line for line in shown.output.splitlines() if line.startswith("ATTENTION")]
    assert [line for line in warnings if "dérogation de" not in line] == []
