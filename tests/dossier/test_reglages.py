"""The court's settings: TOML or YAML, the same fields, the same findings."""

from __future__ import annotations

import pytest

from actes.dossier import load_dossier, load_reglages

TOML = """
zone = "alsace_moselle"

[service]
nom = "service de l'exécution des peines"
adresse = { voie = "13 avenue du Peuple-Belge", code_postal = 59034, ville = "Lille" }

[convocation]
politique = 2

[signataires.procureur]
nom = "Martin"
qualite = "substitut du procureur de la République"
"""
YAML = """
zone: alsace_moselle
service:
  nom: service de l'exécution des peines
  adresse: {voie: 13 avenue du Peuple-Belge, code_postal: 59034, ville: Lille}
convocation: {politique: 2}
signataires: {procureur: {nom: Martin, qualite: substitut du procureur de la République}}
"""


@pytest.mark.parametrize(("text", "fichier"), [(TOML, "lille.toml"), (YAML, "lille.yaml")])
def test_both_forms_say_the_same(text, fichier):
    reglages = load_reglages(text, fichier)
    assert reglages.constats == ()
    dossier = load_dossier("dossier: A\n", "a.yaml", defauts=reglages.defauts).dossier
    assert dossier.zone == "alsace_moselle"
    assert dossier.service.adresse.code_postal == "59034"
    assert dossier.convocation.politique == 2
    assert dossier.signataires.procureur.nom == "Martin"


@pytest.mark.parametrize(
    ("text", "fichier", "found"),
    [
        ("[service]\nnom = 'x'\nvile = 'y'\n", "r.toml", [("champ-inconnu", "r.toml:3:1")]),
        (
            "zone = 'x'\n[convocation]\npolitique = 4\n",
            "r.toml",
            [("choix-inconnu", "r.toml:1:1"), ("choix-inconnu", "r.toml:3:1")],
        ),
        ("[service]\nadresse = {ville = true, vile = 'y'}\n", "r.toml", [("champ-inconnu", "r.toml:2:26")]),
        ("[service\n", "r.toml", [("toml-invalide", "r.toml:1:9")]),
        ("zone: x\n", "r.yaml", [("choix-inconnu", "r.yaml:1:7")]),
        ("condamne: {nom: x}\n", "r.yaml", [("champ-inconnu", "r.yaml:1:1")]),
        ("service: [\n", "r.yaml", [("yaml-invalide", "r.yaml:2:1")]),
        ("é".encode("latin-1"), "r.toml", [("encodage-invalide", "r.toml:1:1")]),
    ],
)
def test_a_mistake_in_the_settings_is_told_at_its_place(text, fichier, found):
    constats = load_reglages(text, fichier).constats
    assert [(c.code, str(c.place)) for c in constats] == found


def test_what_is_wrong_is_left_out_of_the_defaults():
    reglages = load_reglages("zone: x\nservice: {nom: BEX, vile: y}\nconvocation: {politique: 9}\n", "r.yaml")
    assert dict(reglages.defauts) == {"service": {"nom": "BEX"}}


@pytest.mark.parametrize("fichier", ["r.toml", "r.yaml"])
def test_empty_settings_are_settings(fichier):
    reglages = load_reglages("", fichier)
    assert (dict(reglages.defauts), reglages.constats) == ({}, ())


@pytest.mark.parametrize(
    ("fichier", "text"), [("r.yaml", "registre: lille.sqlite\n"), ("r.toml", 'registre = "lille.sqlite"\n')]
)
def test_the_register_of_the_court_is_a_setting_that_no_dossier_receives(fichier, text):
    reglages = load_reglages(text, fichier)
    assert (reglages.registre, reglages.constats, dict(reglages.defauts)) == ("lille.sqlite", (), {})
    (constat,) = load_reglages("registre: [a, b]\n", "r.yaml").constats
    assert (constat.code, constat.chemin) == ("type-invalide", "registre")
