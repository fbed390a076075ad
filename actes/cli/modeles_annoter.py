"""`actes modeles controler --annoter`: where the annotated copies go, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.errors import Constat

ICI = "annotations"

annoter = click.option(
    "--annoter",
    "dossier_annote",
    is_flag=False,
    flag_value=ICI,
    metavar="[DOSSIER]",
    help="Écrit dans DOSSIER (sinon, dans «\u00a0annotations\u00a0») une copie de chaque modèle fautif, les constats "
    "en commentaires Word, à leur place.",
)


def split_target(
    dossier: str | None, cibles: tuple[str, ...], racines: Sequence[Path]
) -> tuple[Path | None, tuple[str, ...]]:
    """The folder of the copies, and the targets: `--annoter ID` is a target, unless a folder is so named."""
    if dossier is None:
        return None, cibles
    if not Path(dossier).is_dir() and (dossier.endswith(".docx") or _is_act(dossier, racines)):
        return Path(ICI), (dossier, *cibles)
    return Path(dossier), cibles


def _is_act(name: str, racines: Sequence[Path]) -> bool:
    return any((racine / name / "acte.yaml").is_file() for racine in racines)


def write_annotations(constats: Sequence[Constat], dossier: Path) -> None:
    """Write the copies and tell them, on standard error."""
    from actes.annoter import annotate_copies

    done = annotate_copies(constats, dossier)
    for copy in done.copies:
        click.echo(typographie(f"Copie annotée : {copy}"), err=True)
    for fichier in done.refuses:
        click.echo(
            typographie(f"Pas de copie annotée de « {fichier} » : il ne peut pas être ouvert sans danger."), err=True
        )
