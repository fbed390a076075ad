"""The filters in the languages of the Union."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from actes.dossier import Duree
from actes.rendu.filtres import FILTRES
from actes.rendu.filtres.traduits import TRADUITS, filtres_traduits
from actes.rendu.langues import LANGUES, SOURCE, Entree, Textes, locale_de

MOIS = {
    ("", "{n} mois"): Entree(("{n} Monat", "{n} Monate"), True),
    ("", "{n} an"): Entree(("{n} Jahr", "{n} Jahre"), True),
}
JOUR = date(2026, 5, 1)


def call(langue: str, nom: str, valeur: object, *args: object, **entrees: str) -> str:
    """A filter of a language, on a value."""
    words = {("", key): Entree((said,), False) for key, said in entrees.items()}
    textes = Textes(langue, words | MOIS, pluriel=lambda n: int(n != 1))
    return filtres_traduits(textes)[nom](valeur, *args).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("langue", "nom", "valeur", "expected"),
    [
        ("de", "date_longue", JOUR, "1. Mai 2026"),
        ("en", "date_longue", JOUR, "1 May 2026"),
        ("hu", "date_longue", JOUR, "2026. május 1."),
        ("lv", "date_longue", JOUR, "2026. gada 1. maijs"),
        ("bg", "date_longue", JOUR, "1 май 2026 г."),
        ("el", "date_longue", JOUR, "1 Μαΐου 2026"),
        ("mt", "date_longue", JOUR, "1 ta’ Mejju 2026"),
        ("de", "date_courte", JOUR, "01.05.2026"),
        ("nl", "date_courte", JOUR, "01-05-2026"),
        ("de", "heure", time(9, 30), "09:30"),
        ("de", "montant", Decimal("3127.5"), "3.127,50 €"),
        ("en", "montant", Decimal("3127.5"), "€3,127.50"),
        ("fi", "montant", Decimal("3127.5"), "3 127,50 €"),
        ("pl", "montant_nomme", Decimal("3127.5"), "3 127,50 euro"),
        ("de", "pays", "BE", "Belgien"),
        ("de", "pays", "Écosse", "Écosse"),
        ("el", "langue", "nl", "Ολλανδικά"),
        ("de", "duree_chiffres", Duree(ans=1, mois=6, jours=0), "1 Jahr und 6 Monate"),
        ("de", "liste", ["a", "b", "c"], "a, b und c"),
        ("en", "liste", ["a", "b", "c"], "a, b and c"),
        ("de", "telephone", "+33361287410", "+33 3 61 28 74 10"),
        ("de", "adresse", {"destinataire": "Petit", "ville": "TRIER", "pays": "DE"}, "c/o Petit, TRIER, Deutschland"),
        ("de", "nom_complet", {"civilite": "madame", "prenoms": "Éva", "nom": "Petit"}, "Éva Petit"),
        ("de", "identite", {"civilite": "madame", "prenoms": "Éva", "nom": "Petit"}, "Éva Petit"),
        ("de", "naissance", {"naissance": {"date": JOUR, "lieu": "Bonn"}}, "1. Mai 2026, Bonn"),
    ],
)  # fmt: skip
def test_a_filter_writes_as_its_language_does(langue, nom, valeur, expected):
    assert call(langue, nom, valeur) == expected


def test_another_currency_than_the_euro_is_named_by_its_code():
    assert call("sv", "montant", Decimal(800), "DKK") == "800,00 DKK"  # « kr » is that of three States


def test_the_words_that_babel_does_not_know_come_from_the_catalogue():
    assert call("de", "oui_non", True, oui="ja") == "ja"
    assert call("de", "libelle", "feminin", féminin="weiblich") == "weiblich"
    assert call("de", "article", ["CPP D48-9", "CPP D48-11 al. 1"], **{"code de procédure pénale": "StPO"}) == (
        "StPO (FR): D. 48-9, D. 48-11 (1)"
    )
    with pytest.raises(ValueError, match="n’a pas de traduction"):
        call("de", "libelle", "feminin")


@pytest.mark.parametrize("nom", ["date_longue", "montant", "heure", "pays", "oui_non", "liste", "adresse", "identite"])
def test_a_value_of_another_type_is_refused_as_in_french(nom):
    with pytest.raises((TypeError, ValueError)):
        call("de", nom, None)


def test_each_filter_of_a_language_is_one_of_ours():
    assert FILTRES.keys() >= TRADUITS


@pytest.mark.parametrize("langue", [langue for langue in LANGUES if langue != SOURCE])
def test_every_language_has_its_dates_its_amounts_and_its_countries(langue):
    assert locale_de(langue).territories["BE"] != locale_de("fr").territories["BE"] or langue in ("pt",)
    assert "2026" in call(langue, "date_longue", JOUR)
    assert "3" in call(langue, "montant", Decimal(3127))
