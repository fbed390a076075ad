"""The preview's page in real Chromium: the act and what is known of it, where each text comes from, choices."""

from __future__ import annotations

import pytest

from tests.apercu.atelier import ACTE, PRET, previewed
from tests.conftest import needs
from tests.fabrique import plain

VALEUR = "#document .v"
VISE = "#document .vise"
DANS_LE_CADRE = """() => {
  const vise = document.getElementById("instantane").shadowRoot.querySelector(".vise").getBoundingClientRect();
  const cadre = document.getElementById("document").getBoundingClientRect();
  return vise.top >= cadre.top && vise.bottom <= cadre.bottom;
}"""


def text(locator) -> str:
    return plain(locator.inner_text())


def choose_case(page, words: str) -> None:
    """Choose, in the list of dossiers, the one whose name holds these words; wait for its act."""
    value = page.locator("#dossier option", has_text=words).first.get_attribute("value")
    choose(page, lambda: page.select_option("#dossier", value))


def choose(page, action) -> None:
    """Do it, and wait until the page has shown what it gives."""
    with page.expect_response(lambda r: "/etat" in r.url):
        action()
    page.wait_for_selector(PRET)


def test_the_page_shows_the_act_and_its_mentions(page):
    acte = text(page.locator("#corps"))
    assert "Monsieur Éric Durand" in acte
    assert "DONNONS ORDRE" in acte
    assert text(page.locator("#titre")) == "Ordre de mise à exécution d'un mandat de dépôt à effet différé"
    present = page.locator("#volet-mentions .presente")
    assert present.count() >= 15
    assert page.locator("#volet-mentions .sans-objet[data-mention=delegation]").count() == 1
    assert page.locator("#volet-mentions .manquante").count() == 0


def test_no_anchor_is_left_in_what_is_read(page):
    acte = page.locator("#corps").inner_text()
    assert not [letter for letter in acte if "\ue000" <= letter <= "\uf8ff"]


def test_clicking_a_value_says_where_it_comes_from(page):
    page.locator(VALEUR, has_text="Lille-Loos-Sequedin").first.click()
    origine = text(page.locator("#volet-origine"))
    assert page.locator("#onglet-origine").get_attribute("aria-selected") == "true"
    assert "incarceration.etablissement" in origine
    assert "exemple.yaml, ligne 2" in origine
    assert "modele.docx" in origine
    assert "tableau 1" in origine
    assert "CPP D48-2-4 al. 1" in origine
    assert "etablissement" in origine


def test_clicking_the_author_s_own_words_says_the_paragraph_of_the_template(page):
    page.locator("#document .t:not(.v)", has_text="DONNONS ORDRE").first.click()
    origine = text(page.locator("#volet-origine"))
    assert "texte écrit dans le modèle" in origine
    assert "paragraphe" in origine


def test_words_of_a_shared_piece_name_their_fragment(page):
    page.locator("#document .t", has_text="RÉPUBLIQUE FRANÇAISE").first.click()
    assert "fragment « entete »" in text(page.locator("#volet-origine"))


def test_clicking_a_mention_scrolls_to_it_and_lights_it_up(page):
    page.locator("#volet-mentions [data-mention=sceau] button").click()
    page.wait_for_selector(VISE)
    assert "Sceau" in text(page.locator(VISE).first)
    assert page.evaluate(DANS_LE_CADRE)
    page.locator("#volet-mentions [data-mention=date-presentation] button").click()
    assert all("15 décembre 2026" in plain(t).lower() for t in page.locator(VISE).all_inner_texts())


def test_hovering_a_mention_shows_its_article(page):
    page.locator(VALEUR, has_text="Lille-Loos-Sequedin").first.hover()
    bulle = page.locator("#infobulle")
    bulle.wait_for(state="visible")
    assert "CPP D48-2-4 al. 1" in text(bulle)
    assert "24 mars 2020" in text(bulle)
    page.keyboard.press("Escape")
    bulle.wait_for(state="hidden")


def test_a_field_leads_to_every_place_that_prints_it(page):
    page.click("#onglet-champs")
    page.fill("#filtre", "incarceration.date")
    rows = page.locator("#volet-champs tbody tr:not(.intertitre):visible")
    assert rows.count() == 1
    rows.locator("button").click()
    assert page.locator(VISE).count() >= 2


def test_another_copy_and_a_legal_case_are_one_choice_away(page):
    choose(page, lambda: page.select_option("#exemplaire", "copie-certifiee"))
    assert "COPIE CERTIFIÉE CONFORME" in text(page.locator("#corps")).upper()
    choose_case(page, "délégation du parquet")
    assert page.locator("#volet-mentions .presente[data-mention=delegation]").count() == 1
    assert "copie-certifiee" in page.url
    page.reload()
    page.wait_for_selector(PRET)
    assert page.locator("#exemplaire").input_value() == "copie-certifiee"
    assert page.locator("#volet-mentions .presente[data-mention=delegation]").count() == 1


def test_what_lacks_is_said_and_a_draft_shows_its_blank(page):
    choose_case(page, "sans les horaires de présentation")
    missing = page.locator("#volet-mentions .manquante[data-mention=horaires-presentation]")
    assert missing.count() == 1
    assert "incarceration.heure_debut" in text(missing)
    page.click("#onglet-constats")
    assert "mention-absente" in text(page.locator("#volet-constats .bloquante").first)
    choose(page, lambda: page.check("#brouillon"))
    assert "à compléter" in text(page.locator("#corps"))
    page.click("#onglet-mentions")
    page.locator("#volet-mentions .manquante[data-mention=horaires-presentation] button").click()
    assert "à compléter" in text(page.locator(VISE).first)


def test_an_act_that_a_rule_refuses_is_shown_all_the_same(page):
    choose_case(page, "cinq mois ferme")
    assert "refusé" in text(page.locator("#bandeau"))
    assert "cinq mois d'emprisonnement" in text(page.locator("#corps"))
    page.click("#onglet-constats")
    assert "CPP 464-2 I 3°" in text(page.locator("#volet-constats .bloquante"))


def test_the_act_of_another_day_has_the_wording_of_that_day(ouvrir, tmp_path):
    with previewed(tmp_path, "mise-a-execution-peine", acte="mise-a-execution-peine") as running:
        page = ouvrir(running.url)
        assert template(page) == "modele.docx"
        choose_case(page, "en 2004, trois mois")
        assert "Acte du 1er octobre 2004" in text(page.locator("#redaction"))
        assert template(page) == "modele-2004.docx"
        choose(page, lambda: page.click("#apres"))
        assert page.locator("#date").input_value() == "2005-01-01"
        choose(page, lambda: page.check("#brouillon"))
        assert template(page) == "modele.docx"
        choose(page, lambda: page.click("#date-dossier"))
        assert page.locator("#date").input_value() == "2004-10-01"
        assert template(page) == "modele-2004.docx"


def template(page) -> str:
    """The file that the words of the act itself come from."""
    page.locator("#document .t:not(.v)", has_text="exécution").last.click()
    return page.locator("#volet-origine code").first.inner_text()


def test_a_dossier_that_attacks_the_page_is_only_text(ouvrir, own):
    exemple = own / ACTE / "exemple.yaml"
    attack = "<img src=x onerror=alert(1)><script>document.title='pris'</script>\ue000\ue011\ue001"
    exemple.write_text(
        exemple.read_text().replace("centre pénitentiaire de Lille-Loos-Sequedin", f'"{attack[:-3]}"'), encoding="utf-8"
    )
    with previewed(own, ACTE) as running:
        page = ouvrir(running.url)
        assert "<script>document.title='pris'</script>" in text(page.locator("#corps"))
        assert page.locator("#document script, #document img, aside script").count() == 0
        page.click("#onglet-champs")
        assert "<img src=x onerror=alert(1)>" in text(page.locator("#volet-champs"))
        assert "aperçu" in page.title()


def test_one_key_switches_to_libreoffice_s_pages_and_back(page):
    needs("soffice")
    page.keyboard.press("e")
    page.wait_for_selector("#pages img", timeout=90_000)
    assert page.locator("#instantane").is_hidden()
    assert page.evaluate("document.querySelector('#pages img').naturalWidth") > 1000
    assert "Page 1 sur 1" in page.locator("#pages img").first.get_attribute("alt")
    page.keyboard.press("e")
    assert page.locator("#instantane").is_visible()
    assert page.locator("#pages").is_hidden()


def test_what_is_printed_is_the_act_alone(page):
    page.emulate_media(media="print")
    for hidden in ("#barre", "#cote", ".etat-ligne"):
        assert page.locator(hidden).is_hidden()
    assert page.locator("#document").is_visible()


@pytest.mark.parametrize("size", [{"width": 390, "height": 800}, {"width": 800, "height": 600}])
def test_a_small_screen_shows_everything_without_scrolling_sideways(ouvrir, apercu, size):
    page = ouvrir(apercu.url, viewport=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.evaluate("(d => d.scrollWidth <= d.clientWidth)(document.getElementById('document'))")
    page.locator("#volet-mentions [data-mention=sceau] button").click()
    page.wait_for_selector(VISE)
