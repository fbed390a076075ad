"""Several runs at once, killed at any instant: no slot beyond its room, no case with two, no appointment not held."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import yaml

from actes.registre import Registre
from tests.creneaux.test_creneaux import prepare, tenus

JAP = [("2026-10-13", "09:00", 3), ("2026-10-13", "11:00", 1), ("2026-10-14", "09:00", 3), ("2026-10-15", "09:00", 2)]
SPIP = [("2026-10-19", "09:00", 4), ("2026-10-20", "09:00", 1), ("2026-10-20", "11:00", 5)]
ROOM = {(name, day, hour): room for name, slots in (("jap", JAP), ("spip", SPIP)) for day, hour, room in slots}
CASES = 10  # one more than the judge can see


def offer(folder: Path) -> tuple[list[Path], Path]:
    """Cases, most of them in one file, which takes long to write; and what the services offer."""
    alone = prepare(folder, CASES)
    for path in alone:  # the dossiers say nothing of the place: they take that of the slot
        path.write_text(re.sub(r"\n    (service|lieu|adresse|telephone): .*(?=\n)", "", path.read_text()))
    stream = folder / "flux.yaml"
    stream.write_text("---\n".join(path.read_text() for path in alone[3:]))
    slots = folder / "creneaux.yaml"
    entries = {name: [] for name in ("jap", "spip")}
    for (name, day, hour), room in ROOM.items():
        entries[name].append({"date": day, "heure": hour, "lieu": "salle 1", "places": room})
    slots.write_text(yaml.safe_dump(entries))
    return [*alone[:3], stream], slots


def start(paths: Sequence[Path], slots: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "actes.cli", "creneaux", "proposer", *map(str, paths), "--creneaux", str(slots)]
    command += ["--registre", str(slots.parent / "registre.sqlite"), "--ecrire"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_a_slot(registre: Registre, known: int) -> None:
    """Until a slot is taken."""
    limit = time.monotonic() + 60
    while registre.tete()[0] == known and time.monotonic() < limit:
        time.sleep(0.002)
    assert registre.tete()[0] > known


def written(paths: Sequence[Path]) -> set[tuple[str, ...]]:
    """The appointments that the dossiers carry."""
    cases = [case for path in paths for case in yaml.load_all(path.read_bytes(), yaml.BaseLoader)]
    assert len(cases) == CASES
    found = [(case, name, case["convocation"].get(name) or {}) for case in cases for name in ("jap", "spip")]
    return {(name, slot["date"], slot["heure"], case["dossier"]) for case, name, slot in found if "date" in slot}


def held(folder: Path) -> set[tuple[str, ...]]:
    """The slots that are held, once it is known that none is beyond its room and that no case has two."""
    found = [(tenu.rendez_vous, tenu.le, tenu.heure, tenu.dossier) for tenu in tenus(folder)]
    for slot, people in Counter(each[:3] for each in found).items():
        assert people <= ROOM[slot]
    assert set(Counter((name, case) for name, _, _, case in found).values()) <= {1}
    return set(found)


def test_runs_at_once_killed_and_run_again_give_each_case_one_slot_within_its_room(tmp_path: Path) -> None:
    paths, slots = offer(tmp_path)
    offered = slots.read_bytes()
    with Registre.open(tmp_path / "registre.sqlite") as registre:
        known = registre.tete()[0]
        runs = [start(paths[::-1], slots), start([*paths[1:], paths[0]], slots)]
        wait_for_a_slot(registre, known)
        for run in runs:
            run.kill()
            time.sleep(0.05)
        assert all("Traceback" not in run.communicate()[1] for run in runs)
        assert written(paths) <= held(tmp_path)
    runs = [start(paths, slots), start(paths[::-1], slots)]
    told = [run.communicate()[1] for run in runs]
    assert written(paths) == held(tmp_path)
    assert Counter(name for name, *_ in held(tmp_path)) == {"jap": CASES - 1, "spip": CASES}
    assert all("aucun créneau libre ne convient devant le juge" in words for words in told)
    assert slots.read_bytes() == offered
    assert [path.name for path in tmp_path.glob(".*")] == []
