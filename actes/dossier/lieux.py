"""Where and when: addresses for a window envelope, appointments, the service that issues, the court."""

from __future__ import annotations

from typing import Literal

from actes.dossier.field_types import Date, Heure, Modele, OuiNon, Pays, Texte, champ


class Adresse(Modele):
    """A postal address, one line of the envelope each (NF Z10-011: six lines under the name at most)."""

    destinataire: Texte | None = champ("Chez", "personne ou organisme qui reçoit le courrier, s'il est autre")
    complement: Texte | None = champ("Appartement, étage, escalier")
    batiment: Texte | None = champ("Bâtiment, résidence, entrée")
    voie: Texte | None = champ("Numéro et voie", "13 avenue du Peuple-Belge")
    lieu_dit: Texte | None = champ("Lieu-dit ou boîte postale")
    code_postal: Texte | None = champ("Code postal")
    ville: Texte | None = champ("Ville", "avec la mention CEDEX s'il y a lieu")
    pays: Pays | None = champ("Pays", "à l'étranger seulement : nom, ou code ISO de deux lettres")


class RendezVous(Modele):
    """An appointment before a judge or a service."""

    date: Date | None = champ("Date du rendez-vous")
    heure: Heure | None = champ("Heure du rendez-vous")
    service: Texte | None = champ("Service ou magistrat qui reçoit")
    lieu: Texte | None = champ("Lieu du rendez-vous", "bâtiment, étage, bureau ou salle")
    adresse: Adresse | None = champ("Adresse du lieu")
    telephone: Texte | None = champ("Téléphone")
    courriel: Texte | None = champ("Courriel")


class Service(Modele):
    """Who issues the acte: the letterhead."""

    nom: Texte | None = champ("Nom du service")
    juridiction: Texte | None = champ("Juridiction du service")
    cour_appel: Texte | None = champ("Cour d'appel")
    adresse: Adresse | None = champ("Adresse du service")
    telephone: Texte | None = champ("Téléphone")
    telecopie: Texte | None = champ("Télécopie")
    courriel: Texte | None = champ("Courriel")
    horaires: Texte | None = champ("Horaires d'ouverture")
    fait_a: Texte | None = champ("Ville où l'acte est fait", "à défaut, la ville de l'adresse du service")


class Affaire(Modele):
    """The numbers by which the courts know the case."""

    numero_parquet: Texte | None = champ("Numéro de parquet")
    numero_minute: Texte | None = champ("Numéro de minute")
    numero_execution: Texte | None = champ("Numéro au registre de l'exécution des peines")
    numero_jap: Texte | None = champ("Numéro de dossier au service de l'application des peines")


TypeJuridiction = Literal[
    "tribunal_correctionnel",
    "tribunal_police",
    "cour_assises",
    "chambre_appels_correctionnels",
    "tribunal_enfants",
]


class Juridiction(Modele):
    """The court that convicted."""

    nom: Texte | None = champ("Juridiction qui a prononcé la condamnation")
    type: TypeJuridiction | None = champ("Type de juridiction")
    tribunal_judiciaire: Texte | None = champ("Tribunal judiciaire dont elle relève", "la ville : Lille")
    cour_appel: Texte | None = champ("Cour d'appel dont elle relève", "la ville : Douai")
    bureau_aide_victimes: OuiNon | None = champ("Un bureau d'aide aux victimes y existe-t-il ?")
