"""The coverage of the templates: what the example and the cases of an act never take is told, at its place."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from actes.couverture import Releve, cover
from actes.generate import template_folders
from actes.lint.balises import tags_of
from actes.rendu.anatomie import Anatomie
from actes.rendu.branches import Branchement, Issue
from actes.rendu.couverture import ModeleSuivi
from actes.rendu.garde import open_docx
from actes.rendu.origines import Origines
from actes.rendu.prepare import prepare_modele
from actes.rendu.source import read_source
from tests.cli.test_commandes import run
from tests.conftest import MODELES
from tests.rendu.docx_builder import marks, paragraphs

JOUR = date(2026, 11, 21)
ORDRE = "ordre-mise-a-execution"


def followed(*texts: str, fragment: bytes = b"") -> ModeleSuivi:
    """A template of these paragraphs."""
    origines = Origines()
    prepared = prepare_modele(origines.modele(paragraphs(*texts)), origines.fragments(lambda _: fragment))
    return ModeleSuivi(read_source(prepared), origines)


def never(modele: ModeleSuivi) -> list[tuple[str, list[str]]]:
    """Each branch point and the ways out that were not taken."""
    return [(b.texte, [str(issue) for issue in b.issues if issue not in taken]) for b, taken in modele.outcomes()]


def only(modele: ModeleSuivi) -> Branchement:
    """The one branch point of a template."""
    [(branchement, _)] = modele.outcomes()
    return branchement


@pytest.mark.parametrize(
    ("texte", "valeurs", "jamais"),
    [
        ("{% if a %}oui{% endif %}", [{"a": 1}], [("if a", ["faux"])]),
        ("{% if a %}oui{% endif %}", [{"a": 0}], [("if a", ["vrai"])]),
        ("{% if a %}oui{% endif %}", [{"a": 0}, {"a": 1}], [("if a", [])]),
        (
            "{% if a %}1{% elif b %}2{% else %}3{% endif %}",
            [{"a": 0, "b": 1}],
            [("if a", ["vrai"]), ("if b", ["faux"])],
        ),
        ("{% if a %}1{% elif b %}2{% endif %}", [{"a": 1}], [("if a", []), ("if b", ["vrai", "faux"])]),
        ("{{ 'x' if a == 'z' else 'y' }}", [{"a": "z"}], [('"x" if a == "z" else "y"', ["faux"])]),
        ("{% for x in l %}{{ x }}{% endfor %}", [{"l": []}], [("for x in l", ["un", "plusieurs"])]),
        ("{% for x in l %}{{ x }}{% endfor %}", [{"l": "a"}], [("for x in l", ["plusieurs"])]),
        ("{% for x in l %}{{ x }}{% endfor %}", [{"l": "a"}, {"l": "ab"}], [("for x in l", [])]),
        ("{% for x in l %}{{ x }}{% else %}0{% endfor %}", [{"l": "ab"}], [("for x in l", ["un", "aucun"])]),
        ("{% for x in l if x == 'a' %}{{ x }}{% endfor %}", [{"l": "ab"}], [("for x in l", ["plusieurs"])]),
        ('{% mention "m" %}M{% endmention %}', [{"marques": marks("m")}], [("m", ["absente"])]),
        ('{% mention "m" %}M{% endmention %}', [{"marques": {"m": None}}], [("m", ["présente"])]),
    ],
)
def test_the_branches_that_no_value_takes_are_told(texte, valeurs, jamais):
    modele = followed(texte)
    for values in valeurs:
        modele.run(values)
    assert never(modele) == jamais


def test_a_loop_in_a_loop_is_counted_at_each_entry():
    modele = followed("{% for l in ll %}{% for x in l %}{{ x }}{% endfor %}{% endfor %}")
    modele.run({"ll": ["a", "bc"]})
    assert never(modele) == [("for l in ll", ["un"]), ("for x in l", [])]


@pytest.mark.parametrize(
    "condition",
    ["a.b == 1", 'a in ["x", "y"]', "a and (b or c)", "not (a and b)", "a|length > 1", "a is defined", "a[0].b"],
)
def test_a_condition_is_told_as_it_is_written(condition):
    assert only(followed(f"{{% if {condition} %}}x{{% endif %}}")).texte == f"if {condition}"


def test_a_branch_is_told_by_its_paragraph_and_its_words():
    told = only(followed("Un", "{%p if a %}", "Deux {{ b }}", "{%p endif %}", "Trois"))
    assert (told.ou.partie, told.ou.paragraphe, told.extrait) == ("corps", 2, "Deux {{ b }}")


def test_a_branch_of_a_fragment_is_told_in_the_fragment():
    modele = followed(
        "Un", '{%p fragment "f" %}', "{% if b %}Deux{% endif %}", fragment=paragraphs("A", "{% if a %}B{% endif %}")
    )
    told = [(b.ou.fragment, b.ou.paragraphe, b.extrait) for b, _ in modele.outcomes()]
    assert told == [("f", 2, "B"), ("", 3, "Deux")]


def test_what_is_run_is_noted_in_a_copy_only():
    from actes.rendu.environnement import environment

    before = dict(environment().filters)
    followed("{% if a %}oui{% endif %}").run({"a": 1})
    assert environment().filters == before


@pytest.fixture
def act_folder(tmp_path) -> Path:
    """A copy of an act of which there are no cases left."""
    folder = Path(shutil.copytree(MODELES / ORDRE, tmp_path / ORDRE))
    (folder / "cas.yaml").write_text("[]", encoding="utf-8")
    return folder


def covered(folder: Path) -> Releve:
    """The coverage of an act laid over the installed ones."""
    [releve] = cover([folder.name], template_folders(folder.parent), JOUR)
    return releve


def test_a_case_that_is_added_raises_the_figure(act_folder):
    before = covered(act_folder)
    case = "- {cas: autre nom, avec: {condamne.nom_usage: Moreau}, attendu: {bloque: non}}"
    (act_folder / "cas.yaml").write_text(case, encoding="utf-8")
    after = covered(act_folder)
    assert before.pourcentage < after.pourcentage
    gone = {s.branchement.texte for s in before.manques} - {s.branchement.texte for s in after.manques}
    assert gone == {"if condamne.nom_usage"}


def test_a_refused_case_covers_nothing(act_folder):
    before = covered(act_folder)
    case = "- {cas: refusé, avec: {condamne.nom_usage: Moreau}, sans: [condamne.nom], attendu: {bloque: oui}}"
    (act_folder / "cas.yaml").write_text(case, encoding="utf-8")
    assert covered(act_folder).prises == before.prises


def test_a_mention_that_is_always_due_need_not_be_absent(act_folder):
    releve = covered(act_folder)
    marked = {s.branchement.texte: s.voulues for s in releve.suivis if s.branchement.genre == "mention"}
    assert {Issue.PRESENTE} in marked.values()


def test_the_command_tells_what_is_missing_and_its_status_follows_the_threshold(act_folder):
    shown = run("modeles", "couverture", ORDRE, "--modeles", act_folder.parent)
    assert shown.exit_code == 1
    assert "modele.docx: corps" in shown.stdout
    assert "la condition « if condamne.nom_usage » n’est jamais vraie" in shown.stdout.replace("\u00a0", " ")
    assert run("modeles", "couverture", ORDRE, "--modeles", act_folder.parent, "--seuil", "10").exit_code == 0


def test_the_same_facts_are_told_to_a_program(act_folder):
    shown = run("modeles", "couverture", ORDRE, "--modeles", act_folder.parent, "--format", "json")
    told = json.loads(shown.stdout)
    [acte] = told["actes"]
    assert told["pourcentage"] == acte["pourcentage"] < 100
    assert acte["branches"] - acte["prises"] == sum(len(manque["jamais"]) for manque in acte["manques"])
    place = {"fichier", "partie", "paragraphe", "extrait", "cellule", "page", "colonne_texte", "fragment"}
    assert place | {"genre", "texte", "jamais", "message"} == set(acte["manques"][0])


def test_an_unknown_act_is_a_message():
    shown = run("modeles", "couverture", "ordre-de-mise-a-execution")
    assert shown.exit_code == 2
    assert "ordre-mise-a-execution" in shown.stderr


def test_a_case_of_an_unknown_key_is_the_author_s_mistake(act_folder):
    (act_folder / "cas.yaml").write_text("- {cas: x, avek: {}, attendu: {bloque: non}}", encoding="utf-8")
    shown = run("modeles", "couverture", ORDRE, "--modeles", act_folder.parent)
    assert shown.exit_code == 5
    assert "avek" in shown.stderr


def test_every_branch_of_the_catalogue_is_taken_by_an_example_or_a_case():
    releves = cover([], template_folders(), JOUR)
    assert [suivi.message for releve in releves for suivi in releve.manques] == []
    assert [str(constat) for releve in releves for constat in releve.constats] == []


def test_a_branch_is_told_at_the_place_where_the_linter_tells_its_tag():
    """Among fragments, alone in a paragraph, in a cell: the author's own file, before anything is merged."""
    [releve] = cover([ORDRE], template_folders(), JOUR)
    places = {(s.branchement.texte, str(s.ou)) for s in releve.suivis}
    docx = Anatomie(open_docx(MODELES / ORDRE / "modele.docx"))
    tags = [tag for p in docx.paragraphes() for tag in tags_of(p)]
    asked = {
        (tag.argument() if tag.mot == "mention" else f"if {tag.suite}".replace("'", '"'), str(tag.ou))
        for tag in tags
        if tag.mot in ("if", "elif", "mention")
    }
    assert places == asked
    assert any("cellule" in place for _, place in places)


def test_an_example_that_is_refused_is_told_with_its_first_reason(act_folder):
    example = act_folder / "exemple.yaml"
    example.write_text(example.read_text(encoding="utf-8") + "\ninconnu: 1\n", encoding="utf-8")
    shown = run("modeles", "couverture", ORDRE, "--modeles", act_folder.parent)
    assert f"ATTENTION {example}:" in shown.stderr
    assert "l’exemple est refusé : " in shown.stderr.replace("\u00a0", " ")
    assert "inconnu" in shown.stderr
    told = json.loads(run("modeles", "couverture", ORDRE, "--modeles", act_folder.parent, "--format", "json").stdout)
    assert [(c["code"], c["gravite"]) for c in told["constats"]] == [("exemple-non-essaye", "avertissement")]


def test_an_example_that_cannot_be_read_is_told_at_its_line(act_folder):
    example = act_folder / "exemple.yaml"
    example.write_text("condamne: [\n", encoding="utf-8")
    [constat] = covered(act_folder).constats
    assert (constat.code, constat.place.fichier) == ("exemple-non-essaye", str(example))
    assert constat.place.ligne is not None


@pytest.mark.parametrize(("attendu", "dit"), [("non", ["le cas « sans nom »"]), ("oui", [])])
def test_a_case_is_told_when_it_is_refused_against_what_it_says(act_folder, attendu, dit):
    case = f"- {{cas: sans nom, sans: [condamne.nom], attendu: {{bloque: {attendu}}}}}"
    (act_folder / "cas.yaml").write_text(case, encoding="utf-8")
    constats = covered(act_folder).constats
    assert [c.message.replace("\u00a0", " ").partition(" est refusé")[0] for c in constats] == dit
    assert all(c.place.fichier.endswith("cas.yaml") for c in constats)


def test_cases_without_their_example_are_told(act_folder):
    (act_folder / "exemple.yaml").unlink()
    [constat] = covered(act_folder).constats
    assert (constat.code, constat.place.fichier) == ("exemple-non-essaye", str(act_folder / "exemple.yaml"))
