"""The conviction: what was decided, when, in whose presence, and whether it may be executed."""

from __future__ import annotations

from typing import Literal

from actes.dossier.field_types import Date, Duree, Entier, Modele, Montant, OuiNon, Texte, champ
from actes.dossier.lieux import Adresse, Affaire, Juridiction
from actes.dossier.peines import Peine

QualificationInfraction = Literal["contravention", "delit", "crime"]


class Infraction(Modele):
    """An offence of the conviction."""

    libelle: Texte | None = champ("Libellé de l'infraction")
    natinf: Texte | None = champ("Code NATINF")
    qualification: QualificationInfraction | None = champ("Qualification")
    date_faits: Date | None = champ("Date des faits", "le premier jour, si les faits ont duré")
    date_fin: Date | None = champ("Dernier jour des faits")
    lieu: Texte | None = champ("Lieu des faits")
    textes: Texte | None = champ("Textes qui définissent et répriment")
    recidive: OuiNon | None = champ("En récidive légale pour cette infraction ?")
    art_706_47: OuiNon | None = champ("Infraction de l'article 706-47 ?")
    au_sein_du_couple: OuiNon | None = champ("Commise au sein du couple ?")
    terrorisme: OuiNon | None = champ("Acte de terrorisme ?")


class SursisRevoque(Modele):
    """An earlier suspension that was revoked."""

    quantum: Duree | None = champ("Durée révoquée")
    par_juridiction_jugement: OuiNon | None = champ("Révoqué par la juridiction de jugement ?")
    date: Date | None = champ("Date de la révocation")
    juridiction: Texte | None = champ("Juridiction qui l'avait prononcé")
    condamnation_du: Date | None = champ("Prononcé le")


class TransmissionMandat(Modele):
    """The warrant as received by the prosecutor of the residence (CPP D48-2-6)."""

    par: Texte | None = champ("Parquet mandant")
    recue_le: Date | None = champ("Copie du mandat reçue le")


class Mandat(Modele):
    """The committal or arrest warrant issued with the conviction."""

    type: Literal["aucun", "depot", "depot_differe", "arret"] | None = champ("Type de mandat")
    date: Date | None = champ("Date du mandat")
    execution_provisoire: OuiNon | None = champ("Exécution provisoire du mandat ?")
    transmission: TransmissionMandat | None = champ("Transmission au parquet de la résidence")


class LieuDdse(Modele):
    """What the court fixed of the home detention."""

    lieu_fixe: OuiNon | None = champ("Lieu d'assignation fixé ?")
    lieu: Texte | None = champ("Lieu d'assignation")
    adresse: Adresse | None = champ("Adresse du lieu d'assignation")
    periodes_fixees: OuiNon | None = champ("Périodes fixées ?")
    periodes: tuple[Texte, ...] | None = champ("Périodes d'absence autorisées")


class Condamnation(Modele):
    """The conviction."""

    date: Date | None = champ("Date de la condamnation")
    nature_decision: Literal["contradictoire", "contradictoire_a_signifier", "defaut"] | None = champ(
        "Nature de la décision"
    )
    present_audience: OuiNon | None = champ("Condamné présent à l'audience ?")
    signifiee_le: Date | None = champ("Signifiée le")
    opposition_formee: OuiNon | None = champ("Opposition formée ?")
    appel_forme: OuiNon | None = champ("Appel formé ?")
    definitive_le: Date | None = champ("Définitive le")
    executoire_le: Date | None = champ("Exécutoire le")
    execution_provisoire: OuiNon | None = champ("Exécution provisoire ?")
    recidive_legale: OuiNon | None = champ("Récidive légale ?")
    infractions: tuple[Infraction, ...] | None = champ("Infractions")
    peines: tuple[Peine, ...] | None = champ("Peines prononcées")
    sursis_revoques: tuple[SursisRevoque, ...] | None = champ("Sursis révoqués")
    detention_provisoire_jours: Entier | None = champ("Détention provisoire, en jours")
    mandat: Mandat | None = champ("Mandat décerné")
    amenagement_ab_initio: Literal["aucun", "ddse", "semi_liberte", "placement_exterieur"] | None = champ(
        "Aménagement décidé par la juridiction de jugement"
    )
    ddse: LieuDdse | None = champ("Peine de détention à domicile sous surveillance électronique")
    droit_fixe_procedure: Montant | None = champ("Droit fixe de procédure")
    avis_amende_donne: OuiNon | None = champ("Avis sur le paiement de l'amende déjà donné à l'audience ?")
    dommages_interets: Montant | None = champ("Dommages-intérêts")


class AutreCondamnation(Modele):
    """Another conviction to execute with the first (CPP 723-15)."""

    affaire: Affaire | None = champ("Références")
    juridiction: Juridiction | None = champ("Juridiction qui a condamné")
    condamnation: Condamnation | None = champ("Condamnation")
