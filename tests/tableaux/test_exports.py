"""The sample export: through its mapping, every row yields its acts; its draft is close to that mapping."""

from __future__ import annotations

import io
import re
from textwrap import indent

import pytest

from actes.errors import DossierRefused
from actes.generate import Demande, open_reglages
from actes.produce import produce
from actes.tableaux.correspondance import load_correspondance
from actes.tableaux.ebauche import draft
from actes.tableaux.tableau import lecture_of_row, unroll
from tests.cas import AUJOURDHUI
from tests.conftest import RACINE
from tests.exemples import atelier

EXPORT = RACINE / "samples" / "export" / "sorties-d-audience.csv"
CORRESPONDANCE = RACINE / "samples" / "export" / "correspondance.yaml"
GUIDE = RACINE / "docs" / "exports.md"


def known():
    return load_correspondance(CORRESPONDANCE.read_bytes(), CORRESPONDANCE.name, atelier().catalogue.champs())


def test_the_sample_export_yields_its_acts():
    copy, said, produced = io.BytesIO(), [], []
    correspondance, reglages = known(), open_reglages(RACINE / "samples" / "reglages.yaml")
    champs = atelier().catalogue.champs()
    for row in list(unroll(EXPORT, correspondance, copy, said)):
        data = copy.getvalue()[row.debut : row.fin]
        lecture = lecture_of_row(data, correspondance, EXPORT.name, champs, reglages.defauts)
        for acte in lecture.dossier.actes:
            examen = atelier().examine(lecture, acte, Demande(aujourdhui=AUJOURDHUI))
            assert not examen.bloque, [str(constat) for constat in (*lecture.constats, *examen.constats)]
            produced += [document.nom for document in produce(examen, lecture, atelier().modeles)]
    assert said == []
    assert len(produced) == len(set(produced)) == 12
    assert {name.partition("__")[0] for name in produced} == {"2026-03101", "2026-03102", "2026-03103"}


def test_the_draft_of_the_sample_places_what_its_mapping_does():
    drafted = load_correspondance(draft(EXPORT, atelier().catalogue.champs()).texte.encode(), "c.yaml")
    ours = known()
    assert {entree.chemin for entree in drafted.racine.entrees() if entree.colonnes} == {
        entree.chemin for entree in ours.racine.entrees() if entree.colonnes
    }


def test_the_mappings_of_the_guide_are_sound():
    blocks = re.findall(r"^```yaml\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.M | re.S)
    assert len(blocks) > 3
    for block in blocks:
        text = block if "dossier:" in block else f"colonnes:\n  dossier: N° dossier\n{indent(block, '  ')}"
        try:
            load_correspondance(text.encode(), "guide.yaml", atelier().catalogue.champs())
        except DossierRefused as refused:
            pytest.fail(f"{block}\n{refused}")
