"""The sentences: one model for each `type`."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from actes.dossier.field_types import Duree, Entier, Montant, OuiNon, Texte, TexteLong, Variante, champ, share_fields


class PeineCommune(Variante):
    """What any sentence may say."""

    libelle: Texte | None = champ("Libellé, tel que prononcé")
    complementaire: OuiNon | None = champ("Peine complémentaire ?")
    execution_provisoire: OuiNon | None = champ("Exécution provisoire de cette peine ?")


class PeineAvecObligations(PeineCommune):
    """A sentence under supervision."""

    obligations: tuple[Texte, ...] | None = champ("Obligations")
    interdictions: tuple[Texte, ...] | None = champ("Interdictions")


class Emprisonnement(PeineAvecObligations):
    """Imprisonment, firm in whole or in part."""

    type: Literal["emprisonnement"] = Field(title="Emprisonnement")
    quantum: Duree | None = champ("Durée prononcée", "sursis compris")
    ferme: Duree | None = champ("Partie ferme")
    sursis: Duree | None = champ("Partie assortie du sursis")
    sursis_type: Literal["simple", "probatoire", "probatoire_renforce", "mise_epreuve", "tig"] | None = champ(
        "Nature du sursis"
    )
    delai_probation: Duree | None = champ("Délai de probation ou d'épreuve")
    periode_surete: Duree | None = champ("Période de sûreté")


class EmprisonnementSursis(PeineCommune):
    """Imprisonment wholly suspended, without supervision."""

    type: Literal["emprisonnement_sursis"] = Field(title="Emprisonnement avec sursis simple")
    quantum: Duree | None = champ("Durée de l'emprisonnement")


class SursisProbatoire(PeineAvecObligations):
    """Imprisonment wholly suspended under probation (from 24 March 2020)."""

    type: Literal["sursis_probatoire"] = Field(title="Emprisonnement avec sursis probatoire")
    quantum: Duree | None = champ("Durée de l'emprisonnement")
    delai_probation: Duree | None = champ("Délai de probation")
    renforce: OuiNon | None = champ("Suivi renforcé ?")


class SursisMiseEpreuve(PeineAvecObligations):
    """Imprisonment wholly suspended on trial (until 23 March 2020)."""

    type: Literal["sursis_mise_epreuve"] = Field(title="Emprisonnement avec sursis et mise à l'épreuve")
    quantum: Duree | None = champ("Durée de l'emprisonnement")
    delai_probation: Duree | None = champ("Délai d'épreuve")


class SursisTig(PeineAvecObligations):
    """Imprisonment suspended on condition of community work (until 23 March 2020)."""

    type: Literal["sursis_tig"] = Field(title="Emprisonnement avec sursis assorti d'un travail d'intérêt général")
    quantum: Duree | None = champ("Durée de l'emprisonnement")
    heures: Entier | None = champ("Nombre d'heures de travail")
    delai: Duree | None = champ("Délai pour accomplir le travail")


class Tig(PeineAvecObligations):
    """Community work."""

    type: Literal["tig"] = Field(title="Travail d'intérêt général")
    heures: Entier | None = champ("Nombre d'heures de travail")
    delai: Duree | None = champ("Délai pour accomplir le travail")
    quantum: Duree | None = champ("Emprisonnement encouru en cas d'inexécution")


class JoursAmende(PeineCommune):
    """Day-fines."""

    type: Literal["jours_amende"] = Field(title="Jours-amende")
    jours: Entier | None = champ("Nombre de jours-amende")
    montant_jour: Montant | None = champ("Montant d'un jour-amende")


class Amende(PeineCommune):
    """A fine."""

    type: Literal["amende"] = Field(title="Amende")
    montant: Montant | None = champ("Montant de l'amende", "sursis compris")
    montant_sursis: Montant | None = champ("Partie assortie du sursis")


class Stage(PeineCommune):
    """A course to follow."""

    type: Literal["stage"] = Field(title="Stage")
    nature: Texte | None = champ("Nature du stage", "stage de citoyenneté")
    quantum: Duree | None = champ("Durée du stage")
    delai: Duree | None = champ("Délai pour accomplir le stage")
    frais_du_condamne: OuiNon | None = champ("Aux frais du condamné ?")


class Ddse(PeineAvecObligations):
    """Home detention under electronic monitoring, as a sentence of its own."""

    type: Literal["ddse"] = Field(title="Détention à domicile sous surveillance électronique")
    quantum: Duree | None = champ("Durée de la peine")


class Reclusion(PeineCommune):
    """Criminal imprisonment."""

    type: Literal["reclusion"] = Field(title="Réclusion ou détention criminelle")
    quantum: Duree | None = champ("Durée prononcée")
    ferme: Duree | None = champ("Partie ferme")
    perpetuite: OuiNon | None = champ("À perpétuité ?")
    periode_surete: Duree | None = champ("Période de sûreté")


class SuiviSocioJudiciaire(PeineAvecObligations):
    """Socio-judicial supervision."""

    type: Literal["suivi_socio_judiciaire"] = Field(title="Suivi socio-judiciaire")
    quantum: Duree | None = champ("Durée du suivi")
    injonction_soins: OuiNon | None = champ("Injonction de soins ?")
    emprisonnement_encouru: Duree | None = champ("Emprisonnement encouru en cas d'inobservation")


class Interdiction(PeineCommune):
    """A prohibition or the loss of a right, a licence included."""

    type: Literal["interdiction"] = Field(title="Interdiction, suspension ou annulation")
    objet: Texte | None = champ("Objet", "port d'arme, suspension du permis de conduire…")
    quantum: Duree | None = champ("Durée")
    definitive: OuiNon | None = champ("Définitive ?")


class Confiscation(PeineCommune):
    """A confiscation."""

    type: Literal["confiscation"] = Field(title="Confiscation")
    objet: Texte | None = champ("Biens confisqués")


class ContraintePenale(PeineAvecObligations):
    """The former sentence of supervision in the community (27 December 2014 to 23 March 2020)."""

    type: Literal["contrainte_penale"] = Field(title="Contrainte pénale")
    quantum: Duree | None = champ("Durée de la mesure")
    emprisonnement_encouru: Duree | None = champ("Emprisonnement encouru en cas d'inobservation")


class AutrePeine(PeineCommune):
    """Any other sentence, said by its wording."""

    type: Literal["autre"] = Field(title="Autre peine")
    quantum: Duree | None = champ("Durée")
    montant: Montant | None = champ("Montant")
    precisions: TexteLong | None = champ("Précisions")


Peine = Annotated[
    Emprisonnement
    | EmprisonnementSursis
    | SursisProbatoire
    | SursisMiseEpreuve
    | SursisTig
    | Tig
    | JoursAmende
    | Amende
    | Stage
    | Ddse
    | Reclusion
    | SuiviSocioJudiciaire
    | Interdiction
    | Confiscation
    | ContraintePenale
    | AutrePeine,
    Field(discriminator="type"),
]

share_fields(PeineCommune, *get_args(get_args(Peine)[0]))
