"""What can be said to the user: constats (findings), and the one family of errors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from actes.place import Place, Repere


class Gravite(StrEnum):
    """How much a constat weighs: only BLOQUANTE keeps an act from being produced."""

    BLOQUANTE = "bloquante"
    AVERTISSEMENT = "avertissement"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constat:
    """One finding: gravity, where, why (article), what to do. Messages are French; codes are stable."""

    code: str
    message: str
    gravite: Gravite = Gravite.BLOQUANTE
    place: Place | None = None
    acte: str | None = None
    mention: str | None = None
    article: str | None = None
    chemin: str | None = None
    conseil: str = ""
    ou: Repere | None = None  # the place in a Word document, when the file is one

    def __str__(self) -> str:
        before = f"{self.place}: " if self.place else ""
        before += f"{self.ou}\u00a0: " if self.ou else ""
        words = self.ou.extrait if self.ou and self.ou.extrait not in self.message else ""
        extrait = f"\u00a0: «\u00a0{words}\u00a0»" if words else ""
        article = f" ({self.article})" if self.article else ""
        advice = f" — {self.conseil}" if self.conseil else ""
        return f"{before}{self.message}{extrait}{article}{advice}"

    def as_json(self) -> dict[str, str | int | None]:
        """The stable form of conception §6, with the place in the document if any; the advice is in the message."""
        place = self.place or Place("")
        return (self.ou.as_json() if self.ou else {}) | {
            "fichier": place.fichier or None,
            "acte": self.acte,
            "gravite": str(self.gravite),
            "code": self.code,
            "mention": self.mention,
            "article": self.article,
            "message": self.message + (f" — {self.conseil}" if self.conseil else ""),
            "chemin": self.chemin,
            "ligne": place.ligne,
            "colonne": place.colonne,
        }


def is_blocked(constats: Iterable[Constat]) -> bool:
    """Whether one of these findings keeps the act from being produced."""
    return any(c.gravite is Gravite.BLOQUANTE for c in constats)


class ActesError(Exception):
    """Something the user or an author can mend: one finding or several, said together."""

    exit_code = 1
    code = "erreur"

    def __init__(
        self,
        message: str = "",
        place: Place | None = None,
        article: str | None = None,
        conseil: str = "",
        constats: Iterable[Constat] = (),
    ):
        self.constats = tuple(constats) or (
            Constat(code=self.code, message=message, place=place, article=article, conseil=conseil),
        )
        super().__init__(message, place, article, conseil, self.constats)  # all of them: errors cross processes

    def __str__(self) -> str:
        return "\n".join(str(constat) for constat in self.constats)


class DossierRefused(ActesError):
    """The case file cannot be used: unknown key, wrong type, missing mention."""

    code = "dossier-refuse"


class LectureError(ActesError):
    """An input that cannot be read at all: not a docx, not UTF-8, no such file."""

    exit_code = 2
    code = "lecture-impossible"


class EnvironnementError(ActesError):
    """The environment failed: disk full, permission, missing program."""

    exit_code = 4
    code = "environnement"


class RegistreAbsent(EnvironnementError):
    """There is no register there yet: no file, or one in which nothing was ever written."""


class ModeleError(ActesError):
    """An author's mistake in a template or an acte.yaml."""

    exit_code = 5
    code = "modele-invalide"


class DroitError(ActesError):
    """A rule of law that cannot be applied as written, or outside the dates it is known for."""

    exit_code = 5
    code = "droit-invalide"
