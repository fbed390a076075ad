"""What the page says of a path: its meaning, its value, where the dossier, the settings or the act write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from actes.apercu.dossiers import DossierLu
from actes.catalogue import Acte, Calcul, champ_at
from actes.dossier import Champ, champ_racine, parse_chemin
from actes.dossier.duree import Duree
from actes.place import Place
from actes.typographie import typographie

_LONG = 200
_PROGRAMME = {
    "date": "la date de l'acte",
    "id": "l'identifiant de l'acte",
    "titre": "le titre de l'acte",
    "base_legale": "la base légale de l'acte",
    "exemplaire": "l'exemplaire",
    "destinataire": "le destinataire de l'exemplaire",
    "emetteur": "l'autorité qui émet l'acte",
    "emetteur_article": "l'article qui désigne l'autorité",
    "remise": "le mode de remise",
    "remise_article": "l'article qui impose le mode de remise",
}


@dataclass(frozen=True, slots=True)
class Faits:
    """The facts of one document: `valeurs` is what its template reads, by name."""

    acte: Acte | None
    dossier: DossierLu
    valeurs: Mapping[str, object]
    prefixes: Mapping[str, str]  # what a name stands for: « personne » is `sanction.personnes[0]`

    def as_json(self, chemin: str) -> dict[str, Any]:
        """A path, its meaning, its value and its place."""
        value, place = self.value(chemin), self.place(chemin)
        return {
            "chemin": chemin,
            "libelle": self.libelle(chemin),
            "valeur": shown(value),
            "absent": value is None,
            "calcul": self.calcul(chemin) is not None,
            "fichier": place.fichier if place else None,
            "ligne": place.ligne if place else None,
            "colonne": place.colonne if place else None,
        }

    def value(self, chemin: str) -> object:
        """What stands at this path; None if nothing does."""
        head, *rest = _parts(chemin)
        value = self.valeurs.get(str(head))
        for part in rest:
            if isinstance(part, int):
                value = value[part] if isinstance(value, (tuple, list)) and part < len(value) else None
            else:
                value = getattr(value, part, None)
        return value

    def libelle(self, chemin: str) -> str:
        """The French title of a path."""
        head, *rest = _parts(chemin)
        if head == "acte":
            return typographie(_PROGRAMME.get(str(rest[0]) if rest else "", "l'acte"))
        if (calcul := self.calcul(chemin)) is not None:
            return typographie(f"calcul « {calcul.nom} »")
        racine: Champ = self.acte.racine if self.acte else champ_racine()
        champ = champ_at(racine, chemin)
        return champ.titre if champ and champ.titre else chemin

    def calcul(self, chemin: str) -> Calcul | None:
        """The named value of the act that a path reads, if it is one."""
        if self.acte is None:
            return None
        name = str(_parts(chemin)[0])
        found = [calcul for calcul in self.acte.calculs if calcul.nom == name and name not in self.prefixes]
        return found[-1] if found else None

    def place(self, chemin: str) -> Place | None:
        """Where one changes this fact; None when nobody writes it."""
        if chemin == "acte.date":
            return self.dossier.place("date_acte") if self.dossier.donne("date_acte") else None
        if _parts(chemin)[0] == "acte":
            return self.acte.place if self.acte else None
        if (calcul := self.calcul(chemin)) is not None:
            return calcul.place
        if self.value(chemin) is not None and not self._written(chemin):
            return Place(self.dossier.reglages) if self.dossier.reglages else None
        return self.dossier.place(chemin)

    def _written(self, chemin: str) -> bool:
        """Whether the dossier writes this path, or what a group is made of."""
        return self.dossier.donne(chemin) or self.dossier.donne(str(_parts(chemin)[0]))


def shown(value: object) -> str:
    """A value as a dossier would write it; groups and lists are counted, not unfolded."""
    text = _plain(value)
    return text if len(text) <= _LONG else text[:_LONG] + "…"


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, (str, int, Decimal, date, Duree)):
        return str(value)
    if isinstance(value, Sequence):
        if all(isinstance(each, (str, int, Decimal, date, Duree)) for each in value):
            return ", ".join(map(_plain, value))
        return f"{len(value)} élément{'s' if len(value) > 1 else ''}"
    fields = getattr(type(value), "model_fields", None) or getattr(type(value), "__dataclass_fields__", {})
    pieces = (f"{name}\u00a0: {_plain(given)}" for name in fields if (given := getattr(value, name, None)) is not None)
    return ", ".join(pieces) or str(value)


def _parts(chemin: str) -> tuple[str | int, ...]:
    try:
        return parse_chemin(chemin)
    except ValueError:
        return (chemin,)
