"""The order of the appointments: the judge's policy, what it commands, which one a case comes under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from actes.dossier import Dossier
from actes.dossier.condamnation import Infraction
from actes.dossier.execution import DistinctionPolitique
from actes.droit.noms import sans_accents
from actes.droit.quantum import ferme_retenu

JAP, SPIP = "jap", "spip"
CONVOQUES = {1: (JAP, SPIP), 2: (SPIP, JAP), 3: (JAP,)}  # O-01 (CPP D48-2-1)


def convoques(politique: int) -> tuple[str, ...]:
    """Before whom the person is convened at once, in order; in policy 3 the judge convenes next if need be. O-01."""
    return CONVOQUES[politique]


def informes(politique: int) -> frozenset[str]:
    """Whom the prosecutor informs, together: judge and service in policies 1 and 2, the judge alone in 3.

    Source: O-02 (CPP D48-2-1 al. 5).
    """
    return frozenset(CONVOQUES[politique])


def ordre_respecte(politique: int, jap: date | None, spip: date | None) -> bool:
    """Whether two appointments keep the order of the policy, on the same day at best. Source: O-06 (D48-2-1)."""
    if politique == 3:
        return spip is None
    if jap is None or spip is None:
        return True
    return jap <= spip if politique == 1 else spip <= jap


def chronologie_respectee(annonce: date, ordre: date, envoi: date, incarceration: date) -> bool:
    """Whether a deferred warrant went in order: person told, order, certified copy sent, then the incarceration.

    The first two may be of one day; the copy must leave strictly before the incarceration. Source: O-07 (CPP D48-2-4,
    D48-2-5), since 24 March 2020.
    """
    return annonce <= ordre <= envoi < incarceration


@dataclass(frozen=True, slots=True)
class Decidee:
    """The policy that the distinctions of the court give a case: by which line, or for want of which facts.

    `rang` is that of the line, from 0; None when no line fits. `manquants` are the paths that would settle it.
    """

    politique: int | None
    rang: int | None = None
    manquants: tuple[str, ...] = ()


def decide_politique(distinctions: Sequence[DistinctionPolitique], dossier: Dossier) -> Decidee:
    """The first line that fits the case, on its quantum, the nature of the facts and the person's record.

    Nothing is guessed: a line that a missing fact leaves open stops the search. Source: O-01 (CPP D48-2-1 al. 6).
    """
    for rang, ligne in enumerate(distinctions):
        missing: list[str] = []
        verdicts = [
            _quantum(ligne, dossier, missing),
            _nature(ligne, dossier, missing),
            _passe(ligne, dossier, missing),
        ]
        if False in verdicts:
            continue
        if None in verdicts:
            return Decidee(None, rang, tuple(dict.fromkeys(missing)))
        if ligne.politique is None:
            return Decidee(None, rang, (f"convocation.distinctions[{rang}].politique",))
        return Decidee(ligne.politique, rang)
    return Decidee(dossier.convocation.politique if dossier.convocation else None)


def _quantum(ligne: DistinctionPolitique, dossier: Dossier, missing: list[str]) -> bool | None:
    """Whether the firm imprisonment (S-07) is within the bounds of the line."""
    if ligne.quantum_superieur_a is None and ligne.quantum_au_plus is None:
        return True
    condamnation = dossier.condamnation
    ferme = None if condamnation is None else ferme_retenu(condamnation)
    if ferme is None:
        missing.append("condamnation")  # the caller knows how to say which of its facts
        return None
    if ligne.quantum_superieur_a is not None and ferme <= ligne.quantum_superieur_a:
        return False
    return ligne.quantum_au_plus is None or ferme <= ligne.quantum_au_plus


def _nature(ligne: DistinctionPolitique, dossier: Dossier, missing: list[str]) -> bool | None:
    """Whether one offence is of those of the line: its NATINF code, or the words of its label."""
    if not ligne.natinf:
        return True
    infractions = (dossier.condamnation and dossier.condamnation.infractions) or ()
    lacking = [] if infractions else ["condamnation.infractions"]
    found = [*_each_nature(ligne.natinf, infractions, lacking)]
    if True in found:
        return True
    missing.extend(lacking)
    return None if lacking else False


def _each_nature(natinf: Sequence[str], infractions: Sequence[Infraction], missing: list[str]) -> Iterator[bool | None]:
    for rang, infraction in enumerate(infractions):
        for nature in natinf:
            champ = "natinf" if nature.isdigit() else "libelle"
            given = getattr(infraction, champ)
            if given is None:
                missing.append(f"condamnation.infractions[{rang}].{champ}")
                yield None
            elif champ == "natinf":
                yield given.lstrip("0") == nature.lstrip("0")
            else:
                yield f" {sans_accents(nature)} " in f" {sans_accents(given)} "


def _passe(ligne: DistinctionPolitique, dossier: Dossier, missing: list[str]) -> bool | None:
    """Whether the person's record is that of the line: legal recidive, or other convictions to execute."""
    if ligne.antecedents is None:
        return True
    recidive = None if dossier.condamnation is None else dossier.condamnation.recidive_legale
    if recidive or dossier.autres_condamnations:
        return ligne.antecedents
    if recidive is None:
        missing.append("condamnation.recidive_legale")
        return None
    return not ligne.antecedents
