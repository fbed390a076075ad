"""People: the convicted person, the counsel, the victims, those who sign."""

from __future__ import annotations

from actes.dossier.field_types import (
    CalculeOuiNon,
    Civilite,
    Date,
    Langue,
    Modele,
    Montant,
    OuiNon,
    Pays,
    Sexe,
    Texte,
    champ,
)
from actes.dossier.lieux import Adresse


class Naissance(Modele):
    """Birth."""

    date: Date | None = champ("Date de naissance")
    lieu: Texte | None = champ("Lieu de naissance")
    pays: Pays | None = champ("Pays de naissance")


class Personne(Modele):
    """Anyone named in an acte."""

    civilite: Civilite | None = champ("Civilité")
    nom: Texte | None = champ("Nom")
    prenoms: Texte | None = champ("Prénoms")
    qualite: Texte | None = champ("Qualité")
    adresse: Adresse | None = champ("Adresse")
    telephone: Texte | None = champ("Téléphone")
    courriel: Texte | None = champ("Courriel")


class Avocat(Modele):
    """Counsel."""

    civilite: Civilite | None = champ("Civilité")
    nom: Texte | None = champ("Nom de l'avocat")
    prenoms: Texte | None = champ("Prénoms de l'avocat")
    barreau: Texte | None = champ("Barreau")
    adresse: Adresse | None = champ("Adresse de l'avocat")
    telephone: Texte | None = champ("Téléphone")
    telecopie: Texte | None = champ("Télécopie")
    courriel: Texte | None = champ("Courriel")
    commis_office: OuiNon | None = champ("Commis d'office ?")
    present_audience: OuiNon | None = champ("Présent à l'audience ?")


class SocieteCondamnee(Modele):
    """The legal person that was convicted, when the convicted party is one."""

    denomination: Texte | None = champ("Dénomination")
    forme: Texte | None = champ("Forme juridique")
    numero_enregistrement: Texte | None = champ("Numéro d'immatriculation")
    siege: Adresse | None = champ("Siège")
    representant: Personne | None = champ("Représentant légal")


class Condamne(Modele):
    """The convicted person."""

    civilite: Civilite | None = champ("Civilité")
    sexe: Sexe | None = champ("Sexe")
    nom: Texte | None = champ("Nom de naissance du condamné")
    nom_usage: Texte | None = champ("Nom d'usage")
    prenoms: Texte | None = champ("Prénoms du condamné")
    alias: tuple[Texte, ...] | None = champ("Autres identités connues")
    naissance: Naissance | None = champ("Naissance")
    nationalite: Texte | None = champ("Nationalité")
    filiation: Texte | None = champ("Filiation")
    profession: Texte | None = champ("Profession")
    numero_identite: Texte | None = champ("Numéro d'identité")
    adresse: Adresse | None = champ("Adresse du condamné")
    adresse_declaree: Adresse | None = champ("Adresse déclarée (CPP, art. D. 49-22)")
    adresse_declaree_le: Date | None = champ("Adresse déclarée le")
    telephone: Texte | None = champ("Téléphone")
    courriel: Texte | None = champ("Courriel")
    residence_tj: Texte | None = champ("Tribunal judiciaire de la résidence", "la ville : Dunkerque")
    hors_ressort: CalculeOuiNon = champ("Réside hors du ressort", "calculé")
    mineur: CalculeOuiNon = champ("Mineur", "calculé")
    titulaires_autorite_parentale: tuple[Personne, ...] | None = champ("Titulaires de l'autorité parentale")
    incarcere: OuiNon | None = champ("Incarcéré ?")
    etablissement: Texte | None = champ("Établissement pénitentiaire")
    numero_ecrou: Texte | None = champ("Numéro d'écrou")
    ecroue_le: Date | None = champ("Écroué le")
    autre_cause: OuiNon | None = champ("Détenu pour autre cause ?")
    particulierement_signale: OuiNon | None = champ("Détenu particulièrement signalé ?")
    hospitalise: OuiNon | None = champ("Hospitalisé ?")
    en_fuite: OuiNon | None = champ("En fuite ?")
    avocat: Avocat | None = champ("Avocat du condamné")
    demande_avocat_office: OuiNon | None = champ("A demandé un avocat d'office ?")
    langue: Langue | None = champ("Langue comprise", "si ce n'est pas le français : nom, ou code ISO de deux lettres")
    surdite: OuiNon | None = champ("Atteint de surdité ?")
    interprete: Personne | None = champ("Interprète")
    personne_morale: SocieteCondamnee | None = champ("Personne morale condamnée")


class Victime(Modele):
    """A victim, with what they asked to know or not to know."""

    civilite: Civilite | None = champ("Civilité")
    nom: Texte | None = champ("Nom de la victime")
    prenoms: Texte | None = champ("Prénoms de la victime")
    denomination: Texte | None = champ("Dénomination, si la victime est une personne morale")
    naissance: Naissance | None = champ("Naissance")
    adresse: Adresse | None = champ("Adresse de la victime")
    adresse_confidentielle: OuiNon | None = champ("Adresse confidentielle ?")
    telephone: Texte | None = champ("Téléphone")
    courriel: Texte | None = champ("Courriel")
    partie_civile: OuiNon | None = champ("Partie civile ?")
    avocat: Avocat | None = champ("Avocat de la victime")
    dommages_interets: Montant | None = champ("Dommages-intérêts alloués")
    demande_information: OuiNon | None = champ("A demandé à être informée ?")
    information_par_avocat: OuiNon | None = champ("A demandé à l'être par son avocat ?")
    refus_information: OuiNon | None = champ("A demandé à ne pas être informée ?")
    refus_information_execution: OuiNon | None = champ("A demandé à ne pas l'être de la mise à exécution ?")


class Signataire(Modele):
    """Who will sign."""

    civilite: Civilite | None = champ("Civilité")
    nom: Texte | None = champ("Nom")
    prenoms: Texte | None = champ("Prénoms")
    qualite: Texte | None = champ("Qualité", "substitut du procureur de la République")
    delegation: Texte | None = champ("Délégation", "autorité qui délègue, et date")


class Signataires(Modele):
    """Those who may sign the actes of this dossier."""

    procureur: Signataire | None = champ("Magistrat du parquet")
    procureur_general: Signataire | None = champ("Magistrat du parquet général")
    greffier: Signataire | None = champ("Greffier")
    jap: Signataire | None = champ("Juge de l'application des peines")
    president: Signataire | None = champ("Président de la juridiction")
    chef_etablissement: Signataire | None = champ("Chef d'établissement pénitentiaire")
    dspip: Signataire | None = champ("Directeur du service pénitentiaire d'insertion et de probation")
