"""The paths of a mapping: the field of the dossier that each designates, or why it designates none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from actes.dossier import ChampActe, champ_racine
from actes.dossier.champs import Champ
from actes.dossier.chemin import Chemin, parse_chemin, write_chemin
from actes.dossier.suggestion import nearest

MAX_RANG = 50  # elements of one list in a row: beyond, it is a slip


class CheminRefuse(Exception):
    """A path that a column cannot fill, why, and what to do."""

    def __init__(self, code: str, message: str, conseil: str = ""):
        super().__init__(code, message, conseil)
        self.code, self.message, self.conseil = code, message, conseil


@dataclass(frozen=True, slots=True)
class Cible:
    """What a path designates: its field (that of the elements for a `liste`)."""

    chemin: Chemin
    champ: Champ
    liste: bool = False


def resolve(texte: str, champs: Sequence[ChampActe]) -> Cible:
    """The single value, or the list of single values, that stands at this path. Raises CheminRefuse."""
    try:
        chemin = parse_chemin(texte)
    except ValueError:
        conseil = "écrivez par exemple « condamne.naissance.date » ou « condamnation.peines[0].quantum »"
        raise CheminRefuse("chemin-inconnu", f"« {texte} » n'est pas un chemin", conseil) from None
    champ = field_at(chemin, champs)
    if champ is None:
        near = nearest(texte, known_paths(tuple(champs)))
        conseil = f"vouliez-vous dire « {near} » ?" if near else "voyez la liste des champs (docs/dossier.md)"
        raise CheminRefuse("chemin-inconnu", f"aucun dossier n'a de champ « {texte} »", conseil)
    if champ.calcule:
        raise CheminRefuse("champ-calcule", f"« {texte} » est calculé par le programme", "supprimez cette ligne")
    if any(isinstance(part, int) and part >= MAX_RANG for part in chemin):
        raise CheminRefuse("correspondance-invalide", f"« {texte} » : le rang est trop grand", "le premier rang est 0")
    liste = champ.genre == "liste"
    inner = champ.element if liste and champ.element else champ
    if inner.enfants:
        raise _group(texte, inner, liste)
    return Cible(chemin, inner, liste)


def _group(texte: str, champ: Champ, liste: bool) -> CheminRefuse:
    here = f"{texte}[0]" if liste else texte
    some = next(name for name, child in champ.enfants.items() if not child.enfants and not child.calcule)
    what = "une liste de groupes" if liste else "un groupe"
    conseil = f"donnez une colonne à chacun de ses champs, par exemple « {here}.{some} »"
    return CheminRefuse("correspondance-invalide", f"« {texte} » est {what} de champs", conseil)


def field_at(chemin: Chemin, champs: Sequence[ChampActe]) -> Champ | None:
    """The field at this path, ranks included; None if there is none."""
    here: Champ | None = champ_racine(champs)
    for part in chemin:
        if here is not None:
            here = here.element if isinstance(part, int) else here.enfants.get(part)
    return here


@lru_cache(maxsize=8)
def known_paths(champs: tuple[ChampActe, ...]) -> tuple[str, ...]:
    """Every path that a column may fill, the first element of each list standing for all."""
    return tuple(path for path, _ in leaves(champs))


@lru_cache(maxsize=8)
def leaves(champs: tuple[ChampActe, ...]) -> tuple[tuple[str, Champ], ...]:
    """Every path that a column may fill, with its field: `a.b[0].c` for the first element of a list."""
    found = []
    for path, champ in champ_racine(champs).paths():
        inner = champ.element if champ.genre == "liste" and champ.element else champ
        if not inner.enfants and not inner.calcule:
            found.append((path.replace("[]", "[0]"), champ))
    return tuple(found)


def under(chemin: Chemin, parents: Sequence[Chemin]) -> str | None:
    """The one of these paths that holds this one, or is held by it; None if they are all apart."""
    for other in parents:
        if all(a == b for a, b in zip(chemin, other, strict=False)):
            return write_chemin(other)
    return None
