"""`actes schema`: the JSON Schema of the dossiers, for the editors that complete and check."""

from __future__ import annotations

from pathlib import Path

import click

from actes.cli import options


@click.command(short_help="Écrit le schéma JSON des dossiers, pour les éditeurs.")
@click.argument("identifiants", nargs=-1, metavar="[ID…]")
@options.modeles
def schema(identifiants: tuple[str, ...], modeles: Path | None) -> None:
    """Écrit sur la sortie le schéma JSON des dossiers.

    Sans identifiant, les données propres à tous les actes y figurent\u00a0; sinon, celles des actes ID… seulement.
    """
    from actes.catalogue import load_catalogue
    from actes.dossier import json_schema
    from actes.generate import template_folders

    known = load_catalogue(template_folders(modeles))
    champs = (
        [champ for acte_id in identifiants for champ in known.acte(acte_id).champs] if identifiants else known.champs()
    )
    options.echo_json(json_schema(tuple(champs)))
