"""An edit on the disk is seen on the page: how fast, of what, and what is shown when it is broken."""

from __future__ import annotations

import os
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from tests.apercu.atelier import ACTE, edit, previewed
from tests.apercu.test_page import text
from tests.apercu.test_page_accessible import violations

TEMOIN = """mot => {
  const racine = document.getElementById("instantane").shadowRoot;
  window.vu = new Promise(ok => {
    const voir = () => {
      if (!racine.textContent.includes(mot)) return;
      guet.disconnect();
      requestAnimationFrame(() => setTimeout(() => ok(Date.now())));
    };
    const guet = new MutationObserver(voir);
    guet.observe(racine, {subtree: true, childList: true, characterData: true});
    voir();
  });
}"""  # the promise of the instant at which these words have been painted
FOIS, SERIES = 20, 2  # the promise is a median of 20; another series when the machine was busy with something else
PROMIS = 500  # ms, on a machine that does nothing else: in proportion when programs queue for its processors


@pytest.fixture
def own_page(ouvrir, own):
    """A page on a folder of templates that the test edits: (page, preview)."""
    with previewed(own, ACTE) as running:
        yield ouvrir(running.url), running


def await_words(page, words: str) -> None:
    page.locator("#corps", has_text=words).wait_for()


def test_a_save_is_on_the_page_in_less_than_half_a_second(own_page, record_property):
    page, running = own_page
    words = ["Donnons ordre", *(f"Ordonnons {turn}," for turn in range(FOIS * SERIES))]
    for start in range(0, FOIS * SERIES, FOIS):
        turns = pairwise(words[start : start + FOIS + 1])
        delays = [milliseconds_to_the_page(page, running.modele, before, after) for before, after in turns]
        if median(delays) < PROMIS:
            break
    load = os.getloadavg()[0]
    fact = f"médiane {median(delays):.0f} ms (de {min(delays):.0f} à {max(delays):.0f}, {FOIS} fois, charge {load:.1f})"
    record_property("mesure", f"aperçu, de l’enregistrement du modèle à la page : {fact}")
    assert median(delays) < PROMIS * max(1.0, load / (os.cpu_count() or 1)), fact


def milliseconds_to_the_page(page, modele: Path, before: str, after: str) -> float:
    """From the save of a template to the page that has painted its new words."""
    page.evaluate(TEMOIN, after)
    start = time.time() * 1000
    edit(modele, before, after)
    painted = page.evaluate("window.vu")
    time.sleep(0.05)
    return painted - start


def test_dossier_act_and_fragment_are_followed_too(own_page):
    page, running = own_page
    exemple = running.dossier / "exemple.yaml"
    exemple.write_text(exemple.read_text().replace("Lille-Loos-Sequedin", "Maubeuge"), encoding="utf-8")
    await_words(page, "Maubeuge")
    acte = running.dossier / "acte.yaml"
    acte.write_text(
        acte.read_text().replace("le visa de la décision de condamnation", "le visa du jugement"), encoding="utf-8"
    )
    page.locator("#volet-mentions", has_text="le visa du jugement").wait_for()
    edit(running.racine / "_communs" / "fragments" / "entete.docx", "publique fran", "publiquement fran")
    await_words(page, "publiquement")
    assert page.locator("#document", has_text="Maubeuge").count() == 1, "what was saved before is still shown"


def test_a_broken_template_leaves_the_last_good_act_and_says_where(own_page):
    page, running = own_page
    edit(running.modele, "Donnons ordre", "Donnons {% if condamne.mineur ordre")
    page.locator("#bandeau").wait_for(state="visible")
    assert "dernier" in text(page.locator("#bandeau"))
    assert "DONNONS ORDRE" in text(page.locator("#corps"))
    assert "perime" in page.locator("#document").get_attribute("class")
    page.click("#onglet-constats")
    assert violations(page) == []
    said = text(page.locator("#volet-constats .bloquante").first)
    assert "Donnons {% if condamne.mineur ordre" in said
    edit(running.modele, "Donnons {% if condamne.mineur ordre", "Ordonnons")
    await_words(page, "Ordonnons")
    assert page.locator("#bandeau").is_hidden()
    assert "perime" not in page.locator("#document").get_attribute("class")


def test_half_a_save_is_waited_for(own_page):
    page, running = own_page
    whole = running.modele.read_bytes()
    running.modele.write_bytes(whole[: len(whole) // 2])
    page.locator("#bandeau").wait_for(state="visible")
    assert "DONNONS ORDRE" in text(page.locator("#corps"))
    running.modele.write_bytes(whole)
    page.locator("#bandeau").wait_for(state="hidden")


def test_a_dossier_that_cannot_be_read_is_said_with_its_line(own_page):
    page, running = own_page
    exemple = running.dossier / "exemple.yaml"
    exemple.write_text(exemple.read_text().replace("condamne:", "condamne: {nom: [", 1), encoding="utf-8")
    page.locator("#bandeau").wait_for(state="visible")
    page.click("#onglet-constats")
    assert "exemple.yaml" in text(page.locator("#volet-constats"))


def test_the_place_and_the_focus_are_kept_across_a_save(ouvrir, own):
    with previewed(own, ACTE) as running:
        page = ouvrir(running.url, viewport={"width": 1200, "height": 500})
        page.locator("#document .t", has_text="Sceau").first.scroll_into_view_if_needed()
        before = page.evaluate("document.getElementById('document').scrollTop")
        page.keyboard.press("2")
        edit(running.modele, "Sceau du", "Le sceau du")
        await_words(page, "Le sceau")
        assert before > 0
        assert abs(page.evaluate("document.getElementById('document').scrollTop") - before) < 60
        assert page.evaluate("document.activeElement.id") == "onglet-constats"


def test_the_page_says_that_the_preview_has_stopped(own_page):
    page, running = own_page
    running.stop()
    page.locator("#bandeau", has_text="arrêté").wait_for()
    assert page.locator("#document", has_text="Durand").count() == 1, "the last act is still there"
    page.fautes.clear()  # the browser tells its own story of the connection that went
