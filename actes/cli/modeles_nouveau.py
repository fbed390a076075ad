"""`actes modeles nouveau`, `actes modeles trousse`: the folder of a new act, and the kit to copy from."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options
from actes.errors import LectureError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.auteur import Projet

_ASKED = {  # option → the question put on a terminal
    "titre": "Titre de l'acte",
    "famille": "Famille (convocations, notifications, ordres, releves, sanctions)",
    "base": "Base légale, articles séparés par des virgules (par exemple CPP D48-2)",
    "du": "Premier jour où la loi le prévoit (AAAA-MM-JJ)",
    "emetteur": "Autorité qui l'émet",
}


@click.command(short_help="Crée le dossier d’un nouvel acte, qui passe déjà le contrôle.")
@click.argument("identifiant", metavar="ID")
@click.option("--titre", metavar="TEXTE", help="Le titre de l’acte.")
@click.option("--famille", metavar="NOM", help="Sa famille\u00a0: convocations, notifications, ordres…")
@click.option("--base", multiple=True, metavar="ARTICLE", help="Un article de sa base légale (à répéter).")
@click.option("--du", type=options.Jour(), help="Le premier jour où la loi le prévoit.")
@click.option("--emetteur", metavar="TEXTE", help="L’autorité qui l’émet.")
@click.option("--mention", "mentions", multiple=True, metavar="ID", help="Une mention commune (à répéter).")
@click.option("--depuis", metavar="ACTE", help="L’acte du catalogue dont partir, modèle et cas compris.")
@click.option(
    "--modeles",
    envvar="ACTES_MODELES",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DOSSIER",
    help="Votre dossier de modèles, superposé à ceux du programme\u00a0; créé s’il n’existe pas.",
)
def nouveau(identifiant: str, modeles: Path | None, depuis: str | None, **donnees: Any) -> None:
    """Crée le dossier de l’acte ID\u00a0: acte.yaml expliqué, modèle, exemple, cas et trousse de l’auteur.

    Dans le dossier de --modeles s’il est donné, sinon dans les modèles du programme. Rien n’est jamais remplacé\u00a0;
    l’acte est essayé avant d’être mis à sa place. Ce qui n’est pas donné en option est demandé sur le terminal.

    Avec --depuis, tout vient d’un autre acte\u00a0: seuls changent l’identifiant et ce que disent --titre et --famille.
    Sans --mention, l’acte porte les mentions de presque tous\u00a0: identité, décision, peines, service, signataire.
    """
    from actes.auteur import check_id, create
    from actes.generate import template_folders

    racines = template_folders(modeles if modeles and modeles.is_dir() else None)
    cible = modeles or _checkout(racines[0])
    check_id(identifiant, racines, cible, depuis)
    projet = _copy_of(identifiant, depuis, racines, donnees) if depuis else _project(identifiant, donnees)
    folder = create(projet, racines, cible, date.today(), depuis)
    for line in _told(folder, modeles):
        click.echo(typographie(line))


def _checkout(installed: Path) -> Path:
    """The templates of a copy of the repository; those of an installed program are not to be written in."""
    if installed.name == "templates":
        return installed
    raise LectureError(
        typographie("où créer l'acte ?"), conseil=typographie("donnez un dossier à vous : --modeles mes-modeles")
    )


def _copy_of(identifiant: str, depuis: str, racines: list[Path], donnees: dict[str, Any]) -> Projet:
    from actes.auteur import Projet
    from actes.catalogue import load_catalogue

    source = load_catalogue(racines).acte(depuis)
    titre, famille = donnees["titre"] or source.titre, donnees["famille"] or source.famille
    return Projet(identifiant, titre, famille, (), date.min, "")


def _project(identifiant: str, donnees: dict[str, Any]) -> Projet:
    """What the options say, the rest asked for. Raises click.UsageError when nobody can be asked."""
    from actes.auteur import USUAL, Projet

    missing = [name for name in _ASKED if not donnees[name]]
    if missing and not sys.stdin.isatty():
        names = ", ".join(f"--{name}" for name in missing)
        raise click.UsageError(typographie(f"il manque {names} (ou --depuis, pour partir d'un autre acte)."))
    for name in missing:
        donnees[name] = click.prompt(typographie(_ASKED[name]), value_proc=_read(name), prompt_suffix="\u00a0: ")
    return Projet(
        id=identifiant,
        titre=donnees["titre"],
        famille=donnees["famille"],
        base=tuple(donnees["base"]),
        du=donnees["du"],
        emetteur=donnees["emetteur"],
        mentions=tuple(donnees["mentions"]) or USUAL,
    )


def _read(name: str) -> Callable[[str], Any]:
    """How an answer is read: as the option would be."""

    def read(text: str) -> Any:
        text = text.strip()
        if not text:
            raise click.UsageError(typographie("une réponse est nécessaire."))
        if name == "du":
            return options.Jour().convert(text, None, None)
        return [article.strip() for article in text.split(",")] if name == "base" else text

    return read


def _told(folder: Path, modeles: Path | None) -> list[str]:
    option = f" --modeles {modeles}" if modeles else ""
    return [
        f"L'acte « {folder.name} » est créé et passe le contrôle : {folder}",
        "  acte.yaml     ce que la loi veut qu'il porte",
        "  modele.docx   son modèle, à écrire dans Word ou LibreOffice",
        "  exemple.yaml  un dossier fictif complet",
        "  cas.yaml      ses cas juridiques",
        "  trousse.docx  les balises à copier",
        f"Ensuite : actes apercu {folder.name}{option}",
    ]


@click.command(short_help="Écrit la trousse de l’auteur\u00a0: champs, filtres, marques et fragments à copier.")
@click.argument("fichier", type=click.Path(path_type=Path), default=Path("trousse.docx"), metavar="[FICHIER.docx]")
@click.option("--acte", metavar="ID", help="Seulement les champs et les mentions de cet acte.")
@options.modeles
def trousse(fichier: Path, acte: str | None, modeles: Path | None) -> None:
    """Écrit un document Word d’où copier les balises\u00a0: chaque champ avec son sens, sa forme et un exemple.

    Puis les filtres et ce qu’ils écrivent, les marques des mentions (avec --acte), les fragments tels qu’ils
    s’impriment. Un fichier qui existe n’est pas remplacé.
    """
    from actes.auteur import Trousse, write_kit
    from actes.generate import template_folders

    write_kit(Trousse(acte=acte), template_folders(modeles), fichier, date.today())
    click.echo(typographie(f"Trousse écrite : {fichier}"))
