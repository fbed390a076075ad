"""Time limits: counting them forwards and backwards, and saying on which day they end and why."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from actes.dossier import Duree
from actes.droit.calendrier import METROPOLE, en_lettres, ouvrable, reporte
from actes.errors import DossierRefused


def _decale(jour: date, duree: Duree, sens: int) -> date:
    rang = jour.year * 12 + jour.month - 1 + sens * (duree.ans * 12 + duree.mois)
    annee, mois = divmod(rang, 12)
    try:
        if not MINYEAR <= annee <= MAXYEAR:
            raise OverflowError
        quantieme = min(jour.day, monthrange(annee, mois + 1)[1])
        return date(annee, mois + 1, quantieme) + timedelta(days=sens * duree.jours)
    except OverflowError:
        raise DossierRefused(f"la durée «\u00a0{duree}\u00a0» mène hors du calendrier", article="C-02") from None


def ajoute(depart: date, duree: Duree) -> date:
    """The day `duree` after `depart`, which does not count: the raw end of a time limit. Source: C-01, C-02.

    Years and months go from one day of the month to the same day, or to the last one of a month that lacks it;
    days are then counted one by one. Raises DossierRefused beyond the calendar.
    """
    return _decale(depart, duree, 1)


def retranche(jour: date, duree: Duree) -> date:
    """The last day on which to act when it must be done `duree` before `jour`; never carried over. Source: C-06."""
    return _decale(jour, duree, -1)


def ajoute_ouvrables(depart: date, jours: int, zone: str = METROPOLE, samedi_ouvrable: bool = True) -> date:
    """The `jours`-th working day after `depart`, which does not count. Source: C-08."""
    jour = depart
    while jours > 0:
        jour = _decale(jour, Duree(jours=1), 1)
        jours -= ouvrable(jour, zone, samedi_ouvrable)
    return jour


@dataclass(frozen=True, slots=True)
class Echeance:
    """The end of a time limit: `brute` as counted, `reportee` to the next working day, `motif` why, if it was.

    The raw end judges an appointment, and the day carried over is its tolerance (C-05); the day carried over ends
    a time limit for doing something (C-04).
    """

    depart: date
    duree: Duree
    brute: date
    reportee: date
    motif: str = ""

    def __str__(self) -> str:
        counted = f"{self.duree} à compter du {en_lettres(self.depart).split(',')[0]}"
        return f"{counted}\u00a0: {self.motif or en_lettres(self.brute).split(',')[0]}"


def echeance(
    depart: date, duree: Duree, zone: str = METROPOLE, report: bool = True, fin_de_mois: bool = False
) -> Echeance:
    """The end of the time limit that `depart` opens, explained. Source: C-01 to C-03 (CPP 801), C-04.

    `report=False` for what C-04 leaves out: thresholds, periods of inadmissibility, durations of validity.
    `fin_de_mois` carries the raw end to the last day of its month, the other reading of C-09.
    """
    brute = ajoute(depart, duree)
    if fin_de_mois:
        brute = brute.replace(day=monthrange(brute.year, brute.month)[1])
    reportee = reporte(brute, zone) if report else brute
    return Echeance(depart, duree, brute, reportee, _motif(brute, reportee, zone))


def echeance_ouvrables(depart: date, jours: int, zone: str = METROPOLE, samedi_ouvrable: bool = True) -> Echeance:
    """The end of a time limit in working days: a Saturday counts, but does not end it. Source: C-08, C-03."""
    brute = ajoute_ouvrables(depart, jours, zone, samedi_ouvrable)
    reportee = reporte(brute, zone)
    return Echeance(depart, Duree(jours=jours), brute, reportee, _motif(brute, reportee, zone))


def echeance_suspendue(
    depart: date, duree: Duree, suspendue_le: date, reprise_le: date, zone: str = METROPOLE
) -> Echeance:
    """The end of a time limit in days that was suspended: the days left run again from the day it resumes.

    Source: C-10, D-15 (CPP 723-24, D147-26, D147-30-4: three weeks are twenty-one days), until 31 December 2014.
    """
    courus = (suspendue_le - depart).days
    reste = (ajoute(depart, duree) - depart).days - courus
    return echeance(reprise_le, Duree(jours=max(reste, 0)), zone)


def _motif(brute: date, reportee: date, zone: str) -> str:
    """« samedi 1er mai 2021, Fête du Travail ; dimanche 2 mai 2021 ; reporté au lundi 3 mai 2021 »."""
    if brute == reportee:
        return ""
    skipped = [brute + timedelta(days=rank) for rank in range((reportee - brute).days)]
    parts = [*(en_lettres(jour, zone) for jour in skipped), f"reporté au {en_lettres(reportee, zone)} (CPP 801)"]
    return "\u00a0; ".join(parts)
