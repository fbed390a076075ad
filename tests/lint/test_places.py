"""Where a finding stands: part, page, paragraph, cells one in another, text box, fragment; as text and as JSON."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from actes.cli.groupe import actes
from actes.errors import Constat
from actes.generate import template_folders
from actes.rendu.anatomie import Anatomie
from actes.rendu.garde import W, open_docx
from actes.rendu.jalons import with_jalons
from actes.workshop import check_targets
from tests.conftest import MODELES, needs
from tests.lint.corpus import Copie, swap
from tests.rendu.docx_builder import paragraphs

JOUR = date(2026, 11, 22)
ORDRE = "ordre-mise-a-execution"


def lone(tmp_path: Path, copie: Copie | bytes) -> list[Constat]:
    """What is said of a file of no act, of the codes of tags and names."""
    path = tmp_path / "essai.docx"
    path.write_bytes(copie if isinstance(copie, bytes) else copie.bytes())
    constats, _ = check_targets([str(path)], template_folders(), JOUR)
    return [constat for constat in constats if constat.code in ("chemin-inconnu", "bloc-non-referme")]


def our_copy() -> Copie:
    return Copie(MODELES / ORDRE / "modele.docx")


def test_a_cell_in_a_cell_is_named_from_the_outside_in(tmp_path):
    copie = our_copy()
    cell = next(copie.find("{{ incarceration.etablissement").iterancestors(f"{W}tc"))
    inner = etree.fromstring(
        f'<w:tbl xmlns:w="{W[1:-1]}"><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc>'
        "<w:tc><w:p><w:r><w:t>{{ condamne.nim }}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    cell.insert(1, inner)
    (found,) = lone(tmp_path, copie)
    assert found.ou is not None
    assert found.ou.cellule == ((1, 2, 1), (1, 1, 2))
    assert "tableau 1, ligne 2, cellule 1, tableau 1, ligne 1, cellule 2" in str(found)


def test_a_text_box_is_named_and_looked_at_once(tmp_path):
    copie = our_copy()
    box = "<w:txbxContent><w:p><w:r><w:t>{{ condamne.nim }}</w:t></w:r></w:p></w:txbxContent>"
    run = etree.fromstring(
        f'<w:r xmlns:w="{W[1:-1]}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    copie.find("Donnons ordre").append(run)
    (found,) = lone(tmp_path, copie)
    assert found.ou is not None
    assert found.ou.zone
    assert "corps, zone de texte, " in str(found)


def test_the_margins_are_named_in_french(tmp_path):
    copie = our_copy()
    copie.replace("{{ dossier }}", "{{ dosier }}", "word/footer1.xml")
    (found,) = lone(tmp_path, copie)
    assert "essai.docx: pied de page, paragraphe 1\u00a0: le modèle lit un chemin inconnu" in str(found)


def test_the_column_is_that_of_the_text_as_word_shows_it(tmp_path):
    (found,) = lone(tmp_path, paragraphs("Né à ¦Lille, {{ condam¦ne.nim }}"))
    assert found.ou is not None
    assert found.ou.colonne == len("Né à Lille, ") + 1
    assert found.ou.extrait == "Né à Lille, {{ condamne.nim }}"


def test_the_page_is_the_one_that_word_noted(tmp_path):
    copie = our_copy()
    for text in ("Donnons ordre", "Avertissement"):
        run = copie.find(text).find(f"{W}r")
        run.insert(0, etree.Element(f"{W}lastRenderedPageBreak"))
    paragraph = copie.replace("{{ incarceration.etablissement", "{{ incarceration.etablisement")
    copie.replace("{{ dossier }}", "{{ dosier }}", "word/footer1.xml")
    body, footer = lone(tmp_path, copie)
    assert (body.ou.page, footer.ou.page) == (2, None)
    assert f"corps, page 2, tableau 1, ligne 2, cellule 1, paragraphe {copie.lieu(paragraph)[1]}" in str(body)


def test_the_page_is_not_guessed_when_word_noted_nothing(tmp_path):
    copie = our_copy()
    copie.replace("{{ incarceration.etablissement", "{{ incarceration.etablisement")
    assert [found.ou.page for found in lone(tmp_path, copie)] == [None]


def test_libreoffice_gives_the_pages_when_asked(tmp_path):
    needs("soffice")
    from actes.workshop import pages_by_libreoffice

    content = paragraphs("Un", "Saut", "Deux")
    copie = Copie(content)
    run = copie.paragraphs()[1].find(f"{W}r")
    run.clear()
    etree.SubElement(run, f"{W}br").set(f"{W}type", "page")
    assert pages_by_libreoffice(copie.bytes()) == {1: 1, 2: 1, 3: 2}


def test_landmarks_change_no_word_of_a_document():
    content = (MODELES / ORDRE / "modele.docx").read_bytes()
    before, after = (Anatomie(open_docx(each)) for each in (content, with_jalons(content)))
    assert [p.texte for p in before.paragraphes()] == [p.texte for p in after.paragraphes()]


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A folder of templates with one act, to be spoilt."""
    shutil.copytree(MODELES / ORDRE, tmp_path / ORDRE)
    return tmp_path


def test_everything_wrong_is_said_at_once_in_the_order_of_the_document(overlay: Path):
    path = overlay / ORDRE / "modele.docx"
    copie = Copie(path)
    for old, new in (
        ('fragment "base-legale"', 'fragment "base-legal"'),
        ("{{ condamne.nom_usage }}{% endif %}", "{{ condamne.nom_usage }}"),
        ("{{ incarceration.etablissement | majuscule }}", "{{ incarceration.etablissement | majuscules }}"),
        ('{% mention "sceau" %}', '{% mention "seau" %}'),
        ("{%p endif %}", "{%p endfi %}"),
    ):
        swap(old, new)(copie)
    path.write_bytes(copie.bytes())
    constats, statut = check_targets([ORDRE], template_folders(overlay), JOUR)
    told = [(c.code, c.ou.paragraphe) for c in constats if c.ou]
    assert {code for code, _ in told} >= {
        "ordre-inconnu", "fragment-inconnu", "bloc-non-referme", "filtre-inconnu", "marque-inconnue",
    }  # fmt: skip
    numbers = [number for _, number in told if number]
    assert numbers == sorted(numbers)
    assert statut == 5


def test_a_fault_of_a_fragment_is_told_once_with_the_file_of_the_fragment(tmp_path: Path):
    fragments = tmp_path / "_communs" / "fragments"
    shutil.copytree(MODELES / "_communs" / "fragments", fragments)
    copie = Copie(fragments / "entete.docx")
    copie.replace("{{ service.juridiction }}", "{{ service.juridition }}")
    (fragments / "entete.docx").write_bytes(copie.bytes())
    constats, statut = check_targets([ORDRE, "convocation-spip"], template_folders(tmp_path), JOUR)
    told = [(c.code, c.place.fichier, c.ou.fragment) for c in constats if c.ou and c.ou.fragment]
    assert told == [("chemin-inconnu", str(fragments / "entete.docx"), "entete")]
    assert statut == 5


def test_the_command_tells_the_place_as_text_and_as_json(overlay: Path):
    path = overlay / ORDRE / "modele.docx"
    copie = Copie(path)
    _, number, _ = swap(
        '{% mention "sceau" %}Sceau du magistrat{% endmention %}',
        '{% if condamne.mineur %}{% mention "sceau" %}Sceau du magistrat{% endmention %}{% endif %}',
    )(copie)
    path.write_bytes(copie.bytes())
    command = ["modeles", "controler", ORDRE, "--modeles", str(overlay)]
    text = CliRunner().invoke(actes, command, prog_name="actes")
    assert text.exit_code == 5
    assert f"corps, tableau 2, ligne 1, cellule 1, paragraphe {number}" in text.output
    assert "la mention «\u00a0sceau\u00a0» est sous «\u00a0{% if condamne.mineur %}\u00a0»" in text.output
    assert "absente pour tout majeur" in text.output
    found = CliRunner().invoke(actes, [*command, "--format", "json"], prog_name="actes").stdout
    for line in ('"partie": "corps"', f'"paragraphe": {number}', '"cellule": "tableau 2, ligne 1, cellule 1"'):
        assert line in found


def test_a_hole_between_two_templates_is_told_at_the_line_of_acte_yaml(overlay: Path):
    path = overlay / ORDRE / "acte.yaml"
    shutil.copy(overlay / ORDRE / "modele.docx", overlay / ORDRE / "ancien.docx")
    dated = (
        "modeles:\n  - {fichier: ancien.docx, en_vigueur: {au: 2023-12-31}}\n"
        "  - {fichier: modele.docx, en_vigueur: {du: 2024-02-01}}\n"
    )
    path.write_text(path.read_text().replace("inclut:", dated + "inclut:", 1))
    constats, statut = check_targets([ORDRE], template_folders(overlay), JOUR)
    told = [c for c in constats if c.code == "trou-de-periode"]
    assert len(told) == 3  # one a copy
    assert "du 01/01/2024 au 31/01/2024" in str(told[0])
    assert told[0].place.ligne == 1 + path.read_text().split("\n").index(
        "  - {fichier: modele.docx, en_vigueur: {du: 2024-02-01}}"
    )
    assert statut == 0
