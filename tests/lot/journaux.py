"""Journals of lots written by hand, for the tests of what is made from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from actes.lot.journal import FAIT, REJETE, YAML, Journal, documents, encode_constats, unites
from actes.lot.rapport import Execution
from actes.registre.base import writing

NOM, RUE = "Monsieur Éric DURAND", "3 rue de la Paix"
EXECUTION = Execution(
    commence_le=datetime(2026, 11, 20, 20, 4, tzinfo=UTC), termine_le=datetime(2026, 11, 21, 1, 12, 30, tzinfo=UTC)
)
VALEURS = {
    "jour": "2026-11-20",
    "lot": "f" * 32,
    "passe": 1,
    "interruptions": 0,
    "registre": [12, "ab" * 32],
    "options": {"registre": "/var/lib/actes/registre.sqlite", "brouillon": False},
}


def constat(**facts: Any) -> dict[str, Any]:
    """A finding as the journal keeps it: a mention that lacks, unless `facts` say otherwise."""
    return {
        "fichier": "/dossiers/a.yaml",
        "acte": "ordre-mise-a-execution",
        "gravite": "bloquante",
        "code": "mention-absente",
        "mention": None,
        "article": "CPP D48-2-4 al. 1",
        "message": "les horaires de présentation manquent",
        "chemin": "incarceration.heure_debut",
        "ligne": 6,
        "colonne": 5,
        "conseil": "ajoutez «\u00a0incarceration.heure_debut\u00a0» (forme HH:MM)",
    } | facts


def document(nom: str, **facts: Any) -> dict[str, Any]:
    """A document issued: a recorded letter, unless `facts` say otherwise."""
    return {
        "nom": nom,
        "acte": "ordre-mise-a-execution",
        "titre": "Ordre de mise à exécution",
        "exemplaire": "copie",
        "sha256": "ab" * 32,
        "numero": "2026/00001",
        "mode": "lrar",
        "article": "CPP D48-2-5 al. 2",
        "destinataire": "condamné",
        "nom_destinataire": NOM,
        "adresse": f"{RUE}\n59100 ROUBAIX",
    } | facts


def dossier(
    reference: str,
    made: Sequence[Mapping[str, Any]] = (),
    constats: Sequence[Mapping[str, Any]] = (),
    **facts: Any,
) -> dict[str, Any]:
    """A dossier: rejected if a finding blocks it."""
    blocked = any(one["gravite"] == "bloquante" for one in constats)
    fichier = f"/dossiers/{reference.replace('/', '-')}.yaml"
    row: dict[str, Any] = {"fichier": fichier, "place": 0, "genre": YAML, "lu_dans": fichier}
    row |= {"debut": 0, "fin": None, "lignes": 0, "etat": REJETE if blocked else FAIT, "reference": reference}
    row["constats"] = encode_constats(constats)
    return {"unite": row | facts, "documents": list(made)}


def journal_of(folder: Path, dossiers: Sequence[Mapping[str, Any]], **valeurs: Any) -> Journal:
    """The journal of a lot that holds these dossiers, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    journal = Journal(folder)
    with writing(journal.engine) as connection:
        rows = [{**one["unite"], "rang": rang} for rang, one in enumerate(dossiers, 1)]
        made = [{**one, "unite": rang} for rang, each in enumerate(dossiers, 1) for one in each["documents"]]
        if rows:
            connection.execute(unites.insert(), rows)
        if made:
            connection.execute(documents.insert(), made)
    journal.set_values(VALEURS | valeurs)
    return journal
