"""The corpus of care: each fault of language, access or hygiene is found at its exact place, and nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from actes.codes import load_themes
from tests.conftest import Convert
from tests.lint.corpus import Copie, Faute, as_word_cuts, spoil
from tests.lint.fautes_soin import SOIN, TEXTES
from tests.lint.test_corpus import Banc, moved, place

THEMES = ("fichier de travail", "accessibilité", "typographie")


@pytest.fixture(scope="module")
def banc() -> Banc:
    return Banc()


@pytest.mark.parametrize("faute", SOIN, ids=str)
def test_a_fault_of_care_is_found_at_its_exact_place_and_nothing_else(faute: Faute, banc: Banc):
    contenu, lieu = spoil(faute)
    assert [(c.code, place(c)) for c in banc.found(contenu, faute)] == [(faute.code, lieu)]


@pytest.mark.parametrize("faute", TEXTES, ids=str)
def test_a_fault_of_language_is_found_in_runs_that_word_cut(faute: Faute, banc: Banc):
    copie = Copie(faute.chemin)
    lieu = faute.gate(copie)
    as_word_cuts(copie)
    assert [(c.code, place(c)) for c in banc.found(copie.bytes(), faute)] == [(faute.code, lieu)]


def test_the_faults_of_language_are_found_in_what_libreoffice_writes(banc: Banc, libreoffice: Convert, tmp_path: Path):
    kept = [(faute, *spoil(faute)) for faute in TEXTES]
    paths = [tmp_path / f"{rank}.docx" for rank in range(len(kept))]
    for path, (_, contenu, _) in zip(paths, kept, strict=True):
        path.write_bytes(contenu)
    missed = []
    for (faute, contenu, lieu), path in zip(kept, libreoffice(paths, "docx", tmp_path / "lo"), strict=True):
        found = [(c.code, place(c)) for c in banc.found(path.read_bytes(), faute)]
        if found != [(faute.code, moved(lieu, contenu, path))]:
            missed.append((str(faute), found))
    assert missed == []


def test_every_code_of_care_has_at_least_two_faults():
    codes = {code.code for theme in load_themes() if any(t in theme.titre for t in THEMES) for code in theme.codes}
    several = {code for code, number in Counter(faute.code for faute in SOIN).items() if number > 1}
    assert codes == several
