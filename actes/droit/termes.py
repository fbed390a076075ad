"""The words of the law by date: what a court, a suspension, a measure or a chamber was called then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from actes.droit.periodes import Periode
from actes.errors import DroitError
from actes.typographie import typographie


@dataclass(frozen=True, slots=True)
class Terme:
    """What a notion is called in a period; `critere` says which date decides."""

    code: str
    notion: str
    critere: str  # acte | condamnation
    mots: str
    periode: Periode


def _deux(code: str, notion: str, critere: str, avant: str, depuis: date, apres: str) -> tuple[Terme, Terme]:
    veille = date.fromordinal(depuis.toordinal() - 1)
    return (
        Terme(code, notion, critere, typographie(avant), Periode(au=veille)),
        Terme(code, notion, critere, typographie(apres), Periode(du=depuis)),
    )


TERMES = (
    *_deux("T-01", "tribunal", "acte", "tribunal de grande instance", date(2020, 1, 1), "tribunal judiciaire"),
    *_deux("T-02", "sursis", "condamnation", "sursis avec mise à l'épreuve", date(2020, 3, 24), "sursis probatoire"),
    *_deux(
        *("T-03", "surveillance", "condamnation", "placement sous surveillance électronique"),
        *(date(2020, 3, 24), "détention à domicile sous surveillance électronique"),
    ),
    *_deux(
        *("T-04", "chambre", "acte", "chambre des appels correctionnels"),
        *(date(2005, 1, 1), "chambre de l'application des peines"),
    ),
    *_deux("T-05", "notes", "acte", "procès-verbal", date(2005, 1, 1), "notes d'audience"),
)
NOTIONS = tuple(dict.fromkeys(terme.notion for terme in TERMES))


def terme(notion: str, jour: date) -> str:
    """The word for a notion on a day: that of the act, or of the conviction for a suspension and for surveillance.

    Raises DroitError for a notion that is not of the table. Source: T-01 to T-05; T-06 follows the wording of each
    article, and the sources do not say what becomes of the suspensions that were running in 2020.
    """
    for each in TERMES:
        if each.notion == notion and jour in each.periode:
            return each.mots
    raise DroitError(f"terme inconnu\u00a0: «\u00a0{notion}\u00a0»", conseil=f"au choix\u00a0: {', '.join(NOTIONS)}")
