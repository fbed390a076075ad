"""A filter said to print its whole input forgets no field of the vocabulary."""

from __future__ import annotations

import pytest

from actes.dossier import champ_racine, load_dossier
from actes.rendu.filtres import FILTRES
from actes.rendu.filtres.libelles import LIBELLES
from actes.rendu.filtres.peines import NATURES

RACINE = champ_racine()
PEINE = RACINE.descend("condamnation.peines").element
JETONS = {
    "texte": ("jeton{n}", "jeton{n}"),
    "texte_long": ("jeton{n}", "jeton{n}"),
    "liste": ("[jeton{n}]", "jeton{n}"),
    "entier": ("9{n}", "9{n}"),
    "montant": ("7{n}", "7{n} euros"),
    "pays": ("Pays{n}", "Pays{n}"),
    "duree": ("{n} jours", "{mots} jours"),
}
MOTS = [FILTRES["nombre_lettres"](n) for n in range(14)]


def filled(champ, type_peine: str | None = None) -> tuple[str, list[str]]:
    """Every field of `champ` with a value of its own, and what should be read of each."""
    written, expected = [], []
    for n, (nom, enfant) in enumerate(champ.enfants.items(), 2):
        if enfant.genre in JETONS:
            valeur, lu = JETONS[enfant.genre]
            written.append(f"{nom}: {valeur.format(n=n)}")
            expected.append(lu.format(n=n, mots=MOTS[n]))
    return ", ".join([*([f"type: {type_peine}"] if type_peine else []), *written]), expected


def read(texte: str):
    lecture = load_dossier(f"dossier: 2026/1\n{texte}\n", "d.yaml")
    assert lecture.constats == ()
    return lecture.dossier


def test_the_sentences_of_the_filter_are_those_of_the_vocabulary():
    assert set(NATURES) == set(PEINE.variantes)


@pytest.mark.parametrize("type_peine", sorted(NATURES))
def test_a_sentence_is_printed_with_all_that_the_dossier_says_of_it(type_peine):
    texte, expected = filled(PEINE.variantes[type_peine], type_peine)
    peine = read(f"condamnation: {{peines: [{{{texte}}}]}}").condamnation.peines[0]
    printed = FILTRES["peine"](peine).replace("\u00a0", " ")
    assert [piece for piece in expected if piece not in printed] == []
    assert expected


@pytest.mark.parametrize("nom", ["adresse", "adresse_bloc"])
def test_an_address_is_printed_with_all_that_the_dossier_says_of_it(nom):
    texte, expected = filled(RACINE.descend("condamne.adresse"))
    printed = FILTRES[nom](read(f"condamne: {{adresse: {{{texte}}}}}").condamne.adresse)
    assert [piece for piece in expected if piece not in printed] == []
    assert len(expected) == 8


def test_no_coded_choice_is_printed_with_an_underscore():
    choices = {choix for _, champ in RACINE.paths() for choix in (champ.element or champ).choix}
    ours = {FILTRES["libelle"](choix) for choix in choices}
    assert [each for each in ours if "_" in each] == []
    assert set(LIBELLES) <= choices
