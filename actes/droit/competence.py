"""Who has jurisdiction: the courts of the execution of sentences, their seats, the chambers, the prosecutor."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import yaml

from actes.dossier.sanction import Sanction
from actes.dossier.sanction_parties import PersonneSanctionnee
from actes.droit.noms import meme_ville

_COUR = re.compile(r"^\s*cour d['’\s]\s*appel (?:de la |de |d['’]|du )", re.IGNORECASE)


@cache
def tables() -> Any:
    """The tables of CPP D49-2, D49-3 and D49-10: package data, `competence.yaml`, read once."""
    data = pkgutil.get_data("actes.droit", "competence.yaml")
    assert data is not None, "the package holds its tables"
    return yaml.load(data, Loader=yaml.BaseLoader)


def tap_competent(cour: str, tribunal: str) -> str | None:
    """The seat of the court of the execution of sentences competent for this « tribunal judiciaire ».

    Where the court of appeal has only one, it is named after the court of appeal; None for a tribunal that the
    table does not place in the court of appeal. Source: K-02 (CPP D49-2), in force since 1 January 2020.
    """
    ressorts = _at(tables()["tribunaux"], cour)
    if ressorts is None:
        return nom_de_la_cour(cour)
    return next((siege for siege, ressort in ressorts.items() if _among(tribunal, ressort)), None)


def siege_tap(cour: str, tribunal: str) -> str | None:
    """The town where that court usually sits: its own seat, else that of the table, else the court of appeal's.

    Source: K-03 (CPP D49-3), in force since 1 January 2020.
    """
    derogation: str | None = _at(tables()["sieges"], cour)
    return derogation or tap_competent(cour, tribunal)


def chambre_competente(cour: str, etendue: bool) -> str:
    """The court of appeal whose chamber judges the appeal.

    `etendue`: in the composition of 712-13 al. 2 (with associations), the only one whose jurisdiction is extended.
    Source: K-04 (CPP D49-10).
    """
    if etendue:
        for chambre, ressorts in tables()["chambres"].items():
            if _among(cour, ressorts):
                return str(chambre)
    return nom_de_la_cour(cour)


def nom_de_la_cour(cour: str) -> str:
    """« Cour d'appel de Douai » → « Douai », as the table writes it if it names it."""
    noms = (*tables()["tribunaux"], *tables()["sieges"], *(c for row in tables()["chambres"].values() for c in row))
    return next((nom for nom in noms if meme_ville(cour, nom)), _COUR.sub("", cour).strip())


def rattachement(personne: PersonneSanctionnee) -> str | None:
    """What ties a person to a French prosecutor: residence or registered office, in default property, then income.

    Source: K-08 (CPP D48-19 al. 2).
    """
    if personne.type == "morale" and personne.siege is not None:
        return "siege"
    if personne.type == "physique" and personne.adresse is not None:
        return "residence"
    if personne.biens is not None and personne.biens.localisation is not None:
        return "biens"
    return "revenus" if personne.revenus is not None and personne.revenus.localisation is not None else None


def traitement_automatise(sanction: Sanction) -> bool | None:
    """Whether the authority of the automated processing of fines is competent too: for road traffic offences.

    Source: K-08 (CPP D48-19 al. 2).
    """
    return sanction.circulation_routiere


def _at(table: Any, cour: str) -> Any:
    return next((row for nom, row in table.items() if meme_ville(cour, nom)), None)


def _among(juridiction: str, ressorts: Iterable[str]) -> bool:
    return any(meme_ville(juridiction, nom) for nom in ressorts)
