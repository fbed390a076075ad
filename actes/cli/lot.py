"""`actes lot`: many dossiers at once, resumable, each accounted for."""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options
from actes.errors import ActesError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.lot.commande import Commande

CORRESPONDANCE = "correspondance"


class Lot(click.Command):
    """A command that has one sub-command, `correspondance`; anything else that follows it is a source or an option."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args[:1] == [CORRESPONDANCE]:
            from actes.cli.lot_correspondance import correspondance

            command: click.Command = correspondance
            return command.make_context(f"{info_name} {CORRESPONDANCE}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(cls=Lot, short_help="Produit les actes de nombreux dossiers, la nuit, sans surveillance.")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="SOURCE…")
@click.option(
    "--sortie", type=click.Path(file_okay=False, path_type=Path), metavar="DOSSIER", help="Où écrire les actes."
)
@options.acte
@click.option("--proposes", is_flag=True, help="Ajoute aux actes demandés ceux que la loi rend dus.")
@options.jour
@click.option(
    "--processus", type=click.IntRange(1, 64), metavar="N", help="Combien de processus à la fois (autant que de cœurs)."
)
@click.option("--pdf", is_flag=True, help="Fait aussi les PDF (PDF/A-2b) et un fichier à imprimer par mode de remise.")
@click.option("--recto-verso", is_flag=True, help="Dans les fichiers à imprimer, chaque acte commence sur une feuille.")
@click.option(
    "--correspondance",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="Pour les exports CSV ou Excel : quelle colonne va dans quel champ.",
)
@click.option(
    "--seulement",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="REJETS.yaml",
    help="Refait les seuls dossiers rejetés d’un lot, une fois corrigés.",
)
@click.option("--brouillon", is_flag=True, help="Produit des brouillons, même si des mentions manquent.")
@click.option("--remplacer", is_flag=True, help="Écrase les documents déjà présents, même modifiés.")
@click.option("--moteur", type=click.Choice(["compile", "reference"]), default="compile", help="Le moteur de rendu.")
@options.modeles
@options.reglages
@options.registre
@options.sortie_format
@click.pass_context
def lot(ctx: click.Context, /, forme: str, **given: Any) -> None:
    """Produit les actes de tous les dossiers SOURCE… : fichiers, répertoires, exports CSV ou Excel.

    Interrompu, même par une coupure de courant, le lot reprend où il en était : relancez la même commande. Le
    répertoire de sortie reçoit les actes, rapport.html (à lire d’abord), les bordereaux et rejets.yaml.

    Pour un export, « actes lot correspondance EXPORT.csv » prépare le fichier de correspondance.
    """
    from actes.cli.lot_affichage import Ecran, conclude
    from actes.cli.lot_signaux import Arret
    from actes.lot.passe import run

    ctx.call_on_close(partial(os.umask, os.umask(0o077)))  # what is made here is for whoever runs it, and alone
    try:
        commande = _again(given) if given["seulement"] else _first(given)
        with Arret() as arret, Ecran(forme) as ecran:
            bilan = run(commande, arret.asked, ecran.show)
    except ActesError as error:
        options.exit_on(error, forme, {"lot": None})
        return
    ctx.exit(conclude(bilan, commande.consigne.sortie, forme, arret.statut))


def _first(given: dict[str, Any]) -> Commande:
    """A lot as its command line says it."""
    if not given["sources"]:
        raise click.UsageError(typographie("Il manque l'argument « SOURCE… » : des dossiers, ou un répertoire."))
    if given["sortie"] is None:
        raise click.UsageError(typographie("Il manque l'option « --sortie » : où écrire les actes."))
    return _commande(given, given["sources"], given["sortie"])


def _again(given: dict[str, Any]) -> Commande:
    """The refused dossiers of a lot: with its options, save those that the command line gives."""
    from actes.lot.commande import recall
    from actes.lot.rejets import read_rejets
    from actes.rendu.garde import read_file

    path = given["seulement"]
    if given["sources"]:
        raise click.UsageError(typographie("--seulement refait les dossiers d'un lot : ne donnez pas de SOURCE."))
    rejets = read_rejets(read_file(path), str(path))
    sortie = given["sortie"] or Path(rejets.lot)
    former = recall(sortie)
    kept = {
        **{name: Path(former[name]) for name in ("reglages", "modeles", "correspondance", "registre") if former[name]},
        **{name: former[name] for name in ("proposes", "brouillon", "pdf", "recto_verso")},
        "actes": tuple(former["actes"]),
        "jour": date.fromisoformat(former["date"]) if former["date"] else None,
    }
    given = {**given, **{name: value for name, value in kept.items() if not given.get(name)}}
    return _commande(given, (), sortie, tuple((rejet.fichier, rejet.place) for rejet in rejets.rejets))


def _commande(
    given: dict[str, Any], sources: tuple[Path, ...], sortie: Path, seulement: tuple[tuple[str, int], ...] | None = None
) -> Commande:
    from actes.generate import Demande, open_reglages, template_folders
    from actes.lot.commande import Commande
    from actes.lot.faits import Consigne

    demande = Demande(
        aujourdhui=date.today(), actes=given["actes"], jour=given["jour"], brouillon=given["brouillon"],
        remplacer=given["remplacer"], moteur=given["moteur"],
    )  # fmt: skip
    consigne = Consigne(
        racines=tuple(template_folders(given["modeles"])), modeles=given["modeles"], reglages=given["reglages"],
        correspondance=given["correspondance"], demande=demande, proposes=given["proposes"],
        sortie=Path(os.path.abspath(sortie)), attente=Path(), cle="",
    )  # fmt: skip
    return Commande(
        consigne=consigne, sources=sources, seulement=seulement,
        registre=options.registre_path(given["registre"], open_reglages(given["reglages"])),
        qui=options.qui(),
        processus=given["processus"] or len(os.sched_getaffinity(0)),
        pdf=given["pdf"], recto_verso=given["recto_verso"],
    )  # fmt: skip
