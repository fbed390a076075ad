"""To whom each copy goes: one label an addressee, the name and the address that the dossier gives."""

from __future__ import annotations

import pytest

from actes.catalogue import champ_at
from actes.destinataire import CHEMINS, LIBELLES, RECHERCHES, Destinataire, destinataire_of
from actes.dossier import champ_racine
from tests import exemples
from tests.cas import plain, put, take_out

Changes = dict[str, object]  # paths, and what to put there


def addressees(
    acte_id: str, changes: dict[str, object] | None = None, without: tuple[str, ...] = ()
) -> dict[str, Destinataire]:
    """Copy → addressee, for the example of an act once changed."""
    acte = exemples.act(acte_id)
    data = exemples.example(acte)
    for path, value in (changes or {}).items():
        put(data, path, value)
    for path in without:
        assert take_out(data, path)
    examen = exemples.examine(acte, exemples.read(data), brouillon=True)
    return {du.exemplaire.id: destinataire_of(du) for du in examen.documents}


def told(addressee: Destinataire) -> tuple[str, str, list[str]]:
    """The addressee with ordinary spaces and apostrophes."""
    return plain(addressee.qualite), plain(addressee.nom), [plain(line) for line in addressee.adresse]


@pytest.mark.parametrize(
    ("acte", "copie", "qualite", "nom", "adresse"),
    [
        ("ordre-mise-a-execution", "copie", "condamné", "Monsieur Éric DURAND", ["3 rue de la Paix", "59100 Roubaix"]),
        (
            *("notification-jugement-jap", "condamne", "condamné", "Monsieur Loïc Yann LE GUEN-KERBRAT"),
            ["n° d'écrou : 21457", "Centre pénitentiaire de Rennes-Vezin"],
        ),
        (
            *("notification-jugement-jap", "avocat", "avocat du condamné", "Maître Anaïs D'ARGENTRÉ"),
            ["4 contour de la Motte", "35000 Rennes"],
        ),
        (
            *("avis-diminution-20", "original", "condamné", "Monsieur Tanguy Marie LE BIHAN DE KERGOAT"),
            ["appartement 12, 3e étage", "5 rue de l'Héronnière", "44000 NANTES"],
        ),
        (
            *("notice-individuelle", "etablissement", "chef de l'établissement pénitentiaire"),
            *("centre pénitentiaire de Perpignan, quartier des femmes", ["chemin de Mailloles", "66000 Perpignan"]),
        ),
        (
            *("information-victime-observations", "victime", "victime", "Monsieur Antoine FERREIRA"),
            ["27 rue du Grand-Faubourg", "28000 Chartres"],
        ),
        (
            *("avis-debat-avocat-partie-civile", "avocat", "avocat de la partie civile", "Maître Anaïs GARNIER"),
            ["27 rue de la Préfecture", "21000 DIJON"],
        ),
        (
            *("convocation-service-stage", "service", "service chargé du stage"),
            *("association Route et Citoyens d'Eure-et-Loir", ["12 rue du Grand-Faubourg", "28000 CHARTRES"]),
        ),
        (
            *("certificat-sanction-pecuniaire", "original", "autorité compétente de l'État d'exécution"),
            "Procureur du Roi de Flandre occidentale, division de Courtrai",
            ["Burgemeester Nolfstraat 10A", "8500 KORTRIJK", "Belgique"],
        ),
        ("avis-batonnier-commission-office", "batonnier", "bâtonnier de l'ordre des avocats", "Barreau de Lyon", []),
        (
            *("transmission-jap-residence", "jap", "juge de l'application des peines de la résidence"),
            *("tribunal judiciaire de La Roche-sur-Yon", []),
        ),
        ("ordre-mise-a-execution", "original", "dossier du parquet", "", []),
    ],
)
def test_a_copy_goes_to_whom_the_dossier_names(acte, copie, qualite, nom, adresse):
    assert told(addressees(acte)[copie]) == (qualite, nom, adresse)


def test_the_address_that_the_person_declared_wins_as_it_does_in_the_act():
    declared = {"condamne.adresse_declaree": {"voie": "8 quai du Wault", "code_postal": "59000", "ville": "LILLE"}}
    assert told(addressees("ordre-mise-a-execution", declared)["copie"])[2] == ["8 quai du Wault", "59000 LILLE"]


def test_a_person_who_is_detained_is_never_written_to_at_home():
    held = {"condamne.incarcere": "oui"}
    found = addressees("ordre-mise-a-execution", held, ("incarceration.etablissement", "incarceration.date"))["copie"]
    assert found.adresse == ()


def test_a_company_is_written_to_at_its_registered_office():
    company = {"denomination": "Les Bois du Nord", "forme": "société anonyme", "siege": {"ville": "LILLE"}}
    found = addressees("ordre-mise-a-execution", {"condamne.personne_morale": company})["copie"]
    assert told(found)[1:] == ("société anonyme Les Bois du Nord", ["LILLE"])


def test_an_address_to_be_kept_confidential_goes_on_no_list():
    hidden = {"victimes[0].adresse_confidentielle": "oui"}
    for path in ({}, hidden):
        found = addressees("information-victime-observations", path)["victime"]
        assert ("Faubourg" in str(found.adresse)) is not bool(path)


def test_those_who_hold_the_parental_authority_receive_one_copy():
    parents = [
        {"civilite": "madame", "nom": "Petit", "prenoms": "Anne"},
        {"nom": "Roux", "prenoms": "Jean", "adresse": {"voie": "1 rue Neuve", "ville": "LIMOGES"}},
    ]
    minor = {"condamne.naissance.date": "2005-05-02", "date_acte": "2021-06-16", "condamnation.date": "2021-06-16"}
    changes = {"condamne.titulaires_autorite_parentale": parents, **minor}
    found = addressees("convocation-jap-ddse", changes)["representants-legaux"]
    assert told(found) == ("représentants légaux", "Madame Anne PETIT et Jean ROUX", ["1 rue Neuve", "LIMOGES"])


def test_a_counsel_without_an_address_is_found_through_their_bar():
    bar = {"condamne.avocat": {"nom": "Morel", "barreau": "Annecy"}}
    assert told(addressees("notification-jugement-jap", bar)["avocat"])[1:] == ("Maître MOREL", ["Barreau d'Annecy"])


def test_every_label_and_every_path_of_the_table_is_one_of_the_catalogue():
    copies = [copy for acte in exemples.atelier().catalogue for copy in acte.exemplaires]
    spelled = {copy.destinataire for copy in copies}
    labels = {LIBELLES.get(name or "", name) for name in spelled}
    assert set(LIBELLES) <= spelled
    assert {*CHEMINS, *RECHERCHES} <= labels
    racine = champ_racine(exemples.atelier().catalogue.champs())
    for path in {path for pairs in CHEMINS.values() for pair in pairs for path in pair if path}:
        where = path.replace("element.", "victimes[0].")
        assert champ_at(racine, where), path
