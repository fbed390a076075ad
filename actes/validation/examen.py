"""What the examination of a dossier for an act finds: the constats, and all that producing its documents needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from actes.catalogue import (
    ACCOMPLISSEMENT,
    Acte,
    Applicabilite,
    Delai,
    Emetteur,
    Exemplaire,
    Mention,
    ModeleDate,
    Motif,
    Remise,
    Verdict,
)
from actes.errors import Constat


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a list that `par` or `pour` walks: its rank from 0, its path, its value (None when missing)."""

    rang: int
    chemin: str
    valeur: object


@dataclass(frozen=True, slots=True)
class ElementDu:
    """What a mention judged for each element of a list asks of one of them; not `du`: nothing."""

    element: Element
    du: bool
    manquants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionDue:
    """A mention that this document must carry.

    `manquants` are the concrete paths that it requires and that the dossier lacks: a blank in a draft. For a mention
    with `pour`, `elements` has one entry for each element of the list, in its order; None without `pour`.
    """

    mention: Mention
    manquants: tuple[str, ...] = ()
    elements: tuple[ElementDu, ...] | None = None


@dataclass(frozen=True, slots=True)
class ActeVu:
    """What templates and expressions read under the name `acte`."""

    date: date
    id: str
    titre: str
    base_legale: tuple[str, ...]
    exemplaire: str | None = None
    destinataire: str | None = None
    emetteur: str | None = None
    emetteur_article: str | None = None
    remise: str | None = None
    remise_article: str | None = None
    langue: str = "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDu:
    """One document to produce: a copy of the act, for one element of `par` if the act has one."""

    exemplaire: Exemplaire
    element: Element | None
    modele: ModeleDate | None
    remise: Remise | None
    mentions: tuple[MentionDue, ...]
    valeurs: Mapping[str, object]  # what the template reads, by name
    langue: str = "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class DelaiDu:
    """A time limit as it falls in this dossier; `evenement` None: still to come.

    `repere` is the day counted from (or before which one must act) and `repere_titre` what happened then; `limite`
    is the raw end, `reportee` the working day to which it is carried over, and `motif` why, if it is.
    """

    delai: Delai
    chemin: str  # of the event, in this dossier
    evenement: date | None
    repere: date
    repere_titre: str
    limite: date
    reportee: date
    motif: str = ""

    @property
    def dernier_jour(self) -> date:
        """The last day on which the event is in time: the raw end of an appointment, the carried-over one of an act."""
        return self.reportee if self.delai.nature == ACCOMPLISSEMENT else self.limite


@dataclass(frozen=True, slots=True)
class DelaiInconnu:
    """A time limit of which something is not known: the paths that it lacks, and what follows."""

    delai: Delai
    chemins: tuple[str, ...]
    suite: str  # « ce délai ne peut pas être calculé »


@dataclass(frozen=True, slots=True)
class LigneJugee:
    """A line of `applicable` in force, and what the dossier answers; `chemins`: what would settle an unknown."""

    ligne: Applicabilite
    verdict: Verdict
    chemins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Examen:
    """The outcome of gate 1 for one act of one dossier. `bloque` counts what the reader of the dossier said too."""

    acte: Acte
    titre: str  # of the act on these dates
    jour: date
    constats: tuple[Constat, ...]
    bloque: bool
    existe: bool = True  # on these dates
    applicable: bool = True
    lignes: tuple[tuple[LigneJugee, ...], ...] = ()  # the lines of `applicable`, for each element of `par`
    motif: Motif | None = None
    emetteur: Emetteur | None = None
    documents: tuple[DocumentDu, ...] = ()
    delais: tuple[DelaiDu, ...] = ()
    delais_inconnus: tuple[DelaiInconnu, ...] = ()
    langue: str = "fr"  # of the act, or the second one beneath the French
