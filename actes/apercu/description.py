"""What the page is told of a view, as one JSON document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from actes.apercu.faits import Faits
from actes.apercu.lignes import constat_lines, field_lines, in_force, mention_lines, source_lines
from actes.apercu.magasin import state_of
from actes.apercu.projet import ACTE, Choix
from actes.apercu.seance import Seance, prefixes_of
from actes.apercu.vue import Page, Vue
from actes.catalogue import Acte
from actes.destinataire import LIBELLES
from actes.droit import EnVigueur
from actes.evolutions import Evolution, evolutions
from actes.typographie import typographie
from actes.validation import Examen

_TITRE = re.compile(r"^titre:\s*(?:\n?\s*-\s*\{?\s*texte:\s*)?[\"']?(.+?)[\"']?\s*(?:#.*|,\s*en_vigueur.*)?$", re.M)
SEVERAL = 4  # changes of one day told by name
_SENS = {"nouveau": "commence", "supprimé": "finit", "modifié": "change"}


def describe(seance: Seance, vue: Vue) -> dict[str, Any]:
    """All that the page says of a view; the same keys whatever happened."""
    page, acte = vue.page, vue.acte
    jour = vue.examen.jour if vue.examen else vue.choix.date
    return {
        "document": page.empreinte if page else None,
        "perime": vue.perime,
        "repli": vue.repli,
        "choix": _choice(vue.choix),
        "acte": _acte(vue),
        "actes": _actes(seance),
        "dossiers": [origine.as_json() for origine in vue.origines],
        "exemplaires": _copies(vue.examen),
        "elements": _elements(vue.examen),
        "date": _iso(jour),
        "date_dossier": _iso(vue.date_dossier),
        "du": _iso(acte.en_vigueur.acte.du) if acte and acte.en_vigueur.acte else None,
        "au": _iso(acte.en_vigueur.acte.au) if acte and acte.en_vigueur.acte else None,
        "bornes": _notches(acte) if acte else [],
        "modele": {"fichier": vue.modele.name, "chemin": str(vue.modele)} if vue.modele else None,
        "mentions": _mentions(vue),
        "constats": constat_lines(vue.constats, vue.situes, page.provenance if page else None),
        "champs": field_lines(page.provenance, page.faits) if page else [],
        "sources": _sources(page),
        "temps": vue.temps,
        "erreur": vue.erreur,
    }


def _choice(choix: Choix) -> dict[str, Any]:
    return {
        "acte": choix.acte,
        "dossier": choix.dossier,
        "date": _iso(choix.date),
        "exemplaire": choix.exemplaire,
        "element": choix.element,
        "brouillon": choix.brouillon,
        "langue": choix.langue,
    }


def _acte(vue: Vue) -> dict[str, Any] | None:
    if vue.acte is None:
        return {"id": None, "titre": vue.modele.name} if vue.modele else None
    return {
        "id": vue.acte.id,
        "titre": typographie(vue.examen.titre if vue.examen else vue.acte.titre),
        "famille": vue.acte.famille,
        "base_legale": list(vue.acte.base_legale),
        "fichier": vue.acte.place.fichier,
        "en_vigueur": in_force(vue.acte.en_vigueur),
    }


def _actes(seance: Seance) -> list[dict[str, str]]:
    """The acts to choose from; their titles are read off their files, which are not loaded for that."""
    if seance.projet.seul:
        return []
    folders = {path.parent.name: path.parent for path in seance.magasin.catalogue_files() if path.name == ACTE}
    found = [{"id": name, "titre": _title(folder / ACTE, state_of(folder / ACTE))} for name, folder in folders.items()]
    return sorted(found, key=lambda acte: acte["titre"])


@lru_cache(maxsize=512)
def _title(path: Path, _state: object) -> str:
    try:
        head = path.read_text(encoding="utf-8", errors="replace")[:2000]
    except OSError:
        head = ""
    found = _TITRE.search(head)
    return typographie(found[1]) if found else path.parent.name


def _copies(examen: Examen | None) -> list[dict[str, Any]]:
    """The copies, each by whom it is for; by its own name too where two go to the same."""
    given = {du.exemplaire.id: du.exemplaire.destinataire for du in examen.documents} if examen else {}
    copies = {name: LIBELLES.get(to, to) if to else "" for name, to in given.items()}
    alone = Counter(copies.values())
    labels = {}
    for name, to in copies.items():
        said = name.replace("-", " ")
        label = said if not to else (to if alone[to] == 1 else f"{to} ({said})")
        labels[name] = typographie(label[:1].upper() + label[1:])
    return [{"id": name, "libelle": label, "destinataire": given[name]} for name, label in labels.items()]


def _elements(examen: Examen | None) -> list[dict[str, str]]:
    """The elements of `par`, numbered as a clerk counts; no name is in them."""
    ranks = dict.fromkeys(du.element.rang + 1 for du in examen.documents if du.element) if examen else {}
    name = examen.acte.par.variable if examen and examen.acte.par else ""
    return [{"rang": str(rank), "libelle": typographie(f"{name} n° {rank}")} for rank in ranks]


def _mentions(vue: Vue) -> list[dict[str, Any]]:
    dossier = vue.lu.lecture.dossier if vue.lu else None
    if vue.examen is None or vue.lu is None or dossier is None:
        return []
    prefixes = prefixes_of(vue.examen.acte, vue.du) if vue.du else {}
    faits = Faits(vue.examen.acte, vue.lu, vue.du.valeurs if vue.du else {}, prefixes)
    return mention_lines(vue.examen, vue.du, faits, dossier, vue.page.provenance if vue.page else None)


def _sources(page: Page | None) -> dict[str, dict[str, Any]]:
    if page is None:
        return {}
    return source_lines(page.provenance, page.faits, [due.mention for due in page.du.mentions] if page.du else [])


class _Datee(Protocol):
    @property
    def en_vigueur(self) -> EnVigueur: ...


@lru_cache(maxsize=32)
def _changes(acte: _Known) -> tuple[tuple[date, str], ...]:
    return tuple(_days_of_change(acte.acte))


class _Known:
    """An act as a key: the same object, not an equal one."""

    def __init__(self, acte: Acte):
        self.acte = acte

    def __hash__(self) -> int:
        return id(self.acte)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.acte is self.acte


def _notches(acte: Acte) -> list[dict[str, str]]:
    return [{"date": jour.isoformat(), "libelle": label} for jour, label in _changes(_Known(acte))]


def _days_of_change(acte: Acte) -> Iterator[tuple[date, str]]:
    """Each day from which an act of that day is not worded as the day before, and what changes."""
    dated: list[_Datee] = [
        acte,
        *acte.titres,
        *acte.mentions,
        *acte.regles,
        *acte.delais,
        *acte.emetteurs,
        *acte.exemplaires,
    ]
    dated += [*acte.modeles, *acte.applicable, *acte.calculs, *(r for e in acte.exemplaires for r in e.remise)]
    periods = [entry.en_vigueur.acte for entry in dated if entry.en_vigueur.acte]
    days = {p.du for p in periods if p.du} | {p.au + timedelta(days=1) for p in periods if p.au and p.au < date.max}
    for jour in sorted(days):
        found = [e for e in evolutions(acte, jour - timedelta(days=1), jour) if "acte" in e.axes]
        if found:
            yield jour, _told(found)


def _told(found: list[Evolution]) -> str:
    words = [f"{e.nature} « {e.id} » {_SENS[e.sens]}" if e.id else f"{e.nature} {_SENS[e.sens]}" for e in found]
    if len(words) <= SEVERAL + 1:
        return typographie(" ; ".join(words))
    return typographie(" ; ".join(words[:SEVERAL]) + f" ; et {len(words) - SEVERAL} autres changements")


def _iso(jour: date | None) -> str | None:
    return jour.isoformat() if jour else None
