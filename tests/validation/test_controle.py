"""The act as a whole: its day and period, who issues it, what is to be produced."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from actes.catalogue import load_catalogue
from actes.validation import check_dossier
from tests.fabrique import AUJOURDHUI, ENTETE, MENTION, examine, make_acte, plain, read, said, write_acte

NOM = "condamne: {nom: Durand}\n"


@pytest.mark.parametrize(
    ("dossier", "demandee", "jour", "constats"),
    [
        ("date_acte: 2026-11-20\n", None, date(2026, 11, 20), []),
        ("date_acte: 2026-11-20\n", date(2026, 11, 20), date(2026, 11, 20), []),
        ("date_acte: 2026-11-20\n", date(2026, 1, 1), date(2026, 11, 20), [("date-differente", "information", "date_acte")]),
        ("", date(2026, 1, 1), date(2026, 1, 1), []),
        ("", None, AUJOURDHUI, []),
    ],
)  # fmt: skip
def test_the_dossier_dates_the_act_then_the_command_then_today(
    tmp_path: Path, dossier: str, demandee: date | None, jour: date, constats: list[tuple[str, str, str]]
) -> None:
    examen = examine(make_acte(tmp_path), NOM + dossier, demandee=demandee)
    assert (examen.jour, said(examen.constats), examen.bloque) == (jour, constats, False)
    assert examen.documents[0].valeurs["acte"].date == jour  # type: ignore[attr-defined]


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


def test_an_act_that_is_not_due_is_still_judged_whole(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path,
        MENTION + "applicable: [{condition: condamne.incarcere, article: CPP D8, sinon: le condamné est libre}]\n",
    )
    examen = examine(acte, "condamne: {incarcere: non}\n")
    assert [(c.code, c.gravite.value) for c in examen.constats] == [
        ("acte-non-applicable", "avertissement"),
        ("mention-absente", "bloquante"),
    ]
    assert plain(examen.constats[0]).startswith(
        "dossier.yaml:2:12: l'acte n'est pas applicable : le condamné est libre"
    )
    assert not examen.applicable
    assert said(examine(acte, NOM).constats) == [("fait-manquant", "bloquante", "condamne.incarcere")]


LIGNES = """\
mentions: [{id: nom, libelle: le nom, article: CPP D2, exige: [condamne.nom]}]
exemplaires:
  - id: condamne
    remise:
      - {mode: lrar, en_vigueur: {au: 2004-12-31}, article: CPP D116-9}
      - {mode: etablissement, si: condamne.incarcere, article: CPP D49-18 al. 3}
      - {mode: lrar, si: "decision.sens in ['retrait', 'revocation']", article: CPP D49-18 al. 3}
      - {mode: recommandee, article: CPP D49-18 al. 3}
  - {id: avocat, si: condamne.avocat is renseigne}
"""


@pytest.mark.parametrize(
    ("dossier", "mode", "exemplaires"),
    [
        ("condamne: {nom: D, incarcere: oui}", "etablissement", ["condamne"]),
        (
            "condamne: {nom: D, incarcere: non, avocat: {nom: P}}\ndecision: {sens: retrait}",
            "lrar",
            ["condamne", "avocat"],
        ),
        ("condamne: {nom: D, incarcere: non}\ndecision: {sens: octroi}", "recommandee", ["condamne"]),
        ("condamne: {nom: D, incarcere: oui}\ndate_acte: 2004-12-31", "lrar", ["condamne"]),
    ],
)
def test_the_first_true_line_wins(tmp_path: Path, dossier: str, mode: str, exemplaires: list[str]) -> None:
    examen = examine(make_acte(tmp_path, LIGNES), dossier + "\n")
    remise = examen.documents[0].remise
    assert (remise and remise.mode, [d.exemplaire.id for d in examen.documents]) == (mode, exemplaires)
    assert examen.documents[0].valeurs["acte"].remise == mode  # type: ignore[attr-defined]


def test_an_unknown_line_is_not_passed_over(tmp_path: Path) -> None:
    examen = examine(make_acte(tmp_path, LIGNES), "condamne: {nom: D, incarcere: non}\n")
    assert said(examen.constats) == [("fait-manquant", "bloquante", "decision.sens")]
    assert examen.documents[0].remise is None


@pytest.mark.parametrize(
    ("entete", "corps", "code"),
    [
        (ENTETE.replace("article: CPP D1}]", "article: CPP D1, si: condamne.incarcere}]"), MENTION, "sans-emetteur"),
        (ENTETE, MENTION + "exemplaires: [{id: a, si: condamne.incarcere}]\n", "sans-exemplaire"),
        (ENTETE, MENTION + "exemplaires: [{id: a, remise: [{mode: x, article: y, si: condamne.incarcere}]}]\n", "sans-remise"),
    ],
)  # fmt: skip
def test_where_the_author_foresaw_nothing_the_act_is_refused(
    tmp_path: Path, entete: str, corps: str, code: str
) -> None:
    examen = examine(make_acte(tmp_path, corps, entete), "condamne: {nom: D, incarcere: non}\n")
    assert (said(examen.constats), examen.bloque) == ([(code, "bloquante", None)], True)


def test_a_template_may_depend_on_the_period_and_on_the_copy(tmp_path: Path) -> None:
    for name in ("ancien.docx", "copie.docx", "modele.docx"):
        write_acte(tmp_path).parent.joinpath(name).touch()
    corps = MENTION + (
        "exemplaires: [{id: original}, {id: copie}]\n"
        "modeles: [{fichier: ancien.docx, en_vigueur: {au: 2004-12-31}}, {fichier: copie.docx, exemplaires: [copie]},"
        " {fichier: modele.docx}]\n"
    )
    acte = make_acte(tmp_path, corps)
    for jour, files in (("2004-12-31", ["ancien.docx"] * 2), ("2005-01-01", ["modele.docx", "copie.docx"])):
        examen = examine(acte, f"{NOM}date_acte: {jour}\n")
        assert [d.modele and d.modele.fichier.name for d in examen.documents] == files


CALCULS = (
    MENTION
    + """\
calculs:
  amende: amende_ferme(condamnation.peines)
  du: {valeur: montant_diminue(amende), article: CPP 707-3}
  rdv: convocation.jap
"""
)


def test_calculs_are_given_to_templates(tmp_path: Path) -> None:
    dossier = NOM + "condamnation: {peines: [{type: amende, montant: 10000}]}\nconvocation: {jap: {lieu: salle 3}}\n"
    valeurs = examine(make_acte(tmp_path, CALCULS), dossier).documents[0].valeurs
    assert (valeurs["amende"], valeurs["du"]) == (Decimal("10000.00"), Decimal("8500.00"))
    assert valeurs["rdv"].lieu == "salle 3"  # type: ignore[attr-defined]


def test_a_calcul_that_lacks_a_fact_is_absent_and_its_mention_names_the_fact(tmp_path: Path) -> None:
    corps = CALCULS + "inclut: []\n"
    acte = make_acte(tmp_path, corps.replace("exige: [condamne.nom]", "exige: [du, rdv.lieu]"))
    examen = examine(acte, "condamnation: {peines: [{type: amende}]}\n")
    assert [constat.chemin for constat in examen.constats] == ["condamnation.peines[0].montant", "convocation.jap.lieu"]
    assert examen.documents[0].valeurs["du"] is None


PAR = """\
par: personne in sanction.personnes
mentions: [{id: nom, libelle: le nom, article: CPP D2, exige: [personne.nom, condamne.nom]}]
exemplaires: [{id: original}, {id: copie}]
"""


def test_an_act_with_par_makes_one_document_for_each_element_and_copy(tmp_path: Path) -> None:
    dossier = NOM + "sanction: {personnes: [{type: physique, nom: A}, {type: physique, nom: B}]}\n"
    examen = examine(make_acte(tmp_path, PAR), dossier)
    assert [(d.element and d.element.chemin, d.exemplaire.id) for d in examen.documents] == [
        ("sanction.personnes[0]", "original"),
        ("sanction.personnes[0]", "copie"),
        ("sanction.personnes[1]", "original"),
        ("sanction.personnes[1]", "copie"),
    ]
    assert examen.documents[2].valeurs["personne"].nom == "B"  # type: ignore[attr-defined]


def test_what_all_the_documents_lack_is_said_once(tmp_path: Path) -> None:
    dossier = "sanction: {personnes: [{type: physique, nom: A}, {type: physique}]}\n"
    examen = examine(make_acte(tmp_path, PAR), dossier)
    assert [constat.chemin for constat in examen.constats] == ["condamne.nom", "sanction.personnes[1].nom"]


def test_without_the_list_of_par_every_mention_says_what_it_lacks(tmp_path: Path) -> None:
    examen = examine(make_acte(tmp_path, PAR), NOM)
    assert [(c.code, c.mention, c.chemin) for c in examen.constats] == [
        ("fait-manquant", None, "sanction.personnes"),
        ("mention-absente", "nom", "sanction.personnes[0].nom"),
    ]


def test_an_unreadable_dossier_blocks_without_more_words(tmp_path: Path) -> None:
    acte = make_acte(tmp_path)
    examen = check_dossier(acte, read("\tcondamne: ["), AUJOURDHUI)
    assert (examen.bloque, examen.constats, examen.documents) == (True, (), ())


def test_the_findings_of_the_reader_count_but_are_not_repeated(tmp_path: Path) -> None:
    examen = examine(make_acte(tmp_path), NOM + "inconnu: x\n")
    assert (examen.bloque, examen.constats) == (True, ())


def test_the_title_is_the_one_of_the_day(tmp_path: Path) -> None:
    entete = ENTETE.replace(
        "titre: Acte d'essai",
        "titre: [{texte: Ancien, en_vigueur: {au: 2019-12-31}}, {texte: Nouveau, en_vigueur: {du: 2020-01-01}}]",
    )
    acte = make_acte(tmp_path, entete=entete)
    for jour, titre in (("2019-12-31", "Ancien"), ("2020-01-01", "Nouveau")):
        examen = examine(acte, f"{NOM}date_acte: {jour}\n")
        assert examen.documents[0].valeurs["acte"].titre == titre  # type: ignore[attr-defined]


def test_computed_facts_are_established_before_judging(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path, "mentions: [{id: m, libelle: x, article: y, si: condamne.mineur, texte: [titulaires]}]\n"
    )
    dues = [
        bool(examine(acte, f"condamne: {{naissance: {{date: {naissance}}}}}\n").documents[0].mentions)
        for naissance in ("2008-11-21", "2008-11-22")
    ]
    assert dues == [False, True]


def test_a_catalogue_act_gives_the_same_examination_twice(tmp_path: Path) -> None:
    write_acte(tmp_path, CALCULS)
    dossier = read(NOM + "condamnation: {peines: [{type: amende}]}\n")
    first, second = (check_dossier(load_catalogue([tmp_path]).acte("essai"), dossier, AUJOURDHUI) for _ in range(2))
    assert first.constats == second.constats
