"""LibreOffice at work: documents converted by batches, in a process watched, with a profile of its own."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from actes.deliver import trouble
from actes.errors import EnvironnementError
from actes.pdf.archive import complete
from actes.typographie import typographie

PROGRAMME = "soffice"
PATIENCE = 60.0  # seconds without a new PDF after which LibreOffice is taken for hung
LENTEUR = 10  # seconds a document may take on average; past that, the system ends LibreOffice even if we are gone
ESSAIS = 2  # times that a document may bring LibreOffice down
RESERVE = 32 << 20  # bytes of disk under which a document that fails proves nothing

_TEMOIN = "temoin"  # a document that always converts, first of each batch: if it does not, no document is at fault
_OPTIONS = {
    "SelectPdfVersion": {"type": "long", "value": "2"},  # PDF/A-2b
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportFormFields": {"type": "boolean", "value": "false"},  # newer versions turn our marks into fields to fill in
    "ExportNotes": {"type": "boolean", "value": "false"},
}
FILTRE_PDF = "pdf:writer_pdf_Export:" + json.dumps(_OPTIONS)
_SETTINGS = (  # no macro, nothing fetched, no Java; French whoever runs it
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    (
        "org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments",
        "AutoCheckEnabled",
        "false",
    ),
    ("org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    ("org.openoffice.Setup/L10N", "ooSetupSystemLocale", "fr-FR"),
)
_XCU = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}
</oor:items>
""".format(
    "\n".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Travail:
    """A document to convert: its id in the journal, its file, what it is."""

    id: int
    nom: str
    sha256: str
    acte: str
    titre: str
    fichier: str


@dataclass(frozen=True, slots=True)
class Rendu:
    """What came of a document: its PDF, waiting, and its pages; or why there is none."""

    travail: Travail
    pdf: Path | None = None
    pages: int = 0
    raison: str = ""


def find_soffice() -> str:
    """The path of LibreOffice. Raises EnvironnementError that says what to install."""
    found = shutil.which(PROGRAMME)
    if found is None:
        raise EnvironnementError(
            typographie(f"LibreOffice n'est pas installé : le programme « {PROGRAMME} » est introuvable"),
            conseil=typographie(
                "installez les paquets libreoffice-writer-nogui et fonts-liberation (Debian, Ubuntu) ; ce qui ne "
                "demande ni PDF, ni images, ni numéros de page se fait sans lui"
            ),
        )
    return found


def headless(programme: str, profile: Path) -> list[str]:
    """The command that runs LibreOffice without a window nor anything of its user; `profile` is made if missing."""
    if not profile.exists():
        (profile / "user").mkdir(mode=0o700, parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_XCU, encoding="utf-8")
    return [
        *(programme, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        f"-env:UserInstallation={profile.as_uri()}",
    ]


@dataclass(slots=True)
class Poste:
    """One LibreOffice at a time, in a private folder of its own, on documents of the folder `actes`.

    What is converted waits in `prets`, a folder that the postes share.
    """

    programme: str
    actes: Path
    folder: Path
    prets: Path
    stop: Callable[[], bool]
    chutes: Counter[int] = field(default_factory=Counter)  # times that each document brought LibreOffice down

    def convert(self, travaux: Sequence[Travail]) -> list[Rendu]:
        """Convert these documents, whatever one of them does to LibreOffice; fewer if told to stop.

        LibreOffice takes them in their order: the first without a PDF is the one where it stopped. It is tried again
        alone, the others go on without it; at its second fall it is given up. Raises EnvironnementError, OSError.
        """
        for name in ("sources", "sorties", "tmp"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir(mode=0o700)
        done = [Rendu(travail, raison=why) for travail in travaux if (why := self._fetch(travail))]
        refused = {rendu.travail.id for rendu in done}
        queue = deque([[travail for travail in travaux if travail.id not in refused]])
        while queue and not self.stop():
            if batch := queue.popleft():
                made = self._run(batch)
                done += made
                missing = batch[:0] if self.stop() else _without(batch, made)
                if missing:
                    done += self._suspect(missing[0], queue)
                    queue.append(missing[1:])
        return done

    def _fetch(self, travail: Travail) -> str:
        """Copy a document beside the others; what is wrong with it, if anything."""
        try:
            contenu = (self.actes / travail.nom).read_bytes()
        except OSError:
            if not self.actes.is_dir():
                raise
            return "il n'est plus dans le répertoire de sortie, ou n'est plus lisible"
        if hashlib.sha256(contenu).hexdigest() != travail.sha256:
            return "il a été modifié depuis qu'il a été produit"
        (self.folder / "sources" / f"{travail.id}.docx").write_bytes(contenu)
        return ""

    def _suspect(self, travail: Travail, queue: deque[list[Travail]]) -> list[Rendu]:
        self._refuse_full_disk()
        shutil.rmtree(self.folder / "profil", ignore_errors=True)  # it may have suffered
        self.chutes[travail.id] += 1
        if self.chutes[travail.id] >= ESSAIS:
            return [Rendu(travail, raison=f"LibreOffice n'y parvient pas, {ESSAIS} fois de suite")]
        queue.append([travail])
        return []

    def _run(self, batch: Sequence[Travail]) -> list[Rendu]:
        """Convert a batch as far as LibreOffice goes. Raises EnvironnementError if it goes nowhere."""
        for _ in range(ESSAIS):
            self._launch(batch)
            if self.stop() or (self.folder / "sorties" / f"{_TEMOIN}.pdf").exists():
                return [rendu for travail in batch if (rendu := self._finish(travail))]
            shutil.rmtree(self.folder / "profil", ignore_errors=True)
        self._refuse_full_disk()
        raise EnvironnementError(
            typographie("LibreOffice ne démarre pas, ou ne convertit pas même un document d'une ligne"),
            conseil=typographie(
                f"essayez « {PROGRAMME} --headless --convert-to pdf » sur un texte, ou relancez sans --pdf"
            ),
        )

    def _finish(self, travail: Travail) -> Rendu | None:
        made, ready = self.folder / "sorties" / f"{travail.id}.pdf", self.prets / f"{travail.id}.pdf"
        try:
            pages = complete(made, ready, sha256=travail.sha256, titre=travail.titre)
        except (FileNotFoundError, pikepdf.PdfError):
            return None
        made.unlink()
        return Rendu(travail, ready, pages)

    def _launch(self, batch: Sequence[Travail]) -> None:
        """One process of LibreOffice on a batch, to its end, its death or ours."""
        sources, quiet = self.folder / "sources", subprocess.DEVNULL
        (sources / f"{_TEMOIN}.txt").write_text("témoin\n", encoding="utf-8")
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TMPDIR": str(self.folder / "tmp")}
        names = [f"{_TEMOIN}.txt", *(f"{travail.id}.docx" for travail in batch)]
        process = subprocess.Popen(
            [*_guard(len(names)), *self._command(), *names],
            cwd=sources, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True,
        )  # fmt: skip
        try:
            self._watch(process.pid)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # with what it started; its number is ours until we wait for it
            process.wait()

    def _command(self) -> list[str]:
        return [
            *headless(self.programme, self.folder / "profil"),
            *("--convert-to", FILTRE_PDF, "--outdir", str(self.folder / "sorties")),
        ]

    def _watch(self, pid: int) -> None:
        """Wait for its end, for as long as PDF files keep coming and nobody says to stop."""
        seen, patience_ends = 0, time.monotonic() + PATIENCE
        ending = os.WEXITED | os.WNOHANG | os.WNOWAIT
        while os.waitid(os.P_PID, pid, ending) is None and not self.stop() and time.monotonic() < patience_ends:
            time.sleep(0.05)
            found = len(os.listdir(self.folder / "sorties"))
            if found != seen:
                seen, patience_ends = found, time.monotonic() + PATIENCE

    def _refuse_full_disk(self) -> None:
        if shutil.disk_usage(self.folder).free < RESERVE:
            raise trouble(OSError(errno.ENOSPC, "full"), self.actes)


def _without(batch: Sequence[Travail], made: Sequence[Rendu]) -> list[Travail]:
    ids = {rendu.travail.id for rendu in made}
    return [travail for travail in batch if travail.id not in ids]


def _guard(documents: int) -> list[str]:
    """What ends LibreOffice by itself when we are killed and it hangs, where the system has it."""
    program = shutil.which("timeout")
    return [program, "--kill-after=5", str(int(PATIENCE) + LENTEUR * documents)] if program else []
