"""docxtpl is the oracle: the compiled engine gives the same XML, part by part."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import pytest
from docx import Document
from docxtpl import DocxTemplate, InlineImage, Listing, RichText

from actes.errors import ModeleError
from actes.rendu import compile_modele, prepare_modele
from actes.rendu.marques import Marque, read_marks
from actes.rendu.reference import render_reference
from tests.rendu.docx_builder import body_text, differences, marks, members, paragraphs, saved


def table_template() -> bytes:
    """Loops of rows, loops of columns, merged cells, nested tables, tags in header, footer and title."""
    document = Document()
    document.core_properties.title = "Acte de {{ nom }}"
    document.core_properties.author = "Greffe"
    document.add_heading("{{ titre }}", 1)
    document.add_paragraph("Bonjour {{ nom }}, le {{ jour }}")
    document.add_paragraph("{%p if vide %}")
    document.add_paragraph("jamais")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("toujours {%- if nom %} collé{% endif %}")
    document.add_paragraph("{%p endif %}")
    rows = document.add_table(4, 2)
    for cell, text in zip(
        rows.columns[0].cells, ("Peine", "{%tr for p in peines %}", "{{ p.nom }}", "{%tr endfor %}"), strict=True
    ):
        cell.text = text
    rows.cell(2, 1).text = "{{ p.note }}"
    columns = document.add_table(2, 3)
    for cell, text in zip(
        columns.rows[0].cells, ("{%tc for p in peines %}", "{{ p.nom }}", "{%tc endfor %}"), strict=True
    ):
        cell.text = text
    for cell, text in zip(
        columns.rows[1].cells, ("{%tc for p in peines %}", "{{ p.nom }}", "{%tc endfor %}"), strict=True
    ):
        cell.text = text
    merged = document.add_table(1, 2)
    merged.cell(0, 0).merge(merged.cell(0, 1)).text = "{{ nom }}"
    merged.cell(0, 0).add_table(1, 1).cell(0, 0).text = "{{ nom }}"
    shaded = document.add_table(1, 2)
    shaded.cell(0, 0).text = "{% cellbg couleur %}{{ nom }}"
    spanned = document.add_table(2, 2)
    spanned.cell(0, 0).text = "{% colspan deux %}{{ nom }}"
    document.add_paragraph("{{r riche }} et {{ liste }}")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "En-tête de {{ nom }}"
    section.first_page_header.paragraphs[0].text = "Première page"
    section.footer.paragraphs[0].text = "{% for p in peines %}{{ loop.index }}{% endfor %}"
    return saved(document)


VALUES = {
    "nom": "Dupont & Fils <SARL>\nsuite\tet fin",
    "titre": "« Œuvre » {_{",
    "jour": 3,
    "vide": "",
    "deux": 2,
    "couleur": "DDDDDD",
    "peines": [{"nom": "a", "note": "x\ay"}, {"nom": "b", "note": "z\fw"}, {"nom": "c", "note": Decimal("1.50")}],
    "liste": Listing("un\ndeux & trois"),
}


@pytest.mark.parametrize("peines", [0, 1, 3])
def test_the_compiled_engine_gives_the_same_xml_as_docxtpl(peines):
    template = table_template()
    riche = RichText("gras & ", bold=True)
    values = VALUES | {"riche": riche, "peines": VALUES["peines"][:peines]}
    ours = members(compile_modele(template).render(values))
    assert differences(ours, render_reference(template, values)) == []
    assert differences(ours, render_reference(prepare_modele(template), values)) == []


@pytest.mark.parametrize("peines", [[], ["a", "b"]])
def test_a_table_whose_rows_may_all_vanish_is_still_the_same(peines):
    document = Document()
    rows = document.add_table(3, 2)
    for cell, text in zip(rows.columns[0].cells, ("{%tr for p in peines %}", "{{ p }}", "{%tr endfor %}"), strict=True):
        cell.text = text
    template = saved(document)
    assert (
        differences(
            members(compile_modele(template).render({"peines": peines})), render_reference(template, {"peines": peines})
        )
        == []
    )


def test_a_loop_over_the_cells_of_a_row_is_still_the_same():
    document = Document()
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "tête{% for p in peines %}", "{{ p }}{% endfor %}"
    values = {"peines": ["a", "b", "c"]}
    template = saved(document)
    assert differences(members(compile_modele(template).render(values)), render_reference(template, values)) == []


def test_a_block_that_would_break_the_xml_is_refused_not_mended_in_silence():
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "{% if oui %}dans la table"
    document.add_paragraph("dehors{% endif %}")
    modele = compile_modele(saved(document))
    assert modele.render({"oui": True})
    with pytest.raises(ModeleError, match="deux éléments"):
        modele.render({"oui": False})
    with pytest.raises(ModeleError, match="filterblock"):
        compile_modele(paragraphs("{% filter upper %}x", "y{% endfilter %}"))


def test_marks_render_the_same_in_both_engines_and_vanish_when_they_do_not_apply():
    template = paragraphs(
        "avant ¦{% men¦tion “vi¦sa” %}¦du ¦{{ jour }}¦{% endmention %}¦ après",
        '{%p mention "bloc" %}',
        "un",
        "{{ jour }}",
        "{%p endmention %}",
        "{%p for g in gens %}",
        '{%p mention "qui" %}',
        "{{ g }}",
        "{%p endmention %}",
        "{%p endfor %}",
        "fin",
    )
    values = {"jour": "2 mai", "gens": ["Ève", "Luc", "Zoé"]}
    applied = values | {"marques": marks("visa", "bloc") | {"qui": (Marque(), None, Marque("__2"))}}
    output = compile_modele(template).render(applied)
    assert differences(members(output), render_reference(prepare_modele(template), applied)) == []
    nothing = compile_modele(template).render(values | {"marques": {"visa": None, "bloc": None, "qui": (None,) * 3}})
    assert body_text(nothing) == ["avant  après", "fin"]


def test_a_template_tried_alone_shows_all_its_marks_alike_in_both_engines():
    template = paragraphs(
        'du {% mention "visa" %}{{ jour }}{% endmention %}',
        "{%p for g in gens %}",
        '{% mention "qui" %}{{ g }}{% endmention %}',
        "{%p endfor %}",
    )
    values = {"jour": "2 mai", "gens": ["Ève", "Luc"]}
    output = members(compile_modele(template).render(values))
    assert differences(output, render_reference(prepare_modele(template), values)) == []
    marked = read_marks([output["word/document.xml"].decode()])
    assert marked == {"mention_visa": "2 mai", "mention_qui": "Ève", "mention_qui__2": "Luc"}


def test_an_image_in_the_data_is_refused_by_name(tmp_path):
    template = DocxTemplate(io.BytesIO(paragraphs("x")))
    with pytest.raises(ModeleError, match="InlineImage"):
        compile_modele(paragraphs("{{ image }}")).render({"image": InlineImage(template, "sceau.png")})


def test_a_compiled_template_is_not_changed_by_rendering():
    modele = compile_modele(paragraphs("{{ nom }}"))
    first = modele.render({"nom": "Un"})
    assert modele.render({"nom": "Deux"}) != first
    assert modele.render({"nom": "Un"}) == first


@pytest.mark.parametrize(
    ("texte", "message"),
    [
        ("{{ inconnu }}", "inconnu"),
        ("{{ nom.absent }}", "absent"),
        ("{{ rien }}", "une valeur absente serait imprimée"),
        ("{{ rien.encore }}", "encore"),
        ("{{ rien | upper }}", "une valeur absente serait imprimée"),
        ("{{ 'né ' ~ rien }}", "une valeur absente serait imprimée"),
        ("{{ jour | string }}", "date_longue"),
        ("{{ drapeau }}", "oui_non"),
        ("{{ jour }}", "date_longue"),
        ("{{ liste }}", "une liste"),
        ("{{ groupe }}", "liste"),
        ("{{ piege }}", "caractère de contrôle"),
    ],
)
def test_what_must_not_be_printed_is_refused_with_its_paragraph(texte, message):
    values = {
        "nom": "Un", "rien": None, "drapeau": True, "jour": datetime.date(2026, 1, 2), "liste": [], "groupe": {"a": 1},
        "piege": "a\x0bb",
    }  # fmt: skip
    with pytest.raises(ModeleError) as raised:
        compile_modele(paragraphs("début", texte)).render(values)
    assert message in str(raised.value)
    assert "paragraphe 2" in str(raised.value)


def test_a_blank_is_false_and_its_parts_too():
    template = paragraphs("{% if rien.avocat.nom %}oui{% else %}non{% endif %}{% if rien.x == 'a' %}oui{% endif %}")
    assert body_text(compile_modele(template).render({"rien": None})) == ["non"]


@pytest.mark.parametrize(
    "texte",
    [
        "{{ ''.__class__ }}",
        "{{ nom['__class__'] }}",
        "{{ nom|attr('upper') }}",
        "{{ nom|safe }}",
        "{{ nom.upper() }}",
        "{{ liste|map(attribute='__class__')|list }}",
        "{{ liste|map(attribute=nom)|list }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ cycler('a') }}",
        "{{ (liste|map('upper')).gi_frame }}{{ nom.format_map(x) }}",
    ],
)
def test_code_outside_the_allow_list_is_refused_when_compiled(texte):
    with pytest.raises(ModeleError):
        compile_modele(paragraphs(texte))


@pytest.mark.parametrize(
    ("textes", "message"),
    [
        (("{% if x %}sans fin",), "pas refermée"),
        (("{{ nom|majuscul }}",), "vouliez-vous dire"),
        (("{{ nom }",), "pas refermée dans son paragraphe"),
        (('{% mention "a" %}texte',), "pas refermée"),
        (("{% endmention %}",), "sans"),
        (('{% mention "A!" %}x{% endmention %}',), "identifiant"),
        (("{% mention %}x{% endmention %}",), "guillemets"),
        (('{% mention "a" %}{% endmention %}',), "vide"),
        (('{% mention "a" %}x{% mention "b" %}y{% endmention %}{% endmention %}',), "dans une autre mention"),
        (('{% mention "a" %}x', "y{% endmention %}"), "plusieurs paragraphes"),
        (('texte {%p mention "a" %}', "x", "{%p endmention %}"), "seule dans son paragraphe"),
        (('{%p fragment "absent" %}',), "n’existe pas"),
    ],
)
def test_an_author_s_mistake_is_told_in_french_where_it_is(textes, message):
    template = paragraphs("début", *textes)
    with pytest.raises(ModeleError) as raised:
        compile_modele(template)
    assert message in str(raised.value)
    assert "document.xml" in str(raised.value)


def test_smart_quotes_and_cut_runs_inside_tags_are_understood():
    template = paragraphs("{¦{ nom ¦}¦} et {% if nom == ‘Un’ %}vrai{% endif %}")
    assert body_text(compile_modele(template).render({"nom": "Un"})) == ["Un et vrai"]


def test_the_same_template_and_values_give_the_same_bytes_with_no_clock_inside():
    template = table_template()
    values = VALUES | {"riche": "x"}
    assert compile_modele(template).render(values) == compile_modele(template).render(values)
    assert b"2026" not in io.BytesIO(compile_modele(paragraphs("{{ nom }}")).render({"nom": "x"})).getvalue()[:4000]
