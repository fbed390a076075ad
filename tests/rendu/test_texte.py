"""A docx as plain text: one line a paragraph or a row, nothing lost, the tags as their author wrote them."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from actes.errors import LectureError
from actes.rendu.balises import P, paragraph_text
from actes.rendu.garde import open_docx, parse
from actes.rendu.texte import CORPS, plain_lines, plain_tags, read_passages, tags
from tests.conftest import MODELES
from tests.rendu.docx_builder import paragraphs, saved

TEMPLATES = sorted(MODELES.glob("*/*.docx")) + sorted(MODELES.glob("_communs/fragments/*.docx"))


def lines(data: bytes) -> list[str]:
    return list(plain_lines(read_passages(open_docx(data))))


def document_with(*runs: str) -> bytes:
    """A docx of one paragraph, of this XML."""
    document = Document()
    document.add_paragraph()._p.extend(parse_xml(f"<w:p {nsdecls('w')}>{''.join(runs)}</w:p>"))
    return saved(document)


def test_a_paragraph_is_a_line_whatever_its_runs():
    assert lines(paragraphs("{{ con¦damne.nom }}", "", "Fin")) == ["{{ condamne.nom }}", "", "Fin"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_text_of_a_template_is_lost(path):
    parts = open_docx(path)
    shown = "".join("".join(plain_lines(read_passages(parts))).replace("⏎", "").split())
    for paragraph in parse(parts["word/document.xml"]).iter(P):
        assert "".join(paragraph_text(paragraph).split()) in shown


def test_a_row_is_a_line_and_the_margins_are_named():
    document = Document()
    document.add_paragraph("Avant")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Nom"
    table.cell(0, 1).text = "{{ condamne.nom }}"
    table.cell(0, 1).add_paragraph("suite")
    document.sections[0].header.paragraphs[0].text = "Haut"
    document.sections[0].footer.paragraphs[0].text = "Bas"
    assert lines(saved(document)) == [
        "[en-tête] Haut",
        "Avant",
        "| Nom | {{ condamne.nom }} ¶ suite |",
        "[pied de page] Bas",
    ]


def test_a_table_in_a_cell_stays_in_its_cell():
    document = Document()
    cell = document.add_table(1, 2).cell(0, 1)
    cell.text = "dehors"
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"
    assert lines(saved(document)) == ["|  | dehors ¶ | a | b | |"]


@pytest.mark.parametrize(
    ("runs", "line"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a\tb"),
        ('<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:br w:type="page"/></w:r>', "a ⏎ b [saut de page]"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>", "[masqué\u00a0: secret]"),
        ('<w:ins w:id="1" w:author="x"><w:r><w:t>neuf</w:t></w:r></w:ins>', "neuf"),
        ('<w:del w:id="1" w:author="x"><w:r><w:delText>vieux</w:delText></w:r></w:del>', ""),
        ('<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>', "[PAGE]"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> sur</w:t></w:r>',
            "[PAGE] sur",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>écrit</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "écrit",
        ),
        ("<w:sdt><w:sdtContent><w:r><w:t>dans</w:t></w:r></w:sdtContent></w:sdt>", "dans"),
    ],
)
def test_what_word_writes_otherwise_than_as_text(runs, line):
    assert lines(document_with(runs)) == [line]


def test_a_text_box_is_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>encadré</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    runs = (
        f'<w:r><mc:AlternateContent {mc}><mc:Choice Requires="w">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(document_with("<w:r><w:t>texte</w:t></w:r>", runs)) == ["texte", "encadré"]


def test_places_are_those_that_the_errors_give():
    passages = read_passages(open_docx(paragraphs("a", "b")))
    assert [(p.partie, p.paragraphe, p.lieu) for p in passages] == [
        (CORPS, 1, "corps, paragraphe 1"),
        (CORPS, 2, "corps, paragraphe 2"),
    ]


def test_a_tag_has_one_spelling():
    assert plain_tags("{{a|  f }} {%p  if b  == “x” %}{# note #}") == '{{ a | f }} {%p if b == "x" %}'
    assert list(tags('{%p if x %}{{ y }}{%- mention  "a" %}')) == ["if x", '- mention "a"']


def test_a_zip_that_holds_no_document_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(LectureError, match="n’est pas un document Word"):
        read_passages(open_docx(buffer.getvalue()))
