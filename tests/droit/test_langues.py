"""The languages of the States, as the texts that were read say them (CPP D48-10)."""

from __future__ import annotations

import pytest

from actes.dossier.sanction import Sanction
from actes.droit.langues import (
    langue_a_confirmer,
    langue_certificat,
    langue_incertaine,
    langue_recevable,
    langue_sure,
    langues_offertes,
    nom_de_langue,
    tables,
)
from actes.rendu.langues import LANGUES

SURES = {
    "DE": "de", "AT": "de", "BE": "fr", "BG": "bg", "CY": "el", "HR": "hr", "DK": "da", "ES": "es", "EE": "et",
    "FI": "fi", "GR": "el", "HU": "hu", "IE": "en", "IT": "it", "LV": "lv", "LT": "lt", "LU": "fr", "MT": "en",
    "NL": "nl", "PL": "pl", "PT": "pt", "RO": "ro", "SK": "sk", "SI": "sl", "SE": "sv", "CZ": "cs", "GB": None,
}  # fmt: skip


@pytest.mark.parametrize(("etat", "langue"), SURES.items())
def test_the_language_proposed_for_each_state_is_the_sure_one(etat, langue):
    assert langue_sure(etat) == langue
    assert langue_certificat(Sanction(etat_execution=etat)) == langue
    assert langues_offertes(etat)[:1] == ((langue,) if langue else ())


def test_each_state_of_the_dossier_has_its_languages():
    assert tables().keys() == SURES.keys()
    assert {langue for langue in SURES.values() if langue} <= set(LANGUES)


def test_the_language_that_the_dossier_chooses_wins():
    assert langue_certificat(Sanction(etat_execution="BE", langue="nl")) == "nl"
    assert langue_certificat(Sanction()) is None


@pytest.mark.parametrize(
    ("etat", "langue", "recevable", "a_confirmer", "incertaine"),
    [
        ("BE", "nl", True, False, False),
        ("BE", "en", False, True, False),
        ("FI", "sv", True, False, False),
        ("RO", "ro", True, False, False),
        ("RO", "en", True, False, True),  # declared, in a text whose exceptions were not read
        ("LU", "de", True, False, False),
        ("IE", "ga", False, False, False),  # official, but no certificate exists in it
        ("IE", "en", True, False, False),
        ("SE", "no", False, True, False),
        ("DE", "en", False, False, False),
    ],
)
def test_a_language_is_admissible_or_to_confirm_or_refused(etat, langue, recevable, a_confirmer, incertaine):
    assert langue_recevable(langue, etat) is recevable
    assert langue_a_confirmer(langue, etat) is a_confirmer
    assert langue_incertaine(langue, etat) is incertaine


def test_a_language_that_is_only_to_confirm_is_never_offered():
    for etat, known in tables().items():
        assert set(langues_offertes(etat)).isdisjoint(set(known.a_confirmer) - set(known.officielles)), etat
        assert "ga" not in langues_offertes(etat)


def test_each_language_of_a_state_has_its_french_name():
    named = {
        langue for known in tables().values() for langue in (*known.officielles, *known.declarees, *known.a_confirmer)
    }
    assert [langue for langue in named | set(LANGUES) if nom_de_langue(langue) == langue] == []
