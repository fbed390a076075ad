"""What each code of a finding means: one source for `actes modeles expliquer`, the gravities and docs/codes.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actes.typographie import typographie

ICI = Path(__file__).parent
FICHIERS = (  # one a section, in the order of the page
    *("dossier.yaml", "loi.yaml", "exports.yaml", "lots.yaml", "fichiers.yaml", "auteur.yaml"),
    *(
        "../lint/codes.yaml",
        "hygiene.yaml",
        "accessibilite.yaml",
        "typographie.yaml",
        "traductions.yaml",
        "registre.yaml",
    ),
)
TITRE = "Le contrôle des modèles"  # of a file that gives none


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code, as `actes modeles expliquer` tells it. Texts are French, in plain sentences."""

    code: str
    titre: str
    gravite: str  # bloquante, avertissement or information; or words when it depends
    pourquoi: str
    que_faire: str
    exemple: str = ""  # a real message, without its place
    faux: str = ""  # an example as it must not be written, and…
    juste: str = ""  # …as it must
    source: str = ""  # article, standard or page of the docs
    theme: str = ""  # the title of its section


@dataclass(frozen=True, slots=True)
class Theme:
    """A section of docs/codes.md: its title, its codes, what is said after them."""

    titre: str
    codes: tuple[Code, ...]
    note: str = ""


@lru_cache(maxsize=1)
def load_themes() -> tuple[Theme, ...]:
    """Every section, in the order of the page; the data is part of the program."""
    return tuple(_theme(_read(ICI / fichier)) for fichier in FICHIERS)


@lru_cache(maxsize=1)
def load_codes() -> Mapping[str, Code]:
    """Every code by its name, in the order of the page."""
    return {code.code: code for theme in load_themes() for code in theme.codes}


def _read(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    return content


def _theme(content: dict[str, Any]) -> Theme:
    titre = content.get("titre", TITRE)
    codes = [
        Code(theme=titre, **{key: _set(key, str(value).strip()) for key, value in entry.items()})
        for entry in content["codes"]
    ]
    return Theme(titre, tuple(codes), content.get("note", ""))


def _set(key: str, text: str) -> str:
    """Sentences are set as French is; samples are left as they are written."""
    return text if key in ("faux", "juste", "code", "gravite") else typographie(text)
