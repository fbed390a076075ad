"""The case: YAML text read strictly into a typed dossier, every value with its place in the file."""

from __future__ import annotations

from actes.dossier.champs import Champ, CheminInconnu
from actes.dossier.chemin import parse_chemin, read_chemin, write_chemin
from actes.dossier.complements import ChampActe
from actes.dossier.dossier import Dossier
from actes.dossier.duree import Duree
from actes.dossier.lecture import Lecture, load_dossier, load_flux, load_tree
from actes.dossier.reglages import Reglages, load_reglages
from actes.dossier.schema import json_schema
from actes.dossier.vocabulaire import champ_racine

__all__ = [
    "Champ",
    "ChampActe",
    "CheminInconnu",
    "Dossier",
    "Duree",
    "Lecture",
    "Reglages",
    "champ_racine",
    "json_schema",
    "load_dossier",
    "load_flux",
    "load_reglages",
    "load_tree",
    "parse_chemin",
    "read_chemin",
    "write_chemin",
]
