"""The key `langue` of an act: in which language it is written, and which texts of the dossier must be translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from actes.catalogue.bloc import Bloc
from actes.catalogue.expressions import Boucle, Expression, parse_expression
from actes.catalogue.genres import famille
from actes.catalogue.textes import suggestion
from actes.dossier import Champ
from actes.errors import Gravite
from actes.place import Place

ELEMENT = "[]"
FORME = re.compile(r"[a-z_][a-z0-9_]*(?:\[\])?(?:\.[a-z_][a-z0-9_]*(?:\[\])?)*")
Pas = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TexteLibre:
    """A text of the case that nobody translates but a translator: where it is, and what its lack weighs."""

    pas: Pas  # ("sanction", "contacts", "[]", "objet")
    gravite: Gravite
    place: Place

    @property
    def chemin(self) -> str:
        """« sanction.contacts[].objet »."""
        return ".".join(self.pas).replace(f".{ELEMENT}", ELEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class LangueActe:
    """In which language an act is written."""

    expression: Expression
    article: str
    traduire: tuple[TexteLibre, ...]
    garder: frozenset[Pas]  # names, references: the same in every language
    place: Place
    dessous: bool = False  # under the French, not in its place
    exemplaires: tuple[str, ...] = ()  # only these copies; empty: all of them


def read_langue(bloc: Bloc, portee: Mapping[str, Champ], par: Boucle | None) -> LangueActe | None:
    """`langue: {valeur, article, traduire: [chemin | {champ, gravite}], garder, presentation, exemplaires}`,
    None without it."""
    inner = bloc.bloc("langue", "la langue de l'acte")
    if inner is None:
        return None
    text, place = inner.requis("valeur"), inner.place_of("valeur")
    expression = bloc.reproches.tolerate(lambda: parse_expression(text, portee, place)) if text else None
    if expression is not None and famille(expression.champ) not in ("texte", "erreur"):
        inner.blame("la langue d'un acte est un texte : « de », « nl »", place)
    article = inner.requis("article")
    free = tuple(_free(inner, portee, par))
    kept = []
    for path, where in inner.textes("garder"):
        steps = _steps(inner, path, where, portee, par)
        kept += [steps] if steps else []
    below = inner.choix("presentation", ["seule", "dessous"], "seule") == "dessous"
    copies = tuple(text for text, _ in inner.textes("exemplaires"))
    if copies and not below:
        inner.blame("une langue qui remplace le français vaut pour tous les exemplaires", inner.place_of("exemplaires"))
    inner.close()
    if expression is None:
        return None
    return LangueActe(
        expression=expression,
        article=article,
        traduire=free,
        garder=frozenset(kept),
        place=inner.place,
        dessous=below,
        exemplaires=copies,
    )


def _free(bloc: Bloc, portee: Mapping[str, Champ], par: Boucle | None) -> Iterator[TexteLibre]:
    for item in bloc.items("traduire", "le texte à traduire", "champ"):
        path = item.requis("champ")
        gravite = item.gravite(Gravite.BLOQUANTE)
        item.close()
        steps = _steps(item, path, item.place, portee, par) if path else None
        if steps:
            yield TexteLibre(pas=steps, gravite=gravite, place=item.place)


def _steps(bloc: Bloc, path: str, place: Place, portee: Mapping[str, Champ], par: Boucle | None) -> Pas | None:
    """The steps of a path, the loop variable of the act replaced by its list; None, and a word, when it is wrong."""
    if not FORME.fullmatch(path):
        bloc.blame(f"« {path} » n'est pas un chemin", place, "exemple : « sanction.contacts[].objet »")
        return None
    steps = tuple(step for part in path.split(".") for step in _split(part))
    if par is not None and steps[0] == par.variable:
        steps = (*par.chemin.texte.split("."), ELEMENT, *steps[1:])
    champ: Champ | None = None
    for step in steps:
        known = portee if champ is None else champ.enfants
        below = champ.element if step == ELEMENT and champ is not None else known.get(step)
        if below is None:
            bloc.blame(f"chemin inconnu « {path} »", place, suggestion(step, known))
            return None
        champ = below
    return steps


def _split(part: str) -> tuple[str, ...]:
    return (part.removesuffix(ELEMENT), ELEMENT) if part.endswith(ELEMENT) else (part,)
