"""`actes modeles trousse`: every field, filter, mark and fragment, in a document that is sound and can be read."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from actes.auteur import Trousse, make_kit
from actes.auteur.echantillon import computed
from actes.cli.groupe import actes
from actes.dossier import champ_racine
from actes.generate import template_folders
from actes.rendu.filtres import FILTRES
from actes.rendu.garde import open_docx
from actes.rendu.texte import plain_lines, read_passages
from tests.cas import catalogue, plain
from tests.conftest import MODELES

JOUR = date(2026, 11, 22)


def lines(kit: bytes) -> list[str]:
    return list(plain_lines(read_passages(open_docx(kit))))


@pytest.fixture(scope="module")
def kit() -> bytes:
    return make_kit(Trousse(), template_folders(), JOUR)


@pytest.fixture(scope="module")
def texte(kit) -> str:
    return "\n".join(lines(kit))


def test_every_simple_field_of_the_vocabulary_has_its_tag(texte):
    racine = champ_racine(catalogue().champs())
    missing = []
    for name, champ in racine.enfants.items():
        for inner, below in champ.enfants.items():
            if not below.enfants and below.genre != "liste" and f"{{{{ {name}.{inner}" not in texte:
                missing.append(f"{name}.{inner}")
    assert missing == []


def test_what_a_tag_prints_is_computed_from_the_examples(texte):
    assert "| {{ condamnation.date | date_longue }} | Date de la condamnation" in texte
    assert "| 6 octobre 2026 |" in plain(texte)
    assert "&#" not in texte


@pytest.mark.parametrize("name", sorted(FILTRES))
def test_every_filter_shows_what_it_writes(name, texte):
    for exemple in FILTRES[name].exemples:
        expression, _, written = exemple.partition(" → ")
        assert plain(computed(expression)).replace("\n", "⏎") == plain(written)
        assert f"{{{{ {expression} }}}}" in texte


def test_every_fragment_is_shown_as_it_looks(texte):
    for path in (MODELES / "_communs" / "fragments").glob("*.docx"):
        assert f'{{%p fragment "{path.stem}" %}}' in texte
    assert "République française" in texte


def test_the_kit_of_an_act_has_its_mentions_its_fields_and_no_other():
    said = "\n".join(lines(make_kit(Trousse(acte="ordre-mise-a-execution"), template_folders(), JOUR)))
    for mention in catalogue().acte("ordre-mise-a-execution").mentions:
        assert f'{{% mention "{mention.id}" %}}' in said
    assert "{{ incarceration.date | date_longue }}" in said
    assert "victimes" not in said
    assert "sanction." not in said.split("Les filtres")[0]


def test_the_kit_is_a_document_that_everybody_can_go_through(kit):
    document = Document(io.BytesIO(kit))
    assert document.core_properties.title.startswith("Trousse")
    styles = [
        p.style.name for p in document.paragraphs if p.style.name in ("Titre de l’acte", "Rubrique", "Sous-rubrique")
    ]
    assert styles[0] == "Titre de l’acte"
    assert "Sous-rubrique" not in styles[1:2]
    body = open_docx(kit)["word/document.xml"].decode()
    assert body.count("<w:hyperlink") == styles.count("Rubrique")
    for table in document.tables:
        if len(table.columns) > 2:
            assert "tblHeader" in table.rows[0]._tr.xml
    assert make_kit(Trousse(), template_folders(), JOUR) == kit


def test_the_command_writes_it_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(actes, ["modeles", "trousse", "--acte", "convocation-spip"], prog_name="actes")
    assert (shown.exit_code, Path("trousse.docx").is_file()) == (0, True)
    again = CliRunner().invoke(actes, ["modeles", "trousse"], prog_name="actes")
    assert again.exit_code == 4
    assert "existe déjà" in plain(again.stderr)
    unknown = CliRunner().invoke(actes, ["modeles", "trousse", "t.docx", "--acte", "inconnu"], prog_name="actes")
    assert (unknown.exit_code, Path("t.docx").exists()) == (2, False)
