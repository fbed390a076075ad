"""`actes modeles controler`: gate 2 on the templates, before any dossier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actes.cli import options
from actes.cli.couverture import couverture
from actes.cli.modeles_annoter import annoter, split_target, write_annotations
from actes.cli.modeles_comparer import comparer
from actes.cli.modeles_expliquer import expliquer
from actes.cli.modeles_git import git, texte
from actes.cli.modeles_nouveau import nouveau, trousse

if TYPE_CHECKING:
    from actes.errors import Constat


@click.group(short_help="Crée, contrôle, compare et explique les modèles des actes.", subcommand_metavar="COMMANDE…")
def modeles() -> None:
    """L’atelier de l’auteur\u00a0: crée, contrôle, compare et explique les modèles des actes.

    Pour commencer\u00a0: «\u00a0nouveau\u00a0» donne le dossier d’un acte, «\u00a0trousse\u00a0» les balises à
    copier. Puis, à chaque changement\u00a0: «\u00a0controler\u00a0», «\u00a0comparer\u00a0»,
    «\u00a0couverture\u00a0». La commande «\u00a0actes apercu\u00a0» montre l’acte pendant qu’on l’écrit.
    """


@modeles.command(short_help="Prouve que les modèles impriment les mentions de leurs actes.")
@click.argument("cibles", nargs=-1, metavar="[ID|FICHIER.docx…]")
@annoter
@click.option(
    "--pages",
    "mises_en_page",
    is_flag=True,
    help="Donne la page de chaque constat\u00a0: LibreOffice met le modèle en pages quand Word ne les a pas notées.",
)
@options.modeles
@options.sortie_format
@click.pass_context
def controler(
    ctx: click.Context,
    cibles: tuple[str, ...],
    dossier_annote: str | None,
    mises_en_page: bool,
    modeles: Path | None,
    forme: str,
) -> None:
    """Contrôle les actes d’identifiants donnés, des fichiers .docx, ou tout le catalogue.

    Pour un acte\u00a0: acte.yaml, chaque modèle, chaque marque, chaque fragment appelé, et l’exemple produit.
    Pour un fichier\u00a0: ses balises, ses noms, ses conditions et ses fragments. Chaque constat dit la partie,
    la page, le paragraphe, la cellule et l’extrait.
    """
    from actes.generate import template_folders
    from actes.workshop import check_targets, pages_by_libreoffice

    racines = template_folders(modeles)
    copies, cibles = split_target(dossier_annote, cibles, racines)
    pages = pages_by_libreoffice if mises_en_page else None
    constats, statut = check_targets(cibles, racines, date.today(), pages)
    if forme == "json":
        options.echo_json({"constats": [constat.as_json() for constat in constats]})
    else:
        options.echo_constats(constats, codes=True)
        click.echo(_verdict(constats, statut), err=True)
    if copies is not None:
        write_annotations(constats, copies)
    ctx.exit(statut)


def _verdict(constats: Sequence[Constat], statut: int) -> str:
    """The last line: whether anything blocks, and where a code is explained."""
    if not constats:
        return "Modèles conformes."
    many = f"{len(constats)} constats" if len(constats) > 1 else "1 constat"
    blocks = "à corriger" if statut else "aucun n’est bloquant"
    return f"\n{many}, {blocks}. «\u00a0actes modeles expliquer CODE\u00a0» dit ce qu’un code veut dire."


modeles.add_command(couverture)
for command in (comparer, expliquer, texte, git, nouveau, trousse):
    modeles.add_command(command)
