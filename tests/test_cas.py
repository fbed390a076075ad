"""Every act finds in its legal cases what its author, a jurist, wrote that the law says."""

from __future__ import annotations

import pytest

from tests.cas import Cas, catalogue, failures, folders, load_cas

TOUS = [cas for folder in folders("cas.yaml") for cas in load_cas(folder)]


@pytest.mark.parametrize("cas", TOUS, ids=str)
def test_a_legal_case_ends_as_the_law_says(cas: Cas) -> None:
    problems = failures(cas)
    assert not problems, "\n".join(problems)


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
