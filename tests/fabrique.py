"""Small act types made for one test: a header that is right, and the keys that the test is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

from actes.catalogue import Acte, load_catalogue
from actes.dossier import Lecture, load_dossier
from actes.errors import Constat
from actes.validation import Examen, check_dossier

AUJOURDHUI = date(2026, 11, 21)
ENTETE = """\
id: essai
titre: Acte d'essai
famille: essais
base_legale: [CPP D1]
en_vigueur: {du: 2001-01-01}
emetteur: [{autorite: greffe, article: CPP D1}]
"""
MENTION = "mentions: [{id: nom, libelle: le nom, article: CPP D2, exige: [condamne.nom]}]\n"


def write_acte(racine: Path, corps: str = MENTION, entete: str = ENTETE, acte_id: str = "essai") -> Path:
    """Write `acte.yaml` under a folder of templates; returns the file."""
    folder = racine / acte_id
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "acte.yaml"
    path.write_text(entete.replace("id: essai", f"id: {acte_id}") + dedent(corps), encoding="utf-8")
    return path


def make_acte(racine: Path, corps: str = MENTION, entete: str = ENTETE) -> Acte:
    """The act type of these keys, loaded. Raises ModeleError."""
    write_acte(racine, corps, entete)
    return load_catalogue([racine]).acte("essai")


def read(dossier: str, acte: Acte | None = None) -> Lecture:
    """A dossier whose reference is given; its keys are those of the test."""
    return load_dossier("dossier: 2026/00001\n" + dedent(dossier), "dossier.yaml", acte.champs if acte else ())


def examine(acte: Acte, dossier: str, **options: object) -> Examen:
    """Gate 1 on a dossier written in the test."""
    return check_dossier(acte, read(dossier, acte), AUJOURDHUI, **options)  # type: ignore[arg-type]


def said(constats: tuple[Constat, ...]) -> list[tuple[str, str, str | None]]:
    """What was found, in short: (code, gravity, path)."""
    return [(constat.code, constat.gravite.value, constat.chemin) for constat in constats]


def plain(text: object) -> str:
    """The text with ordinary spaces."""
    return str(text).replace("\u00a0", " ").replace("’", "'")
