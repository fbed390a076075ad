"""The days that count and those that do not: public holidays by zone, working days, carrying over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from actes.errors import DroitError

METROPOLE = "metropole"

# The zones of the dossier, and what the library `holidays` calls them.
ZONES: Mapping[str, str | None] = MappingProxyType(
    {
        METROPOLE: None,
        "alsace_moselle": "57",
        "guadeloupe": "971",
        "martinique": "972",
        "guyane": "973",
        "la_reunion": "974",
        "mayotte": "976",
        "saint_barthelemy": "BL",
        "saint_martin": "MF",
        "saint_pierre_et_miquelon": "PM",
        "wallis_et_futuna": "WF",
        "polynesie_francaise": "PF",
        "nouvelle_caledonie": "NC",
    }
)

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SAMEDI, _DIMANCHE = 5, 6
# Whit Monday was then worked as the day of solidarity, and is left out by the library; the list of the law, which C-03
# takes up, kept it as a holiday (code du travail, L. 222-1).
_SOLIDARITE = (2005, 2006, 2007)


@lru_cache(maxsize=512)
def jours_feries(annee: int, zone: str = METROPOLE) -> Mapping[date, str]:
    """The public holidays of a year with their French names, local feasts of the zone included.

    Raises DroitError for a zone that is not known. Source: C-03 (CPP 801).
    """
    from holidays import country_holidays

    if zone not in ZONES:
        raise DroitError(f"zone inconnue\u00a0: «\u00a0{zone}\u00a0»", conseil=f"au choix\u00a0: {', '.join(ZONES)}")
    found = country_holidays("FR", subdiv=ZONES[zone], years=annee, language="fr")
    if annee in _SOLIDARITE:
        ascension = next(jour for jour, nom in found.items() if nom == "Ascension")
        found[ascension + timedelta(days=11)] = "Lundi de Pentecôte"
    return MappingProxyType({jour: nom for jour, nom in sorted(found.items()) if jour.year == annee})


def ouvrable(jour: date, zone: str = METROPOLE, samedi_ouvrable: bool = True) -> bool:
    """Whether it is a working day: not a Sunday, not a public holiday. Source: C-08 ([convention]: Saturday is one)."""
    weekday = jour.weekday()
    if weekday == _DIMANCHE or (weekday == _SAMEDI and not samedi_ouvrable):
        return False
    return jour not in jours_feries(jour.year, zone)


def reporte(jour: date, zone: str = METROPOLE) -> date:
    """The day itself or, if it is a Saturday, a Sunday or a holiday, the next working day. Source: C-03 (CPP 801)."""
    while not ouvrable(jour, zone, samedi_ouvrable=False):
        jour += timedelta(days=1)
    return jour


def en_lettres(jour: date, zone: str = METROPOLE) -> str:
    """« samedi 1er mai 2021, Fête du Travail »: a day and why it may not count."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    ferie = jours_feries(jour.year, zone).get(jour)
    written = f"{JOURS[jour.weekday()]} {quantieme}\u00a0{MOIS[jour.month - 1]} {jour.year}"
    return f"{written}, {ferie}" if ferie else written
