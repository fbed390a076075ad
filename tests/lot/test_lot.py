"""A lot: every dossier done or refused with its reason, nobody's work overwritten, the environment's failures told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from actes.errors import EnvironnementError, LectureError
from actes.lot import passe
from actes.lot.commande import Bilan
from actes.lot.journal import REJETE, Journal, decode_constats, unites
from actes.lot.passe import run
from actes.lot.recrues import SurPlace
from actes.lot.rejets import read_rejets
from actes.lot.verrou import held
from tests.lot.fabrique import acts, broken, commande, dossier, lines, lot, sources

ORDRE = "ordre-mise-a-execution"


def codes(sortie: Path) -> dict[str, list[str]]:
    """What the journal says of each dossier: reference (or file) and codes of its blocking findings."""
    journal = Journal(sortie)
    try:
        with journal.read() as connection:
            rows = connection.execute(unites.select().order_by(unites.c.rang)).all()
    finally:
        journal.close()
    return {row.reference or Path(row.fichier).name: blocking(row.constats) for row in rows}


def blocking(constats: str) -> list[str]:
    """The codes of the blocking ones among these findings of the journal."""
    return [c["code"] for c in decode_constats(constats) if c["gravite"] == "bloquante"]


def refused(sortie: Path) -> list[str]:
    """The references (or files) of the refused dossiers."""
    journal = Journal(sortie)
    try:
        with journal.read() as connection:
            rows = connection.execute(unites.select().where(unites.c.etat == REJETE).order_by(unites.c.rang)).all()
    finally:
        journal.close()
    return [row.reference or Path(row.fichier).name for row in rows]


def test_every_dossier_is_done_or_refused_and_the_refused_ones_are_done_once_mended(tmp_path):
    source = sources(tmp_path / "source", 6)
    wrong = source / "A" / "0002.yaml"
    sound = wrong.read_text()
    wrong.write_text(broken(sound))
    (source / "B" / "vide.yaml").write_text("")
    bilan = lot(source, tmp_path / "out")
    assert (bilan.dossiers, bilan.rejetes, bilan.attente) == (7, 2, 0)
    assert refused(tmp_path / "out") == ["2026/00002", "vide.yaml"]
    assert "mention-absente" in codes(tmp_path / "out")["2026/00002"]
    assert not [name for name in acts(tmp_path / "out") if name.startswith("2026-00002")]

    wrong.write_text(sound)
    path = tmp_path / "out" / "rejets.yaml"
    rejets = read_rejets(path.read_bytes(), str(path))
    asked = tuple((rejet.fichier, rejet.place) for rejet in rejets.rejets)
    again = lot([], tmp_path / "out", seulement=asked)
    assert again.rejetes == 1
    lot(sources(tmp_path / "sound", 6), tmp_path / "whole")
    assert acts(tmp_path / "out") == acts(tmp_path / "whole")


def test_the_streams_are_cut_and_the_lines_are_those_of_the_file(tmp_path):
    parts = [dossier(ORDRE, f"2026/{rank:05}") for rank in range(5)]
    parts[3] = broken(parts[3])
    stream = tmp_path / "flux.yaml"
    stream.write_text("\n---\n".join(parts))
    assert lot(stream, tmp_path / "out").rejetes == 1
    journal = Journal(tmp_path / "out")
    (row,) = journal.rejected()
    journal.close()
    absent = next(c for c in decode_constats(row.constats) if c["chemin"] == "condamne.nom")
    assert re.match(r"  nom:\s*$", stream.read_text().splitlines()[absent["ligne"] - 1])


def test_a_document_that_somebody_edited_is_never_overwritten(tmp_path):
    source = sources(tmp_path / "source", 3)
    lot(source, tmp_path / "out")
    edited = next((tmp_path / "out").glob("2026-00000__*.docx"))
    edited.write_bytes(edited.read_bytes() + b"signed")
    bilan = lot(source, tmp_path / "out")
    assert bilan.rejetes == 1
    assert codes(tmp_path / "out")["2026/00000"] == ["fichier-existant"]
    assert edited.read_bytes().endswith(b"signed")
    assert lot(source, tmp_path / "out", remplacer=True).rejetes == 0
    assert not edited.read_bytes().endswith(b"signed")


def test_a_dossier_changed_since_is_refused_until_one_asks_to_replace_its_act(tmp_path):
    source = sources(tmp_path / "source", 2)
    lot(source, tmp_path / "out")
    changed = source / "A" / "0000.yaml"
    changed.write_text(re.sub(r"(?m)^(  nom: ).*$", r"\1Zanzibar", changed.read_text(), count=1))
    assert lot(source, tmp_path / "out").rejetes == 1
    assert set(codes(tmp_path / "out")["2026/00000"]) == {"fichier-existant"}
    assert lot(source, tmp_path / "out", remplacer=True).rejetes == 0
    replaced = [line for line in lines(tmp_path / "out.sqlite") if line[4] == "2026/00000"]
    assert len(replaced) == 2 * len({line[6] for line in replaced}), "the register keeps both, under two numbers"


def test_what_somebody_took_away_comes_back_the_same_under_its_number(tmp_path):
    source = sources(tmp_path / "source", 3, date_acte=False)
    lot(source, tmp_path / "out", aujourdhui=date(2026, 11, 20))
    before, recorded = acts(tmp_path / "out"), lines(tmp_path / "out.sqlite")
    next((tmp_path / "out").glob("2026-00002__*.docx")).unlink()
    lot(source, tmp_path / "out", aujourdhui=date(2026, 11, 25))
    assert acts(tmp_path / "out") == before
    assert lines(tmp_path / "out.sqlite") == recorded


def test_two_dossiers_of_one_reference_are_told_and_never_mixed(tmp_path):
    (tmp_path / "source").mkdir()
    for name in ("a", "b"):
        (tmp_path / "source" / f"{name}.yaml").write_text(dossier(ORDRE, "2026/1"))
    bilan = lot(tmp_path / "source", tmp_path / "out")
    assert bilan.rejetes == 1
    (row,) = (journal := Journal(tmp_path / "out")).rejected()
    journal.close()
    assert row.fichier.endswith("b.yaml")
    assert blocking(row.constats) == ["nom-deja-pris"]


def test_one_file_under_two_names_is_one_dossier(tmp_path):
    source = sources(tmp_path / "source", 2)
    (source / "A" / "lien.yaml").symlink_to(source / "A" / "0000.yaml")
    bilan = lot([source, source / "A" / "0000.yaml", source / "B"], tmp_path / "out")
    assert (bilan.dossiers, bilan.rejetes) == (2, 0)


def test_the_output_folder_within_the_sources_is_not_a_source(tmp_path):
    source = sources(tmp_path / "source", 2)
    lot(source, source / "out", registre=tmp_path / "r.sqlite")
    bilan = lot(source, source / "out", registre=tmp_path / "r.sqlite")
    assert (bilan.dossiers, bilan.rejetes) == (2, 0)


def test_what_is_due_is_made_without_being_asked(tmp_path):
    text = re.sub(r"(?m)^actes:.*\n", "", dossier(ORDRE, "2026/7"))
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "d.yaml").write_text(text)
    assert codes_of(lot(tmp_path / "source", tmp_path / "asked"), tmp_path / "asked") == ["acte-non-demande"]
    lot(tmp_path / "source", tmp_path / "due", proposes=True)
    assert any("__ordre-mise-a-execution" in name for name in acts(tmp_path / "due"))


def codes_of(bilan: Bilan, sortie: Path) -> list[str]:
    """The codes of a lot of one dossier, refused."""
    assert bilan.rejetes == 1
    (found,) = codes(sortie).values()
    return found


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"dossier: 2026/1\nactes: [ordre-mise-a-execution]\ncondamne: {nom: \xe9}\n", "encodage-invalide"),
        ("dossier: 2026/1\nactes: [x]\n".encode("utf-16"), "encodage-invalide"),
        (b"dossier: [2026/1\n", "yaml-invalide"),
        (b"dossier: 2026/1\nactes: [inconnu]\n", "acte-inconnu"),
        (b"- a\n- b\n", "type-invalide"),
        (b"# rien\n", "document-vide"),
        (b"dossier: 2026/1\n" + b"x" * 300_000, "trop-gros"),
    ],
)
def test_a_broken_dossier_is_refused_and_stops_no_other(tmp_path, content, code):
    source = sources(tmp_path / "source", 2)
    (source / "A" / "casse.yaml").write_bytes(content)
    bilan = lot(source, tmp_path / "out")
    assert (bilan.dossiers, bilan.rejetes) == (3, 1)
    assert code in next(found for name, found in codes(tmp_path / "out").items() if name in ("casse.yaml", "2026/1"))
    assert len(acts(tmp_path / "out")) == len(acts_of_two(tmp_path))


def acts_of_two(tmp_path: Path) -> dict[str, str]:
    """What the two sound dossiers give."""
    lot(sources(tmp_path / "sound", 2), tmp_path / "sound-out")
    return acts(tmp_path / "sound-out")


def test_bom_and_windows_line_ends_are_read(tmp_path):
    source = sources(tmp_path / "source", 2)
    path = source / "A" / "0000.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert lot(source, tmp_path / "out").rejetes == 0
    assert acts(tmp_path / "out") == acts_of_two(tmp_path)


def test_a_second_lot_in_the_folder_is_told_who_holds_it(tmp_path):
    source = sources(tmp_path / "source", 1)
    with held(tmp_path / "out", "greffe"), pytest.raises(EnvironnementError) as refusal:
        lot(source, tmp_path / "out")
    assert f"processus {os.getpid()}" in str(refusal.value)


def test_a_missing_source_is_told_before_anything_is_written(tmp_path):
    source = sources(tmp_path / "source", 1)
    with pytest.raises(LectureError) as refusal:
        lot([source, tmp_path / "absent", tmp_path / "aussi"], tmp_path / "out")
    assert len(refusal.value.constats) == 2
    assert not (tmp_path / "out").exists()


def test_an_interrupted_lot_is_not_continued_with_other_things(tmp_path, monkeypatch):
    monkeypatch.setattr(passe, "GROUPE", 1)
    source = sources(tmp_path / "source", 3)
    seen: list[int] = []
    run(commande(source, tmp_path / "out"), lambda: bool(seen), lambda a: seen.append(a.faits))
    with pytest.raises(LectureError, match="options"):
        lot(source, tmp_path / "out", proposes=True)
    assert lot(source, tmp_path / "out").attente == 0


class Fatal(SurPlace):
    """An executor whose workers die on one dossier."""

    def submit(self, fn, /, *args, **kwargs):
        from concurrent.futures import Future
        from concurrent.futures.process import BrokenProcessPool

        groupe = args[1] if len(args) > 1 else None
        if groupe is not None and any("0001" in unite.fichier for unite in groupe.unites):
            future = Future()
            future.set_exception(BrokenProcessPool("a worker was killed"))
            return future
        return super().submit(fn, *args, **kwargs)


def test_a_dossier_that_kills_its_worker_is_set_aside_and_the_others_are_done(tmp_path):
    source = sources(tmp_path / "source", 5)
    bilan = lot(source, tmp_path / "out", recrute=lambda _: Fatal())
    assert bilan.rejetes == 1
    assert codes(tmp_path / "out")["0001.yaml"] == ["dossier-fatal"]
    assert len({name.split("__")[0] for name in acts(tmp_path / "out")}) == 4


def test_the_output_folder_taken_away_meanwhile_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(passe, "GROUPE", 1)
    source = sources(tmp_path / "source", 4)
    moved: list[Path] = []

    def take_away(avancement):
        if avancement.faits == 2 and not moved:
            moved.append((tmp_path / "out").rename(tmp_path / "elsewhere"))

    bilan = run(commande(source, tmp_path / "out"), lambda: False, take_away)
    assert "disparu" in str(bilan.arret[0])
    (tmp_path / "elsewhere").rename(tmp_path / "out")
    assert lot(source, tmp_path / "out").attente == 0
    lot(source, tmp_path / "whole")
    assert acts(tmp_path / "out") == acts(tmp_path / "whole")
    assert lines(tmp_path / "out.sqlite") == lines(tmp_path / "whole.sqlite")


def test_a_disk_that_fills_up_stops_the_lot_and_it_is_taken_up_again(tmp_path):
    source = sources(tmp_path / "source", 6)
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from actes.cli import main; sys.argv[0] = 'actes'; main()"
    )
    command = ["lot", str(source), "--sortie", str(tmp_path / "out"), "--processus", "1"]
    environment = os.environ | {"ACTES_REGISTRE": str(tmp_path / "out.sqlite")}
    shown = subprocess.run(
        [sys.executable, "-c", limited, *command], env=environment, capture_output=True, text=True, check=False
    )
    assert shown.returncode == 4, shown.stderr
    assert "Traceback" not in shown.stderr
    assert lot(source, tmp_path / "out").rejetes == 0
    lot(source, tmp_path / "whole")
    assert acts(tmp_path / "out") == acts(tmp_path / "whole")


def test_another_executor_can_take_the_place_of_ours(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    source = sources(tmp_path / "source", 4)
    command = replace(commande(source, tmp_path / "out"), recrute=lambda _: ThreadPoolExecutor(1), processus=2)
    assert run(command, lambda: False, lambda _: None).rejetes == 0
    lot(source, tmp_path / "whole")
    assert acts(tmp_path / "out") == acts(tmp_path / "whole")
