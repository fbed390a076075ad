"""Texts that are not what they should be: broken, hostile, in another encoding. No traceback, always a place."""

from __future__ import annotations

import time

import pytest

from actes.dossier import load_dossier, load_flux

D = "dossier: A\n"
BOMBE = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (D + "service: {nom: !!python/object/apply:os.system [x]}", "etiquette-interdite", "2:16"),
        (D + "service: !foo {nom: x}", "etiquette-interdite", "2:10"),
        (D + "!!str service: {nom: x}", "yaml-invalide", "2:1"),
        (D + "service: {nom: a, nom: b}", "cle-en-double", "2:19"),
        (D + "zone: metropole\nzone: metropole\n", "cle-en-double", "3:1"),
        (D + "<<: {zone: metropole}", "yaml-invalide", "2:1"),
        (D + "? [a]\n: b\n", "yaml-invalide", "2:3"),
        (BOMBE, "alias-excessif", "1:1"),
        (D + "x: &a [*a]\n", "alias-excessif", "1:1"),
        (D + "x: &a {b: *a}\n", "alias-excessif", "1:1"),
        (D + "x: *rien\n", "yaml-invalide", "2:4"),
        (D + "x: " + "[" * 100_000, "trop-profond", "2:34"),
        (D + "x: " + "{a: " * 40, "trop-profond", "2:124"),
        ("- " * 100_000, "trop-profond", "1:63"),
        (D + "service: {nom: " + "x" * 300_000 + "}", "trop-gros", "1:1"),
        (D + "service:\n\tnom: x\n", "yaml-invalide", "3:1"),
        (D + "service:\n  nom: a\n juridiction: b\n", "yaml-invalide", "4:2"),
        (D + "service: {nom: L'Haÿ: x}\n", "yaml-invalide", "2:21"),
        (D + "service: {nom: 'x}\n\n\n", "yaml-invalide", "2:16"),
        (D + 'service: {nom: "x}\n', "yaml-invalide", "2:16"),
        (D + 'service: {nom: "\\q"}\n', "yaml-invalide", "2:17"),
        (D + 'service: {nom: "\\ud800"}\n', "yaml-invalide", "2:19"),
        (D + "service: [a\nzone: x\n", "yaml-invalide", "3:5"),
        (D + "service: @x\n", "yaml-invalide", "2:10"),
        (D + "service: nom: x\n", "yaml-invalide", "2:13"),
        (D + "service\n", "yaml-invalide", "2:1"),
        ("%YAML 9.9\n---\n" + D, None, None),
    ],
)
def test_a_broken_structure_is_a_finding_with_its_place(text, code, place):
    found = [(c.code, f"{c.place.ligne}:{c.place.colonne}") for c in load_dossier(text, "d.yaml").constats]
    assert (found[:1] == [(code, place)]) if code else (found == [])


@pytest.mark.parametrize(
    ("brut", "place", "mot"),
    [
        (b"dossier: A\xe9\n", "1:11", "0xE9"),
        ("dossier: A\nzone: é".encode("latin-1"), "2:7", "Latin-1"),
        ("é: é\né".encode() + b"\x80", "2:2", "0x80"),
        ("dossier: é\n".encode("utf-16"), "1:1", "UTF-16"),
        ("dossier: é\n".encode("utf-16-le"), "1:1", "UTF-16"),
        ("dossier: é\n".encode("utf-16-be"), "1:1", "UTF-16"),
        (b"dossier: \xed\xa0\x80", "1:10", "0xED"),
    ],
)
def test_another_encoding_is_refused_with_what_to_do(brut, place, mot):
    (constat,) = load_dossier(brut, "d.yaml").constats
    assert constat.code == "encodage-invalide"
    assert f"{constat.place.ligne}:{constat.place.colonne}" == place
    assert mot in constat.message
    assert "UTF-8" in constat.conseil


@pytest.mark.parametrize("brut", ["dossier: é\n".encode(), "dossier: é\n".encode("utf-8-sig"), "\ufeffdossier: é\n"])
def test_utf8_is_read_with_or_without_its_mark(brut):
    lecture = load_dossier(brut, "d.yaml")
    assert lecture.constats == ()
    assert lecture.dossier.dossier == "é"
    assert str(lecture.place("dossier")) == "d.yaml:1:1"


@pytest.mark.parametrize(
    ("caractere", "code"),
    [
        ("\x00", "U+0000"),
        ("\x01", "U+0001"),
        ("\x0b", "U+000B"),
        ("\x0c", "U+000C"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\x9b", "U+009B"),
        ("\r", "U+000D"),
        ("\u2028", "U+2028"),
        ("\ufeff", "U+FEFF"),
        ("\ufffd", "U+FFFD"),
        ("\ufffe", "U+FFFE"),
        ("\uffff", "U+FFFF"),
        ("\ud800", "U+D800"),
    ],
)
def test_a_hidden_character_is_refused_with_its_place_and_code(caractere, code):
    (constat,) = load_dossier(f"dossier: A\ncondamne:\n  nom: Du{caractere}rand\n", "d.yaml").constats
    assert constat.code == "caractere-interdit"
    assert str(constat.place) == "d.yaml:3:10"
    assert code in constat.message


@pytest.mark.parametrize("escape", ["\\0", "\\x01", "\\e", "\\N", "\\uFFFE", "\\uFEFF", "\\L", "\\r"])
def test_an_escape_cannot_bring_in_a_hidden_character(escape):
    lecture = load_dossier(f'dossier: A\ncondamne: {{nom: "Du{escape}rand"}}\n', "d.yaml")
    assert [(c.code, c.chemin) for c in lecture.constats] == [("caractere-interdit", "condamne.nom")]
    assert lecture.dossier.condamne is None


def test_hidden_characters_do_not_hide_the_other_mistakes():
    lecture = load_dossier("dossier: A\x01\ncondamne: {nomm: \x02}\n", "d.yaml")
    assert [c.code for c in lecture.constats] == ["caractere-interdit", "caractere-interdit", "champ-inconnu"]


@pytest.mark.parametrize(
    "texte", ["tabulation:\tici", "Ligne\n  suivante", "emoji 👩‍⚖️", "L’Haÿ-les-Roses", "1\u00a0500\u202f€"]
)
def test_ordinary_text_passes(texte):
    assert load_dossier(f"dossier: A\ncondamne:\n  filiation: 'x {texte}'\n", "d.yaml").constats == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(D + "actes: [" + "[a]," * 40_000 + "]", id="bad elements"),
        pytest.param(D + "".join(f"k{i}: 1\n" for i in range(20_000)), id="unknown keys"),
        pytest.param(D + "".join(f"k{i}:\n" for i in range(20_000)), id="unknown empty keys"),
        pytest.param(D + "zone: x\n" * 20_000, id="twins"),
        pytest.param(D + "x: " + "\x01" * 200_000, id="hidden characters"),
        pytest.param(D + "condamnation: {peines: [" + "{type: amende, montant: x}," * 8_000 + "]}", id="bad values"),
        pytest.param("---\n" * 60_000, id="separators"),
        pytest.param(D + "x: [" + "".join(f"&a{i} x, *a{i}, " for i in range(6_000)) + "]", id="anchors"),
    ],
)
def test_a_flood_of_mistakes_is_bounded_in_time_and_in_number(text):
    start = time.perf_counter()
    lectures = load_flux(text, "d.yaml")
    assert time.perf_counter() - start < 5
    assert 1 <= sum(len(lecture.constats) for lecture in lectures) <= 401


def test_a_value_of_yaml_says_where_it_was_opened():
    (constat,) = load_dossier(D + "service: {nom: x\nzone: y: z\n", "d.yaml").constats
    assert "ouvert à la ligne 2" in constat.message


def test_every_message_of_the_reader_is_in_french():
    texts = [
        "a: [",
        "a: {",
        "a: '",
        "a: \t- b",
        "a: @",
        "a: &",
        "a: !<x",
        "a: |x",
        "a:\n- b\n c",
        "? a\nb",
        "%TAG\n---\na: 1",
    ]
    messages = [c.message for text in texts for c in load_flux(text, "d.yaml")[0].constats]
    assert len(messages) >= len(texts)
    assert not [m for m in messages if any(word in m for word in ("expected", "found", "while", "could not"))]
