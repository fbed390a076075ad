"""Money: the reduction for voluntary payment, what it bears on, the conversion into euros."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from actes.dossier.peines import Amende, Peine
from actes.dossier.sanction import Sanction, Sommes

PART = Decimal("0.20")
PLAFOND = Decimal("1500.00")
_CENTIME = Decimal("0.01")


def au_centime(montant: Decimal) -> Decimal:
    """To the cent, half up. Source: [convention], the texts are silent."""
    return montant.quantize(_CENTIME, ROUND_HALF_UP)


def diminution(assiette: Decimal) -> Decimal:
    """20 % of the base, at most 1 500 euros in all. Source: P-01 (CPP D48-31 al. 1), P-04 (CPP 707-3)."""
    return min(au_centime(assiette * PART), PLAFOND)


def montant_diminue(assiette: Decimal) -> Decimal:
    """What is due if it is paid within the month. Source: P-01 (CPP D48-31 al. 1), P-04 (CPP 707-3)."""
    return au_centime(assiette) - diminution(assiette)


def somme(premier: Decimal, second: Decimal) -> Decimal:
    """Two amounts together."""
    return au_centime(premier + second)


def amende_ferme(peines: Sequence[Peine]) -> Decimal | None:
    """The fines of a conviction, suspended part left out; None without a fine or its amount. Source: P-04 (707-2)."""
    amendes = [peine for peine in peines if isinstance(peine, Amende)]
    montants = [peine.montant for peine in amendes if peine.montant is not None]
    if not amendes or len(montants) < len(amendes):
        return None
    sursis = sum((peine.montant_sursis or Decimal(0) for peine in amendes), Decimal(0))
    return au_centime(sum(montants, Decimal(0)) - sursis)


def total(sommes: Sommes) -> Decimal | None:
    """The four heads together, in the currency of the decision; None when none is given. Source: CPP D48-6."""
    return _ensemble(sommes.condamnation, sommes.indemnite_victimes, sommes.frais, sommes.fonds)


def en_euros(montant: Decimal, sanction: Sanction) -> Decimal | None:
    """An amount of the sanction in euros, at the rate of the day of the decision. Source: P-06 (CPP D48-21).

    The rate is the value in euros of one unit of the currency (EX-58: 800 SEK × 0,0952 = 76,16 €). None when the
    currency or its rate is not said.
    """
    if sanction.devise == "EUR":
        return au_centime(montant)
    if sanction.devise is None or sanction.taux is None or sanction.taux.valeur is None:
        return None
    return au_centime(montant * sanction.taux.valeur)


def assiette_diminution(sanction: Sanction) -> Decimal | None:
    """What the reduction bears on, in euros: all but the victims' indemnity, each sum to the cent.

    Source: P-02 (CPP D48-30, D48-32).
    """
    sommes = sanction.sommes
    heads = () if sommes is None else (sommes.condamnation, sommes.frais, sommes.fonds)
    given = [montant for montant in heads if montant is not None]
    euros = [en_euros(montant, sanction) for montant in given]
    return None if not given or None in euros else _ensemble(*euros)


def reste_du(sanction: Sanction) -> Decimal | None:
    """What is left to recover, in the currency of the decision: all that was paid anywhere is deducted.

    Source: P-08 (CPP D48-16, D48-26).
    """
    ensemble = None if sanction.sommes is None else total(sanction.sommes)
    if ensemble is None:
        return None
    payes = [paiement.montant for paiement in sanction.paiements or ()]
    known = [montant for montant in (sanction.paiement_partiel, *payes) if montant is not None]
    if len(known) < len(payes):
        return None
    return au_centime(max(ensemble - sum(known, Decimal(0)), Decimal(0)))


def _ensemble(*montants: Decimal | None) -> Decimal | None:
    given = [montant for montant in montants if montant is not None]
    return au_centime(sum(given, Decimal(0))) if given else None
