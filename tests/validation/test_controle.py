"""The act as a whole: its day and period, who issues it, what is to be produced."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from actes.catalogue import load_catalogue
from actes.dossier import champ_racine
from actes.droit import DEDUITS
from actes.validation import check_dossier
from tests.fabrique import AUJOURDHUI, ENTETE, MENTION, examine, make_acte, plain, read, said, write_acte

NOM = "condamne: {nom: Durand}\n"


@pytest.mark.parametrize(
    ("dossier", "demandee", "jour", "constats"),
    [
        ("date_acte: 2026-11-20\n", None, date(2026, 11, 20), []),
        ("date_acte: 2026-11-20\n", date(2026, 11, 20), date(2026, 11, 20), []),
        ("date_acte: 2026-11-20\n", date(2026, 1, 1), date(2026, 11, 20),
         [("date-differente", "information", "date_acte")]),
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
        (ENTETE, MENTION + "exemplaires: [{id: a, remise: [{mode: x, article: y, si: condamne.incarcere}]}]\n",
         "sans-remise"),
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


def test_computed_facts_are_established_before_judging(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path, "mentions: [{id: m, libelle: x, article: y, si: condamne.mineur, texte: [titulaires]}]\n"
    )
    dues = [
        bool(examine(acte, f"condamne: {{naissance: {{date: {naissance}}}}}\n").documents[0].mentions)
        for naissance in ("2008-11-21", "2008-11-22")
    ]
    assert dues == [False, True]


def test_what_is_deduced_is_asked_by_the_facts_that_it_comes_from(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path, "mentions: [{id: m, libelle: x, article: y, si: condamne.hors_ressort, texte: [résidence]}]\n"
    )
    examen = examine(acte, "juridiction: {tribunal_judiciaire: Lille}\n")
    assert [(c.code, c.mention, c.chemin) for c in examen.constats] == [("fait-manquant", "m", "condamne.residence_tj")]


def test_every_computed_field_says_what_it_is_deduced_from() -> None:
    racine = champ_racine()
    computed = {chemin for chemin, champ in racine.paths() if champ.calcule}
    assert computed == set(DEDUITS)
    assert all(racine.descend(source).calcule is False for sources in DEDUITS.values() for source in sources)


def test_a_finding_on_the_whole_act_is_placed_where_the_act_is_asked_for(tmp_path: Path) -> None:
    acte = make_acte(tmp_path, MENTION + "exemplaires: [{id: a, si: condamne.incarcere}]\n")
    (constat,) = examine(acte, "condamne: {nom: D, incarcere: non}\nactes: [essai]\n").constats
    assert (constat.code, str(constat.place)) == ("sans-exemplaire", "dossier.yaml:3:1")


def test_a_catalogue_act_gives_the_same_examination_twice(tmp_path: Path) -> None:
    write_acte(tmp_path, CALCULS)
    dossier = read(NOM + "condamnation: {peines: [{type: amende}]}\n")
    first, second = (check_dossier(load_catalogue([tmp_path]).acte("essai"), dossier, AUJOURDHUI) for _ in range(2))
    assert first.constats == second.constats
