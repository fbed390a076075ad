"""Debian's Chromium on the preview's page: nothing it does may go wrong silently, nor leave the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.apercu.atelier import ACTE, PRET, Apercu, copy_acte, previewed
from tests.conftest import needs

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

OpenPage = Callable[..., Any]


@pytest.fixture(scope="module")
def navigateur() -> Iterator[Any]:
    """Chromium, closed at the end of the module: its event loop must not meet that of other tests."""
    chromium = needs("chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def apercu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apercu]:
    """The preview of a committal order, in the author's own folder."""
    racine = copy_acte(tmp_path_factory.mktemp("modeles"))
    with previewed(racine, ACTE) as running:
        yield running


@contextmanager
def opened(navigateur: Any, url: str, **context: Any) -> Iterator[Any]:
    """A page on the preview; fails for any console error, exception, failed or outside request."""
    options = {"locale": "fr-FR", "viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce"}
    with navigateur.new_context(**{**options, **context}) as contexte:
        page = contexte.new_page()
        page.set_default_timeout(15_000)
        page.fautes = fautes = []
        host = urlsplit(url).netloc
        page.on("console", lambda m: fautes.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: fautes.append(str(error)))
        page.on("request", lambda r: None if _is_here(r.url, host) else fautes.append(f"outside: {r.url}"))
        page.goto(url)
        page.wait_for_selector(PRET)
        yield page
        assert fautes == []


def _is_here(url: str, host: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob"} or parts.netloc == host


@pytest.fixture
def ouvrir(navigateur: Any) -> Iterator[OpenPage]:
    """Open pages on any preview: (url, options of the context) → page."""
    with ExitStack() as stack:
        yield lambda url, **context: stack.enter_context(opened(navigateur, url, **context))


@pytest.fixture
def page(navigateur: Any, apercu: Apercu) -> Iterator[Any]:
    """A new page on the shared preview."""
    with opened(navigateur, apercu.url) as ready:
        yield ready


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of templates that a test may break."""
    return copy_acte(tmp_path / "modeles")
