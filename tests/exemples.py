"""The examples of the catalogue as the tests use them: read, changed at a path, judged, produced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import Template

from actes.catalogue import Acte, Boucle, Mention
from actes.dossier import Lecture, load_dossier
from actes.generate import Atelier, Demande, template_folders
from actes.produce import Document, produce, template_values
from actes.rendu.environnement import Environnement
from actes.rendu.garde import open_docx
from actes.rendu.reference import render_reference
from actes.validation import Examen
from tests.cas import AUJOURDHUI, read_plain
from tests.rendu.docx_builder import differences


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
    return read_plain(example_path(acte))


def dump(data: Any) -> bytes:
    """YAML that our reader takes: every text quoted."""
    text: str = yaml.safe_dump(data, allow_unicode=True, default_style='"', sort_keys=False)
    return text.encode()


def read(data: Any) -> Lecture:
    """A dossier from nested texts, or from the bytes of a file."""
    text = data if isinstance(data, bytes) else dump(data)
    return load_dossier(text, "dossier.yaml", atelier().catalogue.champs())


def act(acte_id: str) -> Acte:
    """An act of the catalogue."""
    return atelier().catalogue.acte(acte_id)


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


_compile = Environnement.from_string


@lru_cache(maxsize=2000)
def _compiled(environment: Environnement, source: str) -> Template:
    return _compile(environment, source)


@contextmanager
def compiled_once() -> Iterator[None]:
    """docxtpl compiles its sources anew at each document, four fifths of its time: here, once for each source."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environnement, "from_string", lambda environment, source, *_: _compiled(environment, source))
        yield


def same_in_both_engines(acte: Acte, lecture: Lecture) -> bool:
    """Every part of every document of this dossier is canonically equal to what docxtpl renders."""
    examen = examine(acte, lecture)
    for du in examen.documents:
        assert du.modele is not None
        proved = atelier().modeles.load(acte, du.modele, langue=du.langue)
        values = template_values(examen, du)
        ours = open_docx(proved.modele.render(values))
        with compiled_once():
            theirs = render_reference(proved.prepare, values, textes=proved.textes)
        assert differences(ours, theirs) == []
    return bool(examen.documents)
