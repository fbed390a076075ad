"""Appeals against the decisions of the execution of sentences: when they end, for one party then for the other."""

from __future__ import annotations

from datetime import date

from actes.dossier import Duree
from actes.dossier.actes_du_jap import Notification
from actes.droit.calendrier import METROPOLE
from actes.droit.delais import Echeance, ajoute, echeance

JUGEMENT, ORDONNANCE = "jugement", "ordonnance"
LETTRES = ("recommandee", "lrar")
DELAIS = {JUGEMENT: Duree(jours=10), ORDONNANCE: Duree(jours=1)}  # N-01 (712-11 2°), N-02 (D49-39 al. 2)
INCIDENTS = {JUGEMENT: Duree(jours=5), ORDONNANCE: Duree(jours=1)}  # N-04 (D49-39-1)
APRES_ENVOI = Duree(jours=15)  # N-03: without a signature, the time limit begins fifteen days after the sending
APPEL_INCIDENT_OUVERT = date(2014, 12, 27)  # N-04: since that day, to both parties

# N-06: for how long a new request may be declared inadmissible, in months, by a reasoned decision.
PLAFONDS = {
    "ordonnance": 6,  # D49-32 al. 3: rejection, adjournment, and acceptance too
    "jugement_jap": 12,  # D49-33 al. 3
    "jugement_tap": 24,  # D49-36 al. 3
    "president_chambre": 12,  # D49-41-2
}


def ouverture_appel(decision: str, notification: Notification) -> date | None:
    """The day that opens the time limit of an appeal, which does not count; None when it is not known.

    The day of the notice. For an order sent by registered letter, the day the receipt was signed; without a
    signature, fifteen days after the sending: a plain registered letter has nothing to sign. Source: N-01 to N-03
    (CPP 712-11, D49-39 al. 2).
    """
    if decision != ORDONNANCE or notification.mode not in LETTRES:
        return notification.date
    if notification.mode == "lrar" and notification.ar_signe_le is not None:
        return notification.ar_signe_le
    return None if notification.envoyee_le is None else ajoute(notification.envoyee_le, APRES_ENVOI)


def fin_appel(decision: str, notification: Notification, zone: str = METROPOLE) -> Echeance | None:
    """The end of the time limit of the main appeal against a judgment or an order; None when a fact is missing.

    Ten days for a judgment, until midnight of the next day for an order: C-07, never hour by hour. Source: N-01 to
    N-03 (CPP 712-11, D49-39 al. 2; D49-34 for inadmissibility), CPP 801.
    """
    depart = ouverture_appel(decision, notification)
    if depart is None or decision not in DELAIS:
        return None
    return echeance(depart, DELAIS[decision], zone)


def fin_appel_incident(
    decision: str, notification: Notification, zone: str = METROPOLE, depuis: str = "fin_reportee"
) -> Echeance | None:
    """The end of the other party's time limit: one more day for an order, five for a judgment.

    Added to the end of the main time limit, carried over or raw (`depuis`, [convention]), then carried over. Open to
    both parties since 27 December 2014, to the prosecutor alone before. Source: N-04 (CPP D49-39-1).
    """
    principal = fin_appel(decision, notification, zone)
    if principal is None:
        return None
    return echeance(principal.brute if depuis == "fin_brute" else principal.reportee, INCIDENTS[decision], zone)


def execution_possible(notifiee_parquet: date, visa_non_appel: date | None, zone: str, report: bool) -> date:
    """The first day on which a measure that was granted may be carried out.

    The day of the prosecutor's endorsement that no appeal will be lodged, else the day after the time limit of
    twenty-four hours, which ends at midnight of the next day. `report` [convention]: that end is carried over too.
    Source: N-05, C-07 (CPP D49-40).
    """
    if visa_non_appel is not None:
        return visa_non_appel
    return ajoute(echeance(notifiee_parquet, Duree(jours=1), zone, report).reportee, Duree(jours=1))


def plafond_irrecevabilite(decision: str) -> int | None:
    """The longest time of inadmissibility, in months, of a kind of decision (see PLAFONDS). Source: N-06."""
    return PLAFONDS.get(decision)
