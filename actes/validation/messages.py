"""The words of gate 1: what a clerk reads when something lacks, does not hold, or cannot be known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from actes.catalogue import AXES, IMMEDIAT, REBOURS, Acte, Chemin, Delai, Regle, champ_at, jour_en_lettres
from actes.dossier import Champ
from actes.droit import Periode
from actes.validation.examen import DelaiDu
from actes.validation.explication import counted, last_day

_FORMES = {
    "date": "AAAA-MM-JJ",
    "heure": "HH:MM",
    "montant": "1500,00",
    "decimal": "1,0842",
    "entier": "un nombre entier",
    "duree": "« 1 an 6 mois »",
}
_HORS_PERIODE = {  # rule before the first day, rule after the last day, fact
    "acte": ("peut être daté qu'à compter du", "peut être daté que jusqu'au", "il le serait du"),
    "condamnation": (
        "vaut que pour les condamnations prononcées à compter du",
        "vaut que pour les condamnations prononcées jusqu'au",
        "celle-ci l'a été le",
    ),
    "ecrou": (
        "vaut que pour les condamnés écroués à compter du",
        "vaut que pour les condamnés écroués jusqu'au",
        "celui-ci l'a été le",
    ),
}
_RANG = re.compile(r"(.*?)\[(\d+)\]")
_MANY = 8


def quoted_title(racine: Champ, chemin: str) -> str:
    """« Date de naissance » for `condamne.naissance.date`; the path itself when it has no title."""
    champ = champ_at(racine, chemin)
    title = champ.titre if champ and champ.titre else chemin
    return f"« {title.removesuffix('?').rstrip()} »{_which_one(chemin)}"


def _which_one(chemin: str) -> str:
    """« (n° 2 de « sanction.personnes ») »: a clerk counts from one."""
    match = _RANG.match(chemin)
    return f" (n° {int(match[2]) + 1} de « {match[1]} »)" if match else ""


def what_to_add(racine: Champ, chemin: str) -> str:
    """« ajoutez « incarceration.heure_debut » (forme HH:MM) »."""
    champ = champ_at(racine, chemin)
    hint = _form(champ) if champ else ""
    return f"ajoutez « {chemin} »" + (f" ({hint})" if hint else "")


def _form(champ: Champ) -> str:
    if champ.choix and len(champ.choix) <= _MANY:
        return "au choix : " + ", ".join(champ.choix)
    if champ.genre == "oui_non":
        return "oui ou non"
    if champ.genre in _FORMES:
        return f"forme {_FORMES[champ.genre]}"
    if champ.genre == "liste":
        return "une liste, un tiret par élément"
    if champ.enfants:
        return "avec " + ", ".join(list(champ.enfants)[:4]) + ("…" if len(champ.enfants) > 4 else "")
    return ""


def missing(libelle: str, titre: str, alone: bool) -> str:
    """What is said of a mention that lacks a path; `alone` when this path is all that the mention requires."""
    return f"il manque {libelle}" if alone else f"{libelle} : il manque {titre}"


def missing_one_of(libelle: str, titres: list[str]) -> str:
    """What is said of a mention that lacks all the paths of which it requires one."""
    return f"{libelle} : il manque l'une de ces données : {', '.join(titres)}"


def out_of_period(axe: str, periode: Periode, jour: date, acte: Acte) -> tuple[str, str]:
    """Why the act does not exist on that day, and what stands in its place."""
    before = periode.du is not None and jour < periode.du
    limit = periode.du if before else periode.au
    assert limit is not None, "a day outside a period is beyond one of its ends"
    first, last, fact = _HORS_PERIODE[axe]
    rule = first if before else last
    message = f"cet acte ne {rule} {jour_en_lettres(limit)}, {fact} {jour_en_lettres(jour)}"
    renvoi = acte.remplace if before else acte.remplace_par
    if renvoi is None:
        return message, ""
    verb = "auparavant" if before else "depuis"
    return message, f"{verb} : {renvoi.texte} ({renvoi.article})"


def unverified(axe: str, periode: Periode, jour: date) -> str:
    """The wording of that day was not checked: the source only says since when it is surely so."""
    floor = jour_en_lettres(periode.du) if periode.du else ""
    facts = {"acte": "l'acte est du", "condamnation": "la condamnation est du", "ecrou": "l'écrou est du"}
    return f"la rédaction du texte n'est vérifiée qu'à compter du {floor}, et {facts[axe]} {jour_en_lettres(jour)}"


AXE_CHEMINS = dict(zip(AXES, ("acte.date", "condamnation.date", "condamne.ecroue_le"), strict=True))


def late(delai: Delai, evenement: date, repere: date, limite: date) -> str:
    """A time limit that was passed."""
    days = jour_en_lettres
    if delai.nature == REBOURS:
        return (
            f"{delai.libelle} : {days(evenement)}, alors que la limite était le {days(limite)}, "
            f"{delai.duree} avant le {days(repere)}"
        )
    if delai.nature == IMMEDIAT:
        why = f"alors que le texte le veut sans délai après le {days(repere)}"
        return f"{delai.libelle} : {days(evenement)}, {why}"
    return (
        f"{delai.libelle} : {days(evenement)}, alors que le délai de {counted(delai)} à compter du {days(repere)} "
        f"expirait le {days(limite)}"
    )


def tolerated(delai: Delai, evenement: date, brute: date, reportee: date, motif: str) -> str:
    """An appointment between the raw limit and the day to which the law would carry it over (C-05)."""
    carried = motif or f"reporté au {jour_en_lettres(reportee)}"
    return (
        f"{delai.libelle} : {jour_en_lettres(evenement)}, après la fin du délai de {delai.duree}, "
        f"le {jour_en_lettres(brute)}, mais dans la tolérance : {carried}"
    )


def to_come(due: DelaiDu) -> tuple[str, str]:
    """A time limit that still runs, how it was counted, and the advice that goes with it (C-06)."""
    advice = "prévoyez le temps d'acheminement" if due.delai.nature == REBOURS else ""
    return f"{due.delai.libelle} : au plus tard le {last_day(due)}", advice


def how_to_derogate(entree: Regle | Delai) -> str:
    """What a clerk writes to set aside a rule that may be."""
    return f"pour passer outre, motivez-le : « derogations: [{{regle: {entree.id}, motif: …, auteur: …}}] »"


def pointed_path(chemins: Sequence[Chemin], prefixes: Mapping[str, str]) -> str | None:
    """The path that a finding points at: the first that the user writes, not one of the program's."""
    return next((chemin.concrete(prefixes) for chemin in chemins if chemin.racine != "acte"), None)
