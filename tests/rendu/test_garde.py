"""The guard: a dangerous docx is refused before a library sees it, in French, whatever hides the danger."""

from __future__ import annotations

import io
import zipfile

import pytest

from actes.errors import LectureError, ModeleError
from actes.rendu import compile_modele
from actes.rendu.garde import open_docx
from tests.rendu.docx_builder import members, paragraphs, with_member

RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"{mode}/></Relationships>'
)
EXTERNAL = ' TargetMode="External"'
BODY = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p>{content}</w:p></w:body></w:document>"
)


def plain() -> bytes:
    return paragraphs("Bonjour")


def with_relation(kind: str, target: str, mode: str = EXTERNAL) -> bytes:
    rels = RELS.format(kind=kind, target=target, mode=mode).encode()
    return with_member(plain(), "word/_rels/header9.xml.rels", rels)


def with_body(content: str) -> bytes:
    return with_member(plain(), "word/document.xml", BODY.format(content=content).encode())


def bomb() -> bytes:
    return with_member(plain(), "word/media/zero.xml.bin", bytes(80 * 1024 * 1024))


def twice() -> bytes:
    buffer = io.BytesIO(plain())
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", b"<a/>")
    return buffer.getvalue()


def many() -> bytes:
    buffer = io.BytesIO(plain())
    with zipfile.ZipFile(buffer, "a") as archive:
        for rank in range(1_100):
            archive.writestr(f"word/media/{rank}.png", b"")
    return buffer.getvalue()


STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    "</w:styles>"
)
DTD = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "b">]><d/>'
SPLIT_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r>'
    '<w:r><w:instrText>TEXT "c:\\\\x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)

DANGERS = {
    "pas un zip": (lambda: b"PK non", "lisible"),
    "vide": (lambda: b"", "est vide"),
    "zip sans document": (lambda: with_zip({"a.txt": b"x"}), "lisible"),
    "bombe": (bomb, "compressé"),
    "trop d'éléments": (many, "éléments"),
    "élément en double": (twice, "deux fois"),
    "chemin qui sort": (lambda: with_member(plain(), "../../etc/passwd", b"x"), "interdit"),
    "DTD": (lambda: with_member(plain(), "word/x.xml", DTD), "DTD"),
    "DTD en UTF-16": (lambda: with_member(plain(), "word/x.xml", DTD.decode().encode("utf-16")), "UTF-8"),
    "XML mal formé": (lambda: with_member(plain(), "word/x.xml", b"<a>"), "bien formé"),
    "XML trop profond": (lambda: with_member(plain(), "word/x.xml", b"<a>" * 500 + b"</a>" * 500), "bien formé"),
    "modèle attaché distant": (lambda: with_relation("attachedTemplate", "http://x/y.dotm"), "attachedTemplate"),
    "image distante": (lambda: with_relation("image", "http://x/y.png"), "renvoie hors"),
    "objet OLE": (lambda: with_relation("oleObject", "embeddings/o.bin", ""), "oleObject"),
    "lien vers un fichier": (lambda: with_relation("hyperlink", "file:///c:/x"), "renvoie hors"),
    "altChunk": (lambda: with_relation("aFChunk", "x.html", ""), "aFChunk"),
    "macros": (lambda: with_member(plain(), "word/vbaProject.bin", b"x"), "macros"),
    "champ DDE": (lambda: with_body('<w:fldSimple w:instr=" DDEAUTO c:\\\\x"/>'), "DDEAUTO"),
    "champ coupé": (lambda: with_body(SPLIT_FIELD), "INCLUDETEXT"),
    "styles cycliques": (lambda: with_member(plain(), "word/styles.xml", STYLES.encode()), "lui-même"),
}  # fmt: skip


def with_zip(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("danger", DANGERS)
def test_a_dangerous_docx_is_refused_and_told_in_french(danger):
    build, word = DANGERS[danger]
    data = build()
    with pytest.raises(LectureError) as raised:
        open_docx(data, "piege.docx")
    assert word in str(raised.value)
    assert str(raised.value).startswith("piege.docx")
    with pytest.raises(ModeleError):
        compile_modele(data)


def test_an_ordinary_link_is_let_through():
    data = with_relation("hyperlink", "https://www.justice.fr/")
    assert "word/document.xml" in members(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "est vide"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 99, "(.doc)"),
        (b"PK\3\4", "n’est pas un fichier docx"),
    ],
)
def test_what_is_no_archive_is_told_for_what_it_is(data, words):
    with pytest.raises(LectureError) as caught:
        open_docx(data)
    assert words in str(caught.value)


def test_a_file_that_is_not_there_is_told_with_its_path(tmp_path):
    with pytest.raises(LectureError) as raised:
        open_docx(tmp_path / "absent.docx")
    assert "absent.docx" in str(raised.value)
    assert raised.value.exit_code == 2


def test_an_attached_template_is_told_with_the_way_to_detach_it():
    with pytest.raises(LectureError) as raised:
        open_docx(with_relation("attachedTemplate", "file:///C:/modele.dotm"), "modele.docx")
    assert "Modèle de document" in raised.value.constats[0].conseil
    with pytest.raises(LectureError) as raised:
        open_docx(with_relation("oleObject", "embeddings/o.bin", ""), "modele.docx")
    assert "Modèle de document" not in raised.value.constats[0].conseil
