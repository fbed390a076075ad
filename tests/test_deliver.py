"""A file is written whole or not at all, private, and never over what someone may have edited."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from actes import deliver
from actes.deliver import Fichier, check_targets, write_whole
from actes.errors import EnvironnementError
from actes.nommage import document_name, slug
from actes.place import Place


def written(folder: Path, contenu: bytes, remplacer: bool = False) -> Path:
    """The path of `a.docx` once written with this content."""
    (path,) = write_whole(folder, [Fichier("a.docx", contenu, "acte", Place("d.yaml", 1, 1))], remplacer)
    return path


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("2026/00123", "2026-00123"),
        ("Réf. n° 12 bis", "ref-n-12-bis"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con"),
        ("a" * 80, "a" * 80),
    ],
)
def test_a_reference_gives_a_safe_name(reference, expected):
    assert slug(reference) == expected


def test_references_that_leave_nothing_or_too_much_are_told_apart():
    assert slug("日本") != slug("中国")
    assert slug("x" * 500 + "a") != slug("x" * 500 + "b")
    assert len(slug("x" * 5000)) < 100


def test_a_name_says_the_case_the_act_the_element_and_the_copy():
    assert document_name("2026/1", "acte", "2", "copie") == "2026-1__acte__2__copie.docx"
    assert document_name("2026/1", "acte", brouillon=True) == "2026-1__acte__brouillon.docx"


def test_a_file_is_private_and_leaves_nothing_beside_it(tmp_path):
    path = written(tmp_path / "neuf", b"contenu")
    assert path.read_bytes() == b"contenu"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path / "neuf") == ["a.docx"]


def test_an_identical_file_is_left_alone_and_a_different_one_is_never_overwritten(tmp_path):
    path = written(tmp_path, b"un")
    before = path.stat().st_mtime_ns
    written(tmp_path, b"un")
    assert path.stat().st_mtime_ns == before
    with pytest.raises(FileExistsError):
        written(tmp_path, b"deux")
    assert path.read_bytes() == b"un"
    written(tmp_path, b"deux", remplacer=True)
    assert path.read_bytes() == b"deux"
    assert os.listdir(tmp_path) == ["a.docx"]


def test_conflicts_are_told_before_anything_is_written(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"autre")
    fichiers = [Fichier(nom, b"contenu", "acte", Place("d.yaml", 1, 1)) for nom in ("a.docx", "b.docx", "b.docx")]
    assert [c.code for c in check_targets(fichiers, tmp_path, [], False)] == ["fichier-existant", "nom-deja-pris"]
    assert [c.code for c in check_targets(fichiers[:1], tmp_path, ["a.docx"], True)] == ["nom-deja-pris"]


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "disque est plein"), (errno.EACCES, "droit d’écrire"), (errno.EIO, "système")]
)
def test_a_failing_disk_is_a_sentence_and_leaves_no_half_file(tmp_path, monkeypatch, code, words):
    def failing(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(deliver.os, "fsync", failing)
    with pytest.raises(EnvironnementError) as raised:
        written(tmp_path, b"contenu")
    assert words in str(raised.value)
    assert raised.value.exit_code == 4
    assert os.listdir(tmp_path) == []


def test_a_file_in_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "sortie").write_text("un fichier")
    with pytest.raises(EnvironnementError) as raised:
        written(tmp_path / "sortie", b"contenu")
    assert "à la place du dossier" in str(raised.value)


def test_a_disk_without_hard_links_still_refuses_to_overwrite(tmp_path, monkeypatch):
    def no_links(source: object, target: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(deliver.os, "link", no_links)
    assert written(tmp_path, b"un").read_bytes() == b"un"
    with pytest.raises(FileExistsError):
        written(tmp_path, b"deux")
