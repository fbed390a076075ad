"""LibreOffice kept running: several documents by the same one, nothing left behind however one ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from actes.errors import EnvironnementError
from actes.pdf.bureau import Bureau
from tests.conftest import RACINE, needs
from tests.rendu.docx_builder import paragraphs

KILLED = """
import sys
from actes.pdf.bureau import Bureau
bureau = Bureau()
bureau.convert(open(sys.argv[1], "rb").read())
print(bureau._folder, flush=True)
input()
"""


def running_in(folder: Path) -> list[str]:
    """The processes that work in this folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:  # it has just ended
            continue
        if os.fsencode(folder) in command:
            found.append(command.decode(errors="replace"))
    return found


@pytest.fixture(scope="module")
def bureau():
    """One LibreOffice for these tests."""
    needs("soffice")
    ours = Bureau()
    yield ours
    ours.close()


def test_the_second_document_is_made_by_the_same_libreoffice(bureau):
    first = bureau.convert(paragraphs("Un"))
    running = bureau._guard.pid
    second = bureau.convert(paragraphs("Deux"))
    assert bureau._guard.pid == running
    assert first != second
    assert second.startswith(b"%PDF")


def test_nothing_of_a_document_stays_in_its_folder(bureau):
    bureau.convert(paragraphs("Un"))
    assert [p.name for p in bureau._folder.rglob("*") if p.suffix in (".docx", ".pdf")] == []
    assert bureau._folder.stat().st_mode & 0o777 == 0o700


def test_the_pdf_is_one_to_archive(bureau, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(bureau.convert(paragraphs("Un")))
    with pikepdf.open(path) as pdf:
        assert "/StructTreeRoot" in pdf.Root


def test_a_libreoffice_that_dies_is_replaced(bureau):
    bureau.convert(paragraphs("Un"))
    os.killpg(bureau._guard.pid, signal.SIGKILL)
    assert bureau.convert(paragraphs("Deux")).startswith(b"%PDF")


def test_closed_it_leaves_nothing():
    needs("soffice")
    bureau = Bureau()
    bureau.convert(paragraphs("Un"))
    folder = bureau._folder
    bureau.close()
    assert not folder.exists()
    assert running_in(folder) == []


def test_killed_outright_we_leave_neither_process_nor_document(tmp_path):
    needs("soffice")
    source = tmp_path / "a.docx"
    source.write_bytes(paragraphs("Un"))
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(source)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=RACINE,
    )  # fmt: skip
    folder = Path(process.stdout.readline().strip())
    assert folder.is_dir()
    process.kill()
    process.wait()
    ends = time.monotonic() + 10
    while (folder.exists() or running_in(folder)) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not folder.exists()
    assert running_in(folder) == []
    process.stdout.close()
    process.stdin.close()


def test_without_libreoffice_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(EnvironnementError, match="LibreOffice n’est pas installé"):
        Bureau().convert(paragraphs("Un"))
