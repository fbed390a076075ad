"""The facts that the law deduces, and the functions that expressions may call."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from actes.dossier import Duree, champ_racine, load_dossier
from actes.droit import FONCTIONS, etablir_faits
from actes.droit.calendrier import ZONES
from actes.droit.faits import TYPES_PEINE, age_le, comporte_peine
from actes.errors import DroitError

JOUR = date(2022, 6, 1)


def faits(texte: str, jour: date = JOUR):
    lecture = load_dossier(f"dossier: 2026/1\n{texte}\n", "d.yaml")
    assert lecture.constats == ()
    return etablir_faits(lecture.dossier, jour)


@pytest.mark.parametrize(
    ("cas", "naissance", "jour", "age"),
    [
        ("EX-59 : la veille de ses treize ans", "2008-06-10", "2021-06-09", 12),
        ("le jour même", "2008-06-10", "2021-06-10", 13),
        ("né un 29 février", "2004-02-29", "2022-02-27", 17),
        ("né un 29 février, le 28", "2004-02-29", "2022-02-28", 18),
    ],
)
def test_an_age_is_counted_in_full_years(cas, naissance, jour, age):
    assert age_le(date.fromisoformat(naissance), date.fromisoformat(jour)) == age, cas


@pytest.mark.parametrize(
    ("naissance", "mineur"),
    [("{date: 2004-06-01}", False), ("{date: 2004-06-02}", True), ("{lieu: Lille}", None)],
)
def test_a_minor_is_under_eighteen_on_the_day_of_the_act(naissance, mineur):
    assert faits(f"condamne: {{naissance: {naissance}}}").condamne.mineur is mineur


@pytest.mark.parametrize(
    ("cas", "texte", "engagee"),
    [
        ("à l'issue de l'audience", "condamnation: {date: 2022-05-31}", False),
        ("le juge est informé", "execution: {communication_jap_le: 2022-05-31}", False),
        ("une demande ne suffit pas : la convocation reste à remettre", "requete: {date_depot: 2022-05-31}", False),
        ("un débat est fixé", "debat: {date: 2022-06-21}", True),
        ("une mesure est suivie", "mesure: {type: ddse}", True),
        ("le condamné ne s'est pas présenté", "convocation: {absence_le: 2022-05-31}", True),
        ("la peine est ramenée à exécution", "execution: {fondement: urgence}", True),
    ],
)
def test_a_sentence_before_its_judge_or_executed_is_beyond_the_hearing(cas, texte, engagee):
    assert faits(texte).en_application is engagee, cas


def test_a_person_of_unknown_birth_has_an_unknown_age():
    assert faits("condamne: {nom: Durand}").condamne.mineur is None


@pytest.mark.parametrize(
    ("cas", "residence", "tribunal", "hors"),
    [
        ("EX-68 : autre ressort", "Dunkerque", "Lille", True),
        ("même ressort", "Lille", "Lille", False),
        ("même ressort, autre écriture", "tribunal judiciaire de Saint-Omer", "SAINT OMER", False),
        ("accents", "Béthune", "Bethune", False),
    ],
)
def test_who_resides_elsewhere_is_outside_the_jurisdiction(cas, residence, tribunal, hors):
    found = faits(f"condamne: {{residence_tj: {residence}}}\njuridiction: {{tribunal_judiciaire: {tribunal}}}")
    assert found.condamne.hors_ressort is hors, cas


@pytest.mark.parametrize(
    "texte", ["condamne: {residence_tj: Lille}", "condamne: {nom: A}\njuridiction: {tribunal_judiciaire: Lille}"]
)
def test_a_jurisdiction_that_is_not_said_leaves_the_question_open(texte):
    assert faits(texte).condamne.hors_ressort is None


@pytest.mark.parametrize(
    ("decision", "definitive"),
    [("{date_definitive: 2022-06-01}", True), ("{date_definitive: 2022-06-02}", False), ("{date: 2022-01-01}", None)],
)
def test_a_decision_is_final_from_the_day_it_became_so(decision, definitive):
    assert faits(f"sanction: {{decision: {decision}}}").sanction.definitive is definitive


def test_the_sums_are_added_up():
    sommes = faits("sanction: {sommes: {condamnation: 100, frais: '20,50'}}").sanction.sommes
    assert sommes.total == Decimal("120.50")
    assert faits("sanction: {devise: EUR}").sanction.sommes is None


def test_the_zone_is_metropolitan_france_unless_said_otherwise():
    assert faits("affaire: {numero_minute: 1}").zone == "metropole"
    assert faits("zone: mayotte").zone == "mayotte"


def test_the_facts_leave_the_rest_of_the_dossier_as_it_was():
    found = faits("condamne: {nom: Durand, naissance: {date: 2004-06-02}}")
    assert (found.dossier, found.condamne.nom, found.condamne.naissance.date) == ("2026/1", "Durand", date(2004, 6, 2))


@pytest.mark.parametrize(
    ("peine", "type_peine", "oui"),
    [
        ("{type: amende}", "amende", True),
        ("{type: amende}", "jours_amende", False),
        ("{type: emprisonnement, sursis_type: probatoire_renforce}", "sursis_probatoire", True),
        ("{type: emprisonnement, sursis_type: probatoire}", "emprisonnement", True),
        ("{type: emprisonnement, sursis_type: mise_epreuve}", "sursis_probatoire", False),
        ("{type: emprisonnement}", "emprisonnement_sursis", False),
    ],
)
def test_a_type_of_sentence_is_found_alone_or_as_a_suspended_part(peine, type_peine, oui):
    assert comporte_peine(faits(f"condamnation: {{peines: [{peine}]}}").condamnation.peines, type_peine) is oui


def test_a_type_of_sentence_that_does_not_exist_is_the_authors_error():
    with pytest.raises(DroitError, match="amande"):
        comporte_peine((), "amande")


def test_the_types_of_sentences_and_the_zones_are_those_of_the_vocabulary():
    racine = champ_racine()
    peine = racine.descend("condamnation.peines").element
    assert set(TYPES_PEINE) == set(peine.descend("type").choix)
    assert set(ZONES) == set(racine.descend("zone").choix)


def test_each_function_of_the_expressions_is_documented_and_typed():
    for nom, fonction in FONCTIONS.items():
        assert (fonction.nom, bool(fonction.doc)) == (nom, True)
        assert fonction.parametres
    assert FONCTIONS["duree"].appel("1 an 6 mois") == Duree(ans=1, mois=6)
    assert FONCTIONS["date"].appel("2020-03-24") == date(2020, 3, 24)


@pytest.mark.parametrize("texte", ["24/03/2020", "20200324", "2020-02-31", "2020-W12-2"])
def test_a_date_of_an_expression_has_one_form(texte):
    with pytest.raises(ValueError, match=r"AAAA-MM-JJ|day|month"):
        FONCTIONS["date"].appel(texte)
