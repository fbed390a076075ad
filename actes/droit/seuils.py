"""Thresholds: how much imprisonment still lets the law convene, adapt or defer, by the date of the conviction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from actes.dossier import Duree
from actes.dossier.actes_du_jap import SituationPenale
from actes.dossier.condamnation import AutreCondamnation, Condamnation
from actes.droit.delais import ajoute
from actes.droit.quantum import Quantum, ferme_retenu

UN_AN, DEUX_ANS, TROIS_ANS, CINQ_ANS = (Duree(ans=ans) for ans in (1, 2, 3, 5))
REFORME_2020 = date(2020, 3, 24)  # S-01, by the day of the conviction
LOI_2009 = date(2009, 11, 26)  # S-02, S-03, by the day of the act: the law prevails over D48-2 from that day


def seuil_convocation(prononce: date, acte: date, recidive: bool) -> Duree:
    """The detention left to serve up to which a free person is convened, included.

    S-01 (D48-2 1°): one year, whatever the recidive, for a conviction since 24 March 2020. S-02 (723-15; D48-2):
    two years, one in legal recidive, for an earlier one and an act since 26 November 2009. S-03, S-04 (D48-2, D49-1):
    one year before.
    """
    if prononce >= REFORME_2020 or acte < LOI_2009 or recidive:
        return UN_AN
    return DEUX_ANS


def cumul_ferme(condamnation: Condamnation, autres: Sequence[AutreCondamnation]) -> Quantum | None:
    """The firm imprisonment of several convictions served one after the other; None when a fact is missing.

    The months are counted from the day of the first conviction given, as for one (S-07, S-11); each detention on
    remand is deducted. Source: S-05 (CPP D147-7), since 29 October 2010.
    """
    total = ferme_retenu(condamnation)
    for autre in autres:
        part = None if autre.condamnation is None else ferme_retenu(autre.condamnation)
        if total is None or part is None:
            return None
        total = total + part
    return total


def cumul_en_recidive(condamnation: Condamnation, autres: Sequence[AutreCondamnation]) -> bool | None:
    """Whether one at least of the convictions was in legal recidive. Source: S-05 (CPP D147-7)."""
    found = [condamnation.recidive_legale]
    for autre in autres:
        found.append(None if autre.condamnation is None else autre.condamnation.recidive_legale)
    return True if True in found else None if None in found else False


def dans_le_cumul(condamnation: Condamnation, autres: Sequence[AutreCondamnation], acte: date) -> bool | None:
    """Whether several convictions together stay within the threshold of their date. Source: S-05 (CPP D147-7).

    One of them in legal recidive brings the whole to one year. What the prosecutor may decide beyond (D147-14,
    D147-16-1) is not judged here.
    """
    total = cumul_ferme(condamnation, autres)
    recidive = cumul_en_recidive(condamnation, autres)
    if total is None or condamnation.date is None:
        return None
    if recidive is None and seuil_convocation(condamnation.date, acte, False) == UN_AN:
        recidive = False
    return None if recidive is None else total <= seuil_convocation(condamnation.date, acte, recidive)


def detenu_723_19(situation: SituationPenale, recidive: bool, jour: date) -> bool | None:
    """Whether a detained person comes under 723-19: a total of two years at most, or of five years with two left.

    Two years are one in legal recidive. Source: S-08 (CPP 723-19), from 26 November 2009 to 31 December 2014.
    """
    if situation.total is None:
        return None
    seuil = UN_AN if recidive else DEUX_ANS
    if Quantum(jour, situation.total) <= seuil:
        return True
    if Quantum(jour, situation.total) > CINQ_ANS:
        return False
    return None if situation.reliquat is None else Quantum(jour, situation.reliquat) <= seuil


def placement_sans_surveillance(reste: Duree, recidive: bool, jour: date) -> bool:
    """Whether the sentence left allows outside placement without supervision: two years, one in legal recidive.

    Not changed in 2020. Source: S-09 (CPP D136 1°), since 29 October 2010.
    """
    return Quantum(jour, reste) <= (UN_AN if recidive else DEUX_ANS)


def placement_probatoire(reste: Duree, jour: date) -> bool:
    """Whether the sentence left allows it to whom parole is open: three years at most. Source: S-09 (CPP D136 3°)."""
    return Quantum(jour, reste) <= TROIS_ANS


def amenagement_de_principe(situation: SituationPenale, jour: date) -> bool | None:
    """Whether an adaptation must be ordered: a total of five years at most, and twice as long served as is left.

    The exception of 707 is for the judge. Source: S-10 (CPP D119, D49-33 al. 2), since 24 March 2020.
    """
    if situation.total is None or situation.accompli is None or situation.reliquat is None:
        return None
    if Quantum(jour, situation.total) > CINQ_ANS:
        return False
    reste = situation.reliquat
    return ajoute(jour, situation.accompli) >= ajoute(jour, Duree(2 * reste.ans, 2 * reste.mois, 2 * reste.jours))
