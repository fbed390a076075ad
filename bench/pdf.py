"""The PDF of a lot: how many a second, with one LibreOffice and with two."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from actes.errors import EnvironnementError
from actes.lot.journal import Journal
from actes.lot.passe import run
from actes.lot.pdf import convert_lot
from actes.pdf.soffice import find_soffice
from bench.banc import decimal, load, place_of_work, say, show, tell, whole
from bench.dossiers import write_dossiers
from bench.essai import commande_of

DOSSIERS = 40  # one of each act, some hundred documents


def measure(folder: Path, processus: int) -> tuple[int, float]:
    """How many documents were converted, and the seconds it took, the start of LibreOffice included."""
    journal, begun = Journal(folder), time.perf_counter()
    try:
        failed = convert_lot(folder, journal, processus=processus, stop=lambda: False, avance=lambda _: None)
        assert not failed, "LibreOffice converts the examples"
        return journal.count_documents(), time.perf_counter() - begun
    finally:
        journal.close()


def main() -> None:
    """Measure, and print."""
    try:
        find_soffice()
    except EnvironnementError as error:
        say(f"PDF : non mesuré ({error}).")
        return
    before, rows = load(), []
    with place_of_work() as folder:
        made = folder / "lot"
        bilan = run(commande_of([write_dossiers(folder / "dossiers", DOSSIERS)], made), lambda: False, lambda _: None)
        for processus in (1, 2):
            tell(f"pdf : {bilan.documents} documents, {processus} LibreOffice…")
            copy = folder / f"pdf-{processus}"
            shutil.copytree(made, copy)
            documents, seconds = measure(copy, processus)
            rows.append([str(processus), whole(documents), decimal(seconds, 1), decimal(documents / seconds)])
    heads = ("LibreOffice à la fois", "documents", "durée (s)", "par seconde")
    show("PDF/A-2b balisé, étape à part", heads, rows)
    say(f"Le lancement de LibreOffice compris. Charge : {before} avant, {load()} après.")


if __name__ == "__main__":
    main()
