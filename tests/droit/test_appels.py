"""N-01 to N-06: when an appeal ends, for one party then for the other, and when a measure may be carried out."""

from __future__ import annotations

from datetime import date

import pytest

from actes.dossier import load_dossier
from actes.droit.appels import (
    execution_possible,
    fin_appel,
    fin_appel_incident,
    ouverture_appel,
    plafond_irrecevabilite,
)


def jour(texte: str) -> date:
    return date.fromisoformat(texte)


def notification(texte: str):
    lecture = load_dossier(f"dossier: 2026/1\nnotification: {{{texte}}}\n", "d.yaml")
    assert lecture.constats == ()
    return lecture.dossier.notification


@pytest.mark.parametrize(
    ("exemple", "decision", "notice", "brute", "reportee"),
    [
        ("EX-41 : jugement", "jugement", "date: 2021-06-14", "2021-06-24", "2021-06-24"),
        ("N-01 : un samedi", "jugement", "date: 2021-06-16", "2021-06-26", "2021-06-28"),
        (
            "EX-38 : ordonnance, vendredi",
            "ordonnance",
            "mode: etablissement, date: 2021-06-04",
            "2021-06-05",
            "2021-06-07",
        ),
        ("EX-39 : avis signé", "ordonnance", "mode: lrar, ar_signe_le: 2021-06-08", "2021-06-09", "2021-06-09"),
        ("EX-40 : avis jamais signé", "ordonnance", "mode: lrar, envoyee_le: 2021-06-01", "2021-06-17", "2021-06-17"),
        (
            "recommandée simple, rien à signer",
            "ordonnance",
            "mode: recommandee, envoyee_le: 2021-06-01",
            "2021-06-17",
            "2021-06-17",
        ),
        (
            "un jugement par lettre : de la notification",
            "jugement",
            "mode: lrar, date: 2021-06-08",
            "2021-06-18",
            "2021-06-18",
        ),
    ],
)
def test_an_appeal_ends_on_the_day_the_code_says(exemple, decision, notice, brute, reportee):
    fin = fin_appel(decision, notification(notice))
    assert (fin.brute, fin.reportee) == (jour(brute), jour(reportee)), exemple


@pytest.mark.parametrize("notice", ["mode: lrar", "mode: recommandee, date: 2021-06-08"])
def test_a_letter_whose_sending_is_not_known_leaves_the_end_unknown(notice):
    assert ouverture_appel("ordonnance", notification(notice)) is None
    assert fin_appel("ordonnance", notification(notice)) is None
    assert fin_appel_incident("ordonnance", notification(notice)) is None


def test_an_order_of_the_chamber_has_no_time_limit_here():
    assert fin_appel("arret", notification("date: 2021-06-14")) is None


@pytest.mark.parametrize(
    ("cas", "decision", "notice", "depuis", "fin"),
    [
        ("EX-41",                      "jugement",   "date: 2021-06-14", "fin_reportee", "2021-06-29"),
        ("EX-41, sans report",         "jugement",   "date: 2021-06-14", "fin_brute",    "2021-06-29"),
        ("de la fin reportée",         "jugement",   "date: 2021-06-16", "fin_reportee", "2021-07-05"),
        ("de la fin brute",            "jugement",   "date: 2021-06-16", "fin_brute",    "2021-07-01"),
        ("ordonnance, fin reportée",   "ordonnance", "date: 2021-06-04", "fin_reportee", "2021-06-08"),
        ("ordonnance, fin brute",      "ordonnance", "date: 2021-06-04", "fin_brute",    "2021-06-07"),
    ],
)  # fmt: skip
def test_the_other_party_has_more_time(cas, decision, notice, depuis, fin):
    """N-04 (CPP D49-39-1), and its convention."""
    assert fin_appel_incident(decision, notification(notice), depuis=depuis).reportee == jour(fin), cas


@pytest.mark.parametrize(
    ("cas", "notifiee", "visa", "report", "premier_jour"),
    [
        ("EX-42 : sans visa",           "2021-03-10", None,         True,  "2021-03-12"),
        ("EX-42 : avec visa",           "2021-03-10", "2021-03-10", True,  "2021-03-10"),
        ("un vendredi, report",         "2021-03-12", None,         True,  "2021-03-16"),
        ("un vendredi, sans report",    "2021-03-12", None,         False, "2021-03-14"),
    ],
)  # fmt: skip
def test_a_measure_waits_for_the_prosecutor(cas, notifiee, visa, report, premier_jour):
    """N-05, C-07 (CPP D49-40): until midnight of the next day, hence carried out from the day after."""
    found = execution_possible(jour(notifiee), jour(visa) if visa else None, "metropole", report)
    assert found == jour(premier_jour), cas


@pytest.mark.parametrize(
    ("decision", "mois"),
    [("ordonnance", 6), ("jugement_jap", 12), ("jugement_tap", 24), ("president_chambre", 12), ("arret", None)],
)
def test_inadmissibility_has_a_ceiling(decision, mois):
    """N-06, EX-36, EX-37."""
    assert plafond_irrecevabilite(decision) == mois
