"""The choices that a court makes where the texts are silent: their defaults are those of delais-et-regles.md."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from actes.dossier.field_types import Entier, Modele, OuiNon


def choix(defaut: object, titre: str, description: str) -> Any:
    """A field that always has a value: the default of the source."""
    return Field(default=defaut, title=titre, description=description)


class Conventions(Modele):
    """How to read what the texts leave open; each field says the code of its rule."""

    samedi_ouvrable: OuiNon = choix(True, "Le samedi est-il un jour ouvrable ?", "C-08 ; oui à défaut")
    mois_suivant: Literal["quantieme", "fin_de_mois"] = choix(
        "quantieme",
        "Fin du « n-ième mois suivant »",
        "C-09, articles D. 49-33, D. 49-36 et D. 116-10 ; au quantième du dépôt à défaut, ou à la fin du mois",
    )
    jours_immediat: Entier = choix(
        1, "Jours ouvrables admis pour ce qui est à faire sans délai", "C-11 ; un jour à défaut"
    )
    tolerance_rendez_vous: OuiNon = choix(
        True,
        "Un rendez-vous peut-il attendre le premier jour ouvrable ?",
        "C-05, quand le plafond tombe un jour non ouvrable ; oui à défaut",
    )
    report_appel_parquet: OuiNon = choix(
        True,
        "Le délai d'appel du parquet contre un octroi est-il reporté ?",
        "C-07 et N-05, article D. 49-40 ; oui à défaut",
    )
    appel_incident: Literal["fin_reportee", "fin_brute"] = choix(
        "fin_reportee",
        "D'où part le délai de l'appel incident",
        "N-04, article D. 49-39-1 ; de la fin reportée du délai principal à défaut, ou de sa fin brute",
    )
    deduction_paiements: Literal["avant_diminution", "apres_diminution"] = choix(
        "avant_diminution",
        "Une somme déjà payée se déduit-elle avant ou après la diminution de 20 % ?",
        "P-08, articles D. 48-26 et D. 48-31 ; avant la diminution à défaut",
    )
