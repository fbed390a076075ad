"""The register: chained lines, numbers, reservations, slots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables in an empty file."""
    _lignes()
    _derived()
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER lignes_{event.lower()} BEFORE {event} ON lignes "
            "BEGIN SELECT RAISE(ABORT, 'le registre ne se corrige pas : on y ajoute'); END"
        )


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _serie() -> list[sa.Column[str] | sa.Column[int]]:
    return [
        sa.Column("juridiction", sa.Text, nullable=False),
        sa.Column("annee", sa.Integer, nullable=False),
        sa.Column("brouillon", sa.Integer, nullable=False),
    ]


def _lignes() -> None:
    op.create_table(
        "lignes",
        sa.Column("rang", sa.Integer, primary_key=True),
        *_text("nature", "quand", "qui", "juridiction"),
        sa.Column("annee", sa.Integer, nullable=False),
        sa.Column("numero", sa.Integer, nullable=False),
        sa.Column("brouillon", sa.Integer, nullable=False),
        *_text("dossier", "acte", "exemplaire", "element", "date_acte"),
        *_text("empreinte_dossier", "empreinte_modele", "empreinte_droit", "empreinte_document"),
        *_text("programme", "contenu", "precedente", "empreinte"),
    )
    serie = ["juridiction", "annee", "brouillon", "numero"]
    document = sa.text("nature = 'document'")
    suite = sa.text("nature IN ('annulation', 'evenement')")
    op.create_index("lignes_document", "lignes", serie, unique=True, sqlite_where=document)
    op.create_index("lignes_suite", "lignes", serie, sqlite_where=suite)
    op.create_index("lignes_empreinte", "lignes", ["empreinte_document"], sqlite_where=document)
    op.create_index("lignes_dossier", "lignes", ["dossier"])
    affaire = sa.text("nature = 'affaire'")
    op.create_index("lignes_affaire", "lignes", ["dossier", "juridiction"], sqlite_where=affaire)


def _derived() -> None:
    tete = op.create_table(
        "tete",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("rang", sa.Integer, nullable=False),
        *_text("empreinte", "schema"),
    )
    op.bulk_insert(tete, [{"id": 1, "rang": 0, "empreinte": "0" * 64, "schema": ""}])
    op.create_table(
        "compteurs",
        *_serie(),
        sa.Column("dernier", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("juridiction", "annee", "brouillon"),
    )
    op.create_table(
        "reservations",
        sa.Column("cle", sa.Text, primary_key=True),
        *_serie(),
        sa.Column("numero", sa.Integer, nullable=False),
        *_text("lot", "quand", "qui", "sceau"),
        sa.UniqueConstraint("juridiction", "annee", "brouillon", "numero"),
    )
    keys = ["le", "heure", "rendez_vous", "service", "lieu", "juridiction", "dossier"]
    op.create_table(
        "creneaux",
        *_text(*keys, "offre", "fichier"),
        sa.Column("place", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(*keys),
    )


def downgrade() -> None:
    """A register is never undone: its lines are what was issued."""
    raise NotImplementedError
