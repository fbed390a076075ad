"""What the tests of the PDF stage share: acts of a lot with their journal, and programs that stand for LibreOffice."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pikepdf
from sqlalchemy import select

from actes.errors import Constat
from actes.lot.journal import FAIT, Journal, documents, unites
from actes.lot.pdf import convert_lot
from actes.registre.base import writing
from tests.exemples import act, example_path, read
from tests.exemples import documents as produced

ACTES = ("ordre-mise-a-execution", "avis-debat-urgence", "convocation-jap-ddse")
FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}
MODES = ("lrar", "mains_propres", "transmission")
_STAND_IN = """#!{python} -IS
import os, pathlib, signal, sys, time
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
conduct = {conduct!r}
with open({log!r}, "a") as log:
    log.write(f"{{os.getpid()}} {{' '.join(sys.argv[sys.argv.index('--outdir') + 2:])}}\\n")
first = len(pathlib.Path({log!r}).read_text().splitlines()) == 1
for name in sys.argv[sys.argv.index("--outdir") + 2:]:
    source = pathlib.Path(name)
    does = conduct.get(source.read_text(), "convert")
    if does == "crash" or does == "once" and first:
        os.kill(os.getpid(), signal.SIGSEGV)
    elif does == "hang":
        time.sleep(600)
    elif does == "half":
        (out / f"{{source.stem}}.pdf").write_bytes(pathlib.Path({sample!r}).read_bytes()[:-2000])
    elif does != "lose":
        (out / f"{{source.stem}}.pdf").write_bytes(pathlib.Path({sample!r}).read_bytes())
"""


def write_acts(folder: Path, acts: Iterable[tuple[str, str, str, bytes]]) -> None:
    """A lot that has been made: these documents (name, act, title, bytes) and the journal that holds them."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    journal = Journal(folder)
    with writing(journal.engine) as connection:
        for rank, (nom, acte, titre, contenu) in enumerate(acts, 1):
            (folder / nom).write_bytes(contenu)
            place = {"fichier": f"dossier-{rank}.yaml", "place": 0, "genre": "yaml", "lu_dans": "x", "debut": 0}
            unite = {"rang": rank, "lignes": 0, "etat": FAIT, "reference": f"2026/{rank:05}", **place}
            connection.execute(unites.insert(), unite)
            sort = {"destinataire": ("condamné", "avocat")[rank % 2], "nom_destinataire": f"Durand{9 - rank}"}
            way = {"mode": MODES[rank % 3], "article": "CPP D48-2", "adresse": "1 rue de la Paix", **sort}
            what = {"nom": nom, "acte": acte, "titre": titre, "exemplaire": "original", **way}
            known = {"unite": rank, "numero": f"2026/{rank:05}", "sha256": hashlib.sha256(contenu).hexdigest()}
            connection.execute(documents.insert(), {**what, **known})
    journal.close()


def real_acts() -> list[tuple[str, str, str, bytes]]:
    """The documents of some acts of the catalogue, from their examples."""
    return [
        (document.nom, document.acte, act(acte_id).titre, document.contenu)
        for acte_id in ACTES
        for document in produced(act(acte_id), read(example_path(act(acte_id)).read_bytes()))
    ]


def small_acts(*texts: str) -> list[tuple[str, str, str, bytes]]:
    """Documents for a program that stands for LibreOffice: it reads their text and does what it was told to."""
    return [(f"2026-{rank:05}__essai.docx", "essai", "Essai", text.encode()) for rank, text in enumerate(texts, 1)]


def stand_in(folder: Path, sample: Path, conduct: Mapping[str, str]) -> Path:
    """A program `soffice` that makes `sample` of any text, or does worse; the file where it notes each launch."""
    folder.mkdir()
    log = folder / "log"
    script = _STAND_IN.format(python=sys.executable, conduct=dict(conduct), log=str(log), sample=str(sample))
    (folder / "soffice").write_text(script)
    (folder / "soffice").chmod(0o755)
    for name in ("timeout",):
        (folder / name).symlink_to(str(shutil.which(name)))
    return log


def converted(folder: Path, processus: int = 1, told: list[int] | None = None) -> list[Constat]:
    """Convert a lot to the end."""
    journal = Journal(folder)
    try:
        avance = (told if told is not None else []).append
        return convert_lot(folder, journal, processus=processus, stop=lambda: False, avance=avance)
    finally:
        journal.close()


def pdf_files(folder: Path) -> dict[str, bytes]:
    """Name → bytes of what the PDF folder holds."""
    return {path.name: path.read_bytes() for path in sorted((folder / "pdf").iterdir())}


def noted(folder: Path) -> Sequence[tuple[str, bool, int]]:
    """What the journal says of each document: its name, whether its PDF is of its version, its pages."""
    journal = Journal(folder)
    query = select(documents.c.nom, documents.c.sha256, documents.c.pdf_de, documents.c.pages).order_by(documents.c.id)
    with journal.read() as connection:
        rows = [(row.nom, row.pdf_de == row.sha256, row.pages) for row in connection.execute(query)]
    journal.close()
    return rows


def alive(pid: int) -> bool:
    """Whether a process runs, rather than waits for the system to forget it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The fonts of a document, but the composite ones, which hold others."""
    found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
    return [font for font in found if font.Subtype != "/Type0"]
