"""Every act finds in its legal cases what its author, a jurist, wrote that the law says."""

from __future__ import annotations

from pathlib import Path

import pytest

from actes.rendu.lecture import read_document
from tests import exemples
from tests.cas import Cas, catalogue, failures, folders, load_cas

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
    catalogue().check()


@pytest.mark.parametrize("acte_id", catalogue().ids)
def test_an_act_has_its_example_and_its_cases(acte_id: str) -> None:
    folder = catalogue().dossier(acte_id)
    missing = [name for name in ("exemple.yaml", "cas.yaml") if not (folder / name).is_file()]
    assert not missing, f"{acte_id} : il manque {missing}"
    cases = list(load_cas(folder))
    assert any(cas.attendu["bloque"] == "non" for cas in cases), "un cas satisfait"
    assert any(cas.attendu["bloque"] == "oui" for cas in cases), "un cas refusé"
