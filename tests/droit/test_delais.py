"""Time limits: C-01 to C-06, and the worked examples of D-01, D-03, D-04, D-06, N-01, P-03 and P-04."""

from __future__ import annotations

from datetime import date

import pytest

from actes.dossier import Duree
from actes.droit import ZONES, ajoute, echeance, jours_feries, ouvrable, retranche
from actes.errors import DossierRefused, DroitError


def jour(texte: str) -> date:
    return date.fromisoformat(texte)


@pytest.mark.parametrize(
    ("regle", "depart", "duree", "brute", "reportee"),
    [
        ("C-01 : le jour de départ ne compte pas",             "2021-06-14", "10 jours", "2021-06-24", "2021-06-24"),
        ("C-02 : de quantième à quantième",                    "2026-01-15", "1 mois",   "2026-02-15", "2026-02-16"),
        ("C-02 : à défaut de quantième, dernier jour du mois", "2026-03-31", "1 mois",   "2026-04-30", "2026-04-30"),
        ("C-02 : 31 janvier d'une année bissextile",           "2024-01-31", "1 mois",   "2024-02-29", "2024-02-29"),
        ("C-02 : 29 février, un an",                           "2024-02-29", "1 an",     "2025-02-28", "2025-02-28"),
        ("C-02 : de décembre à janvier",                       "2021-12-10", "1 mois",   "2022-01-10", "2022-01-10"),
        ("C-03 : un samedi",                                   "2021-04-15", "30 jours", "2021-05-15", "2021-05-17"),
        ("C-03 : 1er mai, puis fin de semaine",                "2026-04-01", "1 mois",   "2026-05-01", "2026-05-04"),
        ("C-03 : Ascension, un jeudi",                         "2026-05-04", "10 jours", "2026-05-14", "2026-05-15"),
        ("C-03 : 25 décembre, puis fin de semaine",         "2026-11-25", "1 mois",   "2026-12-25", "2026-12-28"),
        ("C-03 : 1er janvier de l'année suivante",             "2026-12-02", "30 jours", "2027-01-01", "2027-01-04"),
        ("EX-01, D-01 : devant le juge",                       "2021-04-15", "30 jours", "2021-05-15", "2021-05-17"),
        ("EX-01, D-01 : devant le service",                    "2021-04-15", "45 jours", "2021-05-30", "2021-05-31"),
        ("EX-13, D-03 : devant le procureur",                  "2022-01-31", "1 mois",   "2022-02-28", "2022-02-28"),
        ("EX-22, D-04 : pose, exécution provisoire",           "2021-01-04", "5 jours",  "2021-01-09", "2021-01-11"),
        ("EX-23, D-04 : pose, date exécutoire",                "2021-02-12", "30 jours", "2021-03-14", "2021-03-15"),
        ("EX-41, N-01 : appel du jugement",                    "2021-06-14", "10 jours", "2021-06-24", "2021-06-24"),
        ("EX-56, P-03 : un mois de l'envoi de la lettre",      "2023-01-31", "1 mois",   "2023-02-28", "2023-02-28"),
        ("EX-64, P-04 : un mois du prononcé de l'amende",      "2021-06-10", "1 mois",   "2021-07-10", "2021-07-12"),
    ],
)  # fmt: skip
def test_a_time_limit_ends_on_the_day_the_code_says(regle, depart, duree, brute, reportee):
    fin = echeance(jour(depart), Duree.parse(duree))
    assert (fin.brute, fin.reportee) == (jour(brute), jour(reportee)), regle
    assert ajoute(jour(depart), Duree.parse(duree)) == jour(brute), regle
    assert echeance(jour(depart), Duree.parse(duree), report=False).reportee == jour(brute), regle


@pytest.mark.parametrize(
    ("regle", "evenement", "duree", "limite"),
    [
        ("EX-26, D-06 : dix jours avant le débat",                        "2021-09-21", "10 jours", "2021-09-11"),
        ("EX-27, D-06 : quinze jours en 2004",                            "2004-09-21", "15 jours", "2004-09-06"),
        ("EX-31, D-06 : avocat de la partie civile",                      "2021-12-02", "10 jours", "2021-11-22"),
        ("EX-17, D-03 : la veille de l'incarcération au plus tard",       "2022-03-14", "1 jour",   "2022-03-13"),
        ("C-06 : un dimanche n'est pas reporté",                          "2021-09-22", "10 jours", "2021-09-12"),
        ("C-02 à rebours : à défaut de quantième, dernier jour du mois",  "2024-03-31", "1 mois",   "2024-02-29"),
    ],
)  # fmt: skip
def test_a_time_limit_counted_backwards_is_never_carried_over(regle, evenement, duree, limite):
    assert retranche(jour(evenement), Duree.parse(duree)) == jour(limite), regle


def test_months_are_counted_before_days():
    assert ajoute(jour("2026-01-31"), Duree(mois=1, jours=1)) == jour("2026-03-01")


@pytest.mark.parametrize(
    ("zone", "depart", "reportee"),
    [
        ("metropole", "2026-03-24", "2026-04-03"),
        ("alsace_moselle", "2026-03-24", "2026-04-07"),
        ("alsace_moselle", "2025-12-16", "2025-12-29"),
        ("la_reunion", "2024-12-10", "2024-12-23"),
        ("mayotte", "2026-04-17", "2026-04-28"),
    ],
)
def test_the_holidays_of_the_zone_count(zone, depart, reportee):
    assert echeance(jour(depart), Duree(jours=10), zone).reportee == jour(reportee)


@pytest.mark.parametrize("zone", ZONES)
def test_each_zone_has_at_least_the_eleven_national_holidays(zone):
    nationaux = {
        "01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25",
    }  # fmt: skip
    assert nationaux <= {f"{each:%m-%d}" for each in jours_feries(2026, zone)}


def test_metropolitan_france_has_the_holidays_of_the_code_and_no_other():
    assert list(jours_feries(2026).values()) == [
        "Jour de l'an", "Lundi de Pâques", "Fête du Travail", "Fête de la Victoire", "Ascension",
        "Lundi de Pentecôte", "Fête nationale", "Assomption", "Toussaint", "Armistice", "Noël",
    ]  # fmt: skip


@pytest.mark.parametrize("lundi", ["2005-05-16", "2006-06-05", "2007-05-28"])
def test_whit_monday_stayed_a_holiday_while_it_was_worked(lundi):
    """The years of the day of solidarity, which the library leaves out; the list of C-03 has no exception."""
    assert jours_feries(int(lundi[:4]))[jour(lundi)] == "Lundi de Pentecôte"


def test_an_unknown_zone_is_refused():
    with pytest.raises(DroitError, match="zone inconnue"):
        jours_feries(2026, "corse")


def test_a_saturday_is_a_working_day_unless_one_says_otherwise():
    assert ouvrable(jour("2021-06-05"))
    assert not ouvrable(jour("2021-06-05"), samedi_ouvrable=False)
    assert not ouvrable(jour("2021-06-06"))
    assert not ouvrable(jour("2021-07-14"))


def test_a_time_limit_says_why_it_was_carried_over():
    fin = echeance(jour("2021-04-01"), Duree(mois=1))
    assert fin.motif.replace("\u00a0", " ") == (
        "samedi 1er mai 2021, Fête du Travail ; dimanche 2 mai 2021 ; reporté au lundi 3 mai 2021 (CPP 801)"
    )
    assert str(fin).replace("\u00a0", " ").startswith("1 mois à compter du jeudi 1er avril 2021 : samedi 1er mai")
    whole = echeance(jour("2021-06-14"), Duree(jours=10))
    assert whole.motif == ""
    assert str(whole).replace("\u00a0", " ") == "10 jours à compter du lundi 14 juin 2021 : jeudi 24 juin 2021"


@pytest.mark.parametrize("duree", [Duree(ans=9999), Duree(mois=9999, ans=9000), Duree(ans=7900, jours=99999)])
def test_a_duration_that_leaves_the_calendar_is_refused(duree):
    for compute in (ajoute, retranche):
        with pytest.raises(DossierRefused, match="hors du calendrier"):
            compute(jour("2026-01-01"), duree)
