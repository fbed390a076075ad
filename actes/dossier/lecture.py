"""Reading a dossier: from the bytes of a file to typed dossiers, with the place of everything and all that is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from yaml.nodes import MappingNode

from actes.dossier.chemin import Chemin, parse_chemin
from actes.dossier.complements import ChampActe, dossier_model
from actes.dossier.constats import finding, in_order
from actes.dossier.controle import validate
from actes.dossier.document import Lu, read_document, read_tree
from actes.dossier.dossier import Dossier
from actes.dossier.noeuds import Arbre
from actes.dossier.texte import clean, decode, split_documents
from actes.dossier.vocabulaire import champ_racine
from actes.errors import Constat
from actes.place import Place


@dataclass(frozen=True, slots=True)
class Lecture:
    """A dossier as read: the model (None if nothing is usable), what is wrong, and where everything stands."""

    dossier: Dossier | None
    constats: tuple[Constat, ...]
    fichier: str
    source: str = field(default="", repr=False)
    _arbre: Arbre = field(default_factory=lambda: Arbre(None, ""), repr=False)
    _fautifs: tuple[Chemin, ...] = field(default=(), repr=False)
    _donnees: Any = field(default=None, repr=False)

    @property
    def donnees(self) -> str:
        """What was read, the court's settings included, in one form whatever the layout: for fingerprints."""
        return json.dumps(self._donnees, ensure_ascii=False, sort_keys=True)

    def place(self, chemin: str) -> Place:
        """Where the key of this path stands, or that of its nearest ancestor that the user wrote."""
        return self._arbre.key_place(parse_chemin(chemin))

    def donne(self, chemin: str) -> bool:
        """Whether the user wrote this path, even if left empty."""
        return self._arbre.has(parse_chemin(chemin))

    def invalide(self, chemin: str) -> bool:
        """Whether a finding on a key or a type already bears on this path, on what holds it or on what it holds."""
        here = parse_chemin(chemin)
        return any(all(a == b for a, b in zip(here, other, strict=False)) for other in self._fautifs)


def load_flux(
    text: bytes | str,
    fichier: str,
    champs: Sequence[ChampActe] = (),
    defauts: Mapping[str, Any] | None = None,
    lignes_avant: int = 0,
) -> list[Lecture]:
    """Every dossier of a YAML stream; at least one Lecture, which says why if there is nothing to read.

    `champs` are the acts' own fields, `defauts` the values of the court's settings for what a dossier does not give.
    `lignes_avant`: the lines that stand before this text, when it is a piece of its file.
    """
    decoded, constats = decode(text, fichier)
    if decoded is None:
        return [_refused(fichier, _shifted(constats, lignes_avant))]
    cleaned, constats = clean(decoded, fichier)
    constats = _shifted(constats, lignes_avant)
    documents = split_documents(cleaned)
    if lignes_avant:
        documents = [replace(d, lignes_avant=d.lignes_avant + lignes_avant) for d in documents]
    if not documents:
        conseil = "commencez par « dossier: » et la référence du dossier"
        place = Place(fichier, lignes_avant + 1, 1)
        vide = finding("document-vide", "ce fichier ne contient aucun dossier", place, conseil)
        return [_refused(fichier, [*constats, vide])]
    lectures = []
    for rank, document in enumerate(documents):
        last = documents[rank + 1].lignes_avant if rank + 1 < len(documents) else None
        hidden = [c for c in constats if _stands_in(c, document.lignes_avant, last)]
        lectures.append(_lecture(read_document(document, fichier), hidden, fichier, _fixed(champs), defauts or {}))
    return lectures


def load_dossier(
    text: bytes | str,
    fichier: str,
    champs: Sequence[ChampActe] = (),
    defauts: Mapping[str, Any] | None = None,
) -> Lecture:
    """The one dossier of a file; a finding if it holds several. Arguments as `load_flux`."""
    lectures = load_flux(text, fichier, champs, defauts)
    if len(lectures) == 1:
        return lectures[0]
    message = f"ce fichier contient {len(lectures)} dossiers, un seul est attendu"
    conseil = "enlevez les lignes « --- », ou donnez un fichier par dossier"
    constat = finding("documents-multiples", message, lectures[1]._arbre.start(), conseil)
    return _refused(fichier, [*(c for lecture in lectures for c in lecture.constats), constat])


def load_tree(
    racine: MappingNode,
    fichier: str,
    champs: Sequence[ChampActe] = (),
    defauts: Mapping[str, Any] | None = None,
) -> Lecture:
    """The dossier of a tree made otherwise than from YAML (a row of a table): the marks of its nodes are its places.

    A `Refus` stands for a value that could not be read. The other arguments are those of `load_flux`.
    """
    return _lecture(read_tree(Arbre(racine, fichier)), [], fichier, _fixed(champs), defauts or {})


def _refused(fichier: str, constats: Iterable[Constat]) -> Lecture:
    return Lecture(None, tuple(constats), fichier, _arbre=Arbre(None, fichier))


def _fixed(champs: Sequence[ChampActe]) -> tuple[ChampActe, ...]:
    return champs if isinstance(champs, tuple) else tuple(champs)  # a `Champs` stays one: its hash is known


def _shifted(constats: list[Constat], lignes: int) -> list[Constat]:
    """These findings, of a text that `lignes` lines precede in its file."""
    if not lignes:
        return constats
    places = [(c.place, c) for c in constats]
    return [replace(c, place=replace(p, ligne=p.ligne + lignes)) if p and p.ligne else c for p, c in places]


def _stands_in(constat: Constat, after: int, last: int | None) -> bool:
    ligne = (constat.place and constat.place.ligne) or 0
    return (ligne > after or after == 0) and (last is None or ligne <= last)


def _lecture(
    lu: Lu, hidden: list[Constat], fichier: str, champs: tuple[ChampActe, ...], defauts: Mapping[str, Any]
) -> Lecture:
    if not isinstance(lu.donnees, dict):
        return Lecture(None, (*hidden, *lu.constats), fichier, lu.source, lu.arbre, lu.fautifs)
    merge_defauts(lu.donnees, defauts)
    dossier, fautes = validate(dossier_model(champs), lu.donnees, champ_racine(champs), lu.vides)
    constats = in_order([*lu.constats, *lu.findings(fautes)])
    fautifs = (*lu.fautifs, *(f.chemin for f in fautes))
    return Lecture(dossier, (*hidden, *constats), fichier, lu.source, lu.arbre, fautifs, lu.donnees)


def merge_defauts(donnees: dict[str, Any], defauts: Mapping[str, Any]) -> None:
    """Fill what a dossier does not give: root keys, then their own keys; an address or a signatory is never mixed."""
    for key, value in defauts.items():
        given = donnees.setdefault(key, value)
        if isinstance(given, dict) and isinstance(value, Mapping):
            donnees[key] = {**value, **given}
