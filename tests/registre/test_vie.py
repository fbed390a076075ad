"""The life of a document after printing, and of a case: what may be noted, in which order, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from actes.errors import ActesError, LectureError
from actes.registre import Affaire, Numero, Registre
from bench.registre import COUR, affaire, inscription
from tests.registre.registres import PAR, recorded


def day(number: int) -> date:
    """A day of November 2026; the acts are of the 20th, and today is the 25th."""
    return date(2026, 11, number)


def state(registre: Registre, number: Numero) -> str:
    (seen,) = [seen for seen in registre.chercher() if seen.numero == number]
    return seen.etat


LIVES = [
    ("signé seulement", [("signe", 20)], "signe"),
    ("remis en main propre", [("signe", 20), ("remis", 21)], "remis"),
    ("envoyé sans que la signature soit notée", [("envoye", 21)], "envoye"),
    ("avis de réception revenu", [("signe", 20), ("envoye", 21), ("recu", 23)], "recu"),
    ("noté dans le désordre des jours", [("envoye", 22), ("signe", 21)], "envoye"),
    ("tout le même jour", [("envoye", 20), ("recu", 20), ("signe", 20)], "recu"),
    ("retourné", [("envoye", 21), ("retourne", 24)], "retourne"),
    ("retourné puis envoyé de nouveau", [("envoye", 21), ("retourne", 23), ("envoye", 24)], "envoye"),
    ("retourné puis remis", [("envoye", 21), ("retourne", 23), ("remis", 24)], "remis"),
    ("remis au greffe, puis le pli revient", [("envoye", 21), ("remis", 22), ("retourne", 24)], "remis"),
]


@pytest.mark.parametrize(("what", "life", "expected"), LIVES, ids=[life[0] for life in LIVES])
def test_a_life_that_may_be(registre, what, life, expected):
    (number,) = recorded(registre, 1)
    assert state(registre, number) == "produit"
    for event, when in life:
        registre.note(number, event, le=day(when), **PAR)
    assert state(registre, number) == expected
    assert registre.controler().rupture is None


REFUSED = [
    ("avant la date de l'acte", [], ("signe", 19), "daté du 20"),
    ("un jour à venir", [], ("signe", 26), "pas encore venu"),
    ("reçu sans envoi", [("signe", 20)], ("recu", 21), "aucun envoi"),
    ("reçu avant l'envoi", [("envoye", 22)], ("recu", 21), "aucun envoi"),
    ("retourné sans envoi", [("remis", 21)], ("retourne", 22), "aucun envoi"),
    ("signé deux fois", [("signe", 20)], ("signe", 21), "déjà signé"),
    ("signé après l'envoi", [("envoye", 21)], ("signe", 22), "il est envoyé"),
    ("envoyé deux fois", [("envoye", 21)], ("envoye", 22), "pas revenu"),
    ("remis deux fois", [("remis", 21)], ("remis", 21), "déjà remis"),
    ("envoyé après réception", [("envoye", 21), ("recu", 22)], ("envoye", 23), "déjà reçu"),
    ("reçu deux fois", [("envoye", 21), ("recu", 22)], ("recu", 23), "aucun envoi"),
    ("retourné après réception", [("envoye", 21), ("recu", 22)], ("retourne", 23), "aucun envoi"),
]


@pytest.mark.parametrize(("what", "life", "event", "words"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_life_that_cannot_be_is_refused_and_nothing_is_noted(registre, what, life, event, words):
    (number,) = recorded(registre, 1)
    for name, when in life:
        registre.note(number, name, le=day(when), **PAR)
    head = registre.tete()
    with pytest.raises(ActesError, match=words) as refused:
        registre.note(number, event[0], le=day(event[1]), **PAR)
    assert refused.value.exit_code == 1
    assert refused.value.constats[0].code == "evenement-refuse"
    assert registre.tete() == head


def test_a_draft_has_no_life(registre):
    (draft,) = recorded(registre, 1, brouillon=True)
    with pytest.raises(ActesError, match="brouillon"):
        registre.note(draft, "signe", le=day(20), **PAR)


def test_a_cancelled_document_has_no_more_life_and_says_why(registre):
    (number,) = recorded(registre, 1)
    registre.note(number, "signe", le=day(20), **PAR)
    registre.annule(number, motif="adresse fausse", **PAR)
    assert state(registre, number) == "annule"
    for again in (
        lambda: registre.note(number, "envoye", le=day(21), **PAR),
        lambda: registre.annule(number, motif="encore", **PAR),
    ):
        with pytest.raises(ActesError, match="adresse fausse"):
            again()


def test_several_documents_are_noted_together_or_not_at_all(registre):
    one, two, three = recorded(registre, 1, 2, 3)
    registre.note(two, "signe", le=day(20), **PAR)
    with pytest.raises(ActesError, match="2026/00002"):
        registre.note([one, two, three], "signe", le=day(20), **PAR)
    assert state(registre, one) == "produit"
    registre.note([one, three, one], "signe", le=day(20), **PAR)
    assert [len(registre.evenements(number)) for number in (one, two, three)] == [1, 1, 1]
    with pytest.raises(ActesError, match="2026/00002"):
        registre.efface([two, two], "remis", motif="erreur", **PAR)


def test_an_event_noted_by_mistake_is_taken_back_and_stays_written(registre):
    (number,) = recorded(registre, 1)
    registre.note(number, "envoye", le=day(21), mode="lrar", **PAR)
    registre.note(number, "recu", le=day(22), **PAR)
    with pytest.raises(ActesError, match="aucun envoi"):
        registre.efface(number, "envoye", motif="c'était un autre", **PAR)
    with pytest.raises(ActesError, match="motif"):
        registre.efface(number, "recu", motif=" ", **PAR)
    registre.efface(number, "recu", motif="c'était un autre", **PAR)
    registre.efface(number, "envoye", motif="c'était un autre", **PAR)
    with pytest.raises(ActesError, match="événements notés"):
        registre.efface(number, "envoye", motif="encore", **PAR)
    (seen,) = registre.chercher()
    assert (seen.etat, len(seen.evenements), len(seen.efface)) == ("produit", 0, 4)
    registre.note(number, "envoye", le=day(23), **PAR)
    assert state(registre, number) == "envoye"


def test_a_cancellation_and_a_wait_must_say_why(registre):
    (number,) = recorded(registre, 1)
    with pytest.raises(ActesError, match="motif"):
        registre.annule(number, motif="", **PAR)
    with pytest.raises(ActesError, match="motif"):
        registre.note_affaire(inscription(1).dossier, "en_attente", le=day(21), **PAR)


def case(registre: Registre, rang: int = 1) -> str:
    """The reference of a case of one sentence, recorded with its document."""
    entry = inscription(rang)
    registre.inscrire([entry], affaires=[affaire(entry)], **PAR)
    return entry.dossier


def test_a_case_and_its_sentences_have_their_events(registre):
    dossier = case(registre)
    registre.note_affaire(dossier, "en_attente", le=day(21), motif="appel du parquet", **PAR)
    registre.note_affaire(dossier, "diligence", le=day(22), motif="relance", peine=1, **PAR)
    registre.note_affaire(dossier, "executee", le=day(23), peine=1, **PAR)
    (seen,) = registre.affaires()
    assert [(line.contenu["evenement"], line.contenu["peine"]) for line in seen.evenements] == [
        ("en_attente", None), ("diligence", 1), ("executee", 1),
    ]  # fmt: skip
    assert [document.etat for document in seen.documents] == ["produit"]
    assert seen.ligne.nature == "affaire"
    assert registre.controler().rupture is None


def test_an_execution_is_noted_once_and_may_be_taken_back(registre):
    dossier = case(registre)
    registre.note_affaire(dossier, "executee", le=day(22), peine=1, **PAR)
    for event in ("executee", "en_attente"):
        with pytest.raises(ActesError, match="déjà notée"):
            registre.note_affaire(dossier, event, le=day(23), motif="m", peine=1, **PAR)
    registre.efface_affaire(dossier, "executee", motif="autre dossier", peine=1, **PAR)
    with pytest.raises(ActesError, match="aucun"):
        registre.efface_affaire(dossier, "executee", motif="autre dossier", peine=1, **PAR)
    registre.note_affaire(dossier, "executee", le=day(24), **PAR)
    with pytest.raises(ActesError, match="déjà notée"):
        registre.note_affaire(dossier, "executee", le=day(24), peine=1, **PAR)


def test_a_case_or_a_sentence_that_is_not_there_is_said(registre):
    dossier = case(registre)
    with pytest.raises(LectureError, match="ne connaît aucun acte"):
        registre.note_affaire("2026/99999", "executee", le=day(22), **PAR)
    with pytest.raises(ActesError, match="rangs connus"):
        registre.note_affaire(dossier, "executee", le=day(22), peine=2, **PAR)
    with pytest.raises(ActesError, match="pas encore venu"):
        registre.note_affaire(dossier, "executee", le=day(28), **PAR)


def test_nothing_is_done_about_a_sentence_before_it_was_passed(registre):
    entry = inscription(1)
    case = affaire(entry)
    autre = {"condamnation": {"date": "2026-11-18", "peines": [{"rang": 101}]}}
    contenu = {"condamnation": {**case.contenu["condamnation"], "date": "2026-11-10"}, "autres": [autre]}
    registre.inscrire([entry], affaires=[replace(case, contenu=contenu)], **PAR)
    for peine, when in ((None, 9), (1, 9), (101, 17)):
        with pytest.raises(ActesError, match="la condamnation est du"):
            registre.note_affaire(entry.dossier, "executee", le=day(when), peine=peine, **PAR)
    registre.note_affaire(entry.dossier, "en_attente", le=day(10), motif="m", **PAR)
    registre.note_affaire(entry.dossier, "executee", le=day(18), peine=101, **PAR)


def test_what_is_said_is_kept_on_one_line_without_a_command_to_the_terminal(registre):
    (number,) = recorded(registre, 1)
    registre.note(number, "envoye", le=day(21), mode="lrar\x1b[31m", motif="un\r\ndeux\u202e\x07", **PAR)
    (seen,) = registre.chercher()
    assert {name: seen.evenements[0].contenu[name] for name in ("mode", "motif")} == {
        "mode": "lrar [31m",
        "motif": "un deux",
    }
    with pytest.raises(ActesError, match="motif"):
        registre.annule(number, motif="\x1b\n", **PAR)
    with pytest.raises(ActesError, match="trop long"):
        registre.annule(number, motif="x" * 100_000, **PAR)
    assert registre.tete()[0] == 2


def test_a_case_of_two_courts_asks_which(registre):
    dossier = case(registre)
    registre.inscrire([inscription(1, juridiction="tribunal judiciaire de Lyon")], **PAR)
    with pytest.raises(LectureError, match="plusieurs juridictions"):
        registre.note_affaire(dossier, "executee", le=day(22), **PAR)
    registre.note_affaire(dossier, "executee", le=day(22), juridiction=COUR, **PAR)
    (seen,) = registre.affaires()
    assert [line.juridiction for line in seen.evenements] == [COUR]


def test_a_court_without_a_name_has_its_series_and_may_be_chosen(registre):
    dossier = case(registre)
    recorded(registre, 1, juridiction="")
    noted = partial(registre.note_affaire, dossier, "diligence", le=day(22), **PAR)
    for ask in (partial(registre.trouve, "2026/1"), noted):
        with pytest.raises(LectureError, match="sans juridiction") as refused:
            ask()
        assert '--juridiction ""' in refused.value.constats[0].conseil
    assert registre.trouve("2026/1", "").juridiction == ""
    noted(juridiction="")
    assert registre.controler().rupture is None


def test_cases_come_in_order_each_with_its_own(registre):
    entries = [inscription(rang) for rang in range(1200)]
    registre.inscrire(entries, affaires=[affaire(entry) for entry in entries[600:] + entries[:600]], **PAR)
    registre.inscrire([], affaires=[Affaire(dossier="2026/seule", juridiction=COUR, contenu={"x": 1})], **PAR)
    found = list(registre.affaires())
    assert [seen.dossier for seen in found] == [*(entry.dossier for entry in entries), "2026/seule"]
    assert [len(seen.documents) for seen in found] == [1] * 1200 + [0]
