"""What the measures compare with: docxtpl rendering alone, in memory, the prepared templates with the same values."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from docxtpl import DocxTemplate

from actes.catalogue import Acte
from actes.generate import Atelier, Demande
from actes.produce import template_values
from actes.rendu import environment

JOUR = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Travail:
    """One document to render: its act, the prepared template, the values, the parts that they change."""

    acte: str
    prepare: bytes
    valeurs: Mapping[str, Any]
    membres: frozenset[str]


def travaux(atelier: Atelier, acte: Acte) -> Iterator[Travail]:
    """The documents of an act's example."""
    (lecture,) = atelier.read(acte.dossier / "exemple.yaml")
    examen = atelier.examine(lecture, acte.id, Demande(aujourdhui=JOUR))
    for du in examen.documents:
        assert du.modele is not None, "the examples have a template on their day"
        proved = atelier.modeles.load(acte, du.modele)
        values = template_values(examen, du)
        yield Travail(acte.id, proved.prepare, values, frozenset(proved.modele.render_parts(values)))


def render(travail: Travail) -> None:
    """Fill the template as one does with docxtpl, and save it in memory."""
    template = DocxTemplate(io.BytesIO(travail.prepare))
    template.render(dict(travail.valeurs), environment(), autoescape=True)
    template.save(io.BytesIO())
