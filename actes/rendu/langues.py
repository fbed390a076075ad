"""The languages a template may be printed in: their names, their locale, and the catalogue of their texts."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from actes.errors import ModeleError
from actes.place import Place

if TYPE_CHECKING:
    from babel import Locale

SOURCE = "fr"
AUTRE = "__autre"  # what ends the name of a filter of the second language, beneath the French
LANGUES = ("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl",
           "pt", "ro", "sk", "sl", "sv")  # fmt: skip
_REGIONS = {"bg": "BG", "cs": "CZ", "da": "DK", "el": "GR", "en": "GB", "et": "EE", "sl": "SI", "sv": "SE"}
NON_VERIFIE = "non vérifié"
VERIFIE = "vérifié"
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Entree:
    """One translated text: its forms (one, or those of the plural), and whether an official text says so."""

    formes: tuple[str, ...]
    verifie: bool


@dataclass(frozen=True, slots=True, eq=False)
class Textes:
    """The catalogue of one template in one language; each one is itself only, so that engines are kept by it."""

    langue: str
    entrees: Mapping[tuple[str, str], Entree] = field(default_factory=dict)
    fichier: str = ""
    pluriel: Any = None  # number → rank of the form
    bilingue: bool = False  # printed under the French, not in its place

    def find(self, texte: str, contexte: str = "") -> Entree | None:
        """The translation of a text: in this context if there is one, else anywhere."""
        return self.entrees.get((contexte, texte)) or self.entrees.get(("", texte))

    def dit(self, texte: str) -> str:
        """The translation of a word that a filter prints. Raises ValueError if the catalogue lacks it."""
        entree = self.find(texte)
        if entree is None:
            raise ValueError(f"«\u00a0{texte}\u00a0» n’a pas de traduction ({self.langue})")
        return entree.formes[0]

    def compte(self, nombre: int, un: str) -> str:
        """« 3 months »: the form of `un` (« {n} mois ») for this number."""
        entree = self.find(un)
        if entree is None:
            raise ValueError(f"«\u00a0{un}\u00a0» n’a pas de traduction ({self.langue})")
        rang = min(int(self.pluriel(nombre)), len(entree.formes) - 1) if self.pluriel else 0
        return entree.formes[rang].replace("{n}", str(nombre))


FRANCAIS = Textes(SOURCE)


@cache
def locale_de(langue: str) -> Locale:
    """Babel's locale of a language, in the Union: `en` is that of Ireland and Malta, day first."""
    from babel import Locale

    return Locale(langue, _REGIONS.get(langue, langue.upper()))


def code_word(langue: str) -> str:
    """What Word and screen readers call a language: « de-DE »."""
    return f"{langue}-{'IE' if langue == 'en' else _REGIONS.get(langue, langue.upper())}"


@cache
def nom_de_langue(langue: str) -> str:
    """« allemand »."""
    from babel import Locale

    return str(Locale("fr").languages.get(langue, langue))


def read_textes(data: bytes, langue: str, fichier: str, bilingue: bool = False) -> Textes:
    """The catalogue that a .po file holds; what it leaves empty or fuzzy is not in it. Raises ModeleError."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        catalogue = read_po(io.BytesIO(data), locale=langue, abort_invalid=True)
    except (PoFileError, ValueError, UnicodeDecodeError) as error:
        raise ModeleError(f"le catalogue de traduction ne se lit pas\u00a0: {error}", Place(fichier)) from None
    entrees = {}
    for message in catalogue:
        said = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        forms = tuple(form for form in said if form)
        if message.id and forms and len(forms) == len(said) and not message.fuzzy:
            un = message.id if isinstance(message.id, str) else message.id[0]
            entrees[message.context or "", un] = Entree(forms, est_verifie(message))
    return Textes(langue, entrees, fichier, _plural(catalogue.plural_expr), bilingue)


def est_verifie(message: Any) -> bool:
    """Whether a translator's comment says in which official text the entry was read."""
    return any(comment.strip().startswith(VERIFIE) for comment in message.user_comments)


def _plural(expression: str) -> Any:
    from gettext import c2py  # the standard library's own reading of « Plural-Forms »

    return c2py(expression)
