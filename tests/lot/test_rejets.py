"""What was rejected is written so that a person reads it and the program takes it up again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from actes.errors import LectureError
from actes.lot.rejets import Rejet, read_rejets, write_rejets
from tests.lot.journaux import NOM, constat, document, dossier, journal_of


def written(folder: Path, *dossiers) -> Path:
    write_rejets(folder, journal_of(folder, dossiers))
    return folder / "rejets.yaml"


def test_what_is_written_is_taken_up_again(tmp_path):
    path = written(
        tmp_path,
        dossier("2026/1", [document("a.docx")]),
        dossier("2026/2", constats=[constat()]),
        dossier("", constats=[constat(code="yaml-invalide")], fichier="/dossiers/flux.yaml", place=3),
    )
    rejets = read_rejets(path.read_bytes(), str(path))
    assert rejets.lot == tmp_path
    assert rejets.rejets == (Rejet("/dossiers/2026-2.yaml", 0), Rejet("/dossiers/flux.yaml", 3))
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_person_reads_the_places_the_reasons_and_the_command(tmp_path):
    path = written(tmp_path, dossier("2026/2", [document("a.docx")], [constat(), constat(gravite="information")]))
    text = path.read_text()
    assert f"actes lot --seulement {path}\n" in text
    (entry,) = yaml.safe_load(text)["rejets"]
    (said,) = entry["constats"]
    assert (said["ligne"], said["colonne"], said["article"]) == (6, 5, "CPP D48-2-4 al. 1")
    assert said["conseil"].startswith("ajoutez")
    assert NOM not in text


@pytest.mark.parametrize(
    "texte", ['«\u00a0"a" : b\u00a0»', "a\nb: [c", "é 👩‍⚖️ \\x", "# x", "- y", "\x01\u2028\ufeff", "'", "%"]
)
def test_any_text_makes_valid_yaml_that_our_reader_takes(tmp_path, texte):
    path = written(tmp_path, dossier(f"r{texte}", constats=[constat(message=texte, conseil=texte, chemin=texte)]))
    (entry,) = yaml.safe_load(path.read_text())["rejets"]
    assert [entry["constats"][0][key] == entry["dossier"][1:] for key in ("message", "conseil", "chemin")] == [True] * 3
    assert len(read_rejets(path.read_bytes(), str(path)).rejets) == 1


def test_nothing_rejected_is_a_file_that_asks_for_nothing(tmp_path):
    path = written(tmp_path, dossier("2026/1", [document("a.docx")]))
    assert read_rejets(path.read_bytes(), str(path)).rejets == ()


def test_ten_thousand_rejects_are_taken_up(tmp_path):
    path = written(tmp_path, *(dossier(f"2026/{rank}", constats=[constat()] * 3) for rank in range(10_000)))
    assert len(read_rejets(path.read_bytes(), str(path)).rejets) == 10_000


def test_an_edited_file_is_read_as_it_stands(tmp_path, monkeypatch):
    path = tmp_path / "lot" / "a-refaire.yaml"
    path.parent.mkdir()
    path.write_text(
        "lot: .\nrejets:\n"
        "- {fichier: ../ici/b.yaml, place: 2}\n"
        "- fichier: /x/c.yaml\n  place: 0\n  constats:\n  - code: [laissé comme ça\n"
        "- fichier: /x/c.yaml\n  place: 0\n"
    )
    monkeypatch.chdir(tmp_path)
    content = path.read_bytes()
    rejets = read_rejets(content, "lot/a-refaire.yaml")
    assert rejets.lot == path.parent
    assert [one.fichier for one in rejets.rejets] == [str(tmp_path / "ici" / "b.yaml"), "/x/c.yaml"]
    monkeypatch.chdir(os.sep)
    assert read_rejets(content, str(path)) == rejets


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        ("", "rejets.yaml:1:1: ce n’est pas un fichier de rejets"),
        ("dossier: 2026/1\n", "rejets.yaml:1:1: ce n’est pas un fichier de rejets"),
        ("lot: x\nrejets: oui\n", "rejets.yaml:2:9: «\u00a0rejets\u00a0» attend une liste"),
        ("rejets:\n- fichier: a\n  place: 0\n", "rejets.yaml:1:1: le champ «\u00a0lot\u00a0» manque"),
        ("lot: x\nrejets:\n- place: 0\n", "rejets.yaml:3:3: le champ «\u00a0fichier\u00a0» manque"),
        ("lot: x\nrejets:\n- fichier: a\n", "rejets.yaml:3:3: le champ «\u00a0place\u00a0» manque"),
        ("lot: x\nrejets:\n- fichier: a\n  place: un\n", "rejets.yaml:4:10: «\u00a0place\u00a0» attend un nombre"),
        ("lot: x\nrejets:\n- fichier: a\n  plase: 0\n", "rejets.yaml:4:3: champ inconnu «\u00a0plase\u00a0»"),
        ("lot: x\nrejets:\n- fichier: 'a\n", "rejets.yaml:3:12: un guillemet ouvert n’est pas refermé"),
    ],
)
def test_what_is_wrong_in_an_edited_file_is_said_with_its_place(texte, dit):
    with pytest.raises(LectureError) as caught:
        read_rejets(texte.encode(), "rejets.yaml")
    assert str(caught.value).startswith(dit)


def test_everything_wrong_is_said_at_once():
    with pytest.raises(LectureError) as caught:
        read_rejets(b"lot: x\nrejets:\n- fichier: a\n  plase: 0\n- place: x\n", "rejets.yaml")
    assert len(caught.value.constats) == 2
