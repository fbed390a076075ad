"""What a penalty of another Member State leaves to pay in France, in euros: converted, reduced, deducted, minored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from actes.dossier.sanction import Paiement, Sanction, Sommes
from actes.dossier.sanction_entrante import LigneBordereau
from actes.dossier.sanction_parties import PersonneSanctionnee
from actes.droit.europe import reduite_au_maximum
from actes.droit.sommes import au_centime, diminution, en_euros

_RIEN = Decimal("0.00")
_POSTES = ("condamnation", "frais", "fonds", "indemnite_victimes")  # a payment is deducted from them in this order
_ASSIETTE = _POSTES[:3]
QUALIFICATIONS_MINOREES = ("contravention", "delit")


@dataclass(frozen=True, slots=True)
class Liquidation:
    """The sums of a penalty in euros; an absent head is worth nothing."""

    prononce: Decimal  # the four heads, converted
    reduction: Decimal  # what D48-25 takes away from the sum of the conviction
    deduit: Decimal  # what was paid before, anywhere
    condamnation: Decimal  # left to pay, as the three next ones
    frais: Decimal
    fonds: Decimal
    indemnite: Decimal
    assiette: Decimal  # what the reduction of 20 % bears on
    diminution: Decimal
    minore: Decimal  # the base, reduced
    total_minore: Decimal  # all that is due if it is paid within the month
    total: Decimal  # all that is due after it


def liquidation(sanction: Sanction, deduction: str) -> Liquidation | None:
    """The steps of the statement: conversion (D48-21), French maximum (D48-25), payments (D48-26), 20 % (D48-31).

    Each head is rounded to the cent, so that the sums printed add up. `deduction` says whether what was paid is taken
    off before the reduction of 20 %, or after it; it is taken off the heads in the order of the decision, the victims'
    indemnity last. Source: P-01, P-02, P-06, P-08, P-09; order and rounding: [convention]. None while the sums, the
    currency or the rate are not known.
    """
    heads = None if sanction.sommes is None else _heads(sanction.sommes, sanction)
    if heads is None:
        return None
    prononce = sum(heads.values(), _RIEN)
    reduction = max(heads["condamnation"] - _maximum(sanction, heads["condamnation"]), _RIEN)
    heads["condamnation"] -= reduction
    entiere = sum((heads[poste] for poste in _ASSIETTE), _RIEN)
    paid = min(_paid(sanction), prononce - reduction)
    left = _deducted(heads, paid)
    restante = sum((left[poste] for poste in _ASSIETTE), _RIEN)
    assiette = restante if deduction == "avant_diminution" else entiere
    baisse = diminution(assiette)
    minore = max(assiette - baisse - (assiette - restante), _RIEN)
    indemnite = left["indemnite_victimes"]
    return Liquidation(
        prononce=prononce,
        reduction=reduction,
        deduit=paid,
        condamnation=left["condamnation"],
        frais=left["frais"],
        fonds=left["fonds"],
        indemnite=indemnite,
        assiette=assiette,
        diminution=baisse,
        minore=minore,
        total_minore=minore + indemnite,
        total=restante + indemnite,
    )


def condamnation_impayee(sanction: Sanction) -> Decimal | None:
    """What is left unpaid of the sum of the conviction, in euros, what was recovered in France deducted from it first.

    Source: P-08, P-11 (CPP D48-36).
    """
    sums = liquidation(sanction, "avant_diminution")
    return None if sums is None else max(sums.condamnation - _recovered(sanction), _RIEN)


def reste_a_recouvrer(sanction: Sanction) -> Decimal | None:
    """What is left to recover of the whole, in euros, what was recovered in France deducted too. Source: CPP D48-29."""
    sums = liquidation(sanction, "avant_diminution")
    return None if sums is None else max(sums.total - _recovered(sanction), _RIEN)


def minoration_ouverte(sanction: Sanction) -> bool | None:
    """Whether the reduction of 20 % is open: a délit or a contravention, neither tax nor customs, and a base.

    Source: P-02 (CPP D48-30).
    """
    sommes = sanction.sommes
    if sommes is not None and not any(getattr(sommes, poste) for poste in _ASSIETTE) and sommes.indemnite_victimes:
        return False
    if sanction.nature_fiscale or sanction.qualification_francaise == "crime":
        return False
    return None if sanction.qualification_francaise is None or sanction.nature_fiscale is None else True


def paiement_prouve(sanction: Sanction) -> bool:
    """Whether the convicted person gave the proof of a payment. Source: P-08 (CPP D48-26 al. 1)."""
    return any(paiement.preuve is not None for paiement in sanction.paiements or ())


def paiements_connus(sanction: Sanction) -> bool:
    """Whether all that is said to be paid can be deducted: its amount is known, and its currency is convertible."""
    return all(_paiement(paiement, sanction) is not None for paiement in sanction.paiements or ())


@dataclass(frozen=True, slots=True)
class Releve:
    """One line of the dispatch slip."""

    rang: int
    reference: str | None
    nom: str | None
    envoyee_le: date | None
    condamnation: Decimal
    frais: Decimal
    fonds: Decimal
    indemnite: Decimal
    total: Decimal
    total_minore: Decimal


@dataclass(frozen=True, slots=True)
class Bordereau:
    """The lines of the slip, how many they are, and their totals."""

    lignes: tuple[Releve, ...]
    nombre: int
    total: Decimal
    total_minore: Decimal


def bordereau(sanction: Sanction, reference: str, envoyee_le: date, deduction: str) -> Bordereau | None:
    """The statements of this case, one a person, then those of other cases sent under the same slip.

    Source: CPP D48-33, R55-5 al. 2. None while the sums of this case are not known.
    """
    sums = liquidation(sanction, deduction)
    if sums is None:
        return None
    own = [
        Releve(
            rang, reference, _nom(personne), envoyee_le,
            sums.condamnation, sums.frais, sums.fonds, sums.indemnite, sums.total, sums.total_minore,
        )
        for rang, personne in enumerate(sanction.personnes or (), 1)
    ]  # fmt: skip
    others = sanction.bordereau.lignes if sanction.bordereau else None
    lignes = (*own, *(_releve(ligne, rang) for rang, ligne in enumerate(others or (), len(own) + 1)))
    total, minore = sum((r.total for r in lignes), _RIEN), sum((r.total_minore for r in lignes), _RIEN)
    return Bordereau(lignes=lignes, nombre=len(lignes), total=total, total_minore=minore)


def _heads(sommes: Sommes, sanction: Sanction) -> dict[str, Decimal] | None:
    given = {poste: getattr(sommes, poste) for poste in _POSTES}
    if all(montant is None for montant in given.values()):
        return None
    heads = {poste: en_euros(montant or Decimal(0), sanction) for poste, montant in given.items()}
    known = {poste: montant for poste, montant in heads.items() if montant is not None}
    return known if len(known) == len(heads) else None


def _maximum(sanction: Sanction, condamnation: Decimal) -> Decimal:
    """The French maximum, if the prosecutor decided to apply it; else the sum itself. Source: P-09 (CPP D48-25)."""
    decided = sanction.reduction is not None and sanction.reduction.decidee
    maximum = sanction.maximum_francais if decided else None
    return condamnation if maximum is None else reduite_au_maximum(condamnation, maximum)


def _paid(sanction: Sanction) -> Decimal:
    """All that is known to be paid, in euros. Source: P-08 (CPP D48-26 al. 2)."""
    before = en_euros(sanction.paiement_partiel, sanction) if sanction.paiement_partiel is not None else None
    later = [_paiement(paiement, sanction) for paiement in sanction.paiements or ()]
    return sum((montant for montant in (before, *later) if montant is not None), _RIEN)


def _paiement(paiement: Paiement, sanction: Sanction) -> Decimal | None:
    """A payment in euros; in a currency which is neither the euro nor that of the decision, it has no rate."""
    if paiement.montant is None:
        return None
    if paiement.devise == "EUR":
        return au_centime(paiement.montant)
    return en_euros(paiement.montant, sanction) if paiement.devise in (None, sanction.devise) else None


def _recovered(sanction: Sanction) -> Decimal:
    recovered = sanction.execution.recouvre if sanction.execution else None
    return _RIEN if recovered is None else au_centime(recovered)


def _deducted(heads: dict[str, Decimal], paid: Decimal) -> dict[str, Decimal]:
    left, rest = dict(heads), paid
    for poste in _POSTES:
        part = min(left[poste], rest)
        left[poste] -= part
        rest -= part
    return left


def _nom(personne: PersonneSanctionnee) -> str | None:
    if personne.type == "morale":
        return personne.denomination
    return " ".join(filter(None, (personne.nom, personne.prenoms))) or None


def _releve(ligne: LigneBordereau, rang: int) -> Releve:
    """A line of another case, its sums already in euros."""
    c, f, o, i = (au_centime(montant or _RIEN) for montant in _amounts(ligne))
    return Releve(
        rang,
        ligne.reference,
        ligne.nom,
        ligne.envoyee_le,
        c,
        f,
        o,
        i,
        c + f + o + i,
        c + f + o - diminution(c + f + o) + i,
    )


def _amounts(ligne: LigneBordereau) -> Sequence[Decimal | None]:
    return ligne.condamnation, ligne.frais, ligne.fonds, ligne.indemnite_victimes
