"""The day of the act, and whether the act exists on that day."""

from __future__ import annotations

from datetime import date

from actes.catalogue import AXES, jour_en_lettres
from actes.dossier import Dossier
from actes.errors import Gravite
from actes.validation.entrees import before_floor
from actes.validation.messages import AXE_CHEMINS, out_of_period
from actes.validation.vue import Vue


def decide_jour(dossier: Dossier, demandee: date | None, aujourdhui: date) -> date:
    """The date of the act: the dossier decides, else the command, else today. Source: conception §4."""
    return dossier.date_acte or demandee or aujourdhui


def say_two_dates(vue: Vue, demandee: date | None) -> None:
    """Say that the command gave another date than the dossier's, which is kept."""
    if demandee is not None and demandee != vue.jour:
        message = (
            f"l'acte est daté du {jour_en_lettres(vue.jour)} par le dossier ; "
            f"la date demandée, {jour_en_lettres(demandee)}, n'est pas retenue"
        )
        vue.say("date-differente", message, Gravite.INFORMATION, chemin="date_acte")


def act_exists(vue: Vue) -> bool:
    """Whether the act may be made on these dates; what forbids it, or could, is said."""
    acte = vue.acte
    article = acte.base_legale[0] if acte.base_legale else None
    held = vue.holds(acte.en_vigueur)
    if held is None:
        vue.say_undated(acte.en_vigueur, "on ne peut pas savoir si cet acte existe à ces dates", article)
        return True
    if held:
        return True
    if reason := before_floor(acte.en_vigueur, vue):
        vue.say("redaction-non-verifiee", reason, Gravite.AVERTISSEMENT, article=article)
        return True
    for axe in AXES:
        periode, jour = getattr(acte.en_vigueur, axe), vue.dates[axe]
        if periode is not None and jour is not None and jour not in periode:
            message, conseil = out_of_period(axe, periode, jour, acte)
            chemin = "date_acte" if axe == "acte" else AXE_CHEMINS[axe]
            vue.say("acte-hors-periode", message, chemin=chemin, article=article, conseil=conseil)
    return False
