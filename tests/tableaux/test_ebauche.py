"""The draft of a mapping: what the titles and the first values tell, what is left to say, and that it can be read."""

from __future__ import annotations

import json

import openpyxl
import pytest
from click.testing import CliRunner

from actes.cli.lot_correspondance import correspondance
from actes.errors import LectureError
from actes.tableaux.correspondance import load_correspondance
from actes.tableaux.ebauche import draft
from actes.tableaux.titres import RANGS, meaning
from tests.tableaux.exports import read, told, written

ENTETE = "N° dossier;NOM;Prénom(s);Date naissance;CP;Présent;Quantum ferme;Amende;Observations\n"
LIGNE = "2026/1;Durand;Éric;01/02/1980;1000;O;6 mois;1 200,50 €;rien\n"


def plain(text: object) -> str:
    return str(text).replace("\u00a0", " ").replace("’", "'")


@pytest.mark.parametrize(
    ("titre", "chemin"),
    [
        ("N° Parquet", "affaire.numero_parquet"),
        ("NUM_PARQUET", "affaire.numero_parquet"),
        ("NOM", "condamne.nom"),
        ("Nom de l'avocat", "condamne.avocat.nom"),
        ("nom_victime", "victimes[0].nom"),
        ("dateNaissance", "condamne.naissance.date"),
        ("Né(e) le", "condamne.naissance.date"),
        ("NÉE A", "condamne.naissance.lieu"),
        ("Lieu naissance", "condamne.naissance.lieu"),
        ("Adresse", "condamne.adresse.voie"),
        ("Cp", "condamne.adresse.code_postal"),
        ("Ville", "condamne.adresse.ville"),
        ("Date jugement", "condamnation.date"),
        ("NATINF", "condamnation.infractions[0].natinf"),
        ("Peine", "condamnation.peines[0].type"),
        ("Jours-amende", "condamnation.peines[2].jours"),
        ("RDV SPIP", "convocation.spip.date"),
        ("Heure JAP", "convocation.jap.heure"),
        ("Civ.", "condamne.civilite"),
        ("Adresse ligne 1", "condamne.adresse.voie"),
        ("Peine emprisonnement ferme", "condamnation.peines[0].ferme"),
        ("Numéro d'écrou", "condamne.numero_ecrou"),
        ("condamne.profession", "condamne.profession"),
    ],
)
def test_the_usual_titles_are_known(titre, chemin):
    assert meaning(titre, ()).chemin == chemin


@pytest.mark.parametrize(
    ("titre", "proche"),
    [("Qualification", "condamnation.infractions[0].qualification"), ("Date", "sanction.evenement.date")],
)
def test_an_ambiguous_title_is_only_suggested(titre, proche):
    sens = meaning(titre, ())
    assert not sens.chemin
    assert proche in sens.proches


def test_the_sentences_that_columns_tell_exist():
    from actes.dossier import champ_racine

    assert set(RANGS.values()) <= set(champ_racine().enfants["condamnation"].enfants["peines"].element.variantes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separateur", [";", ",", "\t", "|"])
def test_a_draft_is_a_mapping_that_reads_its_export(tmp_path, encoding, separateur):
    text = (ENTETE + LIGNE.replace("1 200,50 €", "1 200 €")).replace(";", separateur)
    path = written(tmp_path, text, encoding)
    lectures = read(path, load_correspondance(draft(path, ()).texte.encode(), "c.yaml"))
    dossier = lectures[0][1].dossier
    assert told(lectures) == []
    assert (dossier.dossier, dossier.condamne.prenoms, str(dossier.condamne.naissance.date)) == (
        "2026/1",
        "Éric",
        "1980-02-01",
    )
    assert dossier.condamne.adresse.code_postal == "01000"
    assert dossier.condamnation.present_audience is True
    assert [(p.type, str(p.ferme or p.montant)) for p in dossier.condamnation.peines] == [
        ("emprisonnement", "6 mois"),
        ("amende", "1200"),
    ]


def test_what_cannot_be_placed_is_a_comment_and_is_told(tmp_path):
    path = written(tmp_path, "Réf;Qualification;Zzz\n2026/1;vol;x\n")
    found = draft(path, ())
    assert "  # condamnation.infractions[0].qualification: Qualification  # ou " in found.texte
    assert "  # …: Zzz\n" in found.texte
    assert [(c.code, c.place.ligne, c.place.colonne) for c in found.constats] == [
        ("colonne-a-placer", 1, 2),
        ("colonne-a-placer", 1, 3),
    ]
    assert "champs proches : « condamnation.infractions[0].qualification »" in plain(found.constats[0])


def test_without_a_reference_the_draft_says_what_it_lacks(tmp_path):
    found = draft(written(tmp_path, "Nom\nDurand\n"), ())
    assert "  # dossier: …" in found.texte
    assert "aucune colonne ne semble donner la référence" in plain(found.constats[0])


def test_two_columns_of_one_sense_are_not_both_placed(tmp_path):
    found = draft(written(tmp_path, "Dossier;Nom;Nom de famille;Nom\n1;A;B;C\n"), ())
    assert "  condamne.nom: {colonne: Nom, rang: 1}" in found.texte
    assert "  # condamne.nom: Nom de famille" in found.texte
    assert "  # condamne.nom: {colonne: Nom, rang: 2}" in found.texte


def test_codes_are_translated_and_the_unknown_ones_left_to_complete(tmp_path):
    path = written(tmp_path, "Dossier;Sexe;Présent\n1;M;Oui\n2;F;Oui\n3;I;Oui\n")
    found = draft(path, ())
    assert "      M: masculin\n      F: feminin\n      # I: …  # à compléter (masculin, feminin)\n" in plain(
        found.texte
    )
    assert '      "Oui": oui\n      "Non": non\n' in found.texte
    assert [(c.code, c.place.ligne, c.place.colonne) for c in found.constats] == [("valeur-imprevue", 4, 2)]


def test_values_that_do_not_fit_the_form_are_told_with_their_line(tmp_path):
    path = written(tmp_path, "Dossier;Date naissance\n1;01/02/1980\n2;03/04/1990\n3;1980\n")
    (constat,) = draft(path, ()).constats
    assert (constat.code, constat.place.ligne) == ("type-invalide", 4)
    path = written(tmp_path, "Dossier;Date naissance\n1;01/02/80\n")
    (constat,) = draft(path, ()).constats
    assert "qu'aucune forme connue ne lit" in plain(constat)


def test_titles_are_found_under_what_precedes_them(tmp_path):
    path = written(tmp_path, f"Audience du 19 novembre;;;;;;;;\n;;;;;;;;\n{ENTETE}{LIGNE}")
    found = draft(path, ())
    assert "  ligne_titres: 3\n" in found.texte
    path = written(tmp_path, f"sep=;\n{ENTETE}{LIGNE}")
    assert '  separateur: ";"\n  ligne_titres: 2\n' in draft(path, ()).texte


def test_a_workbook_is_drafted_too(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["N° dossier", "Date jugement", "Amende"])
    book.active.append(["2026/1", None, 1200.5])
    book.active["B2"] = "02/11/2026"
    book.create_sheet("Notes").append(["Dossier"])
    book.save(tmp_path / "e.xlsx")
    with pytest.raises(LectureError, match="Sheet"):
        draft(tmp_path / "e.xlsx", ())
    found = draft(tmp_path / "e.xlsx", (), "Sheet")
    ((_, lecture),) = read(tmp_path / "e.xlsx", load_correspondance(found.texte.encode(), "c.yaml"))
    assert str(lecture.dossier.condamnation.date) == "2026-11-02"
    assert str(lecture.dossier.condamnation.peines[0].montant) == "1200.5"


@pytest.mark.parametrize("titre", ["oui", "a: b", "# x", "[y]", "l'été", "«»", '"', "-", "1", "null", "a, b"])
def test_any_title_is_written_so_that_it_is_read(tmp_path, titre):
    quoted = titre.replace('"', '""')
    path = written(tmp_path, f'Dossier;"{quoted}";Nom\n1;x;A\n')
    text = draft(path, ()).texte.replace("# …:", "condamne.filiation:", 1)
    ((_, lecture),) = read(path, load_correspondance(text.encode(), "c.yaml"))
    assert lecture.dossier.condamne.filiation == "x"


def run(*arguments: object):
    return CliRunner().invoke(correspondance, [str(argument) for argument in arguments])


def test_the_command_prints_the_draft_and_says_what_is_left(tmp_path):
    shown = run(written(tmp_path, ENTETE + LIGNE))
    assert shown.exit_code == 0
    assert load_correspondance(shown.stdout.encode(), "c.yaml").colonnes
    assert "la colonne « Observations » n'est pas placée" in plain(shown.stderr)
    assert "8 colonnes placées sur 9." in shown.stderr


def test_the_command_writes_a_private_file_and_never_over_another(tmp_path):
    path, target = written(tmp_path, ENTETE + LIGNE), tmp_path / "c.yaml"
    assert run(path, "--vers", target).stdout == ""
    assert target.stat().st_mode & 0o777 == 0o600
    assert run(path, "--vers", target).exit_code == 0
    target.write_text("colonnes: {}")
    shown = run(path, "--vers", target)
    assert shown.exit_code == 1
    assert "existe déjà" in shown.stderr
    assert target.read_text() == "colonnes: {}"


def test_the_command_speaks_to_programs(tmp_path):
    found = json.loads(run(written(tmp_path, ENTETE + LIGNE), "--format", "json").stdout)
    assert found["colonnes"][1] == {"numero": 2, "titre": "NOM", "champ": "condamne.nom", "proches": []}
    assert found["colonnes"][-1]["champ"] is None
    assert found["constats"][0]["code"] == "colonne-a-placer"


def test_the_command_says_what_it_cannot_read(tmp_path):
    shown = run(tmp_path / "absent.csv")
    assert shown.exit_code == 2
    assert "il n'existe pas" in plain(shown.stderr)


def test_a_postal_code_that_a_workbook_made_a_number_gets_its_zero_back(tmp_path):
    book = openpyxl.Workbook()
    for row in (["N° dossier", "CP"], ["2026/1", 1000], ["2026/2", 59000], ["2026/3", "2A004"]):
        book.active.append(row)
    book.save(tmp_path / "e.xlsx")
    assert 'condamne.adresse.code_postal: {colonne: CP, forme: "00000"}' in draft(tmp_path / "e.xlsx", ()).texte


def test_the_nearest_fields_are_first_those_of_the_case(tmp_path):
    path = written(tmp_path, "N° dossier;Adresse postale n° 1\n2026/1;x\n")
    assert draft(path, ()).colonnes[1].proches[0].startswith("condamne.")
