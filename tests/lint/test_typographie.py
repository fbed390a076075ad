"""What is told of the language of a template: signs, masculine, terms of another time, leftovers of a case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from actes.catalogue import load_catalogue
from actes.codes import load_themes
from actes.droit import EnVigueur
from actes.droit.periodes import Periode
from actes.lint.modele import ModeleDate
from actes.place import Place
from tests.conftest import MODELES
from tests.lint.papier import codes, found, p, paper, r

EXEMPLES = [
    code
    for theme in load_themes()
    for code in theme.codes
    if "typographie" in theme.titre and (code.faux and code.juste)
]


@pytest.mark.parametrize("code", EXEMPLES, ids=lambda code: code.code)
def test_the_wrong_example_of_a_code_is_told_and_the_right_one_is_not(code):
    assert code.code in codes(paper(p(code.faux)))
    assert codes(paper(p(code.juste))) == []


@pytest.mark.parametrize(
    ("texte", "code", "mots"),
    [
        ("Objet : avis", "espace-insecable", " :"),
        ("Objet: avis", "espace-insecable", ": avis"),
        ("{{ dossier }}: avis", "espace-insecable", ": avis"),
        ("le «\u00a0tribunal »", "espace-insecable", " »"),
        ("« tribunal\u00a0»", "espace-insecable", "« "),
        ("une diminution de 20 %", "espace-insecable", " %"),
        ("une diminution de {{ taux }}%", "espace-insecable", "%"),
        ("l'{{ titre }}", "apostrophe-droite", "'"),
        ("à {{ x | accord(\"l'appelant\", \"l’appelante\") }}", "apostrophe-droite", "\"l'appelant"),
        ("- un avis", "trait-d-union", "- "),
        ("avis--urgent", "trait-d-union", "--"),
        ("Nom   Prénom", "espace-double", "   Prénom"),
        ("Avis ( en cas d’urgence)", "espace-mal-placee", " en cas"),
        ("le n°{{ numero }}", "numero-insecable", "n°"),
        ("N° parquet", "numero-insecable", "N° "),
        ("À Mr {{ condamne.nom }}", "abreviation-fautive", "Mr "),
        ("la 1ère présentation", "abreviation-fautive", "1ère"),
        ("X, né à {{ condamne.naissance.lieu }}", "masculin-en-dur", "né à"),
        ("X, né(e) le {{ jour }}", "masculin-en-dur", "né(e)"),
        ("À Monsieur {{ condamne.nom }}", "masculin-en-dur", "Monsieur"),
        ("Ce jour, vous êtes convoqué devant le juge.", "masculin-en-dur", "vous êtes"),
        ("Vous pouvez être assisté d’un avocat.", "masculin-en-dur", "Vous pouvez"),
        ("{{ condamne | identite }}, domicilié à Lille", "masculin-en-dur", ", domicilié"),
        ("{{ condamne | identite }} est convoqué", "masculin-en-dur", " est"),
        ("Si le condamné ne se présente pas", "masculin-en-dur", "le condamné"),
        ("Moi, je soussigné, {{ condamne | identite }}", "masculin-en-dur", "je soussigné"),
        ("Le(la) condamnée se présente", "masculin-en-dur", "Le(la)"),
        ("du tribunal de grande instance", "terme-date-en-dur", "tribunal de"),
        ("le 12/03/2026", "valeur-en-dur", "12/03"),
        ("le 1er mars 2026", "valeur-en-dur", "1er mars"),
        ("dossier 2026/00123", "valeur-en-dur", "2026/00123"),
        ("Téléphone 03 20 12 34 56", "valeur-en-dur", "03 20"),
        ("au tribunal judiciaire de Lille", "valeur-en-dur", "tribunal judiciaire"),
        ("au Centre pénitentiaire de Lille-Annœullin", "valeur-en-dur", "Centre"),
        ("le jour dit, à 9h30", "valeur-en-dur", "9h30"),
    ],
)  # fmt: skip
def test_a_fault_is_told_once_where_its_words_are(texte, code, mots):
    constats = [c for c in found(paper(p("Un paragraphe."), p(texte))) if c.code == code]
    assert len(constats) == 1
    ou = constats[0].ou
    assert (ou.partie, ou.paragraphe) == ("corps", 3)
    assert texte[ou.colonne - 1 :].startswith(mots)


@pytest.mark.parametrize(
    "texte",
    [
        "Signature\u00a0:",
        "à 14:30, sur https://exemple.fr/?a=b",
        "{% if condamne.nom == \"L'Hôte\" %}oui{% endif %}",
        "{{ acte.titre | replace(\"'\", \"’\") }}",
        "( ) oui\u2003( ) non [ ] sans objet",
        "un rendez-vous, c’est-à-dire",
        "…………… .",
        "Madame, Monsieur,",
        "Monsieur le procureur de la République,",
        "{% if condamne.civilite == 'monsieur' %}le condamné{% else %}la condamnée{% endif %}",
        "Vous êtes {{ condamne | accord('convoqué') }}.",
        "Maître{% if condamne.avocat.nom %} {{ condamne.avocat | nom_complet }}{% endif %}, est convoqué",
        "dans les 24 heures",
        "l’article dit\u00a0: «\u00a0le condamné est avisé\u00a0»",
        "un condamné, les condamnés",
        "un avocat commis d’office vous est désigné",
        "la loi n°\u00a02003-239 du 18 mars 2003 et la décision-cadre 2005/214/JAI",
        "le juge de l’application des peines du tribunal judiciaire de Paris",
        "{% if ancien %}tribunal de grande instance{% else %}tribunal judiciaire{% endif %}",
        "1er, 2e, etc.",
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(texte):
    assert codes(paper(p(texte))) == []


def test_a_fault_cut_over_runs_is_told_and_several_of_one_kind_count():
    constats = found(paper(p(r("l"), r("'"), r("acte et l'avis"))))
    assert [(c.code, c.message) for c in constats] == [
        ("apostrophe-droite", "l’apostrophe est droite, comme d’une machine à écrire (2 fois dans ce paragraphe)")
    ]


def test_the_advice_gives_the_tag_to_copy():
    (constat,) = found(paper(p("On avise le détenu.")))
    assert constat.conseil == "écrivez {{ condamne | accord('le détenu', 'la détenue') }}"
    (constat,) = found(paper(p("L’intéressé est avisé.")))
    assert constat.conseil == "écrivez {{ condamne | accord('L’intéressé', 'L’intéressée') }}"


def test_a_title_and_a_footer_name_the_act_in_general():
    assert codes(paper(p("Avis d’une interdiction imposée au condamné", style="Rubrique"))) == []
    footer = f'<w:ftr xmlns:w="{W}"><w:p><w:r><w:t>Avis relatif au condamné</w:t></w:r></w:p></w:ftr>'
    assert codes(paper(**{"word__footer1.xml": footer})) == []


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_the_old_name_of_a_court_is_right_in_the_template_of_its_time():
    old = ModeleDate(
        fichier=Path("modele-2004.docx"),
        place=Place("acte.yaml"),
        en_vigueur=EnVigueur(acte=Periode(au=date(2019, 12, 31))),
    )
    document = paper(p("le tribunal de grande instance"))
    assert codes(document, modele=old) == []
    assert codes(document) == ["terme-date-en-dur"]


def test_a_name_of_the_example_is_not_left_in_the_template():
    acte = load_catalogue([MODELES]).acte("ordre-mise-a-execution")
    (constat,) = found(paper(p("Vu la situation de Durand\u00a0;")), acte=acte)
    assert (constat.code, constat.message) == ("valeur-en-dur", "un nom de l’exemple est écrit en dur")
