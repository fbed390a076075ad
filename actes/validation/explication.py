"""A time limit in words: what opens it, how it is counted, on which day it ends, why it is carried over."""

from __future__ import annotations

from actes.catalogue import IMMEDIAT, PLAFOND, REBOURS, Delai, jour_en_lettres
from actes.droit.calendrier import en_lettres
from actes.validation.examen import DelaiDu


def counted(delai: Delai) -> str:
    """« 30 jours », « 5 jours ouvrables »."""
    jours = 1 if delai.nature == IMMEDIAT and delai.ouvrables is None else delai.ouvrables
    if jours is None:
        return str(delai.duree)
    return f"{jours} jour{'s' if jours > 1 else ''} ouvrable{'s' if jours > 1 else ''}"


def explained(due: DelaiDu) -> str:
    """« 30 jours à compter du 15 avril 2021 (« Date de la condamnation ») : samedi 15 mai 2021 »; and any carry-over.

    The day that opens a time limit does not count. Only a time limit for doing something is carried over; for an
    appointment, the day carried over is a tolerance. Source: C-01 to C-11.
    """
    return f"{how(due)} : {due.motif or en_lettres(due.limite)}{_tolerance(due)}"


def how(due: DelaiDu) -> str:
    """What is counted, from which event: « 10 jours avant le 21 septembre 2021 (« Date du débat »), sans report »."""
    titre = f" (« {due.repere_titre} »)" if due.repere_titre else ""
    repere = f"{jour_en_lettres(due.repere)}{titre}"
    if due.delai.nature == REBOURS:
        return f"{counted(due.delai)} avant le {repere}, sans report"
    if due.delai.nature == IMMEDIAT:
        return f"sans délai après le {repere}, compté comme {counted(due.delai)}"
    return f"{counted(due.delai)} à compter du {repere}"


def last_day(due: DelaiDu) -> str:
    """The last day and how it was found, in one phrase."""
    if due.motif:
        return f"{jour_en_lettres(due.dernier_jour)}, {explained(due)}"
    return f"{jour_en_lettres(due.dernier_jour)}, {how(due)}"


def by_when(due: DelaiDu) -> str:
    """« au plus tard le 15 mai 2021 : le rendez-vous devant le juge — 30 jours à compter du … », in one phrase."""
    carried = ""
    if due.motif and due.delai.nature == PLAFOND:
        carried = f" ; toléré jusqu'au {jour_en_lettres(due.reportee)}"
    elif due.motif:
        carried = f" ; le terme, {en_lettres(due.limite)}, est reporté"
    return f"au plus tard le {jour_en_lettres(due.dernier_jour)} : {due.delai.libelle} — {how(due)}{carried}"


def _tolerance(due: DelaiDu) -> str:
    return " ; ce report n'est qu'une tolérance" if due.motif and due.delai.nature == PLAFOND else ""
