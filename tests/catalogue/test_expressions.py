"""Expressions: what is admitted, what is the author's error, and what the three values are."""

from __future__ import annotations

import re
from datetime import date

import pytest

from actes.catalogue import Inconnu, Verdict, parse_boucle, parse_condition, parse_expression
from actes.catalogue.portee import scope_of_act
from actes.dossier import champ_racine
from actes.errors import ModeleError
from actes.place import Place
from actes.validation import ActeVu
from tests.fabrique import AUJOURDHUI, plain, read

PORTEE = scope_of_act(champ_racine())
ACTE = ActeVu(AUJOURDHUI, "essai", "Essai", ("CPP D1",))


def verdict(condition: str, dossier: str = "") -> Verdict:
    """What a condition answers on a dossier."""
    modele = read(dossier).dossier
    assert modele is not None
    valeurs = {name: getattr(modele, name) for name in champ_racine().enfants} | {"acte": ACTE}
    return parse_condition(condition, PORTEE).evaluate(valeurs)


DOSSIER = """
condamne: {nom: Durand, incarcere: non, avocat: {nom: Petit}}
condamnation:
  date: 2026-01-15
  peines: [{type: emprisonnement, ferme: 8 mois}, {type: amende, montant: 1500}]
  mandat: {type: depot_differe}
convocation: {politique: 2}
incarceration: {heure_debut: "09:00", heure_fin: "11:00"}
"""


@pytest.mark.parametrize(
    ("condition", "attendu"),
    [
        ("condamne.incarcere", False),
        ("not condamne.incarcere", True),
        ("condamnation.mandat.type == 'depot_differe'", True),
        ("condamnation.mandat.type != 'depot_differe'", False),
        ("condamnation.mandat.type in ['depot', 'arret']", False),
        ("condamnation.mandat.type not in ['depot', 'arret']", True),
        ("condamnation.peines|length == 2", True),
        ("convocation.politique in [1, 2]", True),
        ("1 <= convocation.politique <= 3", True),
        ("incarceration.heure_debut < incarceration.heure_fin", True),
        ("condamnation.date < acte.date", True),
        ("acte.date >= date('2020-03-24')", True),
        ("ferme_retenu(condamnation) >= duree('6 mois')", True),
        ("ferme_retenu(condamnation) > duree('8 mois')", False),
        ("ajoute(condamnation.date, duree('1 mois')) == date('2026-02-15')", True),
        ("echeance(condamnation.date, duree('1 mois'), zone).reportee == date('2026-02-16')", Inconnu(("zone",))),
        ("comporte_peine(condamnation.peines, 'amende')", True),
        ("condamne.avocat is renseigne", True),
        ("condamne.avocat is not renseigne", False),
        ("condamne.langue is renseigne", False),
        ("not (condamne.incarcere or condamne.avocat is not renseigne)", True),
    ],
)
def test_a_condition_is_judged_on_the_dossier(condition: str, attendu: Verdict) -> None:
    assert verdict(condition, DOSSIER) == attendu


VRAI, FAUX, INCONNU = "condamne.avocat is renseigne", "condamne.incarcere", "condamne.hospitalise"
MANQUE = Inconnu(("condamne.hospitalise",))


@pytest.mark.parametrize(
    ("condition", "attendu"),
    [
        (f"{INCONNU}", MANQUE),
        (f"not {INCONNU}", MANQUE),
        (f"{INCONNU} and {FAUX}", False),
        (f"{FAUX} and {INCONNU}", False),
        (f"{INCONNU} and {VRAI}", MANQUE),
        (f"{VRAI} and {INCONNU}", MANQUE),
        (f"{INCONNU} or {VRAI}", True),
        (f"{VRAI} or {INCONNU}", True),
        (f"{INCONNU} or {FAUX}", MANQUE),
        (f"{FAUX} or {INCONNU}", MANQUE),
        (f"{INCONNU} == true", MANQUE),
        (f"{INCONNU} or condamne.en_fuite", Inconnu(("condamne.hospitalise", "condamne.en_fuite"))),
    ],
)
def test_an_unknown_is_neither_yes_nor_no(condition: str, attendu: Verdict) -> None:
    assert verdict(condition, DOSSIER) == attendu


@pytest.mark.parametrize(
    ("condition", "chemins"),
    [
        ("condamnation.mandat.type == 'depot'", ("condamnation.mandat.type",)),
        ("incarceration.date > condamnation.date", ("incarceration.date", "condamnation.date")),
        ("condamnation.peines|length > 0", ("condamnation.peines",)),
        ("ferme_retenu(condamnation) >= duree('6 mois')", ("condamnation",)),
    ],
)
def test_an_unknown_names_the_paths_that_would_settle_it(condition: str, chemins: tuple[str, ...]) -> None:
    assert verdict(condition) == Inconnu(chemins)


@pytest.mark.parametrize(
    ("dossier", "chemin"),
    [
        ("condamnation: {peines: [{type: emprisonnement, ferme: 8 mois}]}", "condamnation.date"),
        ("condamnation: {date: 2026-01-15}", "condamnation.peines"),
        ("condamnation: {date: 2026-01-15, peines: [{type: amende}, {type: emprisonnement}]}",
         "condamnation.peines[1].ferme"),
    ],
)  # fmt: skip
def test_a_function_that_lacks_a_fact_says_which(dossier: str, chemin: str) -> None:
    assert verdict("ferme_retenu(condamnation) >= duree('6 mois')", dossier) == Inconnu((chemin,))


@pytest.mark.parametrize("blanc", ["nom:", "nom: '  '", "alias: []"])
def test_a_blank_or_an_empty_list_is_missing(blanc: str) -> None:
    assert verdict("condamne.nom is renseigne or condamne.alias is renseigne", f"condamne:\n  {blanc}") is False


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (
            "condamne.adrese is renseigne",
            "chemin inconnu « condamne.adrese » — vouliez-vous dire « condamne.adresse » ?",
        ),
        ("condamn.nom is renseigne", "chemin inconnu « condamn.nom » — vouliez-vous dire « condamne » ?"),
        ("condamne.nom.voie is renseigne", "« condamne.nom » n'a pas de parties"),
        ("condamnation.peines.type == 'amende'", "« condamnation.peines » est une liste"),
        ("condamne.nom", "« condamne.nom » n'est pas un oui/non mais un texte"),
        ("not condamnation.date", "« condamnation.date » n'est pas un oui/non mais une date"),
        ("condamnation.peines", "n'est pas un oui/non mais une liste"),
        ("condamnation.mandat.type == 'depot_difere'", "« depot_difere » n'est pas un choix de ce champ"),
        ("'depot_difere' == condamnation.mandat.type", "vouliez-vous dire « depot_differe » ?"),
        ("condamnation.mandat.type in ['depot', 'aret']", "« aret » n'est pas un choix de ce champ"),
        ("convocation.politique == 4", "« 4 » n'est pas un choix de ce champ"),
        ("comporte_peine(condamnation.peines, 'amande')", "type de peine inconnu"),
        ("acte.date > '2020-03-24'", "on ne compare pas une date et un texte — écrivez date('AAAA-MM-JJ')"),
        ("condamne.nom < condamne.prenoms", "un texte ne se compare pas par « < »"),
        ("condamne.incarcere == 'oui'", "on ne compare pas un oui/non et un texte"),
        ("condamnation.peines[0] is renseigne", "« […] » n'est pas admis"),
        ("condamne.nom + 'x' == 'y'", "« + » n'est pas admis"),
        ("condamne.nom|upper == 'X'", "le filtre « upper » n'est pas admis"),
        ("condamne.nom is defined", "le seul test est « is renseigne »"),
        ("condamne.nom|length > 3", "« |length » compte les éléments d'une liste, pas un texte"),
        ("condamne.nom == none", "écrivez « … is renseigne »"),
        ("condamne.nom in 'abc'", "« in » attend une liste à droite"),
        ("condamne.nom in ['a', 1]", "des valeurs d'une seule sorte"),
        ("ferme_retnu(condamnation) >= duree('6 mois')", "vouliez-vous dire « ferme_retenu » ?"),
        ("ferme_retenu() >= duree('6 mois')", "« ferme_retenu » attend 1 argument, pas 0"),
        ("ferme_retenu(decision) >= duree('6 mois')", "doit être « condamnation », pas « decision »"),
        ("ferme_retenu(condamne.nom) >= duree('6 mois')", "doit être un groupe de champs, pas un texte"),
        ("ferme_retenu(condamnation) >= duree('6 moi')", "« 6 moi » n'est pas une durée"),
        ("acte.date > date('24/03/2020')", "AAAA-MM-JJ"),
        ("condamne.__class__ is renseigne", "chemin inconnu"),
        ("condamne.nom is renseigne and", "n'est pas bien formé"),
        ("condamne.incarcere }} {{ x", "n'est pas bien formé"),
        ("cycler(1)", "fonction inconnue"),
    ],
)
def test_an_author_s_error_is_told_when_the_act_is_loaded(condition: str, message: str) -> None:
    with pytest.raises(ModeleError) as refused:
        parse_condition(condition, PORTEE, Place("acte.yaml", 12, 9))
    told = [plain(constat) for constat in refused.value.constats]
    assert any(message in text for text in told), told
    assert all(text.startswith("acte.yaml:12:9: ") for text in told)


def test_all_the_errors_of_an_expression_are_told_at_once() -> None:
    with pytest.raises(ModeleError) as refused:
        parse_condition("condamne.non and juridiction.typ == 'x' and inconnue(1)", PORTEE)
    assert [constat.code for constat in refused.value.constats] == [
        "chemin-inconnu",
        "chemin-inconnu",
        "expression-invalide",
    ]


@pytest.mark.parametrize("texte", ["p of victimes", "p in condamne.nom", "condamne in victimes", "p in victime"])
def test_a_loop_walks_a_list_under_a_name_of_its_own(texte: str) -> None:
    with pytest.raises(ModeleError):
        parse_boucle(texte, PORTEE)


def test_what_a_loop_variable_lacks_is_named_as_the_user_writes_it() -> None:
    boucle = parse_boucle("p in sanction.personnes", PORTEE)
    condition = parse_condition("p.naissance.lieu == 'Lille'", {**PORTEE, boucle.variable: boucle.element})
    assert condition.evaluate({"p": None}, {"p": "sanction.personnes[1]"}) == Inconnu(
        ("sanction.personnes[1].naissance.lieu",)
    )


def test_an_expression_that_is_a_mere_path_is_an_alias_of_it() -> None:
    expression = parse_expression("condamnation.mandat", PORTEE)
    assert expression.alias is not None
    assert expression.alias.concrete() == "condamnation.mandat"


def test_a_literal_function_is_computed_once_when_loaded() -> None:
    expression = parse_expression("date('2020-03-24')", PORTEE)
    assert expression.value({}) == date(2020, 3, 24)


def test_an_unknown_cannot_be_taken_for_a_yes_or_a_no() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(MANQUE)


def test_messages_keep_french_typography() -> None:
    with pytest.raises(ModeleError) as refused:
        parse_condition("condamne.adrese is renseigne", PORTEE)
    assert not re.search(r" [;:!?»]|« ", str(refused.value))
