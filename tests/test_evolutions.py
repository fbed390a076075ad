"""What changes between two dates, act by act."""

from __future__ import annotations

from datetime import date

from actes.evolutions import evolutions
from tests import exemples


def changes(acte_id: str, premier: str, second: str) -> dict[tuple[str, str], str]:
    found = evolutions(exemples.act(acte_id), date.fromisoformat(premier), date.fromisoformat(second))
    return {(change.nature, change.id): change.sens for change in found}


def test_an_act_begins_and_ends() -> None:
    assert changes("ordre-mise-a-execution", "2020-03-23", "2020-03-24") == {
        ("acte", "ordre-mise-a-execution"): "nouveau"
    }
    assert changes("ordre-mise-a-execution", "2020-03-24", "2020-03-23") == {
        ("acte", "ordre-mise-a-execution"): "supprimé"
    }
    assert changes("ordre-mise-a-execution", "2020-03-22", "2020-03-23") == {}


def test_a_mention_a_rule_and_a_time_limit_change_of_wording() -> None:
    found = changes("convocation-debat-condamne", "2004-12-31", "2005-01-01")
    assert found["mention", "date-debat"] == "modifié"
    assert found["mention", "absence"] == "nouveau"
    assert found["règle", "lieu-condamne-detenu"] == "modifié"
    assert found["délai", "information"] == "modifié"
    assert found["calcul", "delai_convocation"] == "modifié"


def test_what_decides_is_said() -> None:
    (seuil,) = [
        change
        for change in evolutions(exemples.act("convocation-jap-spip"), date(2020, 3, 23), date(2020, 3, 24))
        if change.id == "seuil"
    ]
    assert seuil.axes == ("acte", "condamnation")
    assert seuil.avant is not None
    assert seuil.apres is not None
    assert "deux ans" in seuil.avant.texte
    assert "deux ans" not in seuil.apres.texte


def test_nothing_changes_between_two_days_of_one_law() -> None:
    assert all(evolutions(acte, date(2024, 5, 2), date(2024, 5, 3)) == () for acte in exemples.atelier().catalogue)
