"""Dates, hours and durations in French."""

from __future__ import annotations

from datetime import date, time
from functools import cache, lru_cache

from actes.rendu.filtres.declaration import NBSP, filtre, groupe, lire, refus
from actes.rendu.filtres.nombres import en_lettres
from actes.rendu.filtres.textes import enumeration


@cache
def _mois() -> tuple[str, ...]:
    """The names of the months; the first is at rank 1."""
    from babel.dates import get_month_names

    names = get_month_names("wide", locale="fr")
    return ("", *(str(names[rank]) for rank in range(1, 13)))


@cache
def _jours() -> tuple[str, ...]:
    """The names of the days, Monday first."""
    from babel.dates import get_day_names

    names = get_day_names("wide", locale="fr")
    return tuple(str(names[rank]) for rank in range(7))


def _jour(nom: str, valeur: object) -> date:
    if type(valeur) is not date:
        raise refus(nom, "une date", valeur)
    return valeur


@lru_cache(maxsize=4096)
def _longue(jour: date) -> str:
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme}{NBSP}{_mois()[jour.month]} {jour.year}"


@filtre(
    "date_longue",
    imprime=None,
    exemple=("condamnation.date|date_longue → 12 mars 2026", "incarceration.date|date_longue → 1er avril 2026"),
    aide="la date en toutes lettres, avec «\u00a01er\u00a0»",
)
def date_longue(valeur: object) -> str:
    """« 1er mars 2026 »."""
    return _longue(_jour("date_longue", valeur))


@filtre(
    "date_jour",
    imprime=None,
    exemple="condamnation.date|date_jour → jeudi 12 mars 2026",
    aide="la date précédée du jour de la semaine",
)
def date_jour(valeur: object) -> str:
    """« jeudi 12 mars 2026 »."""
    jour = _jour("date_jour", valeur)
    return f"{_jours()[jour.weekday()]} {_longue(jour)}"


@filtre(
    "date_courte",
    imprime=None,
    exemple="condamnation.date|date_courte → 12/03/2026",
    aide="la date en chiffres, pour un tableau",
)
def date_courte(valeur: object) -> str:
    """« 12/03/2026 »."""
    jour = _jour("date_courte", valeur)
    return f"{jour.day:02d}/{jour.month:02d}/{jour.year:04d}"


@filtre(
    "date_lettres",
    imprime=None,
    exemple="incarceration.date|date_lettres → premier avril deux mille vingt-six",
    aide="la date sans aucun chiffre",
)
def date_lettres(valeur: object) -> str:
    """« premier avril deux mille vingt-six »."""
    jour = _jour("date_lettres", valeur)
    quantieme = "premier" if jour.day == 1 else en_lettres(jour.day)
    return f"{quantieme} {_mois()[jour.month]} {en_lettres(jour.year)}"


@filtre(
    "heure",
    imprime=None,
    exemple=("incarceration.heure_debut|heure → 9 h 30", "incarceration.heure_fin|heure → 11 h"),
    aide="l’heure, sans minutes quand elle est pleine",
)
def heure(valeur: object) -> str:
    """« 9 h 30 », « 11 h »."""
    if type(valeur) is not time:
        raise refus("heure", "une heure", valeur)
    minutes = f"{NBSP}{valeur.minute:02d}" if valeur.minute else ""
    return f"{valeur.hour}{NBSP}h{minutes}"


@filtre(
    "horaires",
    imprime=("heure_debut", "heure_fin"),
    exemple="incarceration|horaires → de 9 h 30 à 11 h",
    aide="la plage d’un groupe qui a `heure_debut` et `heure_fin`",
)
def horaires(valeur: object) -> str:
    """« de 9 h 30 à 11 h », « à partir de 9 h 30 », « jusqu'à 11 h »."""
    groupe("horaires", "un groupe qui a heure_debut ou heure_fin", valeur)
    debut, fin = lire(valeur, "heure_debut"), lire(valeur, "heure_fin")
    if debut is None and fin is None:
        raise refus("horaires", "un groupe qui a heure_debut ou heure_fin", valeur)
    if fin is None:
        return f"à partir de {heure(debut)}"
    if debut is None:
        return f"jusqu’à {heure(fin)}"
    return f"de {heure(debut)} à {heure(fin)}"


@filtre(
    "date_heure",
    imprime=("date", "heure"),
    exemple="convocation.jap|date_heure → jeudi 12 mars 2026 à 9 h 30",
    aide="le jour et l’heure d’un groupe qui a `date` et `heure`, rendez-vous ou débat",
)
def date_heure(valeur: object) -> str:
    """« jeudi 12 mars 2026 à 9 h 30 »."""
    groupe("date_heure", "un groupe qui a une date", valeur)
    jour, moment = lire(valeur, "date"), lire(valeur, "heure")
    if jour is None:
        raise refus("date_heure", "un groupe qui a une date", valeur)
    return date_jour(jour) if moment is None else f"{date_jour(jour)} à {heure(moment)}"


def _parties(nom: str, valeur: object) -> tuple[int, int, int]:
    parties = tuple(getattr(valeur, part, None) for part in ("ans", "mois", "jours"))
    ans, mois, jours = parties
    if type(ans) is int and type(mois) is int and type(jours) is int:
        return ans, mois, jours
    raise refus(nom, "une durée", valeur)


@lru_cache(maxsize=1024)
def _duree(ans: int, mois: int, jours: int, lettres: bool) -> str:
    parts = []
    for nombre, singulier, pluriel in ((ans, "an", "ans"), (mois, "mois", "mois"), (jours, "jour", "jours")):
        if nombre:
            unite = pluriel if nombre > 1 else singulier
            parts.append(f"{en_lettres(nombre)} {unite}" if lettres else f"{nombre}{NBSP}{unite}")
    if parts:
        return enumeration(parts)
    return "zéro jour" if lettres else f"0{NBSP}jour"


@filtre(
    "duree",
    imprime=None,
    exemple=("peine.ferme|duree → un an et six mois", "delai|duree → quarante-cinq jours"),
    aide="la durée en toutes lettres",
)
def duree(valeur: object) -> str:
    """« un an et six mois »."""
    return _duree(*_parties("duree", valeur), True)


@filtre(
    "duree_chiffres",
    imprime=None,
    exemple=("peine.ferme|duree_chiffres → 1 an et 6 mois", "delai|duree_chiffres → 45 jours"),
    aide="la durée en chiffres",
)
def duree_chiffres(valeur: object) -> str:
    """« 1 an et 6 mois »."""
    return _duree(*_parties("duree_chiffres", valeur), False)
