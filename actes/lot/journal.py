"""The journal of a lot: what is to be done, what was done of it; a file of the output folder, private, disposable.

It is written after the acts and after the register: what it says is done is done, what it does not say is done again
and found identical. It holds the addressees, for the bordereaux: it is as private as the acts beside it (0600).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, MetaData, Table, Text, func, select

from actes.registre.base import open_sqlite, writing

NOM = "journal.sqlite"
ATTENTE, FAIT, REJETE = "attente", "fait", "rejete"
TABLEAU, YAML = "tableau", "yaml"

metadata = MetaData()

meta = Table("meta", metadata, Column("cle", Text, primary_key=True), Column("valeur", Text, nullable=False))

fichiers = Table(  # the files of the sources, while the lot is planned
    "fichiers",
    metadata,
    Column("source", Integer, nullable=False),
    Column("chemin", Text, nullable=False),
    Column("reel", Text, nullable=False, unique=True),
)

unites = Table(
    "unites",
    metadata,
    Column("rang", Integer, primary_key=True),  # the order of the lot: sources as given, files by name, documents
    Column("fichier", Text, nullable=False),  # as the user would name it
    Column("place", Integer, nullable=False),  # of the dossier in its file, from 0
    Column("genre", Text, nullable=False),  # yaml | tableau
    Column("lu_dans", Text, nullable=False),  # the file to read: that one, or the working copy of a table
    Column("debut", Integer, nullable=False),  # bytes of `lu_dans`
    Column("fin", Integer),  # None: to the end
    Column("lignes", Integer, nullable=False),  # of `fichier` before this dossier; for a table, its line
    Column(
        "stamp", Text, nullable=False, server_default=""
    ),  # size and date of a stream, to see that it has changed since
    Column("etat", Text, nullable=False, server_default=ATTENTE),
    Column("jour", Text, nullable=False, server_default=""),  # the day of the acts, where the dossier gives none
    Column("reference", Text, nullable=False, server_default=""),
    Column("empreinte", Text, nullable=False, server_default=""),  # of what was read, SHA-256 in hexadecimal
    Column("constats", Text, nullable=False, server_default="[]"),  # JSON, without private values
    Column("passe", Integer, nullable=False, server_default="0"),  # the run that planned it last
    Index("unites_fichier", "fichier", "place", unique=True),
    Index("unites_etat", "etat"),
    Index("unites_reference", "reference"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unite", Integer, ForeignKey("unites.rang"), nullable=False, index=True),
    Column("nom", Text, nullable=False, unique=True),  # the file, in the output folder
    Column("acte", Text, nullable=False),
    Column("titre", Text, nullable=False),
    Column("exemplaire", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("numero", Text, nullable=False),  # of the register
    Column("mode", Text, nullable=False),  # of delivery; empty: none is prescribed
    Column("article", Text, nullable=False),  # that prescribes it
    Column("destinataire", Text, nullable=False),  # the quality: « condamné »
    Column("nom_destinataire", Text, nullable=False),  # empty when the dossier does not name one
    Column("adresse", Text, nullable=False),  # lines separated by line feeds
    Column("pdf_de", Text, nullable=False, server_default=""),  # sha256 of the docx that its PDF was made from
    Column("pages", Integer, nullable=False, server_default="0"),
    Index("documents_mode", "mode", "destinataire", "nom_destinataire"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unite:
    """One dossier of a lot: where it is read, and its rank in the order of the lot."""

    rang: int
    fichier: str
    place: int
    genre: str
    lu_dans: str
    debut: int
    fin: int | None
    lignes: int
    stamp: str
    etat: str
    jour: str
    empreinte: str


class Journal:
    """The journal of one output folder. One process writes it: the one that holds the lot."""

    def __init__(self, folder: Path):
        self.path = folder / NOM
        self.engine = open_sqlite(self.path, durable=False)
        metadata.create_all(self.engine)

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def read(self) -> Connection:
        """A connection to read with, to be closed."""
        return self.engine.connect()

    def values(self) -> dict[str, Any]:
        """What is known of the lot itself: its day, its options, what it was made with."""
        with self.engine.connect() as connection:
            return {key: json.loads(value) for key, value in connection.execute(select(meta.c.cle, meta.c.valeur))}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Note these, each replacing what was noted under its name; in ASCII, for the paths that are not UTF-8."""
        rows = [{"cle": key, "valeur": json.dumps(value)} for key, value in values.items()]
        with writing(self.engine) as connection:
            for row in rows:
                connection.execute(meta.delete().where(meta.c.cle == row["cle"]))
            connection.execute(meta.insert(), rows)

    def counts(self) -> dict[str, int]:
        """How many dossiers are in each state."""
        query = select(unites.c.etat, func.count().label("nombre")).group_by(unites.c.etat)
        with self.engine.connect() as connection:
            found = {row.etat: row.nombre for row in connection.execute(query)}
        return {state: found.get(state, 0) for state in (ATTENTE, FAIT, REJETE)}

    def count_documents(self) -> int:
        """How many documents were written."""
        with self.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(documents)).scalar_one()

    def rejected(self) -> Iterator[Any]:
        """The rejected dossiers, in the order of the lot: rows of `unites`."""
        with self.engine.connect() as connection:
            yield from connection.execute(select(unites).where(unites.c.etat == REJETE).order_by(unites.c.rang))

    def issued(self, *order: Any) -> Iterator[Any]:
        """The documents, by `order` or in the order of the lot: rows of `documents`, and their dossier's reference."""
        query = select(documents, unites.c.reference, unites.c.fichier).join(unites)
        with self.engine.connect() as connection:
            result = connection.execution_options(yield_per=1000).execute(
                query.order_by(*(order or (documents.c.unite, documents.c.id)))
            )
            yield from result


def encode_constats(constats: Sequence[Mapping[str, Any]]) -> str:
    """Findings as the journal keeps them."""
    return json.dumps(list(constats), ensure_ascii=False)


def decode_constats(text: str) -> list[dict[str, Any]]:
    """Findings as they were: the keys of conception §6, and `conseil`."""
    found: list[dict[str, Any]] = json.loads(text)
    return found


def rows_of(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Plain rows, to insert."""
    return [dict(item) for item in items]
