"""Every act leaves the court in one group, in the order in which it is folded."""

from __future__ import annotations

import pytest

from actes.lot.remise import GROUPES, count_documents, group_of, mode_title, ordered
from tests.exemples import act, act_ids
from tests.lot.journaux import document, dossier, journal_of


def test_every_mode_of_the_catalogue_belongs_to_one_group_and_has_a_title():
    modes = {
        remise.mode for acte_id in act_ids() for exemplaire in act(acte_id).exemplaires for remise in exemplaire.remise
    }
    known = [mode for groupe in GROUPES for mode in groupe.modes]
    assert modes <= set(known)
    assert len(known) == len(set(known))
    assert [mode for mode in modes if "_" in mode_title(mode) or not mode_title(mode)[0].isupper()] == []


@pytest.mark.parametrize(
    ("mode", "groupe"),
    [("lrar", "recommandee-avis"), ("emargement", "a-remettre"), ("", "tout-moyen"), ("pigeon", "tout-moyen")],
)
def test_a_mode_that_is_not_known_leaves_by_any_means(mode, groupe):
    assert group_of(mode).id == groupe


def test_a_group_is_read_by_addressee_then_by_dossier(tmp_path):
    made = [
        ("2026/2", document("b.docx", destinataire="condamné", nom_destinataire="Zoé")),
        ("2026/1", document("d.docx", destinataire="victime", nom_destinataire="Ana")),
        ("2026/1", document("c.docx", destinataire="condamné", nom_destinataire="Zoé")),
        ("2026/3", document("a.docx", destinataire="condamné", nom_destinataire="Ana")),
        ("2026/3", document("e.docx", mode="conservation")),
    ]
    rows = [dossier(reference, [one], fichier=f"/{rank}") for rank, (reference, one) in enumerate(made)]
    journal = journal_of(tmp_path, rows)
    assert [row["nom"] for row in ordered(journal, group_of("lrar"))] == ["a.docx", "c.docx", "b.docx", "d.docx"]
    assert [count_documents(journal, groupe) for groupe in GROUPES] == [0, 0, 4, 0, 0, 1]


def test_what_no_group_knows_is_not_forgotten(tmp_path):
    journal = journal_of(
        tmp_path, [dossier("2026/1", [document("a.docx", mode="pigeon"), document("b.docx", mode="")])]
    )
    assert [row["nom"] for row in ordered(journal, group_of(""))] == ["a.docx", "b.docx"]
