"""Where each sentence stands and why: the situations of `peines.yaml`, the table of reasons itself, what is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, reduce
from itertools import pairwise
from typing import Any, get_args

import pytest
import yaml

from actes import affaire
from actes.affaire import contenu_of
from actes.dossier import champ_racine, load_flux
from actes.dossier.peines import Peine
from actes.peines import EtatPeine, Evenement, Piece, Suivi, etat_des_peines, table
from actes.peines.page import page
from actes.peines.releve import Choix, Fiche, Totaux, as_json, heading
from tests.cas import catalogue, plain, put, read_plain, take_out
from tests.conftest import MODELES, RACINE

SITUATIONS = read_plain(RACINE / "tests" / "peines.yaml")
CLES = {"cas", "dossier", "rang", "avec", "sans", "actes", "note", "au", "attendu"}
CLES_ATTENDU = {
    "etat", "motif", "depuis", "depuis_motif", "jusqu_au", "article", "dit", "conseil", "dit_conseil", "diligence",
}  # fmt: skip
JOUR = date(2026, 6, 1)


@cache
def champs() -> Any:
    return catalogue().champs()


def contenu(donnees: Any) -> dict[str, Any]:
    """The facts of a dossier given as nested texts, as they come back from the register."""
    text = yaml.safe_dump(donnees, allow_unicode=True, default_style='"', sort_keys=False)
    [lecture] = load_flux(text, "dossier.yaml", champs())
    assert not lecture.constats, [str(constat) for constat in lecture.constats]
    assert lecture.dossier is not None
    found = contenu_of(lecture.dossier)
    assert found is not None
    return json.loads(json.dumps(found))


def situation(entry: Mapping[str, Any]) -> Suivi:
    """A case of the table, as the register would know it."""
    assert set(entry) <= CLES, sorted(set(entry) - CLES)
    if "dossier" in entry:
        text = (RACINE / entry["dossier"]).read_text(encoding="utf-8")
        donnees = list(yaml.load_all(text, Loader=yaml.BaseLoader))[int(entry.get("rang", 0))]
    else:
        donnees = json.loads(json.dumps(SITUATIONS["base"]))
    for chemin, value in entry.get("avec", {}).items():
        put(donnees, chemin, value)
    for chemin in entry.get("sans", ()):
        assert take_out(donnees, chemin), chemin
    return Suivi(
        dossier=donnees["dossier"],
        juridiction="tribunal judiciaire de Lille",
        contenu=contenu(donnees),
        evenements=[event(each) for each in entry.get("note", ())],
        pieces=[piece(each) for each in entry.get("actes", ())],
    )


def event(facts: Mapping[str, str]) -> Evenement:
    rank = facts.get("peine")
    return Evenement(
        nature=facts["evenement"],
        le=date.fromisoformat(facts["le"]),
        texte=facts.get("motif", ""),
        peine=int(rank) if rank else None,
        mode=facts.get("mode", ""),
    )


def piece(facts: Mapping[str, Any]) -> Piece:
    assert facts["acte"] in catalogue().ids
    return Piece(
        numero=facts["numero"],
        acte=facts["acte"],
        du=date.fromisoformat(facts["du"]),
        exemplaire=facts.get("exemplaire", ""),
        mode=facts["mode"],
        evenements=tuple(event(each) for each in facts.get("vie", ())),
    )


def differences(found: EtatPeine, wanted: Mapping[str, str]) -> Iterator[str]:
    """What is not as the table says."""
    assert set(wanted) <= CLES_ATTENDU, sorted(set(wanted) - CLES_ATTENDU)
    motif = found.motif
    shown = {
        "etat": str(found.etat),
        "motif": motif.code if motif else "aucun",
        "depuis": str(found.depuis),
        "depuis_motif": str(motif and motif.depuis),
        "jusqu_au": str(motif and motif.jusqu_au),
        "article": motif.article if motif else "",
    }
    for key, value in wanted.items():
        if key in shown and shown[key] != value:
            yield f"{key} : attendu {value}, trouvé {shown[key]}"
    if wanted.get("dit", "") not in plain(motif.texte if motif else ""):
        yield f"texte : {motif and motif.texte}"
    codes = [each.code for each in found.conseils]
    if "conseil" in wanted and wanted["conseil"] not in codes:
        yield f"conseils : {codes}"
    if wanted.get("dit_conseil", "") not in plain(" ".join(each.texte for each in found.conseils)):
        yield f"conseils : {found.conseils}"
    done = found.diligence.texte if found.diligence else "aucune"
    if wanted.get("diligence", "") not in plain(done):
        yield f"diligence : {done}"


@pytest.mark.parametrize("entry", SITUATIONS["cas"], ids=lambda entry: entry["cas"])
def test_each_sentence_is_in_the_state_and_for_the_reason_that_the_table_says(entry):
    found = {peine.rang: peine for peine in etat_des_peines(situation(entry), date.fromisoformat(entry["au"]))}
    wanted = {int(rank): facts for rank, facts in entry["attendu"].items()}
    problems = [f"peine {rank} : {each}" for rank in wanted for each in differences(found[rank], wanted[rank])]
    assert not problems
    assert "dossier" in entry or set(found) == set(wanted)


def test_each_situation_has_its_own_name():
    names = [entry["cas"] for entry in SITUATIONS["cas"]]
    assert len(names) == len(set(names))


# --- the table of reasons


RACINES = {"peine", "registre", "executoire", "executoire_depuis", "jour"}
FAITS = {*affaire.FAITS, *affaire.FAITS_CONDAMNATION}


def lignes() -> list[Any]:
    return [*table().etats, *table().motifs, *table().conseils]


def test_a_reason_looks_only_at_facts_that_the_register_keeps():
    for ligne in lignes():
        braces = re.findall(r"\{([a-z0-9_.]+)\}", ligne.texte + ligne.passe)
        others = [other.split(" ")[1] for _, values in ligne.si for other in values if re.match(r"[<>]= ", other)]
        read = {chemin for chemin, _ in ligne.si} | {ligne.jusqu_au, ligne.avant, ligne.depart, ligne.depuis, *others}
        for chemin in (read | set(braces)) - {"", "jusqu_au"}:
            assert chemin in FAITS or chemin.split(".")[0] in RACINES, (ligne.id, chemin)


def test_the_facts_that_the_register_keeps_are_fields_of_the_dossier():
    racine = champ_racine(champs())
    for chemin in FAITS:
        assert reduce(lambda champ, part: champ.enfants[part], chemin.split("."), racine).titre, chemin


def test_a_reason_expects_only_values_that_the_dossier_may_have():
    racine = champ_racine(champs())
    for ligne in lignes():
        for chemin, values in ligne.si:
            if chemin in FAITS:
                field = reduce(lambda champ, part: champ.enfants[part], chemin.split("."), racine)
                known = {"oui", "non"} if field.genre == "oui_non" else set(field.choix)
                plain_values = {value for value in values if re.fullmatch("[a-z_]+", value)}
                assert not known or plain_values - {"renseigne", "absent"} <= known, (ligne.id, chemin)


def test_a_reason_bears_on_types_of_sentence_that_exist():
    known = {get_args(model.model_fields["type"].annotation)[0] for model in _models()}
    known |= {affaire.SURSIS_REVOQUE, affaire.SANCTION_PECUNIAIRE}
    named = {kind for types in table().natures.values() for kind in types}
    assert named == known
    for ligne in [*lignes(), *table().diligences.values()]:
        assert ligne.pour <= known


def _models() -> Any:
    return get_args(get_args(Peine)[0])


def test_each_sentence_has_one_nature():
    types = [kind for types in table().natures.values() for kind in types]
    assert len(types) == len(set(types))


def test_each_reason_has_its_article():
    for ligne in [*lignes(), *table().diligences.values()]:
        assert re.match(r"CPP [D\d]", ligne.article), ligne


def test_the_diligences_are_acts_of_the_catalogue():
    assert set(table().diligences) <= set(catalogue().ids)
    assert {acte for actes in table().deduits.values() for acte in actes} <= set(table().diligences)


def test_a_reason_known_under_several_dates_is_in_force_once_a_day():
    by_id: dict[str, list[Any]] = {}
    for ligne in table().motifs:
        by_id.setdefault(ligne.id, []).append(ligne)
    for versions in by_id.values():
        for before, after in pairwise(versions):
            assert (after.du - before.au).days == 1


@pytest.mark.parametrize("path", sorted(MODELES.glob("*/exemple.yaml")), ids=lambda path: path.parent.name)
def test_every_example_of_the_catalogue_has_a_state_for_each_of_its_sentences(path):
    text = path.read_text(encoding="utf-8")
    [lecture] = load_flux(text, "exemple.yaml", champs())
    facts = contenu_of(lecture.dossier)
    if facts is None:
        assert lecture.dossier.condamnation is None or not lecture.dossier.condamnation.peines
        return
    jour = lecture.dossier.date_acte or JOUR
    states = etat_des_peines(Suivi(dossier="x", juridiction="x", contenu=json.loads(json.dumps(facts))), jour)
    assert states
    for state in states:
        assert state.texte
        assert state.motif is None or "…" not in state.motif.texte
        assert all("…" not in each.texte for each in state.conseils)


# --- what is shown


def fiche(**choices: Any) -> Fiche:
    entry = next(each for each in SITUATIONS["cas"] if "pour une seule peine" in each["cas"])
    suivi = situation(entry)
    choix = Choix(**choices)
    peines = tuple(peine for peine in etat_des_peines(suivi, JOUR) if choix.keeps(peine))
    return Fiche(dossier=suivi.dossier, juridiction=suivi.juridiction, peines=peines)


def test_only_the_sentences_without_a_reason_are_kept_when_asked():
    assert [peine.rang for peine in fiche(sans_motif=True).peines] == [1]
    assert [peine.rang for peine in fiche().peines] == [1, 2]


def test_the_totals_count_what_is_shown():
    totaux = Totaux()
    assert list(totaux.count([fiche()])) == [fiche()]
    counted = totaux.as_json()
    assert (counted["affaires"], counted["a_executer"], counted["sans_motif"]) == (1, 2, 1)
    assert str(totaux).startswith("1 affaire")


def test_a_sentence_says_its_case_without_the_name_of_anyone():
    shown = fiche()
    text = json.dumps([as_json(shown, peine) for peine in shown.peines], ensure_ascii=False) + heading(
        shown, shown.peines[0]
    )
    assert "tribunal correctionnel de Lille" in text
    assert "Durand" not in text


def test_the_page_marks_what_has_no_reason_and_loads_nothing():
    totaux = Totaux()
    shown = "".join(page(totaux.count([fiche()]), JOUR, totaux))
    assert shown.count('class="sans-motif"') == 1
    assert "AUCUN MOTIF CONNU" in shown
    assert not re.search(r"https?:|<script|src=", shown)
    assert "sans motif connu : 1" in plain(shown)


def test_the_texts_of_the_page_are_escaped():
    entry = {**SITUATIONS["cas"][0], "note": [{"evenement": "en_attente", "le": "2026-05-04", "motif": "<b>&"}]}
    suivi = situation(entry)
    peines = tuple(etat_des_peines(suivi, JOUR))
    shown = "".join(page([Fiche(dossier="<x>", juridiction="", peines=peines)], JOUR, Totaux()))
    assert "&lt;b&gt;&amp;" in shown
    assert "<x>" not in shown
    assert "<b>" not in shown
