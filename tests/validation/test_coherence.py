"""Facts that contradict each other are told with their article; a missing fact contradicts nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from actes.catalogue import load_catalogue
from actes.errors import Gravite, ModeleError
from tests import exemples
from tests.cas import put, take_out
from tests.fabrique import plain, write_acte

CONTRADICTIONS = [
    ("convocation-jap-spip", "convocation.jap.date", "2026-10-05", "CPP D48-2 1°"),
    ("convocation-spip", "convocation.spip.date", "2019-01-02", "CPP D48-2 1° et 2°"),
    ("convocation-procureur-mandat-differe", "convocation.procureur.date", "2019-01-02", "CPP D48-2 5°"),
    ("notification-jugement-jap", "notification.date", "2026-09-01", "CPP D49-18 (D116-9)"),
    ("notification-jugement-jap", "appel.date", "2026-09-01", "CPP D49-39 (D116-13)"),
    ("ordre-mise-a-execution", "incarceration.date", "2021-01-04", "CPP D48-2-4 al. 1"),
]


def findings(acte_id: str, chemin: str, value: str | None) -> list[tuple[str | None, str | None]]:
    """What gate 1 says of a path of an act's example set to this value, or taken out: path and article."""
    data = exemples.example(exemples.act(acte_id))
    if value is None:
        take_out(data, chemin)
    else:
        put(data, chemin, value)
    examen = exemples.examine(exemples.act(acte_id), exemples.read(data))
    return [
        (c.chemin, c.article)
        for c in examen.constats
        if c.code == "regle-non-respectee" and c.gravite is Gravite.BLOQUANTE
    ]


@pytest.mark.parametrize(("acte_id", "chemin", "value", "article"), CONTRADICTIONS)
def test_a_contradiction_blocks_and_names_its_article(acte_id: str, chemin: str, value: str, article: str) -> None:
    assert (chemin, article) in findings(acte_id, chemin, value)


@pytest.mark.parametrize(("acte_id", "chemin"), [(acte_id, chemin) for acte_id, chemin, _, _ in CONTRADICTIONS])
def test_a_missing_fact_contradicts_nothing(acte_id: str, chemin: str) -> None:
    assert findings(acte_id, chemin, None) == []


def test_a_deferred_warrant_with_less_than_six_months_is_told_in_each_act_that_reads_the_warrant() -> None:
    acte = exemples.act("information-jap-spip-condamnation")
    data = exemples.example(acte)
    put(data, "condamnation.mandat", {"type": "depot_differe"})
    put(data, "condamnation.peines", [{"type": "emprisonnement", "quantum": "5 mois"}])
    found = exemples.examine(acte, exemples.read(data)).constats
    assert [c.article for c in found if "inférieur à six mois" in c.message] == ["CPP 464-2 I 3°"]


def test_a_rule_on_facts_that_an_act_does_not_read_says_nothing_there() -> None:
    acte = exemples.act("avis-diminution-amende")
    assert not [regle.id for regle in acte.coherence if regle.id.startswith("rdv-")]


REGLE = "{id: a, article: CPP D1, message: m, condition: condamne.incarcere%s}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bonjour", "ce fichier est une liste"),
        ("a: b", "ce fichier est une liste"),
        ("- a", "s'écrit en « clé: valeur »"),
        ("- {id: a, article: CPP D1, message: m, condition: '1 == 2'}", "ne lit aucun fait du dossier"),
        (
            "- {id: a, article: x, message: m, pour: p in condamnation.peines, condition: p.ferme is renseigne}",
            "élément",
        ),
        (f"- {REGLE % ''}\n- {REGLE % ''}", "figure déjà"),
        (
            f"- {REGLE % ', famille: essaiz'}",
            "aucun acte n'est de la famille « essaiz » — vouliez-vous dire « essais » ?",
        ),
    ],
)
def test_a_badly_written_shared_rule_is_the_author_s_mistake(tmp_path: Path, text: str, words: str) -> None:
    write_acte(tmp_path)
    folder = tmp_path / "_communs" / "regles"
    folder.mkdir(parents=True)
    (folder / "coherence.yaml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(ModeleError) as refused:
        load_catalogue([tmp_path]).check()
    assert words in plain(refused.value)
    assert "coherence.yaml:1" in str(refused.value) or "coherence.yaml:2" in str(refused.value)


@pytest.mark.parametrize("text", ["bonjour", "a: b"])
def test_a_file_of_shared_mentions_is_a_list(tmp_path: Path, text: str) -> None:
    write_acte(tmp_path, "inclut: [communes]\n")
    folder = tmp_path / "_communs" / "mentions"
    folder.mkdir(parents=True)
    (folder / "communes.yaml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(ModeleError, match="ce fichier est une liste"):
        load_catalogue([tmp_path]).check()
