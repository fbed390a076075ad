"""Numbers: one for each document, in the series of its court, year and kind; never lost without a word."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

import pytest

from actes.errors import ActesError, LectureError
from actes.registre import Affaire, Numero
from actes.registre.chaine import COLONNES, print_of
from actes.registre.faits import canonical, fingerprint
from bench.registre import COUR, inscription
from tests.registre.registres import PAR, recorded


def test_numbers_follow_one_another_in_each_series(registre):
    lille = [str(number) for number in recorded(registre, 1, 2)]
    drafts = [str(number) for number in recorded(registre, 1, 2, brouillon=True)]
    lyon = [str(number) for number in recorded(registre, 3, juridiction="tribunal judiciaire de Lyon")]
    later = [str(number) for number in recorded(registre, 4, annee=2027, date_acte="2027-01-04")]
    assert lille == ["2026/00001", "2026/00002"]
    assert drafts == ["brouillon 2026/00001", "brouillon 2026/00002"]
    assert (lyon, later) == (["2026/00001"], ["2027/00001"])
    assert [str(number) for number in recorded(registre, 5)] == ["2026/00003"]


def test_the_same_document_keeps_its_number_and_adds_no_line(registre):
    first, head = recorded(registre, 1, 2), registre.tete()
    assert recorded(registre, 1, 2) == first
    assert registre.reserve([inscription(2)], **PAR) == [first[1]]
    assert registre.tete() == head


def test_a_document_given_twice_in_one_group_is_one_line(registre):
    first, second = registre.inscrire([inscription(1), inscription(1)], **PAR)
    assert first == second
    assert registre.tete()[0] == 1


@pytest.mark.parametrize("field", ["dossier", "acte", "exemplaire", "element", "empreinte_document", "juridiction"])
def test_what_differs_in_what_makes_a_document_is_another_document(registre, field):
    recorded(registre, 1)
    recorded(registre, 1, **{field: "autre"})
    assert registre.tete()[0] == 2


def test_a_reserved_number_waits_for_its_document_whoever_records_it(registre):
    held = registre.reserve([inscription(1), inscription(2)], lot="nuit", **PAR)
    (third,) = recorded(registre, 3)
    assert str(third) == "2026/00003"
    assert [attente.numero for attente in registre.attentes("nuit")] == held
    assert recorded(registre, 2, 1) == [held[1], held[0]]
    assert registre.attentes() == []
    assert registre.reserve([inscription(4)], **PAR) == registre.reserve([inscription(4)], lot="autre", **PAR)


def test_a_number_given_up_is_explained_and_never_given_again(registre):
    one, two = registre.reserve([inscription(1), inscription(2)], lot="nuit", **PAR)
    assert registre.renonce(cles=[inscription(1).cle], motif="disque plein", **PAR) == [one]
    assert registre.renonce(lot="nuit", motif="lot abandonné", **PAR) == [two]
    assert registre.renonce(lot="nuit", motif="lot abandonné", **PAR) == []
    assert str(recorded(registre, 1)[0]) == "2026/00003"
    with pytest.raises(LectureError, match=r"2026/00001 ne porte aucun document.*disque plein"):
        registre.document(one)
    assert registre.controler().rupture is None


def test_a_cancelled_document_issued_again_gets_another_number(registre):
    (one,) = recorded(registre, 1)
    registre.annule(one, motif="imprimé sur le mauvais papier", **PAR)
    assert [str(number) for number in recorded(registre, 1)] == ["2026/00002"]
    assert [str(number) for number in recorded(registre, 1)] == ["2026/00002"]
    assert [line.numero for line in registre.par_empreinte(inscription(1).empreinte_document)] == [1, 2]


def test_a_case_is_recorded_when_it_changes(registre):
    case = Affaire(dossier="2026/1", juridiction=COUR, contenu={"a": 1, "b": [2]})
    same = Affaire(dossier="2026/1", juridiction=COUR, contenu={"b": [2], "a": 1})
    other = Affaire(dossier="2026/1", juridiction=COUR, contenu={"a": 2})
    for given in (case, same, other, case):
        registre.inscrire([], affaires=[given], **PAR)
    assert registre.tete()[0] == 3
    (seen,) = registre.affaires()
    assert seen.contenu == case.contenu


def test_a_large_group_is_one_transaction(registre):
    numbers = recorded(registre, *range(2500))
    assert [number.numero for number in numbers] == list(range(1, 2501))
    assert recorded(registre, *range(2500)) == numbers
    assert registre.controler().documents == 2500


def test_a_group_that_fails_leaves_nothing(registre):
    with pytest.raises(TypeError):
        recorded(registre, 1, 2, contenu={"a": {"un ensemble"}})
    assert registre.tete()[0] == 0
    assert str(recorded(registre, 3)[0]) == "2026/00001"


def test_a_file_name_that_is_not_utf8_is_kept_whole(registre):
    name = b"/srv/entr\xe9e.yaml".decode("utf-8", "surrogateescape")
    (number,) = recorded(registre, 1, dossier="d\udcff", contenu={"origine": {"fichier": name}})
    assert registre.document(number).contenu["origine"]["fichier"] == name
    assert recorded(registre, 1, dossier="d\udcff", contenu={}) == [number]
    assert registre.controler().rupture is None


def test_instants_are_kept_in_utc(registre):
    local = datetime.fromisoformat("2026-11-25T23:30:00+01:00")
    registre.inscrire([inscription(1)], qui="greffe", quand=local)
    assert registre.document(Numero(COUR, 2026, 1)).quand == "2026-11-25T22:30:00Z"


def test_a_line_is_sealed_by_its_canonical_json(registre):
    (number,) = recorded(registre, 1, dossier='2026/1 "é" \\ \x01\u2028 {x}')
    with registre._read() as connection:
        row = connection.exec_driver_sql("SELECT * FROM lignes").one()
    columns = dict(zip(COLONNES, row, strict=True))
    seal = columns.pop("empreinte")
    assert seal == fingerprint(columns) == print_of(row) == registre.tete()[1]
    assert '"empreinte_droit"' in canonical(columns)
    assert registre.document(number).precedente == "0" * 64


def test_entries_cross_processes():
    entry = inscription(1)
    assert pickle.loads(pickle.dumps(entry)) == entry
    assert pickle.loads(pickle.dumps(entry)).cle == entry.cle


@pytest.mark.parametrize("texte", ["2026/42", "2026/00042", " 2026 / 42 ", "Brouillon 2026/3", "brouillon 2026/00003"])
def test_a_number_is_found_however_it_is_typed(registre, texte):
    recorded(registre, *range(50))
    recorded(registre, *range(3), brouillon=True)
    draft = texte.lower().startswith("b")
    assert registre.trouve(texte) == Numero(COUR, 2026, 3 if draft else 42, draft)


@pytest.mark.parametrize(
    ("texte", "words"),
    [
        ("42", "n’est pas un numéro"),
        ("2026/99999999999999999999", "n’est pas un numéro"),
        ("2026/0", "jamais été donné"),
        ("2026/3", "jamais été donné"),
        ("2025/1", "jamais été donné"),
        ("brouillon 2026/1", "jamais été donné"),
    ],
)
def test_a_number_that_is_none_is_said(registre, texte, words):
    recorded(registre, 1, 2)
    with pytest.raises(LectureError, match=words):
        registre.trouve(texte)


def test_a_number_of_several_courts_asks_which(registre):
    recorded(registre, 1)
    recorded(registre, 2, juridiction="tribunal judiciaire de Lyon")
    with pytest.raises(LectureError, match="plusieurs juridictions"):
        registre.trouve("2026/1")
    assert registre.trouve("2026/1", "tribunal judiciaire de Lyon").juridiction == "tribunal judiciaire de Lyon"
    with pytest.raises(LectureError, match="tribunal de Brest"):
        registre.trouve("2026/1", "tribunal de Brest")


def test_a_reserved_number_has_no_document_yet(registre):
    (held,) = registre.reserve([inscription(1)], qui="greffe", quand=datetime(2026, 11, 25, 12, 0, tzinfo=UTC))
    with pytest.raises(LectureError, match="jamais été imprimé"):
        registre.document(held)
    registre.annule(held, motif="dossier retiré", **PAR)
    with pytest.raises(ActesError, match="dossier retiré"):
        registre.annule(held, motif="encore", **PAR)
