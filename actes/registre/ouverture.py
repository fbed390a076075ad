"""Opening a register: is this file one, of which schema; created or brought up to date in one transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine

from actes.errors import EnvironnementError, RegistreAbsent
from actes.place import Place
from actes.registre.base import words_of, writing
from actes.registre.faits import fingerprint
from actes.registre.schema import APPLICATION, VERSION, tete
from actes.typographie import typographie

MIGRATIONS = Path(__file__).parent / "migrations"
EMPTY = 0
_DAMAGE = ("malformed", "not a database", "unsupported file format", "corrupt", "no such column", "no such table")
_OURS = {"lignes", "compteurs", "reservations", "alembic_version"}


def prepare(engine: Engine, path: Path, *, creer: bool) -> None:
    """Bring this file to the current schema; an empty one becomes a register if `creer`.

    Several processes may do it at once: the first does it, the others wait and find it done.
    Raises EnvironnementError: not a register, or one of a later program; RegistreAbsent: empty, and not `creer`.
    """
    with engine.connect() as connection:
        version = _version(connection, path)
    if version == VERSION:
        return
    if version == EMPTY and not creer:
        raise absent(path)
    with writing(engine) as connection:
        if _version(connection, path) != VERSION:
            _migrate(connection)


def check_readable(engine: Engine, path: Path) -> None:
    """Whether this file is a register of the current schema. Raises EnvironnementError; RegistreAbsent if empty."""
    with engine.connect() as connection:
        version = _version(connection, path)
    if version == EMPTY:
        raise absent(path)
    if version != VERSION:
        raise EnvironnementError(
            typographie(f"ce registre est d'un schéma ancien (version {version}), et il ne peut être que lu ici"),
            Place(str(path)),
            conseil=typographie("mettez-le à jour par une commande qui écrit, avec le droit de le modifier"),
        )


def _version(connection: Connection, path: Path) -> int:
    """The version of the schema; EMPTY for a file that holds nothing. What is not a register is refused."""
    application, version = (
        connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("application_id", "user_version")
    )
    if application == APPLICATION and version == VERSION:
        return VERSION
    names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not names and application == 0:
        return EMPTY
    if not names >= _OURS:
        raise _not_ours(path)
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    known = int(revision) if revision and revision.isdecimal() else version
    if known < 1:
        raise _not_ours(path)
    if known > VERSION:
        raise EnvironnementError(
            typographie(f"ce registre vient d'une version plus récente d'actes (schéma {known}, ici {VERSION})"),
            Place(str(path)),
            conseil=typographie("mettez actes à jour sur ce poste : rien n'a été changé dans le registre"),
        )
    return known


def _migrate(connection: Connection) -> None:
    """Run the steps that lack, in the transaction of this connection. Alembic is imported only here."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.execute(tete.update().where(tete.c.id == 1), {"schema": schema_print(connection)})
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def schema_print(connection: Connection) -> str:
    """The fingerprint of the description of our tables, indexes and triggers in the file."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    return fingerprint([[str(value) for value in row] for row in connection.exec_driver_sql(query)])


def is_damage(error: BaseException) -> bool:
    """Whether SQLite says by this error that the file itself is damaged."""
    return any(sign in words_of(error) for sign in _DAMAGE)


def absent(path: Path) -> RegistreAbsent:
    """What to say of a register that was never begun: an empty file is what a process killed at once leaves."""
    return RegistreAbsent(
        typographie("ce registre n'existe pas encore"),
        Place(str(path)),
        conseil=typographie("vérifiez --registre ou ACTES_REGISTRE ; il naît au premier acte produit"),
    )


def _not_ours(path: Path) -> EnvironnementError:
    return EnvironnementError(
        typographie("ce fichier n'est pas un registre d'actes"),
        Place(str(path)),
        conseil=typographie("indiquez le registre par --registre ou ACTES_REGISTRE"),
    )
