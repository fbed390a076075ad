"""The worked examples of the rules, EX-01 to EX-75: a table that a jurist reads and extends, `exemples.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from actes.catalogue import Inconnu, parse_expression
from actes.catalogue.portee import scope_of_act
from actes.dossier import champ_racine, load_dossier
from actes.droit import etablir_faits
from actes.errors import Gravite
from actes.validation import ActeVu, Examen
from tests.cas import CLES_ATTENDU, Cas, _written, catalogue, changed, examine, failures, put, read_plain
from tests.conftest import MODELES

TABLE = Path(__file__).with_name("exemples.yaml")
NOMBRE = 75
CLES_EXEMPLE = {"exemple", "regles", "articles", "enonce", "essais"}
CLES_ACTE = {"acte", "avec", "sans", "date", "attendu"}
CLES_CALCUL = {"calcul", "faits", "date", "attendu"}
PROPRES = {"applicable", "mentions_bloquantes"}  # what an example expects beyond the cases of an act
INCONNU = "inconnu"


@dataclass(frozen=True)
class Essai:
    """One check of an example, on an act or by a formula."""

    exemple: str
    rang: int
    texte: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.exemple}-{self.rang}-{self.texte.get('acte', 'calcul')}"


@cache
def table() -> list[dict[str, Any]]:
    """The examples, every scalar as text."""
    return read_plain(TABLE)


def essais(cle: str) -> list[Essai]:
    """The checks of one form: `acte` or `calcul`."""
    return [
        Essai(exemple["exemple"], rang, essai)
        for exemple in table()
        for rang, essai in enumerate(exemple["essais"], 1)
        if cle in essai
    ]


def test_every_worked_example_is_there_once_in_order() -> None:
    assert [exemple["exemple"] for exemple in table()] == [f"EX-{rang:02}" for rang in range(1, NOMBRE + 1)]


def test_an_example_says_its_rules_its_articles_and_what_it_tries() -> None:
    for exemple in table():
        assert set(exemple) == CLES_EXEMPLE, exemple["exemple"]
        assert all(exemple.values()), exemple["exemple"]
        assert all(re.fullmatch(r"[CSDNPKOT]-\d\d|versions|fiche \d\.\d\d", code) for code in exemple["regles"])
        for essai in exemple["essais"]:
            assert set(essai) <= (CLES_ACTE if "acte" in essai else CLES_CALCUL), (exemple["exemple"], set(essai))
            assert "attendu" in essai, exemple["exemple"]


@pytest.mark.parametrize("essai", essais("acte"), ids=str)
def test_an_example_on_an_act_goes_as_the_law_says(essai: Essai) -> None:
    acte, attendu = essai.texte["acte"], dict(essai.texte["attendu"])
    assert set(attendu) <= CLES_ATTENDU | PROPRES
    changes = dict(essai.texte.get("avec") or {})
    if "date" in essai.texte:
        changes["date_acte"] = essai.texte["date"]
    texte = changed(MODELES / acte, changes, essai.texte.get("sans") or ())
    examen, _ = examine(acte, texte)
    attendu.setdefault("bloque", "oui" if examen.bloque else "non")
    assert [*failures(Cas(acte, essai.exemple, texte, attendu)), *_own(examen, attendu)] == []


def _own(examen: Examen, attendu: Mapping[str, Any]) -> Iterator[str]:
    """What an example expects beyond a case: is the act due, are these mentions owed and blocking."""
    if "applicable" in attendu and examen.applicable != (attendu["applicable"] == "oui"):
        yield f"applicable : attendu {attendu['applicable']}, trouvé {examen.applicable}"
    blocking = {
        due.mention.id
        for document in examen.documents
        for due in document.mentions
        if due.mention.gravite is Gravite.BLOQUANTE
    }
    for mention in attendu.get("mentions_bloquantes") or ():
        if mention not in blocking:
            yield f"mention due et bloquante attendue : {mention}"


@pytest.mark.parametrize("essai", essais("calcul"), ids=str)
def test_a_formula_of_an_example_gives_what_the_law_says(essai: Essai) -> None:
    value = evaluate(essai.texte["calcul"], essai.texte.get("faits") or {}, essai.texte.get("date"))
    attendu = essai.texte["attendu"]
    if isinstance(attendu, dict):
        assert {name: _written(getattr(value, name)) for name in attendu} == attendu
    else:
        assert (INCONNU if isinstance(value, Inconnu) else _written(value)) == attendu


def evaluate(formule: str, faits: Mapping[str, Any], jour: str | None) -> object:
    """The value of a formula over these facts, read and evaluated as those of an acte.yaml are."""
    donnees: dict[str, Any] = {"dossier": "2026/00001"}
    for chemin, value in faits.items():
        put(donnees, chemin, value)
    champs = catalogue().champs()
    lecture = load_dossier(yaml.safe_dump(donnees, allow_unicode=True), "exemple.yaml", champs)
    assert lecture.constats == ()
    assert lecture.dossier is not None
    day = date.fromisoformat(jour) if jour else date(2026, 11, 21)
    dossier = etablir_faits(lecture.dossier, day)
    racine = champ_racine(champs)
    valeurs = {name: getattr(dossier, name) for name in racine.enfants}
    valeurs["acte"] = ActeVu(day, "exemple", "exemple", ())
    return parse_expression(formule, scope_of_act(racine)).value(valeurs)
