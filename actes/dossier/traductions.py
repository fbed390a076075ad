"""The texts of a dossier in another language: found, compared with the French they were made from, put in its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actes.dossier.chemin import Chemin, parse_chemin, write_chemin
from actes.dossier.dossier import Dossier, TexteTraduit

ELEMENT = "[]"
FR = "[FR]\u00a0"  # before a French text that nobody translated: never silently French
_CODE = re.compile("[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a dossier to translate: where, and what it says in French."""

    chemin: str  # `sanction.personnes[0].biens.description`
    texte: str

    @property
    def empreinte(self) -> str:
        """16 hexadecimal digits of the SHA-256 of the French text, spaces collapsed: has it changed since?"""
        return text_fingerprint(self.texte)


def text_fingerprint(texte: str) -> str:
    """What tells one French text from another, whatever its line breaks."""
    return hashlib.sha256(" ".join(texte.split()).encode()).hexdigest()[:16]


def passages(dossier: Dossier, pas: Sequence[str]) -> Iterator[Passage]:
    """The texts that a dossier gives under a path (`sanction`, `contacts`, `[]`, `objet`): one for each element.

    Codes of two letters (a country, a language) say the same in every language: they are left out.
    """
    for chemin, value in _walk(dossier, tuple(pas), ()):
        if isinstance(value, str) and value.strip() and not _CODE.fullmatch(value):
            yield Passage(write_chemin(chemin), value)


def translations(dossier: Dossier, langue: str) -> dict[str, TexteTraduit]:
    """What the dossier holds in a language, by path; of two for one path, the last."""
    found: dict[str, TexteTraduit] = {}
    for traduction in dossier.traductions or ():
        if traduction.langue == langue:
            found |= {champ.chemin: champ for champ in traduction.champs or () if champ.chemin and champ.texte}
    return found


def replaced(dossier: Dossier, textes: Mapping[str, str]) -> Dossier:
    """The dossier with these texts at these paths, which it has."""
    changed: Any = dossier
    for chemin, texte in textes.items():
        changed = _put(changed, parse_chemin(chemin), texte)
    assert isinstance(changed, Dossier), "the same model, copied"
    return changed


def _walk(value: Any, pas: Sequence[str], here: Chemin) -> Iterator[tuple[Chemin, Any]]:
    if value is None:
        return
    if not pas:
        yield here, value
    elif pas[0] == ELEMENT:
        for rank, item in enumerate(value if isinstance(value, tuple) else ()):
            yield from _walk(item, pas[1:], (*here, rank))
    else:
        yield from _walk(getattr(value, pas[0], None), pas[1:], (*here, pas[0]))


def _put(value: Any, chemin: Chemin, texte: str) -> Any:
    if not chemin:
        return texte
    head, rest = chemin[0], chemin[1:]
    if isinstance(head, int):
        return (*value[:head], _put(value[head], rest, texte), *value[head + 1 :])
    return value.model_copy(update={head: _put(getattr(value, head), rest, texte)})
