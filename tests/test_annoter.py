"""The findings of a check, written as Word comments in a copy of the template."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from actes.annoter import annotate_copies
from actes.errors import Constat, Gravite
from actes.lint.modele import Sujet
from actes.place import Place, Repere
from actes.rendu.anatomie import Anatomie
from actes.rendu.annotation import Note, annotate
from actes.rendu.archive import Archive
from actes.rendu.garde import W, open_docx, parse
from tests.conftest import MODELES, RACINE, needs
from tests.lint.papier import THEMES, p, paper, r

MODELE = MODELES / "ordre-mise-a-execution" / "modele.docx"


def note(
    paragraphe: int | None = None, colonne: int | None = None, partie: str = "corps", texte: str = "à voir"
) -> Note:
    return Note(("Attention – essai", texte), partie, paragraphe, colonne)


def commented(members: dict[str, bytes]) -> dict[str, str]:
    """Comment number → the words between its limits; checked: one start, one end and one reference each, in order."""
    body = parse(members["word/document.xml"])
    opened: list[str] = []
    said: dict[str, str] = {}
    referred: list[str] = []
    for element in body.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference", f"{W}t", f"{W}br"):
        ident = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            assert ident not in said
            said[ident] = ""
            opened.append(ident)
        elif element.tag == f"{W}commentRangeEnd":
            opened.remove(ident)
        elif element.tag == f"{W}commentReference":
            assert ident in said
            assert ident not in opened
            referred.append(ident)
        else:
            for each in opened:
                said[each] += element.text or "\n"
    assert not opened
    assert sorted(referred) == sorted(said)
    assert sorted(said) == sorted(c.get(f"{W}id") for c in parse(members["word/comments.xml"]))
    return said


def lines(members: dict[str, bytes]) -> list[list[str]]:
    """The lines of each comment, in the order of the part."""
    comments = parse(members["word/comments.xml"])
    return [["".join(line.itertext()) for line in comment.iter(f"{W}p")] for comment in comments]


def texts(members: dict[str, bytes]) -> list[str]:
    return [paragraphe.texte for paragraphe in Anatomie(members).paragraphes() if paragraphe.partie != "commentaires"]


def annotated(members: dict[str, bytes], *notes: Note) -> dict[str, bytes]:
    return open_docx(annotate(members, notes))


def test_a_comment_is_around_the_word_or_the_tag_it_is_about():
    document = paper(p("Vu le ", r("juge", "<w:b/>"), r("ment du {{ condamne | identite }} ici")), p("Ensuite."))
    after = annotated(document, note(2, 7), note(2, 19), note(3))
    assert commented(after) == {"0": "jugement", "1": "{{ condamne | identite }}", "2": "Ensuite."}
    assert texts(after) == texts(document)
    assert '<w:b/></w:rPr><w:t xml:space="preserve">juge</w:t>' in after["word/document.xml"].decode()


def test_findings_at_one_place_make_one_comment_and_the_first_line_is_bold():
    after = annotated(paper(p("Vu.")), note(2, 1, texte="un"), note(2, 1, texte="deux"))
    assert lines(after) == [["Attention – essai", "un", "Attention – essai", "deux"]]
    assert after["word/comments.xml"].count(b"<w:b/>") == 2


@pytest.mark.parametrize(
    "ailleurs",
    [note(1, 3, "pied de page"), note(None, None, "propriétés"), note(None, None, ""), note(99)],
)
def test_what_word_cannot_comment_is_told_at_the_first_paragraph(ailleurs):
    assert commented(annotated(paper(p("Vu.")), ailleurs)) == {"0": "Acte"}


def test_what_is_found_in_a_text_box_is_told_where_it_is_anchored():
    box = f"<w:r><w:pict><w:txbxContent>{p('Dans le cadre')}</w:txbxContent></w:pict></w:r>"
    after = annotated(paper(p("Autour", box)), note(3, 1))
    assert commented(after) == {"0": "AutourDans le cadre"}


def test_the_comments_of_others_stay_and_ours_are_replaced():
    other = (
        f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="7" w:author="Claire Martin">{p("À revoir")}</w:comment>'
        "</w:comments>"
    )
    there = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    once = annotated(paper(p(there[0], "Vu.", there[1]), **{"word__comments.xml": other}), note(2, 1, texte="un"))
    twice = annotated(once, note(2, 1, texte="deux"))
    assert lines(once) == [["À revoir"], ["Attention – essai", "un"]]
    assert lines(twice) == [["À revoir"], ["Attention – essai", "deux"]]
    assert commented(twice) == {"7": "Vu.", "8": "Vu."}
    assert twice["word/document.xml"] == annotated(once, note(2, 1, texte="trois"))["word/document.xml"]


def test_the_same_findings_give_the_same_bytes():
    assert annotate(paper(p("Vu.")), [note(2)]) == annotate(paper(p("Vu.")), [note(2)])


def faulty(folder: Path) -> Path:
    """Our template with a fault in the body, in a cell, in the footer and in the properties."""
    members = open_docx(MODELE)
    body = members["word/document.xml"].decode()
    for right, wrong in (
        ("Donnons ordre", "Donnons  ordre"),
        ("Sceau du magistrat", "Sceau du magistrat !"),
        ("au chef de l’établissement", "au chef de l'établissement"),
    ):
        assert right in body
        body = body.replace(right, wrong)
    members["word/document.xml"] = body.encode()
    members["word/footer1.xml"] = members["word/footer1.xml"].replace(b"Dossier {{", "Dossier n° {{".encode())
    members["docProps/core.xml"] = members["docProps/core.xml"].replace(b"<dc:creator>actes", b"<dc:creator>Claire M")
    path = folder / "modele.docx"
    path.write_bytes(Archive.of(members.items()).assemble({}))
    return path


def findings(path: Path) -> list[Constat]:
    subject = Sujet(Anatomie(open_docx(path)), str(path))
    return [constat for theme in THEMES for regle in theme.REGLES for constat in regle(subject)]


def test_the_copy_of_a_faulty_template_has_every_finding_at_its_place_and_opens_clean(tmp_path):
    path = faulty(tmp_path)
    before, found = path.read_bytes(), findings(path)
    done = annotate_copies(found, tmp_path / "relecture")
    assert [copy.name for copy in done.copies] == ["modele__annote.docx"]
    assert path.read_bytes() == before
    after = open_docx(done.copies[0])
    said = "\n".join(line for comment in lines(after) for line in comment)
    assert len(found) == 5
    for constat in found:
        assert f"– {constat.code}\n" in said
        assert constat.message in said
    assert sorted(commented(after).values()) == sorted(["  ordre", "'établissement", " !", '{%p fragment "entete" %}'])
    assert "pied de page, paragraphe 1\u00a0: «\u00a0n°\u00a0» n’est pas suivi" in said
    assert [str(error) for error in OpenXmlValidator().validate(str(done.copies[0])).errors] == []


def test_an_annotated_copy_says_nothing_of_our_own_comments(tmp_path):
    path = faulty(tmp_path)
    (copy,) = annotate_copies(findings(path), tmp_path / "relecture").copies
    assert [(c.code, c.ou) for c in findings(copy)] == [(c.code, c.ou) for c in findings(path)]


def test_libreoffice_shows_each_comment_with_its_words(tmp_path):
    (copy,) = annotate_copies(findings(faulty(tmp_path)), tmp_path / "relecture").copies
    home = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    command = [needs("soffice"), home, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), str(copy)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "modele__annote.fodt").read_text(encoding="utf-8")
    notes = re.findall("<office:annotation .*?</office:annotation>", text, re.S)
    assert len(notes) == 4
    assert all("<dc:creator>actes</dc:creator>" in each and "Attention – " in each for each in notes)


def test_findings_of_an_acte_yaml_and_of_a_dangerous_file_have_no_copy(tmp_path):
    dangerous = tmp_path / "modele.docx"
    dangerous.write_bytes(b"PK")
    place = Repere(partie="corps", paragraphe=1)
    found = [
        Constat(code="acte-invalide", message="x", place=Place(str(tmp_path / "acte.yaml"))),
        Constat(code="document-refuse", message="x", place=Place(str(dangerous)), gravite=Gravite.BLOQUANTE, ou=place),
    ]
    done = annotate_copies(found, tmp_path / "copies")
    assert (done.copies, done.refuses) == ((), (str(dangerous),))


def test_a_copy_bears_the_name_of_its_act():
    from actes.annoter import copy_name

    assert copy_name(MODELE) == "ordre-mise-a-execution__modele__annote.docx"
    assert copy_name(RACINE / "templates/_communs/fragments/entete.docx") == "fragments__entete__annote.docx"
    assert copy_name(Path("/ailleurs/lettre.docx")) == "lettre__annote.docx"
