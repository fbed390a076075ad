"""Amounts in French: the numbers that go wrong, the currencies, the cents."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actes.rendu.filtres import FILTRES
from tests.rendu.ecriture import plain


@pytest.mark.parametrize(
    ("nombre", "attendu"),
    [
        (0, "zéro euro"),
        (1, "un euro"),
        (2, "deux euros"),
        (21, "vingt et un euros"),
        (71, "soixante et onze euros"),
        (80, "quatre-vingts euros"),
        (81, "quatre-vingt-un euros"),
        (99, "quatre-vingt-dix-neuf euros"),
        (200, "deux cents euros"),
        (201, "deux cent un euros"),
        (1000, "mille euros"),
        (2000, "deux mille euros"),
        (80000, "quatre-vingt mille euros"),
        (200000, "deux cent mille euros"),
        (1000000, "un million d'euros"),
        (2000000, "deux millions d'euros"),
        (1500000, "un million cinq cent mille euros"),
        (1000001, "un million un euros"),
        ("1500,50", "mille cinq cents euros et cinquante centimes"),
        ("0,01", "un centime"),
        ("1,01", "un euro et un centime"),
        (Decimal("0.80"), "quatre-vingts centimes"),
        (Decimal("1000000.10"), "un million d'euros et dix centimes"),
    ],
)
def test_an_amount_in_words_is_right(nombre, attendu):
    assert plain(FILTRES["montant_lettres"](nombre)) == attendu


@pytest.mark.parametrize(
    ("nombre", "devise", "attendu"),
    [
        (1, "GBP", "une livre sterling"),
        ("21.02", "GBP", "vingt et une livres sterling et deux pence"),
        (81, "SEK", "quatre-vingt-une couronnes suédoises"),
        ("1.01", "SEK", "une couronne suédoise et un öre"),
        (21000, "SEK", "vingt et un mille couronnes suédoises"),
        (1000000, "SEK", "un million de couronnes suédoises"),
        ("800,50", "PLN", "huit cents zlotys polonais et cinquante groszy"),
        (2, "HUF", "deux forints hongrois"),
    ],
)
def test_an_amount_in_another_currency_agrees_with_its_name(nombre, devise, attendu):
    assert FILTRES["montant_lettres"](nombre, devise) == attendu


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (0, "0,00\u00a0€"),
        (1000, "1\u00a0000,00\u00a0€"),
        ("1500", "1\u00a0500,00\u00a0€"),
        ("1500,5", "1\u00a0500,50\u00a0€"),
        (Decimal("1234567.89"), "1\u00a0234\u00a0567,89\u00a0€"),
        (Decimal("1E+3"), "1\u00a0000,00\u00a0€"),
    ],
)
def test_an_amount_in_digits_keeps_its_cents_and_never_breaks(valeur, attendu):
    assert FILTRES["montant"](valeur) == attendu


@pytest.mark.parametrize(("valeur", "attendu"), [(1, "1\u00a0euro"), ("1,50", "1,50\u00a0euro"), (2, "2\u00a0euros")])
def test_a_named_amount_agrees(valeur, attendu):
    assert FILTRES["montant_nomme"](valeur) == attendu


def test_one_is_not_true_even_after_it_has_been_cached():
    assert FILTRES["montant"](1) == "1,00\u00a0€"
    with pytest.raises(TypeError):
        FILTRES["montant"](True)
