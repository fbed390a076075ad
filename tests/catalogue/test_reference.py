"""The reference of the fields is a table whatever words an author writes."""

from __future__ import annotations

from pathlib import Path

from actes.catalogue.reference import reference
from actes.dossier import champ_racine
from tests.fabrique import make_acte

ESSAI = """\
champs: [{nom: essai_x, type: choix, choix: ["a|b", c], libelle: "un | deux\\n\\n  trois"}]
mentions: [{id: nom, libelle: le nom, article: CPP D2, exige: [complements.essai_x]}]
"""


def test_a_bar_or_a_newline_in_the_words_of_an_author_breaks_no_table(tmp_path: Path) -> None:
    acte = make_acte(tmp_path, ESSAI)
    page = reference(champ_racine(acte.champs), [acte]).splitlines()
    (line,) = [line for line in page if line.startswith("| `essai_x`")]
    assert line.replace("\u00a0", " ") == r"| `essai_x` | au choix : `a\|b`, `c` | un \| deux trois | **essai** |"
