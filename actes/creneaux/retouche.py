"""Additions to a YAML text that leave every other character of it as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from actes.creneaux.plan import ALIAS, CHAMPS, TEXTE, Noeud, plan


class RetoucheImpossible(Exception):
    """The text is laid out so that nothing can be added without touching the rest."""


class Jour(str):
    """A day, which needs no quotes."""


class Heure(str):
    """An hour, which other readers of YAML would take for a number without its quotes."""


def ecrit(valeur: Any) -> str:
    """A value on one line, as it can stand anywhere in a YAML text; every text reads back as a text."""
    if isinstance(valeur, Heure):
        return f'"{valeur}"'
    if isinstance(valeur, Jour):
        return str(valeur)
    if isinstance(valeur, dict):
        return "{" + ", ".join(f"{key}: {ecrit(child)}" for key, child in valeur.items()) + "}"
    if isinstance(valeur, (list, tuple)):
        return "[" + ", ".join(ecrit(child) for child in valeur) + "]"
    style = '"' if "\n" in valeur else None
    dumped: str = yaml.safe_dump(
        [valeur], allow_unicode=True, width=float("inf"), default_flow_style=True, default_style=style
    )
    return dumped.rstrip("\n")[1:-1]


@dataclass(slots=True)
class Retouche:
    """The pieces to put in a text: from where, to where, what."""

    texte: str
    morceaux: list[tuple[int, int, str]] = field(default_factory=list)

    def put(self, debut: int, fin: int, piece: str) -> None:
        """Note one piece; those of one place follow each other in the order they were noted."""
        self.morceaux.append((debut, fin, piece))

    def done(self) -> str:
        """The text with its pieces."""
        parts, here = [], 0
        for debut, fin, piece in sorted(self.morceaux, key=lambda morceau: morceau[:2]):
            parts += [self.texte[here:debut], piece]
            here = fin
        return "".join([*parts, self.texte[here:]])

    # ---- where lines stand

    def column(self, position: int) -> int:
        """How far a position is from the start of its line."""
        return position - (self.texte.rfind("\n", 0, position) + 1)

    def after_line(self, position: int) -> int:
        """Where the line after this value begins; a text in several lines ends there already."""
        if position and self.texte[position - 1] == "\n":
            return position
        end = self.texte.find("\n", position)
        return len(self.texte) if end < 0 else end + 1

    @property
    def eol(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.texte else "\n"

    def put_lines(self, position: int, lines: Sequence[str]) -> None:
        """Put whole lines at the start of a line, or after the end of a text that lacks its last newline."""
        block = "".join(line + self.eol for line in lines)
        if position and self.texte[position - 1] != "\n":
            block = self.eol + block.removesuffix(self.eol)
        self.put(position, position, block)


def completed(texte: str, chemin: Sequence[str], valeurs: Mapping[str, Any]) -> str:
    """The text with these values under the mapping at `chemin`, made if need be; what it gives already is kept.

    Raises RetoucheImpossible when anything else would change.
    """
    root = _planned(texte)
    retouche = Retouche(texte)
    holder, rest = _descend(root, chemin, root.aliases())
    added = {key: valeur for key, valeur in valeurs.items() if rest or not _given(holder, key)}
    if rest:
        _grow(retouche, root, holder, list(rest), added)
    else:
        _fill(retouche, holder, added)
    return _checked(retouche.done(), _put(root.donnees(), chemin, added))


def first_dash(texte: str, liste: Noeud) -> int:
    """Where the first dash of a block list stands, whatever anchor comes before it."""
    here = liste.debut
    while texte[here] != "-" or texte[here + 1 : here + 2] not in ("", " ", "\t", "\r", "\n"):
        here += 1
    return here


def _planned(texte: str) -> Noeud:
    try:
        root = plan(texte)
    except yaml.YAMLError:
        raise RetoucheImpossible from None
    if root is None or root.genre != CHAMPS:
        raise RetoucheImpossible
    return root


def _descend(root: Noeud, chemin: Sequence[str], repeated: set[str]) -> tuple[Noeud, Sequence[str]]:
    """The last mapping on the way that the text holds, and what is left of the path below it.

    Raises RetoucheImpossible if what is on the way is repeated elsewhere: what one adds here would appear there.
    """
    node = root
    for rank, key in enumerate(chemin):
        pair = node.paire(key)
        below = pair and pair[1]
        if below is not None and (below.genre == ALIAS or below.ancre in repeated):
            raise RetoucheImpossible
        if below is None or (below.vide and below.genre != CHAMPS):
            return node, chemin[rank:]
        if below.genre == TEXTE:
            raise RetoucheImpossible
        node = below
    if any(value.ancre in repeated for _, value in node.paires if value.vide):
        raise RetoucheImpossible
    return node, ()


def _given(holder: Noeud, key: str) -> bool:
    pair = holder.paire(key)
    return pair is not None and not pair[1].vide


def _fill(retouche: Retouche, holder: Noeud, valeurs: Mapping[str, Any]) -> None:
    """Give these keys to a mapping: in place when they stand there empty, else after its last one."""
    fresh = {}
    for key, valeur in valeurs.items():
        pair = holder.paire(key)
        if pair is None:
            fresh[key] = valeur
        else:
            _replace(retouche, pair, ecrit(valeur))
    if fresh and holder.flux:
        _add_in_braces(retouche, holder, ", ".join(f"{key}: {ecrit(valeur)}" for key, valeur in fresh.items()))
    elif fresh:
        margin = " " * retouche.column(holder.paires[0][0].debut)
        lines = [f"{margin}{key}: {ecrit(valeur)}" for key, valeur in fresh.items()]
        retouche.put_lines(retouche.after_line(holder.fin), lines)


def _grow(retouche: Retouche, root: Noeud, holder: Noeud, keys: list[str], valeurs: Mapping[str, Any]) -> None:
    """Give a mapping the groups `keys`, one in the other, that hold these values."""
    nested: dict[str, Any] = dict(valeurs)
    for key in reversed(keys[1:]):
        nested = {key: nested}
    pair = holder.paire(keys[0])
    if holder.flux:
        if pair is None:
            _add_in_braces(retouche, holder, f"{keys[0]}: {ecrit(nested)}")
        else:
            _replace(retouche, pair, ecrit(nested))
        return
    step, margin = _step(retouche, root), retouche.column(holder.paires[0][0].debut)
    lines = [" " * (margin + rank * step) + f"{key}:" for rank, key in enumerate(keys)]
    inside = " " * (margin + len(keys) * step)
    lines += [f"{inside}{key}: {ecrit(valeur)}" for key, valeur in valeurs.items()]
    if pair is None:
        retouche.put_lines(retouche.after_line(holder.fin), lines)
        return
    value = pair[1]
    if value.fin > value.debut:  # « ~ », « null », « "" », « [] »: nothing may stand before a block
        start = len(retouche.texte[: value.debut].rstrip(" \t"))
        if "\n" in retouche.texte[start : value.fin] or retouche.texte[start - 1] != ":":
            raise RetoucheImpossible
        retouche.put(start, value.fin, "")
    retouche.put_lines(retouche.after_line(value.fin), lines[1:])


def _replace(retouche: Retouche, pair: tuple[Noeud, Noeud], piece: str) -> None:
    """Put a value in the place of an empty one."""
    key, value = pair
    if value.fin > value.debut:
        retouche.put(value.debut, value.fin, piece)
    elif retouche.texte[value.debut - 1 : value.debut] == ":":
        retouche.put(value.debut, value.debut, f" {piece}")
    else:  # « {a, b: c} »: a key without its colon
        retouche.put(key.fin, key.fin, f": {piece}")


def _add_in_braces(retouche: Retouche, holder: Noeud, piece: str) -> None:
    if holder.paires:
        retouche.put(holder.paires[-1][1].fin, holder.paires[-1][1].fin, f", {piece}")
    else:
        retouche.put(holder.fin - 1, holder.fin - 1, piece)


def _step(retouche: Retouche, root: Noeud) -> int:
    """How far this text indents the groups of its root."""
    if root.paires and not root.flux:
        margin = retouche.column(root.paires[0][0].debut)
        for _, value in root.paires:
            if value.genre == CHAMPS and not value.flux and value.paires:
                return max(retouche.column(value.paires[0][0].debut) - margin, 1)
    return 2


def _checked(texte: str, expected: Any) -> str:
    """The new text, once it is known to say what the old one did plus what was added, and nothing else."""
    try:
        after = plan(texte)
    except yaml.YAMLError:
        raise RetoucheImpossible from None
    if after is None or after.donnees() != expected:
        raise RetoucheImpossible
    return texte


def _put(donnees: Any, chemin: Sequence[str], valeurs: Mapping[str, Any]) -> Any:
    here = donnees
    for key in chemin:
        here = here.setdefault(key, {})
    here.update({key: _plain(valeur) for key, valeur in valeurs.items()})
    return donnees


def _plain(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {key: _plain(child) for key, child in valeur.items()}
    return [str(child) for child in valeur] if isinstance(valeur, (list, tuple)) else str(valeur)
