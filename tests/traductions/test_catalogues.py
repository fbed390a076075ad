"""The catalogues of the templates: brought up to their template, nothing lost, what is wrong in them said."""

from __future__ import annotations

from pathlib import Path

import pytest

from actes.catalogue import Modeles
from actes.rendu.langues import LANGUES, SOURCE
from actes.traductions.catalogues import TRADUITES, review, update_catalogues
from tests import exemples
from tests.fabrique import MENTION, make_acte
from tests.rendu.docx_builder import paragraphs

CERTIFICAT = "certificat-sanction-pecuniaire"
NOM = '{% mention "nom" %}{{ condamne.nom }}{% endmention %}'


def modele(racine: Path, *texts: str):
    """An act with a template of these paragraphs, and its templates."""
    acte = make_acte(racine, MENTION)
    (racine / "essai" / "modele.docx").write_bytes(paragraphs(*texts, NOM))
    return acte, Modeles([racine])


def test_the_certificate_has_a_whole_catalogue_in_every_language():
    bilans = list(review(exemples.act(CERTIFICAT), exemples.atelier().modeles))
    assert [bilan.langue for bilan in bilans] == [langue for langue in LANGUES if langue != SOURCE]
    assert {bilan.langue: bilan.constats for bilan in bilans if bilan.constats} == {}
    assert len(TRADUITES) == 22


def test_a_catalogue_begins_with_every_text_and_no_translation(tmp_path):
    acte, modeles = modele(tmp_path, "a) Adresse", "Durée\u00a0: {{ dossier }}")
    pot, po = update_catalogues(acte, modeles, ["de"])
    assert 'msgid "Adresse"' in pot.read_text(encoding="utf-8")
    assert 'msgid "Durée : {dossier}"' in po.read_text(encoding="utf-8")
    (bilan,) = review(acte, modeles)
    assert (bilan.libelles, bilan.manquants, bilan.non_verifies) == (2, 2, 0)


def test_an_update_keeps_the_translations_their_comments_and_the_contexts(tmp_path):
    acte, modeles = modele(tmp_path, "Adresse", "Ancien")
    _, po = update_catalogues(acte, modeles, ["de"])
    text = po.read_text(encoding="utf-8")
    text = text.replace('msgid "Adresse"\nmsgstr ""', '# vérifié : JO\nmsgid "Adresse"\nmsgstr "Anschrift"')
    text = text.replace('msgid "Ancien"\nmsgstr ""', 'msgid "Ancien"\nmsgstr "Alt"')
    po.write_text(text, encoding="utf-8")
    acte, modeles = modele(tmp_path, "Nouveau", "Adresse")
    update_catalogues(acte, modeles)
    text = po.read_text(encoding="utf-8")
    assert '# vérifié : JO\n#: word/document.xml:2\nmsgid "Adresse"\nmsgstr "Anschrift"' in text
    assert '#~ msgid "Ancien"' in text
    (bilan,) = review(acte, modeles)
    assert (bilan.libelles, bilan.manquants, bilan.non_verifies) == (2, 1, 0)


def test_an_update_twice_is_the_same_file(tmp_path):
    acte, modeles = modele(tmp_path, "Adresse")
    first = [path.read_bytes() for path in update_catalogues(acte, modeles, ["de", "el"])]
    assert [path.read_bytes() for path in update_catalogues(acte, modeles)] == first


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ('msgid "Né le {dossier}"\nmsgstr "Geboren"', "libelle-mal-traduit"),
        ('msgid "Né le {dossier}"\nmsgstr ""', "libelle-sans-traduction"),
        ('#, fuzzy\nmsgid "Né le {dossier}"\nmsgstr "{dossier}"', "libelle-sans-traduction"),
        ('msgid "Né le {dossier}"\nmsgstr "{dossier}"\n\nmsgid "Télex"\nmsgstr "Telex"', "libelle-inutile"),
    ],
)
def test_what_is_wrong_in_a_catalogue_is_said(tmp_path, entry, code):
    acte, modeles = modele(tmp_path, "Né le {{ dossier }}")
    _, po = update_catalogues(acte, modeles, ["de"])
    head = po.read_text(encoding="utf-8").split("\n\n")[0]
    po.write_text(f"{head}\n\n{entry}\n", encoding="utf-8")
    (bilan,) = review(acte, modeles)
    assert [constat.code for constat in bilan.constats] == [code]
