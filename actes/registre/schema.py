"""The tables of the register, as the last migration leaves them."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

APPLICATION = 0x41435445  # « ACTE », in the header of the file
VERSION = 1  # of the schema: PRAGMA user_version, and the revision « 0001 »

metadata = MetaData()

lignes = Table(
    "lignes",
    metadata,
    Column("rang", Integer, primary_key=True),  # 1, 2, 3… without hole
    Column("nature", Text, nullable=False),  # document | annulation | evenement | affaire | creneau
    Column("quand", Text, nullable=False),
    Column("qui", Text, nullable=False),
    Column("juridiction", Text, nullable=False),
    Column("annee", Integer, nullable=False),
    Column("numero", Integer, nullable=False),  # 0: the line is about no number
    Column("brouillon", Integer, nullable=False),
    Column("dossier", Text, nullable=False),
    Column("acte", Text, nullable=False),
    Column("exemplaire", Text, nullable=False),
    Column("element", Text, nullable=False),
    Column("date_acte", Text, nullable=False),
    Column("empreinte_dossier", Text, nullable=False),
    Column("empreinte_modele", Text, nullable=False),
    Column("empreinte_droit", Text, nullable=False),
    Column("empreinte_document", Text, nullable=False),
    Column("programme", Text, nullable=False),
    Column("contenu", Text, nullable=False),  # canonical JSON
    Column("precedente", Text, nullable=False),  # empreinte of the line before
    Column("empreinte", Text, nullable=False),  # SHA-256 of the canonical JSON of all the others
)

_SERIE = (lignes.c.juridiction, lignes.c.annee, lignes.c.brouillon, lignes.c.numero)

# written as they stand in the indexes: SQLite uses a partial index only where it reads its very condition
EST_DOCUMENT = text("lignes.nature = 'document'")
EST_SUITE = text("lignes.nature IN ('annulation', 'evenement')")
EST_AFFAIRE = text("lignes.nature = 'affaire'")

Index("lignes_document", *_SERIE, unique=True, sqlite_where=text("nature = 'document'"))
Index("lignes_suite", *_SERIE, sqlite_where=text("nature IN ('annulation', 'evenement')"))
Index("lignes_empreinte", lignes.c.empreinte_document, sqlite_where=text("nature = 'document'"))
Index("lignes_dossier", lignes.c.dossier)
Index("lignes_affaire", lignes.c.dossier, lignes.c.juridiction, sqlite_where=text("nature = 'affaire'"))

tete = Table(  # one row: the last line, so that one taken away at the end is noticed
    "tete",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rang", Integer, nullable=False),
    Column("empreinte", Text, nullable=False),
    Column("schema", Text, nullable=False),  # fingerprint of the description of the tables, as the migration left it
)

compteurs = Table(
    "compteurs",
    metadata,
    Column("juridiction", Text, primary_key=True),
    Column("annee", Integer, primary_key=True),
    Column("brouillon", Integer, primary_key=True),
    Column("dernier", Integer, nullable=False),
)

reservations = Table(
    "reservations",
    metadata,
    Column("cle", Text, primary_key=True),  # of the document that is to bear the number
    Column("juridiction", Text, nullable=False),
    Column("annee", Integer, nullable=False),
    Column("brouillon", Integer, nullable=False),
    Column("numero", Integer, nullable=False),
    Column("lot", Text, nullable=False),
    Column("quand", Text, nullable=False),
    Column("qui", Text, nullable=False),
    Column("sceau", Text, nullable=False),  # SHA-256 of the canonical JSON of the others: no chain holds them yet
    UniqueConstraint("juridiction", "annee", "brouillon", "numero"),
)

creneaux = Table(  # the slots now held
    "creneaux",
    metadata,
    Column("le", Text, primary_key=True),
    Column("heure", Text, primary_key=True),
    Column("rendez_vous", Text, primary_key=True),
    Column("service", Text, primary_key=True),
    Column("lieu", Text, primary_key=True),
    Column("juridiction", Text, primary_key=True),
    Column("dossier", Text, primary_key=True),
    Column("offre", Text, nullable=False),  # the file that offers it
    Column("fichier", Text, nullable=False),  # the file of the dossier, and its place in it
    Column("place", Integer, nullable=False),
)
