"""The corpus: every fault is found at its exact place, and nothing else; our own templates have none."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from actes.errors import Constat
from actes.generate import Atelier, template_folders
from actes.lint.controle import check, names_of_all, read_sujet
from actes.lint.ossature import Fragmentation
from tests.conftest import MODELES, RACINE, Convert
from tests.lint.corpus import Copie, Faute, Lieu, as_word_cuts, curved, spoil, words
from tests.lint.fautes import FAUTES, RESAVED

ENTRIES = yaml.safe_load((RACINE / "actes" / "lint" / "codes.yaml").read_text(encoding="utf-8"))["codes"]
OURS = {entry["code"] for entry in ENTRIES} | {
    "modele-sans-mention", "marque-inconnue", "marque-mal-placee", "marque-sous-condition", "chemin-inconnu",
}  # fmt: skip


class Banc:
    """The catalogue, loaded once, and templates to look at."""

    def __init__(self) -> None:
        self.atelier = Atelier(template_folders())
        names = {path.stem: str(path) for path in (MODELES / "_communs" / "fragments").glob("*.docx")}
        self.fragments = Fragmentation(self.atelier.modeles.fragment, names)

    def found(self, contenu: bytes, faute: Faute) -> list[Constat]:
        """What is said of this docx in the place of that template."""
        if faute.acte.startswith("_"):
            noms = names_of_all(self.atelier.catalogue.acte(i) for i in self.atelier.catalogue.ids)
            return check(read_sujet(contenu, "x.docx", self.fragments, fragment=faute.chemin.stem, noms_lus=noms))
        acte = self.atelier.catalogue.acte(faute.acte)
        modele = next(m for m in acte.modeles if m.fichier == faute.chemin)
        return check(read_sujet(contenu, "x.docx", self.fragments, acte=acte, modele=modele))


@pytest.fixture(scope="module")
def banc() -> Banc:
    return Banc()


def place(constat: Constat) -> Lieu | None:
    ou = constat.ou
    return None if ou is None or ou.paragraphe is None else (ou.partie, ou.paragraphe, ou.cellule)


@pytest.mark.parametrize("faute", FAUTES, ids=str)
def test_a_fault_is_found_at_its_exact_place_and_nothing_else(faute: Faute, banc: Banc):
    contenu, lieu = spoil(faute)
    assert [(c.code, place(c)) for c in banc.found(contenu, faute)] == [(faute.code, lieu)]


@pytest.mark.parametrize("faute", RESAVED, ids=str)
def test_a_fault_is_found_in_what_word_writes(faute: Faute, banc: Banc):
    """Runs cut anywhere, marks of the spelling checker, quotes and spaces corrected inside the tags."""
    copie = Copie(faute.chemin)
    lieu = faute.gate(copie)
    curved(copie)
    as_word_cuts(copie)
    found = [(c.code, place(c)) for c in banc.found(copie.bytes(), faute)]
    assert [each for each in found if each[0] in OURS] == [(faute.code, lieu)]


def test_the_faults_are_found_in_what_libreoffice_writes(banc: Banc, libreoffice: Convert, tmp_path: Path):
    """Its parts, styles and identifiers are its own: the place is that of the same words."""
    kept = [(faute, *spoil(faute)) for faute in RESAVED]
    paths = [tmp_path / f"{rank}.docx" for rank in range(len(kept))]
    for path, (_, contenu, _) in zip(paths, kept, strict=True):
        path.write_bytes(contenu)
    missed = []
    for (faute, contenu, lieu), path in zip(kept, libreoffice(paths, "docx", tmp_path / "lo"), strict=True):
        found = [(c.code, place(c)) for c in banc.found(path.read_bytes(), faute)]
        expected = [(faute.code, moved(lieu, contenu, path))]
        if [each for each in found if each[0] in OURS] != expected:
            missed.append((str(faute), expected, found))
    assert missed == []


def moved(lieu: Lieu | None, before: bytes, after: Path) -> Lieu | None:
    """The place of the same words in another file: the same rank among the paragraphs that say them."""
    if lieu is None:
        return None
    one, two = Copie(before), Copie(after)
    said = [words(p) for p in one.paragraphs()]
    text = said[lieu[1] - 1]
    rank = said[: lieu[1]].count(text)
    return two.lieu([p for p in two.paragraphs() if words(p) == text][rank - 1])


def test_every_code_of_the_linter_has_at_least_two_faults():
    several = {code for code, number in Counter(faute.code for faute in FAUTES).items() if number > 1}
    assert OURS - several == {"trou-de-periode", "acte-invalide", "cle-inconnue", "expression-invalide"} & OURS
