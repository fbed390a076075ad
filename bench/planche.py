"""`make planche`: the first page of every act, from its example, in one picture: to see them side by side."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFont

from actes.catalogue import Acte
from actes.generate import Atelier, Demande, generate, template_folders

COLUMNS, MARGIN, LABEL = 8, 12, 22  # pages a row; pixels around a page, and above it for its name
RESOLUTION = 55  # points an inch: a title is legible, the lines show
BATCH = 40  # documents that LibreOffice converts in one process


def main(arguments: Sequence[str]) -> int:
    """Write the picture: `planche.py [FILE [ACT…]]`. 4 if a system program is missing."""
    target, chosen = Path(arguments[0] if arguments else "out/planche.png"), set(arguments[1:])
    missing = [name for name in ("soffice", "pdftoppm") if shutil.which(name) is None]
    if missing:
        print(f"il manque : {', '.join(missing)} (paquets libreoffice-writer-nogui et poppler-utils)", file=sys.stderr)
        return 4
    atelier = Atelier(template_folders())
    actes = [acte for acte in atelier.catalogue if not chosen or acte.id in chosen]
    with TemporaryDirectory() as folder:
        documents = _produce(actes, atelier, Path(folder))
        _convert(list(documents.values()), Path(folder))
        pages = {acte_id: _first_page(path.with_suffix(".pdf")) for acte_id, path in documents.items()}
        target.parent.mkdir(parents=True, exist_ok=True)
        _sheet(pages).save(target)
    print(f"{len(pages)} actes : {target.resolve()}")
    return 0


def _produce(actes: Sequence[Acte], atelier: Atelier, folder: Path) -> dict[str, Path]:
    """The first document of each act's example."""
    found = {}
    for acte in actes:
        demande = Demande(aujourdhui=date.today(), actes=(acte.id,))
        resultat = generate([acte.dossier / "exemple.yaml"], folder, atelier, demande)
        found[acte.id] = resultat.ecrits[0].chemin
    return found


def _convert(paths: Sequence[Path], folder: Path) -> None:
    for start in range(0, len(paths), BATCH):
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profil", "--convert-to", "pdf"]
        names = [str(path) for path in paths[start : start + BATCH]]
        subprocess.run([*command, "--outdir", str(folder), *names], check=True, capture_output=True)


def _first_page(pdf: Path) -> tuple[Image.Image, int]:
    """The picture of the first page, and how many pages there are."""
    command = ["pdftoppm", "-png", "-r", str(RESOLUTION), str(pdf), str(pdf.with_suffix(""))]
    subprocess.run(command, check=True, capture_output=True)
    pages = sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))
    return Image.open(pages[0]).convert("RGB"), len(pages)


def _sheet(pages: dict[str, tuple[Image.Image, int]]) -> Image.Image:
    width = max(image.width for image, _ in pages.values()) + MARGIN
    height = max(image.height for image, _ in pages.values()) + MARGIN + LABEL
    columns = min(COLUMNS, len(pages))
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (columns * width + MARGIN, rows * height + MARGIN), "#9a9a9a")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(14)
    for rank, (name, (image, count)) in enumerate(pages.items()):
        left, top = MARGIN + rank % columns * width, MARGIN + rank // columns * height
        draw.text((left, top), f"{name} ({count} p.)", fill="black", font=font)
        sheet.paste(image, (left, top + LABEL))
    return sheet


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
