"""What the French prosecutor records of a penalty pronounced in another Member State (CPP D48-18 to D48-36)."""

from __future__ import annotations

from typing import Literal

from actes.dossier.condamnation import QualificationInfraction
from actes.dossier.field_types import Date, Duree, Modele, Montant, OuiNon, Texte, TexteLong, champ
from actes.dossier.sanction_parties import Destinataire

Rattachement = Literal["residence", "siege", "biens", "revenus", "traitement_automatise"]


class Reception(Modele):
    """The certificate as it was received (CPP D48-20 al. 2, D48-22 1°)."""

    certificat: Literal["conforme", "absent", "incomplet", "discordant"] | None = champ(
        "État du certificat", "discordant : il ne correspond manifestement pas à la sanction"
    )
    points: tuple[Texte, ...] | None = champ("Pièces ou points du certificat à compléter")
    reference: Texte | None = champ("Référence de l'envoi reçu")
    reguliere: OuiNon | None = champ("Demande régulière ?")
    observations: TexteLong | None = champ("Observations sur la régularité de la demande")


class CompetenceParquet(Modele):
    """Which prosecutor may act (CPP D48-19)."""

    territoriale: OuiNon | None = champ("Le parquet saisi est-il territorialement compétent ?")
    rattachement: Rattachement | None = champ(
        "Rattachement au ressort du procureur compétent", "biens ou revenus : à défaut de résidence ou de siège"
    )
    motif: TexteLong | None = champ("Motif de l'incompétence")
    parquet: Destinataire | None = champ("Procureur de la République territorialement compétent")
    transmise_le: Date | None = champ("Transmise au procureur compétent le")


class ControleRefus(Modele):
    """The facts that make a ground for refusal (CPP D48-22, D48-23), as the prosecutor finds them."""

    faits_en_france: OuiNon | None = champ("Faits commis, en tout ou en partie, en France ?")
    hors_emission: OuiNon | None = champ("Faits commis hors du territoire de l'État d'émission ?")
    incrimination_francaise: OuiNon | None = champ("Faits constituant une infraction en droit français ?")
    poursuite_possible: OuiNon | None = champ("Poursuite permise en France pour des faits commis hors de France ?")
    competence_francaise: OuiNon | None = champ("Faits relevant de la compétence des juridictions françaises ?")
    deja_jugee: OuiNon | None = champ(
        "Déjà jugée définitivement pour ces faits ?",
        "en France ou dans un État autre que celui d'émission, la peine étant exécutée, en cours ou non exécutable",
    )
    discrimination: OuiNon | None = champ(
        "Sanction prise, ou exécution portant atteinte, pour un motif discriminatoire ?"
    )
    immunite: OuiNon | None = champ("Immunité de la loi française ?")


class Reduction(Modele):
    """The amount brought down to the French maximum (CPP D48-25)."""

    decidee: OuiNon | None = champ("Réduction au maximum encouru en France décidée ?")
    motif: TexteLong | None = champ("Motif de la réduction")


class ExecutionSanction(Modele):
    """The execution in France and its outcome (CPP D48-20, D48-29)."""

    mise_a_execution_le: Date | None = champ("Mise à exécution le")
    issue: Literal["totale", "partielle", "aucune"] | None = champ("Issue de l'exécution")
    achevee_le: Date | None = champ("Issue constatée le")
    recouvre: Montant | None = champ("Somme recouvrée en France", "en euros")
    motifs: TexteLong | None = champ("Motifs de l'inexécution, totale ou partielle")
    substitution_nature: Texte | None = champ("Peine de substitution appliquée")
    substitution_duree: Duree | None = champ("Durée de la peine de substitution")
    sort: Literal["budget_francais", "accord", "victimes"] | None = champ("Sort des sommes recouvrées")
    accord: Texte | None = champ("Accord avec l'État d'émission sur les sommes recouvrées")


class ContrainteSanction(Modele):
    """The request for imprisonment in default of payment (CPP D48-36)."""

    inexecution_volontaire: OuiNon | None = champ("Inexécution volontaire ?")
    circonstances: TexteLong | None = champ("Ce qui montre le caractère volontaire de l'inexécution")
    peine_francaise: Texte | None = champ("Peine privative de liberté encourue en droit français, et texte")
    peine_emission: Texte | None = champ("Peine privative de liberté encourue dans l'État d'émission, et texte")


class LigneBordereau(Modele):
    """Another statement sent under the same slip, its sums in euros."""

    reference: Texte | None = champ("Référence du relevé")
    nom: Texte | None = champ("Personne condamnée")
    envoyee_le: Date | None = champ("Lettre d'avis envoyée le")
    qualification_francaise: QualificationInfraction | None = champ("Qualification en droit français")
    nature_fiscale: OuiNon | None = champ("Serait en France une amende fiscale ou douanière ?")
    condamnation: Montant | None = champ("Somme à titre de condamnation", "en euros")
    frais: Montant | None = champ("Frais de procédure", "en euros")
    fonds: Montant | None = champ("Fonds public ou organisation de soutien aux victimes", "en euros")
    indemnite_victimes: Montant | None = champ("Indemnité aux victimes", "en euros")


class BordereauEnvoi(Modele):
    """The simplified dispatch slip of the statements (CPP D48-33 al. 2, R55-5 al. 2)."""

    numero: Texte | None = champ("Numéro du bordereau")
    lignes: tuple[LigneBordereau, ...] | None = champ(
        "Autres relevés du même bordereau", "d'autres dossiers, de la même date d'envoi"
    )
