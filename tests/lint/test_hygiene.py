"""What a working file leaves behind in a template is told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.papier import codes, found, p, paper, r, sound_templates, styles

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EXT = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def app(**values: str) -> dict[str, str]:
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
    return {"docProps__app.xml": f'<Properties xmlns="{EXT}">{inside}</Properties>'}


def core(**values: str) -> dict[str, str]:
    inside = "".join(f"<{name.replace('_', ':')}>{value}</{name.replace('_', ':')}>" for name, value in values.items())
    return {
        "docProps__core.xml": f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>Acte</dc:title>{inside}</cp:coreProperties>"
    }


def settings(inside: str) -> dict[str, str]:
    return {"word__settings.xml": f'<w:settings xmlns:w="{W}">{inside}</w:settings>'}


@pytest.mark.parametrize("path", sound_templates(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_delivered_templates_have_no_finding(path: Path):
    from actes.rendu.garde import open_docx

    assert found(open_docx(path), est_fragment=path.parent.name == "fragments") == []


@pytest.mark.parametrize(
    ("run", "kind"),
    [
        (f'<w:ins w:id="1" w:author="X">{r("ajouté")}</w:ins>', "ajout"),
        ('<w:del w:id="1" w:author="X"><w:r><w:delText>ôté</w:delText></w:r></w:del>', "suppression"),
        (f'<w:moveTo w:id="1" w:author="X">{r("déplacé")}</w:moveTo>', "ajout"),
        (r("gras", '<w:b/><w:rPrChange w:id="1" w:author="X"><w:rPr/></w:rPrChange>'), "mise en forme"),
    ],
)
def test_a_tracked_change_is_told_in_its_paragraph(run, kind):
    (constat,) = found(paper(p("Vu.", run)))
    assert (constat.code, constat.ou.paragraphe) == ("modification-suivie", 2)
    assert constat.message == f"des modifications suivies restent dans ce paragraphe ({kind})"


def test_tracking_left_on_is_told():
    assert codes(paper(**settings("<w:trackRevisions/>"))) == ["modification-suivie"]
    assert codes(paper(**settings('<w:trackRevisions w:val="0"/>'))) == []


def test_a_comment_is_told_where_it_is_anchored_but_not_ours():
    ours = p("L'acte : {{ x")
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="4" w:author="Claire Martin">{p("À revoir !")}</w:comment>'
        f'<w:comment w:id="5" w:author="actes">{ours}</w:comment></w:comments>'
    )
    anchors = "".join(f'<w:r><w:commentReference w:id="{n}"/></w:r>' for n in (4, 5))
    (constat,) = found(paper(p("Avant."), p("Ici.", anchors), **{"word__comments.xml": comments}))
    assert (constat.code, constat.ou.partie, constat.ou.paragraphe) == ("commentaire-laisse", "corps", 3)


def test_hidden_text_is_told_with_its_words_even_when_a_style_hides_it():
    (constat,) = found(paper(p("Vu ", r("en secret", "<w:vanish/>"))))
    assert (constat.code, constat.ou.colonne) == ("texte-masque", 4)
    assert codes(paper(p(r("visible", '<w:vanish w:val="0"/>')))) == []
    hiding = styles("<w:i/><w:iCs/></w:rPr>", "<w:i/><w:iCs/><w:vanish/></w:rPr>")
    assert codes(paper(p("Vu ", r("en secret", '<w:rStyle w:val="Italique"/>')), **hiding)) == ["texte-masque"]


def test_a_protected_template_is_told():
    assert codes(paper(**settings('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'))) == [
        "document-protege"
    ]
    assert codes(paper(**settings('<w:documentProtection w:edit="readOnly" w:enforcement="0"/>'))) == []


def test_embedded_fonts_are_told():
    assert codes(paper(**{"word__fonts__font1.odttf": "x"})) == ["police-incorporee"]


@pytest.mark.parametrize(
    ("fonts", "said"),
    [
        ('<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>', ["police-etrangere"]),
        ('<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Lucida Sans"/>', []),
        ('<w:rFonts w:eastAsia="MS Gothic"/>', []),
        ('<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic"/>', []),
    ],
)
def test_a_font_of_another_house_is_told(fonts, said):
    assert codes(paper(p("Vu ", r("le jugement", fonts)))) == said


def test_a_link_to_the_outside_is_told_and_one_inside_is_not():
    outside = f'<w:hyperlink r:id="rId99" xmlns:r="{R}">{r("ici")}</w:hyperlink>'
    inside = f'<w:hyperlink w:anchor="suite">{r("ici")}</w:hyperlink>'
    field = '<w:r><w:instrText> HYPERLINK "https://exemple.fr" </w:instrText></w:r>'
    assert codes(paper(p("Voir ", outside))) == ["lien-hypertexte"]
    assert codes(paper(p("Voir ", inside))) == []
    assert codes(paper(p("Voir ", field))) == ["lien-hypertexte"]


R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("parts", "extrait"),
    [
        (core(dc_creator="Claire Martin"), "Claire Martin"),
        (core(cp_lastModifiedBy="C. Martin"), "C. Martin"),
        (app(Manager="Paul Petit"), "Paul Petit"),
        ({"word__people.xml": f'<w:x xmlns:w="{W}"/>'}, ""),
    ],
)
def test_a_name_in_the_properties_is_told(parts, extrait):
    (constat,) = found(paper(**parts))
    assert (constat.code, constat.ou.partie, constat.ou.extrait) == ("donnee-personnelle", "propriétés", extrait)


@pytest.mark.parametrize("author", ["actes", "", "Tribunal judiciaire de Lille", "Ministère de la Justice"])
def test_the_name_of_a_service_is_none(author):
    assert codes(paper(**core(dc_creator=author))) == []


@pytest.mark.parametrize(
    "parts",
    [
        app(Company="Étude Martin"),
        app(Template="C:\\Users\\martin\\Modèle.dotx"),
        core(dc_description="version de Claire"),
        {"docProps__thumbnail.jpeg": "x"},
        {"customXml__item1.xml": "<x/>"},
        {"word__printerSettings__printerSettings1.bin": "x"},
        settings("<w:mailMerge/>"),
        {
            "docProps__custom.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'custom-properties"><property name="Chemin"><x>P:/martin</x></property></Properties>'
        },
    ],
)
def test_what_says_where_the_file_comes_from_is_told(parts):
    assert codes(paper(**parts)) == ["metadonnee-laissee"]


def test_what_word_and_we_write_of_ourselves_is_left_alone():
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
        '<property name="actes.acte"><x>ordre</x></property></Properties>'
    )
    assert codes(paper(**app(Template="Normal.dotm", Application="Word"), **{"docProps__custom.xml": custom})) == []
