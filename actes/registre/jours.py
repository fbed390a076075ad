"""Days and instants as people read them: local time, in French."""

from __future__ import annotations

from datetime import date, datetime

_MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def en_lettres(jour: date | str) -> str:
    """« 1er janvier 2026 », from a day or from AAAA-MM-JJ; what is no day is given back."""
    if isinstance(jour, str):
        try:
            jour = date.fromisoformat(jour)
        except ValueError:
            return str(jour)
    return f"{'1er' if jour.day == 1 else jour.day}\u00a0{_MOIS[jour.month - 1]} {jour.year}"


def moment(quand: str) -> str:
    """« 20 novembre 2026 à 9 h 05 », local time, from an instant of the register; what is no instant is given back."""
    try:
        local = datetime.fromisoformat(quand).astimezone()
    except ValueError:
        return quand
    return f"{en_lettres(local.date())} à {local.hour}\u00a0h\u00a0{local.minute:02d}"


def local_day(quand: datetime) -> date:
    """The day that it is here at this instant."""
    return quand.astimezone().date()
