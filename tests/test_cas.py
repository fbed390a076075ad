"""Every act finds in its legal cases what its author, a jurist, wrote that the law says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from actes.catalogue import Acte, Mention
from actes.catalogue.catalogue import COMMUNS
from actes.rendu.lecture import read_document
from tests import exemples
from tests.cas import Cas, catalogue, failures, folders, load_cas
from tests.conftest import MODELES

TOUS = [cas for folder in folders("cas.yaml") for cas in load_cas(folder)]
SATISFAITS = [cas for cas in TOUS if cas.attendu["bloque"] == "non"]


@pytest.mark.parametrize("cas", TOUS, ids=str)
def test_a_legal_case_ends_as_the_law_says(cas: Cas) -> None:
    problems = failures(cas)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("cas", SATISFAITS, ids=str)
def test_a_satisfied_case_is_printed_alike_by_both_engines(cas: Cas) -> None:
    assert exemples.same_in_both_engines(exemples.act(cas.acte), exemples.read(cas.texte.encode()))


def test_libreoffice_saving_every_satisfied_case_again_changes_no_mention(libreoffice, tmp_path):
    paths: dict[str, Path] = {}
    for rank, cas in enumerate(SATISFAITS):
        for document in exemples.documents(exemples.act(cas.acte), exemples.read(cas.texte.encode())):
            path = tmp_path / f"{rank}-{document.nom}"
            path.write_bytes(document.contenu)
            paths.setdefault(str(document.mentions) + cas.acte + document.exemplaire, path)
    for path in libreoffice(list(paths.values()), "docx", tmp_path / "docx"):
        lu = read_document(path.read_bytes(), path.name)
        assert [(m.id, str(m.etat)) for m in lu.mentions if str(m.etat) != "presente"] == [], path


def test_the_installed_catalogue_has_no_mistake() -> None:
    catalogue().check()  # raises ModeleError with all that is wrong
    assert len({acte.id for acte in catalogue()}) == len(catalogue().ids)


def missing_somewhere(acte: Acte) -> set[str]:
    """The mentions that some case expects to find missing."""
    wanted = [w for cas in load_cas(acte.dossier) for w in cas.attendu.get("constats") or ()]
    return {w["mention"] for w in wanted if "mention" in w}


def can_be_missing(mention: Mention, acte: Acte) -> bool:
    """Whether a dossier can lack what the mention asks for: not what makes it due, nor what is computed."""
    calculs = {calcul.nom: calcul.expression.texte for calcul in acte.calculs if not calcul.expression.alias}
    written = {chemin for chemin in (*mention.exige, *mention.exige_un) if chemin.racine not in {"acte", *calculs}}
    reasons = (
        " ".join([mention.si.texte, *(calculs.get(c.racine, "") for c in mention.si.chemins)]) if mention.si else ""
    )
    return any(f"{chemin.texte} is renseigne" not in reasons for chemin in written)


@pytest.mark.parametrize("acte_id", catalogue().ids)
def test_each_mention_is_missing_in_some_case(acte_id: str) -> None:
    acte = catalogue().acte(acte_id)
    expected = {mention.id for mention in acte.mentions if can_be_missing(mention, acte)}
    assert sorted(expected - missing_somewhere(acte)) == []


@pytest.mark.parametrize("acte_id", catalogue().ids)
def test_some_case_stands_before_the_law(acte_id: str) -> None:
    codes = {w.get("code") for cas in load_cas(catalogue().dossier(acte_id)) for w in cas.attendu.get("constats") or ()}
    assert codes & {"acte-hors-periode", "redaction-non-verifiee"}


def asked(mention: Mention) -> tuple[object, ...]:
    """What a mention asks for, wherever it is written."""
    return mention.id, mention.exige, mention.exige_un, mention.texte


def test_what_several_acts_ask_alike_is_written_once() -> None:
    """A mention of `_communs` is included, with what the act changes in it, never written again."""
    shared = {asked(m) for acte in catalogue() for m in acte.mentions if COMMUNS in Path(m.place.fichier).parts}
    again = [
        f"{acte.id}: {mention.id}"
        for acte in catalogue()
        for mention in acte.mentions
        if COMMUNS not in Path(mention.place.fichier).parts and asked(mention) in shared and mention.pour is None
    ]
    assert again == []


@pytest.mark.parametrize("path", sorted(MODELES.rglob("*.yaml")), ids=lambda path: str(path.relative_to(MODELES)))
def test_a_file_of_the_catalogue_is_yaml_for_every_parser(path: Path) -> None:
    assert yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("acte_id", catalogue().ids)
def test_an_act_has_its_example_and_its_cases(acte_id: str) -> None:
    folder = catalogue().dossier(acte_id)
    missing = [name for name in ("exemple.yaml", "cas.yaml") if not (folder / name).is_file()]
    assert not missing, f"{acte_id} : il manque {missing}"
    cases = list(load_cas(folder))
    assert any(cas.attendu["bloque"] == "non" for cas in cases), "un cas satisfait"
    assert any(cas.attendu["bloque"] == "oui" for cas in cases), "un cas refusé"
