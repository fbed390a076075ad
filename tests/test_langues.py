"""The certificate in the languages of the Union: one dossier, twenty-three documents that say the same."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from docx import Document as Docx
from openxml_audit import OpenXmlValidator

from actes.catalogue import Modeles
from actes.dossier import read_chemin
from actes.errors import LectureError, ModeleError
from actes.generate import Demande
from actes.produce import produce, template_values
from actes.rendu.compiled import Modele
from actes.rendu.garde import open_docx
from actes.rendu.langues import LANGUES, SOURCE, code_word
from actes.rendu.prepare import prepare_modele
from actes.rendu.reference import render_reference
from actes.rendu.source import read_source
from actes.rendu.texte import read_passages
from actes.traductions.correspondance import compare
from tests import exemples
from tests.cas import read_plain
from tests.conftest import needs
from tests.rendu.docx_builder import differences, with_member

CERTIFICAT, TRADUCTION = "certificat-sanction-pecuniaire", "traduction-certificat"
ETATS = {"cs": "CZ", "da": "DK", "el": "GR", "en": "IE", "et": "EE", "sl": "SI", "sv": "SE"}
TRADUITES = [langue for langue in LANGUES if langue != SOURCE]
MORALE = {
    "type": "morale", "denomination": "Breisgau Messtechnik", "forme": "société à responsabilité limitée",
    "numero_enregistrement": "HRB 40217", "siege": {"voie": "Habsburgerstraße 5", "ville": "FREIBURG", "pays": "DE"},
    "adresse": {"voie": "Habsburgerstraße 5", "ville": "FREIBURG", "pays": "DE"},
    "motifs_transmission": ["siege", "biens"],
    "biens": {"description": "deux camions", "localisation": "au siège"},
}  # fmt: skip
RICHE = {
    "autorite_centrale": {"denomination": "Bureau de l’entraide pénale", "telephone": "+33144776060"},
    "sommes": {"condamnation": "1234567,80", "indemnite_victimes": "900", "frais": "127", "fonds": "50"},
    "categories": ["circulation_routiere", "obligations_ue"],
    "dispositions_instrument": "règlement (UE) n° 165/2014, article 32",
    "description_complete": "description complète",
    "procedure_ecrite": "oui",
    "information_recours": "oui",
    "comparution": {"presente": "non", "option": "3.3", "date_signification": "2026-06-20", "suite": "delai_passe",
                    "explication": "signifiée à personne"},
    "paiement_partiel": "300",
    "substitution": {"autorisee": "oui", "privation_liberte": {"duree_maximale": "1 an 6 mois 10 jours"},
                     "travail_general": {"duree_maximale": "3 mois", "heures_maximales": "105"},
                     "autres": "aucune autre"},
    "autres_circonstances": "néant de plus",
}  # fmt: skip


@cache
def dossier(langue: str) -> bytes:
    """One rich dossier, with a person and a company, each word of its texts being « xx »."""
    data = exemples.example(exemples.act(TRADUCTION))
    sanction = data["sanction"]
    sanction |= RICHE | {"etat_execution": ETATS.get(langue, langue.upper()), "langue": langue}
    sanction["personnes"].append(MORALE)
    sanction["personnes"][0] |= {"alias": ["Jojo", "Anselm"], "nom_naissance": "Klein", "numero_identite": "44 018"}
    data["traductions"] = [{"langue": langue, "traducteur": "A. Traducteur", "date": "2026-10-12"}]
    examen = exemples.examine(exemples.act(TRADUCTION), exemples.read(data))
    asked = [str(constat.chemin) for constat in examen.constats if constat.code == "traduction-absente"]
    french = exemples.read(data).dossier
    said = [re.sub(r"[^\W\d_]+", langue, read_chemin(french, chemin)) for chemin in asked]
    rows = [{"chemin": chemin, "texte": text} for chemin, text in zip(asked, said, strict=True)]
    data["traductions"][0]["champs"] = rows
    return exemples.dump(data)


@cache
def made(langue: str):
    """The documents of the dossier in a language: that of the person, that of the company."""
    return exemples.documents(exemples.act(TRADUCTION), exemples.read(dossier(langue)))


@pytest.mark.parametrize("langue", TRADUITES)
def test_the_certificate_is_produced_in_each_language(langue):
    person, company = made(langue)
    assert person.langue is not None
    assert (person.langue.code, company.element) == (langue, "2")
    assert person.nom.endswith(f"__1__{langue}.docx")
    assert 0 < person.langue.non_verifies < person.langue.libelles
    assert Docx(io.BytesIO(person.contenu)).core_properties.language == code_word(langue)


@pytest.mark.parametrize("langue", TRADUITES)
def test_no_french_label_is_left(langue):
    acte = exemples.act(TRADUCTION)
    labels, _ = exemples.atelier().modeles.labels(acte, acte.modeles[0])
    textes = exemples.atelier().modeles.load(acte, acte.modeles[0], langue=langue).textes
    same = {label.texte for label in labels if (found := textes.find(label.texte)) and found.formes[0] == label.texte}
    french = {label.texte for label in labels} - same
    for document in made(langue):
        said = {" ".join(p.texte.split()).strip("☒☐– ") for p in read_passages(open_docx(document.contenu))}
        assert said & french == set()
        assert "[FR]" not in " ".join(said)


@pytest.mark.parametrize("langue", TRADUITES)
def test_every_field_is_filled_as_in_the_certificate(langue):
    certificates = exemples.documents(exemples.act(CERTIFICAT), exemples.read(dossier(langue)))
    for certificate, translation in zip(certificates, made(langue), strict=True):
        assert [m.id for m in certificate.mentions] == [
            m.id for m in translation.mentions if m.id not in ("langue-traduction", "traducteur")
        ]
        compared = compare(certificate.contenu, "c", translation.contenu, "t", exemples.atelier().catalogue)
        assert [constat.message for constat in compared.constats] == []
        assert compared.passages > 200


@pytest.mark.parametrize("langue", ["de", "el", "bg", "hu", "mt"])
def test_both_engines_agree_in_every_language(langue):
    acte = exemples.act(TRADUCTION)
    lecture = exemples.read(dossier(langue))
    examen = exemples.examine(acte, lecture)
    du = examen.documents[0]
    proved = exemples.atelier().modeles.load(acte, du.modele, langue=langue)
    values = template_values(examen, du)
    ours = open_docx(proved.modele.render(values))
    assert differences(ours, render_reference(proved.prepare, values, textes=proved.textes)) == []


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("1.234.567,80", "1.234.576,80", "chiffres"),
        ("☒", "☐", "cases"),
        ("Großmann", "–", "rempli"),
    ],
)
def test_a_field_changed_in_the_translation_is_found(before, after, why):
    certificate = exemples.documents(exemples.act(CERTIFICAT), exemples.read(dossier("de")))[0]
    body = open_docx(made("de")[0].contenu)["word/document.xml"].decode()
    assert before in body
    changed = with_member(made("de")[0].contenu, "word/document.xml", body.replace(before, after, 1).encode())
    found = compare(certificate.contenu, "c", changed, "t", exemples.atelier().catalogue).constats
    assert [(constat.code, why in constat.message) for constat in found] == [("traduction-infidele", True)]


def test_two_documents_that_are_not_of_one_template_are_not_compared():
    other = exemples.documents(
        exemples.act("avis-diminution-20"),
        exemples.read(exemples.example_path(exemples.act("avis-diminution-20")).read_bytes()),
    )[0]
    with pytest.raises(LectureError, match="n’est pas la traduction"):
        compare(other.contenu, "c", made("de")[0].contenu, "t", exemples.atelier().catalogue)


def test_a_label_that_swallows_a_figure_is_found_when_producing(tmp_path):
    acte = exemples.act(TRADUCTION)
    lecture = exemples.read(dossier("de"))
    examen = exemples.examine(acte, lecture)
    modeles = Modeles(exemples.atelier().modeles.racines)
    proved = modeles.load(acte, acte.modeles[0], langue="de")
    entrees = {
        key: replace(each, formes=(each.formes[0].replace("2005/214", "2005/241"),))
        for key, each in proved.textes.entrees.items()
    }
    textes = replace(proved.textes, entrees=entrees)
    prepared = prepare_modele(acte.modeles[0].fichier, modeles.fragment, textes=textes)
    modele = Modele(read_source(prepared), textes=textes)
    modeles._loaded[acte.id, acte.modeles[0].fichier, False, "de"] = replace(proved, modele=modele, textes=textes)
    with pytest.raises(ModeleError) as raised:
        list(produce(examen, lecture, modeles))
    assert [constat.code for constat in raised.value.constats] == ["traduction-infidele"]


def test_without_its_translation_a_text_is_never_silently_french():
    acte = exemples.act(TRADUCTION)
    data = read_plain(exemples.example_path(acte))
    data["traductions"][0]["champs"] = [
        row for row in data["traductions"][0]["champs"] if row["chemin"] != "sanction.signataire.fonction"
    ]
    (document,) = exemples.documents(acte, exemples.read(data))
    assert "[FR]\u00a0vice-procureure de la République" in "".join(
        passage.texte for passage in read_passages(open_docx(document.contenu))
    )


def test_the_option_of_the_command_wins_over_the_dossier():
    acte = exemples.act(TRADUCTION)
    lecture = exemples.read(exemples.example_path(acte).read_bytes())
    examen = exemples.atelier().examine(lecture, acte.id, Demande(aujourdhui=date(2026, 11, 22), langue="es"))
    assert examen.langue == "es"
    assert any("ni officielle" in constat.message for constat in examen.constats)


def test_an_act_in_french_ignores_a_language_and_says_so():
    acte = exemples.act(CERTIFICAT)
    lecture = exemples.read(exemples.example_path(acte).read_bytes())
    examen = exemples.atelier().examine(lecture, acte.id, Demande(aujourdhui=date(2026, 11, 22), langue="de"))
    assert [(c.code, str(c.gravite)) for c in examen.constats if c.code == "langue-sans-objet"] == [
        ("langue-sans-objet", "avertissement")
    ]
    assert examen.langue == "fr"


def test_libreoffice_shows_every_alphabet_without_a_missing_glyph(libreoffice, tmp_path):
    pdftotext = needs("pdftotext")
    paths = []
    for langue in TRADUITES:
        paths.append(tmp_path / f"{langue}.docx")
        paths[-1].write_bytes(made(langue)[0].contenu)
    for path in libreoffice(paths, "pdf", tmp_path / "pdf"):
        shown = subprocess.run([pdftotext, "-layout", path, "-"], capture_output=True, check=True, text=True).stdout
        written = " ".join(p.texte for p in read_passages(open_docx((tmp_path / f"{path.stem}.docx").read_bytes())))
        letters = {sign for sign in re.sub(r"\[[A-Z]+\]", "", written) if sign.isalpha()}  # « [PAGE] » is our reader's
        assert sorted(letters - set(shown)) == [], path.stem
        assert "\ufffd" not in shown


@pytest.mark.parametrize("langue", TRADUITES)
def test_the_documents_are_sound_for_word(langue, tmp_path):
    for document in made(langue):
        path = tmp_path / document.nom
        path.write_bytes(document.contenu)
        result = OpenXmlValidator().validate(str(path))
        assert [str(error) for error in result.errors] == []
