"""Dossiers for the measures: the examples of the acts in turn, each under a reference of its own."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

from actes.catalogue import load_catalogue
from actes.generate import template_folders

PAR_REPERTOIRE = 1000


def write_dossiers(folder: Path, number: int, actes: Sequence[str] = (), rejets: float = 0.0) -> Path:
    """Write so many dossiers, asking in turn for these acts or for all; a share of them, `rejets`, lacks a name."""
    texts = [_asking(acte, text) for acte, text in _examples(actes)]
    chance = random.Random(1)
    for rank in range(number):
        if rank % PAR_REPERTOIRE == 0:
            here = folder / f"{rank // PAR_REPERTOIRE:03d}"
            here.mkdir(parents=True)
        text = re.sub(r"(?m)^dossier:.*$", f"dossier: 2026/{rank:06d}", texts[rank % len(texts)], count=1)
        if chance.random() < rejets:
            text = re.sub(r"(?m)^  nom: .*$", "  nom:", text)
        (here / f"{rank:06d}.yaml").write_text(text, encoding="utf-8")
    return folder


def _examples(actes: Sequence[str]) -> list[tuple[str, str]]:
    catalogue = load_catalogue(template_folders())
    found = [acte for acte in catalogue if not actes or acte.id in actes]
    return [(acte.id, (acte.dossier / "exemple.yaml").read_text(encoding="utf-8")) for acte in found]


def _asking(acte: str, text: str) -> str:
    return text if re.search(r"(?m)^actes:", text) else f"{text.rstrip()}\nactes: [{acte}]\n"
