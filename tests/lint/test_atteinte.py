"""What no valid dossier prints is told with why; what some dossier prints is left alone."""

from __future__ import annotations

import pytest

from actes.catalogue import Acte
from actes.errors import Constat
from actes.generate import Atelier, template_folders
from actes.lint.atteinte import reachability
from actes.lint.controle import read_sujet
from actes.lint.ossature import Fragmentation
from tests.rendu.docx_builder import paragraphs

ORDRE = "ordre-mise-a-execution"


@pytest.fixture(scope="module")
def ordre() -> Acte:
    return Atelier(template_folders()).catalogue.acte(ORDRE)


def told(acte: Acte, *texts: str) -> list[Constat]:
    """What is said of a template of this act that would be these paragraphs."""
    sujet = read_sujet(paragraphs(*texts), "x.docx", Fragmentation(None), acte=acte, modele=acte.modeles[0])
    return list(reachability(sujet))


POSSIBLE = [
    "{% if condamne.mineur %}a{% elif condamne.incarcere %}b{% else %}c{% endif %}",
    "{% if condamne.nom_usage and condamne.mineur %}a{% endif %}",
    '{% if acte.exemplaire == "copie" %}a{% elif acte.exemplaire == "original" %}b{% else %}c{% endif %}',
    '{% if acte.exemplaire in ["copie", "original"] %}{% if acte.exemplaire != "copie" %}a{% endif %}{% endif %}',
    "{% if condamne.alias | length > 1 %}a{% elif condamne.alias %}b{% endif %}",
    "{% if not service.nom or service.nom == 'Greffe' %}{% if service.nom %}a{% endif %}{% endif %}",
    '{% if condamne.nom_usage == "A" %}a{% elif condamne.nom_usage == "B" %}b{% else %}c{% endif %}',
    "{% if decision.cas_casier > 9 %}a{% elif decision.cas_casier == 9 %}b{% endif %}",
    "{% for p in condamnation.peines %}{% if p.type == 'amende' and p.montant %}a{% endif %}{% endfor %}",
    "{% if acte.date < condamnation.date %}a{% endif %}",
    "{% if condamne.adresse.ville %}a{% elif condamne.adresse %}b{% endif %}",
    "{{ 'a' if condamne.mineur else 'b' }}",
    "{% if condamne.mineur %}a{% endif %}{% if not condamne.mineur %}b{% endif %}",
]


@pytest.mark.parametrize("text", POSSIBLE)
def test_what_some_dossier_prints_is_left_alone(text: str, ordre: Acte):
    assert [str(constat) for constat in told(ordre, text)] == []


IMPOSSIBLE = [
    (
        "{% if condamne.mineur %}{% if not condamne.mineur %}a{% endif %}{% endif %}",
        "{% if not condamne.mineur %}",
        "l'entoure",
    ),
    (
        "{% if condamne.alias %}a{% elif condamne.alias | length > 2 %}b{% endif %}",
        "{% elif condamne.alias",
        "est faux",
    ),
    (
        "{% if condamne.alias | length > 2 %}{% if condamne.alias | length == 1 %}b{% endif %}{% endif %}",
        "{% if condamne.alias | length == 1",
        "l'entoure",
    ),
    (
        "{% if not service.adresse %}{% if service.adresse.ville %}b{% endif %}{% endif %}",
        "{% if service.adresse.ville",
        "",
    ),
    (
        "{% for p in condamnation.peines %}{% if p.type == 'amende' and p.quantum %}a{% endif %}{% endfor %}",
        "{% if p.type",
        "n'existe que si",
    ),
    (
        "{% if incarceration.date %}a{% else %}b{% endif %}",
        "{% else %}",
        "la mention « date-presentation » exige « incarceration.date »",
    ),
    (
        "{% if condamne.mineur == true %}{% if condamne.mineur == false %}b{% endif %}{% endif %}",
        "{% if condamne.mineur == false",
        "l'entoure",
    ),
    (
        '{% if acte.remise == "conservation" %}{% if acte.exemplaire == "copie" %}a{% endif %}{% endif %}',
        "{% if acte.exemplaire",
        "la remise de l'exemplaire",
    ),
    (
        '{% mention "delegation" %}{% if not condamnation.mandat.transmission %}a{% endif %}{% endmention %}',
        "{% if not",
        "n'est due que si",
    ),
    (
        '{% mention "certification" %}{% if acte.exemplaire == "copie" %}a{% endif %}{% endmention %}',
        "{% if acte",
        "n'est due que si",
    ),
]


@pytest.mark.parametrize(("text", "balise", "raison"), IMPOSSIBLE)
def test_what_no_dossier_prints_is_told_with_why(text: str, balise: str, raison: str, ordre: Acte):
    (found,) = told(ordre, text)
    assert found.code == "branche-inatteignable"
    assert balise in found.message
    assert raison.replace("'", "’") in found.message.replace("\u00a0", " ")


def test_a_condition_that_every_dossier_meets_is_told_unless_a_draft_needs_it(ordre: Acte):
    (found,) = told(ordre, "{% if condamne.mineur %}{% if condamne.mineur %}a{% endif %}{% endif %}")
    assert (found.code, "est toujours vrai" in found.message) == ("condition-inutile", True)
    assert told(ordre, "{% if incarceration.date %}a{% endif %}") == []


def test_a_condition_that_cannot_be_read_is_not_reasoned_about(ordre: Acte):
    assert told(ordre, "{% if condamne. %}a{% else %}b{% endif %}") == []


def test_a_rule_of_the_act_is_a_reason_too(ordre: Acte):
    (found,) = told(ordre, "{% if acte.date >= incarceration.date %}a{% endif %}")
    assert "la règle «\u00a0avant-incarceration\u00a0» de l’acte" in found.message
