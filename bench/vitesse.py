"""The speed of a lot on one core, against docxtpl's rendering alone and against what the disk and zlib allow.

One run, the three sides turn by turn: a group of dossiers delivered, then some renderings by docxtpl, then the bytes of
that group deflated and written again. A slow machine slows the three.
"""

from __future__ import annotations

import os
import random
import zipfile
import zlib
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from actes.deliver import sync_folder
from actes.generate import Atelier, template_folders
from actes.lot.commande import Avancement
from actes.lot.passe import GROUPE, run
from actes.rendu.archive import LEVEL, SMALL
from actes.rendu.proprietes import CUSTOM_PART
from bench.banc import Chrono, decimal, load, one_core, place_of_work, say, show, tell, whole
from bench.docxtpl_seul import render, travaux
from bench.dossiers import write_dossiers
from bench.essai import commande_of

DOSSIERS = 6000
CHAUFFE = 400  # dossiers before what is measured as the steady state: every template is compiled
TOURS = 3  # times that docxtpl renders each document of the examples


@dataclass
class Vitesse:
    """What was counted."""

    lot: Chrono = field(default_factory=Chrono)  # the whole run
    etabli: Chrono = field(default_factory=Chrono)  # from CHAUFFE to the last dossier
    plan: Chrono = field(default_factory=Chrono)  # from the start of the run until the dossiers are listed
    docxtpl: Chrono = field(default_factory=Chrono)
    limite: Chrono = field(default_factory=Chrono)
    actes: int = 0
    documents: int = 0
    documents_etabli: int = 0
    documents_docxtpl: int = 0
    octets: int = 0  # of the documents of the steady state

    def part(self, name: str) -> Chrono:
        """Milliseconds a document. `etabli` bears its part of the plan."""
        if name == "etabli":
            plan, etabli = self.plan.each(self.documents), self.etabli.each(self.documents_etabli)
            return Chrono(etabli.horloge + plan.horloge, etabli.processeur + plan.processeur)
        numbers = {"lot": self.documents, "docxtpl": self.documents_docxtpl, "limite": self.documents_etabli}
        counted: Chrono = getattr(self, name)
        return counted.each(numbers[name])


def measure() -> Vitesse:
    """Make a lot of so many dossiers on one core, and the rest meanwhile."""
    with place_of_work() as folder, one_core():
        _import_all(folder)
        sources = write_dossiers(folder / "dossiers", DOSSIERS)
        mesure = _Mesure(folder)
        vitesse = mesure.vitesse
        with vitesse.lot.running():
            bilan = run(commande_of([sources], folder / "lot"), mesure.planned, mesure.turn)
        assert bilan.documents == bilan.ecrits > DOSSIERS, "every example makes its acts"
        vitesse.documents = bilan.documents
        return vitesse


def _import_all(folder: Path) -> None:
    """Make a lot of one dossier that asks for nothing: modules are loaded, no template is compiled."""
    source = folder / "rien.yaml"
    source.write_text("dossier: 2026/0\n", encoding="utf-8")
    run(commande_of([source], folder / "rien"), lambda: False, lambda _: None)


class _Mesure:
    """The turns of the run."""

    def __init__(self, folder: Path):
        self.vitesse = Vitesse()
        self.sortie, self.copies = folder / "lot", folder / "copies"
        self.copies.mkdir()
        atelier = Atelier(template_folders())
        found = [travail for acte in atelier.catalogue for travail in travaux(atelier, acte)]
        self.vitesse.actes = len(atelier.catalogue.ids)
        self.membres = {travail.acte: travail.membres | {CUSTOM_PART} for travail in found}
        random.Random(1).shuffle(found)
        self.turns = -(-(DOSSIERS - CHAUFFE) // GROUPE)
        self.jobs = found * TOURS
        self.done = 0  # turns
        self.seen: set[str] = set()
        self.warm: Chrono | None = None

    def planned(self) -> bool:
        """A lot asks whether it must stop: first, once its dossiers are listed. It never must."""
        if not self.vitesse.plan.horloge:
            lot = self.vitesse.lot
            lot.stop()
            self.vitesse.plan = copy(lot)
            lot.start()
        return False

    def turn(self, avancement: Avancement) -> None:
        """After each group: the clock of the lot stops, the others have their turn."""
        vitesse = self.vitesse
        vitesse.lot.stop()
        new = set(os.listdir(self.sortie)) - self.seen
        self.seen |= new
        if self.warm is not None:
            vitesse.etabli = vitesse.lot.since(self.warm)
            self._docxtpl()
            self._limit(sorted(name for name in new if name.endswith(".docx")))
        elif avancement.faits >= CHAUFFE:
            self.warm = copy(vitesse.lot)
        vitesse.lot.start()

    def _docxtpl(self) -> None:
        """An equal share of its documents in each turn."""
        start, self.done = self.done, self.done + 1
        share = self.jobs[start * len(self.jobs) // self.turns : self.done * len(self.jobs) // self.turns]
        with self.vitesse.docxtpl.running():
            for travail in share:
                render(travail)
        self.vitesse.documents_docxtpl += len(share)

    def _limit(self, names: list[str]) -> None:
        """The same bytes: what changes with each document deflated, the whole written, and synced as the lot does."""
        copies = [self._copy(name) for name in names]
        with self.vitesse.limite.running():
            written = [_write(self.copies / name, fixed, members) for name, fixed, members in copies]
            for descriptor in written:
                os.fsync(descriptor)
                os.close(descriptor)
            sync_folder(self.copies)
        self.vitesse.documents_etabli += len(names)
        self.vitesse.octets += sum((self.copies / name).stat().st_size for name in names)

    def _copy(self, name: str) -> tuple[str, bytes, list[bytes]]:
        """The name, what is the same in every document of a template (as many bytes), the parts to deflate."""
        path, varying = self.sortie / name, self.membres[name.removesuffix(".docx").split("__")[1]]
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if info.filename in varying]
            members = [archive.read(info) for info in infos]
        fixed = path.stat().st_size - sum(info.compress_size for info in infos)
        return name, path.read_bytes()[:fixed], members


def _write(path: Path, fixed: bytes, members: list[bytes]) -> int:
    packed = [_deflated(member) if len(member) > SMALL else member for member in members]
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.write(descriptor, b"".join((fixed, *packed)))
    return descriptor


def _deflated(data: bytes) -> bytes:
    squeezer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeezer.compress(data) + squeezer.flush()


def main() -> None:
    """Measure, and print."""
    tell(f"vitesse : {whole(DOSSIERS)} dossiers, un processus, avec docxtpl et la limite tour à tour…")
    before = load()
    vitesse = measure()
    lines = {
        "etabli": "actes lot, modèles compilés",
        "lot": f"actes lot, les {whole(DOSSIERS)} dossiers, chauffe et rapports compris",
        "docxtpl": "docxtpl, rendu seul, en mémoire",
        "limite": "limite : comprimer et écrire les mêmes octets",
    }
    parts = {name: vitesse.part(name) for name in lines}
    theirs, least = parts["docxtpl"], parts["limite"]
    rows = []
    for name, said in lines.items():
        ours = parts[name]
        ratios = [decimal(theirs.horloge / ours.horloge, 1), decimal(theirs.processeur / ours.processeur, 1)]
        ratios += [decimal(ours.horloge / least.horloge, 1), decimal(ours.processeur / least.processeur, 1)]
        rows.append([said, decimal(ours.horloge), decimal(ours.processeur), *ratios])
    heads = ("par document, un cœur", "horloge (ms)", "processeur (ms)", "docxtpl ÷", "proc.", "÷ limite", "proc.")
    show("Vitesse : du fichier du dossier à l’acte au registre", heads, rows)
    size = vitesse.octets / vitesse.documents_etabli / 1024
    say(
        f"{whole(vitesse.documents)} documents de {whole(size)} Ko, les {vitesse.actes} actes tour à tour ; docxtpl : "
        f"{whole(vitesse.documents_docxtpl)} rendus des mêmes modèles. « ÷ limite » : combien de fois le temps de la "
        f"limite. Charge de la machine : {before} avant, {load()} après (1 : ce programme seul)."
    )


if __name__ == "__main__":
    main()
