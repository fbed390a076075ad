"""Each text of a previewed act says where it comes from, and the act is otherwise the one that is delivered."""

from __future__ import annotations

import re
from types import SimpleNamespace as Groupe

import pytest
from docx import Document

from actes.errors import LectureError, ModeleError
from actes.rendu.ancrage import Ancrage
from actes.rendu.compiled import compile_modele
from actes.rendu.garde import open_docx
from actes.rendu.marques import Marque
from actes.rendu.prepare import prepare_modele
from actes.rendu.provenance import ActeTrace, ModeleTrace
from actes.rendu.signes import numbers_in, without_signs
from actes.rendu.source import read_source
from tests.rendu.docx_builder import paragraphs, saved

VIDE = re.compile("\ufffd")
AUCUN = {}.__getitem__


def traced(
    source: bytes, values: dict, fragments=AUCUN, prefixes: dict | None = None, brouillon: bool = False
) -> tuple[ActeTrace, Ancrage]:
    ancrage = Ancrage()
    prepared = prepare_modele(ancrage.mark(source), ancrage.marking(fragments), brouillon)
    return ModeleTrace(read_source(prepared), brouillon=brouillon).run(values, prefixes or {}), ancrage


def body(acte: ActeTrace) -> str:
    return open_docx(acte.contenu)["word/document.xml"].decode()


def values_of(acte: ActeTrace) -> list[tuple[str, tuple[str, ...]]]:
    return [(trace.texte, trace.chemins) for trace in acte.traces.values() if trace.genre == "valeur"]


PEINES = (Groupe(type="emprisonnement"), Groupe(type="amende"), Groupe(type="interdiction"))


def test_without_its_signs_the_act_is_the_one_that_the_engine_makes():
    source = paragraphs(
        "Nom : {{ nom }}",
        '{%p mention "a" %}',
        "Il est {{ qualite }}.",
        "{%p endmention %}",
        "{% if nom %}oui{% endif %}",
    )
    values = {"nom": "Durand & Fils <ltd>", "qualite": "seul\nici"}
    acte, _ = traced(source, values)
    exact = open_docx(compile_modele(source, AUCUN).render(values))
    ours = {name: data for name, data in open_docx(acte.contenu).items() if name.startswith("word/")}
    assert {
        name: VIDE.sub("", without_signs(data.decode())) for name, data in ours.items() if name.endswith(".xml")
    } == {name: data.decode() for name, data in exact.items() if name.startswith("word/") and name.endswith(".xml")}


def test_a_value_tells_the_path_that_it_prints_and_its_paragraph():
    acte, ancrage = traced(
        paragraphs("Fixe.", "Né à {{ condamne.naissance.lieu }}."),
        {"condamne": Groupe(naissance=Groupe(lieu="Roubaix"))},
    )
    (value,) = (trace for trace in acte.traces.values() if trace.genre == "valeur")
    assert (value.texte, value.chemins, value.expression) == (
        "Roubaix",
        ("condamne.naissance.lieu",),
        "condamne.naissance.lieu",
    )
    assert (ancrage.endroits[value.ancre].ou.partie, ancrage.endroits[value.ancre].ou.paragraphe) == ("corps", 2)


@pytest.mark.parametrize(
    ("boucle", "attendus"),
    [
        ("{% for p in peines %}{{ p.type }} {% endfor %}", [0, 1, 2]),
        ("{% for p in peines if p.type != 'amende' %}{{ p.type }} {% endfor %}", [0, 2]),
        ("{% for p in peines|sort(attribute='type') %}{{ p.type }} {% endfor %}", [1, 0, 2]),
        ("{% for p in peines|reverse %}{% set q = p %}{{ q.type }} {% endfor %}", [2, 1, 0]),
    ],
)
def test_in_a_loop_the_path_names_the_element_whatever_the_order(boucle, attendus):
    acte, _ = traced(paragraphs(boucle), {"peines": PEINES})
    assert [chemins for _, chemins in values_of(acte)] == [(f"peines[{rang}].type",) for rang in attendus]


def test_loops_inside_loops_name_each_element():
    values = {"groupes": (Groupe(noms=("a", "a")), Groupe(noms=("a",)))}
    acte, _ = traced(paragraphs("{% for g in groupes %}{% for n in g.noms %}{{ n }}{% endfor %}{% endfor %}"), values)
    assert [chemins[0] for _, chemins in values_of(acte)] == [
        "groupes[0].noms[0]",
        "groupes[0].noms[1]",
        "groupes[1].noms[0]",
    ]


def test_a_name_of_the_act_stands_for_a_path_of_the_dossier():
    acte, _ = traced(
        paragraphs("{{ personne.nom }}"),
        {"personne": Groupe(nom="Durand")},
        prefixes={"personne": "sanction.personnes[1]"},
    )
    assert values_of(acte) == [("Durand", ("sanction.personnes[1].nom",))]


def test_what_conditions_ask_is_noted_even_when_nothing_is_printed():
    acte, _ = traced(paragraphs("{% if condamne.mineur %}mineur{% endif %}"), {"condamne": Groupe(mineur=False)})
    assert acte.interroges == ("condamne.mineur",)


def test_fixed_text_leads_to_its_paragraph_and_a_fragment_to_its_own_file():
    host = paragraphs("Avant", '{%p fragment "pied" %}', "Après")
    acte, ancrage = traced(host, {}, fragments={"pied": paragraphs("Un", "Deux")}.__getitem__)
    found = [ancrage.endroits[t.ancre] for t in acte.traces.values() if t.genre == "paragraphe"]
    assert [(e.ou.fragment, e.ou.paragraphe, e.texte) for e in found] == [
        ("", 1, "Avant"), ("pied", 1, "Un"), ("pied", 2, "Deux"), ("", 3, "Après"),
    ]  # fmt: skip


def test_a_cell_says_its_table_row_and_column():
    document = Document()
    table = document.add_table(2, 2)
    table.cell(1, 1).text = "{{ nom }}"
    acte, ancrage = traced(saved(document), {"nom": "Durand"})
    (value,) = (trace for trace in acte.traces.values() if trace.genre == "valeur")
    assert ancrage.endroits[value.ancre].ou.cellule == ((1, 2, 2),)


def test_headers_and_footers_are_traced_too():
    document = Document()
    document.add_paragraph("Corps")
    document.sections[0].footer.paragraphs[0].text = "Dossier {{ dossier }}"
    acte, ancrage = traced(saved(document), {"dossier": "2026/1"})
    (value,) = (trace for trace in acte.traces.values() if trace.genre == "valeur")
    assert ancrage.endroits[value.ancre].ou.partie == "pied de page"


def test_a_mention_opens_and_closes_around_all_its_paragraphs():
    source = paragraphs("Avant", '{%p mention "visa" %}', "Vu", "et {{ nom }}", "{%p endmention %}", "Après")
    acte, _ = traced(source, {"nom": "Durand"})
    (number,) = (n for n, trace in acte.traces.items() if trace.genre == "mention")
    assert (acte.traces[number].mention, acte.traces[number].signet) == ("visa", "mention_visa")
    inside = body(acte).partition("\ue004")[2].partition("\ue005")[0]
    assert "Vu" in inside
    assert "Durand" in inside
    assert "Avant" not in inside
    assert "Après" not in inside


def test_a_draft_shows_the_blank_of_a_mention_as_such():
    values = {"nom": None, "marques": {"visa": Marque(lacune="[à compléter : le visa]")}}
    acte, _ = traced(paragraphs('{% mention "visa" %}Vu {{ nom }}{% endmention %}'), values, brouillon=True)
    (blank,) = (trace for trace in acte.traces.values() if trace.genre == "blanc")
    assert (blank.texte, blank.mention) == ("[à compléter : le visa]", "visa")


def test_a_dossier_cannot_forge_an_anchor():
    acte, _ = traced(paragraphs("{{ nom }}"), {"nom": "\ue000\ue011\ue001Durand\ue002"})
    assert numbers_in(body(acte)) == set(acte.traces)
    assert "\ufffd\ufffd\ufffdDurand\ufffd" in body(acte)


def test_a_template_that_holds_private_signs_loses_them():
    acte, _ = traced(paragraphs("\ue000\ue019\ue001Fixe {{ nom }}"), {"nom": "Durand"})
    assert numbers_in(body(acte)) == set(acte.traces)


def test_text_stays_text_whatever_it_looks_like():
    acte, _ = traced(paragraphs("{{ nom }}"), {"nom": "<script>alert('x') & {{ nom }}</script>"})
    assert "<script>" not in body(acte)
    assert "&lt;script&gt;" in body(acte)
    assert values_of(acte)[0][0] == "<script>alert('x') & {{ nom }}</script>"


def test_every_number_in_the_text_has_its_trace_and_every_trace_is_in_the_text():
    acte, _ = traced(
        paragraphs("Nom {{ nom }}", "{% for p in peines %}{{ p.type }}, {% endfor %}"), {"nom": "D", "peines": PEINES}
    )
    assert numbers_in(body(acte)) == set(acte.traces)


def test_a_template_runs_again_with_other_values_from_nothing():
    modele_source = paragraphs("{% for p in peines %}{{ p.type }}{% endfor %}")
    ancrage = Ancrage()
    modele = ModeleTrace(read_source(prepare_modele(ancrage.mark(modele_source), AUCUN)))
    assert len(modele.run({"peines": PEINES}, {}).traces) == 4
    assert len(modele.run({"peines": PEINES[:1]}, {}).traces) == 2


def test_a_value_that_may_not_be_printed_is_still_refused():
    with pytest.raises(ModeleError, match="absente"):
        traced(paragraphs("{{ nom }}"), {"nom": None})


def test_what_is_no_docx_is_refused():
    with pytest.raises(LectureError):
        Ancrage().mark(b"PK")
