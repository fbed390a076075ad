"""What the register keeps of a case: plain facts, the ranks of its sentences, no name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from actes.affaire import CACHE, affaire_of, contenu_of
from actes.dossier import Lecture, load_flux
from tests.cas import catalogue, plain
from tests.conftest import MODELES, RACINE


def dossier(text: str) -> Lecture:
    [lecture] = load_flux(text, "dossier.yaml", catalogue().champs())
    assert not lecture.constats, [str(constat) for constat in lecture.constats]
    return lecture


def facts(peines_lues: str, **condamnation: Any) -> dict[str, Any]:
    """The facts of a small case whose sentences are given in YAML."""
    said = "".join(f"  {name}: {value}\n" for name, value in condamnation.items())
    lecture = dossier(f"dossier: 2026/00500\ncondamnation:\n  date: 2026-03-02\n{said}  peines: {peines_lues}\n")
    assert lecture.dossier is not None
    found = contenu_of(lecture.dossier)
    assert found is not None
    return found


def sentences(*given: str, **condamnation: Any) -> list[dict[str, Any]]:
    """The sentences of the conviction of a small case."""
    found: list[dict[str, Any]] = facts(f"[{', '.join(given)}]", **condamnation)["condamnation"]["peines"]
    return found


# --- the sentences


@pytest.mark.parametrize(
    ("peine", "attendu"),
    [
        (
            "{type: emprisonnement, quantum: 9 mois, ferme: 3 mois, sursis: 6 mois, sursis_type: simple}",
            {"type": "emprisonnement", "quantum": "9 mois", "ferme": "3 mois", "sursis": "6 mois", "parquet": True},
        ),
        (
            "{type: emprisonnement, quantum: 14 mois, sursis: 6 mois, sursis_type: simple}",
            {"type": "emprisonnement", "quantum": "14 mois", "ferme": "8 mois", "sursis": "6 mois", "parquet": True},
        ),
        (
            "{type: emprisonnement, quantum: 1 an, sursis: 12 mois, sursis_type: probatoire}",
            {"type": "sursis_probatoire", "quantum": "1 an", "ferme": "0 jour", "sursis": "12 mois", "parquet": True},
        ),
        (
            "{type: emprisonnement_sursis, quantum: 3 mois}",
            {"type": "emprisonnement_sursis", "quantum": "3 mois", "parquet": False},
        ),
        (
            '{type: amende, montant: "1200.00", montant_sursis: "400.00"}',
            {"type": "amende", "ferme": "800.00", "sursis": "400.00", "parquet": True},
        ),
        (
            '{type: amende, montant: "400.00", montant_sursis: "400.00"}',
            {"type": "amende", "ferme": "0.00", "sursis": "400.00", "parquet": False},
        ),
        (
            '{type: jours_amende, jours: 90, montant_jour: "12"}',
            {"type": "jours_amende", "ferme": "1080", "parquet": True},
        ),
        (
            "{type: reclusion, perpetuite: oui}",
            {"type": "reclusion", "parquet": True},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_sentence_says_what_is_firm_and_what_is_suspended(peine, attendu):
    [found] = sentences(peine)
    assert {name: found.get(name) for name in (*attendu, "rang")} == attendu | {"rang": 1}
    assert set(found) == {*attendu, "rang", "texte"}


def test_a_sentence_is_written_as_a_judgment_would():
    found = sentences("{type: emprisonnement, quantum: 8 mois}", '{type: amende, montant: "1500"}')
    assert [plain(each["texte"]) for each in found] == ["huit mois d'emprisonnement", "amende de 1 500 euros"]


def test_what_a_sentence_obliges_to_is_left_to_the_acts():
    [found] = sentences("{type: sursis_probatoire, quantum: 6 mois, interdictions: [rencontrer Anne Roy]}")
    assert "Roy" not in json.dumps(found)


def test_the_ranks_of_the_sentences_do_not_move_when_a_revoked_suspension_or_another_conviction_is_added():
    more = dossier(
        """
dossier: 2026/00500
condamnation:
  date: 2026-03-02
  peines: [{type: emprisonnement, quantum: 8 mois}, {type: amende, montant: "500"}]
  sursis_revoques: [{quantum: 6 mois, par_juridiction_jugement: oui}]
autres_condamnations:
  - juridiction: {nom: tribunal correctionnel d'Arras}
    condamnation: {date: 2025-05-28, peines: [{type: emprisonnement, quantum: 2 mois}]}
  - condamnation: {date: 2025-06-28}
  - condamnation: {date: 2025-07-28, peines: [{type: tig, heures: 105}]}
"""
    )
    assert more.dossier is not None
    found = contenu_of(more.dossier)
    assert found is not None
    ranks = [each["rang"] for case in (found, *found["autres"]) for each in case["condamnation"]["peines"]]
    assert ranks == [1, 2, 51, 101, 301]


@pytest.mark.parametrize(
    ("jours", "couverte"), [(243, False), (244, False), (245, True)], ids=["une partie", "la veille", "le tout"]
)
def test_a_detention_on_remand_covers_the_sentence_from_date_to_date(jours, couverte):
    # 2 mars 2026 + 8 mois = 2 novembre 2026, soit 245 jours (S-11)
    [found] = sentences("{type: emprisonnement, quantum: 8 mois}", detention_provisoire_jours=jours)
    assert ("couverte" in found) is couverte


def test_it_covers_nothing_that_could_be_told_when_two_sentences_share_it():
    two = ("{type: emprisonnement, quantum: 1 mois}", "{type: emprisonnement, quantum: 2 mois}")
    assert not any("couverte" in found for found in sentences(*two, detention_provisoire_jours=500))


# --- the case


def test_a_dossier_without_a_sentence_is_no_case():
    lecture = dossier("dossier: 2026/00500\ncondamnation: {date: 2026-03-02}\n")
    assert affaire_of(lecture) is None


def test_what_cannot_be_read_is_no_case():
    [lecture] = load_flux("- rien\n", "dossier.yaml", catalogue().champs())
    assert affaire_of(lecture) is None


def test_a_fact_that_the_dossier_does_not_give_is_not_there():
    found = facts("[{type: emprisonnement, quantum: 8 mois}]")
    assert set(found) == {"version", "condamnation"}
    assert set(found["condamnation"]) == {"date", "peines"}


def test_the_facts_bear_the_names_that_they_have_in_the_dossier():
    [lecture, *_] = load_flux(
        (RACINE / "samples" / "dunkerque-ordre-par-delegation.yaml").read_bytes(), "x.yaml", catalogue().champs()
    )
    found = affaire_of(lecture)
    assert found is not None
    assert (found.dossier, found.juridiction) == ("2026/00733", "tribunal judiciaire de Dunkerque")
    assert found.contenu["affaire"]["numero_parquet"] == "26122000504"
    assert found.contenu["condamnation"]["mandat"]["type"] == "depot_differe"
    assert found.contenu["incarceration"]["date"] == "2026-12-07"
    assert found.contenu["condamne"] == {"incarcere": False}


def test_a_european_penalty_is_one_sentence_of_what_is_left_to_pay():
    text = (RACINE / "samples" / "bayonne-sanction-espagnole.yaml").read_text(encoding="utf-8")
    lecture = dossier(text.replace("  recue_le:", '  paiements: [{montant: "140", date: 2026-09-02}]\n  recue_le:'))
    found = affaire_of(lecture)
    assert found is not None
    [peine] = found.contenu["condamnation"]["peines"]
    assert (peine["type"], peine["ferme"], plain(peine["texte"])) == (
        "sanction_pecuniaire", "1000.00", "sanction pécuniaire de 1 140 euros",
    )  # fmt: skip
    assert found.contenu["condamnation"]["executoire_le"] == "2026-08-31"
    assert "Etcheverry" not in json.dumps(found.contenu)


@pytest.mark.parametrize("path", sorted(MODELES.glob("*/exemple.yaml")), ids=lambda path: path.parent.name)
def test_a_case_is_plain_json_that_names_nobody(path: Path):
    [lecture] = load_flux(path.read_bytes(), "exemple.yaml", catalogue().champs())
    found = affaire_of(lecture)
    if found is None:
        return
    text = json.dumps(dict(found.contenu), ensure_ascii=False)
    assert json.loads(text) == dict(found.contenu)
    raw = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)
    persons = [raw.get("condamne") or {}, *(raw.get("victimes") or ())]
    for person in persons:
        for name in filter(None, (person.get("nom"), person.get("prenoms"))):
            assert name not in text
    assert affaire_of(lecture) == found


@pytest.mark.parametrize(
    ("motif", "garde"),
    [
        ("Éric Durand est hospitalisé", f"{CACHE} {CACHE} est hospitalisé"),
        ("DURAND est hospitalisé", f"{CACHE} est hospitalisé"),
        ("lettre de Mme Petit, victime", f"lettre de Mme {CACHE}, victime"),
        ("ERIC est absent, et N’DIAYE-LEFEVRE aussi", f"{CACHE} est absent, et {CACHE} aussi"),
        ("appel de Me Le Moal (LE-MOAL)", f"appel de Me {CACHE} ({CACHE})"),
        ("a petit pas, avec le moal", "a petit pas, avec le moal"),
        ("un petit délai, rue Durandal", "un petit délai, rue Durandal"),
    ],
)
def test_a_name_is_taken_out_of_what_was_written_freely(motif, garde):
    lecture = dossier(
        f"""
dossier: 2026/00500
condamne: {{nom: Durand, nom_usage: N'Diaye Lefèvre, prenoms: Éric Jean, avocat: {{nom: Le Moal}}}}
victimes: [{{nom: Petit, prenoms: Anne}}]
juridiction: {{nom: tribunal correctionnel de Petit-Quevilly}}
condamnation: {{date: 2026-03-02, peines: [{{type: emprisonnement, quantum: 8 mois}}]}}
execution: {{non_execution_motif: "{motif}"}}
"""
    )
    assert lecture.dossier is not None
    found = contenu_of(lecture.dossier)
    assert found is not None
    assert found["execution"]["non_execution_motif"] == garde
    assert found["juridiction"]["nom"] == "tribunal correctionnel de Petit-Quevilly"
