"""Very different acts on the page: nothing is lost, every word has its source, every mention is found."""

from __future__ import annotations

import pytest
from docx import Document

from tests.apercu.atelier import ACTE, PRET, previewed
from tests.apercu.test_page import choose, choose_case, text
from tests.conftest import MODELES

ACTES = ["certificat-sanction-pecuniaire", "notice-individuelle", "demande-victime", "convocation-jap-spip"]
PERDUS = """async () => {
  const etat = await (await fetch("etat" + location.search)).json();
  const { textes, textesDe } = await import(location.pathname + "page/acte.mjs");
  const articles = [...document.getElementById("instantane").shadowRoot.querySelectorAll("article")];
  const noeuds = articles.flatMap(a => [...a.querySelectorAll("*")]);
  const feuilles = noeuds.filter(e => !e.children.length && e.textContent.trim());
  return {
    mentions: etat.mentions.filter(m => m.etat === "presente" && !textesDe(m.ancres).length).map(m => m.id),
    sans_source: feuilles.filter(e => e.dataset.source === undefined).map(e => e.textContent),
    inconnues: textes().filter(t => t.dataset.source && !etat.sources[t.dataset.source]).length,
    presentes: etat.mentions.filter(m => m.etat === "presente").length,
  };
}"""


@pytest.fixture(scope="module")
def all_actes(tmp_path_factory):
    """A preview of the installed catalogue."""
    with previewed(tmp_path_factory.mktemp("modeles"), ACTES[0], acte=ACTES[0]) as running:
        yield running


@pytest.mark.parametrize("acte", ACTES)
def test_every_word_has_its_source_and_every_mention_is_found(ouvrir, all_actes, acte):
    page = ouvrir(f"{all_actes.url}?acte={acte}")
    perdus = page.evaluate(PERDUS)
    assert perdus.pop("presentes") > 4
    assert perdus == {"mentions": [], "sans_source": [], "inconnues": 0}


def test_another_act_is_one_choice_away_and_forgets_the_choices_of_the_first(ouvrir, all_actes):
    page = ouvrir(f"{all_actes.url}?acte=convocation-jap-spip&exemplaire=avocat")
    choose(page, lambda: page.select_option("#acte", "notice-individuelle"))
    assert text(page.locator("#titre")) == text(page.locator("#acte option:checked"))
    assert "exemplaire" not in page.url
    page.reload()
    page.wait_for_selector(PRET)
    assert page.locator("#acte").input_value() == "notice-individuelle"


def test_a_template_alone_is_shown_with_the_author_s_dossiers(ouvrir, tmp_path):
    dossiers = tmp_path / "dossiers"
    dossiers.mkdir()
    exemple = (MODELES / ACTE / "exemple.yaml").read_text(encoding="utf-8")
    (dossiers / "durand.yaml").write_text(exemple.replace("nom: Durand", "nom: Lefèvre"), encoding="utf-8")
    (dossiers / "petit.yaml").write_text(exemple.replace("nom: Durand", "nom: Petitjean"), encoding="utf-8")
    alone = tmp_path / "brouillon.docx"
    document = Document()
    document.add_paragraph("Nous écrivons à {{ condamne.nom }}.")
    document.save(alone)
    with previewed(tmp_path, str(alone), "--dossier", str(dossiers)) as running:
        page = ouvrir(running.url)
        assert text(page.locator("#titre")) == "brouillon.docx"
        assert page.locator("#dossier optgroup[label='Vos dossiers'] option").count() == 2
        assert "Nous écrivons à Lefèvre." in text(page.locator("#corps"))
        choose_case(page, "petit")
        assert "Petitjean" in text(page.locator("#corps"))
        assert "aucune mention" in text(page.locator("#volet-mentions"))
