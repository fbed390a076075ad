"""The acts of a lot turned into PDF to archive: a stage of its own, taken up again where it was left."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from sqlalchemy import bindparam, select, update

from actes.deliver import put_in_place, sync_folder, trouble
from actes.errors import Constat
from actes.lot.journal import Journal, documents, unites
from actes.lot.sorties import named, stopped
from actes.pdf.soffice import Poste, Rendu, Travail, find_soffice
from actes.place import Place
from actes.registre.base import told, writing
from actes.typographie import typographie

DOSSIER = "pdf"
BATCH = 100  # documents for one process of LibreOffice: it loses some of several hundred; starting it costs ten of them
_ATTENTE = ".en-cours-pdf-"
_PAGE = 1000  # rows of the journal read at a time


def pdf_path(folder: Path, nom: str) -> Path:
    """The PDF of a document: same name, in its own folder."""
    return folder / DOSSIER / f"{Path(nom).stem}.pdf"


def convert_lot(
    folder: Path, journal: Journal, *, processus: int, stop: Callable[[], bool], avance: Callable[[int], None]
) -> list[Constat]:
    """Turn into PDF/A-2b every act of `folder` that has none yet, or one of another version of itself.

    `avance` is told how many documents are dealt with since it was last told; first, those of runs before. What is
    done is noted by groups in the journal: stopped at any instant, the next run does the rest. The findings name the
    documents that could not be converted (`pdf-impossible`), in the order of the lot. Raises EnvironnementError.
    """
    with told(journal.path):
        left = sum(1 for _ in to_convert(folder, journal))
        avance(journal.count_documents() - left)
        if not left or stop():
            return []
        programme = find_soffice()
        size = max(1, min(BATCH, -(-left // processus)))
        with _workshop(folder) as work:
            conversion = _Conversion(folder, journal, stop, avance)
            conversion.run(programme, work, processus, _batches(to_convert(folder, journal), size))
    return [_constat(rendu) for rendu in sorted(conversion.failed, key=lambda rendu: rendu.travail.id)]


def to_convert(folder: Path, journal: Journal) -> Iterator[Travail]:
    """The documents whose PDF is missing or of another version, in the order of the journal."""
    columns = (documents.c.id, documents.c.nom, documents.c.sha256, documents.c.acte, documents.c.titre)
    query = select(*columns, documents.c.pdf_de, unites.c.fichier).join(unites).order_by(documents.c.id).limit(_PAGE)
    last = 0
    while True:
        with journal.read() as connection:
            rows = connection.execute(query.where(documents.c.id > last)).all()
        for row in rows:
            if row.pdf_de != row.sha256 or not pdf_path(folder, row.nom).is_file():
                yield Travail(
                    id=row.id, nom=row.nom, sha256=row.sha256, acte=row.acte, titre=row.titre, fichier=row.fichier
                )
        if len(rows) < _PAGE:
            return
        last = rows[-1].id


def _batches(travaux: Iterator[Travail], size: int) -> Iterator[list[Travail]]:
    batch: list[Travail] = []
    for travail in travaux:
        batch.append(travail)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


@contextlib.contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A private folder in the output folder, gone afterwards; with it, what a killed run left."""
    try:
        _sweep(folder)
        (folder / DOSSIER).mkdir(mode=0o700, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=_ATTENTE, dir=folder)).resolve()
    except OSError as error:
        raise trouble(error, folder) from None
    try:
        yield work
    finally:
        _sweep(folder)  # all of them: the LibreOffice of a killed run may have written on for some seconds


def _sweep(folder: Path) -> None:
    for left in named(folder, _ATTENTE):
        shutil.rmtree(left, ignore_errors=True)


@dataclass(slots=True)
class _Conversion:
    """Batches handed to several LibreOffice, and what comes back put in its place and noted."""

    folder: Path
    journal: Journal
    stop: Callable[[], bool]
    avance: Callable[[int], None]
    failed: list[Rendu] = field(default_factory=list)

    def run(self, programme: str, work: Path, processus: int, batches: Iterator[list[Travail]]) -> None:
        ended = Event()  # one of the threads failed, or ours: the others need not go on

        def halted() -> bool:
            return ended.is_set() or self.stop()

        free = _places(programme, self.folder, work, processus, halted)
        running: set[Future[list[Rendu]]] = set()
        with ThreadPoolExecutor(processus) as pool:
            try:
                while True:
                    while len(running) < 2 * processus and not halted() and (batch := next(batches, None)):
                        running.add(pool.submit(_convert, free, batch))
                    if not running:
                        return
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        self._keep(future.result())
            except OSError as error:
                raise stopped(error, self.folder) from None
            finally:
                ended.set()

    def _keep(self, rendus: Sequence[Rendu]) -> None:
        """Give the PDF files their names, make them last, then note them; a PDF of another version does not stay."""
        rows = []
        for rendu in rendus:
            path = pdf_path(self.folder, rendu.travail.nom)
            if rendu.pdf is None:
                path.unlink(missing_ok=True)
                self.failed.append(rendu)
            else:
                put_in_place(rendu.pdf, path, remplacer=True)
                rows.append({"le_id": rendu.travail.id, "de": rendu.travail.sha256, "nombre": rendu.pages})
        if rows:
            sync_folder(self.folder / DOSSIER)
            noted = update(documents).where(documents.c.id == bindparam("le_id"))
            with writing(self.journal.engine) as connection:
                connection.execute(noted.values(pdf_de=bindparam("de"), pages=bindparam("nombre")), rows)
        self.avance(len(rendus))


def _places(programme: str, folder: Path, work: Path, processus: int, halted: Callable[[], bool]) -> SimpleQueue[Poste]:
    ready = work / "prets"
    ready.mkdir(mode=0o700)
    free: SimpleQueue[Poste] = SimpleQueue()
    for rank in range(processus):
        (work / str(rank)).mkdir(mode=0o700)
        free.put(Poste(programme, folder, work / str(rank), ready, halted))
    return free


def _convert(free: SimpleQueue[Poste], batch: Sequence[Travail]) -> list[Rendu]:
    poste = free.get()
    try:
        return poste.convert(batch)
    finally:
        free.put(poste)


def _constat(rendu: Rendu) -> Constat:
    travail = rendu.travail
    return Constat(
        code="pdf-impossible",
        message=typographie(f"« {travail.nom} » n'a pas pu être converti en PDF : {rendu.raison}"),
        place=Place(travail.fichier),
        acte=travail.acte,
        conseil=typographie(
            "relancez la même commande ; si cela se répète, ouvrez-le dans LibreOffice et exportez-le à la main"
        ),
    )
