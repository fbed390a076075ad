"""In which language a certificate goes to another State (CPP D48-10): the sure one, those it declared, the others."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import yaml

from actes.dossier.dossier import Traduction
from actes.dossier.sanction import Sanction

FRANCAIS = "fr"
NOMS = {
    "bg": "bulgare", "cs": "tchèque", "da": "danois", "de": "allemand", "el": "grec", "en": "anglais",
    "es": "espagnol", "et": "estonien", "fi": "finnois", "fr": "français", "ga": "irlandais", "hr": "croate",
    "hu": "hongrois", "it": "italien", "lb": "luxembourgeois", "lt": "lituanien", "lv": "letton", "mt": "maltais",
    "nl": "néerlandais", "no": "norvégien", "pl": "polonais", "pt": "portugais", "ro": "roumain", "sk": "slovaque",
    "sl": "slovène", "sv": "suédois", "tr": "turc",
}  # fmt: skip
JAMAIS = frozenset({"ga"})  # no official version of the certificate: English serves


@dataclass(frozen=True, slots=True)
class LanguesEtat:
    """What is known of the languages of one State."""

    lie: bool  # by the framework decision
    officielles: tuple[str, ...]
    sure: str | None
    declarees: tuple[str, ...]
    a_confirmer: tuple[str, ...]
    certaines: bool  # the rule was read in a text


def nom_de_langue(code: str) -> str:
    """« néerlandais » for nl; an unknown code stays as it is."""
    return NOMS.get(code, code)


@cache
def tables() -> dict[str, LanguesEtat]:
    """The languages of each State by its code: package data, `langues.yaml`, read once."""
    data = pkgutil.get_data("actes.droit", "langues.yaml")
    assert data is not None, "the package holds its tables"
    return {code: _etat(row) for code, row in yaml.load(data, Loader=yaml.BaseLoader).items()}


def _etat(row: dict[str, object]) -> LanguesEtat:
    def codes(name: str) -> tuple[str, ...]:
        found = row[name]
        return tuple(map(str, found)) if isinstance(found, list) else ()

    sure = None if row["sure"] == "~" else str(row["sure"])
    return LanguesEtat(
        lie=row["lie"] == "oui",
        officielles=codes("officielles"),
        sure=sure,
        declarees=codes("declarees"),
        a_confirmer=codes("a_confirmer"),
        certaines=row["certaines"] == "oui",
    )


def langue_sure(etat: str) -> str | None:
    """The language in which a certificate is always admissible there; None for a State that receives none.

    An official language of the State: for Belgium and Luxembourg it is French. Source: CPP D48-10.
    """
    known = tables().get(etat)
    return known.sure if known and known.lie else None


def langue_certificat(sanction: Sanction) -> str | None:
    """The language of the translation: the one that the dossier chose, else the sure one of the executing State.

    « fr » when no translation is due. Source: CPP D48-10.
    """
    if sanction.langue is not None:
        return sanction.langue
    return None if sanction.etat_execution is None else langue_sure(sanction.etat_execution)


def langues_offertes(etat: str) -> tuple[str, ...]:
    """The languages that may be proposed for a State, the sure one first; none that is only to be confirmed."""
    known = tables().get(etat)
    if known is None or not known.lie or known.sure is None:
        return ()
    return tuple(
        langue for langue in dict.fromkeys((known.sure, *known.officielles, *known.declarees)) if langue not in JAMAIS
    )


def langue_recevable(langue: str, etat: str) -> bool | None:
    """Whether D48-10 admits this language there: official, or declared. None: the State is unknown."""
    known = tables().get(etat)
    if known is None:
        return None
    return langue not in JAMAIS and langue in (*known.officielles, *known.declarees)


def langue_a_confirmer(langue: str, etat: str) -> bool:
    """Whether nothing read says that the State accepts this language, though it may."""
    known = tables().get(etat)
    return known is not None and langue in known.a_confirmer and not langue_recevable(langue, etat)


def langue_incertaine(langue: str, etat: str) -> bool:
    """Whether the State declared this language in a text that may have exceptions, not read to the end."""
    known = tables().get(etat)
    if known is None or langue in (known.sure, *known.officielles):
        return False
    return langue in known.declarees and not known.certaines


def traducteur_de(traductions: Sequence[Traduction], langue: str) -> str | None:
    """Who translated the act into this language."""
    return next((each.traducteur for each in traductions if each.langue == langue), None)


def date_traduction(traductions: Sequence[Traduction], langue: str) -> date | None:
    """When the act was translated into this language."""
    return next((each.date for each in traductions if each.langue == langue), None)
