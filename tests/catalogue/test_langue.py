"""The key `langue` of an act: what its author may write, and what it refuses to print."""

from __future__ import annotations

from pathlib import Path

import pytest

from actes.catalogue import Modeles
from actes.errors import ModeleError
from tests.fabrique import MENTION, make_acte, plain
from tests.rendu.docx_builder import paragraphs

PO = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n\n# vérifié : JO\nmsgid "Nom"\nmsgstr "Name"\n'
LANGUE = "langue: {{valeur: \"'de'\", article: CPP D48-10, {}}}\n"
NOM = '{% mention "nom" %}{{ condamne.nom }}{% endmention %}'


def made(racine: Path, keys: str, *texts: str, po: str = PO):
    """The act with this language, its template of these paragraphs, its German catalogue."""
    acte = make_acte(racine, MENTION + LANGUE.format(keys))
    (racine / "essai" / "modele.docx").write_bytes(paragraphs(*texts))
    path = racine / "essai" / "locales" / "de" / "LC_MESSAGES" / "essai.po"
    path.parent.mkdir(parents=True)
    path.write_text(po, encoding="utf-8")
    return Modeles([racine]).load(acte, acte.modeles[0], langue="de")


def test_a_template_in_a_language_says_how_many_labels_are_verified(tmp_path):
    proved = made(tmp_path, "garder: [condamne.nom]", "Nom", NOM)
    assert (proved.libelles, proved.non_verifies, proved.textes.langue) == (2 - 1, 0, "de")


@pytest.mark.parametrize("keys", ["garder: [condamne.nom]", "traduire: [condamne.nom]"])
def test_a_printed_text_is_kept_or_translated(tmp_path, keys):
    assert made(tmp_path, keys, "Nom", NOM)


def test_a_printed_text_of_which_nothing_is_said_is_the_author_s_mistake(tmp_path):
    with pytest.raises(ModeleError) as raised:
        made(tmp_path, "garder: [condamne.prenoms]", "Nom", NOM)
    assert [c.code for c in raised.value.constats] == ["texte-sans-langue"]
    assert "condamne.nom" in raised.value.constats[0].message


def test_a_choice_without_its_word_is_the_author_s_mistake(tmp_path):
    with pytest.raises(ModeleError, match="féminin"):
        made(tmp_path, "garder: [condamne.nom]", "Nom", NOM + "{{ condamne.sexe|libelle }}")


def test_a_language_without_catalogue_is_named(tmp_path):
    acte = make_acte(tmp_path, MENTION + LANGUE.format("garder: [condamne.nom]"))
    (tmp_path / "essai" / "modele.docx").write_bytes(paragraphs(NOM))
    with pytest.raises(ModeleError, match="estonien") as raised:
        Modeles([tmp_path]).load(acte, acte.modeles[0], langue="et")
    assert [c.code for c in raised.value.constats] == ["langue-sans-catalogue"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("garder: [condamne.nomm]", "chemin inconnu « condamne.nomm »"),
        ("traduire: [victimes.nom]", "chemin inconnu « victimes.nom »"),
        ("traduire: ['a b']", "n'est pas un chemin"),
        ("exemplaires: [original]", "vaut pour tous les exemplaires"),
        ("presentation: cote", "ne peut pas valoir"),
        ("traduir: []", "clé inconnue « traduir »"),
    ],
)
def test_a_badly_written_language_is_said_with_its_place(tmp_path, keys, said):
    with pytest.raises(ModeleError) as raised:
        make_acte(tmp_path, MENTION + LANGUE.format(keys))
    assert said in plain(raised.value)
    assert raised.value.constats[0].place


def test_a_language_is_an_expression_on_the_dossier(tmp_path):
    with pytest.raises(ModeleError, match="un texte"):
        make_acte(tmp_path, MENTION + "langue: {valeur: condamne.incarcere, article: CPP D1}\n")
    acte = make_acte(tmp_path, MENTION + "langue: {valeur: langue_certificat(sanction), article: CPP D1}\n")
    assert [chemin.texte for chemin in acte.langue.expression.chemins] == ["sanction"]
