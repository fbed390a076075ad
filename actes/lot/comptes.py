"""What a report counts of a journal: SQLite does it, nothing is held but the results."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, select, text

from actes.errors import Gravite
from actes.lot.journal import ATTENTE, FAIT, REJETE, Journal, documents, unites

BATCH = 1000

# One row for each dossier rejected: why, by the first finding that blocks it, or the first of all.
_MOTIFS = """
CREATE TEMP TABLE motifs AS
SELECT u.rang AS rang,
  coalesce(json_extract(c.value, '$.code'), '') AS code, coalesce(json_extract(c.value, '$.message'), '') AS message,
  coalesce(json_extract(c.value, '$.article'), '') AS article,
  coalesce(json_extract(c.value, '$.conseil'), '') AS conseil
FROM unites AS u LEFT JOIN json_each(u.constats) AS c ON c.key = coalesce(
  (SELECT min(b.key) FROM json_each(u.constats) AS b WHERE json_extract(b.value, '$.gravite') = 'bloquante'), 0)
WHERE u.etat = 'rejete'
"""

# One row for each warning or information said of a dossier whose acts were made.
_AVIS = """
CREATE TEMP TABLE avis AS
SELECT u.rang AS rang, json_extract(c.value, '$.gravite') AS gravite, json_extract(c.value, '$.code') AS code,
  coalesce(json_extract(c.value, '$.acte'), '') AS acte, json_extract(c.value, '$.message') AS message,
  coalesce(json_extract(c.value, '$.article'), '') AS article,
  coalesce(json_extract(c.value, '$.conseil'), '') AS conseil
FROM unites AS u, json_each(u.constats) AS c
WHERE u.etat = 'fait' AND json_extract(c.value, '$.gravite') <> 'bloquante'
"""


def totals(journal: Journal) -> dict[str, Any]:
    """Dossiers by state, documents, findings by gravity."""
    counts = journal.counts()
    query = text(
        "SELECT json_extract(c.value, '$.gravite'), count(*) FROM unites, json_each(unites.constats) AS c GROUP BY 1"
    )
    with journal.read() as connection:
        said: dict[str, int] = dict(connection.execute(query).all())
    return {
        "dossiers": sum(counts.values()),
        "faits": counts[FAIT],
        "rejetes": counts[REJETE],
        "en_attente": counts[ATTENTE],
        "documents": journal.count_documents(),
        "constats": {str(gravite): said.get(str(gravite), 0) for gravite in Gravite},
    }


def by_act(journal: Journal) -> dict[str, dict[str, Any]]:
    """For each act: its title, how many dossiers have it, how many documents it made."""
    d = documents.c
    query = select(d.acte, func.max(d.titre), func.count(d.unite.distinct()), func.count()).group_by(d.acte)
    with journal.read() as connection:
        rows = connection.execute(query.order_by(d.acte)).all()
    return {acte: {"titre": titre, "dossiers": many, "documents": number} for acte, titre, many, number in rows}


def by_mode(journal: Journal) -> dict[str, int]:
    """How many documents each mode of delivery has."""
    query = select(documents.c.mode, func.count()).group_by(documents.c.mode).order_by(documents.c.mode)
    with journal.read() as connection:
        return dict(connection.execute(query).all())


def common_folder(journal: Journal) -> str:
    """The folder that holds every dossier of the lot, ending with its separator; nothing if there is none."""
    with journal.read() as connection:
        first, last = connection.execute(select(func.min(unites.c.fichier), func.max(unites.c.fichier))).one()
    if not first or not last or not os.path.isabs(first):
        return ""
    shared = os.path.commonpath([os.path.dirname(first), os.path.dirname(last)])  # what is between shares it too
    return shared.rstrip(os.sep) + os.sep if shared != os.sep else ""


def prepare(connection: Connection) -> None:
    """Sort out the findings into the tables `motifs` and `avis` of this connection."""
    connection.execute(text(_MOTIFS))
    connection.execute(text(_AVIS))


def reject_kinds(connection: Connection) -> list[Row[Any]]:
    """Why dossiers are rejected, the most frequent first: code, dossiers."""
    return list(connection.execute(text("SELECT code, count(*) FROM motifs GROUP BY 1 ORDER BY 2 DESC, 1")))


def warning_kinds(connection: Connection) -> list[Row[Any]]:
    """The kinds of warnings, the most frequent first: code, dossiers."""
    query = "SELECT code, count(DISTINCT rang) FROM avis WHERE gravite = 'avertissement' GROUP BY 1 ORDER BY 2 DESC, 1"
    return list(connection.execute(text(query)))


def count_warned(connection: Connection) -> int:
    """How many dossiers have acts and a warning."""
    query = text("SELECT count(DISTINCT rang) FROM avis WHERE gravite = 'avertissement'")
    return int(connection.execute(query).scalar_one())


def common_reasons(connection: Connection, code: str, limit: int) -> list[Row[Any]]:
    """The reasons shared by several rejected dossiers: message, article, conseil, dossiers."""
    query = text(
        "SELECT message, article, conseil, count(*) FROM motifs WHERE code = :code GROUP BY 1, 2, 3 "
        "HAVING count(*) > 1 ORDER BY 4 DESC, 1 LIMIT :limit"
    )
    return list(connection.execute(query, {"code": code, "limit": limit}))


def rejected_for(connection: Connection, code: str, limit: int) -> Iterator[Row[Any]]:
    """The dossiers rejected for a reason: fichier, place, reference, constats, and how many documents they have."""
    query = text(
        "SELECT u.fichier, u.place, u.reference, u.constats, "
        "(SELECT count(*) FROM documents AS d WHERE d.unite = u.rang) AS documents "
        "FROM motifs AS m JOIN unites AS u ON u.rang = m.rang WHERE m.code = :code "
        "ORDER BY m.message, u.rang LIMIT :limit"
    )
    yield from connection.execution_options(yield_per=BATCH).execute(query, {"code": code, "limit": limit})


def warnings(connection: Connection, code: str, limit: int) -> list[Row[Any]]:
    """What a warning of this code says, the most frequent first: acte, message, article, conseil, dossiers."""
    query = text(
        "SELECT acte, message, article, conseil, count(DISTINCT rang) FROM avis "
        "WHERE code = :code AND gravite = 'avertissement' GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 2 LIMIT :limit"
    )
    return list(connection.execute(query, {"code": code, "limit": limit}))


def warned(connection: Connection, code: str, one: Row[Any], limit: int) -> list[Row[Any]]:
    """The first dossiers of which this is said: reference, fichier."""
    query = text(
        "SELECT DISTINCT u.rang, u.reference, u.fichier FROM avis AS a JOIN unites AS u ON u.rang = a.rang "
        "WHERE a.gravite = 'avertissement' AND a.code = :code AND a.acte = :acte AND a.message = :message "
        "AND a.article = :article AND a.conseil = :conseil ORDER BY u.rang LIMIT :limit"
    )
    said = {"acte": one.acte, "message": one.message, "article": one.article, "conseil": one.conseil}
    return list(connection.execute(query, {**said, "code": code, "limit": limit}))


def informations(connection: Connection, limit: int) -> list[Row[Any]]:
    """What is only told, gathered by what stands before its colon: acte, libelle, article, dossiers."""
    query = text(
        "SELECT acte, CASE WHEN instr(message, :colon) > 1 THEN substr(message, 1, instr(message, :colon) - 1) "
        "ELSE message END AS libelle, article, count(DISTINCT rang) FROM avis WHERE gravite = 'information' "
        "GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2 LIMIT :limit"
    )
    return list(connection.execute(query, {"colon": "\u00a0:", "limit": limit}))
