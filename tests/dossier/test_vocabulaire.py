"""The vocabulary: it covers what the acts need, each field has a French title, paths are checked against it."""

from __future__ import annotations

import pytest

from actes.dossier import (
    Champ,
    ChampActe,
    CheminInconnu,
    Duree,
    champ_racine,
    load_dossier,
    parse_chemin,
    read_chemin,
    write_chemin,
)
from actes.dossier.champs import GENRES_SIMPLES

INVENTAIRE = {
    "affaire": "numero_parquet numero_minute",
    "juridiction": "nom type tribunal_judiciaire cour_appel",
    "condamnation": "date nature_decision opposition_formee appel_forme definitive_le executoire_le "
    "execution_provisoire recidive_legale present_audience detention_provisoire_jours mandat.type mandat.date "
    "mandat.execution_provisoire amenagement_ab_initio ddse.lieu_fixe ddse.periodes_fixees dommages_interets",
    "condamnation.infractions[]": "libelle natinf date_faits art_706_47 au_sein_du_couple terrorisme",
    "condamnation.peines[]": "type quantum ferme montant",
    "condamnation.sursis_revoques[]": "quantum par_juridiction_jugement",
    "condamne": "nom prenoms naissance.date naissance.lieu naissance.pays adresse adresse_declaree "
    "adresse_declaree_le residence_tj hors_ressort mineur incarcere etablissement ecroue_le autre_cause avocat langue "
    "surdite hospitalise en_fuite",
    "condamne.titulaires_autorite_parentale[]": "nom prenoms adresse",
    "convocation": "jap.date jap.heure jap.lieu spip.date spip.heure spip.lieu procureur.date procureur.heure "
    "procureur.lieu stage.date stage.heure stage.lieu remise_le mode politique motif_jap",
    "incarceration": "etablissement adresse date heure_debut heure_fin copie_condamne_le copie_certifiee_envoyee_le "
    "annonce.le annonce.mode",
    "debat": "juridiction date heure lieu objet urgence visioconference renonciation_delai renonciation_avocat",
    "requete": "date_depot mode mesure signataire auteur",
    "decision": "type date sens motifs delai_irrecevabilite_mois deliberee copie_disponible",
    "notification": "mode date envoyee_le ar_signe_le",
    "appel": "auteur date acte_attaque incident",
    "victimes[]": "nom prenoms partie_civile avocat adresse adresse_confidentielle demande_information "
    "refus_information refus_information_execution",
    "reduction_peine": "decision_octroi quantum_accorde_jours quantum_max_retrait_jours cap_date origine_saisine faits "
    "urgence",
    "mesure": "type modalites obligations date_effet",
    "execution": "motif communication_jap_le",
    "mandat_amener": "date motif instructions.heure instructions.officier repris_le",
    "pieces": "b1 formulaire saisine autres",
    "sanction": "sens etat_emission etat_execution autorite_decision.denomination autorite_decision.adresse "
    "autorite_decision.reference_dossier autorite_decision.telephone autorite_decision.telecopie "
    "autorite_decision.courriel autorite_decision.langues autorite_decision.contact.nom "
    "autorite_execution.denomination autorite_centrale.denomination autorite_centrale.contact decision.nature "
    "decision.date decision.date_definitive decision.reference decision.recours_possible decision.piece definitive "
    "sommes.condamnation sommes.frais sommes.fonds sommes.indemnite_victimes sommes.total devise motifs faits.resume "
    "faits.dates faits.lieu faits.qualification faits.textes categories dispositions_instrument description_complete "
    "ne_bis_in_idem procedure_ecrite information_recours comparution.presente comparution.option "
    "comparution.explication comparution.date_citation comparution.date_signification comparution.suite "
    "paiement_partiel substitution.autorisee substitution.privation_liberte.duree_maximale "
    "substitution.travail_general.duree_maximale substitution.autres autres_circonstances signataire.nom "
    "signataire.fonction signataire.date langue qualification_francaise nature_fiscale comptable.nom "
    "comptable.adresse comptable.moyens_paiement taux.valeur taux.date recue_le transmise_le circulation_routiere "
    "refus.motif evenement.nature",
    "sanction.contacts[]": "autorite objet",
    "sanction.paiements[]": "montant date",
    "sanction.personnes[]": "type nom prenoms nom_naissance alias sexe nationalite numero_identite naissance.date "
    "naissance.lieu adresse langues denomination forme numero_enregistrement siege motifs_transmission "
    "biens.description biens.localisation revenus.sources revenus.localisation",
    "derogations[]": "regle motif auteur",
    "signataires": "procureur.nom greffier.qualite jap.nom president.nom chef_etablissement.nom dspip.delegation",
    "service": "nom juridiction adresse telephone courriel horaires",
}
PATHS = [(holder, path) for holder, paths in INVENTAIRE.items() for path in paths.split()]


def below(holder: str) -> Champ:
    champ = champ_racine()
    for name in holder.split("."):
        champ = champ.descend(name.removesuffix("[]"))
        champ = champ.element if name.endswith("[]") else champ
    return champ


@pytest.mark.parametrize(("holder", "path"), PATHS)
def test_every_field_of_the_inventory_and_of_the_certificate_has_its_place(holder, path):
    assert below(holder).descend(path).titre


def test_every_field_has_a_genre_and_a_french_title():
    for path, champ in champ_racine().paths():
        assert champ.titre, path
        assert champ.genre in (*GENRES_SIMPLES, "objet", "liste", "union"), path
        assert (champ.genre == "liste") == (champ.element is not None), path
        assert (champ.genre == "choix") <= bool(champ.choix), path
        assert " ?" not in champ.titre, path


def test_only_the_reference_and_the_types_are_required():
    required = {path.rpartition(".")[2] for path, champ in champ_racine().paths() if champ.requis}
    assert required == {"dossier", "type"}


def test_what_the_law_computes_is_declared_computed():
    computed = {path for path, champ in champ_racine().paths() if champ.calcule}
    assert computed == {
        "condamne.hors_ressort", "condamne.mineur", "en_application", "sanction.definitive", "sanction.etat",
        "sanction.sommes.total",
    }  # fmt: skip


def test_a_field_tells_its_choices():
    assert champ_racine().descend("condamnation.mandat.type").choix == ("aucun", "depot", "depot_differe", "arret")
    assert champ_racine().descend("convocation.politique").choix == ("1", "2", "3")
    assert "GB" in champ_racine().descend("sanction.etat_execution").choix
    assert len(champ_racine().descend("sanction.categories").element.choix) == 39


def test_a_union_holds_the_fields_of_all_its_variants_and_of_each():
    peine = champ_racine().descend("condamnation.peines").element
    assert peine.genre == "union"
    assert set(peine.descend("type").choix) == set(peine.variantes)
    assert "ferme" in peine.enfants
    assert "ferme" not in peine.variantes["amende"].enfants


@pytest.mark.parametrize(
    ("chemin", "suggestion"),
    [
        ("condamnation.mandat.tipe", "condamnation.mandat.type"),
        ("condamne.adrese.ville", "condamne.adresse.ville"),
        ("condamnation.peines.type", None),
        ("zzz", None),
        ("condamne.nom.x", None),
    ],
)
def test_a_path_that_no_model_declares_is_refused_with_the_nearest(chemin, suggestion):
    with pytest.raises(CheminInconnu) as caught:
        champ_racine().descend(chemin)
    assert caught.value.suggestion == suggestion
    assert chemin in str(caught.value)


CHAMPS = (
    ChampActe("motif", "texte_long", "Motif de l'acte"),
    ChampActe("sens", "choix", "Sens", choix=("pour", "contre")),
    ChampActe("dates", "liste", "Dates", element="date"),
    ChampActe("avis", "liste", "Avis", element="choix", choix=("oral", "ecrit")),
    ChampActe("temoin", "personne", "Témoin"),
    ChampActe("lieu", "adresse", "Lieu"),
    ChampActe("suite", "rendez_vous", "Suite"),
    ChampActe("delai", "duree", "Délai"),
)


def test_an_act_brings_its_own_fields_under_complements():
    text = (
        "dossier: A\ncomplements: {motif: x, sens: pour, dates: [2026-01-02], avis: [oral], temoin: {nom: Petit},"
        " lieu: {ville: Lille}, suite: {heure: '09:30'}, delai: 8 mois}\n"
    )
    lecture = load_dossier(text, "d.yaml", champs=CHAMPS)
    complements = lecture.dossier.complements
    assert lecture.constats == ()
    assert complements.dates[0].isoformat() == "2026-01-02"
    assert complements.delai == Duree(mois=8)
    assert champ_racine(CHAMPS).descend("complements.temoin.nom").genre == "texte"
    assert champ_racine(CHAMPS).descend("complements.motif").titre == "Motif de l’acte"


def test_a_field_of_no_act_is_unknown_and_a_bad_one_is_told():
    lecture = load_dossier("dossier: A\ncomplements: {sens: neutre, dates: [x], autre: 1}\n", "d.yaml", champs=CHAMPS)
    assert [(c.code, c.chemin) for c in lecture.constats] == [
        ("choix-inconnu", "complements.sens"),
        ("type-invalide", "complements.dates[0]"),
        ("champ-inconnu", "complements.autre"),
    ]
    assert load_dossier("dossier: A\ncomplements: {sens: pour}\n", "d.yaml").constats[0].code == "champ-inconnu"


@pytest.mark.parametrize(
    ("text", "parts"),
    [("a", ("a",)), ("a.b[0].c", ("a", "b", 0, "c")), ("a[12][3]", ("a", 12, 3)), ("art_706_47", ("art_706_47",))],
)
def test_a_path_is_parsed_and_written_back(text, parts):
    assert parse_chemin(text) == parts
    assert write_chemin(parts) == text


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", "[0]", "a[-1]", "a[b]", "a[0", "A", "a b", "a[0]b", "é"])
def test_what_is_not_a_path_is_refused(text):
    with pytest.raises(ValueError, match="n'est pas un chemin"):
        parse_chemin(text)


def test_a_value_is_read_at_its_path_and_absent_all_along_the_way():
    dossier = load_dossier(
        "dossier: A\ncondamnation: {peines: [{type: tig, heures: 105}, {type: amende, montant: 12}]}\n", "d.yaml"
    ).dossier
    assert read_chemin(dossier, "condamnation.peines[0].heures") == 105
    assert read_chemin(dossier, "condamnation.peines[1].heures") is None
    assert read_chemin(dossier, "condamnation.peines[2].heures") is None
    assert read_chemin(dossier, "condamnation.mandat.transmission.par") is None


@pytest.mark.parametrize(
    ("duree", "text"),
    [
        (Duree(1, 6, 0), "1 an 6 mois"),
        (Duree(mois=14), "14 mois"),
        (Duree(2, 0, 1), "2 ans 1 jour"),
        (Duree(), "0 jour"),
    ],
)
def test_a_duration_is_written_as_a_judgment_does(duree, text):
    assert str(duree) == text


def test_durations_have_no_order_without_a_starting_date():
    with pytest.raises(TypeError):
        sorted([Duree(mois=1), Duree(jours=30)])
    assert Duree(ans=1) != Duree(mois=12)
