"""The parties of a financial penalty: authorities, convicted persons, addressee, accountant."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from actes.dossier.field_types import (
    Civilite,
    Langue,
    Modele,
    Sexe,
    Texte,
    TexteLong,
    Variante,
    champ,
    share_fields,
)
from actes.dossier.lieux import Adresse
from actes.dossier.personnes import Naissance, Personne


class ContactAutorite(Modele):
    """Whom to call at an authority."""

    nom: Texte | None = champ("Nom de la personne à contacter")
    prenoms: Texte | None = champ("Prénoms")
    fonction: Texte | None = champ("Titre ou grade")
    telephone: Texte | None = champ("Téléphone")
    telecopie: Texte | None = champ("Télécopie")
    courriel: Texte | None = champ("Courriel")


class Autorite(Modele):
    """An authority of the certificate: sections b), c) and d)."""

    denomination: Texte | None = champ("Dénomination officielle")
    adresse: Adresse | None = champ("Adresse")
    reference_dossier: Texte | None = champ("Référence du dossier")
    telephone: Texte | None = champ("Téléphone", "avec l'indicatif du pays")
    telecopie: Texte | None = champ("Télécopie", "avec l'indicatif du pays")
    courriel: Texte | None = champ("Courriel")
    langues: tuple[Langue, ...] | None = champ("Langues de communication")
    contact: ContactAutorite | None = champ("Personne à contacter")


class ContactUtile(Modele):
    """Section e): which authority answers about what."""

    autorite: Literal["b", "c", "d"] | None = champ("Autorité du point b), c) ou d)")
    objet: Texte | None = champ("Objet des questions")


class Biens(Modele):
    """Property in the executing State."""

    description: TexteLong | None = champ("Description des biens")
    localisation: TexteLong | None = champ("Localisation des biens")


class Revenus(Modele):
    """Income in the executing State."""

    sources: TexteLong | None = champ("Sources des revenus")
    localisation: TexteLong | None = champ("Localisation des revenus")


class PartieCondamnee(Variante):
    """What section f) asks of any party."""

    adresse: Adresse | None = champ("Dernière adresse connue")
    motifs_transmission: tuple[Literal["residence", "siege", "biens", "revenus"], ...] | None = champ(
        "Motifs de la transmission à cet État"
    )
    biens: Biens | None = champ("Biens")
    revenus: Revenus | None = champ("Revenus")


class PersonnePhysique(PartieCondamnee):
    """A convicted natural person (CPP D48-9 4° and 5°)."""

    type: Literal["physique"] = Field(title="Personne physique")
    civilite: Civilite | None = champ("Civilité")
    nom: Texte | None = champ("Nom")
    nom_naissance: Texte | None = champ("Nom de naissance")
    prenoms: Texte | None = champ("Prénoms")
    alias: tuple[Texte, ...] | None = champ("Pseudonymes")
    sexe: Sexe | None = champ("Sexe")
    nationalite: Texte | None = champ("Nationalité")
    numero_identite: Texte | None = champ("Numéro d'identité ou de sécurité sociale")
    naissance: Naissance | None = champ("Naissance")
    langues: tuple[Langue, ...] | None = champ("Langues comprises")


class PersonneMorale(PartieCondamnee):
    """A convicted legal person (CPP D48-9 4° and 5°)."""

    type: Literal["morale"] = Field(title="Personne morale")
    denomination: Texte | None = champ("Dénomination")
    forme: Texte | None = champ("Forme juridique")
    numero_enregistrement: Texte | None = champ("Numéro d'enregistrement")
    siege: Adresse | None = champ("Siège statutaire")
    representant: Personne | None = champ("Représentant légal")


PersonneSanctionnee = Annotated[PersonnePhysique | PersonneMorale, Field(discriminator="type")]
share_fields(PartieCondamnee, PersonnePhysique, PersonneMorale)


class Destinataire(Modele):
    """Who receives the letter in the other State."""

    denomination: Texte | None = champ("Autorité destinataire")
    adresse: Adresse | None = champ("Adresse du destinataire")
    telephone: Texte | None = champ("Téléphone")
    courriel: Texte | None = champ("Courriel")


class Comptable(Modele):
    """The accountant who receives the payment."""

    nom: Texte | None = champ("Comptable désigné")
    adresse: Adresse | None = champ("Adresse du comptable")
    telephone: Texte | None = champ("Téléphone")
    courriel: Texte | None = champ("Courriel")
    moyens_paiement: tuple[Texte, ...] | None = champ("Moyens de paiement")
