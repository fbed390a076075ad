"""The table of reasons (`motifs.yaml`) and how one of its lines is judged on the facts of a case, for a day."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml

from actes.catalogue import jour_en_lettres
from actes.dossier import Duree
from actes.droit.calendrier import METROPOLE
from actes.droit.delais import echeance
from actes.rendu.filtres.libelles import libelle
from actes.typographie import typographie

JOUR = "jour"
RENSEIGNE, ABSENT = "renseigne", "absent"
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_BRACES = re.compile(r"\{([a-z0-9_.]+)\}")
_COMPARES = {">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, "!=": lambda a, b: a != b}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """One line of the table, as its file says it."""

    id: str
    texte: str
    article: str
    etat: str = ""
    pour: frozenset[str] = frozenset()  # types of sentence; empty: all
    si: tuple[tuple[str, tuple[str, ...]], ...] = ()
    jusqu_au: str = ""
    avant: str = ""
    depart: str = ""
    delai: Duree | None = None
    depuis: str = ""
    passe: str = ""
    du: date = date.min
    au: date = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Diligence:
    """An act that tends to execution: the sentences it is for, its name in a sentence, its article."""

    pour: frozenset[str]
    nom: str
    article: str
    suite: bool  # once gone, it awaits what it orders
    retient: bool  # not signed, not handed over, it explains why nothing is done


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The whole table."""

    natures: Mapping[str, tuple[str, ...]]
    deduits: Mapping[str, tuple[str, ...]]
    etats: tuple[Ligne, ...]
    motifs: tuple[Ligne, ...]
    diligences: Mapping[str, Diligence]
    pieces: Mapping[str, str]
    conseils: tuple[Ligne, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Motif:
    """Why a sentence is in its state, or what is advised: its text, its article, since when, until when."""

    code: str
    texte: str
    article: str
    etat: str = ""
    depuis: date | None = None
    jusqu_au: date | None = None
    passe: bool = False  # its time is over: it only advises


class Vue:
    """The facts of a case for one sentence, read by the names that they have in a dossier."""

    def __init__(self, *faits: Mapping[str, Any]):
        self.faits = faits  # nested as in a dossier, or under a whole path; the first that has a value wins

    def avec(self, faits: Mapping[str, Any]) -> Vue:
        """The same facts and these, which win."""
        return Vue(faits, *self.faits)

    def lit(self, chemin: str) -> str | None:
        """The text of a fact: « oui », « 2026-03-12 », « depot_differe »; None when it is not given."""
        for faits in self.faits:
            value: Any = faits.get(chemin)
            if value is None:
                value = faits
                for part in chemin.split("."):
                    value = value.get(part) if isinstance(value, Mapping) else None
            if value is not None and not isinstance(value, Mapping):
                return "oui" if value is True else "non" if value is False else str(value)
        return None

    def jour(self, chemin: str) -> date | None:
        """A fact that is a day."""
        text = self.lit(chemin) if chemin else None
        return date.fromisoformat(text) if text and _ISO.fullmatch(text) else None


@cache
def table() -> Table:
    """The table of the package, read once."""
    data = pkgutil.get_data("actes.peines", "motifs.yaml")
    assert data is not None, "the package holds its table"
    raw: Any = yaml.load(data, Loader=yaml.BaseLoader)
    natures = {name: tuple(types) for name, types in raw["natures"].items()}
    return Table(
        natures=natures,
        deduits={chemin: tuple(actes) for chemin, actes in raw["deduits"].items()},
        etats=tuple(_ligne(each, natures) for each in raw["etats"]),
        motifs=tuple(_ligne(each, natures) for each in raw["motifs"]),
        diligences={
            acte: Diligence(
                pour=_types(each["pour"], natures),
                nom=typographie(each["nom"]),
                article=each["article"],
                suite=each.get("suite") == "oui",
                retient=each.get("retient") != "non",
            )
            for acte, each in raw["diligences"].items()
        },
        pieces={code: typographie(text) for code, text in raw["pieces"].items()},
        conseils=tuple(_ligne(each, natures) for each in raw["conseils"]),
    )


def _types(names: list[str], natures: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(kind for name in names for kind in natures.get(name, (name,)))


def _ligne(raw: dict[str, Any], natures: Mapping[str, tuple[str, ...]]) -> Ligne:
    given = dict(raw)
    period = given.pop("en_vigueur", {})
    conditions = given.pop("si", {})
    return Ligne(
        pour=_types(given.pop("pour", []), natures),
        si=tuple((chemin, tuple([v] if isinstance(v, str) else v)) for chemin, v in conditions.items()),
        delai=Duree.parse(given.pop("delai")) if "delai" in given else None,
        du=date.fromisoformat(period.get("du", "0001-01-01")),
        au=date.fromisoformat(period.get("au", "9999-12-31")),
        **given,
    )


def judge(ligne: Ligne, genre: str, vue: Vue, jour: date) -> Motif | None:
    """What this line says of a sentence of this type on this day; None when it does not concern it.

    Its time over, what it then advises (`passe`), or None if it advises nothing.
    """
    if (ligne.pour and genre not in ligne.pour) or not ligne.du <= jour <= ligne.au:
        return None
    if not all(_holds(vue, chemin, attendus, jour) for chemin, attendus in ligne.si):
        return None
    timed, until = _until(ligne, vue)
    if timed and until is None:
        return None
    over = until is not None and until < jour
    if over and not ligne.passe:
        return None
    since = vue.jour(ligne.depuis)
    if since is not None and since > jour:
        return None
    return Motif(
        code=ligne.id,
        texte=fill(ligne.passe if over else ligne.texte, vue, {"jusqu_au": until}),
        article=ligne.article,
        etat=ligne.etat,
        depuis=since,
        jusqu_au=None if over else until,
        passe=over,
    )


def _until(ligne: Ligne, vue: Vue) -> tuple[bool, date | None]:
    """Whether this line holds for a time only, and the last day of it, if it is known."""
    if ligne.avant:
        before = vue.jour(ligne.avant)
        return True, before - timedelta(days=1) if before else None
    if ligne.delai is not None:
        start = vue.jour(ligne.depart)
        return True, echeance(start, ligne.delai, vue.lit("zone") or METROPOLE).reportee if start else None
    return bool(ligne.jusqu_au), vue.jour(ligne.jusqu_au)


def _holds(vue: Vue, chemin: str, attendus: tuple[str, ...], jour: date) -> bool:
    """Whether a fact is one of these: a value, `renseigne`, `absent`, or compared (« >= condamnation.date »)."""
    value = vue.lit(chemin)
    for attendu in attendus:
        sign, _, other = attendu.partition(" ")
        if sign in _COMPARES:
            right = jour.isoformat() if other == JOUR else (vue.lit(other) if "." in other else other)
            if value is not None and right is not None and _COMPARES[sign](value, right):
                return True
        elif (attendu == ABSENT and value is None) or (attendu == RENSEIGNE and value is not None) or attendu == value:
            return True
    return False


def fill(text: str, vue: Vue, noms: Mapping[str, date | str | None]) -> str:
    """A text of the table with its braces replaced, as one reads it: dates in words, codes in French."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        known = noms[name] if name in noms else vue.lit(name)
        if isinstance(known, str) and _ISO.fullmatch(known):
            known = date.fromisoformat(known)
        if isinstance(known, date):
            return jour_en_lettres(known)
        return libelle(known) if known and re.fullmatch(r"[a-z_]+", known) else known or "…"

    return typographie(_BRACES.sub(value, text))
