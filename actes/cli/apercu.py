"""`actes apercu`: the act as it will be, at each save of its template."""

from __future__ import annotations

import contextlib
import webbrowser
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from actes.cli import options
from actes.errors import EnvironnementError

_AIDE = {
    "dossier": "Un dossier, ou un répertoire de dossiers, à montrer d’abord.",
    "exemplaire": "L’exemplaire à montrer d’abord.",
    "element": "Le rang de l’élément, pour un acte établi en plusieurs documents.",
    "brouillon": "Montre le brouillon de l’acte\u00a0: ce qui manque y est surligné.",
    "jour": "La date de l’acte\u00a0: la rédaction d’un autre jour.",
    "port": "Le port de la page (sinon, un port libre).",
    "ouvrir": "Ouvre la page dans le navigateur.",
    "pdf": "Écrit l’acte en PDF dans ce fichier, sans page ni navigateur.",
    "png": "Écrit l’acte en images, une par page, dans ce fichier ou ce répertoire.",
    "remplacer": "Avec --pdf ou --png\u00a0: remplace les fichiers déjà là.",
}
_FICHIER = click.Path(dir_okay=False, path_type=Path)


@click.command(short_help="Montre l’acte tel qu’il sera, à chaque enregistrement du modèle.")
@click.argument("cible", required=False, metavar="[ID|FICHIER.docx]")
@click.option("--dossier", "dossiers", multiple=True, type=click.Path(exists=True, path_type=Path), metavar="CHEMIN",
              help=_AIDE["dossier"])  # fmt: skip
@click.option("--exemplaire", metavar="ID", default="", help=_AIDE["exemplaire"])
@click.option("--element", metavar="N", default="", help=_AIDE["element"])
@click.option("--date", "jour", type=options.Jour(), help=_AIDE["jour"])
@click.option("--brouillon", is_flag=True, help=_AIDE["brouillon"])
@options.modeles
@options.reglages
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help=_AIDE["port"])
@click.option("--ouvrir/--sans-ouvrir", default=True, help=_AIDE["ouvrir"])
@click.option("--pdf", type=_FICHIER, metavar="FICHIER", help=_AIDE["pdf"])
@click.option("--png", type=click.Path(path_type=Path), metavar="FICHIER|RÉPERTOIRE", help=_AIDE["png"])
@click.option("--remplacer", is_flag=True, help=_AIDE["remplacer"])
@click.pass_context
def apercu(
    ctx: click.Context,
    cible: str | None,
    dossiers: tuple[Path, ...],
    exemplaire: str,
    element: str,
    jour: date | None,
    brouillon: bool,
    modeles: Path | None,
    reglages: Path | None,
    port: int,
    ouvrir: bool,
    pdf: Path | None,
    png: Path | None,
    remplacer: bool,
) -> None:
    """Montre l’acte d’identifiant ID, ou celui d’un modèle, dans le navigateur, et encore à chaque enregistrement.

    La page n’est servie qu’à cette machine, et s’arrête avec Ctrl-C. Avec --pdf ou --png, l’acte est seulement écrit.
    """
    with _installed():
        from actes.apercu.fichiers import preview
        from actes.apercu.projet import Choix, Projet, open_projet
        from actes.apercu.serveur import serve
    from actes.generate import samples_folder, template_folders

    projet = Projet(
        racines=tuple(template_folders(modeles)),
        aujourdhui=date.today(),
        dossiers=dossiers,
        exemples=samples_folder(),
        reglages=reglages,
    )
    projet = open_projet(projet, cible)
    choix = Choix(date=jour, exemplaire=exemplaire, element=element, brouillon=brouillon)
    if pdf or png:
        written, constats, statut = preview(projet, choix, pdf, png, remplacer)
        options.echo_constats(constats)
        for path in written:
            click.echo(str(path))
        ctx.exit(statut)
    serve(projet, port, lambda address: _ready(f"{address}{choix.as_query()}", ouvrir))


def _ready(address: str, ouvrir: bool) -> None:
    click.echo(address)
    click.echo("L’aperçu est ouvert à cette adresse. Ctrl-C pour l’arrêter.", err=True)
    if ouvrir:
        webbrowser.open(address)


@contextlib.contextmanager
def _installed() -> Iterator[None]:
    """What the preview needs is an extra of the installation."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("actes"):
            raise
        raise EnvironnementError(
            f"l’aperçu a besoin de «\u00a0{error.name}\u00a0», qui n’est pas installé",
            conseil="installez-le par «\u00a0pip install 'actes[apercu]'\u00a0»",
        ) from None
