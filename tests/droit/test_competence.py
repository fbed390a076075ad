"""K-01 to K-04, K-08: courts, seats, chambers, whatever the way their names are written."""

from __future__ import annotations

import pytest

from actes.dossier import load_dossier
from actes.droit.competence import (
    chambre_competente,
    nom_de_la_cour,
    rattachement,
    siege_tap,
    tables,
    tap_competent,
    traitement_automatise,
)
from actes.droit.noms import ville


@pytest.mark.parametrize(
    ("ecrit", "compare"),
    [
        ("Évry", "evry"),
        ("tribunal judiciaire de SAINT-OMER", "saint omer"),
        ("Tribunal de grande instance d'Évry", "evry"),
        ("tribunal judiciaire du Puy-en-Velay", "le puy en velay"),
        ("tribunal judiciaire de La Rochelle", "la rochelle"),
        ("Le Mans", "le mans"),
        ("tribunal judiciaire des Sables-d'Olonne", "les sables d olonne"),
        ("TJ Lille", "lille"),
        ("tj de Lille", "lille"),
        ("Cour d’appel d’Orléans", "orleans"),
        ("cour d'appel de Saint-Denis de La Réunion", "saint denis de la reunion"),
        ("Châlons-en-Champagne", "chalons en champagne"),
    ],
)
def test_a_court_is_known_by_its_town_however_it_is_written(ecrit, compare):
    assert ville(ecrit) == compare


@pytest.mark.parametrize(
    ("cour", "tribunal", "tap"),
    [
        ("Aix-en-Provence", "Toulon", "Draguignan"),
        ("Cour d'appel d'Aix-en-Provence", "tribunal judiciaire de Grasse", "Nice"),
        ("PARIS", "meaux", "Melun"),
        ("Paris", "Évry-Courcouronnes", "Evry"),
        ("Aix-en-Provence", "Digne-les-Bains", "Aix-en-Provence"),
        ("Saint-Denis de La Réunion", "Mamoudzou", "Mamoudzou"),
        ("Riom", "Le Puy-en-Velay", "Clermont-Ferrand"),
        ("Douai", "béthune", "Arras"),
        ("Lyon", "Villefranche-sur-Saône", "Lyon"),
        ("Cour d'appel de Versailles", "Pontoise", "Versailles"),
        ("Paris", "Toulon", None),
    ],
)
def test_the_court_of_the_execution_of_sentences_is_that_of_the_table(cour, tribunal, tap):
    """K-02 (CPP D49-2)."""
    assert tap_competent(cour, tribunal) == tap


@pytest.mark.parametrize(
    ("cour", "tribunal", "siege"),
    [
        ("Dijon", "Dijon", "Chalon-sur-Saône"),
        ("Bordeaux", "Libourne", "Bergerac"),
        ("Chambéry", "Annecy", "Albertville"),
        ("Rouen", "Le Havre", "Evreux"),
        ("Lyon", "Lyon", "Lyon"),
        ("Rennes", "Vannes", "Nantes"),
        ("Cour d'appel de Poitiers", "Niort", "La Rochelle"),
    ],
)
def test_its_usual_seat_is_that_of_the_court_of_appeal_unless_the_table_says_otherwise(cour, tribunal, siege):
    """K-03 (CPP D49-3)."""
    assert siege_tap(cour, tribunal) == siege


@pytest.mark.parametrize(
    ("cour", "etendue", "chambre"),
    [
        ("Orléans", True, "Bourges"),
        ("Orléans", False, "Orléans"),
        ("Besançon", True, "Dijon"),
        ("Cour d'appel de Metz", True, "Nancy"),
        ("Rouen", True, "Versailles"),
        ("Versailles", True, "Versailles"),
        ("Lyon", True, "Lyon"),
        ("cour d'appel de Lyon", False, "Lyon"),
    ],
)
def test_a_chamber_extends_only_in_the_composition_of_the_second_paragraph(cour, etendue, chambre):
    """K-04 (CPP D49-10)."""
    assert chambre_competente(cour, etendue) == chambre


def test_a_town_stands_once_in_the_tables_and_its_seat_in_its_own_district():
    for cour, ressorts in tables()["tribunaux"].items():
        towns = [town for ressort in ressorts.values() for town in ressort]
        assert len(towns) == len(set(towns)), cour
    assert set(tables()["sieges"]) & set(tables()["tribunaux"]) == set()
    assert all(chambre in cours for chambre, cours in tables()["chambres"].items())


def test_a_court_of_appeal_keeps_the_spelling_of_the_table():
    assert nom_de_la_cour("COUR D'APPEL D'ORLEANS") == "Orléans"
    assert nom_de_la_cour("Cour d'appel de Nîmes") == "Nîmes"


@pytest.mark.parametrize(
    ("personne", "lien"),
    [
        ("{type: physique, adresse: {ville: Lille}, biens: {localisation: Nice}}", "residence"),
        ("{type: morale, siege: {ville: Lille}}", "siege"),
        ("{type: physique, biens: {localisation: Nice}, revenus: {localisation: Metz}}", "biens"),
        ("{type: morale, revenus: {localisation: Metz}}", "revenus"),
        ("{type: physique, nom: X}", None),
    ],
)
def test_a_person_is_tied_by_residence_then_property_then_income(personne, lien):
    """K-08 (CPP D48-19)."""
    texte = f"dossier: 2026/1\nsanction: {{circulation_routiere: oui, personnes: [{personne}]}}\n"
    sanction = load_dossier(texte, "d.yaml").dossier.sanction
    assert rattachement(sanction.personnes[0]) == lien
    assert traitement_automatise(sanction) is True
