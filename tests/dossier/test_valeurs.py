"""The exact forms: what each type of value admits, and the traps that YAML and lax readers fall into."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from actes.dossier import Duree, Lecture, load_dossier

PLACES = {
    "texte": "condamne: {{nom: {}}}",
    "date": "condamnation: {{date: {}}}",
    "heure": "incarceration: {{heure_debut: {}}}",
    "oui_non": "condamne: {{incarcere: {}}}",
    "entier": "condamnation: {{detention_provisoire_jours: {}}}",
    "montant": "condamnation: {{dommages_interets: {}}}",
    "duree": "condamnation: {{sursis_revoques: [{{quantum: {}}}]}}",
    "decimal": "sanction: {{taux: {{valeur: {}}}}}",
    "pays": "condamne: {{naissance: {{pays: {}}}}}",
    "langue": "condamne: {{langue: {}}}",
    "etat": "sanction: {{etat_execution: {}}}",
    "devise": "sanction: {{devise: {}}}",
    "politique": "convocation: {{politique: {}}}",
}


def read(genre: str, written: str) -> Lecture:
    return load_dossier(f"dossier: A\n{PLACES[genre].format(written)}\n", "d.yaml")


def value(lecture: Lecture) -> object:
    """The one value given beside the reference."""
    here: object = lecture.dossier
    while hasattr(here, "model_fields_set") or isinstance(here, tuple):
        here = here[0] if isinstance(here, tuple) else getattr(here, next(iter(here.model_fields_set - {"dossier"})))
    return here


@pytest.mark.parametrize(
    ("genre", "written", "expected"),
    [
        ("texte", "NO", "NO"),
        ("texte", "012345", "012345"),
        ("texte", "12:30", "12:30"),
        ("texte", "01000", "01000"),
        ("texte", "1_000", "1_000"),
        ("texte", "1e3", "1e3"),
        ("texte", "0x1F", "0x1F"),
        ("texte", "2026-02-31", "2026-02-31"),
        ("texte", "true", "true"),
        ("texte", "=", "="),
        ("texte", "'null'", "null"),
        ("texte", "' Durand '", "Durand"),
        ("date", "2026-11-20", datetime.date(2026, 11, 20)),
        ("date", "'2026-11-20'", datetime.date(2026, 11, 20)),
        ("date", "2024-02-29", datetime.date(2024, 2, 29)),
        ("heure", "09:30", datetime.time(9, 30)),
        ("heure", "00:00", datetime.time(0, 0)),
        ("heure", "23:59", datetime.time(23, 59)),
        ("heure", "'14:30'", datetime.time(14, 30)),
        ("oui_non", "oui", True),
        ("oui_non", "non", False),
        ("oui_non", "'oui'", True),
        ("entier", "0", 0),
        ("entier", "120", 120),
        ("montant", "1500", Decimal(1500)),
        ("montant", "'1500,00'", Decimal("1500.00")),
        ("montant", "1500.00", Decimal("1500.00")),
        ("montant", "0", Decimal(0)),
        ("decimal", "'1,0842'", Decimal("1.0842")),
        ("duree", "8 mois", Duree(mois=8)),
        ("duree", "14 mois", Duree(mois=14)),
        ("duree", "45 jours", Duree(jours=45)),
        ("duree", "1 an 6 mois", Duree(ans=1, mois=6)),
        ("duree", "1 an et 6 mois", Duree(ans=1, mois=6)),
        ("duree", "2 ans 3 mois 1 jour", Duree(2, 3, 1)),
        ("duree", "1 an et 1 jour", Duree(ans=1, jours=1)),
        ("duree", "8\u00a0mois", Duree(mois=8)),
        ("pays", "NO", "NO"),
        ("pays", "Norvège", "Norvège"),
        ("langue", "no", "no"),
        ("langue", "arabe", "arabe"),
        ("etat", "DE", "DE"),
        ("devise", "EUR", "EUR"),
        ("politique", "3", 3),
    ],
)
def test_a_value_is_what_its_field_says(genre, written, expected):
    lecture = read(genre, written)
    assert lecture.constats == ()
    assert value(lecture) == expected
    assert type(value(lecture)) is type(expected)


@pytest.mark.parametrize(
    ("genre", "written"),
    [
        ("date", "2026-02-31"),
        ("date", "2023-02-29"),
        ("date", "02/11/2026"),
        ("date", "2026-11-2"),
        ("date", "20261120"),
        ("date", "2026-W47-5"),
        ("date", "0"),
        ("date", "1e3"),
        ("date", "0026-11-20"),
        ("date", "2026-11-20T10:00:00Z"),
        ("date", "'2026-11-20 '"),
        ("date", "٢٠٢٦-11-20"),
        ("heure", "9:30"),
        ("heure", "12:30Z"),
        ("heure", "12:30:00"),
        ("heure", "24:00"),
        ("heure", "12:60"),
        ("heure", "9h30"),
        ("heure", "870"),
        ("oui_non", "no"),
        ("oui_non", "NO"),
        ("oui_non", "yes"),
        ("oui_non", "true"),
        ("oui_non", "Oui"),
        ("oui_non", "0"),
        ("oui_non", "1"),
        ("entier", "1_000"),
        ("entier", "1e3"),
        ("entier", "012345"),
        ("entier", "01000"),
        ("entier", "-1"),
        ("entier", "12.0"),
        ("entier", "0x1F"),
        ("entier", "1 000"),
        ("entier", "９"),
        ("montant", "1_000"),
        ("montant", "1e3"),
        ("montant", "01000"),
        ("montant", "1 500,00"),
        ("montant", "1500,000"),
        ("montant", "1500."),
        ("montant", "1500 €"),
        ("montant", ".5"),
        ("montant", "-5"),
        ("montant", "inf"),
        ("decimal", "1/2"),
        ("duree", "8"),
        ("duree", "8mois"),
        ("duree", "0 mois"),
        ("duree", "1,5 an"),
        ("duree", "huit mois"),
        ("duree", "6 mois 1 an"),
        ("duree", "1 an, 6 mois"),
        ("duree", "et 8 mois"),
        ("duree", "P8M"),
        ("duree", "2 semaines"),
        ("duree", "8 mois ferme"),
        ("duree", "1000000 ans"),
        ("pays", "XX"),
        ("pays", "A"),
        ("langue", "xx"),
        ("devise", "euros"),
        ("devise", "eur"),
    ],
)
def test_any_other_form_is_refused_at_its_place(genre, written):
    lecture = read(genre, f"'{written}'" if "," in written or ":" in written else written)
    assert [(c.code, c.place.ligne) for c in lecture.constats] == [("type-invalide", 2)]


@pytest.mark.parametrize(("genre", "written"), [("etat", "NO"), ("etat", "France"), ("politique", "4")])
def test_a_choice_admits_only_its_own_texts(genre, written):
    assert [c.code for c in read(genre, written).constats] == ["choix-inconnu"]


@pytest.mark.parametrize("genre", sorted(set(PLACES) - {"etat", "politique"}))
def test_a_list_or_fields_where_a_value_is_expected_are_refused(genre):
    for written in ("[a]", "{a: b}"):
        assert [c.code for c in read(genre, written).constats] == ["type-invalide"]


@pytest.mark.parametrize(
    ("genre", "written", "message"),
    [
        ("date", "hier", "« date » attend une date, sous la forme AAAA-MM-JJ — écrivez par exemple 2026-11-20"),
        ("date", "2026-02-31", "« date » : ce jour n'existe pas au calendrier — vérifiez la date sur la pièce"),
        ("oui_non", "no", "« incarcere » attend oui ou non — écrivez « oui » ou « non », en minuscules"),
        ("duree", "8", "« quantum » attend une durée en ans, mois et jours — écrivez par exemple 1 an 6 mois"),
        ("texte", "[a]", "« nom » attend un texte, pas une liste"),
        ("texte", "{a: b}", "« nom » attend un texte, pas des champs"),
    ],
)
def test_a_message_says_what_is_expected_with_an_example(genre, written, message):
    (constat,) = read(genre, written).constats
    assert str(constat).partition(": ")[2].replace("\u00a0", " ").replace("’", "'") == message


def test_a_message_follows_french_typography():
    (constat,) = load_dossier("dossier: A\ncondamne: {adrese: x}\n", "d.yaml").constats
    assert str(constat) == (
        "d.yaml:2:12: champ inconnu «\u00a0adrese\u00a0» — vouliez-vous dire «\u00a0adresse\u00a0»\u00a0?"
    )


@pytest.mark.parametrize(
    ("text", "conseil"),
    [
        ("condamne: {prénoms: Éric}", "vouliez-vous dire « prenoms » ?"),
        ("condamne: {Nom-Usage: X}", "vouliez-vous dire « nom_usage » ?"),
        ("executoire_le: 2026-01-01", "ce champ se range sous « condamnation »"),
        ("mandat: {type: depot}", "ce champ se range sous « condamnation »"),
        (
            "condamnation: {peines: [{type: amende, ferme: 8 mois}]}",
            "ce champ va avec le type « emprisonnement » ou « reclusion »",
        ),
        ("condamnation: {peines: [{type: amende, montan: 8}]}", "vouliez-vous dire « montant » ?"),
        ("condamne: {mineure: oui}", ""),
        ("condamne: {nom:Durand}", "ajoutez une espace après « : »"),
        ("zzz: 1", ""),
    ],
)
def test_an_unknown_key_comes_with_what_was_probably_meant(text, conseil):
    (constat,) = load_dossier(f"dossier: A\n{text}\n", "d.yaml").constats
    assert constat.code == "champ-inconnu"
    assert constat.conseil.replace("\u00a0", " ").replace("’", "'") == conseil


def test_a_wrong_choice_lists_the_right_ones_and_suggests():
    (constat,) = load_dossier("dossier: A\ncondamnation: {mandat: {type: depot_difere}}\n", "d.yaml").constats
    assert constat.code == "choix-inconnu"
    assert "aucun, depot, depot_differe, arret" in constat.message
    assert "depot_differe" in constat.conseil


def test_a_key_glued_to_its_value_is_told_without_the_value():
    (constat,) = load_dossier("dossier: A\ncondamne: {nom:Durand}\n", "d.yaml").constats
    assert (str(constat.place), constat.chemin) == ("d.yaml:2:12", "condamne.nom")
    assert "Durand" not in str(constat)
