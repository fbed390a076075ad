"""What the tests of the preview work on: an act's folder of their own, its server, edits as Word makes them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

from tests.conftest import MODELES, RACINE

ACTE = "ordre-mise-a-execution"
ADRESSE = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
PRET = "body[data-etat=montre]"  # the page shows what was last asked for
DEPART = 60  # seconds: the machine may be busy


@dataclass(frozen=True)
class Apercu:
    """A preview that runs: its address, its process, the author's folder."""

    url: str
    process: subprocess.Popen[str]
    racine: Path
    acte: str

    @property
    def dossier(self) -> Path:
        return self.racine / self.acte

    @property
    def modele(self) -> Path:
        return self.dossier / "modele.docx"

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


def copy_acte(racine: Path, acte: str = ACTE) -> Path:
    """The author's own copy of an act and of what acts share, which the preview reads before the installed one."""
    shutil.copytree(MODELES / acte, racine / acte)
    shutil.copytree(MODELES / "_communs", racine / "_communs")
    return racine


@contextmanager
def previewed(racine: Path, cible: str, *options: str, acte: str = ACTE) -> Iterator[Apercu]:
    """`actes apercu` at work on `cible`, stopped at the end."""
    command = [sys.executable, "-m", "actes.cli", "apercu", cible, "--modeles", str(racine), "--port", "0"]
    process = subprocess.Popen(
        [*command, "--sans-ouvrir", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=RACINE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield Apercu(_address(process), process, racine, acte)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(20)
        assert process.stdout is not None
        process.stdout.close()


def _address(process: subprocess.Popen[str]) -> str:
    """The address that the command says; fails with what it said instead."""
    said: Queue[str] = Queue()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            said.put(line)
        said.put("")

    Thread(target=listen, daemon=True).start()
    heard = []
    while True:
        try:
            heard.append(said.get(timeout=DEPART))
        except Empty:
            raise AssertionError(f"no address after {DEPART} s: {heard}") from None
        found = ADRESSE.search(heard[-1])
        if found:
            return found[0]
        assert heard[-1], f"the preview stopped: {''.join(heard)}"


def edit(docx: Path, before: str, after: str, part: str = "word/document.xml") -> None:
    """Change the text of a template and save it beside, then over: what Word and LibreOffice do."""
    content = edited(docx.read_bytes(), before, after, part)
    beside = docx.with_name(f"~{docx.name}")
    beside.write_bytes(content)
    beside.replace(docx)


def edited(content: bytes, before: str, after: str, part: str = "word/document.xml") -> bytes:
    """The bytes of a docx with the first `before` of a part written `after`."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                text = data.decode()
                assert before in text, before
                data = text.replace(before, after, 1).encode()
            target.writestr(name, data)
    return out.getvalue()
