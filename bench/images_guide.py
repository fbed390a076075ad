"""`make images`: the pages that the author's guide shows: a template, a new act, the kit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from actes.auteur import Projet, Trousse, create, make_kit
from actes.generate import template_folders

ACTE = "ordre-mise-a-execution"
RESOLUTION, COLORS = 72, 64  # points an inch; shades of a picture
JOUR = date(2026, 11, 22)
NOUVEAU = Projet(
    "avis-au-condamne",
    "Avis au condamné",
    "notifications",
    ("CPP D48-2",),
    date(2015, 1, 1),
    "procureur de la République",
)


def main(arguments: Sequence[str]) -> int:
    """Write the pictures in a folder (`docs/images`): 4 if a system program is missing."""
    target = Path(arguments[0] if arguments else "docs/images")
    missing = [name for name in ("soffice", "pdftoppm") if shutil.which(name) is None]
    if missing:
        print(f"il manque : {', '.join(missing)} (paquets libreoffice-writer-nogui et poppler-utils)", file=sys.stderr)
        return 4
    target.mkdir(parents=True, exist_ok=True)
    for name, (make, top, bottom) in PICTURES.items():
        with TemporaryDirectory() as folder:
            picture = _first_page(make(Path(folder)), Path(folder))
            picture = picture.crop((0, round(picture.height * top), picture.width, round(picture.height * bottom)))
            picture.quantize(COLORS).save(target / f"guide-{name}.png", optimize=True)
    print(f"{len(PICTURES)} images : {target.resolve()}")
    return 0


def _template(folder: Path) -> Path:
    return Path(shutil.copy(template_folders()[0] / ACTE / "modele.docx", folder))


def _new(folder: Path) -> Path:
    return create(NOUVEAU, template_folders(folder), folder, JOUR) / "modele.docx"


def _kit(folder: Path) -> Path:
    path = folder / "trousse.docx"
    path.write_bytes(make_kit(Trousse(acte=ACTE), template_folders(), JOUR))
    return path


PICTURES: dict[str, tuple[Callable[[Path], Path], float, float]] = {  # what to make, the top and the bottom to keep
    "modele": (_template, 0.0, 0.55),
    "nouveau": (_new, 0.0, 0.6),
    "trousse": (_kit, 0.0, 0.6),
}


def _first_page(path: Path, folder: Path) -> Image.Image:
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profil", "--convert-to"]
    command += ["pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    pdf = folder / f"{path.stem}.pdf"
    subprocess.run(["pdftoppm", "-png", "-r", str(RESOLUTION), "-l", "1", str(pdf), str(folder / "page")], check=True)
    return Image.open(next(folder.glob("page*.png"))).convert("RGB")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
