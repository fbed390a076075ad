"""Reading a dossier: what is said, where, all at once, and what remains usable."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from actes.dossier import Duree, Lecture, load_dossier, load_flux

EXEMPLE = Path(__file__).parent / "durand.yaml"


def read(text: str | bytes) -> Lecture:
    return load_dossier(text, "durand.yaml")


def said(lecture: Lecture) -> list[tuple[str, str | None, str]]:
    return [(c.code, c.chemin, str(c.place)) for c in lecture.constats]


def test_a_complete_dossier_is_read_into_typed_values():
    lecture = load_dossier(EXEMPLE.read_bytes(), "durand.yaml")
    dossier = lecture.dossier
    assert lecture.constats == ()
    assert dossier is not None
    assert dossier.service.adresse.code_postal == "59034"
    assert dossier.condamne.naissance.date == datetime.date(1980, 2, 1)
    assert dossier.condamne.incarcere is False
    assert dossier.condamnation.peines[0].ferme == Duree(mois=8)
    assert dossier.incarceration.heure_debut == datetime.time(9, 0)
    assert dossier.sanction is None


def test_every_mistake_is_said_at_once_with_its_place():
    lecture = read(
        "dossier: A\n"
        "condamne:\n"
        "  adrese: {ville: Lille}\n"
        "  naissance: {date: 2026-02-31}\n"
        "  incarcere: no\n"
        "condamnation:\n"
        "  peines:\n"
        "  - {type: amende, montant: 1_000}\n"
        "  - {type: emprisonement, ferme: 8 mois}\n"
        "  - {ferme: 8 mois}\n"
        "  mandat: {type: depot, type: arret}\n"
    )
    assert said(lecture) == [
        ("champ-inconnu", "condamne.adrese", "durand.yaml:3:3"),
        ("type-invalide", "condamne.naissance.date", "durand.yaml:4:21"),
        ("type-invalide", "condamne.incarcere", "durand.yaml:5:14"),
        ("type-invalide", "condamnation.peines[0].montant", "durand.yaml:8:29"),
        ("choix-inconnu", "condamnation.peines[1].type", "durand.yaml:9:12"),
        ("champ-requis", "condamnation.peines[2].type", "durand.yaml:10:5"),
        ("cle-en-double", "condamnation.mandat.type", "durand.yaml:11:25"),
    ]


def test_what_is_not_wrong_stays_usable():
    lecture = read("dossier: A\ncondamne: {nom: Durand, naissance: {date: hier, lieu: Lille}, inconnu: x}\n")
    assert lecture.dossier.condamne.nom == "Durand"
    assert lecture.dossier.condamne.naissance.date is None
    assert lecture.dossier.condamne.naissance.lieu == "Lille"


def test_an_object_left_with_nothing_is_absent():
    lecture = read("dossier: A\ncondamne: {naissance: {date: hier}}\n")
    assert lecture.dossier.condamne is None


def test_a_list_with_an_unusable_element_is_absent_whole_for_no_rule_may_judge_half_of_it():
    lecture = read("dossier: A\ncondamnation: {date: 2026-11-02, peines: [{type: amende}, {montant: 1}]}\n")
    assert lecture.dossier.condamnation.peines is None
    assert lecture.dossier.condamnation.date == datetime.date(2026, 11, 2)


def test_a_bad_value_inside_a_sentence_leaves_the_sentence():
    lecture = read("dossier: A\ncondamnation: {peines: [{type: amende, montant: beaucoup}]}\n")
    assert lecture.dossier.condamnation.peines[0].type == "amende"
    assert lecture.dossier.condamnation.peines[0].montant is None


def test_a_field_of_another_kind_of_sentence_reads_as_absent_and_a_field_of_none_is_an_error():
    amende = read("dossier: A\ncondamnation: {peines: [{type: amende, montant: 1500}]}\n").dossier.condamnation.peines[
        0
    ]
    assert amende.montant == Decimal(1500)
    assert amende.ferme is None
    with pytest.raises(AttributeError):
        amende.fermeté  # noqa: B018 - reading it is the point


@pytest.mark.parametrize("rien", ["", "''", '" "', "~", "null", "{}", "{voie: , ville: ' '}", "[]"])
def test_what_says_nothing_is_absent(rien):
    lecture = read(f"dossier: A\ncondamne: {{nom: Durand, adresse: {rien}}}\n")
    assert lecture.constats == ()
    assert lecture.dossier.condamne.adresse is None


def test_an_empty_element_of_a_list_does_not_count():
    lecture = read("dossier: A\nvictimes:\n-\n- {nom: }\n- nom: Petit\n  prenoms: [x]\n")
    assert said(lecture) == [("type-invalide", "victimes[0].prenoms", "durand.yaml:6:12")]
    assert [victime.nom for victime in lecture.dossier.victimes] == ["Petit"]


def test_a_typo_in_a_key_left_empty_is_still_a_typo():
    lecture = read("dossier: A\ncondamne:\n  nomm:\n  naissance: {dat: }\n")
    assert [c.chemin for c in lecture.constats] == ["condamne.nomm", "condamne.naissance.dat"]


def test_a_dossier_without_its_reference_says_so_and_stays_usable():
    lecture = read("condamne: {nom: Durand}\n")
    assert said(lecture) == [("champ-requis", "dossier", "durand.yaml:1:1")]
    assert lecture.dossier.condamne.nom == "Durand"


def test_a_computed_field_is_refused_in_the_input():
    lecture = read("dossier: A\ncondamne: {nom: Durand, mineur: non}\nsanction: {sommes: {total: 12}}\n")
    assert said(lecture) == [
        ("champ-calcule", "condamne.mineur", "durand.yaml:2:25"),
        ("champ-calcule", "sanction.sommes.total", "durand.yaml:3:21"),
    ]


def test_a_computed_field_left_empty_is_no_mistake():
    assert read("dossier: A\ncondamne: {nom: Durand, mineur: }\n").constats == ()


@pytest.mark.parametrize(
    ("chemin", "place"),
    [
        ("condamne.naissance.lieu", "durand.yaml:4:5"),
        ("condamne.naissance.pays", "durand.yaml:3:3"),
        ("condamne.adresse.ville", "durand.yaml:2:1"),
        ("condamnation.peines[1].montant", "durand.yaml:8:20"),
        ("condamnation.peines[1].ferme", "durand.yaml:8:5"),
        ("condamnation.peines[7].ferme", "durand.yaml:6:3"),
        ("sanction.personnes[0].nom", "durand.yaml:1:1"),
    ],
)
def test_a_place_is_that_of_the_nearest_thing_the_user_wrote(chemin, place):
    lecture = read(
        "dossier: A\n"
        "condamne:\n"
        "  naissance:\n"
        "    lieu: Lille\n"
        "condamnation:\n"
        "  peines:\n"
        "  - {type: tig}\n"
        "  - {type: amende, montant: 12}\n"
    )
    assert str(lecture.place(chemin)) == place


def test_a_path_is_known_invalid_by_a_finding_on_it_above_it_or_below_it():
    lecture = read("dossier: A\ncondamne: {naissance: {date: hier}, adresse: Lille, nom: Durand}\n")
    assert lecture.invalide("condamne.naissance.date")
    assert lecture.invalide("condamne.naissance")
    assert lecture.invalide("condamne.adresse.ville")
    assert not lecture.invalide("condamne.nom")
    assert not lecture.invalide("condamne.naissance.lieu")


def test_a_path_left_empty_was_nevertheless_written():
    lecture = read("dossier: A\ncondamne: {nom: }\n")
    assert lecture.donne("condamne.nom")
    assert not lecture.donne("condamne.prenoms")


def test_the_documents_of_a_stream_are_independent_even_after_a_broken_one():
    lectures = load_flux("dossier: A\n---\ndossier: [\n---\n# vide\n---\ndossier: D\nx: 1\n...\n", "lot.yaml")
    assert [lecture.dossier and lecture.dossier.dossier for lecture in lectures] == ["A", None, "D"]
    assert [str(c.place) for lecture in lectures for c in lecture.constats] == ["lot.yaml:4:1", "lot.yaml:8:1"]


def test_a_character_is_blamed_on_its_own_document():
    lectures = load_flux("dossier: A\n---\ndossier: B\x07\n---\ndossier: C\n", "lot.yaml")
    assert [len(lecture.constats) for lecture in lectures] == [0, 1, 0]


def test_one_dossier_is_expected_where_one_is_asked_for():
    lecture = read("dossier: A\n---\ndossier: B\n")
    assert lecture.dossier is None
    assert said(lecture) == [("documents-multiples", None, "durand.yaml:3:1")]


@pytest.mark.parametrize("text", ["", "\n\n", "# rien\n", "---\n...\n", "%YAML 1.2\n---\n"])
def test_a_file_without_a_dossier_says_so(text):
    assert [c.code for c in read(text).constats] == ["document-vide"]


@pytest.mark.parametrize("text", ["- a\n", "coucou\n", "[]\n"])
def test_a_document_that_is_not_made_of_fields_is_refused(text):
    assert [c.code for c in read(text).constats] == ["type-invalide"]


def test_windows_line_ends_are_line_ends():
    lecture = read("dossier: A\r\ncondamne:\r\n  nom: |\r\n    Durand\r\n    Éric\r\n  x: 1\r\n")
    assert lecture.dossier.condamne.nom == "Durand\nÉric"
    assert [str(c.place) for c in lecture.constats] == ["durand.yaml:6:3"]


def test_an_alias_is_the_value_it_stands_for():
    lecture = read("dossier: A\ncondamne: {adresse: &a {ville: Lille}, adresse_declaree: *a}\n")
    assert lecture.dossier.condamne.adresse_declaree.ville == "Lille"


def test_the_court_settings_fill_what_the_dossier_does_not_give():
    defauts = {
        "service": {"nom": "BEX", "adresse": {"ville": "Lille", "voie": "1 rue X"}},
        "convocation": {"politique": "2"},
        "zone": "metropole",
    }
    text = "dossier: A\nservice: {adresse: {ville: Douai}}\nzone: mayotte\n"
    dossier = load_dossier(text, "durand.yaml", defauts=defauts).dossier
    assert dossier.service.nom == "BEX"
    assert (dossier.service.adresse.ville, dossier.service.adresse.voie) == ("Douai", None)
    assert dossier.convocation.politique == 2
    assert dossier.zone == "mayotte"
    assert load_dossier("dossier: B\n", "b.yaml", defauts=defauts).dossier.service.adresse.ville == "Lille"


def test_no_message_holds_the_value_it_is_about():
    lecture = read("dossier: A\ncondamne: {naissance: {date: SECRET}, civilite: SECRET, nom: [SECRET]}\n")
    assert len(lecture.constats) == 3
    assert not any("SECRET" in str(constat) for constat in lecture.constats)


def test_a_dossier_cannot_be_changed():
    dossier = read("dossier: A\n").dossier
    with pytest.raises(ValueError, match="frozen"):
        dossier.dossier = "B"


@pytest.mark.parametrize("text", ["\u200b", "\u00ad", " \u2060 ", "\u00a0", "\u3164"])
def test_a_text_that_no_page_shows_is_absent(text):
    lecture = load_dossier(f'dossier: A\ncondamne: {{nom: "{text}", prenoms: Ève}}\n', "d.yaml")
    assert lecture.dossier.condamne.nom is None
