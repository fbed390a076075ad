"""Which time limits a [convention] governs, by the articles that its rule names, and how it counts them."""

from __future__ import annotations

import re
from datetime import date

from actes.dossier import Duree
from actes.dossier.conventions import Conventions
from actes.droit.calendrier import METROPOLE
from actes.droit.delais import Echeance, echeance

MOIS_SUIVANT = ("D49-33", "D49-36", "D116-10")  # C-09: « au plus tard le quatrième mois suivant le dépôt »
APPEL_PARQUET = ("D49-40",)  # C-07, N-05: the prosecutor's appeal against a measure that was granted
FIN_DE_MOIS = "fin_de_mois"


def cites(article: str, articles: tuple[str, ...]) -> bool:
    """Whether « CPP D49-33 al. 1 » is one of these articles."""
    return any(re.search(rf"(?<![\w-]){re.escape(each)}(?![\w-])", article) for each in articles)


def expiration(depart: date, duree: Duree, article: str, conventions: Conventions, zone: str = METROPOLE) -> Echeance:
    """The end of a time limit of this article, as the court reads what is open. Source: C-03, C-07, C-09, N-05."""
    report = conventions.report_appel_parquet or not cites(article, APPEL_PARQUET)
    fin_de_mois = conventions.mois_suivant == FIN_DE_MOIS and cites(article, MOIS_SUIVANT)
    return echeance(depart, duree, zone, report, fin_de_mois)


def mois_suivant(depart: date, mois: int, zone: str = METROPOLE, lecture: str = "quantieme") -> Echeance:
    """The end of « au plus tard le `mois`-ième mois suivant le dépôt ». Source: C-09 [convention], D-10.

    From day to day (`quantieme`, the strictest reading), or at the end of that month (`fin_de_mois`).
    In D49-33 and D49-36 since 2005; in D116-10 before.
    """
    return echeance(depart, Duree(mois=mois), zone, fin_de_mois=lecture == FIN_DE_MOIS)
