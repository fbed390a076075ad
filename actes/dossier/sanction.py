"""The financial penalty recognised between Member States (CPP D48-6 to D48-36), in the order of the certificate."""

from __future__ import annotations

from typing import Literal

from actes.dossier.condamnation import QualificationInfraction
from actes.dossier.field_types import (
    CalculeMontant,
    CalculeOuiNon,
    Categorie,
    Civilite,
    Date,
    Devise,
    Duree,
    Entier,
    Etat,
    Langue,
    Modele,
    Montant,
    Nombre,
    OuiNon,
    Texte,
    TexteLong,
    champ,
)
from actes.dossier.sanction_entrante import (
    BordereauEnvoi,
    CompetenceParquet,
    ContrainteSanction,
    ControleRefus,
    ExecutionSanction,
    Reception,
    Reduction,
)
from actes.dossier.sanction_parties import Autorite, Comptable, ContactUtile, Destinataire, PersonneSanctionnee
from actes.dossier.sanction_sortante import CalculeEtat, Transmission


class DecisionSanction(Modele):
    """Section g) 1: the decision."""

    nature: Literal["i", "ii", "iii", "iv"] | None = champ(
        "Nature de la décision",
        "i : juridiction, infraction pénale ; ii : autre autorité, infraction pénale ; "
        "iii : autre autorité, infraction aux règles de droit ; iv : juridiction statuant sur un iii",
    )
    recours_possible: OuiNon | None = champ("Une juridiction pénale pouvait-elle être saisie ?")
    date: Date | None = champ("Date de la décision")
    date_definitive: Date | None = champ("Définitive le")
    reference: Texte | None = champ("Numéro de référence de la décision")
    piece: Literal["original", "copie_certifiee_conforme"] | None = champ("Décision jointe")


class Sommes(Modele):
    """Section g) 1: the four heads of payment, in the currency of the decision."""

    condamnation: Montant | None = champ("Somme à titre de condamnation")
    indemnite_victimes: Montant | None = champ("Indemnité aux victimes")
    frais: Montant | None = champ("Frais de procédure")
    fonds: Montant | None = champ("Fonds public ou organisation de soutien aux victimes")
    total: CalculeMontant = champ("Montant total", "calculé")


class Faits(Modele):
    """Section g) 2: the facts."""

    resume: TexteLong | None = champ("Résumé des faits et circonstances")
    dates: Texte | None = champ("Dates des faits")
    date: Date | None = champ("Date des faits", "le premier jour, si les faits ont duré")
    lieu: Texte | None = champ("Lieu des faits")
    qualification: TexteLong | None = champ("Nature et qualification juridique")
    textes: TexteLong | None = champ("Dispositions légales applicables")


class Comparution(Modele):
    """Section h) 3: was the person there (wording of 2009)?"""

    presente: OuiNon | None = champ("A comparu en personne ?")
    option: Literal["3.1a", "3.1b", "3.2", "3.3", "3.4"] | None = champ("Option du point 3, en cas d'absence")
    date_citation: Date | None = champ("Citée en personne le")
    date_signification: Date | None = champ("Décision signifiée le")
    suite: Literal["non_contestee", "delai_passe"] | None = champ("Suite donnée à la signification")
    explication: TexteLong | None = champ("Explication (point 4)")


class PrivationLiberte(Modele):
    """Section i) 2: deprivation of liberty."""

    duree_maximale: Duree | None = champ("Durée maximale de la privation de liberté")


class TravailGeneral(Modele):
    """Section i) 2: community service."""

    duree_maximale: Duree | None = champ("Durée maximale du travail d'intérêt général")
    heures_maximales: Entier | None = champ("Nombre maximal d'heures")


class Substitution(Modele):
    """Section i): alternative sanctions."""

    autorisee: OuiNon | None = champ("Des peines de substitution sont-elles autorisées ?")
    privation_liberte: PrivationLiberte | None = champ("Privation de liberté")
    travail_general: TravailGeneral | None = champ("Travail d'intérêt général")
    autres: TexteLong | None = champ("Autres sanctions")


class SignataireCertificat(Modele):
    """Section k): who certifies."""

    civilite: Civilite | None = champ("Civilité")
    nom: Texte | None = champ("Nom du signataire")
    prenoms: Texte | None = champ("Prénoms du signataire")
    fonction: Texte | None = champ("Fonction du signataire")
    delegation: Texte | None = champ("Délégation")
    date: Date | None = champ("Date de la signature")


class Taux(Modele):
    """The rate of exchange of the day of the decision (CPP D48-21)."""

    valeur: Nombre | None = champ("Taux", "euros pour une unité de la devise (0,0952 pour la couronne suédoise)")
    date: Date | None = champ("Date du taux")
    source: Texte | None = champ("Source du taux")


class Paiement(Modele):
    """A payment received."""

    montant: Montant | None = champ("Montant payé")
    devise: Devise | None = champ("Devise du paiement", "celle de la décision à défaut ; EUR si elle est autre")
    date: Date | None = champ("Payé le")
    lieu: Etat | None = champ("État où il a été reçu")
    preuve: Texte | None = champ("Preuve produite")
    preuve_le: Date | None = champ("Preuve produite le")
    annonce_le: Date | None = champ("Annoncé par l'autre État le")
    informe_le: Date | None = champ("État d'exécution informé le", "paiement reçu en France : article D. 48-16")
    casier_le: Date | None = champ("Casier judiciaire national avisé le", "article D. 48-13, alinéa 2")


class Refus(Modele):
    """A refusal to recognise or to execute, or the impossibility to execute."""

    nature: Literal["refus", "impossibilite", "amnistie_grace"] | None = champ(
        "Nature", "refus ; impossibilité d'exécuter ; amnistie ou grâce en France"
    )
    article: Texte | None = champ("Motif de refus", "D. 48-22, 1°")
    motif: TexteLong | None = champ("Motivation du refus")
    envisage_le: Date | None = champ("Refus envisagé le")
    question: TexteLong | None = champ("Question posée à l'État d'émission")
    information_le: Date | None = champ("État d'émission informé du refus envisagé le", "article D. 48-20, alinéa 1")
    reponse_avant: Date | None = champ("Observations demandées avant le")
    observations: TexteLong | None = champ("Observations reçues")
    observations_le: Date | None = champ("Reçues le")
    le: Date | None = champ("Refus décidé le")
    etendue: Literal["totale", "partielle"] | None = champ("Étendue du refus")
    montant_execute: Montant | None = champ("Montant exécuté, si le refus est partiel", "en euros")
    montant_restant: Montant | None = champ("Montant non exécuté, si le refus est partiel", "en euros")
    recours: Texte | None = champ("Recours ouvert et délai")


class Evenement(Modele):
    """What took the enforceability away."""

    nature: Texte | None = champ("Décision ou mesure", "amnistie, grâce, révision…")
    date: Date | None = champ("Date")
    effet: TexteLong | None = champ("Effet")
    informe_le: Date | None = champ("Information de l'État d'émission reçue le")
    autorite: Texte | None = champ("Autorité qui a pris la décision ou la mesure")
    objet: Literal["amnistie", "grace", "revision", "retrait", "autre"] | None = champ(
        "Objet", "retrait : la France retire la sanction à l'État d'exécution, sans l'anéantir"
    )
    portee: Literal["totale", "partielle"] | None = champ("Portée", "totale à défaut")
    annonce_le: Date | None = champ("État d'exécution informé le", "article D. 48-17")


class Sanction(Modele):
    """The penalty, outgoing or incoming."""

    sens: Literal["sortante", "entrante"] | None = champ("Sens", "sortante : décision française exécutée ailleurs")
    etat_emission: Etat | None = champ("État d'émission", "code de deux lettres")
    etat_execution: Etat | None = champ("État d'exécution", "code de deux lettres")
    autorite_decision: Autorite | None = champ("Autorité qui a rendu la décision")
    autorite_execution: Autorite | None = champ("Autorité compétente pour l'exécution dans l'État d'émission")
    autorite_centrale: Autorite | None = champ("Autorité centrale de l'État d'émission")
    contacts: tuple[ContactUtile, ...] | None = champ("Autorités pouvant être contactées")
    personnes: tuple[PersonneSanctionnee, ...] | None = champ("Personnes condamnées")
    decision: DecisionSanction | None = champ("Décision")
    definitive: CalculeOuiNon = champ("Décision définitive", "calculé")
    devise: Devise | None = champ("Devise de la décision", "code ISO 4217 : EUR")
    sommes: Sommes | None = champ("Sommes")
    motifs: TexteLong | None = champ("Motifs de la décision")
    faits: Faits | None = champ("Faits")
    categories: tuple[Categorie, ...] | None = champ("Catégories d'infractions")
    dispositions_instrument: Texte | None = champ("Dispositions de l'instrument européen", "catégorie obligations_ue")
    description_complete: TexteLong | None = champ("Description complète de l'infraction", "hors des catégories")
    ne_bis_in_idem: OuiNon | None = champ(
        "Aucune autre décision pour les mêmes faits, à la connaissance de l'autorité ?"
    )
    procedure_ecrite: OuiNon | None = champ("Procédure écrite ?")
    information_recours: OuiNon | None = champ("Personne informée du droit de contester et des délais ?")
    comparution: Comparution | None = champ("Comparution")
    paiement_partiel: Montant | None = champ("Somme déjà payée")
    substitution: Substitution | None = champ("Peines de substitution")
    autres_circonstances: TexteLong | None = champ("Autres circonstances")
    signataire: SignataireCertificat | None = champ("Signataire du certificat")
    langue: Langue | None = champ("Langue du certificat", "code de deux lettres")
    destinataire: Destinataire | None = champ("Destinataire du pli")
    authenticite: Texte | None = champ("Moyen d'en vérifier l'authenticité", "article D. 48-11, alinéa 1")
    autorite_centrale_execution: Destinataire | None = champ(
        "Autorité centrale désignée par l'État d'exécution", "article D. 48-11, alinéa 2"
    )
    transmise_le: Date | None = champ("Transmise le", "transmission unique, en cours ; sinon, sanction.transmissions")
    transmissions: tuple[Transmission, ...] | None = champ("Transmissions", "une par demande, dans l'ordre")
    etat: CalculeEtat = champ("État de la sanction sortante", "calculé à la date de l'acte")
    recue_le: Date | None = champ("Certificat reçu le")
    qualification_francaise: QualificationInfraction | None = champ("Qualification en droit français")
    infraction_francaise: TexteLong | None = champ("Infraction correspondante en droit français, et textes")
    prescription: Duree | None = champ(
        "Délai de prescription", "selon la qualification française ; court de la réception"
    )
    nature_fiscale: OuiNon | None = champ("Serait en France une amende fiscale ou douanière ?")
    circulation_routiere: OuiNon | None = champ("Infraction à la circulation routière ?")
    emprisonnement_encouru: OuiNon | None = champ("Faits passibles d'emprisonnement dans les deux États ?")
    maximum_francais: Montant | None = champ("Maximum encouru en droit français")
    taux: Taux | None = champ("Taux de change")
    comptable: Comptable | None = champ("Comptable")
    paiements: tuple[Paiement, ...] | None = champ("Paiements")
    refus: Refus | None = champ("Refus")
    evenement: Evenement | None = champ("Perte du caractère exécutoire")
    reception: Reception | None = champ("Certificat reçu")
    competence: CompetenceParquet | None = champ("Compétence territoriale")
    controle: ControleRefus | None = champ("Contrôle des motifs de refus")
    reduction: Reduction | None = champ("Réduction au maximum français")
    execution: ExecutionSanction | None = champ("Exécution en France")
    contrainte: ContrainteSanction | None = champ("Contrainte judiciaire")
    bordereau: BordereauEnvoi | None = champ("Bordereau d'envoi simplifié")
