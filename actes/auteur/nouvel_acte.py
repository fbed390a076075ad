"""A new act: its folder made apart, checked and tried as an author would, then put in its place whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from actes.auteur.ecrits import Projet, acte_yaml, cases_yaml, example_yaml
from actes.auteur.essai import try_act
from actes.auteur.modele import first_template
from actes.auteur.reprise import copied_files
from actes.auteur.trousse import Trousse, write_kit
from actes.cas import EXEMPLE, read_plain
from actes.catalogue import Catalogue, load_catalogue
from actes.deliver import trouble
from actes.errors import LectureError
from actes.rendu.garde import read_file
from actes.typographie import typographie

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
TROUSSE = "trousse.docx"
_STYLES_OF = "convocation-jap-spip"  # the act whose styles, page and foot a new one takes, when it is there


def check_id(acte_id: str, racines: Sequence[Path], cible: Path, depuis: str | None = None) -> None:
    """Raise LectureError if the act cannot be made under this name in this folder."""
    if not ID.fullmatch(acte_id):
        raise _refused(
            f"« {acte_id} » n'est pas un identifiant d'acte",
            "des lettres minuscules sans accent, des chiffres, des traits d'union : « convocation-jap »",
        )
    if os.path.lexists(cible / acte_id):
        raise _refused(f"« {cible / acte_id} » existe déjà, et rien n'y est changé", "choisissez un autre nom")
    if acte_id in load_catalogue(racines) and depuis != acte_id:
        advice = f"prenez un autre nom ; pour le changer chez vous : « --depuis {acte_id} »"
        raise _refused(f"l'acte « {acte_id} » existe déjà dans le catalogue", advice)


def create(projet: Projet, racines: Sequence[Path], cible: Path, jour: date, depuis: str | None = None) -> Path:
    """Make the folder of a new act in `cible`, from `depuis` or from the shared mentions; gives its path.

    Raises LectureError if the name is taken, ModeleError if what is asked for does not make a sound act (nothing is
    then written), EnvironnementError.
    """
    check_id(projet.id, racines, cible, depuis)
    try:
        if not cible.exists():
            return _create_there(projet, racines, cible, jour, depuis)
        with tempfile.TemporaryDirectory(prefix=".nouveau-", dir=cible) as apart:
            folder = Path(apart) / projet.id
            folder.mkdir()
            _fill(folder, projet, racines, depuis)
            try_act(projet.id, [*racines, Path(apart)], jour, cible)
            write_kit(Trousse(acte=projet.id), [*racines, Path(apart)], folder / TROUSSE, jour)
            os.rename(folder, cible / projet.id)
    except OSError as error:
        raise trouble(error, cible) from None
    return cible / projet.id


def _create_there(projet: Projet, racines: Sequence[Path], cible: Path, jour: date, depuis: str | None) -> Path:
    """The same in a folder that is made for it, and taken away again if nothing comes of it."""
    cible.mkdir(parents=True)
    try:
        return create(projet, racines, cible, jour, depuis)
    except BaseException:
        cible.rmdir()
        raise


def _fill(folder: Path, projet: Projet, racines: Sequence[Path], depuis: str | None) -> None:
    catalogue = load_catalogue(racines)
    if depuis is not None:
        for name, content in copied_files(catalogue.acte(depuis), projet, catalogue).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return
    _write(folder / "acte.yaml", acte_yaml(projet))
    acte = load_catalogue([*racines, folder.parent]).acte(projet.id)
    fragments = [path.stem for root in racines for path in (root / "_communs" / "fragments").glob("[!~.]*.docx")]
    (folder / "modele.docx").write_bytes(first_template(acte, _base(catalogue), fragments))
    donors = _examples(catalogue)
    exemple = example_yaml(projet, acte, donors)
    _write(folder / EXEMPLE, exemple)
    _write(folder / "cas.yaml", cases_yaml(projet, acte, read_plain(folder / EXEMPLE)))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _base(catalogue: Catalogue) -> bytes:
    acte = catalogue.acte(_STYLES_OF if _STYLES_OF in catalogue else catalogue.ids[0])
    return read_file(acte.modeles[-1].fichier)


def _examples(catalogue: Catalogue) -> list[Mapping[str, Any]]:
    """The examples of the catalogue, the one of the house's first act first."""
    names = sorted(catalogue.ids, key=lambda name: name != _STYLES_OF)
    paths = [catalogue.dossier(name) / EXEMPLE for name in names]
    return [read_plain(path) for path in paths if path.is_file()]


def _refused(message: str, conseil: str) -> LectureError:
    return LectureError(typographie(message), conseil=typographie(conseil))
