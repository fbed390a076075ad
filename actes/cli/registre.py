"""`actes registre`: what was issued, by whom, when, what became of it; and whether the register is whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options
from actes.cli.registre_noter import annuler, noter
from actes.cli.registre_peines import peines
from actes.cli.registre_vues import echo_csv, echo_lines, show_check, show_life, show_row
from actes.errors import ActesError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.dossier import Reglages
    from actes.registre import LigneVue, Registre

_ETATS = ("produit", "signe", "remis", "envoye", "recu", "retourne", "annule")


@click.group(
    short_help="Dit ce qui a été produit, ce que c’est devenu, et si le registre est entier.",
    subcommand_metavar="COMMANDE…",
)
def registre() -> None:
    """Tient le registre des actes produits\u00a0: un numéro, une ligne, et ce que chaque acte est devenu.

    Les lignes sont enchaînées\u00a0: aucune ne change, ne disparaît ni ne s’ajoute sans que « controler » le voie.
    """


@registre.command(short_help="Vérifie que rien n’a été altéré, et nomme la première ligne rompue.")
@click.option(
    "--tete",
    metavar="EMPREINTE",
    help="Un sceau noté ailleurs (fin d’un rapport, d’un contrôle)\u00a0: dit s’il est toujours là.",
)
@options.registre
@options.reglages
@options.sortie_format
@click.pass_context
def controler(ctx: click.Context, tete: str | None, registre: Path | None, reglages: Path | None, forme: str) -> None:
    """Relit toutes les lignes, les numéros et le fichier\u00a0; sort avec le statut 1 si quelque chose est rompu.

    Les numéros réservés et jamais imprimés sont dits, avec ce qu’il faut en faire\u00a0: ce n’est pas une rupture.
    """
    from actes.registre.fichier import check_file

    path = Path()
    try:
        path = options.registre_path(registre, _reglages(reglages), creer=False)
        found = check_file(path, tete)
    except ActesError as error:
        options.exit_on(error, forme, {"registre": str(path), "entier": None})
        return
    show_check(found, path, forme)
    ctx.exit(1 if found.rupture else 0)


@registre.command(short_help="Écrit tout le registre, en CSV ou en JSON.")
@options.registre
@options.reglages
@click.option(
    "--format", "forme", type=click.Choice(["csv", "json"]), default="csv", help="La forme de ce qui est écrit."
)
def exporter(registre: Path | None, reglages: Path | None, forme: str) -> None:
    """Écrit une ligne par document produit\u00a0: son numéro, ses empreintes, ce qui a été noté, qui, quand.

    Le CSV (points-virgules, UTF-8) s’ouvre dans un tableur\u00a0; le JSON est « {"lignes"\u00a0: […]} ».
    """
    try:
        opened = options.open_registre(registre, _reglages(reglages), lecture=True)
        (echo_csv if forme == "csv" else echo_lines)(opened.exporter())
    except ActesError as error:
        options.exit_on(error, "texte", {})


@registre.command(short_help="Cherche des documents dans le registre.")
@click.argument("mots", nargs=-1, metavar="[NUMÉRO]")
@click.option("--dossier", metavar="RÉFÉRENCE", help="Ceux de ce dossier.")
@click.option("--acte", metavar="ID", help="Ceux de cet acte.")
@click.option("--juridiction", metavar="NOM", help="Ceux de cette juridiction.")
@click.option("--du", type=options.Jour(), help="Les actes datés de ce jour ou d’après.")
@click.option("--au", type=options.Jour(), help="Les actes datés de ce jour ou d’avant.")
@click.option("--etat", type=click.Choice(_ETATS), help="Ceux qui en sont là.")
@click.option("--brouillons/--sans-brouillons", default=None, help="Les brouillons seulement, ou sans eux.")
@click.option("--empreinte", metavar="SHA-256", help="Celui de cette empreinte, ou qui commence ainsi.")
@click.option(
    "--document",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FICHIER.docx",
    help="Celui de ce fichier, s’il n’a pas été modifié.",
)
@options.registre
@options.reglages
@options.sortie_format
def chercher(
    mots: tuple[str, ...],
    registre: Path | None,
    reglages: Path | None,
    forme: str,
    **criteres: Any,
) -> None:
    """Montre les documents qui répondent à tous les critères\u00a0; avec un NUMÉRO, sa vie entière."""
    numero = " ".join(mots) or None
    try:
        opened = options.open_registre(registre, _reglages(reglages), lecture=True)
        found = _found(opened, numero, criteres)
        if forme == "json":
            from actes.registre.export import exported

            echo_lines(map(exported, found))
        elif not _show(found, whole=numero is not None):
            click.echo("Aucun document ne répond.", err=True)
    except ActesError as error:
        options.exit_on(error, forme, {"lignes": []})


def _found(opened: Registre, numero: str | None, criteres: dict[str, Any]) -> Iterable[LigneVue]:
    document, drafts = criteres.pop("document"), criteres.pop("brouillons")
    wanted = criteres | {"brouillon": drafts, "juridiction": options.court(criteres["juridiction"])}
    if document is not None:
        import hashlib

        wanted["empreinte"] = hashlib.sha256(document.read_bytes()).hexdigest()
    if numero is None:
        return opened.chercher(**wanted)
    asked = opened.trouve(numero, wanted["juridiction"])
    line = opened.document(asked)
    same = opened.chercher(**wanted | {"empreinte": wanted["empreinte"] or line.empreinte_document})
    return [seen for seen in same if seen.numero == asked]


def _show(found: Iterable[LigneVue], *, whole: bool) -> int:
    shown = 0
    for seen in found:
        show_row(seen)
        if whole:
            show_life(seen)
        shown += 1
    return shown


@registre.command(short_help="Fait une copie entière et contrôlée du registre.")
@click.argument("copie", type=click.Path(path_type=Path), metavar="COPIE.sqlite")
@options.registre
@options.reglages
def sauvegarder(copie: Path, registre: Path | None, reglages: Path | None) -> None:
    """Copie le registre dans un fichier nouveau, même pendant qu’un lot s’en sert, et contrôle la copie.

    Copier le fichier soi-même ne suffit pas\u00a0: ce qui vient d’être écrit est dans un fichier voisin (« -wal »).
    """
    from actes.registre.fichier import back_up, constat_of

    try:
        path = options.registre_path(registre, _reglages(reglages), creer=False)
        found = back_up(path, copie)
    except ActesError as error:
        options.exit_on(error, "texte", {})
        return
    if found.rupture:
        options.echo_constats([constat_of(found.rupture, copie)])
        click.get_current_context().exit(1)
    rank, seal = found.tete
    click.echo(typographie(f"{copie} : copie faite et contrôlée. Sceau : {rank}:{seal}"))


def _reglages(path: Path | None) -> Reglages | None:
    """The court's settings, when there are any: they may say where the register is."""
    if path is None:
        return None
    from actes.generate import open_reglages

    return open_reglages(path)


for command in (noter, annuler, peines):
    registre.add_command(command)
