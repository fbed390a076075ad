"""What holds for every day and every zone: months, carrying over, holidays, working days, thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from actes.dossier import Duree
from actes.droit import ZONES, ajoute, echeance, echeance_ouvrables, jours_feries, ouvrable, retranche
from actes.droit.calendrier import reporte
from actes.droit.quantum import Quantum

UN_JOUR = timedelta(days=1)
DIMANCHE = 6
LOCAUX = {  # zone: (a local holiday of 2026, a day that is not one)
    "alsace_moselle": ("2026-04-03", "2026-12-26"),
    "guadeloupe": ("2026-05-27", "2026-07-21"),
    "martinique": ("2026-05-22", "2026-07-21"),
    "guyane": ("2026-06-10", "2026-06-10"),
    "la_reunion": ("2026-12-20", "2026-12-20"),
    "mayotte": ("2026-04-27", "2026-04-27"),
    "saint_barthelemy": ("2026-10-09", "2026-10-09"),
    "saint_martin": ("2026-05-28", "2026-05-28"),
    "wallis_et_futuna": ("2026-04-28", "2026-07-29"),
    "polynesie_francaise": ("2026-03-05", "2026-04-03"),
    "nouvelle_caledonie": ("2026-09-24", "2026-09-24"),
}


def jours(premier: date, dernier: date, pas: int = 1) -> Iterator[date]:
    """Every `pas`-th day of a period."""
    for rang in range(0, (dernier - premier).days + 1, pas):
        yield premier + timedelta(days=rang)


QUATRE_ANS = (date(2023, 1, 1), date(2026, 12, 31))  # a leap year is in it


@pytest.mark.parametrize("mois", [1, 2, 3, 4, 6, 11, 12, 18, 24])
def test_months_go_to_the_same_day_or_to_the_last_of_a_shorter_month(mois):
    for depart in jours(*QUATRE_ANS):
        fin = ajoute(depart, Duree(mois=mois))
        assert (fin.year * 12 + fin.month) - (depart.year * 12 + depart.month) == mois
        assert fin.day == depart.day or (fin.day < depart.day and (fin + UN_JOUR).day == 1)


@pytest.mark.parametrize("jours_comptes", [1, 10, 15, 30, 45, 400])
def test_days_are_counted_one_by_one_in_both_directions(jours_comptes):
    duree = Duree(jours=jours_comptes)
    for jour in jours(*QUATRE_ANS, pas=3):
        assert (ajoute(jour, duree) - jour).days == jours_comptes
        assert retranche(ajoute(jour, duree), duree) == jour


@pytest.mark.parametrize("duree", [Duree(mois=1), Duree(mois=4), Duree(ans=1), Duree(jours=30), Duree(1, 2, 3)])
def test_a_later_start_never_ends_earlier(duree):
    fins = [ajoute(jour, duree) for jour in jours(*QUATRE_ANS)]
    assert fins == sorted(fins)


def test_a_year_is_twelve_months():
    for jour in jours(*QUATRE_ANS):
        assert ajoute(jour, Duree(ans=2)) == ajoute(jour, Duree(mois=24))


@pytest.mark.parametrize("zone", ZONES)
def test_a_time_limit_never_ends_on_a_day_that_does_not_count(zone):
    for depart in jours(date(2025, 11, 1), date(2026, 12, 31)):
        fin = echeance(depart, Duree(jours=10), zone)
        assert fin.brute <= fin.reportee
        assert ouvrable(fin.reportee, zone, samedi_ouvrable=False)
        assert not any(ouvrable(jour, zone, samedi_ouvrable=False) for jour in jours(fin.brute, fin.reportee - UN_JOUR))
        assert bool(fin.motif) == (fin.brute != fin.reportee)
        assert reporte(fin.reportee, zone) == fin.reportee


@pytest.mark.parametrize("samedi", [True, False])
def test_working_days_leave_sundays_and_holidays_out(samedi):
    for depart in jours(date(2026, 4, 1), date(2026, 12, 31), pas=2):
        fin = echeance_ouvrables(depart, 5, samedi_ouvrable=samedi)
        counted = [jour for jour in jours(depart + UN_JOUR, fin.brute) if ouvrable(jour, samedi_ouvrable=samedi)]
        assert len(counted) == 5
        assert counted[-1] == fin.brute
        assert ouvrable(fin.reportee, samedi_ouvrable=False)


@pytest.mark.parametrize("annee", [2004, 2010, 2020, 2024, 2026, 2040])
def test_the_national_holidays_are_in_every_zone_every_year(annee):
    nationaux = set(jours_feries(annee))
    assert len(nationaux) >= 10  # the Ascension may fall on another one
    for zone in ZONES:
        assert nationaux <= set(jours_feries(annee, zone)), zone


@pytest.mark.parametrize("zone", LOCAUX)
def test_a_local_holiday_counts_in_its_zone_only(zone):
    for texte in LOCAUX[zone]:
        jour = date.fromisoformat(texte)
        assert jour in jours_feries(jour.year, zone)
        assert not ouvrable(jour, zone)
        assert jour not in jours_feries(jour.year)
        assert ouvrable(jour) or jour.weekday() == DIMANCHE


def test_good_friday_and_the_26th_of_december_carry_over_in_alsace_moselle_only():
    assert echeance(date(2026, 3, 24), Duree(jours=10)).reportee == date(2026, 4, 3)
    assert echeance(date(2026, 3, 24), Duree(jours=10), "alsace_moselle").reportee == date(2026, 4, 7)
    assert echeance(date(2025, 12, 16), Duree(jours=10)).reportee == date(2025, 12, 26)
    assert echeance(date(2025, 12, 16), Duree(jours=10), "alsace_moselle").reportee == date(2025, 12, 29)


@pytest.mark.parametrize("mois", [6, 12, 24])
def test_a_quantum_equal_to_its_threshold_is_within_it_whatever_the_day(mois):
    for jour in jours(*QUATRE_ANS, pas=5):
        assert Quantum(jour, Duree(mois=mois)) <= Duree(mois=mois)
        assert Quantum(jour, Duree(mois=mois)) >= Duree(mois=mois)
        assert Quantum(jour, Duree(mois=mois, jours=1)) > Duree(mois=mois)
        assert Quantum(jour, Duree(mois=mois, jours=1), detention_jours=1) <= Duree(mois=mois)
