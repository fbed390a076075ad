"""What keeps a template from being read by everyone is told at its place; what is right is left alone."""

from __future__ import annotations

import pytest

from actes.lint.vue import contrast
from tests.lint.papier import codes, found, p, paper, r, styles

DESSIN = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
TITRES = {1: "TitreActe", 2: "Rubrique", 3: "SousRubrique"}


def drawing(attributes: str, inside: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DESSIN}"><wp:docPr id="1" name="Sceau" {attributes}>{inside}</wp:docPr>'
        "</wp:inline></w:drawing></w:r>"
    )


def table(
    *rows: str, look: str = 'w:firstRow="1" w:firstColumn="0"', style: str = "Tableau", properties: str = ""
) -> str:
    """A table; a row is its cells between « | », « # » before a row of headers."""
    head = f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{properties}<w:tblLook {look}/></w:tblPr><w:tblGrid/>'
    return head + "".join(_row(row) for row in rows) + "</w:tbl>" + p("Ensuite.")


def _row(row: str) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if row.startswith("#") else ""
    cells = "".join(
        f"<w:tc><w:tcPr>{'<w:gridSpan w:val=' + chr(34) + '2' + chr(34) + '/>' if cell.endswith('+') else ''}</w:tcPr>"
        f"{p(cell.strip('#+'))}</w:tc>"
        for cell in row.split("|")
    )
    return f"<w:tr>{mark}{cells}</w:tr>"


def test_a_document_without_language_is_told_and_an_english_one_too():
    lang = '<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>'
    (constat,) = found(paper(**styles(lang, "")))
    assert (constat.code, str(constat.ou)) == ("langue-absente", "styles")
    assert codes(paper(**styles(lang, '<w:lang w:val="en-US"/>'))) == ["langue-differente"]
    assert codes(paper(**styles(lang, '<w:lang w:val="fr-BE"/>'))) == []


def test_a_run_of_another_language_is_told_at_its_words_unless_it_is_a_tag():
    english = '<w:lang w:val="en-US"/>'
    (constat,) = found(paper(p("Vu la ", r("décision", english))))
    assert (constat.code, constat.ou.colonne) == ("langue-differente", 7)
    assert codes(paper(p("Vu ", r("{{ dossier }}", english), r(" ", english)))) == []


def test_a_document_without_title_is_told():
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> </dc:title></cp:coreProperties>'
    )
    (constat,) = found(paper(**{"docProps__core.xml": core}))
    assert (constat.code, str(constat.ou)) == ("titre-absent", "propriétés")
    assert codes(paper(**{"docProps__core.xml": core}), est_fragment=True) == []


@pytest.mark.parametrize(
    ("niveaux", "fautif"),
    [([2, 3, 2], None), ([3], 2), ([2, 2, 3, 2, 3], None), ([2, 3], None)],
)
def test_a_skipped_level_of_headings_is_told_at_the_heading(niveaux, fautif):
    constats = found(paper(*(p(f"Titre {n}", style=TITRES[n]) for n in niveaux)))
    assert [(c.code, c.ou.paragraphe) for c in constats] == ([("titre-saute", fautif)] if fautif else [])


def test_a_document_whose_titles_are_only_bold_has_none():
    document = paper(p(r("Convocation", "<w:b/>")))
    document["word/document.xml"] = document["word/document.xml"].replace(b'"TitreActe"', b'"Corps"')
    assert codes(document) == ["titre-saute"]


def test_a_table_of_data_without_headers_is_told_at_its_first_cell():
    (constat,) = found(paper(p("Avant."), table("Date|Lieu|Objet", "a|b|c")))
    assert (constat.code, constat.ou.cellule) == ("tableau-sans-entete", ((1, 1, 1),))


@pytest.mark.parametrize(
    "tableau",
    [
        table("#Date|Lieu|Objet", "a|b|c"),
        table("Nom|a", "Date|b", look='w:firstRow="0" w:firstColumn="1"'),
        table("Nom|a", "Date|b", look='w:val="0680"'),
        table("Sceau|Signature", "a|b", style="MiseEnPage", look='w:firstRow="0"'),
        table("Un seul|rang"),
        table("Une seule colonne", "a", "b"),
    ],
)
def test_a_table_that_says_its_headers_or_has_no_data_is_left_alone(tableau):
    assert codes(paper(p("Avant."), tableau)) == []


def test_a_merged_header_is_told_but_not_the_one_of_the_whole_table():
    (constat,) = found(paper(table("#Quand+|Lieu", "a|b|c")))
    assert (constat.code, constat.ou.cellule) == ("entete-fusionnee", ((1, 1, 1),))
    assert codes(paper(table("#Catégorie+", "a|b"))) == []


def test_an_image_without_words_is_told_and_a_decorative_one_is_not():
    (constat,) = found(paper(p("Sceau", drawing(""))))
    assert (constat.code, constat.ou.paragraphe) == ("image-sans-texte", 2)
    decorative = '<a:decorative xmlns:a="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    assert codes(paper(p("Sceau", drawing('descr="Sceau du tribunal"')))) == []
    assert codes(paper(p("Sceau", drawing("", decorative)))) == []


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ('<w:color w:val="BFBFBF"/>', "contraste-insuffisant"),
        ('<w:color w:val="FFFFFF"/>', "contraste-insuffisant"),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="green"/>', "contraste-insuffisant"),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>', None),
        ('<w:color w:val="767676"/>', None),
        ('<w:color w:val="8A8A8A"/><w:sz w:val="36"/>', None),
        ('<w:sz w:val="14"/>', "texte-trop-petit"),
        ('<w:sz w:val="16"/>', None),
    ],
)
def test_what_is_too_pale_or_too_small_is_told(properties, code):
    assert codes(paper(p("Vu le ", r("jugement", properties)))) == ([code] if code else [])


def test_the_contrast_is_that_of_the_standard():
    assert round(contrast("000000", "FFFFFF"), 1) == 21.0
    assert round(contrast("767676", "FFFFFF"), 2) == 4.54


def test_an_empty_paragraph_for_a_space_is_told_once_each():
    constats = found(paper(p("Avant."), p(), p(" "), p("Après.")))
    assert [(c.code, c.ou.paragraphe) for c in constats] == [("paragraphe-vide", 3), ("paragraphe-vide", 4)]


def test_an_empty_paragraph_that_word_wants_is_left_alone():
    cell = f"<w:tbl><w:tblGrid/><w:tr><w:tc><w:tcPr/>{p()}</w:tc></w:tr></w:tbl>"
    assert codes(paper(p("Avant."), cell, p(), cell, p())) == []
    assert codes(paper(p(r("Signature"), "<w:r><w:br/></w:r>"), p("<w:r><w:tab/></w:r>", "a"))) == []
