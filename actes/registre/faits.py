"""What goes into the register and what comes out of it: plain values, that cross processes. Imports nothing heavy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from unicodedata import category

GENESE = "0" * 64  # what stands before the first line

DOCUMENT, ANNULATION, EVENEMENT, AFFAIRE, CRENEAU = "document", "annulation", "evenement", "affaire", "creneau"

_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})  # commands, directions of writing, ends of lines

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> str:
    """JSON in its one form: sorted keys, no space; half a character (a file name that is not UTF-8) stays escaped."""
    return clean(_ENCODER.encode(value))


def clean(text: str) -> str:
    """The text as UTF-8 can hold it: half a character becomes its escape `\\udcff`."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def plain(text: str) -> str:
    """The text as one line of signs that print: what moves a terminal's cursor or hides is a space."""
    return " ".join("".join(" " if category(sign) in _UNSEEN else sign for sign in text).split())


def fingerprint(value: Any) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON of this value."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def instant(quand: datetime) -> str:
    """An instant as the register keeps it: UTC, to the second. A time without a zone is local."""
    return quand.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def cle_of(juridiction: str, brouillon: bool | int, *words: str) -> str:
    """The key of a document from (dossier, acte, exemplaire, element, empreinte_document)."""
    return fingerprint([clean(juridiction), int(brouillon), *map(clean, words)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Inscription:
    """One document issued, as the register records it."""

    juridiction: str
    annee: int  # of `date_acte`: the series of its number
    brouillon: bool
    dossier: str
    acte: str
    exemplaire: str
    element: str = ""
    date_acte: str  # AAAA-MM-JJ
    empreinte_dossier: str
    empreinte_modele: str
    empreinte_droit: str
    empreinte_document: str
    programme: str
    contenu: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cle(self) -> str:
        """The same document issued again has the same key: it is the same line and keeps its number."""
        return cle_of(
            *(self.juridiction, self.brouillon, self.dossier, self.acte),
            *(self.exemplaire, self.element, self.empreinte_document),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Affaire:
    """What a dossier says of its case and sentences, kept when it changes."""

    dossier: str
    juridiction: str
    contenu: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Numero:
    """A number of the register: « 2026/00042 » in the series of a court and a year; drafts have their own series."""

    juridiction: str
    annee: int
    numero: int
    brouillon: bool = False

    def __str__(self) -> str:
        return f"{'brouillon ' if self.brouillon else ''}{self.annee}/{self.numero:05d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """One line of the register, as it is written; `contenu` is read from its JSON."""

    rang: int
    nature: str
    quand: str  # UTC, AAAA-MM-JJTHH:MM:SSZ
    qui: str
    juridiction: str
    annee: int
    numero: int  # 0: this line is about no number
    brouillon: bool
    dossier: str
    acte: str
    exemplaire: str
    element: str
    date_acte: str
    empreinte_dossier: str
    empreinte_modele: str
    empreinte_droit: str
    empreinte_document: str
    programme: str
    contenu: Mapping[str, Any]
    precedente: str
    empreinte: str

    @property
    def designation(self) -> Numero | None:
        """The number that this line is about."""
        return Numero(self.juridiction, self.annee, self.numero, self.brouillon) if self.numero else None

    @property
    def cle(self) -> str:
        """For a document, the key of what was issued."""
        return cle_of(
            *(self.juridiction, self.brouillon, self.dossier, self.acte),
            *(self.exemplaire, self.element, self.empreinte_document),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneVue:
    """A document issued and what became of it: its life after printing, those noted by mistake left out."""

    ligne: Ligne
    numero: Numero
    etat: str  # produit | signe | remis | envoye | recu | retourne | annule
    evenements: tuple[Ligne, ...] = ()  # in the order of their days
    efface: tuple[Ligne, ...] = ()  # noted by mistake, and the lines that say so
    annulation: Ligne | None = None

    @property
    def motif(self) -> str:
        """Why it must not serve, if it was cancelled."""
        return str(self.annulation.contenu.get("motif", "")) if self.annulation else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AffaireVue:
    """A case: what its dossier last said of it, what was noted of it, and its documents."""

    dossier: str
    juridiction: str
    contenu: Mapping[str, Any]
    ligne: Ligne  # the last `affaire` line
    evenements: tuple[Ligne, ...]  # diligence | executee | en_attente, those noted by mistake left out
    documents: tuple[LigneVue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attente:
    """A number reserved and not used yet: the document was never recorded."""

    numero: Numero
    cle: str
    lot: str
    quand: str
    qui: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreneauTenu:
    """A slot that a case holds."""

    rendez_vous: str
    service: str = ""
    lieu: str
    le: str  # AAAA-MM-JJ
    heure: str  # HH:MM
    dossier: str
    juridiction: str = ""  # of the case: a slot is the same for all courts
    offre: str = ""  # the file that offers it
    fichier: str = ""  # the file of the dossier
    place: int = 0  # the rank of the dossier in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Prise:
    """A slot to be taken for a case, and what must hold for that."""

    creneau: CreneauTenu
    places: int  # how many may hold this slot
    ensemble: int | None = None  # how many may hold all those that `offre` has at this hour (None: as many as come)
    apres: str = ""  # after this day, the case holds no other slot for this appointment


@dataclass(frozen=True, slots=True, kw_only=True)
class Rupture:
    """The first place where the register is broken: its line, its number where it can be known, what is wrong."""

    rang: int | None
    numero: Numero | None
    message: str
    conseil: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Controle:
    """What the check of a register found; `rupture` is None when everything holds."""

    lignes: int = 0  # sound, from the first
    documents: int = 0
    brouillons: int = 0
    annulations: int = 0
    tete: tuple[int, str] = (0, GENESE)
    rupture: Rupture | None = None
    attentes: tuple[Attente, ...] = ()
    sceau: int | None = None  # rank of the line whose seal was asked for
