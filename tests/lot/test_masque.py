"""A report says nothing private of a dossier, whatever was written where."""

from __future__ import annotations

import json

import pytest

from actes.dossier import Lecture
from actes.errors import Constat
from actes.generate import Demande, asked_acts
from actes.lot.masque import mask, plain
from tests.cas import AUJOURDHUI
from tests.exemples import atelier, example_path, read

PRIVES = ("durand", "éric", "roubaix", "paix")


def judged(text: str) -> tuple[list[Constat], Lecture]:
    """All that is said of a dossier: by the reader, and by gate 1 for the acts that it asks for."""
    lecture = atelier().read_content(text.encode(), "dossier.yaml")[0]
    constats = list(lecture.constats)
    demande = Demande(aujourdhui=AUJOURDHUI)
    if lecture.dossier is not None:
        known, unknown = asked_acts(lecture, atelier(), demande)
        constats += unknown
        for acte_id in known:
            constats += atelier().examine(lecture, acte_id, demande).constats
    return constats, lecture


@pytest.mark.parametrize(
    "text",
    [
        "dossier: 2026/1\nÉric Durand: condamné\n",
        "dossier: 2026/1\ncondamne: {nom: Durand, prenoms: Éric, Durand: x}\n",
        "dossier: 2026/1\ncondamne: {nom: Durand, durand_eric: x}\n",
        "dossier: 2026/1\ncondamne: {nom: Durand, prenoms: Éric, 'Durand, Éric': x}\n",
        "dossier: 2026/1\nactes: [Durand]\n",
        "dossier: 2026/1\nactes: [éric-durand]\n",
        "dossier: 2026/1\nactes: [ordre-durand]\ncondamne: {nom: Durand}\n",
        "dossier: 2026/1\njuridiction: {type: Durand}\ncondamne: {nom: Durand}\n",
        "dossier: 2026/1\ncondamne: {naissance: {date: Durand Éric, lieu: Roubaix}}\n",
        "dossier: 2026/1\ncondamne: {nom: Durand\n  adresse: 3 rue de la Paix\n",
        'dossier: 2026/1\ncondamne:\n  nom: "Durand\n',
        "dossier: 2026/1\ncondamne: &d {nom: Durand}\nvictimes: [*d, *Durand]\n",
        "dossier: 2026/1\nDurand: 1\nDurand: 2\ncondamne: {nom: Durand}\n",
    ],
)
def test_a_name_in_the_wrong_place_is_not_repeated(text):
    constats, lecture = judged(text)
    assert constats
    said = json.dumps(mask(constats, lecture), ensure_ascii=False).casefold()
    assert [word for word in PRIVES if word in said] == []


def test_a_derogation_is_said_without_its_author_nor_its_reason():
    text = example_path(atelier().catalogue.acte("ordre-mise-a-execution")).read_text()
    motif = "Madame « Petit » l'a dit » fin"
    text += f'derogations: [{{regle: six-mois, motif: "{motif}", auteur: claire martin}}]\n'
    message = f"trop court ; dérogation de claire martin : « {motif} »"
    lecture = atelier().read_content(text.encode(), "dossier.yaml")[0]
    for quotes in (message, message.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace("'", "’")):
        (row,) = mask([Constat(code="regle-non-respectee", message=quotes)], lecture)
        assert not {"claire", "martin", "petit", "fin"} & set(plain(row["message"]).split())


def test_the_quality_of_an_author_does_not_hide_the_words_of_the_law():
    text = example_path(atelier().catalogue.acte("ordre-mise-a-execution")).read_text()
    author = "Anne Zola, substitut du procureur de la République"
    text += f'derogations: [{{regle: six-mois, motif: malade, auteur: "{author}"}}]\n'
    lecture = atelier().read_content(text.encode(), "dossier.yaml")[0]
    said = f"la comparution devant le procureur de la République ; dérogation de {author}"
    (row,) = mask([Constat(code="delai-depasse", message=said)], lecture)
    assert "procureur de la République ; " in row["message"]
    assert not {"anne", "zola"} & set(plain(row["message"]).split())


@pytest.mark.parametrize(
    "kept",
    [
        "champ inconnu «\u00a0adrese\u00a0»",  # a misspelt key
        "il manque «\u00a0Date de naissance\u00a0»",  # a title
        "ajoutez «\u00a0condamne.naissance.date\u00a0»",
        "vouliez-vous dire «\u00a0depot_differe\u00a0»\u00a0?",
        "le type «\u00a0emprisonnement\u00a0»",
        "la référence «\u00a0DURAND-2026\u00a0» est aussi celle d’un autre dossier",
        "le fichier «\u00a0durand-2026__ordre.docx\u00a0» existe déjà",
    ],
)
def test_what_is_of_the_program_or_the_reference_stays(kept):
    lecture = read(
        {
            "dossier": "DURAND-2026",
            "condamne": {"nom": "Date", "prenoms": "Adrien", "naissance": {"lieu": "Naissance"}},
            "condamnation": {"peines": [{"type": "emprisonnement", "ferme": "8 mois"}]},
        }
    )
    (row,) = mask([Constat(code="champ-inconnu", message=kept)], lecture)
    assert row["message"] == kept


def test_every_example_of_the_catalogue_keeps_its_findings_whole():
    for acte_id in atelier().catalogue.ids:
        lecture = atelier().read(example_path(atelier().catalogue.acte(acte_id)))[0]
        constats = atelier().examine(lecture, acte_id, Demande(aujourdhui=AUJOURDHUI)).constats
        for constat, row in zip(constats, mask(constats, lecture), strict=True):
            assert (row["message"], row["conseil"], row["chemin"]) == (constat.message, constat.conseil, constat.chemin)


def test_the_advice_stands_apart_and_the_rest_is_the_stable_form():
    constat = Constat(code="champ-requis", message="le champ manque", conseil="ajoutez-le", article="CPP 1")
    (row,) = mask([constat], None)
    assert row == constat.as_json() | {"message": "le champ manque", "conseil": "ajoutez-le"}
    assert mask([], None) == []
