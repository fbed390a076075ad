"""The preview's page for everyone: axe-core finds nothing, the keyboard does all, nothing moves that should not."""

from __future__ import annotations

import pytest

from tests.apercu.test_page import VISE, choose, choose_case, text
from tests.conftest import needs

ONGLETS = ("mentions", "constats", "champs", "origine")
MOUVEMENTS = """() => [document, document.getElementById("instantane").shadowRoot]
  .flatMap(r => [...r.querySelectorAll("*")]).map(e => getComputedStyle(e))
  .filter(s => parseFloat(s.transitionDuration) > 0 || s.animationName !== "none").length"""


def violations(page) -> list[str]:
    """What axe-core finds, best practices included; its own breach of the page's policy is not the page's fault."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    before = len(page.fautes)
    found = axe.Axe().run(page).response["violations"]
    del page.fautes[before:]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_tab(ouvrir, apercu, scheme):
    page = ouvrir(apercu.url, color_scheme=scheme)
    choose_case(page, "sans les horaires de présentation")
    for onglet in ONGLETS:
        page.click(f"#onglet-{onglet}")
        assert violations(page) == [], onglet
    page.locator("#document .v").first.click()
    assert violations(page) == []


def test_axe_finds_nothing_in_the_other_states(page):
    choose(page, lambda: page.check("#brouillon"))
    page.locator("#volet-mentions .presente button").first.click()
    assert violations(page) == []
    page.click("#aide")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 800})
    assert violations(page) == []


def test_axe_finds_nothing_in_the_exact_pages(page):
    needs("soffice")
    page.click("#exact")
    page.wait_for_selector("#pages img", timeout=90_000)
    assert violations(page) == []


def focused(page) -> str:
    return page.evaluate(
        "document.activeElement.id || document.activeElement.dataset.cle || document.activeElement.tagName"
    )


def test_the_keyboard_alone_does_everything(page):
    page.keyboard.press("Tab")
    assert text(page.locator(":focus")) == "Aller à l'acte"
    page.keyboard.press("Enter")
    assert focused(page) == "document"
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    words = page.evaluate("document.getElementById('instantane').shadowRoot.activeElement.textContent")
    page.keyboard.press("Enter")
    assert plain_words(words) in plain_words(text(page.locator("#volet-origine blockquote")))
    page.keyboard.press("1")
    assert focused(page) == "onglet-mentions"
    page.keyboard.press("ArrowRight")
    assert focused(page) == "onglet-constats"
    assert page.locator("#volet-constats").is_visible()
    page.keyboard.press("End")
    assert focused(page) == "onglet-origine"
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.locator(VISE).count() > 0
    page.keyboard.press("a")
    assert page.evaluate("document.getElementById('instantane').shadowRoot.activeElement.classList.contains('vise')")
    page.keyboard.press("Escape")
    assert page.locator(VISE).count() == 0


def plain_words(words: str) -> str:
    return " ".join(words.split())


def test_choices_have_their_keys(page):
    for key, place in (("d", "dossier"), ("t", "date"), ("x", "exemplaire")):
        page.locator("#titre").click()
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press(key)
        assert focused(page) == place
    page.evaluate("document.activeElement.blur()")
    choose(page, lambda: page.keyboard.press("b"))
    assert page.locator("#brouillon").is_checked()


def test_single_keys_can_be_switched_off(page):
    page.keyboard.press("?")
    page.uncheck("#raccourcis")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    assert page.locator("#volet-champs").is_hidden()
    page.click("#aide")
    page.check("#raccourcis")
    page.click("#fermer-aide")
    page.keyboard.press("3")
    assert page.locator("#volet-champs").is_visible()


def test_a_key_typed_in_a_field_is_a_letter(page):
    page.click("#onglet-champs")
    page.click("#filtre")
    page.keyboard.type("date b")
    assert page.locator("#filtre").input_value() == "date b"
    assert not page.locator("#brouillon").is_checked()


def test_every_shortcut_that_a_control_declares_is_in_the_help(page):
    declared = page.eval_on_selector_all(
        "[aria-keyshortcuts]", "all => all.map(e => e.getAttribute('aria-keyshortcuts'))"
    )
    page.click("#aide")
    helped = text(page.locator("#dialogue-aide")).lower()
    assert len(declared) >= 10
    assert [key for key in declared if key not in helped and key not in "1234"] == []


def test_who_asked_for_less_motion_sees_none(page):
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert page.evaluate(MOUVEMENTS) == 0
