"""Numbers and amounts, in digits and in words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from actes.rendu.filtres.declaration import NBSP, filtre, refus

_FORME = re.compile(r"\d+(?:[.,]\d{1,2})?")
_CENTIME = Decimal("0.01")
_PLAFOND = 10**12
_GROUPES = str.maketrans({",": NBSP, ".": ","})

FEMININES = frozenset({"livre", "couronne", "kuna", "roupie"})

# The hundredth of a currency, in the singular and the plural; neither CLDR nor num2words knows them in French.
SUBDIVISIONS = {
    "EUR": ("centime", "centimes"),
    "CHF": ("centime", "centimes"),
    "GBP": ("penny", "pence"),
    "USD": ("cent", "cents"),
    "SEK": ("öre", "öre"),
    "DKK": ("øre", "øre"),
    "NOK": ("øre", "øre"),
    "PLN": ("grosz", "groszy"),
    "CZK": ("haléř", "haléřů"),
    "HUF": ("fillér", "fillér"),
    "RON": ("ban", "bani"),
    "BGN": ("stotinka", "stotinki"),
}


class Devise(NamedTuple):
    """A currency: its sign after an amount, its French name, and its hundredth."""

    signe: str
    nom: str
    noms: str
    feminine: bool
    centime: str
    centimes: str


@cache
def _devise(code: str) -> Devise:
    from babel import Locale

    names = Locale.parse("fr").currencies
    if code not in names:
        raise ValueError(f"la devise «{NBSP}{code}{NBSP}» n’est pas un code ISO 4217 connu (EUR, SEK, PLN…)")
    from babel.numbers import get_currency_name

    nom, noms = (get_currency_name(code, count=count, locale="fr") for count in (1, 2))
    centime, centimes = SUBDIVISIONS.get(code, ("centième", "centièmes"))
    return Devise("€" if code == "EUR" else code, nom, noms, nom.split()[0] in FEMININES, centime, centimes)


def devise_connue(nom: str, code: object) -> Devise:
    """The currency of a code, or a clear refusal."""
    if not isinstance(code, str):
        raise refus(nom, "un code de devise", code)
    return _devise(code)


def valeur_exacte(nom: str, valeur: object) -> Decimal:
    """The amount given to the filter `nom`: euros and cents, never cents alone, never rounded here."""
    if isinstance(valeur, str) and _FORME.fullmatch(valeur.strip()):
        return Decimal(valeur.strip().replace(",", "."))
    if type(valeur) is int:
        montant = Decimal(valeur)
    elif isinstance(valeur, Decimal) and valeur.is_finite():
        montant = valeur
    else:
        raise refus(nom, f"un montant («{NBSP}1500{NBSP}», «{NBSP}1500,00{NBSP}»)", valeur)
    if not 0 <= montant < _PLAFOND:
        raise ValueError(f"le filtre «{NBSP}{nom}{NBSP}» n’écrit qu’un montant positif, inférieur à mille milliards")
    if montant != montant.quantize(_CENTIME):
        raise ValueError(f"le filtre «{NBSP}{nom}{NBSP}» n’écrit pas un montant de plus de deux décimales")
    return montant


def _chiffres(montant: Decimal) -> str:
    return f"{montant:,.2f}".translate(_GROUPES)


@filtre(
    "montant",
    imprime=None,
    exemple=("amende.montant|montant → 1 500,00 €", "sanction.frais|montant('SEK') → 800,50 SEK"),
    aide="le montant en chiffres, avec ses centimes et sa devise (EUR si rien n’est dit)",
)
def montant(valeur: object, devise: str = "EUR") -> str:
    """« 1 500,00 € »."""
    return f"{_chiffres(valeur_exacte('montant', valeur))}{NBSP}{devise_connue('montant', devise).signe}"


@filtre(
    "montant_nomme",
    imprime=None,
    exemple=("amende.montant|montant_nomme → 1 500 euros", "sanction.frais|montant_nomme → 800,50 euros"),
    aide="le montant en chiffres suivi du nom de la monnaie, pour une phrase",
)
def montant_nomme(valeur: object, devise: str = "EUR") -> str:
    """« 1 500 euros »."""
    exact = valeur_exacte("montant_nomme", valeur)
    monnaie = devise_connue("montant_nomme", devise)
    return f"{_chiffres(exact).removesuffix(',00')}{NBSP}{monnaie.noms if exact >= 2 else monnaie.nom}"


@lru_cache(maxsize=4096)
def en_lettres(nombre: int, feminin: bool = False) -> str:
    """A whole number in words; `feminin` makes « une » of a last « un »."""
    from num2words import num2words

    mots: str = num2words(nombre, lang="fr")
    return mots + "e" if feminin and re.search(r"\bun$", mots) else mots


@lru_cache(maxsize=4096)
def _montant_lettres(exact: Decimal, code: str) -> str:
    monnaie = _devise(code)
    unites, centimes = divmod(int(exact * 100), 100)
    parts = []
    if unites or not centimes:
        mots = en_lettres(unites, monnaie.feminine)
        nom = monnaie.noms if unites > 1 else monnaie.nom
        parts.append(f"{mots} {_particule(mots, nom)}{nom}")
    if centimes:
        parts.append(f"{en_lettres(centimes)} {monnaie.centimes if centimes > 1 else monnaie.centime}")
    return " et ".join(parts)


def _particule(mots: str, nom: str) -> str:
    """« un million d'euros » : million and milliard are nouns."""
    if not re.search(r"illi(?:on|ard)s?$", mots):
        return ""
    return "d’" if nom[0] in "aeiouyé" else "de "


@filtre(
    "montant_lettres",
    imprime=None,
    exemple=(
        "amende.montant|montant_lettres → mille cinq cents euros",
        "sanction.frais|montant_lettres('SEK') → huit cents couronnes suédoises et cinquante öre",
    ),
    aide="le montant en toutes lettres",
)
def montant_lettres(valeur: object, devise: str = "EUR") -> str:
    """« mille cinq cents euros et cinquante centimes »."""
    exact = valeur_exacte("montant_lettres", valeur)
    devise_connue("montant_lettres", devise)
    return _montant_lettres(exact, devise)


@filtre(
    "nombre_lettres",
    imprime=None,
    exemple=("tig.heures|nombre_lettres → cent cinq", "21|nombre_lettres(feminin=true) → vingt et une"),
    aide="le nombre entier en toutes lettres",
)
def nombre_lettres(valeur: object, feminin: bool = False) -> str:
    """« cent cinq »."""
    if type(valeur) is not int:
        raise refus("nombre_lettres", "un nombre entier", valeur)
    return en_lettres(valeur, feminin)
