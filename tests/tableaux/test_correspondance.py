"""The mapping file: what it refuses, all at once and where; what it makes of a row."""

from __future__ import annotations

import pytest

from actes.errors import DossierRefused
from actes.tableaux.correspondance import load_correspondance
from tests.tableaux.exports import CSV, faults, mapping, read, told, written

REFERENCE = "colonnes:\n  dossier: Ref\n"


@pytest.mark.parametrize(
    ("texte", "constat"),
    [
        ("source: {encodag: utf-8}\n", "c.yaml:1:10: clé inconnue « encodag » — vouliez-vous dire « encodage » ?"),
        ("source: {encodage: latin1}\n", "c.yaml:1:20: « encodage » attend l'un de : utf-8, windows-1252"),
        ("source: {separateur: ab}\n", "c.yaml:1:22: « separateur » attend un seul signe"),
        ("source: {ligne_titres: zéro}\n", "c.yaml:1:24: « ligne_titres » attend un nombre, à partir de 1"),
        ("colonne: {dossier: Ref}\n", "c.yaml:1:1: clé inconnue « colonne » — vouliez-vous dire « colonnes » ?"),
        (
            "colonnes:\n  condamne.nom: Nom\n",
            "c.yaml:1:1: aucune colonne ne donne la référence du dossier — ajoutez « dossier: »",
        ),
        (
            f"{REFERENCE}  condamne.nomm: Nom\n",
            "c.yaml:3:3: aucun dossier n'a de champ « condamne.nomm » — vouliez-vous dire « condamne.nom » ?",
        ),
        (f"{REFERENCE}  condamne: Nom\n", "c.yaml:3:3: « condamne » est un groupe de champs — donnez une colonne"),
        (
            f"{REFERENCE}  condamnation.peines: P\n",
            "c.yaml:3:3: « condamnation.peines » est une liste de groupes de champs",
        ),
        (f"{REFERENCE}  condamnation.peines.ferme: P\n", "c.yaml:3:3: aucun dossier n'a de champ"),
        (f"{REFERENCE}  condamne.mineur: M\n", "c.yaml:3:3: « condamne.mineur » est calculé par le programme"),
        (f"{REFERENCE}  condamne.nom: N\n  condamne.nom: M\n", "c.yaml:4:3: le champ « condamne.nom » est déjà donné"),
        (
            f"{REFERENCE}  condamne.alias: N\n  condamne.alias[0]: M\n",
            "c.yaml:4:3: « condamne.alias[0] » est déjà donné par « condamne.alias »",
        ),
        (
            f"{REFERENCE}  condamne.nom: N\nconstantes: {{condamne: {{nom: M}}}}\n",
            "c.yaml:4:25: « condamne.nom » est déjà donné",
        ),
        (
            f"{REFERENCE}  condamne.naissance.date: {{colonne: N, forme: JJ/MM/AA}}\n",
            "c.yaml:3:48: « JJ/MM/AA » n'est pas une forme que ce champ admet : deux chiffres ne disent pas le siècle",
        ),
        (
            f"{REFERENCE}  condamne.sexe: {{colonne: S, valeurs: {{M: masculn}}}}\n",
            "c.yaml:3:44: « sexe » attend l'un de : masculin, feminin — vouliez-vous dire « masculin » ?",
        ),
        (f"{REFERENCE}  condamne.sexe: {{colone: S}}\n", "c.yaml:3:19: clé inconnue « colone »"),
        (f"{REFERENCE}  condamne.nom: {{rang: 2}}\n", "c.yaml:3:3: il manque « colonne » ou « valeur »"),
        (f"{REFERENCE}  condamne.nom: {{colonne: N, separateur: ','}}\n", "« separateur » ne va qu'avec une liste"),
        (f"{REFERENCE}  condamne.nom: {{colonne: {{mois: N}}}}\n", "ans, mois et jours ne font qu'une durée"),
        (f"{REFERENCE}  condamne.nom: {{valeur: X, colonne: N}}\n", "« valeur » ne va avec aucune autre clé"),
        (
            f"{REFERENCE}  condamnation.peines[0].ferme: F\n",
            "c.yaml:3:3: « condamnation.peines[0].type » manque — ajoutez",
        ),
        (
            f"{REFERENCE}  condamnation.peines[0].type: {{valeur: amende}}\n  condamnation.peines[0].ferme: F\n",
            "c.yaml:4:3: le type « amende » n'a pas de champ « ferme »",
        ),
        (
            f"{REFERENCE}  condamne.naissance.date: {{valeur: 31/12/1980}}\n",
            "c.yaml:3:37: « date » attend une date, sous la forme AAAA-MM-JJ",
        ),
        (
            f"{REFERENCE}constantes: {{juridiction: {{type: tribunal}}}}\n",
            "c.yaml:3:34: « type » attend l'un de : tribunal_correctionnel",
        ),
        (
            f"{REFERENCE}constantes: {{juridicton: {{nom: X}}}}\n",
            "c.yaml:3:14: aucun dossier n'a de champ « juridicton » — vouliez-vous dire « juridiction",
        ),
        (f"{REFERENCE}ignorees: {{a: b}}\n", "« ignorees » attend un texte, ou une liste de textes"),
        ("- dossier\n", "c.yaml:1:1: une correspondance commence par « source: » ou « colonnes: »"),
        ("colonnes: {dossier: 'Ref}\n", "c.yaml:1:21: un guillemet ouvert n'est pas refermé"),
    ],
)
def test_a_faulty_mapping_is_told_at_its_place(texte, constat):
    assert constat in "\n".join(faults(texte, ""))


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_file():
    found = faults("colonnes:\n  dosier: R\n  condamne.nomm: N\n  condamne.sexe: {colone: S}\nautre: 1\n")
    places = [tuple(map(int, fault.split(":")[1:3])) for fault in found]
    assert len(found) == 6
    assert places == sorted(places)


def test_a_mapping_in_another_encoding_is_told():
    with pytest.raises(DossierRefused, match="UTF-8"):
        load_correspondance("colonnes: {dossier: N°}".encode("cp1252"), "c.yaml")


def test_an_empty_key_is_as_absent(tmp_path):
    known = mapping("colonnes:\n  dossier: Ref\n  condamne.nom:\n")
    ((_, lecture),) = read(written(tmp_path, "Ref\n1\n"), known)
    assert lecture.dossier.condamne is None


def test_a_column_may_fill_several_fields_and_several_columns_one(tmp_path):
    known = mapping(
        "colonnes:\n  dossier: Ref\n  condamnation.date: Date\n  condamnation.mandat.date: Date\n"
        "  condamne.adresse.voie: [N°, Voie]\n  condamnation.mandat.type: {valeur: depot}\n"
    )
    path = written(tmp_path, "Ref;Date;N°;Voie\n1;2026-11-02;12 bis;rue de la Paix\n2;2026-11-02;;place Haute\n")
    (_, first), (_, second) = read(path, known)
    assert str(first.dossier.condamnation.date) == str(first.dossier.condamnation.mandat.date) == "2026-11-02"
    assert first.dossier.condamne.adresse.voie == "12 bis rue de la Paix"
    assert second.dossier.condamne.adresse.voie == "place Haute"


def test_a_duration_may_be_cut_over_columns(tmp_path):
    known = mapping(
        "colonnes:\n  dossier: Ref\n  condamnation.peines[0].type: {valeur: emprisonnement}\n"
        "  condamnation.peines[0].ferme: {colonne: {ans: A, mois: M}}\n"
    )
    lectures = read(written(tmp_path, "Ref;A;M\n1;1;6\n2;;8\n3;0;0\n4;x;1\n"), known)
    said = [
        lecture.dossier.condamnation and str(lecture.dossier.condamnation.peines[0].ferme) for _, lecture in lectures
    ]
    assert said[:3] == ["1 an 6 mois", "8 mois", None]
    assert told(lectures) == [
        "export.csv:5:2: le nombre d'ans, de mois ou de jours s'écrit en chiffres (colonne « A ») — corrigez l'export"
    ]


def test_what_is_constant_in_an_element_goes_with_its_cells(tmp_path):
    known = mapping(
        "colonnes:\n  dossier: Ref\n"
        "  condamnation.peines[1].type: {valeur: amende}\n"
        "  condamnation.peines[1].montant: Amende\n"
        "  condamnation.peines[0].type: {valeur: emprisonnement}\n"
        "  condamnation.peines[0].ferme: Ferme\n"
    )
    lectures = read(written(tmp_path, "Ref;Ferme;Amende\n1;6 mois;100\n2;;100\n3;6 mois;\n4;;\n"), known)
    peines = [
        [p.type for p in (lec.dossier.condamnation and lec.dossier.condamnation.peines) or ()] for _, lec in lectures
    ]
    assert peines == [["emprisonnement", "amende"], ["amende"], ["emprisonnement"], []]


def test_a_cell_may_hold_a_list(tmp_path):
    known = mapping("colonnes:\n  dossier: Ref\n  actes: {colonne: Actes, separateur: ','}\n  condamne.alias: Alias\n")
    ((_, lecture),) = read(written(tmp_path, "Ref;Actes;Alias\n1;a, b,;dit Jo, le grand\n"), known)
    assert lecture.dossier.actes == ("a", "b")
    assert lecture.dossier.condamne.alias == ("dit Jo, le grand",)


def test_codes_say_what_they_mean_and_some_texts_say_nothing(tmp_path):
    known = mapping(
        "colonnes:\n  dossier: Ref\n  condamne.sexe: {colonne: S, valeurs: {M: masculin, F: feminin, I: }}\n"
        "  condamne.nom: {colonne: N, vide: '-'}\n",
        'source: {encodage: utf-8, separateur: ";", vide: [NULL]}\n',
    )
    lectures = read(written(tmp_path, "Ref;S;N\n1;M;-\n2;NULL;NULL\n3;I;x\n4;m;y\n"), known)
    condamnes = [lecture.dossier.condamne for _, lecture in lectures]
    assert [c and (c.sexe, c.nom) for c in condamnes] == [("masculin", None), None, (None, "x"), (None, "y")]
    assert told(lectures) == [
        "export.csv:5:2: la correspondance ne dit pas ce que cette valeur veut dire (colonne « S ») — "
        "ajoutez-la aux « valeurs » de cette colonne, avec ce qu'elle veut dire"
    ]


def test_codes_and_a_form_go_together(tmp_path):
    known = mapping(
        "colonnes:\n  dossier: Ref\n  condamnation.executoire_le: {colonne: E, forme: JJ/MM/AAAA, valeurs: {NÉANT: }}\n"
    )
    lectures = read(written(tmp_path, "Ref;E\n1;NÉANT\n2;01/02/2026\n"), known)
    found = [lecture.dossier.condamnation for _, lecture in lectures]
    assert found[0] is None
    assert str(found[1].executoire_le) == "2026-02-01"


def test_the_program_s_words_are_data_in_a_cell(tmp_path):
    known = mapping("colonnes:\n  dossier: Ref\n  condamne.nom: Nom\n  condamne.prenoms: Prénom\n")
    ((_, lecture),) = read(written(tmp_path, 'Ref;Nom;Prénom\n1;null;"*a: {b} # \\x01"\n'), known)
    assert (lecture.dossier.condamne.nom, lecture.dossier.condamne.prenoms) == ("null", "*a: {b} # \\x01")


def test_the_source_of_a_csv_is_never_guessed(tmp_path):
    known = mapping(REFERENCE, "")
    with pytest.raises(Exception, match="ne donne pas « encodage » ni « separateur »".replace(" ", "[ \u00a0]")):
        read(written(tmp_path, "Ref\n1\n"), known)


def test_the_settings_of_the_court_fill_what_a_row_does_not_give(tmp_path):
    from actes.tableaux.ligne import lecture_of_row, write_row

    known = mapping(REFERENCE, CSV)
    row = write_row(2, [1], ["2026/1"])
    lecture = lecture_of_row(row, known, "e.csv", (), {"service": {"nom": "BEX"}})
    assert lecture.dossier.service.nom == "BEX"
    assert str(lecture.place("service")) == "e.csv:2:1"
