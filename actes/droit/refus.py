"""The grounds for refusing a penalty of another Member State: whether the facts of the case establish each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from actes.dossier.sanction import Sanction
from actes.dossier.sanction_entrante import ControleRefus
from actes.dossier.sanction_parties import PersonneSanctionnee
from actes.droit.delais import ajoute
from actes.droit.europe import OBLIGATOIRES, depart_prescription, inferieure_a_70_euros, moins_de_treize_ans, motif

# « sauf dans les cas visés aux 1° à 3° de l'article 695-22-1 »: the options of the certificate, h) 3
COMPARUTIONS_ADMISES = ("3.1a", "3.1b", "3.2", "3.3")

Motif = Callable[[Sanction, PersonneSanctionnee, date], bool | None]


def motif_etabli(article: str, sanction: Sanction, personne: PersonneSanctionnee, jour: date) -> bool | None:
    """Whether the facts of the case establish this ground for refusal, on that day.

    None when a fact is missing, or for what is no ground of these articles. Source: P-05, P-07, P-09
    (CPP D48-22, D48-23, D48-24).
    """
    ground = MOTIFS.get(motif(article))
    return None if ground is None else ground(sanction, personne, jour)


def refus_obligatoire(sanction: Sanction, personne: PersonneSanctionnee, jour: date) -> bool | None:
    """Whether a compulsory ground is established: yes as soon as one is, unknown while one may be.

    Source: P-07, P-09 (CPP D48-23).
    """
    answers = [MOTIFS[ground](sanction, personne, jour) for ground in OBLIGATOIRES]
    return True if True in answers else None if None in answers else False


def fin_prescription(sanction: Sanction) -> date | None:
    """The last day of the time bar: the period that the prosecutor determined, from the receipt of the certificate.

    Source: P-12 (CPP D48-18 al. 3).
    """
    depart = depart_prescription(sanction)
    return None if depart is None or sanction.prescription is None else ajoute(depart, sanction.prescription)


def _both(first: bool | None, second: bool | None) -> bool | None:
    """Kleene's and."""
    return False if first is False or second is False else None if None in (first, second) else True


def _not(fact: bool | None) -> bool | None:
    return None if fact is None else not fact


def _controle(read: Callable[[ControleRefus], bool | None]) -> Motif:
    """A ground that the prosecutor finds by himself."""
    return lambda sanction, _personne, _jour: None if sanction.controle is None else read(sanction.controle)


def _certificat(sanction: Sanction, _personne: PersonneSanctionnee, _jour: date) -> bool | None:
    """D48-22 1°."""
    received = sanction.reception
    return None if received is None or received.certificat is None else received.certificat != "conforme"


def _incrimination(sanction: Sanction, personne: PersonneSanctionnee, jour: date) -> bool | None:
    """D48-23 1°: never for a category of 694-32 or of D48-24."""
    if sanction.categories:
        return False
    return _controle(lambda c: _not(c.incrimination_francaise))(sanction, personne, jour)


def _age(sanction: Sanction, personne: PersonneSanctionnee, _jour: date) -> bool | None:
    """D48-23 2°: never for a legal person."""
    if personne.type == "morale":
        return False
    naissance, faits = personne.naissance and personne.naissance.date, sanction.faits and sanction.faits.date
    return moins_de_treize_ans(naissance, faits) if naissance and faits else None


def _prescription(sanction: Sanction, personne: PersonneSanctionnee, jour: date) -> bool | None:
    """D48-23 4°: both conditions."""
    last = fin_prescription(sanction)
    french = _controle(lambda c: c.competence_francaise)(sanction, personne, jour)
    return _both(french, None if last is None else last < jour)


def _ecrite(sanction: Sanction, _personne: PersonneSanctionnee, _jour: date) -> bool | None:
    """D48-23 6°, by what the certificate says."""
    return _both(sanction.procedure_ecrite, _not(sanction.information_recours))


def _absence(sanction: Sanction, _personne: PersonneSanctionnee, _jour: date) -> bool | None:
    """D48-23 7°, by what the certificate says; option 3.4 of the form is not one of the cases that it reserves."""
    there = sanction.comparution
    if there is None or there.presente is None:
        return None
    if there.presente:
        return False
    return None if there.option is None else there.option not in COMPARUTIONS_ADMISES


MOTIFS: Mapping[str, Motif] = MappingProxyType(
    {
        "D48-22 1°": _certificat,
        "D48-22 2°": lambda sanction, _personne, _jour: inferieure_a_70_euros(sanction),
        "D48-22 3°": _controle(lambda c: c.faits_en_france),
        "D48-23 1°": _incrimination,
        "D48-23 2°": _age,
        "D48-23 3°": _controle(lambda c: _both(c.hors_emission, _not(c.poursuite_possible))),
        "D48-23 4°": _prescription,
        "D48-23 5°": _controle(lambda c: c.deja_jugee),
        "D48-23 6°": _ecrite,
        "D48-23 7°": _absence,
        "D48-23 8°": _controle(lambda c: c.discrimination),
        "D48-23 9°": _controle(lambda c: c.immunite),
    }
)
