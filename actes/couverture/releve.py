"""The figures of a coverage, and what is said of each branch point that is never wholly taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from actes.errors import Constat
from actes.place import Place, Repere
from actes.rendu.branches import Branchement, Genre, Issue
from actes.typographie import typographie

_EXTRACT = 70
_SAID = {
    Genre.CONDITION: {Issue.VRAI: "n'est jamais vraie", Issue.FAUX: "n'est jamais fausse"},
    Genre.CHOIX: {Issue.VRAI: "ne prend jamais sa première valeur", Issue.FAUX: "ne prend jamais sa seconde valeur"},
    Genre.BOUCLE: {
        Issue.UN: "ne porte jamais sur un seul élément",
        Issue.PLUSIEURS: "ne porte jamais sur plusieurs éléments",
        Issue.AUCUN: "ne porte jamais sur une liste vide",
    },
    Genre.MENTION: {Issue.PRESENTE: "n'est jamais présente", Issue.ABSENTE: "n'est jamais absente"},
}
_NEVER = {
    Genre.CONDITION: "n'est jamais lue : ce qui la contient ne s'imprime jamais",
    Genre.CHOIX: "n'est jamais lu : ce qui le contient ne s'imprime jamais",
    Genre.BOUCLE: "n'est jamais parcourue",
    Genre.MENTION: "n'est jamais lue : ce qui la contient ne s'imprime jamais",
}
_NAMED = {
    Genre.CONDITION: "la condition « {} »",
    Genre.CHOIX: "le choix « {} »",
    Genre.BOUCLE: "la boucle « {} »",
    Genre.MENTION: "la mention « {} »",
}


@dataclass(slots=True)
class Suivi:
    """One branch point, over all that was run: what it must do, what it did."""

    fichier: str
    branchement: Branchement
    voulues: set[Issue] = field(default_factory=set)
    prises: set[Issue] = field(default_factory=set)

    def __str__(self) -> str:
        """`modele.docx: corps, paragraphe 12 : la condition … : « words »`, as the findings of `controler`."""
        return f"{self.place}: {self.ou}\u00a0: {self.message}\u00a0: «\u00a0{self.ou.extrait}\u00a0»"

    @property
    def manquantes(self) -> list[Issue]:
        """The ways out never taken, in the order of the page."""
        return [issue for issue in self.branchement.issues if issue in self.voulues - self.prises]

    @property
    def place(self) -> Place:
        """The template, or the fragment."""
        return Place(self.fichier)

    @property
    def ou(self) -> Repere:
        """The paragraph, counted in the author's own file, and the words that depend on the branch point."""
        words = self.branchement.extrait
        words = words if any(map(str.isalnum, words)) else self.branchement.ou.extrait  # only « … »: the tag itself
        return replace(self.branchement.ou, extrait=f"{words[:_EXTRACT]}{'…' if len(words) > _EXTRACT else ''}")

    @property
    def message(self) -> str:
        """What is never taken."""
        genre = self.branchement.genre
        missing = self.manquantes
        never = not self.prises and len(missing) > 1
        said = _NEVER[genre] if never else " et ".join(_SAID[genre][issue] for issue in missing)
        return typographie(f"{_NAMED[genre].format(self.branchement.texte)} {said}")

    def as_json(self) -> dict[str, Any]:
        """The same facts for a program; the place has the keys of a finding of `controler`."""
        return self.ou.as_json() | {
            "fichier": self.fichier,
            "genre": str(self.branchement.genre),
            "texte": self.branchement.texte,
            "jamais": [str(issue) for issue in self.manquantes],
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Releve:
    """The coverage of an act, of a fragment, or of several together; `constats`: the dossiers that could not serve."""

    nom: str
    suivis: tuple[Suivi, ...]
    constats: tuple[Constat, ...] = ()

    @property
    def branches(self) -> int:
        return sum(len(suivi.voulues) for suivi in self.suivis)

    @property
    def prises(self) -> int:
        return sum(len(suivi.voulues & suivi.prises) for suivi in self.suivis)

    @property
    def pourcentage(self) -> float:
        """Rounded down: 100 means all."""
        return self.prises * 1000 // self.branches / 10 if self.branches else 100.0

    @property
    def manques(self) -> list[Suivi]:
        return [suivi for suivi in self.suivis if suivi.manquantes]


def together(releves: Iterable[Releve]) -> Releve:
    """All of them as one."""
    known = list(releves)
    constats = tuple(constat for releve in known for constat in releve.constats)
    return Releve("", tuple(suivi for releve in known for suivi in releve.suivis), constats)
