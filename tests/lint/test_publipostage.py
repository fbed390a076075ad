"""The signs of a mail merge are told; French quotation marks are left alone."""

from __future__ import annotations

import pytest

from actes.errors import Gravite
from actes.lint.controle import check, read_sujet
from actes.lint.ossature import Fragmentation
from tests.rendu.docx_builder import paragraphs


def said(texte: str) -> list[tuple[Gravite, str]]:
    """What is said of the mail merge in a template of one paragraph."""
    sujet = read_sujet(paragraphs(texte), "modele.docx", Fragmentation(None))
    return [(c.gravite, c.conseil) for c in check(sujet) if c.code == "signe-publipostage"]


@pytest.mark.parametrize("signe", ["«{}»", "<<{}>>", "<< {} >>", "‹{}›", "[[{}]]", "[[ {} ]]"])
@pytest.mark.parametrize(
    "nom", ["condamne.nom", "nom_usage", "condamnation.peines[0].libelle", "condamne.nom | majuscule"]
)
def test_a_name_between_the_signs_of_a_mail_merge_blocks_with_its_tag_as_advice(signe, nom):
    assert said(f"Le condamné {signe.format(nom)} comparaît.") == [(Gravite.BLOQUANTE, f"écrivez {{{{ {nom} }}}}")]


@pytest.mark.parametrize("texte", ["<<Nom>>", "[[Nom du condamné]]", "‹Nom›"])
def test_other_words_between_those_signs_are_a_warning(texte):
    assert [gravite for gravite, _ in said(f"Le condamné {texte} comparaît.")] == [Gravite.AVERTISSEMENT]


@pytest.mark.parametrize(
    "texte",
    ["«\u00a0Copie\u00a0»", "«Copie»", "« lu et approuvé »", "«lu et approuvé»", "« justice.fr »", "«justice.fr»",
     "« {{ condamne.nom }} »", "un ‹ mot cité › ici", "(art. 723-15 [3])", "« art. R.57 »", "2 << 3"],
)  # fmt: skip
def test_a_true_quotation_is_left_alone(texte):
    assert said(f"Le condamné {texte} comparaît.") == []


def test_each_name_of_a_paragraph_is_told():
    assert len(said("«condamne.nom» et «condamne.prenom»")) == 2
