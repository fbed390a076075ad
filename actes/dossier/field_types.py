"""The types of the dossier's values: one exact written form each, nothing guessed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from actes.dossier.codes import CATEGORIES, DEVISES, ETATS, LANGUES, PAYS
from actes.dossier.duree import Duree as LegalDuree


class Modele(BaseModel):
    """A part of the dossier: frozen, closed to unknown keys, built once."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


class Variante(Modele):
    """One variant of a union: a field that only the other variants have reads as absent."""

    champs_union: ClassVar[frozenset[str]] = frozenset()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            return None if name in type(self).champs_union else super().__getattr__(name)


def share_fields(parent: type[Variante], *variants: type[Variante]) -> None:
    """Make each field of one of these variants readable on all."""
    parent.champs_union = frozenset(name for variant in variants for name in variant.model_fields)


@dataclass(frozen=True, slots=True)
class Genre:
    """What a type is to the vocabulary; `choix` when only these texts are admitted."""

    nom: str
    choix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculated:
    """Marks a field that the law computes and that a dossier may not give."""


def champ(titre: str, description: str = "") -> Any:
    """An optional field with its French title; absent is None."""
    return Field(default=None, title=titre, description=description or None)


def _text(value: object, genre: str) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("forme", genre)
    return value


def _reader(genre: str, form: str, convert: Callable[[str], Any]) -> PlainValidator:
    """A validator that takes the exact text `form` and nothing else."""
    match = re.compile(form).fullmatch

    def read(value: object) -> Any:
        text = _text(value, genre)
        if not match(text):
            raise PydanticCustomError("forme", genre)
        try:
            return convert(text)
        except ValueError:
            raise PydanticCustomError("impossible", genre) from None

    return PlainValidator(read)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _code(genre: str, known: frozenset[str]) -> PlainValidator:
    """Either a known ISO code, or a name in full letters: what looks like a code must be one, in its own case."""

    def read(value: object) -> str:
        text = _text(value, genre).strip()
        if len(text) < 2 or (len(text) == 2 and text not in known):
            raise PydanticCustomError("forme", genre)
        return text

    return PlainValidator(read)


def _listed(genre: str, known: frozenset[str]) -> PlainValidator:
    """One of these codes, in its own case; what is expected is said by the genre, not by the list."""

    def read(value: object) -> str:
        text = _text(value, genre)
        if text not in known:
            raise PydanticCustomError("forme", genre)
        return text

    return PlainValidator(read)


def _among(genre: str, known: Sequence[str], convert: Callable[[str], Any] = str) -> PlainValidator:
    """One of these texts and nothing else."""

    def read(value: object) -> Any:
        text = _text(value, genre)
        if text not in known:
            raise PydanticCustomError("choix", genre)
        return convert(text)

    return PlainValidator(read)


def refuse(value: object) -> None:
    """Of a computed field: a dossier may not give it."""
    if value is not None:
        raise PydanticCustomError("calcule", "")


_ENTIER = "0|[1-9][0-9]{0,8}"
FORME_DATE = re.compile("(?:1[89]|2[0-2])[0-9]{2}-[0-9]{2}-[0-9]{2}")

Texte = Annotated[str, Genre("texte")]
TexteLong = Annotated[str, Genre("texte_long")]
Date = Annotated[
    datetime.date,
    _reader("date", FORME_DATE.pattern, datetime.date.fromisoformat),
    Genre("date"),
]
Heure = Annotated[
    datetime.time, _reader("heure", "(?:[01][0-9]|2[0-3]):[0-5][0-9]", datetime.time.fromisoformat), Genre("heure")
]
OuiNon = Annotated[bool, _reader("oui_non", "oui|non", "oui".__eq__), Genre("oui_non")]
Entier = Annotated[int, _reader("entier", _ENTIER, int), Genre("entier")]
Montant = Annotated[
    Decimal, _reader("montant", "(?:0|[1-9][0-9]{0,11})(?:[.,][0-9]{1,2})?", _decimal), Genre("montant")
]
Nombre = Annotated[Decimal, _reader("decimal", "(?:0|[1-9][0-9]{0,11})(?:[.,][0-9]{1,8})?", _decimal), Genre("decimal")]
Duree = Annotated[LegalDuree, _reader("duree", ".+", LegalDuree.parse), Genre("duree")]
Pays = Annotated[str, _code("pays", PAYS), Genre("pays")]
Langue = Annotated[str, _code("langue", LANGUES), Genre("langue")]

Etat = Annotated[str, _among("pays", ETATS), Genre("pays", ETATS)]
Categorie = Annotated[str, _among("choix", CATEGORIES), Genre("choix", CATEGORIES)]
Politique = Annotated[int, _among("entier", "123", int), Genre("entier", tuple("123"))]
Devise = Annotated[str, _listed("devise", DEVISES), Genre("texte")]

CalculeOuiNon = Annotated[bool | None, PlainValidator(refuse), Genre("oui_non"), Calculated()]
CalculeMontant = Annotated[Decimal | None, PlainValidator(refuse), Genre("montant"), Calculated()]

Civilite = Literal["monsieur", "madame"]
Sexe = Literal["masculin", "feminin"]
Mode = Literal[
    "mains_propres",
    "emargement",
    "etablissement",
    "recommandee",
    "lrar",
    "lettre_simple",
    "telecopie",
    "electronique",
    "huissier",
    "tout_moyen",
]
