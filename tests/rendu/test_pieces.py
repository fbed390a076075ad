"""The texts of a template: found whatever the runs, put in another language, alone or beneath the French."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml import OxmlElement

from actes.errors import ModeleError
from actes.rendu import compile_modele, prepare_modele
from actes.rendu.langues import Entree, Textes, read_textes
from actes.rendu.prepare import merged_document
from actes.rendu.reference import render_reference
from actes.rendu.traduction import document_pieces
from tests.rendu.docx_builder import body_text, differences, document_xml, members, paragraphs, saved


def textes(langue: str = "de", bilingue: bool = False, **entrees: str) -> Textes:
    """A catalogue of these texts."""
    found = {("", key): Entree((said,), False) for key, said in entrees.items()}
    return Textes(langue, found, "de.po", bilingue=bilingue)


def pieces(source: bytes) -> list[str]:
    """The texts to translate of a template, its title left aside."""
    return [piece.texte for piece in document_pieces(merged_document(source)) if piece.partie.startswith("word")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a) Numéro d’¦enre¦gistrement (1)", ["Numéro d’enregistrement"]),
        ("(ii), (iii) Possibilité", ["Possibilité"]),
        ("3.1a Cité à personne", ["Cité à personne"]),
        ("3. (3.1a, 3.1b)", []),
        ("Durée\u00a0: {{ x }}", ["Durée : {x}"]),
        ("Fait le {{ d|date_longue }} à {{ v }}.", ["Fait le {d|date_longue} à {v}."]),
        ("{% if x %}Néant{% else %}–{% endif %}", ["Néant"]),
        ("Un\tdeux", ["Un", "deux"]),
        ("{{ 'Oui' if x == 'oui' else '☐' }}", ["Oui"]),
        ("{{ 'feminin'|libelle }} {{ x or 'XXX' }}", ["XXX"]),
        ("{{ x|montant(d or 'EUR') }}", []),
    ],
)
def test_a_piece_is_what_a_translator_reads(written, expected):
    assert pieces(paragraphs(written)) == expected


def test_a_change_of_formatting_ends_a_piece():
    document = Document()
    paragraph = document.add_paragraph("2. ")
    paragraph.add_run("Durée maximale").bold = True
    paragraph.add_run(" : sans objet")
    assert pieces(saved(document)) == ["Durée maximale", "sans objet"]


def test_a_page_number_is_no_text():
    document = Document()
    run = document.add_paragraph("page ").add_run()
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}fldCharType", kind)
        run._r.append(mark)
    assert pieces(saved(document)) == ["page"]


def test_the_texts_are_replaced_and_the_values_keep_their_place_in_the_sentence():
    source = paragraphs("a) Fait le ¦{{ d|date_longue }} à¦ {{ v }}.", "Montant\u00a0: {{ x|montant }}")
    german = textes(
        **{
            "Fait le {d|date_longue} à {v}.": "{v}, den {d|date_longue}.",
            "Montant : {x|montant}": "Betrag: {x|montant}",
        }
    )
    written = compile_modele(source, textes=german).render({"d": date(2026, 5, 1), "v": "Lille", "x": 3127})
    assert [text.replace("\u00a0", " ") for text in body_text(written)] == [
        "a) Lille, den 1. Mai 2026.",
        "Betrag: 3.127,00 €",
    ]


def test_the_space_before_a_colon_is_french_only():
    document = Document()
    document.add_paragraph().add_run("Montant").bold = True
    document.paragraphs[0].add_run("\u00a0: {{ x }}")
    written = compile_modele(saved(document), textes=textes(Montant="Betrag")).render({"x": "un"})
    assert body_text(written) == ["Betrag: un"]


def test_every_text_without_translation_is_named_at_once():
    with pytest.raises(ModeleError) as raised:
        prepare_modele(paragraphs("Adresse", "Nom", "Adresse"), textes=textes(Siège="Sitz"))
    assert [(c.code, c.message) for c in raised.value.constats] == [
        ("libelle-sans-traduction", "«\u00a0Adresse\u00a0» n’a pas de traduction (de)"),
        ("libelle-sans-traduction", "«\u00a0Nom\u00a0» n’a pas de traduction (de)"),
    ]


def test_a_translation_that_loses_a_value_is_refused():
    with pytest.raises(ModeleError) as raised:
        prepare_modele(paragraphs("Né le {{ d }}"), textes=textes(**{"Né le {d}": "Geboren am {e}"}))
    assert [constat.code for constat in raised.value.constats] == ["libelle-mal-traduit"]


def test_a_filter_that_only_french_has_is_refused_by_name():
    with pytest.raises(ModeleError, match="filtre «\u00a0accord\u00a0» n’a pas d’équivalent en allemand"):
        compile_modele(paragraphs("{{ p|accord('né') }}"), textes=textes())


def test_the_document_declares_its_language():
    written = compile_modele(paragraphs("Adresse"), textes=textes(Adresse="Anschrift")).render({})
    document = Document(io.BytesIO(written))
    assert document.core_properties.language == "de-DE"
    assert 'w:val="de-DE"' in members(written)["word/styles.xml"].decode()


def test_the_words_of_an_expression_are_translated_where_they_are_printed_only():
    source = paragraphs("{{ 'oui' if x == 'non' else 'non' }}")
    with pytest.raises(ModeleError, match="«\u00a0oui\u00a0» n’a pas de traduction"):
        prepare_modele(source, textes=textes())
    source = paragraphs("{{ 'présent' if x == 'oui' else 'absent' }}")
    german = textes(présent="anwesend", absent="abwesend")
    assert body_text(compile_modele(source, textes=german).render({"x": "oui"})) == ["anwesend"]


@pytest.mark.parametrize("bilingue", [False, True])
@pytest.mark.parametrize("langue", ["de", "el", "bg"])
def test_both_engines_say_the_same_in_every_language(langue, bilingue):
    source = paragraphs(
        "a) Fait le {{ d|date_longue }}\u00a0: {{ x|montant }}",
        '{%p mention "nom" %}',
        "Nom ¦et {% if x %}prénom{% endif %}",
        "{%p endmention %}",
    )
    said = {
        "Fait le {d|date_longue} : {x|montant}": "Am {d|date_longue}: {x|montant} & <b>",
        "Nom et": "Ὄνομα",
        "prénom": "първо",
    }
    other = textes(langue, bilingue, **said)
    values = {"d": date(2026, 5, 1), "x": 3127}
    prepared = prepare_modele(source, textes=other)
    compiled = compile_modele(source, textes=other).render(values)
    assert differences(members(compiled), render_reference(prepared, values, textes=other)) in (
        [],
        ["docProps/custom.xml"],
    )


def test_the_second_language_stands_beneath_the_first():
    source = paragraphs("Fait le {{ d|date_longue }}.", "{{ d|date_longue }}", "Nom {% if d %}connu{% endif %}")
    english = textes(
        "en", True, **{"Fait le {d|date_longue}.": "Done on {d|date_longue}.", "Nom": "Name", "connu": "known"}
    )
    written = compile_modele(source, textes=english).render({"d": date(2026, 5, 1)})
    assert [text.replace("\u00a0", " ") for text in body_text(written)] == [
        "Fait le 1er mai 2026.\nDone on 1 May 2026.",
        "1er mai 2026",
        "Nom / Name connu / known",
    ]
    assert 'w:lang w:val="en-IE"' in document_xml(written)


def test_of_a_choice_of_texts_the_one_that_shows_has_its_translation_on_a_line_of_its_own():
    source = paragraphs("{% if d == 1 %}Refus{% elif d == 2 %}Grâce{% else %}Constat{% endif %}")
    english = textes("en", True, Refus="Refusal", Grâce="Pardon", Constat="Finding")
    modele = compile_modele(source, textes=english)
    assert [body_text(modele.render({"d": rank})) for rank in (1, 2, 3)] == [
        ["Refus\nRefusal"], ["Grâce\nPardon"], ["Constat\nFinding"],
    ]  # fmt: skip


def test_a_fuzzy_or_empty_entry_is_no_translation():
    po = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n\n#, fuzzy\nmsgid "Nom"\nmsgstr "Name"\n\nmsgid "Date"\nmsgstr ""\n'
    assert read_textes(po.encode(), "de", "de.po").find("Nom") is None
    assert read_textes(po.encode(), "de", "de.po").find("Date") is None


def test_a_context_wins_over_the_text_alone():
    both = Textes("es", {("", "Nom"): Entree(("Nombre",), False), ("f", "Nom"): Entree(("Apellido",), True)})
    found = [both.find("Nom", context) for context in ("f", "g")]
    assert [entree.formes[0] for entree in found if entree] == ["Apellido", "Nombre"]
