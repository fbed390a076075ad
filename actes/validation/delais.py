"""The time limits: passed, tolerated, or still to come. Source: delais-et-regles.md, C-03 to C-06."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from actes.catalogue import IMMEDIAT, PLAFOND, REBOURS, Delai, Inconnu, located
from actes.dossier.conventions import Conventions
from actes.droit import ajoute_ouvrables, echeance_ouvrables, retranche
from actes.droit.calendrier import METROPOLE
from actes.droit.conventions import expiration
from actes.errors import DossierRefused, Gravite
from actes.validation.entrees import in_force
from actes.validation.examen import DelaiDu, DelaiInconnu
from actes.validation.messages import late, to_come, tolerated
from actes.validation.regles import say_broken
from actes.validation.vue import Cadre, Vue


def check_delais(vue: Vue, cadre: Cadre) -> tuple[DelaiDu | DelaiInconnu, ...]:
    """Say each time limit that was passed or is to come; return them all as they fall, or what they lack to fall."""
    entries = in_force(vue.acte.delais, vue, cadre, "le délai")
    return tuple(found for delai in entries for found in _judge(delai, vue, cadre))


def _judge(delai: Delai, vue: Vue, cadre: Cadre) -> Iterator[DelaiDu | DelaiInconnu]:
    why = f"le délai « {delai.id} » ne peut pas être vérifié"
    guard = True if delai.si is None else delai.si.evaluate(cadre.valeurs, cadre.prefixes)
    if isinstance(guard, Inconnu):
        vue.say_unknown(guard, why, delai.article)
        yield DelaiInconnu(delai, vue.to_write(guard), "on ne peut pas savoir si ce délai s'applique")
    if guard is False:
        return
    repere = delai.repere.read(cadre.valeurs, cadre.prefixes)
    evenement = delai.evenement.read(cadre.valeurs, cadre.prefixes)
    known = evenement if isinstance(evenement, date) else None
    if isinstance(repere, date):
        try:
            yield _weigh(delai, known, repere, vue, cadre)
        except DossierRefused as error:
            raise located(error, [delai.repere], cadre.prefixes) from None
    elif isinstance(repere, Inconnu):
        if known is not None:
            vue.say_unknown(repere, why, delai.article, gravite=delai.gravite)
        yield DelaiInconnu(delai, vue.to_write(repere), "ce délai ne peut pas être calculé")


def _weigh(delai: Delai, evenement: date | None, repere: date, vue: Vue, cadre: Cadre) -> DelaiDu:
    motif, zone, usages = "", vue.dossier.zone or METROPOLE, vue.dossier.conventions or Conventions()
    if delai.nature == REBOURS:
        limite = reportee = retranche(repere, delai.duree)
    elif delai.nature == IMMEDIAT:
        limite = reportee = ajoute_ouvrables(repere, usages.jours_immediat, zone, usages.samedi_ouvrable)
    else:
        fin = (
            expiration(repere, delai.duree, delai.article, usages, zone)
            if delai.ouvrables is None
            else echeance_ouvrables(repere, delai.ouvrables, zone, usages.samedi_ouvrable)
        )
        limite, reportee, motif = fin.brute, fin.reportee, fin.motif
        if delai.nature == PLAFOND and not usages.tolerance_rendez_vous:  # C-05
            reportee, motif = limite, ""
    chemin = delai.evenement.concrete(cadre.prefixes)
    due = DelaiDu(
        delai=replace(delai, ouvrables=usages.jours_immediat) if delai.nature == IMMEDIAT else delai,
        chemin=chemin,
        evenement=evenement,
        repere=repere,
        repere_titre=delai.repere.champ.titre,
        limite=limite,
        reportee=reportee,
        motif=motif,
    )
    last = due.dernier_jour
    if evenement is None:
        message, conseil = to_come(due)
        information = Gravite.INFORMATION
        vue.say("delai-a-venir", message, information, chemin=chemin, article=delai.article, conseil=conseil)
    elif evenement > reportee:
        say_broken("delai-depasse", delai, late(delai, evenement, repere, last), chemin, vue)
    elif evenement > last:
        message = tolerated(delai, evenement, limite, reportee, motif)
        vue.say("delai-depasse", message, Gravite.INFORMATION, chemin=chemin, article=delai.article)
    return due
