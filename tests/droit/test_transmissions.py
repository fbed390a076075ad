"""P-13: the states of an outgoing penalty and the acts each allows, a table that a jurist reads: sanctions.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actes.affaire import affaire_of
from actes.dossier import Dossier
from actes.droit import etablir_faits
from actes.droit.transmissions import selon_transmissions
from actes.errors import Gravite
from actes.generate import Demande
from actes.proposer import state_of
from tests import exemples
from tests.cas import AUJOURDHUI, read_plain

TABLE = read_plain(Path(__file__).with_name("sanctions.yaml"))
FAMILLE = {
    "certificat-sanction-pecuniaire", "traduction-certificat", "transmission-sanction-ue",
    "information-paiement-volontaire-ue", "information-perte-caractere-executoire", "avis-casier-paiement-sanction",
    "decision-reprise-execution",
}  # fmt: skip
each = pytest.mark.parametrize("cas", TABLE["cas"], ids=[cas["cas"] for cas in TABLE["cas"]])


def lecture(cas: Mapping[str, Any]) -> Any:
    sanction = {**deepcopy(TABLE["base"]), **deepcopy(cas["sanction"])}
    read = exemples.read({"dossier": "2026/00001", "date_acte": cas["le"], "sanction": sanction})
    assert not read.constats, [str(constat) for constat in read.constats]
    return read


def dossier(cas: Mapping[str, Any]) -> Dossier:
    read: Dossier = lecture(cas).dossier
    return read


@each
def test_a_penalty_is_in_one_state_on_a_day(cas: Mapping[str, Any]) -> None:
    found = etablir_faits(dossier(cas), date.fromisoformat(cas["le"])).sanction
    assert found is not None
    assert found.etat == (cas["etat"] or None)


@each
def test_the_acts_due_are_those_of_the_state(cas: Mapping[str, Any]) -> None:
    etat = state_of(lecture(cas), exemples.atelier(), Demande(aujourdhui=AUJOURDHUI))
    if cas["dus"] not in (None, "~"):
        assert sorted(FAMILLE & {p.acte.id for p in etat.propositions}) == sorted(cas["dus"])


@each
def test_what_the_state_forbids_is_refused_by_its_article(cas: Mapping[str, Any]) -> None:
    for acte_id, article in cas["refuses"].items():
        examen = exemples.atelier().examine(lecture(cas), acte_id, Demande(aujourdhui=AUJOURDHUI))
        refused = {c.article for c in examen.constats if c.gravite is Gravite.BLOQUANTE and c.code.startswith("regle")}
        assert article in refused, acte_id


def test_the_register_reads_the_current_transmission() -> None:
    cas = next(cas for cas in TABLE["cas"] if cas["cas"] == "l'Allemagne n'applique pas la sanction")
    known = affaire_of(lecture(cas))
    assert known is not None
    assert known.contenu["sanction"]["transmise_le"] == "2026-03-09"
    assert known.contenu["sanction"]["refus"]["article"] == "D. 48-14, alinéa 2"
    sanction = dossier(cas).sanction
    assert sanction is not None
    assert selon_transmissions(sanction).etat_execution == "DE"
