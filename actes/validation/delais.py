"""The time limits: passed, tolerated, or still to come. Source: delais-et-regles.md, C-03 to C-06."""

from __future__ import annotations

from datetime import date

from actes.catalogue import ACCOMPLISSEMENT, IMMEDIAT, REBOURS, Delai, Inconnu, located
from actes.droit import ajoute_ouvrables, echeance, retranche
from actes.droit.calendrier import METROPOLE
from actes.errors import DossierRefused, Gravite
from actes.validation.entrees import in_force
from actes.validation.examen import DelaiDu
from actes.validation.messages import late, to_come, tolerated
from actes.validation.regles import say_broken
from actes.validation.vue import Cadre, Vue

UN_JOUR = 1  # « sans délai », « immédiatement »: one working day after the event (C-11 [convention])


def check_delais(vue: Vue, cadre: Cadre) -> tuple[DelaiDu, ...]:
    """Say each time limit that was passed or is to come; return them all as they fall."""
    found = (_judge(delai, vue, cadre) for delai in in_force(vue.acte.delais, vue, "le délai"))
    return tuple(delai for delai in found if delai is not None)


def _judge(delai: Delai, vue: Vue, cadre: Cadre) -> DelaiDu | None:
    why = f"le délai « {delai.id} » ne peut pas être vérifié"
    guard = True if delai.si is None else delai.si.evaluate(cadre.valeurs, cadre.prefixes)
    if isinstance(guard, Inconnu):
        vue.say_unknown(guard, why, delai.article)
    if guard is False:
        return None
    repere = delai.repere.read(cadre.valeurs, cadre.prefixes)
    evenement = delai.evenement.read(cadre.valeurs, cadre.prefixes)
    known = evenement if isinstance(evenement, date) else None
    if isinstance(repere, date):
        try:
            return _weigh(delai, known, repere, vue, cadre)
        except DossierRefused as error:
            raise located(error, [delai.repere], cadre.prefixes) from None
    if known is not None and isinstance(repere, Inconnu):
        vue.say_unknown(repere, why, delai.article)
    return None


def _weigh(delai: Delai, evenement: date | None, repere: date, vue: Vue, cadre: Cadre) -> DelaiDu:
    motif, zone = "", vue.dossier.zone or METROPOLE
    if delai.nature == REBOURS:
        limite = reportee = retranche(repere, delai.duree)
    elif delai.nature == IMMEDIAT:
        limite = reportee = ajoute_ouvrables(repere, UN_JOUR, zone)
    elif delai.ouvrables is not None:
        limite = reportee = ajoute_ouvrables(repere, delai.ouvrables, zone)
    else:
        fin = echeance(repere, delai.duree, zone)
        limite, reportee, motif = fin.brute, fin.reportee, fin.motif
    chemin = delai.evenement.concrete(cadre.prefixes)
    due = DelaiDu(delai=delai, evenement=evenement, limite=limite, reportee=reportee)
    last = reportee if delai.nature == ACCOMPLISSEMENT else limite
    if evenement is None:
        message, conseil = to_come(delai, last)
        information = Gravite.INFORMATION
        vue.say("delai-a-venir", message, information, chemin=chemin, article=delai.article, conseil=conseil)
    elif evenement > reportee:
        say_broken("delai-depasse", delai, late(delai, evenement, repere, last), chemin, vue)
    elif evenement > last:
        message = tolerated(delai, evenement, limite, reportee, motif)
        vue.say("delai-depasse", message, Gravite.INFORMATION, chemin=chemin, article=delai.article)
    return due
