"""The forms of an export's values: what each one reads, refuses, and writes."""

from __future__ import annotations

import pytest

from actes.tableaux.formes import HorsForme, Impossible, read_forme


@pytest.mark.parametrize(
    ("genre", "forme", "texte", "lu"),
    [
        ("date", "JJ/MM/AAAA", "01/02/1980", "1980-02-01"),
        ("date", "J/M/AAAA", "1/2/1980", "1980-02-01"),
        ("date", "AAAAMMJJ", "19800201", "1980-02-01"),
        ("date", "J MOIS AAAA", "1er février 1980", "1980-02-01"),
        ("date", "J MOIS AAAA", "12 AOUT 1980", "1980-08-12"),
        ("date", "JJ/MM/AAAA HH:MM:SS", "01/02/1980 00:00:00", "1980-02-01"),
        ("heure", "JJ/MM/AAAA HH:MM", "01/02/1980 09:05", "09:05"),
        ("heure", "HhMM", "9h05", "09:05"),
        ("heure", "H h MM", "14\u00a0h\u202f30", "14:30"),
        ("montant", "1234,56 €", "1200", "1200"),
        ("montant", "1234,56 €", "1200,5 €", "1200,5"),
        ("montant", "1 234,56", "1\u202f200,50", "1200,50"),
        ("montant", "1.234,56", "1.200", "1200"),
        ("montant", "1,234.56", "1,200.50", "1200,50"),
        ("duree", "mois", "18", "18 mois"),
        ("duree", "ans", "1", "1 an"),
        ("duree", "mois", "0", ""),
        ("duree", "A M J", "01A06M00J", "1 an 6 mois"),
        ("duree", "A M J", "2 ans et 15 jours", "2 ans 15 jours"),
        ("texte", "00000", "1000", "01000"),
        ("texte", "00000", "SW1A", "SW1A"),
    ],
)
def test_a_form_gives_what_a_dossier_writes(genre, forme, texte, lu):
    read = read_forme(genre, forme)
    assert read is not None
    assert read.convert(texte) == lu


@pytest.mark.parametrize(
    ("genre", "forme", "texte", "erreur"),
    [
        ("date", "JJ/MM/AAAA", "31/02/1980", Impossible),
        ("date", "JJ/MM/AAAA", "1/2/1980", HorsForme),
        ("date", "JJ/MM/AAAA", "01/02/80", HorsForme),
        ("date", "JJ/MM/AAAA", "٠١/٠٢/١٩٨٠", HorsForme),
        ("date", "J MOIS AAAA", "1 fevr 1980", HorsForme),
        ("heure", "HhMM", "24h00", Impossible),
        ("montant", "1 234,56", "12 34,56", HorsForme),
        ("montant", "1234,56", "1200,50 €", HorsForme),
        ("montant", "1.234,56", "1200.50", HorsForme),
        ("duree", "mois", "6 mois", HorsForme),
        ("duree", "A M J", "six mois", HorsForme),
    ],
)
def test_a_text_of_another_form_is_refused(genre, forme, texte, erreur):
    with pytest.raises(erreur):
        read_forme(genre, forme).convert(texte)


@pytest.mark.parametrize(
    ("genre", "forme"),
    [
        ("date", "JJ/MM/AA"),
        ("date", "jj/mm/aaaa"),
        ("date", "JJ/JJ/AAAA"),
        ("date", "HH:MM"),
        ("heure", "HH"),
        ("montant", "1234"),
        ("montant", "1,234,56"),
        ("duree", "semaines"),
        ("texte", "JJ/MM/AAAA"),
        ("oui_non", "O/N"),
    ],
)
def test_a_form_that_says_nothing_sure_is_none(genre, forme):
    assert read_forme(genre, forme) is None
