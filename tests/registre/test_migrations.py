"""The schema of a register: made by migrations, brought up to date whole or not at all, refused when it is later."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from actes.errors import EnvironnementError
from actes.registre import Registre, derives, ouverture
from actes.registre.fichier import check_file
from actes.registre.schema import VERSION, metadata
from tests.registre.registres import by_hand, contents, lived, recorded


def test_the_migrations_make_the_tables_that_the_program_uses(tmp_path):
    Registre.open(tmp_path / "registre.sqlite").close()
    made, meant = (create_engine(f"sqlite:///{tmp_path / name}") for name in ("registre.sqlite", "voulu.sqlite"))
    metadata.create_all(meant)

    def facts(engine):
        seen = inspect(engine)
        return {
            table: (
                [(c["name"], str(c["type"]), c["nullable"], c["primary_key"]) for c in seen.get_columns(table)],
                sorted((i["name"], i["column_names"], i["unique"]) for i in seen.get_indexes(table)),
                [str(i["dialect_options"].get("sqlite_where")) for i in seen.get_indexes(table)],
                sorted(i["column_names"] for i in seen.get_unique_constraints(table)),
            )
            for table in seen.get_table_names()
            if table != "alembic_version"
        }

    assert facts(made) == facts(meant)
    for engine in (made, meant):
        engine.dispose()


NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.add_column("creneaux", sa.Column("note", sa.Text))
    op.create_index("lignes_qui", "lignes", ["qui"])
"""


def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str = NEXT) -> None:
    """Give the program one more step of migration than the registers made so far have."""
    steps = tmp_path / "migrations"
    if not steps.exists():
        shutil.copytree(ouverture.MIGRATIONS, steps)
        monkeypatch.setattr(ouverture, "MIGRATIONS", steps)
        for module in (ouverture, derives):
            monkeypatch.setattr(module, "VERSION", VERSION + 1)
    (steps / "versions" / "0002_essai.py").write_text(step)


def test_an_upgrade_that_fails_or_is_killed_leaves_the_older_register_whole(tmp_path, monkeypatch):
    path = tmp_path / "registre.sqlite"
    lived(path).close()
    said = contents(path)
    with monkeypatch.context() as patch:
        next_schema(tmp_path, patch, f"{NEXT}    raise KeyboardInterrupt\n")
        with pytest.raises(KeyboardInterrupt):
            Registre.open(path)
    assert contents(path) == said
    assert check_file(path).rupture is None
    shutil.rmtree(tmp_path / "migrations")
    next_schema(tmp_path, monkeypatch)
    with ThreadPoolExecutor(4) as pool:  # several commands at once: one of them does it
        for registre in pool.map(Registre.open, [path] * 4):
            registre.close()
    found = check_file(path)
    assert (found.rupture, found.lignes) == (None, len(said["lignes"]))


@pytest.mark.parametrize("how", [{}, {"creer": False}, {"lecture": True}])
def test_a_register_that_no_longer_says_its_schema_is_not_begun_again(tmp_path, how):
    path = tmp_path / "registre.sqlite"
    Registre.open(path).close()
    by_hand(path, "UPDATE alembic_version SET version_num = '0000'", "PRAGMA user_version = 0")
    with pytest.raises(EnvironnementError, match="n’est pas un registre"):
        Registre.open(path, **how)
    assert check_file(path).rupture is not None


def test_an_older_register_is_brought_up_to_date_with_its_lines(tmp_path, monkeypatch):
    path = tmp_path / "registre.sqlite"
    with Registre.open(path) as registre:
        recorded(registre, 1, 2)
        head = registre.tete()
    next_schema(tmp_path, monkeypatch)
    with pytest.raises(EnvironnementError, match="schéma ancien"):
        Registre.open(path, lecture=True)
    with Registre.open(path) as registre:
        assert registre.tete() == head
        assert registre.controler().rupture is None
        assert str(recorded(registre, 3)[0]) == "2026/00003"
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)
    connection.close()


def test_a_register_of_a_later_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "registre.sqlite"
    Registre.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9")
    connection.execute("UPDATE alembic_version SET version_num = '0009'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    for lecture in (False, True):
        with pytest.raises(EnvironnementError, match=r"plus récente d’actes \(schéma 9"):
            Registre.open(path, lecture=lecture)
    assert path.read_bytes() == before
