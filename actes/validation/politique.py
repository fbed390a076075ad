"""The order of the appointments that the court's settings decide when the dossier does not say it."""

from __future__ import annotations

from datetime import date

from actes.catalogue import Inconnu
from actes.catalogue.temoin import missing_fact
from actes.droit import ferme_retenu
from actes.droit.politique import Decidee, decide_politique
from actes.errors import Gravite
from actes.validation.vue import Vue

CHEMIN = "convocation.politique"
ARTICLE = "CPP D48-2-1 al. 6"
DEPUIS = date(2010, 10, 29)


def settle_politique(vue: Vue) -> None:
    """Fill `convocation.politique` from the distinctions of the settings, and say which line decided.

    Only for an act that reads it, and unless the dossier itself gives the policy. For want of a fact the policy is
    unknown, and the lack is said. Source: O-01 (CPP D48-2-1 al. 6).
    """
    convocation = vue.dossier.convocation
    if convocation is None or not convocation.distinctions or vue.lecture.donne(CHEMIN):
        return
    if vue.jour < DEPUIS or all(chemin.texte != CHEMIN for chemin in vue.acte.chemins()):
        return
    decidee = decide_politique(convocation.distinctions, vue.dossier)
    changed = convocation.model_copy(update={"politique": decidee.politique})
    vue.dossier = vue.dossier.model_copy(update={"convocation": changed})
    if decidee.manquants:
        why = f"on ne peut pas savoir si la distinction n° {(decidee.rang or 0) + 1} des réglages s'applique"
        vue.say_unknown(Inconnu(tuple(_precise(path, vue) for path in decidee.manquants)), why, ARTICLE)
    elif decidee.politique is not None:
        _say_which(decidee, vue)


def _say_which(decidee: Decidee, vue: Vue) -> None:
    by = (
        "c'est la politique générale, aucune distinction ne convenant"
        if decidee.rang is None
        else f"la distinction n° {decidee.rang + 1} le veut"
    )
    message = f"politique de convocation {decidee.politique}, d'après les réglages de la juridiction : {by}"
    vue.say("politique-retenue", message, Gravite.INFORMATION, chemin=CHEMIN, article=ARTICLE)


def _precise(chemin: str, vue: Vue) -> str:
    """Which fact of the conviction its quantum lacks."""
    if chemin != "condamnation":
        return chemin
    found = vue.dossier.condamnation and missing_fact(ferme_retenu, [vue.dossier.condamnation], ["condamnation"])
    return found or "condamnation.peines"
