"""`actes nouveau`: the commented skeleton of a dossier for one act."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from actes.cli import options


@click.command(short_help="Écrit le canevas commenté d’un dossier pour un acte.")
@click.argument("identifiant", metavar="ID")
@click.option("--date", "jour", type=options.Jour(), help="Le jour dont on suit la loi (sinon, aujourd’hui).")
@options.modeles
def nouveau(identifiant: str, jour: date | None, modeles: Path | None) -> None:
    """Écrit sur la sortie un dossier à remplir pour l’acte ID\u00a0: ses champs, leur sens, leurs articles."""
    from actes.catalogue import load_catalogue
    from actes.catalogue.canevas import skeleton
    from actes.generate import template_folders

    acte = load_catalogue(template_folders(modeles)).acte(identifiant)
    click.echo(skeleton(acte, jour or date.today()), nl=False)
