"""How acts leave the court: the groups in which they are sorted for the people who fold and post."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, func, select

from actes.lot.journal import Journal, documents, unites

BATCH = 1000  # rows of the journal held at a time


@dataclass(frozen=True, slots=True)
class Groupe:
    """Documents that are handled alike: its id names its files; `modes` are those of `remise` in acte.yaml.

    `a_remplir` heads the two columns that a bordereau leaves blank, `visa` is what it asks for when it is closed.
    """

    id: str
    titre: str
    modes: tuple[str, ...]
    a_remplir: tuple[str, str]
    visa: str = "Nom, qualité et signature\u00a0:"


_AUTRE = Groupe(
    "tout-moyen",
    "Par tout moyen",
    # and any mode not known here; the translation goes with its certificate
    ("tout_moyen", "telecopie", "electronique", "trace_ecrite", "trace-ecrite", "avec-le-certificat", ""),
    ("Moyen employé", "Envoyé le"),
)

GROUPES: tuple[Groupe, ...] = (
    Groupe(
        "a-remettre",
        "À remettre en mains propres",
        ("mains_propres", "emargement"),
        ("Remis le", "Nom et signature de qui reçoit"),
    ),
    Groupe(
        "recommandee",
        "Lettre recommandée",
        ("recommandee",),
        ("N°\u00a0de recommandé", "Déposée le"),
        "Cachet du bureau de dépôt\u00a0:",
    ),
    Groupe(
        "recommandee-avis",
        "Lettre recommandée avec avis de réception",
        ("lrar",),
        ("N°\u00a0de recommandé", "Déposée le, avis reçu le"),
        "Cachet du bureau de dépôt\u00a0:",
    ),
    Groupe(
        "transmission-interne",
        "Transmission interne",
        ("transmission", "etablissement", "depot_greffe"),
        ("Transmis le", "Reçu le, visa"),
    ),
    _AUTRE,
    Groupe("conservation", "À conserver au dossier", ("conservation",), ("Versé le", "Visa")),
)

_TITRES = {
    "mains_propres": "Remise en mains propres",
    "emargement": "Remise contre émargement",
    "recommandee": "Lettre recommandée",
    "lrar": "Lettre recommandée avec avis de réception",
    "transmission": "Transmission",
    "etablissement": "Par l’établissement pénitentiaire",
    "tout_moyen": "Par tout moyen",
    "trace_ecrite": "Par tout moyen laissant une trace écrite",
    "avec_le_certificat": "Avec le certificat",
    "depot_greffe": "Dépôt au greffe",
    "telecopie": "Par télécopie",
    "electronique": "Par voie électronique",
    "conservation": "Conservation au dossier",
}
_PAR_MODE = {mode: groupe for groupe in GROUPES for mode in groupe.modes}


def group_of(mode: str) -> Groupe:
    """The group of a mode of delivery; what nothing prescribes, or an unknown mode, leaves by any means."""
    return _PAR_MODE.get(mode, _AUTRE)


def mode_title(mode: str) -> str:
    """A mode of delivery as one reads it; a mode not known here as it is written, nothing for none."""
    return _TITRES.get(mode.replace("-", "_")) or mode.replace("_", " ")


def ordered(journal: Journal, groupe: Groupe) -> Iterator[RowMapping]:
    """The documents of a group in the order in which they are folded: by addressee (surname first), then by dossier.

    Mappings of the columns of `documents`, with the `reference` and the `fichier` of the dossier; read as it is asked.
    """
    nom = documents.c.nom_destinataire
    query = (
        select(documents, unites.c.reference, unites.c.fichier)
        .join(unites)
        .where(_within(groupe))
        .order_by(documents.c.destinataire, func.surname_key(nom), nom, unites.c.reference, documents.c.nom)
    )
    with journal.read() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None, "the connection is open"
        raw.create_function("surname_key", 1, surname_key, deterministic=True)
        yield from connection.execution_options(yield_per=BATCH).execute(query).mappings()


def surname_key(nom: str) -> str:
    """What a name is sorted by: « durand eric » for « Monsieur Éric DURAND », the whole of it for an institution."""
    words = nom.split()
    first = next((rank for rank, word in enumerate(words) if word.isupper() and len(word.strip(".")) > 1), 0)
    sorted_by = words[first:] + words[1:first]  # the title, that comes first of all, says nothing
    plain = unicodedata.normalize("NFKD", " ".join(sorted_by).casefold().replace("œ", "oe"))
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def count_documents(journal: Journal, groupe: Groupe) -> int:
    """How many documents a group holds."""
    query = select(func.count()).select_from(documents).where(_within(groupe))
    with journal.read() as connection:
        return connection.execute(query).scalar_one()


def _within(groupe: Groupe) -> ColumnElement[Any]:
    if groupe is _AUTRE:
        elsewhere = [mode for other in GROUPES if other is not _AUTRE for mode in other.modes]
        return documents.c.mode.not_in(elsewhere)
    return documents.c.mode.in_(groupe.modes)
