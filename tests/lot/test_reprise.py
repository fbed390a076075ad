"""A lot taken up again when something is no longer as it was: things, sources, register, what the folder is for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from actes.errors import LectureError
from actes.lot import passe
from actes.lot.commande import Bilan
from actes.lot.journal import Journal
from actes.lot.passe import run
from actes.lot.rapport import Execution
from actes.registre import Inscription, Registre
from tests.conftest import MODELES
from tests.lot.fabrique import acts, commande, lines, lot, sources, stopped_after

REGLAGES = MODELES.parent / "samples" / "reglages.yaml"


def codes(bilan: Bilan) -> list[str]:
    """What was said of the lot itself."""
    return [constat.code for constat in bilan.constats]


def waiting_file(sortie: Path) -> Path:
    """A file that an interrupted lot has still to make."""
    journal = Journal(sortie)
    try:
        with journal.read() as connection:
            return Path(
                connection.exec_driver_sql("SELECT fichier FROM unites WHERE etat = 'attente'").scalars().first()
            )
    finally:
        journal.close()


def test_a_finished_lot_run_again_with_other_settings_says_so_and_keeps_its_acts_until_asked_to_replace(tmp_path):
    source = sources(tmp_path / "source", 3)
    lot(source, tmp_path / "out")
    before = acts(tmp_path / "out")
    again = lot(source, tmp_path / "out", reglages=REGLAGES)
    assert (codes(again), again.ecrits, again.rejetes) == (["lot-change"], 0, 0)
    assert "réglages" in again.constats[0].message
    assert acts(tmp_path / "out") == before
    replaced = lot(source, tmp_path / "out", reglages=None, remplacer=True)
    assert (codes(replaced), replaced.ecrits) == ([], len(before))


def test_a_dossier_done_that_is_asked_otherwise_is_done_again_and_never_passes_for_done(tmp_path):
    source = sources(tmp_path / "source", 1, date_acte=False)
    lot(source, tmp_path / "out", jour=date(2026, 11, 20))
    before = acts(tmp_path / "out")
    again = lot(source, tmp_path / "out", jour=date(2026, 11, 19))
    assert (again.rejetes, acts(tmp_path / "out")) == (1, before)
    replaced = lot(source, tmp_path / "out", jour=date(2026, 11, 19), remplacer=True)
    assert (replaced.rejetes, replaced.ecrits) == (0, len(before))
    assert acts(tmp_path / "out") != before


def test_settings_changed_while_the_lot_uses_them_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(passe, "GROUPE", 1)
    source = sources(tmp_path / "source", 3)
    reglages = tmp_path / "reglages.yaml"
    reglages.write_bytes(REGLAGES.read_bytes())

    def edit(avancement):
        if avancement.faits == 1:
            reglages.write_bytes(REGLAGES.read_bytes() + b"\n# edited\n")

    bilan = run(commande(source, tmp_path / "out", reglages=reglages), lambda: False, edit)
    (constat,) = bilan.constats
    assert constat.code == "lot-change"
    assert "les réglages de la juridiction" in constat.message


def test_a_dossier_that_waited_and_is_no_more_in_the_sources_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(passe, "GROUPE", 1)
    source = sources(tmp_path / "source", 4)
    stopped_after(source, tmp_path / "out", 2)
    gone = waiting_file(tmp_path / "out")
    gone.unlink()
    bilan = lot(source, tmp_path / "out")
    (constat,) = bilan.constats
    assert (constat.code, bilan.dossiers, bilan.attente) == ("dossier-change", 3, 0)
    assert str(gone) in constat.message


def test_a_register_that_is_older_than_the_lot_is_told_and_holds_its_documents_again(tmp_path):
    registre = tmp_path / "registre.sqlite"
    lot(sources(tmp_path / "first", 1), tmp_path / "first-out", registre=registre)
    older = registre.read_bytes()
    source = sources(tmp_path / "source", 3)
    lot(source, tmp_path / "out", registre=registre)
    recorded = {line[-1] for line in lines(registre)}
    for path in tmp_path.glob("registre.sqlite*"):
        path.unlink()
    registre.write_bytes(older)
    again = lot(source, tmp_path / "out", registre=registre)
    assert (codes(again), again.rejetes) == (["registre-change"], 0)
    assert {line[-1] for line in lines(registre)} == recorded
    assert codes(lot(source, tmp_path / "out", registre=registre)) == []


@pytest.mark.parametrize("replaced", [True, False])
def test_a_register_taken_away_while_the_lot_writes_in_it_stops_the_lot(tmp_path, monkeypatch, replaced):
    monkeypatch.setattr(passe, "GROUPE", 1)
    source, registre = sources(tmp_path / "source", 4), tmp_path / "registre.sqlite"

    def take_away(avancement):
        if avancement.etape == "dossiers" and avancement.faits == 2 and not (tmp_path / "old").exists():
            registre.rename(tmp_path / "old")
            if replaced:
                Registre.open(registre).close()

    bilan = run(commande(source, tmp_path / "out", registre=registre), lambda: False, take_away)
    assert "pendant le lot" in bilan.arret[0].message
    assert bilan.attente == 2
    lot(source, tmp_path / "out", registre=registre)
    assert len(lines(registre)) == len(acts(tmp_path / "out"))


def test_the_register_is_not_the_journal_of_the_lot(tmp_path):
    source = sources(tmp_path / "source", 1)
    with pytest.raises(LectureError, match="journal du lot"):
        lot(source, tmp_path / "out", registre=tmp_path / "out" / ".." / "out" / "journal.sqlite")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("drafts_first", [True, False])
@pytest.mark.parametrize("remplacer", [True, False])
def test_drafts_and_acts_are_never_in_one_folder(tmp_path, drafts_first, remplacer):
    source = sources(tmp_path / "source", 1)
    lot(source, tmp_path / "out", brouillon=drafts_first)
    before = acts(tmp_path / "out")
    with pytest.raises(LectureError, match="un lot de brouillons" if drafts_first else "un lot d’actes"):
        lot(source, tmp_path / "out", brouillon=not drafts_first, remplacer=remplacer)
    assert acts(tmp_path / "out") == before


def test_a_number_reserved_and_not_used_is_given_up_only_when_nothing_waits(tmp_path, monkeypatch):
    monkeypatch.setattr(passe, "GROUPE", 1)
    source, sortie = sources(tmp_path / "source", 3), tmp_path / "out"
    stopped_after(source, sortie, 1)
    journal = Journal(sortie)
    name = journal.values()["lot"]
    journal.close()
    empty = dict.fromkeys(("empreinte_dossier", "empreinte_modele", "empreinte_droit", "programme"), "x")
    entry = Inscription(
        juridiction="", annee=2026, brouillon=False, dossier="2026/9", acte="a", exemplaire="o", date_acte="2026-11-20",
        empreinte_document="f" * 64, contenu={}, **empty,
    )  # fmt: skip
    with Registre.open(tmp_path / "out.sqlite") as registre:
        registre.reserve([entry], qui="greffe", quand=datetime.now(UTC), lot=name)
        made = next(iter((source / "A").iterdir()))
        lot([], sortie, seulement=((str(made), 0),))
        assert len(registre.attentes(name)) == 1
        assert lot(source, sortie).attente == 0
        assert registre.attentes(name) == []


def test_a_lot_of_nothing_is_told(tmp_path):
    (tmp_path / "empty").mkdir()
    bilan = lot(tmp_path / "empty", tmp_path / "out")
    assert (codes(bilan), bilan.dossiers) == (["aucun-dossier"], 0)
    assert "aucun dossier" in re.sub(r"\s", " ", (tmp_path / "out" / "rapport.html").read_text())


def test_a_list_of_rejects_that_names_what_is_no_dossier_adds_nothing_to_the_lot(tmp_path):
    source = sources(tmp_path / "source", 2)
    lot(source, tmp_path / "out")
    wanted = [(str(tmp_path / "nulle-part.yaml"), 0), ("/dev/zero", 0), (str(source), 0)]
    wanted.append((str(source / "A" / "0000.yaml"), 7))
    bilan = lot([], tmp_path / "out", seulement=tuple(wanted))
    (constat,) = bilan.constats
    assert (constat.code, bilan.dossiers, bilan.rejetes) == ("dossier-change", 2, 0)
    assert all(fichier in constat.message for fichier, _ in wanted)


def test_a_clock_put_back_makes_no_negative_time():
    begun = datetime(2026, 11, 20, tzinfo=UTC)
    execution = Execution(commence_le=begun, termine_le=replace_year(begun))
    assert execution.as_json({})["duree_s"] == 0


def replace_year(instant: datetime) -> datetime:
    """The same, a year before."""
    return instant.replace(year=instant.year - 1)
