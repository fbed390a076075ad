"""Opening a register: made whole at once, refused with what to do; read where one may only read."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from actes.errors import EnvironnementError, RegistreAbsent
from actes.registre import Registre, base, ouverture
from actes.registre.fichier import back_up, check_file
from actes.registre.schema import VERSION
from tests.conftest import RACINE, needs
from tests.registre.registres import PAR, recorded


def run_python(code: str, *arguments: object, unable: bool = False) -> subprocess.CompletedProcess[str]:
    """Run this in another process; `unable`: bound by the rights of files, even for the superuser."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    if unable and os.geteuid() == 0:
        command = [needs("setpriv"), "--bounding-set", "-dac_override,-dac_read_search", *command]
    return subprocess.run(command, cwd=RACINE, capture_output=True, text=True, timeout=60, check=False)


def test_a_register_is_made_private_and_whole(tmp_path):
    path = tmp_path / "registre.sqlite"
    with Registre.open(path) as registre:
        recorded(registre, 1)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(Path(f"{path}-wal").stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["registre.sqlite"]
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    connection.close()


@pytest.mark.parametrize(
    "name", ["été 100 % # ? & ;.sqlite", "file:x.sqlite", b"r\xe9.sqlite".decode("utf-8", "surrogateescape")]
)
def test_any_name_of_file_will_do(tmp_path, name):
    with Registre.open(tmp_path / name) as registre:
        recorded(registre, 1)
    assert os.listdir(tmp_path) == [name]
    assert check_file(tmp_path / name).documents == 1


def test_an_empty_file_left_by_a_killed_process_becomes_a_register(tmp_path):
    (tmp_path / "registre.sqlite").touch()
    with Registre.open(tmp_path / "registre.sqlite") as registre:
        assert str(recorded(registre, 1)[0]) == "2026/00001"


@pytest.mark.parametrize("how", [{"creer": False}, {"lecture": True}])
def test_an_empty_file_is_a_register_that_does_not_exist_yet(tmp_path, how):
    path = tmp_path / "registre.sqlite"
    path.touch()
    with pytest.raises(RegistreAbsent, match="n’existe pas encore"):
        Registre.open(path, **how)
    with pytest.raises(RegistreAbsent):
        check_file(path)
    with pytest.raises(RegistreAbsent):
        back_up(path, tmp_path / "copie.sqlite")
    assert [each.name for each in tmp_path.iterdir()] == ["registre.sqlite"]


def test_a_making_that_fails_leaves_no_half_register(tmp_path, monkeypatch):
    steps = tmp_path / "migrations"
    shutil.copytree(ouverture.MIGRATIONS, steps)
    script = steps / "versions" / "0001_registre.py"
    script.write_text(script.read_text().replace("    _derived()\n", "    raise KeyboardInterrupt\n"))
    path = tmp_path / "registre.sqlite"
    with monkeypatch.context() as patch:
        patch.setattr(ouverture, "MIGRATIONS", steps)
        with pytest.raises(KeyboardInterrupt):
            Registre.open(path)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
    Registre.open(path).close()
    assert check_file(path).rupture is None


def test_neither_the_values_nor_a_current_register_call_for_what_is_heavy(tmp_path):
    path = tmp_path / "registre.sqlite"
    Registre.open(path).close()
    light = "import sys, actes.registre; assert not {'sqlalchemy', 'alembic'} & set(sys.modules)"
    assert run_python(light).stderr == ""
    current = (
        "import sys; from pathlib import Path; from actes.registre import Registre; "
        "Registre.open(Path(sys.argv[1])).tete(); assert 'alembic' not in sys.modules"
    )
    assert run_python(current, path).stderr == ""


@pytest.mark.parametrize("content", [b"bonjour\n" * 100, b"SQLite format 3\x00" + b"x" * 5000, bytes(4096)])
@pytest.mark.parametrize("how", [{}, {"creer": False}, {"lecture": True}])
def test_a_file_that_is_no_register_is_refused_and_left_alone(tmp_path, content, how):
    path = tmp_path / "registre.sqlite"
    path.write_bytes(content)
    with pytest.raises(EnvironnementError) as refused:
        Registre.open(path, **how)
    assert str(path) in str(refused.value)
    assert refused.value.constats[0].conseil
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["registre.sqlite"]


@pytest.mark.parametrize("how", [{}, {"creer": False}, {"lecture": True}])
def test_another_program_s_database_is_refused_and_left_alone(tmp_path, how):
    path = tmp_path / "autre.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE lignes (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()  # even its way of writing, that WAL would change for its own program
    with pytest.raises(EnvironnementError, match="n’est pas un registre"):
        Registre.open(path, **how)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["autre.sqlite"]


def test_what_is_missing_is_said_and_nothing_is_made(tmp_path):
    for path, how, words in (
        (tmp_path / "absent" / "r.sqlite", {}, "son dossier n’existe pas"),
        (tmp_path / "r.sqlite", {"creer": False}, "n’existe pas"),
        (tmp_path / "r.sqlite", {"lecture": True}, "n’existe pas"),
        (tmp_path, {}, "dossier"),
    ):
        with pytest.raises(EnvironnementError, match=words):
            Registre.open(path, **how)
    assert list(tmp_path.iterdir()) == []


def test_a_register_that_another_program_holds_is_waited_for_then_told(tmp_path, monkeypatch):
    path = tmp_path / "registre.sqlite"
    Registre.open(path).close()
    monkeypatch.setattr(base, "PATIENCE", 0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Registre.open(path) as registre:
        with pytest.raises(EnvironnementError, match="l’occupe depuis trop longtemps"):
            recorded(registre, 1)
        assert registre.tete()[0] == 0
        assert check_file(path).rupture is None
        holder.execute("COMMIT")
        assert str(recorded(registre, 1)[0]) == "2026/00001"
    holder.close()


READ = """
import sys
from datetime import date, datetime, UTC
from pathlib import Path
from actes.errors import EnvironnementError, RegistreAbsent
from actes.registre import Registre
from actes.registre.fichier import check_file
path = Path(sys.argv[1])
found = check_file(path)
with Registre.open(path, lecture=True) as registre:
    print(found.rupture, found.documents, len(list(registre.exporter())))
try:
    with Registre.open(path) as registre:
        registre.annule(registre.trouve("2026/1"), motif="x", qui="q", quand=datetime.now(UTC))
except EnvironnementError as error:
    print(error)
"""


@pytest.mark.parametrize("live", [False, True])
def test_a_register_that_may_only_be_read_is_read_whole(tmp_path, live):
    folder = tmp_path / "lecture"
    folder.mkdir()
    path = folder / "registre.sqlite"
    registre = Registre.open(path)
    recorded(registre, 1, 2)
    if live:  # its last lines are still in the WAL, and nobody holds its index any more: a copy made by hand
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{tmp_path}/copie{suffix}")
        registre.close()
        for suffix in ("", "-wal"):
            shutil.move(f"{tmp_path}/copie{suffix}", f"{path}{suffix}")
    registre.close()
    names = sorted(each.name for each in folder.iterdir())
    for each in folder.iterdir():
        each.chmod(0o400)
    folder.chmod(0o500)
    try:
        done = run_python(READ, path, unable=True)
        assert done.stderr == ""
        assert done.stdout.splitlines()[0] == "None 2 2"
        assert "vous n’avez pas le droit" in done.stdout or "ne peut pas être ouvert" in done.stdout
        assert sorted(each.name for each in folder.iterdir()) == names
    finally:
        folder.chmod(0o700)


FULL = """
import resource, sys
from pathlib import Path
from actes.errors import EnvironnementError, RegistreAbsent
from actes.registre import Registre
from tests.registre.registres import recorded
with Registre.open(Path(sys.argv[1])) as registre:
    recorded(registre, *range(50))
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    for rang in range(1, 30):
        try:
            recorded(registre, *range(50 * rang, 50 * rang + 50))
        except EnvironnementError as error:
            print(50 * rang, error)
            break
"""


def test_a_disk_that_fills_up_loses_nothing_that_was_recorded(tmp_path):
    path = tmp_path / "registre.sqlite"
    done = run_python(FULL, path)
    assert done.stderr == ""
    count, words = done.stdout.split(" ", 1)
    assert "disque" in words
    found = check_file(path)
    assert (found.rupture, found.documents) == (None, int(count))
    with Registre.open(path) as registre:
        assert registre.inscrire([], **PAR) == []
        assert str(recorded(registre, 5000)[0]) == f"2026/{int(count) + 1:05d}"
