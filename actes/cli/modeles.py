"""`actes modeles controler`: gate 2 on the templates, before any dossier."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from actes.cli import options
from actes.cli.couverture import couverture
from actes.cli.modeles_comparer import comparer
from actes.cli.modeles_git import git, texte


@click.group(short_help="Contrôle les modèles des actes.", subcommand_metavar="COMMANDE…")
def modeles() -> None:
    """Contrôle les modèles des actes."""


@modeles.command(short_help="Prouve que les modèles impriment les mentions de leurs actes.")
@click.argument("cibles", nargs=-1, metavar="[ID|FICHIER.docx…]")
@options.modeles
@options.sortie_format
@click.pass_context
def controler(ctx: click.Context, cibles: tuple[str, ...], modeles: Path | None, forme: str) -> None:
    """Contrôle les actes d’identifiants donnés, des fichiers .docx, ou tout le catalogue.

    Pour un acte\u00a0: acte.yaml, chaque modèle, chaque marque, et l’exemple produit en entier.
    Pour un fichier\u00a0: sa syntaxe et ses fragments.
    """
    from actes.generate import template_folders
    from actes.workshop import check_targets

    constats, statut = check_targets(cibles, template_folders(modeles), date.today())
    if forme == "json":
        options.echo_json({"constats": [constat.as_json() for constat in constats]})
    else:
        options.echo_constats(constats)
        if not statut:
            click.echo("Modèles conformes.", err=True)
    ctx.exit(statut)


modeles.add_command(couverture)
for command in (comparer, texte, git):
    modeles.add_command(command)
