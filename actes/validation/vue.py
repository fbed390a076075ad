"""One dossier seen on one day for one act: its dates, its places, and the constats that accumulate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from actes.catalogue import TOUJOURS, Acte, Boucle, Inconnu
from actes.dossier import Dossier, Lecture, parse_chemin, read_chemin, write_chemin
from actes.droit import EnVigueur
from actes.errors import Constat, Gravite
from actes.typographie import typographie
from actes.validation.deduits import to_write
from actes.validation.messages import AXE_CHEMINS, quoted_title, what_to_add


@dataclass(frozen=True, slots=True)
class Cadre:
    """What expressions read: values by name, and the concrete path that each loop variable or alias stands for."""

    valeurs: Mapping[str, object]
    prefixes: Mapping[str, str]

    def bind(self, name: str, value: object, chemin: str) -> Cadre:
        """The same with one more name."""
        return Cadre({**self.valeurs, name: value}, {**self.prefixes, name: chemin})

    def printed(self) -> Mapping[str, object]:
        """The values as a template reads them: what is unknown is absent."""
        unknown = {name: None for name, value in self.valeurs.items() if value.__class__ is Inconnu}
        return {**self.valeurs, **unknown} if unknown else self.valeurs

    def elements(self, boucle: Boucle) -> tuple[tuple[Cadre, str, object], ...] | Inconnu:
        """One frame for each element of a list, with its path and value; or what is missing."""
        values = boucle.chemin.read(self.valeurs, self.prefixes)
        if isinstance(values, Inconnu):
            return values
        assert isinstance(values, (tuple, list)), "the vocabulary says it is a list"
        base = boucle.chemin.concrete(self.prefixes)
        paths = [f"{base}[{rank}]" for rank in range(len(values))]
        return tuple(
            (self.bind(boucle.variable, value, path), path, value) for path, value in zip(paths, values, strict=True)
        )

    def without_element(self, boucle: Boucle) -> Cadre:
        """The frame of a list that is missing: its first element, of which nothing is known."""
        return self.bind(boucle.variable, None, boucle.chemin.concrete(self.prefixes) + "[0]")


_RANK = re.compile(r"\[\d+\]")


def without_ranks(chemin: str) -> str:
    """`sanction.personnes[].type` for `sanction.personnes[2].type`."""
    return _RANK.sub("[]", chemin)


class Vue:
    """The dossier, the act and the day; what is found is said once, in order."""

    def __init__(self, acte: Acte, dossier: Dossier, lecture: Lecture, jour: date, brouillon: bool):
        self.acte, self.dossier, self.lecture, self.jour, self.brouillon = acte, dossier, lecture, jour, brouillon
        self.dates: dict[str, date | None] = {
            "acte": jour,
            "condamnation": dossier.condamnation.date if dossier.condamnation else None,
            "ecrou": dossier.condamne.ecroue_le if dossier.condamne else None,
        }
        self.refused_for_want = {
            without_ranks(c.chemin): c.chemin for c in lecture.constats if c.code == "champ-requis" and c.chemin
        }
        self.langue = "fr"  # of the act
        self._constats: dict[Constat, None] = {}

    @property
    def constats(self) -> tuple[Constat, ...]:
        """What was found."""
        return tuple(self._constats)

    def holds(self, en_vigueur: EnVigueur) -> bool | None:
        """Whether a period holds; None when a date that it needs is missing."""
        return True if en_vigueur is TOUJOURS else en_vigueur.tient(**self.dates)

    def say(
        self,
        code: str,
        message: str,
        gravite: Gravite = Gravite.BLOQUANTE,
        *,
        chemin: str | None = None,
        mention: str | None = None,
        article: str | None = None,
        conseil: str = "",
    ) -> None:
        """Note one finding, at the nearest thing that the user wrote about `chemin`, else where acts are asked for."""
        constat = Constat(
            code=code,
            message=typographie(message),
            gravite=gravite,
            place=self.lecture.place(chemin or "actes"),
            acte=self.acte.id,
            mention=mention,
            article=article,
            chemin=chemin,
            conseil=typographie(conseil),
        )
        self._constats[constat] = None

    def to_write(self, unknown: Inconnu) -> tuple[str, ...]:
        """The paths that the user must write: the facts from which a computed one is deduced, not itself."""
        given = (chemin for chemin in unknown.chemins if not chemin.startswith("acte."))  # the program's own facts
        return tuple(dict.fromkeys(path for chemin in given for path in to_write(chemin, self.dossier)))

    def already_said(self, chemin: str) -> bool:
        """Whether the reader of the dossier refused something that explains why this path is missing.

        What it refused it also dropped: the list of an ill-formed element is missing, and so is all that it held.
        """
        parts = parse_chemin(chemin)
        for end in range(1, len(parts) + 1):
            if read_chemin(self.dossier, above := write_chemin(parts[:end])) is None:
                return self.lecture.invalide(above)
        return self.lecture.invalide(chemin)

    def title(self, chemin: str) -> str:
        """How a message names a path."""
        return quoted_title(self.acte.racine, chemin)

    def remedy(self, chemin: str) -> str:
        """What to add to the dossier for this path."""
        return what_to_add(self.acte.racine, chemin)

    def say_unknown(
        self,
        unknown: Inconnu,
        why: str,
        article: str | None,
        mention: str | None = None,
        gravite: Gravite = Gravite.BLOQUANTE,
    ) -> None:
        """Say that a condition cannot be judged, once for each path that would settle it.

        Nothing is said again of what the reader of the dossier already refused; in a draft, a lack only warns.
        """
        if self.brouillon and gravite is Gravite.BLOQUANTE:
            gravite = Gravite.AVERTISSEMENT
        for chemin in self.to_write(unknown):
            if not self.already_said(chemin):
                message = f"{why} : il manque {self.title(chemin)}"
                remedy = self.remedy(chemin)
                self.say(
                    "fait-manquant", message, gravite, chemin=chemin, mention=mention, article=article, conseil=remedy
                )

    def say_undated(self, en_vigueur: EnVigueur, why: str, article: str | None, mention: str | None = None) -> None:
        """Say that one cannot know which wording of the law applies, for want of a date."""
        axes = [axe for axe, jour in self.dates.items() if jour is None and getattr(en_vigueur, axe) is not None]
        self.say_unknown(Inconnu(tuple(AXE_CHEMINS[axe] for axe in axes)), why, article, mention)
