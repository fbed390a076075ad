"""`actes generer`: from the dossiers to the documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options
from actes.errors import ActesError

if TYPE_CHECKING:
    from actes.generate import Ecrit


@click.command(short_help="Produit les actes que demandent les dossiers.")
@options.sources
@options.acte
@click.option(
    "--sortie",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DOSSIER",
    help="Où écrire les actes.",
)
@options.jour
@click.option(
    "--brouillon", is_flag=True, help="Produit même si des mentions manquent\u00a0: des blancs surlignés les nomment."
)
@click.option("--remplacer", is_flag=True, help="Écrase les documents déjà présents, même modifiés.")
@click.option(
    "--moteur",
    type=click.Choice(["compile", "reference"]),
    default="compile",
    help="Le moteur de rendu (reference\u00a0: docxtpl).",
)
@options.langue
@options.modeles
@options.reglages
@options.registre
@options.sortie_format
@click.pass_context
def generer(
    ctx: click.Context,
    dossiers: tuple[Path, ...],
    actes: tuple[str, ...],
    sortie: Path,
    jour: date | None,
    brouillon: bool,
    remplacer: bool,
    moteur: str,
    langue: str | None,
    modeles: Path | None,
    reglages: Path | None,
    registre: Path | None,
    forme: str,
) -> None:
    """Produit les actes que demandent les dossiers DOSSIER….

    Chaque mention que la loi exige à la date de l’acte est vérifiée. S’il en manque une, rien n’est écrit pour cet
    acte et le message dit laquelle, où, et par quel article. Chaque document est inscrit au registre, qui le numérote.
    """
    from actes.generate import Atelier, Demande, generate, open_reglages, template_folders

    demande = Demande(
        aujourdhui=date.today(),
        actes=actes,
        jour=jour,
        brouillon=brouillon,
        remplacer=remplacer,
        moteur=moteur,
        langue=langue,
    )
    try:
        atelier = Atelier(template_folders(modeles), open_reglages(reglages))
        greffe = options.open_greffe(registre, atelier.reglages)
        resultat = generate(dossiers, sortie, atelier, demande, greffe)
    except ActesError as error:
        options.exit_on(error, forme, {"documents": []})
        return
    if forme == "json":
        documents = [_as_json(ecrit) for ecrit in resultat.ecrits]
        options.echo_json({"documents": documents, "constats": [constat.as_json() for constat in resultat.constats]})
    else:
        for ecrit in resultat.ecrits:
            click.echo(f"{ecrit.chemin}  {ecrit.numero}")
        options.echo_constats(resultat.constats)
        count = len(resultat.ecrits)
        click.echo(f"{count} document{'s' if count > 1 else ''} écrit{'s' if count > 1 else ''}.", err=True)
    ctx.exit(resultat.statut)


def _as_json(ecrit: Ecrit) -> dict[str, Any]:
    """A document written. Source: conception §6."""
    document = ecrit.document
    return {
        "acte": document.acte,
        "dossier": document.dossier,
        "exemplaire": document.exemplaire,
        **_language(ecrit),
        "chemin": str(ecrit.chemin),
        "numero": str(ecrit.numero),
        "sha256": document.sha256,
        "mentions": [{"id": m.id, "chemins": list(m.chemins)} for m in document.mentions],
    }


def _language(ecrit: Ecrit) -> dict[str, str]:
    """The language of a document, and the second one beneath it if it has one."""
    langue = ecrit.document.langue
    if langue is None:
        return {"langue": "fr"}
    return {"langue": "fr", "seconde_langue": langue.code} if langue.seconde else {"langue": langue.code}
