"""The states of a penalty sent to another Member State: one State at a time, then what it answers (P-13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actes.dossier.sanction import Paiement, Refus, Sanction
from actes.dossier.sanction_sortante import IssueTransmission, Transmission
from actes.droit.sommes import reste_du

FRANCE = "FR"
REFUS = ("non_reconnue", "non_appliquee", "inexecutee", "executee_en_partie")  # D48-14 al. 2
PEINES_OPPOSABLES = ("executee", "en_cours", "non_executable")  # D48-15


def transmission_possible(etat_saisi: str, etat_demande: str) -> bool:
    """Whether a State may be asked while another still has the request: never two at once. Source: P-13 (D48-13)."""
    return etat_saisi == etat_demande


def transmissions(sanction: Sanction, jour: date) -> Sequence[Transmission]:
    """The requests made up to that day, oldest first; an undated one counts as made.

    A dossier that only says `transmise_le` has one, to its executing State, refused as `refus` says.
    """
    given = sanction.transmissions or ()
    if not given and sanction.transmise_le is not None:
        issue, refus = None, sanction.refus
        if refus is not None and (refus.article or refus.le):
            issue = IssueTransmission.model_construct(
                nature="non_reconnue", le=refus.le, motif=refus.motif, article=refus.article
            )
        given = (Transmission.model_construct(etat=sanction.etat_execution, le=sanction.transmise_le, issue=issue),)
    return [each for each in given if each.le is None or each.le <= jour]


def issue_connue(transmission: Transmission, jour: date) -> str:
    """How a request stands on that day: an answer not yet received leaves it under way."""
    issue = transmission.issue
    if issue is None or issue.nature is None or (issue.le is not None and issue.le > jour):
        return "en_cours"
    return issue.nature


def transmission_courante(sanction: Sanction, jour: date) -> Transmission | None:
    """The request that a State still holds on that day, else the last one; None when none was made."""
    made = transmissions(sanction, jour)
    held = [each for each in made if issue_connue(each, jour) == "en_cours"]
    return held[-1] if held else made[-1] if made else None


def etat_sanction(sanction: Sanction, jour: date) -> str | None:
    """The state of an outgoing penalty on that day; None for an incoming one, or when its direction is not said.

    « a_transmettre », « transmise » (one State holds the request), « refusee » (France recovers the power to
    execute), « reprise » (it does), « executee » (by the other State), « terminee » (nothing may be executed any
    more: amnesty, pardon, revision, an earlier final judgment, full payment). Source: P-13 (CPP D48-13 to D48-17).
    """
    if sanction.sens != "sortante":
        return None
    made = transmissions(sanction, jour)
    issues = [issue_connue(each, jour) for each in made]
    if "en_cours" in issues:
        return "transmise"
    if issues and issues[-1] == "executee":
        return "executee"
    if _eteinte(sanction, jour) or reprise_interdite(sanction, jour):
        return "terminee"
    if not made or issues[-1] == "retiree":
        return "terminee" if reste_du(sanction) == 0 else "a_transmettre"
    return _apres_refus(sanction, made[-1], jour)


def transmission_permise(sanction: Sanction, jour: date) -> bool:
    """Whether the executing State of the dossier may be asked: no other one holds the request.

    Source: P-13 (CPP D48-13 al. 1, D48-14 al. 1).
    """
    held = [each.etat for each in transmissions(sanction, jour) if issue_connue(each, jour) == "en_cours"]
    wanted = sanction.etat_execution
    return all(wanted is not None and etat is not None and transmission_possible(etat, wanted) for etat in held)


def obstacle_reprise(issue: IssueTransmission) -> bool | None:
    """Whether an answer forbids France to execute again: not recognised, because the person was already judged.

    An earlier conviction counts only if its penalty is executed, being executed, or past execution.
    Source: P-13 (CPP D48-15).
    """
    if issue.nature != "non_reconnue" or issue.deja_jugee is False:
        return False
    if issue.deja_jugee is None:
        return None
    earlier = issue.jugement
    if earlier is not None and earlier.sens == "relaxe":
        return True
    return None if earlier is None or earlier.peine is None else earlier.peine in PEINES_OPPOSABLES


def reprise_interdite(sanction: Sanction, jour: date) -> bool:
    """Whether an answer received by that day surely forbids France to execute again. Source: P-13 (CPP D48-15)."""
    return any(
        each.issue is not None and issue_connue(each, jour) in REFUS and obstacle_reprise(each.issue) is True
        for each in transmissions(sanction, jour)
    )


def paiement_a_annoncer(paiement: Paiement, sanction: Sanction, jour: date) -> bool:
    """Whether this payment was received in France after the request, the State that holds it not being told yet.

    A payment is French unless another place is said, or another State announced it. Source: CPP D48-16.
    """
    held = transmission_courante(sanction, jour)
    if held is None or issue_connue(held, jour) != "en_cours":
        return False
    if paiement.annonce_le is not None or paiement.lieu not in (None, FRANCE):
        return False
    told = paiement.informe_le is not None and paiement.informe_le < jour
    return not told and (paiement.date is None or held.le is None or paiement.date >= held.le)


def paiements_a_annoncer(sanction: Sanction, jour: date) -> bool:
    """Whether the State that holds the request must be told of a payment. Source: CPP D48-16."""
    return any(paiement_a_annoncer(each, sanction, jour) for each in sanction.paiements or ())


def premier_paiement_a_annoncer(sanction: Sanction, jour: date) -> date | None:
    """The day of the oldest payment of which the State that holds the request must be told. Source: CPP D48-16."""
    told = [each.date for each in sanction.paiements or () if paiement_a_annoncer(each, sanction, jour)]
    return min((day for day in told if day is not None), default=None)


def paiement_a_signaler(paiement: Paiement, sanction: Sanction, jour: date) -> bool:
    """Whether the executing State announced this payment, the criminal records not being told. Source: D48-13 al. 2."""
    if sanction.sens != "sortante" or paiement.annonce_le is None or paiement.lieu == FRANCE:
        return False
    return paiement.casier_le is None or paiement.casier_le >= jour


def paiements_a_signaler(sanction: Sanction, jour: date) -> bool:
    """Whether the criminal records must be told of a payment that the executing State announced.

    A penalty said to be executed, and not by a substitute, was paid. Source: CPP D48-13 al. 2.
    """
    if any(paiement_a_signaler(each, sanction, jour) for each in sanction.paiements or ()):
        return True
    if etat_sanction(sanction, jour) != "executee" or any(each.annonce_le for each in sanction.paiements or ()):
        return False
    last = transmissions(sanction, jour)[-1].issue
    return last is not None and last.substitution is None


def envoi_originaux(sanction: Sanction, jour: date) -> bool:
    """Whether the State that holds the request asked for the originals and waits for them. Source: D48-11 al. 3."""
    held = transmission_courante(sanction, jour)
    if held is None or issue_connue(held, jour) != "en_cours" or held.originaux_demandes_le is None:
        return False
    return held.originaux_envoyes_le is None or held.originaux_envoyes_le >= jour


def selon_transmissions(sanction: Sanction) -> Sanction:
    """The same penalty in the fields of one request (`transmise_le`, `etat_execution`, `refus`): the current one's."""
    last = transmission_courante(sanction, date.max)
    if last is None or sanction.sens != "sortante":
        return sanction
    nature, issue = issue_connue(last, date.max), last.issue
    refus = Refus.model_construct(
        article=(issue and issue.article) or "D. 48-14, alinéa 2", le=issue.le if issue else None
    )
    return sanction.model_copy(
        update={
            "transmise_le": None if nature == "retiree" else last.le,
            "etat_execution": last.etat or sanction.etat_execution,
            "refus": refus if nature in REFUS else None,
        }
    )


def _eteinte(sanction: Sanction, jour: date) -> bool:
    """Whether a decision took the enforceability away for good; a mere withdrawal from the other State does not."""
    event = sanction.evenement
    if event is None or (event.date is not None and event.date > jour):
        return False
    return event.objet != "retrait" and event.portee != "partielle"


def _apres_refus(sanction: Sanction, last: Transmission, jour: date) -> str:
    if last.reprise_le is not None and last.reprise_le < jour:
        return "terminee" if reste_du(sanction) == 0 else "reprise"
    if reste_du(sanction) == 0:
        return "terminee"
    return "refusee" if sanction.etat_execution in (None, last.etat) else "a_transmettre"
