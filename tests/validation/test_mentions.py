"""The mentions: which are due, what they lack, and that nothing missing ever switches one off."""

from __future__ import annotations

from pathlib import Path

import pytest

from actes.errors import Gravite
from actes.validation import Examen
from tests.fabrique import examine, make_acte, plain, said

COMPLET = """
condamne: {nom: Durand, prenoms: Éric, incarcere: non}
"""


def due(examen: Examen) -> list[str]:
    """The mentions that the first document must carry."""
    return [mention.mention.id for mention in examen.documents[0].mentions]


def test_a_complete_dossier_says_nothing(tmp_path: Path) -> None:
    examen = examine(make_acte(tmp_path), COMPLET)
    assert (examen.constats, examen.bloque, due(examen)) == ((), False, ["nom"])


def test_each_missing_path_is_said_with_its_article_and_what_to_add(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path,
        """\
        mentions:
          - id: horaires
            libelle: les horaires de présentation
            article: CPP D48-2-4 al. 1
            exige: [incarceration.heure_debut, incarceration.heure_fin]
        """,
    )
    examen = examine(acte, "incarceration: {etablissement: Lille}\n")
    assert examen.bloque
    assert [plain(constat) for constat in examen.constats] == [
        "dossier.yaml:2:1: les horaires de présentation : il manque « Présentation à partir de » "
        "(CPP D48-2-4 al. 1) — ajoutez « incarceration.heure_debut » (forme HH:MM)",
        "dossier.yaml:2:1: les horaires de présentation : il manque « Présentation jusqu'à » "
        "(CPP D48-2-4 al. 1) — ajoutez « incarceration.heure_fin » (forme HH:MM)",
    ]
    assert {constat.mention for constat in examen.constats} == {"horaires"}
    assert examen.documents[0].mentions[0].manquants == ("incarceration.heure_debut", "incarceration.heure_fin")


def test_a_mention_of_one_path_is_itself_what_lacks(tmp_path: Path) -> None:
    (constat,) = examine(make_acte(tmp_path), "condamne: {prenoms: Éric}\n").constats
    assert plain(constat) == "dossier.yaml:2:1: il manque le nom (CPP D2) — ajoutez « condamne.nom »"


def test_one_path_missing_is_told_in_the_name_of_every_mention_that_requires_it(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path,
        """\
        mentions:
          - {id: un, libelle: le nom, article: CPP D2, exige: [condamne.nom]}
          - {id: deux, libelle: l'identité, article: CPP D3, exige: [condamne.nom, condamne.prenoms]}
        """,
    )
    examen = examine(acte, "condamne: {prenoms: Éric}\n")
    assert [(constat.mention, constat.chemin) for constat in examen.constats] == [
        ("un", "condamne.nom"),
        ("deux", "condamne.nom"),
    ]


@pytest.mark.parametrize(
    ("dossier", "manque"),
    [
        ("condamnation: {executoire_le: 2026-01-15}\n", False),
        ("condamnation: {definitive_le: 2026-01-15}\n", False),
        ("condamnation: {date: 2026-01-15}\n", True),
    ],
)
def test_one_path_of_exige_un_is_enough(tmp_path: Path, dossier: str, manque: bool) -> None:
    acte = make_acte(
        tmp_path,
        """\
        mentions:
          - id: executoire
            libelle: le caractère exécutoire
            article: CPP D48-2-7
            exige_un: [condamnation.executoire_le, condamnation.definitive_le]
            gravite: avertissement
        """,
    )
    examen = examine(acte, dossier)
    expected = [("mention-absente", "avertissement", "condamnation.executoire_le")] if manque else []
    assert (said(examen.constats), examen.bloque) == (expected, False)


CONDITION = """\
mentions:
  - id: reserve
    libelle: la réserve des voies de recours
    article: CPP D48-2-5
    si: not condamnation.mandat.execution_provisoire
    exige: [condamnation.date]
"""


@pytest.mark.parametrize(
    ("mandat", "attendu", "dues"),
    [
        ("mandat: {execution_provisoire: non}, date: 2026-01-15", [], ["reserve"]),
        ("mandat: {execution_provisoire: oui}", [], []),
        ("mandat: {type: depot}", ["condamnation.mandat.execution_provisoire", "condamnation.date"], ["reserve"]),
        ("nature_decision: defaut", ["condamnation.mandat.execution_provisoire", "condamnation.date"], ["reserve"]),
    ],
)
def test_an_unknown_condition_leaves_the_mention_due_and_says_all_that_lacks(
    tmp_path: Path, mandat: str, attendu: list[str], dues: list[str]
) -> None:
    examen = examine(make_acte(tmp_path, CONDITION), f"condamnation: {{{mandat}}}\n")
    assert ([constat.chemin for constat in examen.constats], due(examen)) == (attendu, dues)
    assert all(c.gravite is Gravite.BLOQUANTE and c.mention == "reserve" for c in examen.constats)


POUR = """\
mentions:
  - id: identite
    libelle: l'identité de chaque personne
    article: CPP D48-9 4°
    pour: p in sanction.personnes
    si: p.type == 'physique'
    exige: [p.nom, sanction.etat_execution]
"""


def test_a_mention_is_judged_for_each_element(tmp_path: Path) -> None:
    examen = examine(
        make_acte(tmp_path, POUR),
        """\
        sanction:
          etat_execution: BE
          personnes:
            - {type: physique, nom: Durand}
            - {type: morale, denomination: Transports du Nord}
            - {type: physique, prenoms: Luc}
        """,
    )
    (mention,) = examen.documents[0].mentions
    assert mention.elements is not None
    assert [(e.element.chemin, e.du, e.manquants) for e in mention.elements] == [
        ("sanction.personnes[0]", True, ()),
        ("sanction.personnes[1]", False, ()),
        ("sanction.personnes[2]", True, ("sanction.personnes[2].nom",)),
    ]
    (constat,) = examen.constats
    assert plain(constat).startswith("dossier.yaml:7:7: l'identité de chaque personne : il manque « Nom »")
    assert "(n° 3 de « sanction.personnes »)" in plain(constat)


def test_a_missing_list_is_told_in_the_name_of_the_mention_that_walks_it(tmp_path: Path) -> None:
    examen = examine(make_acte(tmp_path, POUR), "sanction: {devise: EUR}\n")
    assert [(c.code, c.mention, c.chemin) for c in examen.constats] == [
        ("mention-absente", "identite", "sanction.personnes"),
        ("mention-absente", "identite", "sanction.etat_execution"),
    ]


def test_a_list_that_the_law_does_not_order_may_be_missing(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path,
        """\
        mentions:
          - {id: nom, libelle: le nom, article: x, exige: [condamne.nom]}
          - id: victime
            libelle: l'identité de la victime
            article: x
            pour: v in victimes
            si: victimes is renseigne and v.partie_civile
            exige: [v.nom]
        """,
    )
    assert due(examine(acte, COMPLET)) == ["nom"]
    (constat,) = examine(acte, COMPLET + "victimes: [{nom: Petit}]\n").constats
    assert (constat.code, constat.chemin) == ("fait-manquant", "victimes[0].partie_civile")


def test_the_type_that_the_reader_misses_is_told_in_the_name_of_the_mention_too(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path,
        "mentions: [{id: t, libelle: x, article: y, pour: p in sanction.personnes, exige: [p.type, p.nom]}]\n",
    )
    examen = examine(acte, "sanction: {personnes: [{nom: Durand}]}\n")
    assert [(c.code, c.mention, c.chemin) for c in examen.constats] == [
        ("mention-absente", "t", "sanction.personnes[0].type")
    ]


@pytest.mark.parametrize(
    "dossier",
    [
        "condamne: {nom: Durand, naissance: {date: 1980-02-31}}\n",
        "condamne: {nom: Durand, naissance: 1980}\n",
    ],
)
def test_what_the_reader_refused_is_not_said_to_be_missing(tmp_path: Path, dossier: str) -> None:
    acte = make_acte(
        tmp_path, "mentions: [{id: n, libelle: x, article: y, exige: [condamne.nom, condamne.naissance.date]}]\n"
    )
    examen = examine(acte, dossier)
    assert (examen.constats, examen.bloque) == ((), True)


def test_a_mention_belongs_to_the_copies_that_it_names(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path,
        """\
        exemplaires: [{id: original}, {id: copie}]
        mentions:
          - {id: nom, libelle: le nom, article: x, exige: [condamne.nom]}
          - {id: copie, libelle: la copie, article: x, texte: [copie], exemplaires: [copie]}
        """,
    )
    examen = examine(acte, COMPLET)
    assert [(d.exemplaire.id, [m.mention.id for m in d.mentions]) for d in examen.documents] == [
        ("original", ["nom"]),
        ("copie", ["nom", "copie"]),
    ]


def test_a_mention_may_depend_on_how_its_copy_is_delivered(tmp_path: Path) -> None:
    acte = make_acte(
        tmp_path,
        """\
        exemplaires:
          - {id: condamne, remise: [{mode: emargement, si: condamne.incarcere, article: x}, {mode: lrar, article: x}]}
          - {id: dossier, remise: [{mode: conservation, article: x}]}
        mentions:
          - {id: emargement, libelle: l'émargement, article: x, si: acte.remise == 'emargement', texte: [émargement]}
          - {id: accuse, libelle: l'avis, article: x, si: acte.remise == 'lrar', texte: [avis]}
          - {id: nom, libelle: le nom, article: x, exige: [condamne.nom]}
        """,
    )
    examen = examine(acte, COMPLET)
    assert [[m.mention.id for m in d.mentions] for d in examen.documents] == [["accuse", "nom"], ["nom"]]


def test_a_draft_only_warns_of_what_is_missing(tmp_path: Path) -> None:
    examen = examine(make_acte(tmp_path, CONDITION), "condamne: {nom: Durand}\n", brouillon=True)
    assert said(examen.constats) == [
        ("fait-manquant", "avertissement", "condamnation.mandat.execution_provisoire"),
        ("mention-absente", "avertissement", "condamnation.date"),
    ]
    assert not examen.bloque
    assert examen.documents[0].mentions[0].manquants == ("condamnation.date",)
