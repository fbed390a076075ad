"""Before the judges of the execution of sentences: requests, debates, decisions, notices, appeals, measures."""

from __future__ import annotations

from typing import Literal

from actes.dossier.field_types import Date, Duree, Entier, Heure, Mode, Modele, OuiNon, Texte, TexteLong, champ
from actes.dossier.lieux import Adresse
from actes.dossier.personnes import Signataire

TypeMesure = Literal[
    "ddse",
    "semi_liberte",
    "placement_exterieur",
    "liberation_conditionnelle",
    "liberation_sous_contrainte",
    "fractionnement",
    "suspension",
    "conversion",
    "permission_sortir",
]
# What may be carried out, modified, withdrawn: the measures that one may ask for, and the sentences that are followed.
TypeMesureSuivie = Literal[TypeMesure, "sursis_probatoire", "suivi_socio_judiciaire", "travail_interet_general"]
Sens = Literal[
    "octroi",
    "refus",
    "rejet",
    "ajournement",
    "retrait",
    "revocation",
    "modification",
    "irrecevabilite",
]


class Debat(Modele):
    """The adversarial hearing."""

    juridiction: Literal["jap", "tap", "chap", "president_tj"] | None = champ("Juridiction du débat")
    date: Date | None = champ("Date du débat")
    heure: Heure | None = champ("Heure du débat")
    type_lieu: Literal["tribunal", "etablissement", "hopital"] | None = champ("Où se tient le débat")
    lieu: Texte | None = champ("Lieu du débat")
    adresse: Adresse | None = champ("Adresse du lieu")
    objet: Texte | None = champ("Objet du débat")
    public: OuiNon | None = champ("Débat public ?")
    urgence: OuiNon | None = champ("Débat en urgence ?")
    motif_urgence: TexteLong | None = champ("Motif de l'urgence")
    visioconference: OuiNon | None = champ("Par visioconférence ?")
    renonciation_delai: OuiNon | None = champ("Le condamné a-t-il renoncé au délai ?")
    renonciation_avocat: OuiNon | None = champ("Le condamné a-t-il renoncé à la convocation de l'avocat ?")
    consultation_dossier: Texte | None = champ("Où et quand consulter le dossier")


class Requete(Modele):
    """The request that a judge must answer."""

    numero: Texte | None = champ("Numéro de la requête")
    date_depot: Date | None = champ("Date de dépôt")
    mode: Literal["depot_greffe", "lrar", "declaration_detention"] | None = champ("Mode de dépôt")
    auteur: Literal["condamne", "avocat", "procureur", "jap", "chef_etablissement", "dspip"] | None = champ(
        "Auteur de la requête"
    )
    signataire: Literal["condamne", "avocat"] | None = champ("Signataire de la requête")
    mesure: TypeMesure | None = champ("Mesure demandée")
    procedure: Literal["sans_debat", "debat_jap", "debat_tap"] | None = champ(
        "Procédure dont relève la requête",
        "sans_debat : article 712-5 ; debat_jap : 712-6 ; debat_tap : 712-7",
    )
    precedente_pendante: OuiNon | None = champ("Une demande identique est-elle déjà pendante ?")
    irrecevable_jusqu_au: Date | None = champ("Nouvelle demande irrecevable jusqu'au")
    motifs: TexteLong | None = champ("Motifs de la requête")


class Decision(Modele):
    """A decision of a court of the execution of sentences; a conviction is `condamnation`."""

    type: Literal["jugement", "ordonnance", "arret"] | None = champ("Type de décision")
    date: Date | None = champ("Date de la décision")
    numero: Texte | None = champ("Numéro de la décision")
    juridiction: Texte | None = champ("Juridiction qui a statué")
    fondement: Texte | None = champ("Article appliqué", "712-6")
    sens: Sens | None = champ("Sens de la décision")
    motifs: TexteLong | None = champ("Motifs")
    dispositif: TexteLong | None = champ("Dispositif")
    cas_casier: Entier | None = champ("Cas de l'article D. 49-26", "de 1 à 13")
    delai_irrecevabilite_mois: Entier | None = champ("Délai d'irrecevabilité d'une nouvelle demande, en mois")
    execution_provisoire: OuiNon | None = champ("Exécution provisoire ?")
    deliberee: OuiNon | None = champ("Mise en délibéré ?")
    copie_disponible: OuiNon | None = champ("Copie disponible sur-le-champ ?")
    lue_par_visioconference: OuiNon | None = champ("Dispositif lu par visioconférence ?")
    magistrat: Signataire | None = champ("Magistrat qui a statué")


class AvisParquet(Modele):
    """The opinion or the written requisitions of the prosecutor on a measure."""

    date: Date | None = champ("Avis du procureur du")
    sens: Literal["favorable", "defavorable", "s_en_rapporte"] | None = champ("Sens de l'avis du procureur")
    texte: TexteLong | None = champ("Avis du procureur")


class SituationPenale(Modele):
    """Where the execution of the sentences of a person stands (the prison's « fiche pénale »)."""

    total: Duree | None = champ("Durée totale des peines à subir")
    accompli: Duree | None = champ("Durée accomplie, réductions comprises")
    reliquat: Duree | None = champ("Durée restant à subir")
    fin_peine: Date | None = champ("Date de fin de peine")
    fin_surete: Date | None = champ("Fin de la période de sûreté")


class Notification(Modele):
    """The notice of a decision, or the sending of a letter."""

    mode: Mode | None = champ("Mode de notification")
    date: Date | None = champ("Notifié le")
    heure: Heure | None = champ("Notifié à")
    envoyee_le: Date | None = champ("Envoyée le")
    numero_lettre: Texte | None = champ("Numéro de la lettre recommandée")
    ar_signe_le: Date | None = champ("Avis de réception signé le")


class Appel(Modele):
    """An appeal."""

    auteur: Literal["condamne", "procureur", "procureur_general"] | None = champ("Auteur de l'appel")
    date: Date | None = champ("Date de l'appel")
    acte_attaque: Texte | None = champ("Décision attaquée")
    incident: OuiNon | None = champ("Appel incident ?")
    declare_en_detention: OuiNon | None = champ("Déclaré en détention ?")


class ReductionPeine(Modele):
    """A reduction of sentence and its withdrawal."""

    decision_octroi: Date | None = champ("Date de la décision d'octroi")
    quantum_accorde_jours: Entier | None = champ("Réduction accordée, en jours")
    quantum_max_retrait_jours: Entier | None = champ("Retrait maximal envisagé, en jours")
    quantum_retire_jours: Entier | None = champ("Retrait prononcé, en jours")
    cap_date: Date | None = champ("Date de la commission de l'application des peines")
    cap_heure: Heure | None = champ("Heure de la commission")
    origine_saisine: Literal["chef_etablissement", "procureur", "office"] | None = champ("Origine de la saisine")
    faits: TexteLong | None = champ("Faits de mauvaise conduite")
    urgence: OuiNon | None = champ("Urgence ?")
    motif_urgence: TexteLong | None = champ("Motif de l'urgence")


class Mesure(Modele):
    """The measure granted, modified or withdrawn."""

    type: TypeMesureSuivie | None = champ("Type de mesure")
    modalites: TexteLong | None = champ("Modalités")
    obligations: tuple[Texte, ...] | None = champ("Obligations")
    interdictions: tuple[Texte, ...] | None = champ("Interdictions")
    horaires: tuple[Texte, ...] | None = champ("Horaires")
    lieu: Texte | None = champ("Lieu d'exécution")
    adresse: Adresse | None = champ("Adresse du lieu d'exécution")
    date_effet: Date | None = champ("Date d'effet")
    heure_effet: Heure | None = champ("Heure d'effet")
    date_fin: Date | None = champ("Date de fin")
    heure_fin: Heure | None = champ("Heure de fin")


class Expertise(Modele):
    """A psychiatric or medical report."""

    date: Date | None = champ("Date de l'expertise")
    expert: Texte | None = champ("Expert")
    ordonnee_le: Date | None = champ("Ordonnée le")
    requise: OuiNon | None = champ("Expertise requise (CPP, art. 712-21) ?")
    dispense: OuiNon | None = champ("Dispense d'expertise ?")
    accord_parquet_le: Date | None = champ("Accord du procureur à la dispense, du")


class SaisineSpip(Modele):
    """What the probation service is asked to do."""

    date: Date | None = champ("Saisi le")
    mission: TexteLong | None = champ("Mission confiée")
    decision_envisagee: Texte | None = champ("Décision envisagée")
    date_limite: Date | None = champ("Rapport attendu le")
