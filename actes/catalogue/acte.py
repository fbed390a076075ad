"""An act type as the rest of the program sees it: frozen, checked, compiled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Protocol

from actes.catalogue.chemins import Chemin
from actes.catalogue.expressions import Boucle, Condition, Expression
from actes.catalogue.langue import LangueActe
from actes.dossier import Champ, ChampActe, Duree
from actes.droit import EnVigueur
from actes.errors import Gravite
from actes.place import Place

TOUJOURS = EnVigueur()


class _SousCondition(Protocol):
    """An entry that may have a condition."""

    @property
    def si(self) -> Condition | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One piece of information that the law requires in an act, printed between marks of this id."""

    id: str
    libelle: str
    article: str
    place: Place
    gravite: Gravite = Gravite.BLOQUANTE
    en_vigueur: EnVigueur = TOUJOURS
    si: Condition | None = None
    pour: Boucle | None = None  # judged for each element of this list
    exige: tuple[Chemin, ...] = ()  # all of these paths
    exige_un: tuple[Chemin, ...] = ()  # at least one of these
    texte: tuple[str, ...] = ()  # phrases that the mark must hold
    exemplaires: tuple[str, ...] = ()  # only these copies; empty: all of them
    selon_copie: bool = False  # reads what differs between copies (`acte.remise`): judged again for each


@dataclass(frozen=True, slots=True, kw_only=True)
class Regle:
    """A condition on the dossier that is not a mention: a threshold, an order of dates, a competence."""

    id: str
    article: str
    condition: Condition
    message: str  # what is said when the condition is false
    place: Place
    code: str | None = None  # of delais-et-regles.md
    gravite: Gravite = Gravite.BLOQUANTE
    en_vigueur: EnVigueur = TOUJOURS
    si: Condition | None = None
    pour: Boucle | None = None
    derogation: bool = False  # the dossier may derogate, giving a reason and an author
    famille: str | None = None  # of a rule of coherence: only the acts of this family
    concerne: Chemin | None = None  # of a rule of coherence: only the acts that read this path


@dataclass(frozen=True, slots=True, kw_only=True)
class Delai:
    """A dated relation between two events: `evenement` within `duree` of `depart`, or that long `avant` a date."""

    id: str
    article: str
    libelle: str  # « l'envoi de la copie certifiée conforme »
    evenement: Chemin
    repere: Chemin  # the date counted from: `depart`, or `avant` when counted backwards
    duree: Duree
    nature: str  # plafond | accomplissement | rebours | immediat
    place: Place
    code: str | None = None
    gravite: Gravite = Gravite.BLOQUANTE
    en_vigueur: EnVigueur = TOUJOURS
    si: Condition | None = None
    derogation: bool = False
    ouvrables: int | None = None  # so many working days, instead of `duree`


@dataclass(frozen=True, slots=True, kw_only=True)
class Motif:
    """Why the act is due, in one sentence, if this line is the first true one."""

    texte: str
    place: Place
    article: str | None = None
    en_vigueur: EnVigueur = TOUJOURS
    si: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Emetteur:
    """Who issues the act, if this line is the first true one."""

    autorite: str
    article: str
    place: Place
    en_vigueur: EnVigueur = TOUJOURS
    si: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remise:
    """How a copy reaches its recipient, if this line is the first true one."""

    mode: str
    article: str
    place: Place
    en_vigueur: EnVigueur = TOUJOURS
    si: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplaire:
    """One copy of the act, for one recipient."""

    id: str
    place: Place
    destinataire: str | None = None
    en_vigueur: EnVigueur = TOUJOURS
    si: Condition | None = None
    remise: tuple[Remise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicabilite:
    """A condition of the act: when it is false, the act is not due, and `sinon` says why."""

    condition: Condition
    article: str
    sinon: str
    place: Place
    en_vigueur: EnVigueur = TOUJOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class Calcul:
    """A named value, computed by the domain functions, that templates and expressions read."""

    nom: str
    expression: Expression
    place: Place
    article: str | None = None
    en_vigueur: EnVigueur = TOUJOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeleDate:
    """The docx template of a period, a copy, a condition; the first true one is used."""

    fichier: Path
    place: Place
    en_vigueur: EnVigueur = TOUJOURS
    exemplaires: tuple[str, ...] = ()
    si: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Titre:
    """The title of the act in a period."""

    texte: str
    place: Place
    en_vigueur: EnVigueur = TOUJOURS


@dataclass(frozen=True, slots=True)
class Renvoi:
    """What stood before an act, or replaced it: said when the act is asked for outside its period."""

    texte: str
    article: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the act was read: the inventory's card, the articles with their version, the day it was checked."""

    fiche: str | None = None
    articles: tuple[str, ...] = ()
    verifie_le: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acte:
    """An act type, `templates/<id>/acte.yaml` and the mentions that it includes."""

    id: str
    titres: tuple[Titre, ...]
    famille: str
    base_legale: tuple[str, ...]
    en_vigueur: EnVigueur
    place: Place
    dossier: Path  # its folder
    racine: Champ = field(repr=False, compare=False)  # the vocabulary of its dossiers, `complements` included
    emetteurs: tuple[Emetteur, ...]
    exemplaires: tuple[Exemplaire, ...]
    mentions: tuple[Mention, ...]
    modeles: tuple[ModeleDate, ...]
    motifs: tuple[Motif, ...] = ()
    applicable: tuple[Applicabilite, ...] = ()
    regles: tuple[Regle, ...] = ()
    coherence: tuple[Regle, ...] = ()  # facts that contradict each other; a missing one contradicts nothing
    delais: tuple[Delai, ...] = ()
    calculs: tuple[Calcul, ...] = ()
    par: Boucle | None = None
    champs: tuple[ChampActe, ...] = ()
    modele_de: str | None = None
    langue: LangueActe | None = None  # None: written in French
    remplace: Renvoi | None = None
    remplace_par: Renvoi | None = None
    source: Source = Source()

    @property
    def titre(self) -> str:
        """The latest title."""
        return self.titres[-1].texte

    def chemins(self) -> Iterator[Chemin]:
        """Every path that the act reads in a dossier, as written, with repetitions."""
        loops = [boucle for boucle in (self.par, *(m.pour for m in self.mentions)) if boucle]
        yield from (boucle.chemin for boucle in loops)
        for condition in self.conditions():
            yield from condition.chemins
        for mention in self.mentions:
            yield from (*mention.exige, *mention.exige_un)
        for delai in self.delais:
            yield from (delai.evenement, delai.repere)
        for calcul in self.calculs:
            yield from calcul.expression.chemins
        if self.langue:
            yield from self.langue.expression.chemins

    def conditions(self) -> Iterator[Condition]:
        """Every condition of the act."""
        yield from (line.condition for line in self.applicable)
        yield from (regle.condition for regle in self.regles)
        deliveries = (remise for exemplaire in self.exemplaires for remise in exemplaire.remise)
        lines: Iterable[_SousCondition] = chain(
            self.motifs,
            self.emetteurs,
            self.exemplaires,
            self.mentions,
            self.regles,
            self.delais,
            self.modeles,
            deliveries,
        )
        yield from (line.si for line in lines if line.si)
