"""Fragments are written once and merged into the host: paragraphs and tables, the host's own styles."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from actes.errors import ModeleError
from actes.rendu import compile_modele, prepare_modele
from tests.rendu.docx_builder import body_text, paragraphs, saved


def styled(text: str, style: str, *, table: bool = False) -> bytes:
    """A fragment of one paragraph in a style of its own, and a table if asked."""
    document = Document()
    document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph(text, style=style)
    if table:
        document.add_table(1, 1).cell(0, 0).text = text
    return saved(document)


def host(style: str | None = None) -> bytes:
    document = Document()
    if style:
        document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("avant")
    document.add_paragraph('{%p fragment "bloc" %}')
    document.add_paragraph("après")
    return saved(document)


def test_a_fragment_takes_the_place_of_its_call_in_the_styles_of_the_host():
    modele = compile_modele(host("Maison"), {"bloc": styled("Pour {{ nom }}", "Maison", table=True)}.__getitem__)
    data = modele.render({"nom": "Ève"})
    assert body_text(data) == ["avant", "Pour Ève", "après"]
    document = Document(io.BytesIO(data))
    assert document.paragraphs[1].style.name == "Maison"
    assert document.tables[0].cell(0, 0).text == "Pour Ève"


def test_a_fragment_may_call_another_one_but_not_itself():
    pieces = {"bloc": paragraphs('{%p fragment "autre" %}'), "autre": paragraphs("le fond")}
    assert body_text(compile_modele(host(), pieces.__getitem__).render({})) == ["avant", "le fond", "après"]
    with pytest.raises(ModeleError, match="sans fin"):
        prepare_modele(host(), {"bloc": paragraphs('{%p fragment "bloc" %}')}.__getitem__)


def test_a_style_that_the_host_lacks_is_told():
    with pytest.raises(ModeleError, match=r"le style «.Maison.» du fragment «.bloc.» n’existe pas"):
        prepare_modele(host(), {"bloc": styled("x", "Maison")}.__getitem__)


def test_what_must_stay_in_the_host_is_refused():
    document = Document()
    document.add_paragraph("un", style="List Number")
    document.paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
    with pytest.raises(ModeleError, match="une numérotation"):
        prepare_modele(host(), {"bloc": saved(document)}.__getitem__)


def test_a_call_beside_text_is_told_with_its_paragraph():
    template = paragraphs("début", 'texte {%p fragment "bloc" %}')
    with pytest.raises(ModeleError, match=r"seul dans son paragraphe.*paragraphe 2"):
        prepare_modele(template, {"bloc": paragraphs("x")}.__getitem__)


def test_a_path_finds_its_fragments_beside_its_folder(tmp_path):
    folder = tmp_path / "_communs" / "fragments"
    folder.mkdir(parents=True)
    (folder / "bloc.docx").write_bytes(paragraphs("le fond"))
    (tmp_path / "acte").mkdir()
    path = tmp_path / "acte" / "modele.docx"
    path.write_bytes(host())
    assert body_text(compile_modele(path).render({})) == ["avant", "le fond", "après"]


def test_the_prepared_template_is_the_same_bytes_each_time():
    pieces = {"bloc": paragraphs('{% mention "a" %}texte{% endmention %}')}
    assert prepare_modele(host(), pieces.__getitem__) == prepare_modele(host(), pieces.__getitem__)
