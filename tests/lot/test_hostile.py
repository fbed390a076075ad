"""What lies among the sources and is no dossier, and a system that gives little: the night goes on, or says why not."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from actes.lot import ouvrier
from actes.lot.passe import run
from tests.lot.fabrique import acts, commande, dossier, lines, lot, sources
from tests.lot.test_interruptions import in_a_process
from tests.lot.test_usage import said

ORDRE = "ordre-mise-a-execution"


def actes(*arguments: object, terminal: int = subprocess.DEVNULL, **options: Any) -> subprocess.Popen[bytes]:
    """The command, in a process of its own."""
    program = [sys.executable, "-c", "from actes.cli import main; main()", *map(str, arguments)]
    return subprocess.Popen(program, stdin=terminal, stdout=terminal, stderr=terminal, **options)


def test_pipes_sockets_and_devices_are_told_and_never_waited_for(tmp_path):
    source = sources(tmp_path / "source", 1)
    os.mkfifo(source / "tube.yaml")
    (source / "lien-tube.yaml").symlink_to("tube.yaml")
    (source / "zero.yaml").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(os.path.relpath(source / "prise.yaml"))
    bilan = lot(source, tmp_path / "out")
    (constat,) = bilan.constats
    assert (constat.code, bilan.dossiers, bilan.rejetes) == ("fichier-ignore", 1, 0)
    for name in ("tube.yaml", "lien-tube.yaml", "zero.yaml", "prise.yaml"):
        assert f"\u00a0{name}\u00a0" in constat.message


def test_a_link_that_leads_to_itself_is_one_refused_dossier_and_the_others_are_done(tmp_path):
    source = sources(tmp_path / "source", 2)
    (source / "boucle.yaml").symlink_to("boucle.yaml")
    bilan = lot(source, tmp_path / "out")
    assert (bilan.dossiers, bilan.rejetes) == (3, 1)
    assert "ne mène nulle part" in str(said(tmp_path / "out", 3)[0]["message"])


def test_names_that_are_not_utf_8_are_each_refused_with_what_to_do(tmp_path):
    source = sources(tmp_path / "source", 1)
    for name in (b"\xe9.yaml", b"\xe8.yaml"):
        Path(os.fsdecode(os.fsencode(source) + b"/" + name)).write_text(dossier(ORDRE, "2026/9"))
    bilan = lot(source, tmp_path / "out")
    assert (bilan.dossiers, bilan.rejetes) == (3, 2)
    assert "renommez-le" in str(said(tmp_path / "out", 2)[0]["conseil"])
    assert r"\\xe8.yaml" in (tmp_path / "out" / "rejets.yaml").read_text()


def test_paths_that_are_not_utf_8_serve_as_the_others(tmp_path):
    source = sources(tmp_path / "source", 1)
    odd = tmp_path / os.fsdecode(b"\xe9")
    odd.mkdir()
    assert lot(source, odd / "out", registre=odd / "registre.sqlite").rejetes == 0
    assert lot(source, odd / "out", registre=odd / "registre.sqlite").ecrits == 0


def test_few_open_files_are_enough(tmp_path, monkeypatch):
    monkeypatch.setattr(ouvrier, "OUVERTS", 10)
    source = sources(tmp_path / "source", 12)
    lot(source, tmp_path / "whole")
    used = len(os.listdir("/proc/self/fd"))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + 30, used + 30))

    assert in_a_process(lambda: lot(source, tmp_path / "out"), limit) == 0
    assert acts(tmp_path / "out") == acts(tmp_path / "whole")


def test_too_few_open_files_stop_the_lot_and_are_no_dossier_s_fault(tmp_path):
    source = sources(tmp_path / "source", 12)
    lot(source, tmp_path / "whole")
    used = len(os.listdir("/proc/self/fd"))

    def short() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + 18, used + 18))
        bilan = run(commande(source, tmp_path / "out"), lambda: False, lambda _: None)
        assert bilan.rejetes == 0
        assert "trop de fichiers" in bilan.arret[0].message

    assert in_a_process(short) == 0
    assert lot(source, tmp_path / "out").rejetes == 0
    assert acts(tmp_path / "out") == acts(tmp_path / "whole")


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_whatever_the_umask_what_is_made_is_private_and_can_be_read(tmp_path, umask):
    source = sources(tmp_path / "source", 1)
    process = actes(
        *("lot", source, "--sortie", tmp_path / "out", "--registre", tmp_path / "r.sqlite", "--processus", 1),
        umask=umask,
    )
    assert process.wait() == 0
    made = [tmp_path / "out", tmp_path / "r.sqlite", *(tmp_path / "out").rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600, 0o700}


def test_a_terminal_that_is_closed_and_an_end_asked_for_then_keep_their_status(tmp_path):
    source = sources(tmp_path / "source", 400)
    leader, follower = os.openpty()
    process = actes(
        *("lot", source, "--sortie", tmp_path / "out", "--registre", tmp_path / "r.sqlite", "--processus", 1),
        terminal=follower,
        start_new_session=True,
    )
    os.close(follower)
    limit = time.monotonic() + 60
    while not list((tmp_path / "out").glob("*.docx")) and time.monotonic() < limit:
        time.sleep(0.01)
    os.close(leader)
    process.send_signal(signal.SIGHUP)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 128 + signal.SIGTERM
    assert (tmp_path / "out" / "rapport.html").exists()


def test_the_act_of_a_clerk_at_work_in_the_same_folder_is_one_and_the_same(tmp_path):
    source = sources(tmp_path / "source", 60)
    registre = ("--registre", tmp_path / "out.sqlite")
    night = actes("lot", source, "--sortie", tmp_path / "out", *registre, "--processus", 1)
    clerk = actes("generer", source / "B" / "0059.yaml", "--sortie", tmp_path / "out", *registre)
    assert (night.wait(), clerk.wait()) == (0, 0)
    lot(source, tmp_path / "whole")
    assert acts(tmp_path / "out") == acts(tmp_path / "whole")
    assert len(lines(tmp_path / "out.sqlite")) == len(acts(tmp_path / "whole"))
