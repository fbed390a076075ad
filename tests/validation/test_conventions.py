"""The conventions of a court, in the time limits of an act: C-05, C-07, C-08, C-09, C-11."""

from __future__ import annotations

from pathlib import Path

import pytest

from actes.catalogue import Acte
from actes.dossier import load_dossier, load_reglages
from actes.validation.explication import explained
from tests.fabrique import MENTION, examine, make_acte, said

NOM = "condamne: {nom: Durand}\n"


def with_delai(racine: Path, cles: str) -> Acte:
    """An act with one time limit."""
    return make_acte(racine, f"{MENTION}delais: [{{id: d, libelle: le geste, {cles}}}]\n")


RENDEZ_VOUS = "article: CPP 474, evenement: convocation.jap.date, depart: condamnation.date, duree: 30 jours"
IMMEDIAT = "article: CPP D1, evenement: execution.diligence_le, depart: decision.date, nature: immediat"
OUVRABLE = (
    "article: CPP D49-35-2, evenement: mandat_amener.repris_le, depart: mandat_amener.date, "
    "duree: 1 jour ouvrable, nature: accomplissement"
)
DEBAT = (
    "article: CPP D49-33 al. 1, evenement: debat.date, depart: requete.date_depot, duree: 4 mois, "
    "nature: accomplissement"
)
PARQUET = (
    "article: CPP D49-40, evenement: appel.date, depart: notification.date, duree: 1 jour, nature: accomplissement"
)


@pytest.mark.parametrize(
    ("cas", "delai", "dossier", "conventions", "limite", "reportee"),
    [
        ("C-05 : tolérance", RENDEZ_VOUS, "condamnation: {date: 2021-04-15}", "", "2021-05-15", "2021-05-17"),
        ("C-05 : sans tolérance", RENDEZ_VOUS, "condamnation: {date: 2021-04-15}", "tolerance_rendez_vous: non",
         "2021-05-15", "2021-05-15"),
        ("C-11 : un jour", IMMEDIAT, "decision: {date: 2021-06-04}", "", "2021-06-05", "2021-06-05"),
        ("C-11 : deux jours", IMMEDIAT, "decision: {date: 2021-06-04}", "jours_immediat: 2",
         "2021-06-07", "2021-06-07"),
        ("C-11, C-08 : le samedi ne compte pas", IMMEDIAT, "decision: {date: 2021-06-04}", "samedi_ouvrable: non",
         "2021-06-07", "2021-06-07"),
        ("C-08 : EX-71, un samedi", OUVRABLE, "mandat_amener: {date: 2021-06-05}", "", "2021-06-07", "2021-06-07"),
        ("C-08 : terme un samedi, reporté", OUVRABLE, "mandat_amener: {date: 2021-06-04}", "",
         "2021-06-05", "2021-06-07"),
        ("C-08 : le samedi ne compte pas", OUVRABLE, "mandat_amener: {date: 2021-06-04}", "samedi_ouvrable: non",
         "2021-06-07", "2021-06-07"),
        ("C-09 : de quantième à quantième", DEBAT, "requete: {date_depot: 2021-11-10}", "", "2022-03-10", "2022-03-10"),
        ("C-09 : fin du mois", DEBAT, "requete: {date_depot: 2021-11-10}", "mois_suivant: fin_de_mois",
         "2022-03-31", "2022-03-31"),
        ("C-07, N-05 : report", PARQUET, "notification: {date: 2021-03-12}", "", "2021-03-13", "2021-03-15"),
        ("C-07, N-05 : sans report", PARQUET, "notification: {date: 2021-03-12}", "report_appel_parquet: non",
         "2021-03-13", "2021-03-13"),
    ],
)  # fmt: skip
def test_a_convention_changes_how_a_time_limit_is_counted(tmp_path, cas, delai, dossier, conventions, limite, reportee):
    texte = f"{NOM}{dossier}\n" + (f"conventions: {{{conventions}}}\n" if conventions else "")
    (due,) = examine(with_delai(tmp_path, delai), texte).delais
    assert (due.limite.isoformat(), due.reportee.isoformat()) == (limite, reportee), cas


@pytest.mark.parametrize("article", ["CPP D49-32 al. 1", "CPP D49-331", "CPP D49-33-1"])
def test_the_end_of_the_month_is_only_for_the_articles_that_say_so(tmp_path, article):
    delai = DEBAT.replace("CPP D49-33 al. 1", article)
    texte = f"{NOM}requete: {{date_depot: 2021-11-10}}\nconventions: {{mois_suivant: fin_de_mois}}\n"
    (due,) = examine(with_delai(tmp_path, delai), texte).delais
    assert due.limite.isoformat() == "2022-03-10"


def test_an_appointment_after_the_raw_end_breaks_the_limit_of_a_court_without_tolerance(tmp_path):
    acte = with_delai(tmp_path, f"{RENDEZ_VOUS}, gravite: avertissement")
    texte = f"{NOM}condamnation: {{date: 2021-04-15}}\nconvocation: {{jap: {{date: 2021-05-17}}}}\n"
    tolerant = examine(acte, texte)
    strict = examine(acte, texte + "conventions: {tolerance_rendez_vous: non}\n")
    assert said(tolerant.constats) == [("delai-depasse", "information", "convocation.jap.date")]
    assert said(strict.constats) == [("delai-depasse", "avertissement", "convocation.jap.date")]


def test_a_rule_may_read_a_convention(tmp_path):
    regles = "regles: [{id: r, article: CPP D1, condition: conventions.samedi_ouvrable, message: fermé le samedi}]\n"
    acte = make_acte(tmp_path, MENTION + regles)
    assert not examine(acte, NOM).bloque
    assert examine(acte, NOM + "conventions: {samedi_ouvrable: non}\n").bloque


def test_the_settings_of_a_court_give_its_conventions_and_a_dossier_wins():
    reglages = load_reglages("conventions: {mois_suivant: fin_de_mois, jours_immediat: 3}\n", "r.yaml")
    assert reglages.constats == ()
    dossier = load_dossier("dossier: A\nconventions: {jours_immediat: 2}\n", "a.yaml", defauts=reglages.defauts).dossier
    found = dossier.conventions
    assert (found.mois_suivant, found.jours_immediat, found.samedi_ouvrable) == ("fin_de_mois", 2, True)


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("conventions: {mois_suivant: quinzaine}\n", "choix-inconnu"),
        ("conventions: {samedi: oui}\n", "champ-inconnu"),
        ("conventions: {jours_immediat: un}\n", "type-invalide"),
    ],
)
def test_a_mistaken_convention_is_told(texte, code):
    assert [constat.code for constat in load_reglages(texte, "r.yaml").constats] == [code]


@pytest.mark.parametrize(("jours", "dit"), [("1", "1 jour ouvrable"), ("2", "2 jours ouvrables")])
def test_a_time_limit_without_a_number_says_how_many_days_the_court_admits(tmp_path, jours, dit):
    texte = f"{NOM}decision: {{date: 2021-06-04}}\nconventions: {{jours_immediat: {jours}}}\n"
    (due,) = examine(with_delai(tmp_path, IMMEDIAT), texte).delais
    assert dit in explained(due)
