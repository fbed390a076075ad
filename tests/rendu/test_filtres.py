"""The French filters: every documented example, references, people, typography, and what is refused."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, time
from decimal import Decimal
from types import SimpleNamespace as Groupe

import pytest
from jinja2 import Environment, StrictUndefined

from actes.rendu.filtres import FILTRES, documentation
from tests.rendu.ecriture import duree, plain

PEINE = Groupe(type="emprisonnement", ferme=duree(ans=1, mois=6))
AMENDE = Groupe(type="amende", montant=Decimal("1500.00"))
TIG = Groupe(type="tig", heures=105)
MIXTE = Groupe(
    type="emprisonnement",
    quantum=duree(ans=1),
    ferme=duree(mois=6),
    sursis=duree(mois=6),
    sursis_type="probatoire",
    delai_probation=duree(ans=2),
)
VALEURS = {
    "acte": Groupe(base_legale=("CPP D48-2-4", "CPP D48-2-5")),
    "condamnation": Groupe(date=date(2026, 3, 12), peines=(PEINE, AMENDE)),
    "incarceration": Groupe(date=date(2026, 4, 1), heure_debut=time(9, 30), heure_fin=time(11)),
    "convocation": Groupe(jap=Groupe(date=date(2026, 3, 12), heure=time(9, 30))),
    "condamne": Groupe(
        civilite="monsieur",
        nom="Durand",
        prenoms="Éric",
        naissance=Groupe(date=date(1980, 2, 1), lieu="Roubaix"),
        adresse=Groupe(voie="3 rue de la Paix", code_postal="59100", ville="Roubaix"),
        incarcere=False,
        langue="pl",
    ),
    "madame": Groupe(sexe="feminin", naissance=Groupe(date=date(1975, 5, 2), lieu="Cologne", pays="DE")),
    "victime": Groupe(nom="Petit"),
    "societe": Groupe(forme="société anonyme", denomination="Les Bois du Nord"),
    "sanction": Groupe(frais=Decimal("800.50")),
    "service": Groupe(nom="service de l'exécution des peines", telephone="0320123456"),
    "juridiction": Groupe(type="tribunal_correctionnel"),
    "mandat": Groupe(type="depot_differe"),
    "naissance": Groupe(pays="DE"),
    "adresse": Groupe(code_postal="01000"),
    "delai": duree(jours=45),
    "pieces": ("a", "b", "c"),
    "note": "Attention : « peine exécutée » !",
    "peine": PEINE,
    "amende": AMENDE,
    "tig": TIG,
    "mixte": MIXTE,
}
EXEMPLES = [(f.nom, exemple) for f in FILTRES.values() for exemple in f.exemples]


def rendered(expression: str) -> str:
    env = Environment(undefined=StrictUndefined, autoescape=True)
    env.filters = dict(FILTRES)
    return env.compile_expression(expression, undefined_to_none=False)(**VALEURS)


@pytest.mark.parametrize(("nom", "exemple"), EXEMPLES)
def test_a_documented_example_is_true(nom, exemple):
    expression, _, attendu = exemple.partition(" → ")
    assert f"|{nom}" in expression
    assert plain(rendered(expression)) == plain(attendu)


def test_each_filter_has_an_example_and_a_help():
    assert all(f.exemples and f.aide for f in FILTRES.values())


def test_the_authors_table_has_one_line_for_each_filter():
    lines = documentation().splitlines()[2:]
    assert [line.split("`")[1] for line in lines] == sorted(FILTRES)


def test_the_heavy_libraries_are_not_loaded_with_the_filters():
    code = "import sys, actes.rendu.filtres; print({'babel', 'num2words'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("reference", "attendu"),
    [
        ("CPP 474", "article 474 du code de procédure pénale"),
        ("CPP D48-9 4°", "article D. 48-9, 4°, du code de procédure pénale"),
        ("CPP 464-2 I 3°", "article 464-2, I, 3°, du code de procédure pénale"),
        ("CPP D49-18 al. 2 et 3", "article D. 49-18, alinéas 2 et 3, du code de procédure pénale"),
        ("CPP D48-2-5 al. 1 (D45-2-7)", "articles D. 48-2-5, alinéa 1, et D. 45-2-7 du code de procédure pénale"),
        (
            ("CPP 707-2", "CP 132-19", "CPP 707-3"),
            "articles 707-2 et 707-3 du code de procédure pénale et article 132-19 du code pénal",
        ),
        ("décision-cadre 2005/214/JAI", "décision-cadre 2005/214/JAI"),
    ],
)
def test_a_reference_is_written_as_a_sentence_says_it(reference, attendu):
    assert plain(FILTRES["article"](reference)) == attendu


@pytest.mark.parametrize(
    ("lieu", "attendu"),
    [
        ("Lyon", "de Lyon"), ("Annecy", "d'Annecy"), ("Yvetot", "d'Yvetot"), ("Yaoundé", "de Yaoundé"),
        ("Hazebrouck", "de Hazebrouck"), ("Le Havre", "du Havre"), ("Les Sables-d'Olonne", "des Sables-d'Olonne"),
        ("La Rochelle", "de La Rochelle"), ("L'Isle-Adam", "de L'Isle-Adam"), ("Le", "de Le"),
    ],
)  # fmt: skip
def test_a_place_after_de_is_elided_or_contracted(lieu, attendu):
    assert plain(FILTRES["de"](lieu)) == attendu


def test_the_visas_take_one_line_for_each_code():
    visas = FILTRES["visas"](["CPP 474", "CP 132-19", "le décret n° 2020-81"])
    assert plain(visas) == (
        "Vu l'article 474 du code de procédure pénale ;⏎Vu l'article 132-19 du code pénal ;⏎Vu le décret n° 2020-81"
    )


def test_sentences_of_one_phrase_keep_their_own_conjunctions_apart():
    assert plain(FILTRES["peines_en_ligne"]([PEINE, TIG, AMENDE])) == (
        "un an et six mois d'emprisonnement, travail d'intérêt général de 105 heures, et amende de 1 500 euros"
    )


def test_an_address_is_written_in_the_order_of_an_envelope():
    adresse = {
        "pays": "BE", "ville": "Mons", "code_postal": "7000", "lieu_dit": "Les Prés", "voie": "2 rue Haute",
        "batiment": "Bâtiment B", "complement": "Appartement 4", "destinataire": "Madame Petit",
    }  # fmt: skip
    assert FILTRES["adresse_bloc"](adresse).split("\n") == [
        "Chez Madame Petit", "Appartement 4", "Bâtiment B", "2 rue Haute", "Les Prés", "7000\u00a0Mons", "Belgique",
    ]  # fmt: skip


def test_a_signatory_of_unknown_sex_is_not_called_sir_or_madam():
    assert FILTRES["identite"](Groupe(nom="Martin", prenoms="Claire", civilite=None)) == "Claire Martin"


@pytest.mark.parametrize(
    ("mots", "attendu"),
    [(("condamné",), "condamné(e)"), (("acteur", "actrice"), "acteur ou actrice"), (("libre", "libre"), "libre")],
)
def test_the_agreement_with_an_unknown_person_shows_both_forms(mots, attendu):
    assert FILTRES["accord"](Groupe(nom="Petit"), *mots) == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Attention : oui ; non ! 20 %", "Attention\u00a0: oui\u00a0; non\u00a0! 20\u00a0%"),
        ("«peine»", "«\u00a0peine\u00a0»"),
        ("« peine »", "«\u00a0peine\u00a0»"),
        ("à 12:30, https://justice.fr", "à 12:30, https://justice.fr"),
        ("décret n° 2020-81", "décret n°\u00a02020-81"),
    ],
)
def test_non_breaking_spaces_stand_where_typography_wants_them(texte, attendu):
    assert FILTRES["insecable"](texte) == attendu


def test_dates_and_hours_do_not_break_at_the_end_of_a_line():
    assert FILTRES["date_longue"](date(2026, 3, 1)) == "1er\u00a0mars 2026"
    assert FILTRES["heure"](time(9, 5)) == "9\u00a0h\u00a005"
    assert FILTRES["telephone"]("03 20 12 34 56") == "03\u00a020\u00a012\u00a034\u00a056"


def test_the_apostrophes_of_the_filters_are_typographic_and_those_of_the_dossier_untouched():
    assert FILTRES["montant_lettres"](1000000) == "un million d’euros"
    assert FILTRES["peine"]({"type": "ddse", "libelle": "peine d'un an"}).startswith("peine d'un an (détention")


@pytest.mark.parametrize("nom", sorted(FILTRES))
def test_nothing_is_refused_with_a_french_message(nom):
    arguments = ("né",) if nom == "accord" else ()
    with pytest.raises(TypeError, match=rf"le filtre «.{nom}.» attend .* et non rien"):
        FILTRES[nom](None, *arguments)


@pytest.mark.parametrize(
    ("nom", "valeur", "nature"),
    [
        ("date_longue", "2026-03-01", "un texte"),
        ("date_longue", datetime(2026, 3, 1), "une date avec une heure"),
        ("heure", date(2026, 3, 1), "une date"),
        ("montant", 1500.0, "un nombre à virgule flottante"),
        ("montant", True, "oui ou non"),
        ("montant_lettres", "1 500", "un texte"),
        ("montant", Decimal("NaN"), "un montant"),
        ("nombre_lettres", "21", "un texte"),
        ("duree", "8 mois", "un texte"),
        ("liste", "a", "un texte"),
        ("liste", [1], "un nombre entier"),
        ("code_postal", 1000, "un nombre entier"),
        ("oui_non", "oui", "un texte"),
        ("peines", PEINE, "un groupe de champs"),
        ("peine", AMENDE.montant, "un montant"),
        ("identite", Groupe(qualite="greffier"), "un groupe de champs"),
    ],
)
def test_the_wrong_type_is_refused_with_its_name(nom, valeur, nature):
    with pytest.raises(TypeError, match=f"et non {nature}$"):
        FILTRES[nom](valeur)


@pytest.mark.parametrize(
    ("nom", "arguments", "message"),
    [
        ("montant", ("-1",), "un montant"),
        ("montant", (Decimal(-1),), "positif"),
        ("montant", (Decimal("1.005"),), "deux décimales"),
        ("montant", (10**30,), "inférieur"),
        ("montant", (1, "EURO"), "ISO 4217"),
        ("article", ("CPP art. 474",), "ne se lit pas"),
        ("article", ([],), "au moins une référence"),
        ("liste", ([],), "au moins un élément"),
        ("liste", (["a", " "],), "un blanc"),
        ("peines", ([],), "au moins une peine"),
    ],
)
def test_a_value_that_cannot_be_written_is_refused(nom, arguments, message):
    with pytest.raises((TypeError, ValueError), match=message):
        FILTRES[nom](*arguments)
