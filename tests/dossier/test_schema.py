"""The JSON Schema: of the right dialect, whole, French, and true to what the reader admits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from actes.dossier import ChampActe, json_schema


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for child in schema.values():
            yield from objects(child)
    elif isinstance(schema, list):
        for child in schema:
            yield from objects(child)


def test_it_declares_its_dialect_and_can_be_written_as_json():
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(schema)) == schema


def test_every_reference_resolves():
    schema = json_schema()
    references = {o["$ref"] for o in objects(schema) if "$ref" in o}
    assert references
    assert {ref.removeprefix("#/$defs/") for ref in references} == set(schema["$defs"])


def test_every_property_has_a_french_title():
    for schema in objects(json_schema()):
        properties = schema.get("properties", {})
        assert all("title" in prop or "enum" in prop for prop in properties.values())


def test_it_is_closed_and_requires_only_the_reference_and_the_types():
    schema = json_schema()
    assert schema["required"] == ["dossier"]
    assert schema["additionalProperties"] is False
    assert {name for d in schema["$defs"].values() for name in d.get("required", [])} == {"type"}


def test_computed_fields_are_not_offered():
    schema = json_schema()
    assert "mineur" not in schema["$defs"]["Condamne"]["properties"]
    assert "total" not in schema["$defs"]["Sommes"]["properties"]


def test_a_union_is_told_by_its_type():
    schema = json_schema()
    element = schema["$defs"]["Condamnation"]["properties"]["peines"]["items"]["anyOf"][0]["$ref"]
    union = schema["$defs"][element.removeprefix("#/$defs/")]
    variants = [schema["$defs"][ref["$ref"].removeprefix("#/$defs/")] for ref in union["oneOf"]]
    assert [v["properties"]["type"]["const"] for v in variants] == union["properties"]["type"]["enum"]


def test_the_patterns_admit_the_forms_of_the_dossier():
    found = {o["title"]: o["pattern"] for o in objects(json_schema()) if "pattern" in o}
    assert re.search(found["Date de naissance"], "1980-02-01")
    assert re.search(found["Partie ferme"], "1 an et 6 mois")
    assert re.search(found["Partie ferme"], "8 mois")
    assert not re.search(found["Partie ferme"], "8")
    assert re.search(found["Dommages-intérêts"], "1500,00")


def test_the_fields_of_an_act_are_in_its_schema():
    schema = json_schema([ChampActe("motif", "texte", "Motif de l'acte")])
    assert schema["$defs"]["Complements"]["properties"]["motif"]["title"] == "Motif de l’acte"
