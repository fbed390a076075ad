"""Procedures that came and went: the days on which an act could rest on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from actes.droit.periodes import Periode
from actes.errors import DroitError

# By the date of the act; the article that opened or closed each one.
PROCEDURES: Mapping[str, Periode] = MappingProxyType(
    {
        "simplifiee": Periode(date(2010, 10, 29), date(2014, 12, 31)),  # D147-17 to D147-30-18, 723-19 to 723-27
        "mineurs": Periode(date(2007, 5, 5), date(2021, 9, 29)),  # D49-45 to D49-63, until the code of minors
        "ddse_mineurs": Periode(date(2020, 3, 24), date(2021, 9, 29)),  # D49-88
    }
)


def procedure_ouverte(procedure: str, jour: date) -> bool:
    """Whether an act of that day may rest on a procedure that has been repealed since.

    Raises DroitError for one that is not of the table.
    """
    if procedure not in PROCEDURES:
        raise DroitError(
            f"procédure inconnue\u00a0: «\u00a0{procedure}\u00a0»", conseil=f"au choix\u00a0: {', '.join(PROCEDURES)}"
        )
    return jour in PROCEDURES[procedure]
