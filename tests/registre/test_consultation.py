"""What the register answers: by case, act, court, day, state, fingerprint; and what it exports."""

from __future__ import annotations

import json
from datetime import date

import pytest

from actes.registre import Registre
from actes.registre.export import COLONNES, csv_row, guarded
from bench.registre import COUR, inscription
from tests.registre.registres import PAR, lived, recorded


@pytest.fixture
def filled(registre) -> Registre:
    """Four documents and a draft, of two courts, two acts, several days."""
    one, two, *_ = recorded(registre, 1, 2)
    recorded(registre, 3, acte="notification-ordre", date_acte="2026-11-23", dossier="2026/a00001")
    recorded(registre, 4, juridiction="tribunal judiciaire de Lyon", date_acte="2026-11-24")
    recorded(registre, 5, brouillon=True)
    registre.note(one, "signe", le=date(2026, 11, 21), **PAR)
    registre.annule(two, motif="en double", **PAR)
    return registre


@pytest.mark.parametrize(
    ("wanted", "ranks"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"dossier": "2026/00001"}, [1]),
        ({"dossier": "2026/%"}, []),
        ({"acte": "notification-ordre"}, [3]),
        ({"juridiction": COUR}, [1, 2, 3, 5]),
        ({"du": date(2026, 11, 21)}, [3, 4]),
        ({"au": date(2026, 11, 23)}, [1, 2, 3, 5]),
        ({"du": date(2026, 11, 23), "au": date(2026, 11, 23)}, [3]),
        ({"brouillon": True}, [5]),
        ({"brouillon": False, "juridiction": COUR}, [1, 2, 3]),
        ({"etat": "signe"}, [1]),
        ({"etat": "annule"}, [2]),
        ({"etat": "produit"}, [3, 4, 5]),
        ({"empreinte": inscription(4).empreinte_document}, [4]),
        ({"empreinte": inscription(4).empreinte_document[:9].upper()}, [4]),
        ({"empreinte": "%"}, []),
    ],
)
def test_documents_are_found_by_what_one_knows_of_them(filled, wanted, ranks):
    assert [seen.ligne.rang for seen in filled.chercher(**wanted)] == ranks


def test_a_search_goes_beyond_one_page_and_sees_what_comes_meanwhile(registre):
    recorded(registre, *range(1100))
    found = iter(registre.chercher())
    assert next(found).ligne.rang == 1
    recorded(registre, 2000)
    assert sum(1 for _ in found) == 1100


def test_an_export_tells_each_document_once_with_all_that_was_noted(tmp_path):
    registre = lived(tmp_path / "registre.sqlite")
    lines = [json.loads(json.dumps(line)) for line in registre.exporter()]
    registre.close()
    assert [line["rang"] for line in lines] == sorted(line["rang"] for line in lines)
    assert len(lines) == 39
    first, sixth, eighth, draft = lines[0], lines[5], lines[7], lines[-1]
    assert (first["numero"], first["etat"]) == ("2026/00001", "envoye")
    assert [event["evenement"] for event in first["evenements"]] == ["signe", "envoye"]
    assert first["contenu"]["constats"] == ["delai-a-venir"]
    assert (sixth["etat"], [event["evenement"] for event in sixth["effaces"]]) == ("signe", ["envoye", "efface"])
    assert (eighth["etat"], eighth["annulation"]["motif"]) == ("annule", "en double")
    assert (draft["brouillon"], draft["numero"]) == (True, "brouillon 2026/00003")
    assert lines[1]["precedente"] == first["empreinte"]


def test_a_row_of_csv_has_every_column_and_no_formula(filled):
    rows = [dict(zip(COLONNES, csv_row(line), strict=True)) for line in filled.exporter()]
    assert rows[0]["evenements"] == "signe 2026-11-21"
    assert (rows[1]["etat"], rows[1]["motif"]) == ("annule", "en double")
    assert [row["brouillon"] for row in rows] == ["non"] * 4 + ["oui"]


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@x", "\t=1", "\r=1", " =1", "＝1"])
def test_a_cell_that_a_spreadsheet_would_compute_is_text(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "2026/00001", "d'Annecy", "12-3"])
def test_an_ordinary_cell_is_left_alone(text):
    assert guarded(text) == text
