"""T-01 to T-05 and the procedures that came and went: the word of the day, and what an act may rest on."""

from __future__ import annotations

from datetime import date

import pytest

from actes.droit.termes import NOTIONS, TERMES, terme
from actes.droit.versions import PROCEDURES, procedure_ouverte
from actes.errors import DroitError
from actes.typographie import typographie


@pytest.mark.parametrize(
    ("code", "notion", "jour", "mots"),
    [
        ("T-01", "tribunal",     "2019-12-31", "tribunal de grande instance"),
        ("T-01", "tribunal",     "2020-01-01", "tribunal judiciaire"),
        ("T-02", "sursis",       "2020-03-23", "sursis avec mise à l'épreuve"),
        ("T-02", "sursis",       "2020-03-24", "sursis probatoire"),
        ("T-03", "surveillance", "2020-03-23", "placement sous surveillance électronique"),
        ("T-03", "surveillance", "2020-03-24", "détention à domicile sous surveillance électronique"),
        ("T-04", "chambre",      "2004-12-31", "chambre des appels correctionnels"),
        ("T-04", "chambre",      "2005-01-01", "chambre de l'application des peines"),
        ("T-05", "notes",        "2004-12-31", "procès-verbal"),
        ("T-05", "notes",        "2005-01-01", "notes d'audience"),
    ],
)  # fmt: skip
def test_a_notion_has_the_word_of_its_day(code, notion, jour, mots):
    assert terme(notion, date.fromisoformat(jour)) == typographie(mots)
    assert next(each for each in TERMES if each.mots == typographie(mots)).code == code


def test_each_notion_has_one_word_a_day():
    for notion in NOTIONS:
        periods = [each.periode for each in TERMES if each.notion == notion]
        for jour in (date(1999, 1, 1), date(2004, 12, 31), date(2019, 12, 31), date(2020, 3, 24), date(2030, 1, 1)):
            assert sum(jour in periode for periode in periods) == 1


def test_an_unknown_notion_is_the_author_s_mistake():
    with pytest.raises(DroitError, match="tribunal, sursis"):
        terme("cour", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("procedure", "jour", "ouverte"),
    [
        ("simplifiee", "2010-10-28", False),
        ("simplifiee", "2014-12-31", True),
        ("simplifiee", "2015-01-05", False),
        ("mineurs", "2021-09-29", True),
        ("ddse_mineurs", "2021-09-30", False),
    ],
)
def test_a_repealed_procedure_has_its_days(procedure, jour, ouverte):
    """EX-25, EX-48."""
    assert procedure_ouverte(procedure, date.fromisoformat(jour)) is ouverte


def test_an_unknown_procedure_is_the_author_s_mistake():
    with pytest.raises(DroitError, match=", ".join(PROCEDURES)):
        procedure_ouverte("majeurs", date(2026, 1, 1))
