"""An act and its wordings exist in their periods only, whichever date the law looks at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fabrique import ENTETE, MENTION, examine, make_acte, plain, said

NOM = "condamne: {nom: Durand}\n"
PERIODE = (
    "en_vigueur: {acte: {du: 2010-01-01, au: 2014-12-31}}\n"
    "remplace: {texte: la procédure de 2004, article: CPP D116}\n"
    "remplace_par: {texte: la libération sous contrainte, article: CPP 720}\n"
)


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        ("2009-12-31", "ne peut être daté qu'à compter du 1er janvier 2010, il le serait du 31 décembre 2009 (CPP D1) "
         "— auparavant : la procédure de 2004 (CPP D116)"),
        ("2010-01-01", ""),
        ("2014-12-31", ""),
        ("2015-01-01", "ne peut être daté que jusqu'au 31 décembre 2014, il le serait du 1er janvier 2015 (CPP D1) "
         "— depuis : la libération sous contrainte (CPP 720)"),
    ],
)  # fmt: skip
def test_an_act_exists_in_its_period_only(tmp_path: Path, jour: str, attendu: str) -> None:
    acte = make_acte(tmp_path, MENTION, ENTETE.replace("en_vigueur: {du: 2001-01-01}\n", PERIODE))
    examen = examine(acte, f"{NOM}date_acte: {jour}\n")
    assert examen.bloque == bool(attendu)
    assert all(attendu in plain(constat) for constat in examen.constats)
    assert [constat.code for constat in examen.constats] == (["acte-hors-periode"] if attendu else [])
    assert bool(examen.documents) != bool(attendu)


@pytest.mark.parametrize(
    ("axe", "dossier", "code", "chemin"),
    [
        ("condamnation", "condamnation: {date: 2020-03-23}", "acte-hors-periode", "condamnation.date"),
        ("condamnation", "condamnation: {nature_decision: defaut}", "fait-manquant", "condamnation.date"),
        ("ecrou", "zone: mayotte", "fait-manquant", "condamne.ecroue_le"),
    ],
)
def test_a_period_may_be_that_of_the_conviction_or_of_the_committal(
    tmp_path: Path, axe: str, dossier: str, code: str, chemin: str
) -> None:
    entete = ENTETE.replace("{du: 2001-01-01}", f"{{{axe}: {{du: 2020-03-24}}}}")
    examen = examine(make_acte(tmp_path, MENTION, entete), f"{NOM}{dossier}\n")
    assert said(examen.constats) == [(code, "bloquante", chemin)]


def test_before_a_floor_one_warns_that_the_wording_is_not_verified(tmp_path: Path) -> None:
    entete = ENTETE.replace("{du: 2001-01-01}", "{acte: {du: 2022-06-09}, plancher: oui}")
    examen = examine(make_acte(tmp_path, MENTION, entete), NOM + "date_acte: 2022-03-01\n")
    assert said(examen.constats) == [("redaction-non-verifiee", "avertissement", None)]
    assert [document.exemplaire.id for document in examen.documents] == ["original"]


def test_a_mention_before_its_floor_is_due_unless_an_older_wording_covers_that_day(tmp_path: Path) -> None:
    corps = """\
    mentions:
      - {id: seule, libelle: x, article: y, texte: [a], en_vigueur: {du: 2022-06-09, plancher: oui}}
      - {id: suivie, libelle: x, article: y, texte: [b], en_vigueur: {au: 2022-06-08}}
      - {id: suivie, libelle: x, article: y, texte: [c], en_vigueur: {du: 2022-06-09, plancher: oui}}
    """
    examen = examine(make_acte(tmp_path, corps), NOM + "date_acte: 2022-03-01\n")
    assert [(m.mention.id, m.mention.texte) for m in examen.documents[0].mentions] == [
        ("seule", ("a",)),
        ("suivie", ("b",)),
    ]
    assert [(c.code, c.mention) for c in examen.constats] == [("redaction-non-verifiee", "seule")]


def test_the_wording_of_the_day_is_the_one_that_is_judged(tmp_path: Path) -> None:
    corps = """\
    mentions:
      - {id: nom, libelle: x, article: ancien, exige: [condamne.nom], en_vigueur: {condamnation: {au: 2020-03-23}}}
      - {id: nom, libelle: x, article: nouveau, exige: [condamne.nom], en_vigueur: {condamnation: {du: 2020-03-24}}}
    """
    acte = make_acte(tmp_path, corps)
    for jour, article in (("2020-03-23", "ancien"), ("2020-03-24", "nouveau")):
        (constat,) = examine(acte, f"condamnation: {{date: {jour}}}\n").constats
        assert (constat.code, constat.article) == ("mention-absente", article)


def test_the_title_is_the_one_of_the_day(tmp_path: Path) -> None:
    entete = ENTETE.replace(
        "titre: Acte d'essai",
        "titre: [{texte: Ancien, en_vigueur: {au: 2019-12-31}}, {texte: Nouveau, en_vigueur: {du: 2020-01-01}}]",
    )
    acte = make_acte(tmp_path, entete=entete)
    for jour, titre in (("2019-12-31", "Ancien"), ("2020-01-01", "Nouveau")):
        examen = examine(acte, f"{NOM}date_acte: {jour}\n")
        assert examen.documents[0].valeurs["acte"].titre == titre  # type: ignore[attr-defined]
