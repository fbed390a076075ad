"""What the French prosecutor records of a penalty sent to another Member State (CPP D48-11 to D48-17)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import PlainValidator

from actes.dossier.field_types import Calculated, Date, Etat, Genre, Modele, OuiNon, Texte, TexteLong, champ, refuse

NatureIssue = Literal[
    "en_cours", "non_reconnue", "non_appliquee", "inexecutee", "executee_en_partie", "executee", "retiree"
]
ETATS_SANCTION = ("a_transmettre", "transmise", "refusee", "reprise", "executee", "terminee")

CalculeEtat = Annotated[str | None, PlainValidator(refuse), Genre("choix", ETATS_SANCTION), Calculated()]


class JugementAnterieur(Modele):
    """The earlier final judgment on which a non-recognition is based (CPP D48-15)."""

    etat: Etat | None = champ("État où la personne a déjà été jugée", "code de deux lettres")
    date: Date | None = champ("Date du jugement antérieur")
    sens: Literal["relaxe", "condamnation"] | None = champ("Sens du jugement antérieur")
    peine: Literal["executee", "en_cours", "non_executable", "a_executer"] | None = champ(
        "Peine du jugement antérieur",
        "exécutée ; en cours d'exécution ; ne pouvant plus être ramenée à exécution ; encore à exécuter",
    )


class IssueTransmission(Modele):
    """What the executing State answered (CPP D48-13 al. 2, D48-14 al. 2), or what became of the request."""

    nature: NatureIssue | None = champ(
        "Issue de la transmission",
        "en_cours à défaut ; non_reconnue, non_appliquee, inexecutee, executee_en_partie, executee : annoncée par "
        "l'État d'exécution ; retiree : par la France",
    )
    le: Date | None = champ("Issue annoncée le", "jour où l'information de l'État d'exécution est reçue")
    motif: TexteLong | None = champ("Motif communiqué par l'État d'exécution")
    article: Texte | None = champ("Texte invoqué par l'État d'exécution")
    deja_jugee: OuiNon | None = champ(
        "Non-reconnaissance fondée sur un jugement définitif antérieur ?",
        "par l'État d'exécution ou par un autre État : article D. 48-15",
    )
    jugement: JugementAnterieur | None = champ("Jugement définitif antérieur")
    substitution: Texte | None = champ("Peine de substitution appliquée par l'État d'exécution")


class Transmission(Modele):
    """One request for execution; the sums recovered there are written in `sanction.paiements`."""

    etat: Etat | None = champ("État d'exécution requis", "code de deux lettres")
    le: Date | None = champ("Transmise le")
    reference: Texte | None = champ("Référence de l'État d'exécution")
    originaux_demandes_le: Date | None = champ("Originaux demandés par cet État le", "article D. 48-11, alinéa 3")
    originaux_envoyes_le: Date | None = champ("Originaux envoyés le")
    issue: IssueTransmission | None = champ("Issue")
    reprise_le: Date | None = champ("Exécution reprise en France le", "décision de l'article D. 48-14, alinéa 2")
