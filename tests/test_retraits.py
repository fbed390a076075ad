"""What a blocking mention requires cannot be silently absent: taken out of a complete dossier, the act is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from actes.catalogue import Chemin, Mention, champ_at
from actes.errors import Gravite
from actes.validation import DocumentDu, Examen, MentionDue
from tests.cas import AUJOURDHUI, blocking_mentions, changed, examine, folders, read_plain, take_out


@dataclass(frozen=True)
class Retrait:
    """A path of the example that a mention requires."""

    folder: Path
    mention: str
    chemin: str

    def __str__(self) -> str:
        return f"{self.folder.name}-{self.mention}-{self.chemin}"


def required(folder: Path) -> list[Retrait]:
    """Every concrete path that a blocking mention due in the example requires, the lists it walks included."""
    examen, _ = examine(folder.name, changed(folder, {}))
    found = {
        Retrait(folder, due.mention.id, chemin): None
        for document in examen.documents
        for due in document.mentions
        if due.mention.gravite is Gravite.BLOQUANTE
        for chemin in _paths(examen, document, due)
        if _is_written(examen, chemin)
    }
    return list(found)


def _paths(examen: Examen, document: DocumentDu, due: MentionDue) -> Iterator[str]:
    par, pour = examen.acte.par, due.mention.pour
    names = {par.variable: document.element.chemin} if par and document.element else {}
    names |= {c.nom: c.expression.alias.concrete(names) for c in examen.acte.calculs if c.expression.alias}
    if par and any(chemin.racine == par.variable for chemin in due.mention.exige):
        yield par.chemin.concrete()
    if pour is None:
        yield from (chemin.concrete(names) for chemin in due.mention.exige)
        return
    yield pour.chemin.concrete(names)
    for element in due.elements or ():
        if element.du:
            yield from (c.concrete({**names, pour.variable: element.element.chemin}) for c in due.mention.exige)


def _is_written(examen: Examen, chemin: str) -> bool:
    """Whether the user writes it: not given by the program, nor computed."""
    champ = champ_at(examen.acte.racine, chemin)
    return champ is not None and not champ.calcule


TOUS = [retrait for folder in folders("exemple.yaml") for retrait in required(folder)]


@pytest.mark.parametrize("retrait", TOUS, ids=str)
def test_a_required_path_taken_out_is_refused_in_the_name_of_its_mention(retrait: Retrait) -> None:
    donnees = read_plain(retrait.folder / "exemple.yaml")
    assert take_out(donnees, retrait.chemin), f"l'exemple n'a pas « {retrait.chemin} »"
    examen, constats = examine(retrait.folder.name, yaml.safe_dump(donnees, allow_unicode=True))
    assert examen.bloque
    assert retrait.mention in blocking_mentions(constats)


@pytest.mark.parametrize("folder", folders("exemple.yaml"), ids=lambda folder: folder.name)
def test_a_missing_fact_never_switches_a_blocking_mention_off(folder: Path) -> None:
    """The facts on which conditions turn, taken out one at a time: the mention stays due, or its act is refused."""
    donnees = read_plain(folder / "exemple.yaml")
    before, _ = examine(folder.name, yaml.safe_dump(donnees, allow_unicode=True))
    lost = []
    for mention in _conditional(before):
        for chemin in _discriminating(mention):
            reduced = read_plain(folder / "exemple.yaml")
            if not take_out(reduced, chemin.texte):
                continue
            after, constats = examine(folder.name, yaml.safe_dump(reduced, allow_unicode=True))
            due = {m.mention.id for document in after.documents for m in document.mentions}
            if mention.id not in due and not after.bloque:
                lost.append((mention.id, chemin.texte, [str(c) for c in constats]))
    assert not lost


def _conditional(examen: Examen) -> Iterator[Mention]:
    seen = {due.mention.id: due.mention for document in examen.documents for due in document.mentions}
    yield from (mention for mention in seen.values() if mention.si and mention.gravite is Gravite.BLOQUANTE)


def _discriminating(mention: Mention) -> Iterator[Chemin]:
    """The facts that a condition compares; one that it only asks to be there says no by its absence, rightly."""
    assert mention.si is not None
    if "is renseigne" not in mention.si.texte:
        yield from (chemin for chemin in mention.si.chemins if chemin.racine != "acte")


def test_the_example_of_every_act_is_complete() -> None:
    incomplete = {
        folder.name: [str(c) for c in constats]
        for folder in folders("exemple.yaml")
        for examen, constats in [examine(folder.name, changed(folder, {}))]
        if examen.bloque
    }
    assert not incomplete


def test_an_example_gives_its_date() -> None:
    for folder in folders("exemple.yaml"):
        examen, _ = examine(folder.name, changed(folder, {}))
        assert read_plain(folder / "exemple.yaml").get("date_acte"), folder.name
        assert examen.jour != AUJOURDHUI or read_plain(folder / "exemple.yaml")["date_acte"] == str(AUJOURDHUI)
