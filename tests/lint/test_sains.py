"""Our own templates, as they are delivered, have no finding at all: not one rule is wrong about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actes.errors import Constat
from actes.generate import Atelier, template_folders
from actes.lint.controle import check, check_acte, names_of_all, read_sujet
from actes.lint.ossature import Fragmentation
from actes.rendu.garde import read_file
from tests.conftest import MODELES

ACTES = sorted(path.parent.name for path in MODELES.glob("[!_]*/acte.yaml"))
FRAGMENTS = sorted((MODELES / "_communs" / "fragments").glob("*.docx"))


@pytest.fixture(scope="module")
def atelier() -> Atelier:
    return Atelier(template_folders())


@pytest.fixture(scope="module")
def found(atelier: Atelier) -> Callable[[str], list[Constat]]:
    """Everything said of an act: its templates, its dates."""
    fragments = Fragmentation(atelier.modeles.fragment, {path.stem: str(path) for path in FRAGMENTS})

    def look(ident: str) -> list[Constat]:
        acte = atelier.catalogue.acte(ident)
        said = check_acte(acte)
        for modele in acte.modeles:
            contenu = read_file(modele.fichier)
            said += check(read_sujet(contenu, str(modele.fichier), fragments, acte=acte, modele=modele))
        return said

    return look


@pytest.mark.parametrize("ident", ACTES)
def test_the_templates_of_an_act_have_no_finding(ident: str, found: Callable[[str], list[Constat]]):
    assert [str(constat) for constat in found(ident)] == []


def test_the_fragments_have_no_finding(atelier: Atelier):
    noms = names_of_all(map(atelier.catalogue.acte, atelier.catalogue.ids))
    fragments = Fragmentation(atelier.modeles.fragment, {path.stem: str(path) for path in FRAGMENTS})
    said = [
        str(constat)
        for path in FRAGMENTS
        for constat in check(read_sujet(read_file(path), path.name, fragments, fragment=path.stem, noms_lus=noms))
    ]
    assert said == []
