"""The filters in another language than French: same names, same types refused, the conventions of the language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from actes.rendu.filtres.dates import _parties
from actes.rendu.filtres.declaration import NBSP, groupe, lire, refus, texte
from actes.rendu.filtres.libelles import LIBELLES
from actes.rendu.filtres.nombres import devise_connue, valeur_exacte
from actes.rendu.filtres.personnes import LIGNES, _noms
from actes.rendu.filtres.references import CODES, _lit, _references
from actes.rendu.filtres.textes import majuscule, telephone
from actes.rendu.langues import Textes, locale_de

CODE = {"CPP": "code de procédure pénale", "CP": "code pénal", "CJPM": "code de la justice pénale des mineurs",
        "CPEN": "code pénitentiaire"}  # fmt: skip
_ALINEA = re.compile(r", alinéas?[\s\u00a0](\d+)[^,]*")
UNITES = (("{n} an", "{n} ans"), ("{n} mois", "{n} mois"), ("{n} jour", "{n} jours"))
assert CODE.keys() == CODES.keys(), "each code has its name"


class FiltresTraduits:
    """The filters of one language. Each public method is a filter of that name; the others are refused."""

    def __init__(self, textes: Textes):
        self.textes = textes

    @cached_property
    def _locale(self) -> Any:
        return locale_de(self.textes.langue)

    def date_longue(self, valeur: object) -> str:
        """« 12. März 2026 »."""
        return self._date("date_longue", valeur, "long")

    def date_jour(self, valeur: object) -> str:
        """« Donnerstag, 12. März 2026 »."""
        return self._date("date_jour", valeur, "full")

    def date_courte(self, valeur: object) -> str:
        """« 12.03.2026 »: the year always whole."""
        from babel.dates import get_date_format

        pattern = get_date_format("short", locale=self._locale).pattern
        return self._date("date_courte", valeur, pattern if "yyyy" in pattern else _whole_year(pattern))

    def heure(self, valeur: object) -> str:
        """« 09:30 »."""
        if type(valeur) is not time:
            raise refus("heure", "une heure", valeur)
        from babel.dates import format_time

        return _unbroken(format_time(valeur, "short", locale=self._locale))

    def montant(self, valeur: object, devise: str = "EUR") -> str:
        """« 3.127,00 € »; another currency by its code, as « kr » is that of three States."""
        exact, _ = valeur_exacte("montant", valeur), devise_connue("montant", devise)
        if devise != "EUR":
            return f"{self._nombre(exact)}{NBSP}{devise}"
        from babel.numbers import format_currency

        return _unbroken(format_currency(exact, devise, locale=self._locale))

    def montant_nomme(self, valeur: object, devise: str = "EUR") -> str:
        """« 3.127,00 Euro »."""
        exact, _ = valeur_exacte("montant_nomme", valeur), devise_connue("montant_nomme", devise)
        from babel.numbers import format_currency

        return _unbroken(format_currency(exact, devise, locale=self._locale, format_type="name"))

    def liste(self, valeurs: object, mot: str = "et") -> str:
        """« a, b und c »."""
        if not isinstance(valeurs, Iterable) or isinstance(valeurs, (str, bytes, Mapping)):
            raise refus("liste", "une liste de textes", valeurs)
        parts = [texte("liste", valeur) for valeur in valeurs]
        if not parts:
            raise ValueError(f"le filtre «{NBSP}liste{NBSP}» attend au moins un élément")
        return self._liste(parts, "or" if mot == "ou" else "standard")

    def oui_non(self, valeur: object) -> str:
        """« ja », « nein »."""
        if not isinstance(valeur, bool):
            raise refus("oui_non", "oui ou non", valeur)
        return self.textes.dit("oui" if valeur else "non")

    def pays(self, valeur: object) -> str:
        """« Deutschland » for DE; a name stays as it is."""
        nom = texte("pays", valeur)
        return str(self._locale.territories.get(nom, nom))

    def langue(self, valeur: object) -> str:
        """« Polnisch » for pl; a name stays as it is."""
        nom = texte("langue", valeur)
        return str(self._locale.languages.get(nom, nom))

    def libelle(self, valeur: object, surveillance: str | None = None) -> str:
        """The catalogue's word for a coded choice."""
        return self.textes.dit(nom_francais(texte("libelle", valeur)))

    def duree_chiffres(self, valeur: object) -> str:
        """« 1 Jahr und 6 Monate »."""
        parts = [
            self.textes.compte(nombre, un)
            for nombre, (un, _) in zip(_parties("duree_chiffres", valeur), UNITES, strict=True)
            if nombre
        ]
        whole = self._liste(parts or [self.textes.compte(0, UNITES[-1][0])], "standard")
        return re.sub(r"(?<=\d) ", NBSP, whole)

    duree = duree_chiffres

    def adresse(self, valeur: object) -> str:
        """An address on one line, its country in the language."""
        return ", ".join(self._lignes("adresse", valeur))

    def adresse_bloc(self, valeur: object) -> str:
        """An address on several lines."""
        return "\n".join(self._lignes("adresse_bloc", valeur))

    def telephone(self, valeur: object) -> str:
        """A number does not change."""
        return telephone(valeur)

    def code_postal(self, valeur: object) -> str:
        """Nor does a postal code."""
        return NBSP.join(texte("code_postal", valeur).split())

    def majuscule(self, valeur: object) -> str:
        """The first letter a capital."""
        return majuscule(valeur)

    def insecable(self, valeur: object) -> str:
        """The spaces that French wants are not those of another language."""
        return texte("insecable", valeur)

    def nom_complet(self, personne: object) -> str:
        """« Éric Durand »."""
        return _noms("nom_complet", personne)

    def identite(self, personne: object) -> str:
        """« Éric Durand »: forms of address are left out."""
        return _noms("identite", personne)

    def naissance(self, personne: object) -> str:
        """« 1. Februar 1980, Roubaix (Frankreich) »."""
        groupe("naissance", "une personne", personne)
        facts = lire(personne, "naissance")
        jour, lieu, etat = (lire(facts, champ) for champ in ("date", "lieu", "pays"))
        parts = [] if jour is None else [self.date_longue(jour)]
        where = [] if lieu is None else [str(lieu)]
        where += [] if etat is None else [f"({self.pays(etat)})" if where else self.pays(etat)]
        parts += [" ".join(where)] if where else []
        if not parts:
            raise refus("naissance", "une personne dont la naissance est renseignée", personne)
        return ", ".join(parts)

    def article(self, valeur: object) -> str:
        """« Strafprozessordnung (FR): D. 48-9, D. 48-10 »: the code named in the language, its articles as they are."""
        by_code: dict[str, list[str]] = {}
        for reference in _references("article", valeur):
            lu = _lit(reference)
            by_code.setdefault(lu.code, []).extend(_ALINEA.sub(r" (\1)", each) for each in lu.articles)
        groups = []
        for code, articles in by_code.items():
            name = f"{self.textes.dit(CODE[code])} (FR): " if code else ""
            groups.append(name + ", ".join(dict.fromkeys(articles)))
        return "; ".join(groups)

    # ---- what they share

    def _date(self, nom: str, valeur: object, forme: str) -> str:
        if type(valeur) is not date:
            raise refus(nom, "une date", valeur)
        from babel.dates import format_date

        return _unbroken(format_date(valeur, forme, locale=self._locale), first=True)

    def _liste(self, parts: list[str], style: Any) -> str:
        from babel.lists import format_list

        return str(format_list(parts, style=style, locale=self._locale))

    def _nombre(self, exact: Decimal) -> str:
        from babel.numbers import format_decimal

        return _unbroken(format_decimal(exact, "#,##0.00", locale=self._locale))

    def _lignes(self, nom: str, valeur: object) -> list[str]:
        if isinstance(valeur, str):
            return [line.strip() for line in texte(nom, valeur).splitlines() if line.strip()]
        groupe(nom, "une adresse", valeur)
        chez, code, ville, etat = (lire(valeur, champ) for champ in ("destinataire", "code_postal", "ville", "pays"))
        lines = [] if chez is None else [f"c/o {chez}"]
        lines += [str(line) for line in (lire(valeur, champ) for champ in LIGNES) if line is not None]
        commune = NBSP.join(str(part) for part in (code, ville) if part is not None)
        lines += [commune] if commune else []
        lines += [] if etat is None else [self.pays(etat)]
        if not lines:
            raise refus(nom, "une adresse", valeur)
        return lines


def nom_francais(code: str) -> str:
    """The French name of a coded choice: the msgid of its translation."""
    return LIBELLES.get(code) or code.replace("_", " ")


def filtres_traduits(textes: Textes) -> dict[str, Callable[..., str]]:
    """The filters of a language by name."""
    filtres = FiltresTraduits(textes)
    names = [name for name in dir(FiltresTraduits) if not name.startswith("_") and name != "textes"]
    return {name: getattr(filtres, name) for name in names}


TRADUITS = frozenset(name for name in dir(FiltresTraduits) if not name.startswith("_") and name != "textes")


def _whole_year(pattern: str) -> str:
    return pattern.replace("yy", "y").replace("y", "yyyy") if "y" in pattern else pattern


def _unbroken(text: str, first: bool = False) -> str:
    """No line ends inside a number and its unit; in a date, only after the day."""
    text = text.replace("\u202f", NBSP)
    return text.replace(" ", NBSP, 1) if first and text[:1].isdigit() else text
