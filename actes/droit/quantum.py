"""How much imprisonment the law takes into account, compared with its thresholds from the day it was pronounced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from actes.dossier import Duree
from actes.dossier.condamnation import Condamnation, SursisRevoque
from actes.dossier.peines import Emprisonnement, Reclusion
from actes.droit.delais import ajoute


@dataclass(frozen=True, slots=True, eq=False)
class Quantum:
    """A duration dated by its conviction, compared with a threshold through dates. Source: S-11 [convention].

    Its end is `depart` + `duree` (months from day to day) − `detention_jours` (in days, never turned into months);
    that of the threshold is `depart` + the threshold.
    """

    depart: date
    duree: Duree
    detention_jours: int = 0

    @property
    def terme(self) -> date:
        """The end that is compared."""
        return ajoute(self.depart, self.duree) - timedelta(days=self.detention_jours)

    def __add__(self, autre: Quantum) -> Quantum:
        """Both, served one after the other from the day of this one: months with months, days with days."""
        duree = _total((self.duree, autre.duree))
        assert duree is not None, "both are known"
        return Quantum(self.depart, duree, self.detention_jours + autre.detention_jours)

    def _ecart(self, seuil: Duree | Quantum) -> int:
        """How many days the quantum lasts beyond the threshold; negative below it."""
        if isinstance(seuil, Quantum):
            return (self.terme - self.depart).days - (seuil.terme - seuil.depart).days
        return (self.terme - ajoute(self.depart, seuil)).days

    def __lt__(self, seuil: Duree | Quantum) -> bool:
        return self._ecart(seuil) < 0

    def __le__(self, seuil: Duree | Quantum) -> bool:
        return self._ecart(seuil) <= 0

    def __gt__(self, seuil: Duree | Quantum) -> bool:
        return self._ecart(seuil) > 0

    def __ge__(self, seuil: Duree | Quantum) -> bool:
        return self._ecart(seuil) >= 0

    def __eq__(self, seuil: object) -> bool:
        return self._ecart(seuil) == 0 if isinstance(seuil, (Duree, Quantum)) else NotImplemented


def ferme_retenu(condamnation: Condamnation) -> Quantum | None:
    """The firm imprisonment that the thresholds look at; None when a fact is missing. Source: S-07 (CPP D48-1-1).

    Firm part, plus the suspensions revoked by the trial court (never by the judge of the execution of sentences),
    minus the whole of the detention on remand; reductions of sentence do not count. A conviction without any
    imprisonment has a quantum of zero.
    """
    if condamnation.date is None or condamnation.peines is None:
        return None
    fermes = (partie_ferme(peine) for peine in condamnation.peines if isinstance(peine, (Emprisonnement, Reclusion)))
    revoques = (_revoque(sursis) for sursis in condamnation.sursis_revoques or ())
    duree = _total([*fermes, *revoques])
    if duree is None:
        return None
    return Quantum(condamnation.date, duree, condamnation.detention_provisoire_jours or 0)


def reste_a_subir(condamnation: Condamnation) -> Quantum | None:
    """The detention that remains to be served of a conviction not yet begun. Source: S-01 to S-04 (CPP D48-2 1°).

    D48-1-1 has it assessed as the firm imprisonment is; None when a fact is missing.
    """
    return ferme_retenu(condamnation)


def partie_ferme(peine: Emprisonnement | Reclusion) -> Duree | None:
    """The firm part of a sentence: as given, or what the suspended part leaves of the whole; None if unknown."""
    if peine.ferme is not None or peine.quantum is None:
        return peine.ferme
    if isinstance(peine, Reclusion) or (peine.sursis is None and peine.sursis_type is None):
        return peine.quantum
    return None if peine.sursis is None else _difference(peine.quantum, peine.sursis)


def _difference(entier: Duree, partie: Duree) -> Duree | None:
    """« 1 an » − « 4 mois » = « 8 mois »; None when it would take turning months into days."""
    mois = (entier.ans - partie.ans) * 12 + entier.mois - partie.mois
    jours = entier.jours - partie.jours
    return Duree(0, mois, jours) if mois >= 0 and jours >= 0 else None


def _revoque(sursis: SursisRevoque) -> Duree | None:
    """What a revoked suspension adds: nothing unless the trial court revoked it (D48-1-1 1°)."""
    if sursis.par_juridiction_jugement is None:
        return None
    return sursis.quantum if sursis.par_juridiction_jugement else Duree()


def _total(durees: Iterable[Duree | None]) -> Duree | None:
    """Years with years, months with months, days with days; None when one is unknown."""
    ans = mois = jours = 0
    for duree in durees:
        if duree is None:
            return None
        ans, mois, jours = ans + duree.ans, mois + duree.mois, jours + duree.jours
    return Duree(ans, mois, jours)
