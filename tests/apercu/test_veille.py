"""The watch: the folders that it keeps an eye on, the files that matter."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest
from watchfiles import Change

from actes.apercu.projet import Projet
from actes.apercu.veille import matters, watch, watched_folders

JOUR = date(2026, 11, 22)


@pytest.mark.parametrize("name", ["modele.docx", "acte.yaml", "dossier.yml", "reglages.toml", "certificat.po"])
def test_what_an_author_writes_matters(name):
    assert matters(Change.modified, f"/actes/{name}")


@pytest.mark.parametrize(
    "name",
    ["~$modele.docx", "~WRL0001.docx", ".~lock.modele.docx#", ".modele.docx", "notes.txt", "modele.docx.tmp", "4913"],
)
def test_what_editors_leave_beside_does_not(name):
    assert not matters(Change.modified, f"/actes/{name}")


@pytest.mark.parametrize("name", ["avis-de-remise", "convocation-723-15", "_communs"])
def test_the_folder_of_an_act_that_comes_or_goes_matters(name):
    assert matters(Change.deleted, f"/actes/{name}")
    assert matters(Change.added, f"/actes/{name}")
    assert not matters(Change.modified, f"/actes/{name}")
    assert not matters(Change.added, "/actes/4913")


def test_a_dossier_alone_has_its_folder_watched_but_not_what_is_below(tmp_path):
    racine, ailleurs = tmp_path / "modeles", tmp_path / "ailleurs"
    for folder in (racine / "dedans", ailleurs):
        folder.mkdir(parents=True)
    (ailleurs / "a.yaml").touch()
    (racine / "dedans" / "b.yaml").touch()
    dossiers = (ailleurs / "a.yaml", racine / "dedans" / "b.yaml")
    projet = Projet(racines=(racine,), aujourdhui=JOUR, dossiers=dossiers, reglages=tmp_path / "reglages.yaml")
    assert watched_folders(projet) == ({racine}, {ailleurs, tmp_path})


@pytest.mark.parametrize("polling", [False, True])
def test_a_save_is_told_even_when_the_system_tells_none(tmp_path, monkeypatch, polling):
    if polling:
        monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "true")
    (tmp_path / "modele.docx").write_bytes(b"avant")

    async def first() -> list[str]:
        stop = asyncio.Event()
        saves = watch(Projet(racines=(tmp_path,), aujourdhui=JOUR), stop)
        asyncio.get_running_loop().call_later(0.5, Path.write_bytes, tmp_path / "modele.docx", b"apres!")
        async with asyncio.timeout(10):
            names = await anext(saves)
        await saves.aclose()
        return names

    assert asyncio.run(first()) == ["modele.docx"]
