"""Slots given to dossiers: never twice, never to a faulty one, never half written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from actes.creneaux import attribution
from actes.creneaux.attribution import Attribution, attribute
from actes.errors import LectureError
from actes.generate import Demande
from actes.registre import Registre
from tests import exemples
from tests.creneaux.test_creneaux import DEMANDE, given, prepare, slots_file, tenus, write
from tests.fabrique import plain

JAP, SPIP = ["2026-10-13 09:00", "2026-10-14 09:00"], ["2026-10-15 14:00", "2026-10-16 14:00"]


def held(slots: Path) -> list[str]:
    """Who holds the slots, judge first."""
    return [tenu.dossier for tenu in sorted(tenus(slots.parent), key=lambda tenu: tenu.rendez_vous)]


def codes(result: Attribution) -> list[str]:
    return [constat.code for constat in result.constats]


def test_a_dossier_with_a_fault_receives_nothing(tmp_path: Path) -> None:
    (path,) = prepare(tmp_path)
    path.write_text(path.read_text() + "adrese: a\n")
    slots = slots_file(tmp_path, JAP, SPIP)
    result = write([path], slots)
    assert (given(result), codes(result), result.statut) == ([], ["champ-inconnu"], 1)
    assert held(slots) == []


def test_a_file_of_slots_with_a_fault_gives_nothing(tmp_path: Path) -> None:
    paths, slots = prepare(tmp_path), slots_file(tmp_path, JAP, SPIP)
    slots.write_text(slots.read_text() + "stage: [{date: 32/10/2026}]\n")
    result = write(paths, slots)
    assert (given(result), codes(result), result.statut) == ([], ["type-invalide"], 1)


def test_empty_entries_do_not_shift_the_slots(tmp_path: Path) -> None:
    slots = tmp_path / "creneaux.yaml"
    slots.write_text(
        'jap:\n  -\n  - {}\n  - {date: 2026-10-12}\n  - {date: 2026-10-13, heure: "09:00", places: 2}\n'
        'spip:\n  - {date: 2026-10-15, heure: "14:00", places: 9}\n'
    )
    result = write(prepare(tmp_path, 3), slots)
    assert given(result).count("jap 2026-10-13 09:00") == 2  # as many as there is room
    assert codes(result) == ["creneau-incomplet", "creneau-introuvable"]
    assert held(slots)[:2] == ["2026/00900", "2026/00901"]


def test_a_file_given_under_two_names_is_one(tmp_path: Path) -> None:
    (path,) = prepare(tmp_path)
    (tmp_path / "lien.yaml").symlink_to(path.name)
    slots = slots_file(tmp_path, JAP, SPIP)
    result = attribute([path, tmp_path / "lien.yaml"], slots, exemples.atelier(), DEMANDE)
    assert len(given(result)) == 2


def test_the_file_of_slots_among_the_dossiers_is_no_dossier(tmp_path: Path) -> None:
    slots = slots_file(tmp_path, JAP, SPIP)
    result = write([*prepare(tmp_path), slots], slots)
    assert (len(given(result)), codes(result)) == (2, [])


def test_a_link_leads_to_the_file_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "ailleurs").mkdir()
    (path,) = prepare(tmp_path / "ailleurs")
    link = tmp_path / "dossier.yaml"
    link.symlink_to(path)
    write([link], slots_file(tmp_path, JAP, SPIP))
    assert link.is_symlink()
    assert "2026-10-13" in path.read_text()


@pytest.mark.parametrize("ecrire", [True, False])
def test_of_two_dossiers_of_one_reference_one_receives_slots_and_the_other_is_told(
    tmp_path: Path, ecrire: bool
) -> None:
    first, second = prepare(tmp_path, 2)
    second.write_text(second.read_text().replace("2026/00901", "2026/00900"))
    slots = slots_file(tmp_path, JAP, SPIP)
    run = write if ecrire else lambda *given: attribute(*given, exemples.atelier(), DEMANDE)
    result = run([first, second], slots)
    assert given(result) == ["jap 2026-10-13 09:00", "spip 2026-10-15 14:00"]
    assert codes(result) == ["reference-en-double", "creneau-deja-pris", "creneau-deja-pris"]
    assert str(first) in plain(str(result.constats[1]))
    assert result.statut == 1


def test_the_hour_that_a_dossier_gives_without_a_day_is_kept(tmp_path: Path) -> None:
    (path,) = prepare(tmp_path)
    path.write_text(path.read_text().replace("    # à donner\n", '    heure: "11:00"\n'))
    slots = slots_file(tmp_path, [*JAP, "2026-10-20 11:00"], ["2026-10-28 14:00"])
    assert given(write([path], slots)) == ["jap 2026-10-20 11:00", "spip 2026-10-28 14:00"]


def test_a_slot_in_the_past_is_told(tmp_path: Path) -> None:
    late = Demande(aujourdhui=DEMANDE.aujourdhui.replace(month=12))
    result = attribute(prepare(tmp_path), slots_file(tmp_path, JAP, SPIP), exemples.atelier(), late)
    assert codes(result) == ["creneau-passe", "creneau-passe"]
    assert "mardi 13 octobre 2026 à 9 h 00" in plain(result.constats[0].message)


def test_a_dossier_that_cannot_be_written_gives_its_slots_back(tmp_path: Path) -> None:
    first, second = prepare(tmp_path, 2)
    os.chmod(first, 0o444)
    slots = slots_file(tmp_path, JAP, SPIP)
    before = first.read_bytes()
    result = write([first, second], slots)
    assert first.read_bytes() == before
    assert result.statut == 4
    assert held(slots) == ["2026/00901", "2026/00901"]
    assert given(result) == ["jap 2026-10-13 09:00", "spip 2026-10-15 14:00"]
    assert [path.name for path in tmp_path.glob(".actes-*")] == []


def interrupted(path: Path, slots: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that stops once the slots are held, before the dossier is written."""

    def stop(*_: object) -> bool:
        raise KeyboardInterrupt

    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(attribution, "rewrite", stop)
        with pytest.raises(KeyboardInterrupt):
            write([path], slots)
    assert path.read_bytes() == before
    assert held(slots) == ["2026/00900", "2026/00900"]


def test_interrupted_between_the_register_and_the_dossier_the_case_keeps_its_slots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = prepare(tmp_path, 2)
    slots = slots_file(tmp_path, JAP, SPIP)
    interrupted(first, slots, monkeypatch)
    assert given(write([second], slots)) == ["jap 2026-10-14 09:00", "spip 2026-10-16 14:00"]
    result = write([first], slots)
    assert (given(result), codes(result)) == (["jap 2026-10-13 09:00", "spip 2026-10-15 14:00"], [])
    assert len(tenus(tmp_path)) == 4


@pytest.mark.parametrize(
    ("where", "before", "after", "words"),
    [
        ("creneaux.yaml", "'2026-10-13'", "'2026-10-12'", "ne lui convient plus"),  # the judge is there no more
        ("creneaux.yaml", "service: cabinet", "service: bureau", "ne lui convient plus"),
        ("dossier0.yaml", "ferme: 10 mois", "ferme: 3 ans", "la convocation n'est pas due"),
    ],
)
def test_a_slot_held_that_does_not_suit_any_more_is_told_and_no_other_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, before: str, after: str, words: str
) -> None:
    (path,) = prepare(tmp_path)
    slots = slots_file(tmp_path, JAP, SPIP)
    interrupted(path, slots, monkeypatch)
    changed = tmp_path / where
    assert before in changed.read_text()
    changed.write_text(changed.read_text().replace(before, after))
    result = write([path], slots)
    assert [moment for moment in given(result) if moment.startswith("jap")] == []
    assert words in plain("".join(map(str, result.constats)))
    assert result.statut == 1
    assert len(tenus(tmp_path)) == 2


def test_what_an_older_file_says_is_taken_counts_and_is_left_as_it_is(tmp_path: Path) -> None:
    first, second = prepare(tmp_path, 2)
    slots = slots_file(tmp_path, JAP, SPIP)
    data = yaml.safe_load(slots.read_bytes())
    data["jap"][0]["pris"], data["spip"][0]["pris"] = ["2025/1"], ["2026/00901"]
    slots.write_text(yaml.safe_dump(data))
    before = slots.read_bytes()
    result = write([first, second], slots)
    assert given(result) == ["jap 2026-10-14 09:00", "spip 2026-10-16 14:00"]
    assert codes(result) == ["creneau-introuvable", "creneau-deja-pris"]
    assert "ôtez cette référence" in str(result.constats[1])
    assert slots.read_bytes() == before


def test_a_slot_whose_place_is_written_otherwise_since_is_not_given_twice(tmp_path: Path) -> None:
    first, second = prepare(tmp_path, 2)
    slots = slots_file(tmp_path, JAP[:1], SPIP)
    write([first], slots)
    slots.write_text(slots.read_text().replace("cabinet", "cabinet du juge, 2e étage"))
    result = write([second], slots)
    assert given(result) == ["spip 2026-10-16 14:00"]
    assert codes(result) == ["creneau-introuvable"]


def test_two_courts_share_the_slots_of_one_service(tmp_path: Path) -> None:
    first, second = prepare(tmp_path, 2)
    text = (
        second.read_text().replace("2026/00901", "2026/00900").replace("judiciaire de Nantes", "judiciaire de Rennes")
    )
    second.write_text(text)
    slots = slots_file(tmp_path, JAP, SPIP)
    result = write([first, second], slots)
    assert len(set(given(result))) == 4
    assert len({tenu.juridiction for tenu in tenus(tmp_path)}) == 2


def test_a_case_convened_again_later_receives_another_slot(tmp_path: Path) -> None:
    (path,) = prepare(tmp_path)
    before = path.read_text()
    slots = slots_file(tmp_path, [*JAP, "2026-10-21 09:00"], [*SPIP, "2026-10-22 14:00"])
    write([path], slots)
    path.write_text(before.replace("date_acte: 2026-10-06", "date_acte: 2026-10-16"))
    assert before != path.read_text()
    assert given(write([path], slots)) == ["jap 2026-10-21 09:00", "spip 2026-10-22 14:00"]


def test_without_writing_what_the_register_holds_is_not_proposed(tmp_path: Path) -> None:
    first, second = prepare(tmp_path, 2)
    slots = slots_file(tmp_path, JAP, SPIP)
    write([first], slots)
    before = second.read_bytes()
    with Registre.open(tmp_path / "registre.sqlite", lecture=True) as registre:
        result = attribute([second], slots, exemples.atelier(), DEMANDE, registre=registre)
    assert given(result) == ["jap 2026-10-14 09:00", "spip 2026-10-16 14:00"]
    assert second.read_bytes() == before


def test_a_dossier_that_changed_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = prepare(tmp_path)
    slots, choose = slots_file(tmp_path, JAP, SPIP), attribution.choose

    def meanwhile(*arguments):  # type: ignore[no-untyped-def]
        path.write_text(path.read_text() + "# quelqu'un écrit\n")
        return choose(*arguments)

    monkeypatch.setattr(attribution, "choose", meanwhile)
    result = write([path], slots)
    assert (given(result), codes(result), held(slots)) == ([], ["dossier-refuse"], [])
    assert path.read_text().endswith("# quelqu'un écrit\n")


def test_modes_are_kept_and_what_is_made_is_private(tmp_path: Path) -> None:
    (path,) = prepare(tmp_path)
    os.chmod(path, 0o640)
    slots = slots_file(tmp_path, JAP, SPIP)
    write([path], slots)
    assert path.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "registre.sqlite").stat().st_mode & 0o777 == 0o600


def test_an_act_of_the_command_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    slots = slots_file(tmp_path, JAP, SPIP)
    with pytest.raises(LectureError, match="n’existe pas"):
        write(prepare(tmp_path), slots, Demande(aujourdhui=DEMANDE.aujourdhui, actes=("toto",)))


def test_an_act_of_the_dossier_that_does_not_exist_is_told_at_its_place(tmp_path: Path) -> None:
    (path,) = prepare(tmp_path)
    path.write_text(path.read_text().replace("actes: [", "actes: [toto, "))
    result = write([path], slots_file(tmp_path, JAP, SPIP))
    assert len(given(result)) == 2
    assert [(c.code, c.place and c.place.ligne) for c in result.constats] == [("acte-inconnu", 4)]


@pytest.mark.parametrize(
    ("before", "after", "code", "words"),
    [
        ("  incarcere: non\n", "  incarcere: oui\n", "acte-non-applicable", "est incarcéré"),
        ("  incarcere: non\n", "", "fait-manquant", "condamne.incarcere"),
        ("  politique: 1\n", "", "mention-absente", "convocation.politique"),  # the order would be a guess
        ("ferme: 10 mois", "ferme: 3 ans", "regle-non-respectee", "la convocation n’est pas due"),
    ],
)
def test_who_is_not_to_be_convened_receives_no_slot(
    tmp_path: Path, before: str, after: str, code: str, words: str
) -> None:
    (path,) = prepare(tmp_path)
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    slots = slots_file(tmp_path, JAP, SPIP)
    result = write([path], slots)
    assert (given(result), held(slots)) == ([], [])
    (constat,) = [constat for constat in result.constats if constat.code == code]
    assert words in str(constat)
