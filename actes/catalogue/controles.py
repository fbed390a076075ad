"""Checks between the entries of an act: identifiers and periods, copies that are named, names over the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Protocol

from actes.catalogue.acte import Acte
from actes.catalogue.bloc import Reproches
from actes.catalogue.textes import suggestion
from actes.droit import EnVigueur
from actes.place import Place


class Entree(Protocol):
    """What has a period and a place."""

    @property
    def en_vigueur(self) -> EnVigueur: ...

    @property
    def place(self) -> Place: ...


def check_ids(acte: Acte, reproches: Reproches) -> None:
    """Two entries may share an identifier only if their periods are disjoint. Source: conception §3."""
    check_disjoint("la mention", [(m.id, m) for m in acte.mentions], reproches)
    rules: list[tuple[str, Entree]] = [(regle.id, regle) for regle in acte.regles]
    rules += [(delai.id, delai) for delai in acte.delais]
    check_disjoint("la règle ou le délai", rules, reproches)
    check_disjoint("l'exemplaire", [(e.id, e) for e in acte.exemplaires], reproches)
    check_disjoint("le calcul", [(c.nom, c) for c in acte.calculs], reproches)
    check_disjoint("le titre", [("titre", t) for t in acte.titres], reproches)
    genres: dict[str, str] = {}
    for calcul in acte.calculs:
        genre = calcul.expression.champ.genre
        if genres.setdefault(calcul.nom, genre) != genre:
            message = f"le calcul « {calcul.nom} » n'est pas de la même sorte dans toutes ses périodes"
            reproches.say("acte-invalide", message, calcul.place)


def check_disjoint(quoi: str, entries: Sequence[tuple[str, Entree]], reproches: Reproches) -> None:
    """Say each pair of entries of one name whose periods overlap."""
    groups: dict[str, list[Entree]] = {}
    for name, entry in entries:
        groups.setdefault(name, []).append(entry)
    for name, group in groups.items():
        for first, second in combinations(group, 2):
            if not first.en_vigueur.disjoint(second.en_vigueur):
                reproches.say(
                    "acte-invalide",
                    f"{quoi} « {name} » figure déjà à {first.place}, pour une période qui se recouvre",
                    second.place,
                    "donnez-lui un autre nom, ou fermez la période ancienne avec « au »",
                )


def check_copies(acte: Acte, reproches: Reproches) -> None:
    """The copies that mentions and templates name must exist."""
    known = {exemplaire.id for exemplaire in acte.exemplaires}
    named = [(name, mention.place) for mention in acte.mentions for name in mention.exemplaires]
    named += [(name, modele.place) for modele in acte.modeles for name in modele.exemplaires]
    for name, place in named:
        if name not in known:
            advice = suggestion(name, sorted(known))
            reproches.say("acte-invalide", f"l'exemplaire « {name} » n'existe pas", place, advice)


def check_champs(actes: Iterable[Acte], reproches: Reproches) -> None:
    """The acts' own fields have names unique over the catalogue. Source: conception §3."""
    owners: dict[str, Acte] = {}
    for acte in actes:
        for champ in acte.champs:
            owner = owners.setdefault(champ.nom, acte)
            if owner is not acte:
                reproches.say(
                    "acte-invalide",
                    f"le champ « {champ.nom} » est déjà celui de l'acte « {owner.id} »",
                    acte.place,
                    "donnez-lui un autre nom : tous partagent la clé « complements »",
                )
