"""`actes lot correspondance`: a first mapping of an export, to be completed."""

from __future__ import annotations

from pathlib import Path

import click

from actes.cli import options
from actes.errors import ActesError


@click.command(short_help="Ébauche la correspondance entre un export et les champs des dossiers.")
@click.argument("export", type=click.Path(dir_okay=False, path_type=Path), metavar="EXPORT")
@click.option(
    "--vers",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FICHIER.yaml",
    help="Le fichier à écrire, au lieu de la sortie.",
)
@click.option("--feuille", default="", metavar="NOM", help="La feuille à lire, si le classeur en a plusieurs.")
@options.modeles
@options.sortie_format
def correspondance(export: Path, vers: Path | None, feuille: str, modeles: Path | None, forme: str) -> None:
    """Ébauche la correspondance entre les colonnes d’EXPORT (CSV ou XLSX) et les champs des dossiers.

    Les titres et les deux cents premières lignes donnent ce qui est sûr, avec la forme des dates et des montants\u00a0;
    le reste est à compléter\u00a0: chaque colonne non placée est dite, avec les champs les plus proches.
    """
    from actes.catalogue import load_catalogue
    from actes.generate import template_folders
    from actes.tableaux.ebauche import draft

    try:
        ebauche = draft(export, load_catalogue(template_folders(modeles)).champs(), feuille)
        if vers is not None:
            _write(vers, ebauche.texte)
    except ActesError as error:
        options.exit_on(error, forme, {})
        return
    if forme == "json":
        columns = [
            {"numero": one.numero, "titre": one.titre, "champ": one.chemin or None, "proches": list(one.proches)}
            for one in ebauche.colonnes
        ]
        constats = [constat.as_json() for constat in ebauche.constats]
        options.echo_json({"correspondance": ebauche.texte, "colonnes": columns, "constats": constats})
        return
    if vers is None:
        click.echo(ebauche.texte, nl=False)
    options.echo_constats(ebauche.constats)
    placed = sum(bool(one.chemin) for one in ebauche.colonnes)
    click.echo(f"{placed} colonnes placées sur {len(ebauche.colonnes)}.", err=True)


def _write(path: Path, texte: str) -> None:
    """The draft in a file, whole; never over another one, that somebody has completed."""
    from actes.deliver import Fichier, write_whole
    from actes.errors import DossierRefused
    from actes.place import Place

    place = Place(str(path))
    try:
        write_whole(path.parent, [Fichier(path.name, texte.encode(), None, place)])
    except FileExistsError:
        conseil = "il a peut-être été complété\u00a0: donnez un autre nom"
        raise DossierRefused("ce fichier existe déjà et son contenu est différent", place, conseil=conseil) from None
