"""What Word does to tags as they are typed and saved is understood; what cannot be is told, never lost."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from lxml import etree

from actes.errors import ModeleError
from actes.produce import template_values
from actes.rendu import compile_modele, prepare_modele
from actes.rendu.balises import TAG, paragraph_text
from actes.rendu.compiled import Modele
from actes.rendu.garde import W, open_docx
from actes.rendu.reference import render_reference
from actes.rendu.saisie import clean_tag
from actes.rendu.source import read_source
from actes.rendu.texte import plain_lines, read_passages
from tests.exemples import act, act_ids, atelier, examine, example, read
from tests.rendu.docx_builder import body_text, differences, marks, paragraphs, saved, with_member
from tests.rendu.mains_de_frappe import HANDS, retyped

ACTES = (
    "ordre-mise-a-execution", "convocation-jap-spip", "certificat-sanction-pecuniaire", "ordonnance-motivee-712-5",
    "releve-condamnation",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{{ condamne\u00a0| accord(‘né’)\u00a0}}", "{{ condamne | accord('né') }}"),
        ("{{ c | accord(’l’un’, ’l’une’) }}", "{{ c | accord('l\\u2019un', 'l\\u2019une') }}"),
        ("{{ c | accord('né’, 'née’) }}", "{{ c | accord('né', 'née') }}"),
        ('{{ t | replace("\'", "’") }}', '{{ t | replace("\'", "\\u2019") }}'),
        ("{% if acte.exemplaire == «\u00a0copie\u00a0» %}", '{% if acte.exemplaire == "copie" %}'),
        ("{\u00a0% if x\u00a0%}", "{% if x %}"),
        ("{%p\u00a0If x ≠ 2 and y ≤ 3 %}", "{%p if x != 2 and y <= 3 %}"),
        ("{% p if x %}", "{%p if x %}"),
        ("{% mention «\u00a0visa\u2011deci\u00adsion\u00a0» %}", '{% mention "visa-decision" %}'),
        ("｛｛ nom ｜ majuscule ｝｝", "{{ nom | majuscule }}"),
        ('{{ note | default("à voir – “ici”") }}', '{{ note | default("à voir – \\u201cici\\u201d") }}'),
        ("{{ condamne.nom }}", "{{ condamne.nom }}"),
        ("{%- if x -%}", "{%- if x -%}"),
        ("{# “note” #}", "{# “note” #}"),
    ],
)
def test_a_tag_is_read_as_it_was_meant(typed, meant):
    assert clean_tag(typed) == meant
    assert clean_tag(meant) == meant


def test_no_tag_of_ours_is_changed_save_for_the_curved_quotes_inside_a_text():
    for acte in map(act, act_ids()):
        for modele in acte.modeles:
            for passage in read_passages(open_docx(modele.fichier)):
                for tag in TAG.finditer(passage.texte):
                    assert clean_tag(tag[0]).replace("\\u2019", "’") == tag[0]


def filled(data: bytes, acte: Any) -> tuple[list[str], bool]:
    """The lines of the example's document with this template; whether docxtpl gives the same XML."""
    examen = examine(acte, read(example(acte)))
    prepared = prepare_modele(data, atelier().modeles.fragment)
    values = template_values(examen, examen.documents[0])
    ours = open_docx(Modele(read_source(prepared)).render(values))
    lines = [line.replace("\u2011", "-") for line in plain_lines(read_passages(ours))]  # both hyphens read alike
    return lines, differences(ours, render_reference(prepared, values)) == []


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.__name__)
@pytest.mark.parametrize("acte_id", ACTES)
def test_what_word_did_to_a_template_changes_nothing_in_the_act(acte_id, hand):
    acte = act(acte_id)
    data = acte.modeles[-1].fichier.read_bytes()
    again = retyped(data, hand)
    assert open_docx(again)["word/document.xml"] != open_docx(data)["word/document.xml"]
    assert filled(again, acte) == (filled(data, acte)[0], True)


def test_every_hand_at_once_is_understood_too():
    acte = act("ordre-mise-a-execution")
    data = acte.modeles[-1].fichier.read_bytes()
    again = data
    for hand in HANDS:
        again = retyped(again, hand)
    assert filled(again, acte) == (filled(data, acte)[0], True)


def test_a_template_that_is_sound_keeps_its_bytes():
    data = paragraphs("{{ nom }} et {% if nom %}l’autre{% endif %}")
    once = prepare_modele(data)
    assert b"{% if nom %}l\xe2\x80\x99autre{% endif %}" in open_docx(once)["word/document.xml"]
    assert prepare_modele(retyped(data, lambda _: None)) == once


def test_what_word_put_inside_a_tag_stays_after_it():
    document = Document()
    paragraph = document.add_paragraph("Nom : {{ n")
    start = etree.SubElement(paragraph._p, f"{W}bookmarkStart")
    start.set(f"{W}id", "1")
    start.set(f"{W}name", "ici")
    paragraph.add_run("om")
    etree.SubElement(paragraph._p, f"{W}bookmarkEnd").set(f"{W}id", "1")
    paragraph.add_run(" }} fin").bold = True
    made = compile_modele(saved(document)).render({"nom": "Durand"})
    assert body_text(made) == ["Nom : Durand fin"]
    xml = open_docx(made)["word/document.xml"].decode()
    assert xml.count("bookmarkStart") == xml.count("bookmarkEnd") == 1


def test_a_bookmark_in_the_paragraph_of_a_tag_is_not_left_in_two_halves():
    document = Document()
    paragraph = document.add_paragraph("{%p if nom %}")
    start = etree.SubElement(paragraph._p, f"{W}bookmarkStart")
    start.set(f"{W}id", "1")
    start.set(f"{W}name", "ici")
    etree.SubElement(document.add_paragraph("texte")._p, f"{W}bookmarkEnd").set(f"{W}id", "1")
    document.add_paragraph("{%p endif %}")
    xml = open_docx(compile_modele(saved(document)).render({"nom": "x"}))["word/document.xml"].decode()
    assert xml.count("bookmarkStart") == xml.count("bookmarkEnd") == 1


BOX = """<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp>
<wps:txbx><w:txbxContent><w:p><w:r><w:t>{box}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing>
</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>{box}</w:t></w:r></w:p></w:txbxContent>
</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def test_a_text_box_is_filled_once_with_its_mark():
    document = Document()
    box = etree.fromstring(BOX.replace("{box}", '{% mention "nom" %}{{ nom }}{% endmention %}'))
    document.element.body.insert(0, box)
    made = compile_modele(saved(document)).render({"nom": "Durand", "marques": marks("nom")})
    xml = open_docx(made)["word/document.xml"].decode()
    assert xml.count("Durand") == 1
    assert xml.count('w:name="mention_nom"') == 1
    assert "mention_nom__2" not in xml


def test_tags_in_links_fields_and_content_controls_are_filled():
    document = Document()
    paragraph = document.add_paragraph()
    for wrapper in ("hyperlink", "fldSimple", "sdt"):
        outer = etree.SubElement(paragraph._p, f"{W}{wrapper}")
        inner = etree.SubElement(outer, f"{W}sdtContent") if wrapper == "sdt" else outer
        for piece in ("{{ n", "om }} "):
            etree.SubElement(etree.SubElement(inner, f"{W}r"), f"{W}t").text = piece
        if wrapper == "fldSimple":
            outer.set(f"{W}instr", " TITLE ")
    xml = open_docx(compile_modele(saved(document)).render({"nom": "Durand"}))["word/document.xml"].decode()
    assert xml.count("Durand") == 3


def table(*rows: tuple[str, ...]) -> bytes:
    document = Document()
    made = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return saved(document)


@pytest.mark.parametrize(
    ("template", "messages"),
    [
        (paragraphs("Texte {%p if nom %}", "a", "{%p endif %}"), ["seule dans son paragraphe"]),
        (paragraphs("{%p if nom %}{%p if nom %}", "{%p endif %}", "{%p endif %}"), ["seule dans son paragraphe"]),
        (paragraphs("{{ nom", "}}"), ["{{ » n’est pas refermée", "}} » ferme une balise qui n’est pas ouverte"]),
        (paragraphs("{% if nom", "a %}", "{% endif %}"), ["{% » n’est pas refermée", "%} » ferme une balise"]),
        (paragraphs("{%tr for n in noms %}", "a", "{%tr endfor %}"), ["n’est pas dans un tableau"] * 2),
        (table(("{%tr for n in noms %}", "perdu"), ("{{ n }}", ""), ("{%tr endfor %}", "")), ["seule dans sa ligne"]),
        (table(("{%tc for n in noms %}perdu", "{{ n }}", "{%tc endfor %}")), ["seule dans sa cellule"]),
    ],
)
def test_what_would_be_lost_is_told_all_at_once_and_in_its_place(template, messages):
    with pytest.raises(ModeleError) as raised:
        compile_modele(template)
    told = [str(constat).replace("\u00a0", " ") for constat in raised.value.constats]
    assert len(told) == len(messages)
    for constat, message in zip(told, messages, strict=True):
        assert message in constat
        assert "paragraphe" in constat


def test_an_image_in_the_paragraph_of_a_tag_is_not_lost_in_silence():
    document = Document()
    paragraph = document.add_paragraph("{%p if nom %}")
    etree.SubElement(etree.SubElement(paragraph._p, f"{W}r"), f"{W}drawing")
    document.add_paragraph("{%p endif %}")
    with pytest.raises(ModeleError, match="disparaître une image"):
        compile_modele(saved(document))


def test_a_tag_in_the_end_notes_would_be_printed_as_it_is_and_is_told():
    notes = f'<w:endnotes xmlns:w="{W[1:-1]}"><w:endnote><w:p><w:r><w:t>{{{{ nom }}}}</w:t></w:r></w:p></w:endnote>'
    notes += "</w:endnotes>"
    with pytest.raises(ModeleError, match="notes de fin"):
        compile_modele(with_member(paragraphs("a"), "word/endnotes.xml", notes.encode()))


def test_tags_of_a_fragment_are_sewn_too():
    fragment = retyped(paragraphs("{{ nom | majuscule }}"), HANDS[6])
    assert len(Document(io.BytesIO(fragment)).paragraphs[0].runs) > 3
    made = compile_modele(paragraphs('{%p fragment "x" %}'), lambda _: fragment).render({"nom": "été"})
    assert body_text(made) == ["Été"]
    assert paragraph_text(Document(io.BytesIO(made)).paragraphs[0]._p) == "Été"
