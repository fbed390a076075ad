"""The rules and the time limits: held, broken, set aside, impossible to judge."""

from __future__ import annotations

from pathlib import Path

import pytest

from actes.catalogue import Acte
from tests.fabrique import MENTION, examine, make_acte, plain, read, said

NOM = "condamne: {nom: Durand}\n"


def with_regle(racine: Path, cles: str) -> Acte:
    """An act with one rule of these keys."""
    return make_acte(
        racine, MENTION + f"regles: [{{id: ordre, article: CPP D9, message: l'ordre est inversé, {cles}}}]\n"
    )


HEURES = 'condition: "incarceration.heure_debut < incarceration.heure_fin"'


@pytest.mark.parametrize(
    ("cles", "dossier", "attendu"),
    [
        (HEURES, 'incarceration: {heure_debut: "09:00", heure_fin: "11:00"}', []),
        (HEURES, 'incarceration: {heure_debut: "11:00", heure_fin: "09:00"}',
         [("regle-non-respectee", "bloquante", "incarceration.heure_debut")]),
        (HEURES + ", gravite: avertissement", 'incarceration: {heure_debut: "11:00", heure_fin: "09:00"}',
         [("regle-non-respectee", "avertissement", "incarceration.heure_debut")]),
        (HEURES, 'incarceration: {heure_debut: "11:00"}', [("fait-manquant", "bloquante", "incarceration.heure_fin")]),
        (HEURES + ", si: condamne.incarcere", 'incarceration: {heure_debut: "11:00", heure_fin: "09:00"}',
         [("fait-manquant", "bloquante", "condamne.incarcere")]),
        (HEURES + ", en_vigueur: {du: 2027-01-01}", 'incarceration: {heure_debut: "11:00", heure_fin: "09:00"}', []),
        ("pour: v in victimes, condition: not v.adresse_confidentielle",
         "victimes: [{adresse_confidentielle: non}, {adresse_confidentielle: oui}]",
         [("regle-non-respectee", "bloquante", "victimes[1].adresse_confidentielle")]),
        ("pour: v in victimes, condition: not v.adresse_confidentielle", "zone: mayotte",
         [("fait-manquant", "bloquante", "victimes[0].adresse_confidentielle")]),
    ],
)  # fmt: skip
def test_a_rule_is_judged(tmp_path: Path, cles: str, dossier: str, attendu: list[tuple[str, str, str]]) -> None:
    assert said(examine(with_regle(tmp_path, cles), NOM + dossier + "\n").constats) == attendu


INVERSE = NOM + 'incarceration: {heure_debut: "11:00", heure_fin: "09:00"}\n'


def test_a_rule_says_its_article_and_how_to_derogate(tmp_path: Path) -> None:
    (constat,) = examine(with_regle(tmp_path, HEURES + ", derogation: oui"), INVERSE).constats
    assert plain(constat) == (
        "dossier.yaml:3:17: l'ordre est inversé (CPP D9) — pour passer outre, motivez-le : "
        "« derogations: [{regle: ordre, motif: …, auteur: …}] »"
    )


@pytest.mark.parametrize(
    ("cles", "derogation", "gravite", "dit"),
    [
        ("derogation: oui", "{regle: ordre, motif: urgence, auteur: Claire Martin}", "avertissement",
         "l'ordre est inversé ; dérogation de Claire Martin : « urgence » (CPP D9)"),
        ("derogation: oui", "{regle: ordre, motif: urgence}", "bloquante",
         "la dérogation doit dire son motif et son auteur"),
        ("derogation: oui", "{regle: autre, motif: urgence, auteur: x}", "bloquante", "pour passer outre, motivez-le"),
        ("derogation: non", "{regle: ordre, motif: urgence, auteur: x}", "bloquante", "l'ordre est inversé (CPP D9)"),
    ],
)  # fmt: skip
def test_a_derogation_is_quoted_when_the_article_admits_one(
    tmp_path: Path, cles: str, derogation: str, gravite: str, dit: str
) -> None:
    examen = examine(with_regle(tmp_path, f"{HEURES}, {cles}"), INVERSE + f"derogations: [{derogation}]\n")
    (constat,) = examen.constats
    assert (constat.gravite.value, examen.bloque) == (gravite, gravite == "bloquante")
    assert dit in plain(constat)


def with_delai(racine: Path, cles: str) -> Acte:
    """An act with one time limit of these keys."""
    return make_acte(racine, MENTION + f"delais: [{{id: d, article: CPP D9, {cles}}}]\n")


PLAFOND = "evenement: convocation.jap.date, depart: condamnation.date, duree: 30 jours, gravite: avertissement"
APPEL = "evenement: appel.date, depart: notification.date, duree: 10 jours, nature: accomplissement"
REBOURS = "evenement: notification.envoyee_le, avant: debat.date, duree: 10 jours"


PRONONCE = "condamnation: {date: 2021-04-15}\nconvocation: {jap: {date: %s}}"  # EX-01: Saturday 15, Monday 17 May
NOTIFIE = "notification: {date: 2021-06-03}\nappel: {date: %s}"  # Sunday 13 June, carried over to Monday 14
DEBAT = "debat: {date: 2021-09-21}\nnotification: {envoyee_le: %s}"  # EX-26: Saturday 11 September, not carried over


@pytest.mark.parametrize(
    ("regle", "cles", "dossier", "evenement", "attendu"),
    [
        ("C-05 : au plus tard à la date brute", PLAFOND, PRONONCE, "2021-05-15", []),
        ("C-05 : dans la tolérance", PLAFOND, PRONONCE, "2021-05-17", ["information"]),
        ("C-05 : au-delà", PLAFOND, PRONONCE, "2021-05-18", ["avertissement"]),
        ("C-03 : le jour du report est dans le délai", APPEL, NOTIFIE, "2021-06-14", []),
        ("C-03 : au-delà du report", APPEL, NOTIFIE, "2021-06-15", ["bloquante"]),
        ("C-06 : le dernier jour", REBOURS, DEBAT, "2021-09-11", []),
        ("C-06 : le lendemain, sans report", REBOURS, DEBAT, "2021-09-12", ["bloquante"]),
    ],
)
def test_a_time_limit_is_judged_by_its_nature(
    tmp_path: Path, regle: str, cles: str, dossier: str, evenement: str, attendu: list[str]
) -> None:
    examen = examine(with_delai(tmp_path, cles), NOM + dossier % evenement + "\n")
    assert [constat.gravite.value for constat in examen.constats] == attendu, regle
    assert {constat.code for constat in examen.constats} <= {"delai-depasse"}


def test_a_time_limit_still_to_come_is_announced(tmp_path: Path) -> None:
    examen = examine(with_delai(tmp_path, REBOURS + ", libelle: l'envoi"), NOM + "debat: {date: 2021-09-21}\n")
    (constat,) = examen.constats
    assert plain(constat) == (
        "dossier.yaml:1:1: l'envoi : au plus tard le 11 septembre 2021, 10 jours avant le 21 septembre 2021 "
        "(« Date du débat »), sans report (CPP D9) — prévoyez le temps d'acheminement"
    )
    (due,) = examen.delais
    assert (due.evenement, due.limite.isoformat()) == (None, "2021-09-11")


def test_a_time_limit_that_was_passed_says_how_it_was_counted(tmp_path: Path) -> None:
    dossier = NOM + "condamnation: {date: 2021-04-15}\nconvocation: {jap: {date: 2021-06-01}}\n"
    (constat,) = examine(with_delai(tmp_path, PLAFOND + ", libelle: le rendez-vous"), dossier).constats
    assert plain(constat.message) == (
        "le rendez-vous : 1er juin 2021, alors que le délai de 30 jours à compter du 15 avril 2021 "
        "expirait le 15 mai 2021"
    )
    assert (constat.chemin, str(constat.place)) == ("convocation.jap.date", "dossier.yaml:4:21")


def test_the_holidays_are_those_of_the_zone(tmp_path: Path) -> None:
    acte = with_delai(tmp_path, APPEL)  # Tuesday 16 December 2025 + 10 days = Friday 26 December
    dossier = NOM + "notification: {date: 2025-12-16}\nappel: {date: 2025-12-29}\n"
    assert examine(acte, dossier).bloque
    assert not examine(acte, dossier, zone="alsace_moselle").bloque
    assert examine(acte, dossier + "zone: metropole\n", zone="alsace_moselle").bloque


def test_a_time_limit_without_its_start_cannot_be_judged(tmp_path: Path) -> None:
    examen = examine(with_delai(tmp_path, APPEL), NOM + "appel: {date: 2021-06-14}\n")
    assert said(examen.constats) == [("fait-manquant", "bloquante", "notification.date")]


def test_a_duration_that_leads_nowhere_is_told_at_its_place(tmp_path: Path) -> None:
    acte = with_regle(tmp_path, "condition: \"ferme_retenu(condamnation) >= duree('6 mois')\"")
    dossier = NOM + "condamnation: {date: 2021-04-15, peines: [{type: emprisonnement, ferme: 9999 ans}]}\n"
    lecture = read(dossier)
    if not lecture.constats:  # the reader may refuse such a sentence itself
        examen = examine(acte, dossier)
        assert [(c.code, c.chemin, str(c.place)) for c in examen.constats] == [
            ("dossier-refuse", "condamnation", "dossier.yaml:3:1")
        ]
        assert examen.bloque
    else:
        assert examine(acte, dossier).bloque


def test_a_time_limit_that_only_warns_cannot_block_for_want_of_its_start(tmp_path: Path) -> None:
    keys = APPEL + ", gravite: avertissement"
    examen = examine(with_delai(tmp_path, keys), NOM + "appel: {date: 2021-06-25}\n")
    assert [(c.code, c.gravite.value) for c in examen.constats] == [("fait-manquant", "avertissement")]
