"""Gate 3: the marks are still found in documents that Word or LibreOffice wrote again, and what changed is told."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document

from actes.errors import LectureError
from actes.rendu import compile_modele
from actes.rendu.lecture import ACT, MARKS, read_document
from actes.rendu.marques import Marque, fingerprint, property_name, read_marks
from actes.rendu.proprietes import CUSTOM_PART, custom_xml
from tests.rendu.docx_builder import marks, saved, with_member
from tests.rendu.mains_de_word import as_word_writes

VALUES = {
    "jour": "12\u00a0mars 2026",
    "adresse": "3 rue de la Paix\n59100 Roubaix",
    "gens": ["Ève Martin", "Luc L’Hôte", "Zoé"],
    "marques": marks("ligne", "bloc", "tableau", "cellule", "entete", "pied")
    | {"qui": (Marque(), None, Marque("__2")), "rang": (Marque(), Marque("__2"), Marque("__3"))},
}


def template() -> bytes:
    """A mark of each kind: inline, block, table, cell, loop of paragraphs, loop of rows, header, footer."""
    document = Document()
    document.add_paragraph('Avant {% mention "ligne" %}le {{ jour }}, à 9\u00a0h{% endmention %} après.')
    document.add_paragraph('{%p mention "bloc" %}')
    document.add_paragraph("Demeurant {{ adresse }}")
    document.add_paragraph("et nulle part ailleurs")
    document.add_paragraph("{%p endmention %}")
    document.add_paragraph('{%p mention "tableau" %}')
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Établissement", "{{ jour }}"
    document.add_paragraph("{%p endmention %}")
    table = document.add_table(1, 2)
    table.cell(0, 1).text = '{% mention "cellule" %}cellule du {{ jour }}{% endmention %}'
    document.add_paragraph("{%p for g in gens %}")
    document.add_paragraph('{%p mention "qui" %}')
    document.add_paragraph("Pour {{ g }}")
    document.add_paragraph("{%p endmention %}")
    document.add_paragraph("{%p endfor %}")
    table = document.add_table(3, 1)
    table.cell(0, 0).text = "{%tr for g in gens %}"
    table.cell(1, 0).text = '{% mention "rang" %}Rang de {{ g }}{% endmention %}'
    table.cell(2, 0).text = "{%tr endfor %}"
    section = document.sections[0]
    section.header.paragraphs[0].text = '{% mention "entete" %}En-tête du {{ jour }}{% endmention %}'
    section.footer.paragraphs[0].text = '{% mention "pied" %}Pied{% endmention %}'
    return saved(document)


@pytest.fixture(scope="module")
def produced() -> bytes:
    """A document with its fingerprints, as `produce` writes it."""
    modele = compile_modele(template())
    parts = modele.render_parts(VALUES)
    prints = {property_name(n): fingerprint(t) for n, t in read_marks(parts.values()).items()}
    facts = {ACT: "essai", MARKS: str(len(prints))} | prints
    return modele.assemble({**{n: x.encode() for n, x in parts.items()}, CUSTOM_PART: custom_xml(facts)})


MENTIONS = {"ligne", "bloc", "tableau", "cellule", "qui", "rang", "entete", "pied"}


def states(data: bytes) -> dict[str, str]:
    """Mention → state."""
    return {mention.id: str(mention.etat) for mention in read_document(data).mentions}


def edited(data: bytes, pattern: str, replacement: str, part: str = "word/document.xml") -> bytes:
    """The same docx after a change in the XML of one part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(part).decode()
    changed, count = re.subn(pattern, replacement, xml, count=1, flags=re.DOTALL)
    assert count, "the edit must change something"
    return with_member(data, part, changed.encode())


def test_an_untouched_document_is_conform(produced):
    assert states(produced) == dict.fromkeys(MENTIONS, "presente")


@pytest.mark.parametrize("route", [["docx"], ["odt", "docx"]], ids=["docx", "odt puis docx"])
def test_what_libreoffice_saves_again_is_conform_and_its_edits_are_told(produced, libreoffice, tmp_path, route):
    path = tmp_path / "acte.docx"
    path.write_bytes(produced)
    for step, extension in enumerate(route):
        (path,) = libreoffice([path], extension, tmp_path / str(step))
    again = path.read_bytes()
    assert states(again) == dict.fromkeys(MENTIONS, "presente")
    assert b"sdtLocked" not in zipfile.ZipFile(path).read("word/document.xml")
    changed = states(edited(again, "Rang de Luc", "Rang de Lucie"))
    assert changed == dict.fromkeys(MENTIONS, "presente") | {"rang": "alteree"}


@pytest.mark.parametrize(
    ("pattern", "replacement", "part", "mention", "etat"),
    [
        ("12\u00a0mars", "15\u00a0mars", "word/document.xml", "ligne", "alteree"),
        ("nulle part", "quelque part", "word/document.xml", "bloc", "alteree"),
        ("Luc L’Hôte|Zoé", "X", "word/document.xml", "qui", "alteree"),
        ("En-tête", "Entête", "word/header1.xml", "entete", "alteree"),
        ("<w:t[^>]*>Pied</w:t>", "<w:t></w:t>", "word/footer1.xml", "pied", "absente"),
        ("<w:r><w:t[^>]*>Pied", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Pied", "word/footer1.xml", "pied", "absente"),
        (">Pied<", ">\u200b<", "word/footer1.xml", "pied", "absente"),
        ("<w:t[^>]*>Pied</w:t>", '<w:t xml:space="preserve">  </w:t>', "word/footer1.xml", "pied", "absente"),
        (
            r"<w:bookmarkStart[^>]*mention_cellule.*?<w:bookmarkEnd[^>]*/>",
            "",
            "word/document.xml",
            "cellule",
            "absente",
        ),
        (r"<w:p>(?:(?!<w:p>).)*mention_rang__2.*?</w:p>", "<w:p/>", "word/document.xml", "rang", "absente"),
    ],
)
def test_each_edit_is_told_for_its_mention(produced, pattern, replacement, part, mention, etat):
    found = states(edited(produced, pattern, replacement, part))
    assert found[mention] == etat


def test_what_word_saves_again_is_conform_and_its_edits_are_told(produced):
    again = as_word_writes(produced)
    assert states(again) == dict.fromkeys(MENTIONS, "presente")
    assert states(edited(again, "ailleurs<", "ici<"))["bloc"] == "alteree"


def test_spaces_and_accents_written_otherwise_are_not_a_change(produced):
    same = edited(produced, "12\u00a0mars 2026, à 9\u00a0h", "12 mars  2026, a\u0300 9 h")
    assert states(same)["ligne"] == "presente"


def test_runs_cut_by_word_and_tracked_changes_do_not_hide_the_text(produced):
    cut = edited(
        produced,
        '<w:t xml:space="preserve">et nulle part ailleurs</w:t></w:r>|<w:t>et nulle part ailleurs</w:t></w:r>',
        "<w:t>et nulle </w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>part ailleurs</w:t></w:r>",
    )  # fmt: skip
    assert states(cut)["bloc"] == "presente"
    deleted = edited(
        produced,
        "<w:r>(?:<w:rPr/>)?<w:t[^>]*>et nulle part ailleurs</w:t></w:r>",
        '<w:del w:id="9" w:author="x"><w:r><w:delText>et nulle part ailleurs</w:delText></w:r></w:del>',
    )
    assert states(deleted)["bloc"] == "alteree"


def test_a_document_that_is_not_ours_cannot_be_read():
    with pytest.raises(LectureError) as raised:
        read_document(saved(Document()), "lettre.docx")
    assert raised.value.exit_code == 2
    assert "lettre.docx" in str(raised.value)
