"""`actes modeles comparer`: real templates, changed as somebody might in Word, and all that it says of them."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from actes.cli import francais
from actes.cli.groupe import actes
from tests.cas import plain
from tests.conftest import MODELES
from tests.rendu.docx_builder import paragraphs

ORDRE = "ordre-mise-a-execution"
MODELE = MODELES / ORDRE / "modele.docx"
ETABLISSEMENT = "{{ incarceration.etablissement | majuscule }}"


def run(*arguments: object) -> Result:
    francais.install()
    return CliRunner().invoke(actes, ["modeles", *(str(argument) for argument in arguments)], prog_name="actes")


def edited(target: Path, *changes: tuple[str, str], part: str = "word/document.xml") -> Path:
    """The template of the order, with some words of one part replaced."""
    with zipfile.ZipFile(MODELE) as before, zipfile.ZipFile(target, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            for old, new in changes if info.filename == part else ():
                assert old.encode() in content, old
                content = content.replace(old.encode(), new.encode(), 1)
            after.writestr(info, content)
    return target


def compared(*sides: object) -> tuple[dict, int]:
    shown = run("comparer", *sides, "--format", "json")
    return json.loads(shown.stdout), shown.exit_code


def clauses(told: dict) -> set[tuple[str, str, int, int]]:
    return {(c["nature"], c["objet"], c["avant"], c["apres"]) for c in told["contrat"]}


@pytest.fixture
def new(tmp_path) -> Path:
    return tmp_path / "nouveau.docx"


@pytest.mark.parametrize("sides", [(ORDRE, ORDRE), (ORDRE, MODELE), (MODELE, ORDRE)])
def test_a_template_is_identical_to_itself_by_id_and_by_path(sides):
    told, statut = compared(*sides)
    assert (told["identique"], told["lecteur"], told["contrat"], statut) == (True, [], [], 0)
    assert "Rien ne change" in run("comparer", *sides).stderr


def test_words_changed_inside_a_paragraph_are_shown(new):
    edited(new, ("à tout moment par la force", "sans délai par la force"))
    told, statut = compared(ORDRE, new)
    assert statut == 1
    [change] = told["lecteur"]
    assert change["nature"] == "modifie"
    assert [m["texte"] for m in change["mots"] if m["nature"] != "egal"] == ["à tout moment", "sans délai"]
    assert clauses(told) == {("paroles", "à tout moment", 1, 0)}  # the law wants these words
    assert "[-à tout moment-][+sans délai+]" in run("comparer", ORDRE, new).stdout


def test_a_cell_is_told_with_its_place(new):
    edited(new, ("Horaires de présentation", "Heures de présentation"))
    told, _ = compared(ORDRE, new)
    assert [
        (c["nature"], c["apres"]["tableau"], c["apres"]["ligne"], c["apres"]["cellule"]) for c in told["lecteur"]
    ] == [("modifie", 1, 1, 3)]
    assert "corps, tableau 1, ligne 1, cellule 3" in run("comparer", ORDRE, new).stdout


def test_a_footer_is_compared(new):
    edited(new, ("Dossier {{ dossier }}", "Affaire {{ dossier }}"), part="word/footer1.xml")
    told, _ = compared(ORDRE, new)
    assert [c["apres"]["partie"] for c in told["lecteur"]] == ["pied de page"]


def test_a_paragraph_moved_is_seen_as_moved(new):
    document = Document(str(MODELE))
    first = next(p for p in document.paragraphs if p.text == "Donnons ordre")
    document.paragraphs[-1]._p.addnext(first._p)
    document.save(str(new))
    told, _ = compared(ORDRE, new)
    assert [(c["nature"], c["avant"]["texte"]) for c in told["lecteur"]] == [("deplace", "Donnons ordre")]
    assert told["contrat"] == []
    assert "(il était\u00a0: corps, paragraphe 28)" in run("comparer", ORDRE, new).stdout


def test_a_required_path_put_under_a_condition_is_told(new):
    edited(new, (ETABLISSEMENT, f"{{% if condamne.mineur %}}{ETABLISSEMENT}{{% endif %}}"))
    told, _ = compared(ORDRE, new)
    assert clauses(told) >= {
        ("champs", "condamne.mineur", 0, 1),
        ("conditions", "{% if condamne.mineur %}", 0, 1),
        ("imprime", "incarceration.etablissement", 1, 0),
    }
    assert [c["mention"] for c in told["contrat"] if c["nature"] in ("imprime", "controle")] == ["etablissement"] * 2
    shown = plain(run("comparer", ORDRE, new).stdout)
    assert "n'imprime plus « incarceration.etablissement » dans tous les cas" in shown
    assert "le contrôle dira : la mention « etablissement » n'imprime pas" in shown
    assert "le contrôle ne dira plus" in plain(run("comparer", new, ORDRE).stdout)


def test_the_contract_names_marks_branches_loops_fragments_and_filters(new):
    edited(
        new,
        ('{% mention "sceau" %}Sceau du magistrat{% endmention %}', "Sceau"),
        ("{% if acte.exemplaire == 'original' %}", "{% if acte.exemplaire == 'minute' %}"),
        (
            '{%p fragment "entete" %}',
            "{% for p in condamnation.peines %}{{ p.type | upper }}{% else %}Rien{% endfor %}",
        ),
    )
    told, _ = compared(ORDRE, new)
    assert clauses(told) >= {
        ("mentions", "sceau", 1, 0),
        ("champs", "condamnation.peines[].type", 0, 1),
        ("conditions", "{% if acte.exemplaire == 'minute' %}", 0, 1),
        ("conditions", "{% else %} de {% if acte.exemplaire == 'original' %}", 1, 0),
        ("boucles", "{% for p in condamnation.peines %}", 0, 1),
        ("fragments", "entete", 1, 0),
        ("filtres", "upper", 0, 1),
    }
    assert any(c["nature"] == "controle" and c["mention"] == "sceau" for c in told["contrat"])


def test_a_mark_put_under_a_condition_is_told(new):
    mark = '{% mention "sceau" %}Sceau du magistrat{% endmention %}'
    edited(new, (mark, f"{{% if condamne.mineur %}}{mark}{{% endif %}}"))
    assert ("sous_condition", "sceau", 0, 1) in clauses(compared(ORDRE, new)[0])


def test_the_spelling_of_a_tag_is_no_change(new):
    edited(new, (ETABLISSEMENT, "{{incarceration.etablissement|majuscule}}"))
    assert compared(ORDRE, new)[1] == 0


def test_a_non_breaking_space_is_a_change_that_can_be_seen(new):
    edited(new, ("Donnons ordre", "Donnons\u00a0ordre"))
    assert "[- -][+⍽+]" in run("comparer", ORDRE, new).stdout


def test_a_fragment_that_differs_is_compared_too(tmp_path):
    for folder in ("avant", "apres"):
        shutil.copytree(MODELES / ORDRE, tmp_path / folder / ORDRE)
        shutil.copytree(MODELES / "_communs", tmp_path / folder / "_communs")
    path = tmp_path / "apres" / "_communs" / "fragments" / "recepisse.docx"
    document = Document(str(path))
    document.add_paragraph("Merci.")
    document.save(str(path))
    told, statut = compared(*(tmp_path / folder / ORDRE / "modele.docx" for folder in ("avant", "apres")))
    assert statut == 1
    assert [(c["nature"], c["apres"]["partie"]) for c in told["lecteur"]] == [
        ("ajoute", "fragment «\u00a0recepisse\u00a0»")
    ]


def test_every_unreadable_side_is_told_at_once(tmp_path):
    faux = tmp_path / "faux.docx"
    faux.write_bytes(b"rien")
    shown = run("comparer", tmp_path / "absent.docx", faux)
    assert shown.exit_code == 2
    assert "absent.docx" in shown.stderr
    assert "faux.docx" in shown.stderr
    told, statut = compared("ordre-mise-execution", MODELE)
    assert (told["contrat"], statut) == (None, 2)
    assert ORDRE in told["constats"][0]["message"]


def test_an_act_of_several_templates_gives_the_one_of_that_name_or_asks(new):
    acte = MODELES / "mise-a-execution-peine"
    shown = run("comparer", acte.name, edited(new))
    assert shown.exit_code == 2
    assert "lequel comparer" in shown.stderr
    assert str(acte / "modele-2004.docx") in shown.stderr
    for modele in acte.glob("*.docx"):
        assert run("comparer", acte.name, modele).exit_code == 0


@pytest.mark.parametrize("fault", ["{% if condamne.mineur %}", "{{ x | majuscul }}", '{%p fragment "entetes" %}'])
def test_a_template_badly_written_is_compared_for_the_reader_only(new, fault):
    edited(new, ("Donnons ordre", fault))
    told, statut = compared(ORDRE, new)
    assert statut == 5
    assert fault in [c["apres"]["texte"] for c in told["lecteur"] if c["apres"]]
    assert told["contrat"] is None
    assert told["constats"][0]["fichier"].startswith(str(new))
    assert "Le contrat ne peut pas être comparé" in run("comparer", ORDRE, new).stderr


def test_a_template_that_libreoffice_saved_again_says_the_same(libreoffice, tmp_path):
    [again] = libreoffice([MODELE], "docx", tmp_path / "lo")
    assert compared(ORDRE, again)[1] == 0


def test_two_texts_that_have_nothing_in_common_are_compared_soon(tmp_path):
    old, other = tmp_path / "a.docx", tmp_path / "b.docx"
    old.write_bytes(paragraphs(*(f"ancien {n} texte" for n in range(150))))
    other.write_bytes(paragraphs(*(f"rien{n} de commun{n}" for n in range(150))))
    told, _ = compared(old, other)
    assert [c["nature"] for c in told["lecteur"]] == ["supprime"] * 150 + ["ajoute"] * 150


def test_texte_writes_a_template_as_its_author_wrote_it():
    shown = run("texte", MODELE)
    assert shown.exit_code == 0
    told = shown.stdout.splitlines()
    assert told[0] == '{%p fragment "entete" %}'
    assert "| Établissement pénitentiaire | Date de présentation | Horaires de présentation |" in told
    assert told[-1].startswith("[pied de page] Dossier {{ dossier }}")
    assert run("texte", MODELE.with_name("absent.docx")).exit_code == 2


def test_texte_reads_a_fragment_too():
    for path in (MODELES / "_communs" / "fragments").glob("*.docx"):
        assert run("texte", path).exit_code == 0


def test_the_words_that_the_law_imposes_are_followed_into_the_fragments(tmp_path):
    """« reconnais avoir reçu » is said by the slip, a fragment that the mark calls."""
    for name in ("avant", "apres"):
        shutil.copytree(MODELES / "_communs" / "fragments", tmp_path / name / "_communs" / "fragments")
        shutil.copytree(MODELES / "avis-diminution-amende", tmp_path / name / "avis-diminution-amende")
    slip = tmp_path / "apres" / "_communs" / "fragments" / "recepisse.docx"
    document = Document(slip)
    for run_ in (run_ for paragraph in document.paragraphs for run_ in paragraph.runs):
        for text in run_._r.t_lst:
            text.text = (text.text or "").replace("reconnais avoir reçu", "ai reçu")
    document.save(slip)
    sides = [tmp_path / name / "avis-diminution-amende" / "modele.docx" for name in ("avant", "apres")]
    assert ("paroles", "reconnais avoir reçu", 1, 0) in clauses(compared(*sides)[0])


def test_a_choice_inside_a_value_is_a_condition_too(new):
    edited(new, ("{% if condamne.nom_usage %}", '{{ "a" if condamne.mineur else "b" }}{% if condamne.nom_usage %}'))
    told = compared(ORDRE, new)[0]
    assert ("conditions", "{{ … if condamne.mineur else … }}", 0, 1) in clauses(told)
    assert "condition ajoutée" in plain(run("comparer", ORDRE, new).stdout)


@pytest.mark.parametrize(
    ("old", "typed"),
    [
        ("{% if condamne.nom_usage %}", "{%\u00a0if condamne.nom_usage\u00a0%}"),
        ("accord('celui-ci', 'celle-ci')", "accord(‘celui-ci’, ‘celle-ci’)"),
        ('{%p fragment "entete" %}', "{%p fragment «\u00a0entete\u00a0» %}"),
    ],
)
def test_what_word_does_to_a_tag_is_no_change(new, old, typed):
    edited(new, (old, typed))
    told, statut = compared(ORDRE, new)
    assert (told["lecteur"], told["contrat"], statut) == ([], [], 0)


def test_what_the_check_would_say_is_what_it_says(new):
    edited(new, ("{{ incarceration.date | date_jour | majuscule }}", "{{ incarceration.date }}"))
    said = plain(run("comparer", ORDRE, new).stdout)
    assert "le contrôle dira : « incarceration.date » est une date" in said
