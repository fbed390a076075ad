"""From the conviction to its execution: appointments, incarceration, enforcement."""

from __future__ import annotations

from typing import Literal

from actes.dossier.field_types import (
    Date,
    Duree,
    Entier,
    Heure,
    Mode,
    Modele,
    OuiNon,
    Politique,
    Texte,
    TexteLong,
    champ,
)
from actes.dossier.lieux import Adresse, RendezVous


class DistinctionPolitique(Modele):
    """One line of the judge's policy: the cases that it concerns, and the order then (CPP D48-2-1 al. 6)."""

    politique: Politique | None = champ(
        "Politique de convocation dans ce cas", "1 : JAP puis SPIP ; 2 : SPIP puis JAP ; 3 : JAP seul"
    )
    quantum_superieur_a: Duree | None = champ("Emprisonnement ferme supérieur à")
    quantum_au_plus: Duree | None = champ("Emprisonnement ferme d'au plus")
    natinf: tuple[Texte, ...] | None = champ("Nature des faits", "codes NATINF, ou mots du libellé de l'infraction")
    antecedents: OuiNon | None = champ("Antécédents ?", "récidive légale, ou autres condamnations à exécuter")


class Convocation(Modele):
    """The appointments to give or already given."""

    jap: RendezVous | None = champ("Rendez-vous devant le juge de l'application des peines")
    spip: RendezVous | None = champ("Rendez-vous devant le service pénitentiaire d'insertion et de probation")
    procureur: RendezVous | None = champ("Rendez-vous devant le procureur de la République")
    stage: RendezVous | None = champ("Rendez-vous devant le service chargé du stage")
    politique: Politique | None = champ(
        "Politique de convocation du juge (CPP, art. D. 48-2-1)",
        "1 : JAP puis SPIP ; 2 : SPIP puis JAP ; 3 : JAP seul",
    )
    distinctions: tuple[DistinctionPolitique, ...] | None = champ(
        "Distinctions de la politique (CPP, art. D. 48-2-1 al. 6)", "d'ordinaire dans les réglages de la juridiction"
    )
    motif_jap: Texte | None = champ("Motif de la convocation devant le juge plutôt que devant le service")
    pieces_a_apporter: tuple[Texte, ...] | None = champ("Pièces à apporter")
    mode: Mode | None = champ("Mode de remise de la convocation")
    remise_le: Date | None = champ("Convocation remise le")
    remise_audience: OuiNon | None = champ("Convocation déjà remise à l'issue de l'audience (CPP, art. 474) ?")
    absence_le: Date | None = champ("Absence à la convocation constatée le")
    motif_legitime: OuiNon | None = champ("Motif légitime de l'absence ?")


class Annonce(Modele):
    """When and how the convicted person was told where and when to present themself."""

    le: Date | None = champ("Annoncé au condamné le")
    mode: Literal["audience", "reception", "visioconference"] | None = champ("Mode de l'annonce")


class Incarceration(Modele):
    """The incarceration fixed under a deferred committal warrant."""

    annonce: Annonce | None = champ("Annonce au condamné (CPP, art. D. 48-2-4)")
    etablissement: Texte | None = champ("Établissement désigné")
    adresse: Adresse | None = champ("Adresse de l'établissement")
    telephone: Texte | None = champ("Téléphone de l'établissement")
    date: Date | None = champ("Date de présentation")
    heure_debut: Heure | None = champ("Présentation à partir de")
    heure_fin: Heure | None = champ("Présentation jusqu'à")
    copie_condamne_le: Date | None = champ("Copie remise au condamné le")
    copie_certifiee_envoyee_le: Date | None = champ("Copie certifiée envoyée à l'établissement le")


class Execution(Modele):
    """The enforcement: why, on what ground, what was done."""

    motif: Texte | None = champ("Motif de la mise à exécution")
    cas: Literal["defaut_presentation", "autre_procedure", "danger", "fuite"] | None = champ(
        "Cas de l'article D. 48-2-7"
    )
    fondement: Literal["quatre_mois", "non_comparution", "urgence"] | None = champ(
        "Fondement (CPP, art. 723-15-2, 723-16)"
    )
    fait_nouveau: TexteLong | None = champ("Fait nouveau ou risque de fuite")
    communication_jap_le: Date | None = champ("Communiquée au juge de l'application des peines le")
    saisine_jap_le: Date | None = champ("Juge saisi sur l'article 723-17 le")
    service_requis: Texte | None = champ("Service requis")
    non_execution_motif: Texte | None = champ("Motif de non-exécution")
    diligence: Texte | None = champ("Diligence d'exécution")
    diligence_le: Date | None = champ("Diligence accomplie le")


class MandatJap(Modele):
    """A warrant of the judge of the execution of sentences."""

    type: Literal["amener", "arret"] | None = champ("Type de mandat")
    date: Date | None = champ("Date du mandat")
    motif: TexteLong | None = champ("Manquement reproché ou motif")


class InstructionsTelephoniques(Modele):
    """Orders given by telephone before the warrant."""

    date: Date | None = champ("Données le")
    heure: Heure | None = champ("Données à")
    officier: Texte | None = champ("Officier qui les a reçues")
    service: Texte | None = champ("Service de cet officier")


class MandatAmener(Modele):
    """The urgent warrant of the prosecutor (CPP D49-35-2)."""

    date: Date | None = champ("Date du mandat")
    motif: TexteLong | None = champ("Urgence")
    empechement: Texte | None = champ("Empêchement du juge et de son remplaçant")
    instructions: InstructionsTelephoniques | None = champ("Instructions téléphoniques")
    arrestation_le: Date | None = champ("Arrestation le")
    arrestation_heure: Heure | None = champ("Arrestation à")
    repris_le: Date | None = champ("Repris par le juge le")


class Extraction(Modele):
    """A requisition to bring a detained person."""

    date: Date | None = champ("Date de l'extraction")
    heure: Heure | None = champ("Heure de l'extraction")
    lieu: Texte | None = champ("Lieu où conduire la personne")
    motif: Texte | None = champ("Motif de l'extraction")
    service_requis: Texte | None = champ("Service requis")


class Recherche(Modele):
    """A wanted notice."""

    finalite: Literal["execution", "localisation"] | None = champ("Finalité de la recherche")
    motif: Texte | None = champ("Motif")
    conduite_a_tenir: TexteLong | None = champ("Conduite à tenir")
    autorite_a_aviser: Texte | None = champ("Autorité à aviser")


class Incident(Modele):
    """What went wrong in the course of a measure."""

    date: Date | None = champ("Date des faits")
    heure: Heure | None = champ("Heure des faits")
    faits: TexteLong | None = champ("Faits")
    evasion: OuiNon | None = champ("État d'évasion ?")
    motif_legitime: OuiNon | None = champ("Motif légitime invoqué ?")
    suite_proposee: Texte | None = champ("Suite proposée")


class Reunion(Modele):
    """A meeting of the regional conference or of the commission."""

    formation: Literal["ordinaire", "elargie"] | None = champ("Formation")
    numero: Entier | None = champ("Numéro de la réunion dans l'année")
    date: Date | None = champ("Date de la réunion")
    heure: Heure | None = champ("Heure de la réunion")
    lieu: Texte | None = champ("Lieu de la réunion")
    objets: tuple[Texte, ...] | None = champ("Ordre du jour")
    participants: tuple[Texte, ...] | None = champ("Participants")
    conclusions: TexteLong | None = champ("Conclusions")
