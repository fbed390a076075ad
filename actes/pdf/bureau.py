"""LibreOffice kept running between two documents: one act to PDF in a fraction of a second, nothing left behind."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from actes.deliver import trouble
from actes.errors import EnvironnementError
from actes.pdf.soffice import FILTRE_PDF, find_soffice, headless
from actes.typographie import typographie

PATIENCE = 60.0  # seconds that one document may take
DEMARRAGE = 0.05  # seconds between two looks at a LibreOffice that starts
_OPEN = "ouvert.txt"  # a document that stays open: without one, LibreOffice ends after its first conversion
# Ends LibreOffice and forgets the documents as soon as we are gone, however we went: our end of the pipe closes.
_GUARD = 'trap "" TERM INT HUP; folder=$1; shift; "$@" >/dev/null 2>&1 & cat >/dev/null; rm -rf "$folder"; kill -9 0'


class Bureau:
    """One LibreOffice, started at the first document, in a private folder that goes with it; one document at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._guard: subprocess.Popen[bytes] | None = None

    def convert(self, docx: bytes) -> bytes:
        """The tagged PDF/A-2b of a docx, as LibreOffice writes it.

        Raises EnvironnementError: LibreOffice is missing, hangs, or cannot make it.
        """
        with self._lock:
            for _attempt in range(2):
                try:
                    if made := self._convert(docx):
                        return made
                except OSError as error:
                    self._stop()
                    raise trouble(error, self._folder) from None
                self._stop()  # it fell, or hung: once more with a new one
        raise EnvironnementError(
            typographie("LibreOffice ne parvient pas à convertir cet acte"),
            conseil=typographie("ouvrez l'acte dans LibreOffice pour voir pourquoi"),
        )

    def close(self) -> None:
        """End LibreOffice and forget its documents."""
        with self._lock:
            self._stop()

    def _convert(self, docx: bytes) -> bytes | None:
        folder = self._start()
        name = secrets.token_hex(8)
        source, made = folder / f"{name}.docx", folder / "sorties" / f"{name}.pdf"
        try:
            source.write_bytes(docx)
            done = self._run([*self._command(folder), "--convert-to", FILTRE_PDF, "--outdir", "sorties", source.name])
            return made.read_bytes() if done and made.exists() else None
        finally:
            for path in (source, made):
                with contextlib.suppress(OSError):
                    path.unlink()

    def _start(self) -> Path:
        """The folder of a LibreOffice that runs."""
        if self._folder is not None and self._guard is not None and self._guard.poll() is None:
            return self._folder
        self._stop()
        find_soffice()
        self._folder = folder = Path(tempfile.mkdtemp(prefix="actes-"))
        (folder / "sorties").mkdir(mode=0o700)
        (folder / "tmp").mkdir(mode=0o700)
        (folder / _OPEN).write_text("ouvert\n", encoding="utf-8")
        self._guard = subprocess.Popen(
            ["sh", "-c", _GUARD, "sh", str(folder), *_locking(self._command(folder)), _OPEN],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait_until_open(folder)
        return folder

    def _wait_until_open(self, folder: Path) -> None:
        """Wait for the lock of the open document: from then on, a second process hands its work to the first."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and self._guard is not None and self._guard.poll() is None:
            if any(folder.glob(f".~lock.{_OPEN}*")):
                return
            time.sleep(DEMARRAGE)

    @staticmethod
    def _command(folder: Path) -> list[str]:
        return headless(find_soffice(), folder / "profil")

    def _run(self, command: list[str]) -> bool:
        assert self._folder is not None, "LibreOffice is started first"
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            command, cwd=self._folder, env=_environment(self._folder), stdin=quiet, stdout=quiet, stderr=quiet,
            start_new_session=True,
        )  # fmt: skip
        try:
            return process.wait(PATIENCE) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _stop(self) -> None:
        if self._guard is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._guard.pid, signal.SIGKILL)
            if self._guard.stdin:
                self._guard.stdin.close()
            self._guard.wait()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._guard = self._folder = None


def _locking(command: list[str]) -> list[str]:
    """The same, writing the lock of what it opens: it tells that the document is open."""
    return [argument for argument in command if argument != "--nolockcheck"]


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8", "TMPDIR": str(folder / "tmp")}
