"""A row → a dossier: the tree of nodes that a YAML file would give, each at its row and column, read the same way."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from yaml.error import Mark
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from actes.dossier import ChampActe, Lecture, load_tree
from actes.dossier.chemin import write_chemin
from actes.dossier.constats import finding
from actes.dossier.noeuds import Refus
from actes.errors import Constat, LectureError
from actes.place import Place
from actes.tableaux.cellules import Illisible, read_cell
from actes.tableaux.entrees import Branche, Correspondance, Entree
from actes.tableaux.formes import HorsForme, duration
from actes.tableaux.rangees import Valeur
from actes.typographie import typographie

_GUILLEMETS = '"'  # a text as it is: « null » in a cell is a word
_COMMENT_LIRE = "dites dans la correspondance comment lire cette colonne (« forme » ou « valeurs »)"


def write_row(ligne: int, colonnes: Sequence[int], valeurs: Sequence[Valeur], faute: Sequence[str] = ()) -> bytes:
    """A row as its working copy keeps it: one line of JSON; `colonnes` are ranks in the export, from 1."""
    text = json.dumps([ligne, colonnes, valeurs, faute], ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def lecture_of_row(
    data: bytes,
    correspondance: Correspondance,
    fichier: str,
    champs: Sequence[ChampActe] = (),
    defauts: Mapping[str, Any] | None = None,
) -> Lecture:
    """The dossier of one row (bytes of `write_row`); its places are the row and the column of the export.

    Raises LectureError if the row was not made with this mapping.
    """
    ligne, colonnes, valeurs, faute = json.loads(data)
    if faute:
        return Lecture(None, (finding("ligne-mal-formee", faute[0], Place(fichier, ligne), faute[1]),), fichier)
    if len(colonnes) != len(correspondance.colonnes):
        message = typographie("la correspondance a changé depuis que cet export a été lu")
        raise LectureError(message, Place(fichier, ligne), conseil="recommencez")
    row = _Ligne(correspondance, ligne, colonnes, [v if isinstance(v, str) else tuple(v) for v in valeurs])
    lecture = load_tree(row.tree(), fichier, champs, defauts)
    if not lecture.constats:
        return lecture
    titles = {column: str(titre) for column, titre in zip(colonnes, correspondance.colonnes, strict=True)}
    return replace(lecture, constats=tuple(_titled(constat, titles) for constat in lecture.constats))


def _titled(constat: Constat, titles: Mapping[int, str]) -> Constat:
    """The finding with the title of its column, and what to do in a table rather than in a YAML file."""
    title = titles.get((constat.place and constat.place.colonne) or 0)
    message = constat.message + (typographie(f" (colonne « {title} »)") if title else "")
    conseil = constat.conseil
    if constat.code == "champ-requis":
        conseil = "remplissez cette cellule"
    elif constat.code in ("type-invalide", "choix-inconnu") and not conseil.startswith("corrigez l’export"):
        conseil = ", ou ".join(part for part in (conseil.removesuffix("\u00a0?"), typographie(_COMMENT_LIRE)) if part)
    return replace(constat, message=message, conseil=conseil)


def in_table(constat: Constat, correspondance: Correspondance) -> Constat:
    """What lacks, with what to do in an export and its mapping rather than in a YAML file."""
    if constat.code == "acte-non-demande":
        conseil = "donnez « actes » par une colonne, ou sous « constantes: », dans la correspondance ; ou --proposes"
        return replace(constat, conseil=typographie(conseil))
    if constat.code not in ("mention-absente", "fait-manquant") or not constat.chemin:
        return constat
    entrees = [one for one in correspondance.racine.entrees() if _is_under(one, constat.chemin)]
    titles = dict.fromkeys(str(correspondance.colonnes[rank]) for one in entrees for rank in one.colonnes)
    if titles:
        columns = ", ".join(f"« {title} »" for title in titles)
        conseil = f"remplissez {'la colonne' if len(titles) == 1 else 'les colonnes'} {columns}"
    else:
        conseil = f"donnez à « {constat.chemin} » une colonne ou une constante, dans la correspondance"
    return replace(constat, conseil=typographie(conseil))


def _is_under(entree: Entree, chemin: str) -> bool:
    written = write_chemin(entree.chemin)
    return written == chemin or written.startswith((f"{chemin}.", f"{chemin}["))


class _Ligne:
    """One row, on its way to a tree."""

    def __init__(self, correspondance: Correspondance, ligne: int, colonnes: list[int], valeurs: list[Valeur]):
        self._correspondance, self._valeurs = correspondance, valeurs
        self._vide = correspondance.source.vide
        self._marks = [Mark("", 0, ligne - 1, column - 1, None, 0) for column in colonnes]
        self._start = Mark("", 0, ligne - 1, 0, None, 0)

    def tree(self) -> MappingNode:
        """The whole row."""
        return self._group(self._correspondance.racine)[0]

    def _child(self, child: Branche | Entree) -> tuple[Node, bool]:
        """The node of an entry or of what holds several, and whether some cell of it says something."""
        if isinstance(child, Branche):
            return self._list(child) if child.elements else self._group(child)
        if not child.colonnes:
            return self._constant(child.constante), False
        return self._cells(child)

    def _group(self, branche: Branche) -> tuple[MappingNode, bool]:
        pairs, said = [], False
        for name, child in branche.champs:
            node, filled = self._child(child)
            pairs.append((ScalarNode("", name, node.start_mark, node.start_mark), node))
            said = said or filled
        mark = self._mark(branche)
        return MappingNode("", pairs, mark, mark), said

    def _list(self, branche: Branche) -> tuple[SequenceNode, bool]:
        """The elements of which a cell says something, or which are wholly constant."""
        nodes, said = [], False
        for child in branche.elements:
            node, filled = self._child(child)
            if filled or not child.colonnes:
                nodes.append(node)
            said = said or filled
        mark = self._mark(branche)
        return SequenceNode("", nodes, mark, mark), said

    def _mark(self, child: Branche | Entree) -> Mark:
        return self._marks[child.colonnes[0]] if child.colonnes else self._start

    def _constant(self, value: Any) -> Node:
        mark = self._start
        if isinstance(value, dict):
            pairs = [(ScalarNode("", key, mark, mark), self._constant(child)) for key, child in value.items()]
            return MappingNode("", pairs, mark, mark)
        if isinstance(value, list):
            return SequenceNode("", [self._constant(child) for child in value], mark, mark)
        return ScalarNode("", value, mark, mark, _GUILLEMETS)

    def _cells(self, entree: Entree) -> tuple[Node, bool]:
        """The value of an entry, at the first of its cells that says something."""
        found: list[tuple[str, Mark]] = []
        for rank in entree.colonnes:
            mark = self._marks[rank]
            try:
                found += [(read_cell(part, entree, self._vide), mark) for part in self._parts(rank, entree.separateur)]
            except Illisible as refus:
                return Refus(refus.code, refus.message, refus.conseil, mark), True
        mark = next((mark for text, mark in found if text), self._mark(entree))
        if entree.liste:
            nodes = [ScalarNode("", text, at, at, _GUILLEMETS) for text, at in found if text]
            return SequenceNode("", nodes, mark, mark), bool(nodes)
        try:
            text = _whole(entree, [text for text, _ in found])
        except HorsForme:
            message, conseil = "le nombre d'ans, de mois ou de jours s'écrit en chiffres", "corrigez l'export"
            return Refus("type-invalide", message, conseil, mark), True
        return ScalarNode("", text, mark, mark, _GUILLEMETS), bool(text)

    def _parts(self, rank: int, separateur: str) -> list[Valeur]:
        valeur = self._valeurs[rank]
        return [*valeur.split(separateur)] if separateur and isinstance(valeur, str) else [valeur]


def _whole(entree: Entree, texts: list[str]) -> str:
    """One value from several cells: a duration from its units, a text from its pieces. Raises HorsForme."""
    if entree.unites:
        return duration(**{unite: text or "0" for unite, text in zip(entree.unites, texts, strict=True)})
    return " ".join(filter(None, texts))
