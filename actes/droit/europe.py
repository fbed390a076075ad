"""Financial penalties of the Union: refusals, equivalents, deductions, one State at a time."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from actes.dossier.sanction import Sanction
from actes.droit.faits import age_le
from actes.droit.sommes import au_centime, en_euros, total

SEUIL = Decimal("70.00")  # P-05 (CPP D48-22 2°)
AGE = 13  # P-07 (CPP D48-23 2°)
FACULTATIFS = tuple(f"D48-22 {rang}°" for rang in range(1, 4))
OBLIGATOIRES = tuple(f"D48-23 {rang}°" for rang in range(1, 10))
APRES_INFORMATION = ("D48-22 1°", "D48-23 4°", "D48-23 6°", "D48-23 7°")  # P-10 (CPP D48-20 al. 1)


def motif(article: str) -> str:
    """« D. 48-22, 1° » → « D48-22 1° »: a ground for refusal as the tables name it."""
    found = re.search(r"D\.?\s*(48-2[23])\D*(\d)\s*°", article)
    return f"D{found[1]} {found[2]}°" if found else article


def refus_facultatif(article: str) -> bool | None:
    """Whether this ground lets the prosecutor refuse (yes) or orders it (no); None for no ground of the decree.

    Source: P-09 (CPP D48-22, D48-23).
    """
    given = motif(article)
    return True if given in FACULTATIFS else False if given in OBLIGATOIRES else None


def information_prealable(article: str) -> bool:
    """Whether the issuing State must be told before this refusal. Source: P-10 (CPP D48-20 al. 1)."""
    return motif(article) in APRES_INFORMATION


def inferieure_a_70_euros(sanction: Sanction) -> bool | None:
    """Whether the penalty is under 70 euros, strictly, at the rate of the day of the decision.

    Source: P-05, P-06 (CPP D48-21, D48-22 2°).
    """
    ensemble = None if sanction.sommes is None else total(sanction.sommes)
    euros = None if ensemble is None else en_euros(ensemble, sanction)
    return None if euros is None else euros < SEUIL


def moins_de_treize_ans(naissance: date, faits: date) -> bool:
    """Whether the person was under thirteen on the day of the facts: refusal. Source: P-07 (CPP D48-23 2°)."""
    return age_le(naissance, faits) < AGE


def reduite_au_maximum(montant: Decimal, maximum: Decimal) -> Decimal:
    """The amount brought down to the French maximum, which the prosecutor may decide. Source: P-09 (CPP D48-25)."""
    return au_centime(min(montant, maximum))


def contrainte_judiciaire(sanction: Sanction, inexecution_volontaire: bool) -> bool | None:
    """Whether imprisonment for default may be ordered.

    A sum due as the conviction, left unpaid on purpose, for what would be in France a crime or a délit, punishable
    by imprisonment there and in the issuing State. Source: P-11 (CPP D48-36).
    """
    if not inexecution_volontaire or sanction.qualification_francaise == "contravention":
        return False
    if sanction.sommes is not None and sanction.sommes.condamnation == 0:
        return False
    if sanction.qualification_francaise is None:
        return None
    return sanction.emprisonnement_encouru


def depart_prescription(sanction: Sanction) -> date | None:
    """The day from which the penalty is time-barred, by its French qualification: that of receipt.

    The durations are those of the criminal code, outside our sources. Source: P-12 (CPP D48-18 al. 3).
    """
    return sanction.recue_le
