"""The forms in which an export writes its values, each turned into the one form that a dossier reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from actes.dossier.suggestion import fold

ESPACE = "[ \u00a0\u202f]"
MOIS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
        "decembre")  # fmt: skip
EXEMPLES: Mapping[str, str] = {  # a form of each kind, for the messages
    "date": "JJ/MM/AAAA",
    "heure": "HHhMM",
    "montant": "1 234,56 €",
    "decimal": "1 234,56",
    "duree": "mois",
    "texte": "00000",
}

_JETONS = {
    "AAAA": "(?P<annee>[0-9]{4})",
    "MOIS": "(?P<nom>[^\\W\\d_]+)",
    "MM": "(?P<mois>[0-9]{2})",
    "M": "(?P<mois>[0-9]{1,2})",
    "JJ": "(?P<jour>[0-9]{2})",
    "J": "(?P<jour>[0-9]{1,2})(?:er)?",
    "HH": "(?P<heure>[0-9]{2})",
    "H": "(?P<heure>[0-9]{1,2})",
    "SS": "[0-9]{2}",
}
_MINUTES = "(?P<minute>[0-9]{2})"  # « MM » once the hour is given
_JETON = re.compile(rf"AAAA|MOIS|MM?|JJ?|HH?|SS|{ESPACE}+|[^A-Z0-9]")
_MONTANT = re.compile(r"1(?P<mille>[ .,]?)234(?P<virgule>[.,])56(?P<euro> ?€)?")
_ENTRE = f"(?:{ESPACE}|,|ET(?![A-Z]))*"
_COMPOSEE = re.compile(
    rf"(?:(?P<ans>[0-9]{{1,6}}){ESPACE}*A(?:NS?|NNEES?)?(?![A-Z]))?{_ENTRE}"
    rf"(?:(?P<mois>[0-9]{{1,6}}){ESPACE}*M(?:OIS)?(?![A-Z]))?{_ENTRE}"
    rf"(?:(?P<jours>[0-9]{{1,6}}){ESPACE}*J(?:OURS?)?(?![A-Z]))?"
)
_UNITES = {"ans": "ans", "mois": "mois", "jours": "jours"}


class HorsForme(ValueError):
    """A text that is not of the form expected."""


class Impossible(ValueError):
    """A text of the form expected that says something impossible: a day that no calendar has."""


@dataclass(frozen=True, slots=True)
class Forme:
    """How the texts of a column are written: `convert` gives the dossier's own form."""

    texte: str
    convert: Callable[[str], str]  # raises HorsForme, Impossible


def read_forme(genre: str, texte: str) -> Forme | None:
    """The form that a mapping gives to a column of this genre; None if it means nothing there.

    Dates and hours are made of AAAA, MM, M, MOIS (in letters), JJ, J, HH, H, MM, SS; amounts show how 1234.56 is
    written; durations are a unit (ans, mois, jours) or « A M J »; a text of zeros says how many digits to restore.
    """
    if genre in ("date", "heure"):
        return _temporelle(genre, texte)
    if genre in ("montant", "decimal"):
        return _montant(texte)
    if genre == "duree":
        return _duree(texte)
    zeros = len(texte)
    return Forme(texte, lambda text: _padded(text, zeros)) if genre == "texte" and re.fullmatch("0+", texte) else None


def _temporelle(genre: str, forme: str) -> Forme | None:
    pattern = _pattern(forme)
    names = pattern.groupindex if pattern else {}
    if genre == "heure":
        return Forme(forme, lambda text: _hour(pattern, text)) if pattern and "minute" in names else None
    dated = "annee" in names and "jour" in names and ("mois" in names or "nom" in names)
    return Forme(forme, lambda text: _day(pattern, text)) if pattern and dated else None


def _pattern(forme: str) -> re.Pattern[str] | None:
    """The texts of a form of date, of hour or of both; None if it has something unknown, or twice the same thing."""
    parts: list[str] = []
    end = 0
    for found in _JETON.finditer(forme):
        if found.start() != end:
            return None
        token, end = found[0], found.end()
        if token == "MM" and any("heure" in part for part in parts):
            parts.append(_MINUTES)
        elif token.strip(" \u00a0\u202f"):
            parts.append(_JETONS.get(token) or re.escape(token))
        else:
            parts.append(f"{ESPACE}+")
    try:
        return re.compile("".join(parts)) if end == len(forme) else None
    except re.error:  # a name given twice
        return None


def _match(pattern: re.Pattern[str], text: str) -> dict[str, str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise HorsForme(text)
    return {name: value for name, value in found.groupdict().items() if value}


def _day(pattern: re.Pattern[str], text: str) -> str:
    found = _match(pattern, text)
    named = fold(found.get("nom", ""))
    if named and named not in MOIS:
        raise HorsForme(text)
    month = MOIS.index(named) + 1 if named else int(found["mois"])
    try:
        return date(int(found["annee"]), month, int(found["jour"])).isoformat()
    except ValueError:
        raise Impossible(text) from None


def _hour(pattern: re.Pattern[str], text: str) -> str:
    found = _match(pattern, text)
    if int(found["heure"]) > 23 or int(found["minute"]) > 59:
        raise Impossible(text)
    return f"{int(found['heure']):02}:{found['minute']}"


def _montant(forme: str) -> Forme | None:
    found = _MONTANT.fullmatch(forme)
    if found is None or found["mille"] == found["virgule"]:
        return None
    mille = ESPACE if found["mille"] == " " else re.escape(found["mille"])
    entier = rf"[0-9]{{1,3}}(?:{mille}[0-9]{{3}})+|[0-9]+" if found["mille"] else "[0-9]+"
    euro = f"(?:{ESPACE}?€)?" if found["euro"] else ""
    pattern = re.compile(rf"(?P<entier>{entier})(?:{re.escape(found['virgule'])}(?P<decimales>[0-9]+))?{euro}")
    return Forme(forme, lambda text: _amount(pattern, text))


def _amount(pattern: re.Pattern[str], text: str) -> str:
    found = _match(pattern, text)
    whole = re.sub("[^0-9]", "", found["entier"]).lstrip("0") or "0"
    return f"{whole},{found['decimales']}" if "decimales" in found else whole


def _duree(forme: str) -> Forme | None:
    if forme in _UNITES:
        return Forme(forme, lambda text: duration(**{forme: text}))
    return Forme(forme, _compound) if forme == "A M J" else None


def _compound(text: str) -> str:
    found = _COMPOSEE.fullmatch(fold(text).replace("_", " ").upper())
    if found is None or not text:
        raise HorsForme(text)
    return duration(**{unit: number for unit, number in found.groupdict().items() if number})


def duration(**units: str) -> str:
    """The duration of these numbers of `ans`, `mois`, `jours`; a duration of nothing is no duration: an empty text."""
    if not all(re.fullmatch("[0-9]{1,6}", number) for number in units.values()):
        raise HorsForme(" ".join(units.values()))
    numbers = [(int(units.get(unit, "0")), unit) for unit in _UNITES]
    return " ".join(f"{number} {unit if number > 1 else unit.removesuffix('s') if unit != 'mois' else unit}"
                    for number, unit in numbers if number)  # fmt: skip


def _padded(text: str, length: int) -> str:
    return text.zfill(length) if text.isascii() and text.isdigit() else text
