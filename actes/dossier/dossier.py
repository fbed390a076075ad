"""The dossier: everything that an acte may need to know of a case."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from actes.dossier.actes_du_jap import (
    Appel,
    AvisParquet,
    Debat,
    Decision,
    Expertise,
    Mesure,
    Notification,
    ReductionPeine,
    Requete,
    SaisineSpip,
    SituationPenale,
)
from actes.dossier.condamnation import AutreCondamnation, Condamnation
from actes.dossier.conventions import Conventions
from actes.dossier.execution import (
    Convocation,
    Execution,
    Extraction,
    Incarceration,
    Incident,
    MandatAmener,
    MandatJap,
    Recherche,
    Reunion,
)
from actes.dossier.field_types import CalculeOuiNon, Date, Heure, Langue, Mode, Modele, OuiNon, Texte, TexteLong, champ
from actes.dossier.lieux import Affaire, Juridiction, Service
from actes.dossier.personnes import Condamne, Signataires, Victime
from actes.dossier.sanction import Sanction

Zone = Literal[
    "metropole",
    "alsace_moselle",
    "guadeloupe",
    "guyane",
    "martinique",
    "mayotte",
    "la_reunion",
    "saint_barthelemy",
    "saint_martin",
    "saint_pierre_et_miquelon",
    "wallis_et_futuna",
    "polynesie_francaise",
    "nouvelle_caledonie",
]


class Pieces(Modele):
    """What goes with the acte."""

    b1: OuiNon | None = champ("Bulletin n° 1 joint ?")
    decision_jointe: OuiNon | None = champ("Copie de la décision jointe ?")
    formulaire: OuiNon | None = champ("Formulaire d'observations joint ?")
    saisine: OuiNon | None = champ("Copie de la saisine, des réquisitions ou du document d'office jointe ?")
    autres: tuple[Texte, ...] | None = champ("Autres pièces jointes")


class TexteTraduit(Modele):
    """One text of the dossier in another language."""

    chemin: Texte | None = champ("Champ traduit", "sanction.faits.resume")
    texte: TexteLong | None = champ("Traduction")
    empreinte: Texte | None = champ("Empreinte du texte français", "écrite par « actes traductions integrer »")


class Traduction(Modele):
    """A translation that goes with the acte."""

    langue: Langue | None = champ("Langue de la traduction")
    traducteur: Texte | None = champ("Traducteur")
    date: Date | None = champ("Date de la traduction")
    champs: tuple[TexteTraduit, ...] | None = champ(
        "Textes traduits", "un pour chaque texte du dossier que l'acte imprime"
    )


class Remise(Modele):
    """The handing over, planned or done."""

    le: Date | None = champ("Remis le")
    heure: Heure | None = champ("Remis à")
    mode: Mode | None = champ("Mode de remise")
    par: Texte | None = champ("Remis par")
    numero_lettre: Texte | None = champ("Numéro de la lettre recommandée")
    motif_defaut_signature: Texte | None = champ("Motif du défaut de signature")


class Derogation(Modele):
    """A rule set aside, why and by whom: it then warns instead of blocking, if its article allows."""

    regle: Texte | None = champ("Règle écartée", "l'identifiant que donne le constat")
    motif: Texte | None = champ("Motif")
    auteur: Texte | None = champ("Décidé par")
    date: Date | None = champ("Décidé le")


class Complements(Modele):
    """The data of one act alone: its fields come from the catalogue (`champs` of acte.yaml)."""


class Dossier(Modele):
    """A case: the person, the conviction, the sentences, the appointments."""

    dossier: Texte = Field(title="Référence du dossier", description="2026/00123")
    actes: tuple[Texte, ...] | None = champ("Actes demandés")
    date_acte: Date | None = champ("Date de l'acte")
    zone: Zone | None = champ("Zone des jours fériés")
    conventions: Conventions | None = champ("Conventions de lecture des textes")
    service: Service | None = champ("Service émetteur")
    affaire: Affaire | None = champ("Références de l'affaire")
    juridiction: Juridiction | None = champ("Juridiction qui a condamné")
    condamne: Condamne | None = champ("Condamné")
    condamnation: Condamnation | None = champ("Condamnation")
    autres_condamnations: tuple[AutreCondamnation, ...] | None = champ("Autres condamnations à exécuter")
    en_application: CalculeOuiNon = champ("Application de la peine engagée", "calculé")
    convocation: Convocation | None = champ("Convocations")
    incarceration: Incarceration | None = champ("Incarcération")
    execution: Execution | None = champ("Mise à exécution")
    mandat_jap: MandatJap | None = champ("Mandat du juge de l'application des peines")
    mandat_amener: MandatAmener | None = champ("Mandat d'amener du procureur en urgence")
    extraction: Extraction | None = champ("Extraction")
    recherche: Recherche | None = champ("Recherche")
    incident: Incident | None = champ("Incident")
    debat: Debat | None = champ("Débat contradictoire")
    requete: Requete | None = champ("Requête")
    decision: Decision | None = champ("Décision du juge de l'application des peines")
    notification: Notification | None = champ("Notification")
    appel: Appel | None = champ("Appel")
    mesure: Mesure | None = champ("Mesure")
    situation_penale: SituationPenale | None = champ("Situation pénale")
    avis_parquet: AvisParquet | None = champ("Avis du procureur")
    reduction_peine: ReductionPeine | None = champ("Réduction de peine")
    expertise: Expertise | None = champ("Expertise")
    saisine_spip: SaisineSpip | None = champ("Saisine du service d'insertion et de probation")
    reunion: Reunion | None = champ("Réunion")
    victimes: tuple[Victime, ...] | None = champ("Victimes")
    sanction: Sanction | None = champ("Sanction pécuniaire de l'Union européenne")
    pieces: Pieces | None = champ("Pièces jointes")
    traductions: tuple[Traduction, ...] | None = champ("Traductions")
    remise: Remise | None = champ("Remise")
    signataires: Signataires | None = champ("Signataires")
    derogations: tuple[Derogation, ...] | None = champ("Dérogations")
    complements: Complements | None = champ("Données propres à l'acte")
