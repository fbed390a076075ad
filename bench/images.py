"""`make images`: the pictures of the preview for the author's guide, taken in Debian's Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from actes.generate import template_folders

ACTE = "ordre-mise-a-execution"
FRENCH = {**os.environ, "LANGUAGE": "fr", "LANG": "fr_FR.UTF-8"}
SIZE = {"width": 1280, "height": 800}
COLOURS = 64
SHOWN = "body[data-etat=montre]"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")


def main(arguments: Sequence[str]) -> int:
    """Write the pictures in a folder (`docs/images`): 4 if Chromium or LibreOffice is missing."""
    target = Path(arguments[0] if arguments else "docs/images")
    chromium = shutil.which("chromium")
    missing = [name for name in ("chromium", "soffice") if shutil.which(name) is None]
    if chromium is None or missing:
        print(f"il manque : {', '.join(missing)} (paquets chromium et libreoffice-writer-nogui)", file=sys.stderr)
        return 4
    target.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        racine = _own_copy(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS), env=FRENCH)
        with _preview(racine) as address:
            page = browser.new_page(viewport=SIZE, locale="fr-FR", reduced_motion="reduce")
            page.goto(address)
            page.wait_for_selector(SHOWN)
            for name, show in STATES.items():
                show(page, racine)
                _save(page.screenshot(), target / f"apercu-{name}.png")
        browser.close()
    print(f"{len(STATES)} images : {target.resolve()}")
    return 0


def _save(picture: bytes, path: Path) -> None:
    """A third of the weight: a page has few colours."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def _own_copy(folder: Path) -> Path:
    """The act that the pictures show, where it may be broken."""
    source = template_folders()[0]
    for name in (ACTE, "_communs"):
        shutil.copytree(source / name, folder / name)
    return folder


@contextmanager
def _preview(racine: Path) -> Iterator[str]:
    """`actes apercu` on that copy: its address."""
    command = [sys.executable, "-m", "actes.cli", "apercu", ACTE, "--modeles", str(racine), "--sans-ouvrir"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _act(page: Any, _racine: Path) -> None:
    page.locator("#volet-mentions .presente button").nth(2).click()


def _origin(page: Any, _racine: Path) -> None:
    page.keyboard.press("Escape")
    place = page.locator("#document .v", has_text="Lille-Loos-Sequedin").first
    place.scroll_into_view_if_needed()
    page.wait_for_timeout(200)  # scrolling hides the tip
    place.click()
    page.wait_for_selector("#infobulle", state="visible")


def _fields(page: Any, _racine: Path) -> None:
    page.keyboard.press("Escape")
    page.click("#onglet-champs")
    page.locator("#volet-champs button", has_text="Date de présentation").first.click()
    page.keyboard.press("3")


def _case(page: Any, words: str) -> None:
    """Choose a legal case by words of its name."""
    value = page.locator("#dossier option", has_text=words).first.get_attribute("value")
    with page.expect_response(re.compile("/etat")):
        page.select_option("#dossier", value)
    page.wait_for_selector(SHOWN)


def _draft(page: Any, _racine: Path) -> None:
    page.keyboard.press("Escape")
    with page.expect_response(re.compile("/etat")):
        page.check("#brouillon")
    _case(page, "sans les horaires de présentation")
    page.click("#onglet-mentions")
    page.locator("#volet-mentions .manquante button").click()


def _findings(page: Any, _racine: Path) -> None:
    page.keyboard.press("Escape")
    with page.expect_response(re.compile("/etat")):
        page.uncheck("#brouillon")
    page.wait_for_selector(SHOWN)
    page.click("#onglet-constats")


def _broken(page: Any, racine: Path) -> None:
    _case(page, "L’exemple de l’acte")
    exemple = racine / ACTE / "exemple.yaml"
    exemple.write_text(exemple.read_text(encoding="utf-8").replace("heure_debut:", "heure_debout:"), encoding="utf-8")
    page.wait_for_selector("#bandeau", state="visible")
    page.wait_for_selector(SHOWN)


def _exact(page: Any, racine: Path) -> None:
    exemple = racine / ACTE / "exemple.yaml"
    exemple.write_text(exemple.read_text(encoding="utf-8").replace("heure_debout:", "heure_debut:"), encoding="utf-8")
    page.wait_for_selector("#bandeau", state="hidden")
    page.click("#onglet-mentions")
    page.click("#exact")
    page.wait_for_selector("#pages img", timeout=120_000)


def _help(page: Any, _racine: Path) -> None:
    page.click("#exact")
    page.click("#aide")


STATES = {
    "acte": _act,
    "origine": _origin,
    "champs": _fields,
    "brouillon": _draft,
    "constats": _findings,
    "erreur": _broken,
    "exact": _exact,
    "raccourcis": _help,
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
