"""What every part of a mapping file is made of: texts, lists, keys that are known; each fault noted with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from actes.dossier.chemin import Chemin
from actes.dossier.constats import finding
from actes.dossier.document import Lu
from actes.dossier.suggestion import nearest
from actes.errors import Constat

INVALIDE = "correspondance-invalide"


class Lecteur:
    """Reads the plain data of a file; `constats` says what is wrong."""

    def __init__(self, lu: Lu):
        self.constats: list[Constat] = []
        self.lu = lu

    def blame(self, code: str, message: str, chemin: Chemin, conseil: str = "", key: bool = False) -> None:
        """Note what is wrong at this path of the file: on its `key`, or on its value."""
        place = self.lu.arbre.key_place(chemin) if key else self.lu.arbre.value_place(chemin)
        self.constats.append(finding(code, message, place, conseil))

    def mapping(self, chemin: Chemin, value: Any) -> dict[str, Any]:
        """This value if it is a mapping; else nothing, and it is said."""
        if isinstance(value, dict):
            return value
        self.blame(INVALIDE, f"« {chemin[-1]} » attend des champs, un par ligne", chemin)
        return {}

    def keys(self, chemin: Chemin, value: Any, known: tuple[str, ...]) -> dict[str, Any]:
        """This value if it is a mapping, less the keys that are not `known`: they are told."""
        found = self.mapping(chemin, value)
        for key in [key for key in found if key not in known]:
            near = nearest(key, known)
            conseil = f"vouliez-vous dire « {near} » ?" if near else f"les clés sont : {', '.join(known)}"
            self.blame("cle-inconnue", f"clé inconnue « {key} »", (*chemin, key), conseil, key=True)
        return {key: value for key, value in found.items() if key in known}

    def text(self, chemin: Chemin, holder: dict[str, Any]) -> str:
        """The text under the last key of this path, empty when there is none."""
        value = holder.get(str(chemin[-1]), "")
        if isinstance(value, str):
            return value
        self.blame(INVALIDE, f"« {chemin[-1]} » attend un texte", chemin)
        return ""

    def texts(self, chemin: Chemin, holder: dict[str, Any]) -> list[tuple[int, str]]:
        """The texts of a list, or the only one, with their ranks."""
        value = holder.get(str(chemin[-1]), [])
        value = [value] if isinstance(value, str) else value
        if isinstance(value, list) and all(isinstance(text, str) for text in value):
            return list(enumerate(value))
        self.blame(INVALIDE, f"« {chemin[-1]} » attend un texte, ou une liste de textes", chemin)
        return []

    def among(self, chemin: Chemin, holder: dict[str, Any], known: Iterable[str]) -> str:
        """The text under the last key of this path, one of the `known` ones or nothing."""
        text = self.text(chemin, holder)
        if text and text not in known:
            self.blame(INVALIDE, f"« {chemin[-1]} » attend l'un de : {', '.join(known)}", chemin)
        return text

    def number(self, chemin: Chemin, holder: dict[str, Any], default: int) -> int:
        """The number, from 1, under the last key of this path."""
        text = self.text(chemin, holder)
        if re.fullmatch("[1-9][0-9]{0,4}", text):
            return int(text)
        if text:
            self.blame(INVALIDE, f"« {chemin[-1]} » attend un nombre, à partir de 1", chemin)
        return default
