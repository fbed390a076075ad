"""Each act of the catalogue through its three gates, from its example."""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from actes.catalogue import Acte, Mention
from actes.dossier import Champ, parse_chemin
from actes.errors import Gravite, ModeleError
from actes.produce import template_values
from actes.rendu import compile_modele, prepare_modele
from actes.rendu.garde import open_docx
from actes.rendu.lecture import read_document
from actes.rendu.marques import bookmark, normalise, read_marks
from actes.rendu.reference import render_reference
from tests import exemples
from tests.cas import put, take_out
from tests.rendu.docx_builder import differences
from tests.rendu.mains_de_word import as_word_writes

TOKENS = {"texte": "Jetonquarantedeux", "date": "2031-07-19", "heure": "05:47", "montant": "9753.31"}
PRINTED = {"texte": "jetonquarantedeux", "date": "19 juillet 2031|19/07/2031", "heure": "5 h 47", "montant": "9 753,31"}

acts = pytest.mark.parametrize("acte", exemples.act_ids())


def due(acte: Acte) -> list[Mention]:
    """The blocking mentions that the example of an act has to carry, on one copy at least."""
    examen = exemples.examine(acte, exemples.read(exemples.example_path(acte).read_bytes()))
    found = {id(m.mention): m.mention for du in examen.documents for m in du.mentions}
    return [mention for mention in found.values() if mention.gravite is Gravite.BLOQUANTE]


@acts
def test_the_example_yields_the_act_with_every_mention_proved_and_nothing_to_say(acte):
    acte = exemples.act(acte)
    lecture = exemples.read(exemples.example_path(acte).read_bytes())
    examen = exemples.examine(acte, lecture)
    assert [str(c) for c in (*lecture.constats, *examen.constats) if c.gravite is not Gravite.INFORMATION] == []
    produced = exemples.documents(acte, lecture)
    assert {mention.id for document in produced for mention in document.mentions} >= {m.id for m in due(acte)}
    assert [read_document(document.contenu).conforme for document in produced] == [True] * len(produced)


@acts
def test_each_required_value_is_printed_inside_the_mark_of_its_mention(acte):
    acte = exemples.act(acte)
    for mention in due(acte):
        for path in exemples.required_paths(acte, mention):
            champ = _field(acte, path)
            if champ is None or champ.genre not in TOKENS:
                continue
            data = exemples.example(acte)
            put(data, path, TOKENS[champ.genre])
            if exemples.read(data).constats:
                continue  # the vocabulary does not take just any text here (a currency, a country)
            texts = _marks_of(acte, mention, data)
            assert texts, f"{mention.id}: no mark"
            for text in texts:
                assert re.search(PRINTED[champ.genre], text), f"{path} is not printed in {mention.id}: {text}"


def _field(acte: Acte, path: str) -> Champ | None:
    champ: Champ | None = acte.racine
    for step in parse_chemin(path):
        champ = champ and (champ.element if isinstance(step, int) else champ.enfants.get(step))
    return champ


def _marks_of(acte: Acte, mention: Mention, data: object) -> list[str]:
    """The text of the first mark of a mention in each copy that owes it, whatever else the change breaks."""
    for translation in data.get("traductions") or ():  # which would be printed in its place
        translation.pop("champs", None)
    lecture = exemples.read(data)
    examen = exemples.examine(acte, lecture)
    texts = []
    for du in examen.documents:
        if du.element and du.element.rang:
            continue
        if mention.id in {m.mention.id for m in du.mentions} and du.modele is not None:
            modele = exemples.atelier().modeles.load(acte, du.modele).modele
            marks = read_marks(modele.render_parts(template_values(examen, du)).values())
            texts.append(" ".join(marks[bookmark(mention.id)].split()).casefold())
    return texts


def without_mark(source: Path, broken: Path, mention: Mention) -> bool:
    """Write a template without the mark of this mention; False if its body does not hold one."""
    pattern = re.compile(
        rf"\{{%p? mention [\"“]{re.escape(mention.id)}[\"”] %\}}(.*?)\{{%p? endmention %\}}", re.DOTALL
    )
    found = False
    with zipfile.ZipFile(source) as original, zipfile.ZipFile(broken, "w") as target:
        for name in original.namelist():
            content = original.read(name)
            if name == "word/document.xml":
                text, count = pattern.subn(lambda m: m[1], content.decode())
                found, content = count > 0, text.encode()
            target.writestr(name, content)
    return found


@acts
def test_a_mark_taken_out_of_a_template_is_the_author_s_mistake(acte, tmp_path):
    acte = exemples.act(acte)
    broken = tmp_path / acte.id / "modele.docx"
    broken.parent.mkdir()
    mention, modele = next(
        (mention, modele)
        for modele in reversed(acte.modeles)
        for mention in due(acte)
        if without_mark(modele.fichier, broken, mention)
    )
    changed = replace(modele, fichier=broken)
    with pytest.raises(ModeleError) as raised:
        exemples.atelier().modeles.load(replace(acte, modeles=(changed,)), changed)
    found_codes = {(constat.code, constat.mention) for constat in raised.value.constats}
    assert ("modele-sans-mention", mention.id) in found_codes
    assert raised.value.exit_code == 5


@acts
def test_both_engines_give_the_same_xml_for_the_example(acte):
    acte = exemples.act(acte)
    lecture = exemples.read(exemples.example_path(acte).read_bytes())
    assert exemples.same_in_both_engines(acte, lecture)


@acts
def test_a_draft_shows_what_is_missing(acte):
    acte = exemples.act(acte)
    mention = next((m for m in due(acte) if exemples.required_paths(acte, m)), None)
    data = exemples.example(acte)
    take_out(data, exemples.required_paths(acte, mention)[0])
    produced = exemples.documents(acte, exemples.read(data), brouillon=True)
    xml = "".join(part.decode() for part in open_docx(produced[0].contenu).values() if part[:5] == b"<?xml")
    assert "BROUILLON" in xml
    assert f"à compléter\u00a0: {mention.libelle}" in html.unescape(xml)
    assert all(document.nom.endswith("__brouillon.docx") for document in produced)


@acts
def test_word_saving_an_act_again_changes_no_mention(acte):
    acte = exemples.act(acte)
    for document in exemples.documents(acte, exemples.read(exemples.example_path(acte).read_bytes())):
        lu = read_document(as_word_writes(document.contenu), document.nom)
        assert [(m.id, str(m.etat)) for m in lu.mentions if str(m.etat) != "presente"] == []


def test_libreoffice_saving_every_act_again_changes_no_mention(libreoffice, tmp_path):
    paths: list[Path] = []
    for acte_id in exemples.act_ids():
        acte = exemples.act(acte_id)
        for document in exemples.documents(acte, exemples.read(exemples.example_path(acte).read_bytes())):
            paths.append(tmp_path / document.nom)
            paths[-1].write_bytes(document.contenu)
    again = libreoffice(paths, "docx", tmp_path / "docx")
    through_odt = libreoffice(libreoffice(paths, "odt", tmp_path / "odt"), "docx", tmp_path / "retour")
    for path in (*again, *through_odt):
        lu = read_document(path.read_bytes(), path.name)
        assert [(m.id, str(m.etat)) for m in lu.mentions if str(m.etat) != "presente"] == [], path


def test_no_document_breaks_the_rules_of_ooxml(tmp_path):
    validator = OpenXmlValidator()
    problems = []
    for acte_id in exemples.act_ids():
        acte = exemples.act(acte_id)
        for document in exemples.documents(acte, exemples.read(exemples.example_path(acte).read_bytes())):
            path = tmp_path / document.nom
            path.write_bytes(document.contenu)
            problems += [f"{path.name}: {error}" for error in validator.validate(str(path)).errors]
    assert problems == []


def test_templates_that_libreoffice_saved_again_still_print_the_same_in_both_engines(libreoffice, tmp_path):
    modeles = exemples.atelier().modeles
    for acte_id in exemples.act_ids():
        acte = exemples.act(acte_id)
        examen = exemples.examine(acte, exemples.read(exemples.example_path(acte).read_bytes()))
        for source in {du.modele.fichier for du in examen.documents}:
            (again,) = libreoffice([source], "docx", tmp_path / acte_id)
            prepared = prepare_modele(again, modeles.fragment)
            compiled = compile_modele(again, modeles.fragment)
            for du in (du for du in examen.documents if du.modele.fichier == source):
                values = template_values(examen, du)
                assert differences(open_docx(compiled.render(values)), render_reference(prepared, values)) == []
                same = modeles.load(acte, du.modele).modele.render_parts(values)
                assert _words(compiled.render_parts(values)) == _words(same)


def _words(parts: dict[str, str]) -> dict[str, str]:
    return {name: normalise(text) for name, text in read_marks(parts.values()).items()}
