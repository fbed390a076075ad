"""The JSON Schema of a dossier, for editors that complete and check while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actes.dossier.champs import Champ
from actes.dossier.complements import ChampActe
from actes.dossier.vocabulaire import champ_racine

_DIALECTE = "https://json-schema.org/draft/2020-12/schema"
_FORMES: dict[str, tuple[list[str], str]] = {
    "texte": (["string", "number"], ""),
    "texte_long": (["string", "number"], ""),
    "pays": (["string"], ""),
    "langue": (["string"], ""),
    "date": (["string"], "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    "heure": (["string"], "^([01][0-9]|2[0-3]):[0-5][0-9]$"),
    "oui_non": (["string"], "^(oui|non)$"),
    "entier": (["string", "integer"], "^(0|[1-9][0-9]*)$"),
    "montant": (["string", "number"], "^(0|[1-9][0-9]*)([.,][0-9]{1,2})?$"),
    "decimal": (["string", "number"], "^(0|[1-9][0-9]*)([.,][0-9]{1,8})?$"),
    "duree": (["string"], "^[1-9][0-9]*[  ](ans?|mois|jours?)(( et)? [1-9][0-9]* (mois|jours?))*$"),
}


def json_schema(champs: Sequence[ChampActe] = ()) -> dict[str, Any]:
    """The schema (draft 2020-12) of a dossier, with French titles and descriptions.

    Editors read `59000` as a number and an empty value as null: both are admitted where a dossier admits them.
    """
    definitions: dict[str, Any] = {}
    racine = _objet(champ_racine(champs), definitions)
    return {"$schema": _DIALECTE, **racine, "$defs": dict(sorted(definitions.items()))}


def _schema(champ: Champ, definitions: dict[str, Any]) -> dict[str, Any]:
    said = {"title": champ.titre} | ({"description": champ.description} if champ.description else {})
    if champ.genre in ("objet", "union"):
        return {**said, "anyOf": [{"$ref": _reference(champ, definitions)}, {"type": "null"}]}
    if champ.genre == "liste" and champ.element:
        return {**said, "type": ["array", "null"], "items": _schema(champ.element, definitions)}
    if champ.choix:
        numbers = [int(c) for c in champ.choix] if champ.genre == "entier" else []
        return {**said, "enum": [*champ.choix, *numbers, None]}
    types, pattern = _FORMES[champ.genre]
    return {**said, "type": [*types, "null"]} | ({"pattern": pattern} if pattern else {})


def _reference(champ: Champ, definitions: dict[str, Any]) -> str:
    if champ.modele not in definitions:
        definitions[champ.modele] = {}  # reserved, should a model hold itself
        definitions[champ.modele] = _objet(champ, definitions) if champ.genre == "objet" else _union(champ, definitions)
    return f"#/$defs/{champ.modele}"


def _objet(champ: Champ, definitions: dict[str, Any]) -> dict[str, Any]:
    given: Mapping[str, Champ] = {name: child for name, child in champ.enfants.items() if not child.calcule}
    required = [name for name, child in given.items() if child.requis]
    return {
        "title": champ.titre,
        "type": "object",
        "properties": {name: _property(name, child, definitions) for name, child in given.items()},
        "additionalProperties": False,
    } | ({"required": required} if required else {})


def _property(name: str, child: Champ, definitions: dict[str, Any]) -> dict[str, Any]:
    if child.requis and name == "type":
        return {"title": child.titre, "const": child.choix[0]}
    return _schema(child, definitions)


def _union(champ: Champ, definitions: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"title": "Type", "enum": list(champ.variantes)}},
        "oneOf": [{"$ref": _reference(variante, definitions)} for variante in champ.variantes.values()],
    }
