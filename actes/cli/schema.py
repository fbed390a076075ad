"""`actes schema`: the JSON Schema of the dossiers, for the editors that complete and check."""

from __future__ import annotations

from pathlib import Path

import click

from actes.cli import options


@click.command(short_help="Écrit le schéma JSON des dossiers, pour les éditeurs.")
@click.argument("identifiants", nargs=-1, metavar="[ID…]")
@click.option("--markdown", is_flag=True, help="Écrit plutôt la documentation des champs, en Markdown.")
@options.modeles
def schema(identifiants: tuple[str, ...], markdown: bool, modeles: Path | None) -> None:
    """Écrit sur la sortie le schéma JSON des dossiers.

    Sans identifiant, les données propres à tous les actes y figurent\u00a0; sinon, celles des actes ID… seulement.
    """
    from actes.catalogue import load_catalogue
    from actes.catalogue.reference import reference
    from actes.dossier import champ_racine, json_schema
    from actes.generate import template_folders

    known = load_catalogue(template_folders(modeles))
    identifiants = tuple(dict.fromkeys(identifiants))
    champs = (
        [champ for acte_id in identifiants for champ in known.acte(acte_id).champs] if identifiants else known.champs()
    )
    if markdown:
        chosen = [known.acte(acte_id) for acte_id in identifiants or known.ids]
        click.echo(reference(champ_racine(tuple(champs)), chosen), nl=False)
        return
    options.echo_json(json_schema(tuple(champs)))
