"""The examples of the catalogue as the tests use them: read, changed at a path, judged, produced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actes.catalogue import Acte, Boucle, Mention
from actes.dossier import Lecture, load_dossier
from actes.generate import Atelier, Demande, template_folders
from actes.produce import Document, produce
from actes.validation import Examen

AUJOURDHUI = date(2026, 11, 21)
_STEP = re.compile(r"([a-z_0-9]+)|\[(\d+)\]")


class _Text(yaml.CSafeLoader):
    """Every scalar stays the text that was written."""


_Text.yaml_implicit_resolvers = {}


@lru_cache(maxsize=1)
def atelier() -> Atelier:
    """The catalogue of the checkout, loaded once for all the tests."""
    return Atelier(template_folders())


def act_ids() -> Sequence[str]:
    """The acts of the catalogue."""
    return atelier().catalogue.ids


def example_path(acte: Acte) -> Path:
    """The example of an act."""
    return acte.dossier / "exemple.yaml"


def example(acte: Acte) -> Any:
    """The example as nested texts, to be changed."""
    return yaml.load(example_path(acte).read_bytes(), Loader=_Text)


def dump(data: Any) -> bytes:
    """YAML that our reader takes: every text quoted."""
    text: str = yaml.safe_dump(data, allow_unicode=True, default_style='"', sort_keys=False)
    return text.encode()


def steps(path: str) -> list[str | int]:
    """`a.b[0].c` as keys and ranks."""
    return [match[1] or int(match[2]) for match in _STEP.finditer(path)]


def lookup(data: Any, path: str) -> Any:
    """The value at a path; None when a step is missing."""
    for step in steps(path):
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def without(data: Any, path: str) -> bool:
    """Take a path out; whether it was there."""
    *parents, last = steps(path)
    for step in parents:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return False
    try:
        del data[last]
    except (KeyError, IndexError, TypeError):
        return False
    return True


def replaced(data: Any, path: str, value: Any) -> None:
    """Put a value at an existing path."""
    *parents, last = steps(path)
    for step in parents:
        data = data[step]
    data[last] = value


def read(data: Any) -> Lecture:
    """A dossier from nested texts, or from the bytes of a file."""
    text = data if isinstance(data, bytes) else dump(data)
    return load_dossier(text, "dossier.yaml", atelier().catalogue.champs())


def examine(acte: Acte, lecture: Lecture, brouillon: bool = False) -> Examen:
    """Gate 1."""
    return atelier().examine(lecture, acte.id, Demande(aujourdhui=AUJOURDHUI, brouillon=brouillon))


def documents(acte: Acte, lecture: Lecture, **options: Any) -> list[Document]:
    """The documents of a dossier that gate 1 lets through."""
    examen = examine(acte, lecture, options.get("brouillon", False))
    assert lecture.dossier is not None
    assert not examen.bloque, [str(constat) for constat in (*lecture.constats, *examen.constats)]
    return list(produce(examen, lecture, atelier().modeles, **options))


def concrete(path: str, *boucles: Boucle | None) -> str:
    """A path of acte.yaml in the first element of its loops: `p.nom` → `sanction.personnes[0].nom`."""
    head, dot, rest = path.partition(".")
    for boucle in boucles:
        if boucle and boucle.variable == head:
            return f"{concrete(boucle.chemin.texte, *boucles)}[0]{dot}{rest}"
    return path


def required_paths(acte: Acte, mention: Mention) -> list[str]:
    """The concrete paths that a mention requires, save those that the program gives."""
    return [concrete(chemin.texte, mention.pour, acte.par) for chemin in mention.exige if chemin.racine != "acte"]
