"""The author's checks: an act whole, or one template file, everything wrong said with its place."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from actes.errors import EnvironnementError
from actes.generate import template_folders
from actes.workshop import check_targets
from tests.conftest import MODELES
from tests.rendu.docx_builder import paragraphs

JOUR = date(2026, 11, 21)
ORDRE = "ordre-mise-a-execution"


def codes(*cibles: str, overlay: Path | None = None) -> tuple[list[str], int]:
    """The codes of what is found, and the status."""
    constats, statut = check_targets(cibles, template_folders(overlay), JOUR)
    return [constat.code for constat in constats], statut


@pytest.fixture
def act_folder(tmp_path) -> Path:
    """A copy of an act, to be spoilt."""
    return Path(shutil.copytree(MODELES / ORDRE, tmp_path / ORDRE))


def test_an_installed_act_is_sound():
    assert codes(ORDRE) == ([], 0)


def test_a_template_without_its_mentions_is_told_by_id_and_by_file(act_folder):
    (act_folder / "modele.docx").write_bytes(paragraphs("Bonjour"))
    for told, statut in (codes(ORDRE, overlay=act_folder.parent), codes(str(act_folder / "modele.docx"))):
        assert "modele-sans-mention" in told
        assert "marque-inconnue" not in told
        assert statut == 5


def test_a_mistake_in_acte_yaml_is_told_with_its_place(act_folder):
    path = act_folder / "acte.yaml"
    path.write_text(
        path.read_text().replace("exige: [incarceration.etablissement]", "exige: [incarceration.etablissment]")
    )
    constats, statut = check_targets([ORDRE], template_folders(act_folder.parent), JOUR)
    assert statut == 5
    assert constats[0].place is not None
    assert (constats[0].place.fichier, constats[0].place.ligne is not None) == (str(path), True)
    assert "incarceration.etablissement" in str(constats[0])


def test_an_example_that_lacks_something_is_the_author_s_mistake(act_folder):
    path = act_folder / "exemple.yaml"
    path.write_text(path.read_text().replace("heure_debut: 09:00", ""))
    told, statut = codes(ORDRE, overlay=act_folder.parent)
    assert "mention-absente" in told
    assert statut == 5


def test_a_template_that_belongs_to_no_act_is_checked_for_its_syntax(tmp_path):
    path = tmp_path / "libre.docx"
    path.write_bytes(paragraphs("{{ condamne.nom }} {{ nom }}"))
    told, statut = codes(str(path))
    assert (told[0], statut) == ("chemin-inconnu", 0)
    path.write_bytes(paragraphs("{% if condamne.mineur %}"))
    told, statut = codes(str(path))
    assert (told[0], statut) == ("bloc-non-referme", 5)
    assert codes(str(tmp_path / "absent.docx")) == (["lecture-impossible"], 2)


@pytest.mark.parametrize(
    "tag", ["{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "{{ " + "1 + " * 3000 + "1 }}", "{{ condamne.nom | }}"]
)
def test_a_tag_that_no_program_can_read_is_the_author_s_mistake_told_in_french(tmp_path, tag):
    path = tmp_path / "lettre.docx"
    path.write_bytes(paragraphs(tag))
    constats, statut = check_targets([str(path)], [MODELES], JOUR)
    (told,) = [str(constat) for constat in constats if constat.code == "balise-mal-ecrite"]
    assert statut == 5
    assert "trop de parenthèses" in told or "un nom était attendu" in told
    assert len(told) < 600


def test_what_the_machine_lacks_is_no_mistake_of_the_author(act_folder):
    def without_libreoffice(_content):
        raise EnvironnementError("LibreOffice n’est pas installé")

    with pytest.raises(EnvironnementError):
        check_targets([str(act_folder / "modele.docx")], [MODELES], JOUR, without_libreoffice)


def test_an_unknown_act_is_told_with_the_nearest_one():
    constats, statut = check_targets(["ordre-mise-execution"], template_folders(), JOUR)
    assert statut == 2
    assert ORDRE in constats[0].conseil
