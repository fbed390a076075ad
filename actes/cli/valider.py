"""`actes valider`: gate 1 alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from actes.cli import options
from actes.errors import ActesError


@click.command(short_help="Vérifie les dossiers sans rien produire.")
@options.sources
@options.acte
@options.jour
@options.modeles
@options.reglages
@options.sortie_format
@click.pass_context
def valider(
    ctx: click.Context,
    dossiers: tuple[Path, ...],
    actes: tuple[str, ...],
    jour: date | None,
    modeles: Path | None,
    reglages: Path | None,
    forme: str,
) -> None:
    """Vérifie les dossiers DOSSIER… pour les actes qu’ils demandent, sans rien produire."""
    from actes.generate import Atelier, Demande, open_reglages, template_folders, validate

    demande = Demande(aujourdhui=date.today(), actes=actes, jour=jour)
    try:
        atelier = Atelier(template_folders(modeles), open_reglages(reglages))
        resultat = validate(dossiers, atelier, demande)
    except ActesError as error:
        options.exit_on(error, forme, {})
        return
    if forme == "json":
        options.echo_json({"constats": [constat.as_json() for constat in resultat.constats]})
    else:
        options.echo_constats(resultat.constats)
        if resultat.statut == 0:
            click.echo("Rien ne s’oppose à la production des actes demandés.", err=True)
    ctx.exit(resultat.statut)
