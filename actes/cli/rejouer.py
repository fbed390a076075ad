"""`actes rejouer`: an act made again from the register, and what has changed since if it is no longer the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from actes.cli import options
from actes.errors import ActesError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.rejouer import Rejeu

SHORT = 12  # hexadecimal digits of a fingerprint that a person compares


@click.command(short_help="Refait un acte du registre et dit s’il est identique, ou ce qui a changé.")
@click.argument("designation", nargs=-1, required=True, metavar="DOCUMENT|NUMÉRO")
@click.option(
    "--dossier",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="Le dossier de l’acte, s’il n’est plus là où il était.",
)
@click.option(
    "--correspondance",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="La correspondance de l’export d’où vient l’acte, si elle n’est plus là où elle était.",
)
@options.registre
@click.option("--juridiction", metavar="NOM", help="La juridiction du numéro, si plusieurs l’ont donné.")
@click.option(
    "--sortie",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DOSSIER",
    help="Où écrire l’acte refait, pour le comparer.",
)
@options.modeles
@options.reglages
@options.sortie_format
@click.pass_context
def rejouer(
    ctx: click.Context,
    designation: tuple[str, ...],
    dossier: Path | None,
    correspondance: Path | None,
    registre: Path | None,
    juridiction: str | None,
    sortie: Path | None,
    modeles: Path | None,
    reglages: Path | None,
    forme: str,
) -> None:
    """Refait un acte à partir de ce que le registre en a noté\u00a0: « actes rejouer 2026/00042 ».

    Identique (code 0), ou ce qui a changé depuis (code 1)\u00a0: le dossier, le modèle, le droit ou le programme. Un
    document modifié depuis sa production est reconnu. Rien n’est inscrit au registre.
    """
    from actes.generate import open_reglages
    from actes.origine import Reprise
    from actes.rejouer import designate, replay

    try:
        opened = options.open_registre(registre, open_reglages(reglages), lecture=True)
        meant = designate(" ".join(designation), opened, options.court(juridiction))
        given = _asked(ctx, reglages=reglages, modeles=modeles)
        rejeu = replay(meant, Reprise(dossier=dossier, correspondance=correspondance, **given))
        path = _write(rejeu, sortie) if sortie else None
    except ActesError as error:
        options.exit_on(error, forme, {})
        return
    if forme == "json":
        shown = as_json(rejeu) | {"chemin": str(path) if path else None}
        options.echo_json(shown | {"constats": [constat.as_json() for constat in rejeu.constats]})
    else:
        _show(rejeu, path)
        options.echo_constats(rejeu.constats)
    ctx.exit(int(not rejeu.identique or meant.lu is not None))


def _asked(ctx: click.Context, **given: Path | None) -> dict[str, Path | None]:
    """What the command line itself gives: what a variable of the environment gives was noted by the register."""
    return {
        name: path if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE else None
        for name, path in given.items()
    }


def _write(rejeu: Rejeu, sortie: Path) -> Path | None:
    """Write the document made again. Raises EnvironnementError, LectureError if another file is there."""
    from actes.deliver import Fichier, check_targets, write_whole
    from actes.errors import DossierRefused
    from actes.place import Place

    document = rejeu.document
    if document is None:
        return None
    fichier = Fichier(document.nom, document.contenu, document.acte, Place(str(sortie)))
    if conflicts := check_targets([fichier], sortie, (), remplacer=False):
        raise DossierRefused(constats=conflicts)
    return write_whole(sortie, [fichier])[0]


def as_json(rejeu: Rejeu) -> dict[str, Any]:
    """The stable form of what was found."""
    designation, ligne = rejeu.designation, rejeu.designation.ligne
    return {
        "numero": str(designation.vue.numero),
        "juridiction": ligne.juridiction,
        "acte": ligne.acte,
        "dossier": ligne.dossier,
        "exemplaire": ligne.exemplaire,
        "annule": designation.vue.motif or None,
        "modifie": designation.lu is not None,
        "mentions_touchees": designation.touchees,
        "identique": rejeu.identique,
        "sha256": {"avant": ligne.empreinte_document, "apres": rejeu.document.sha256 if rejeu.document else None},
        "changements": [{"quoi": c.quoi, "avant": c.avant, "apres": c.apres or None} for c in rejeu.changements],
    }


def _show(rejeu: Rejeu, path: Path | None) -> None:
    from actes.catalogue import jour_en_lettres

    designation, ligne = rejeu.designation, rejeu.designation.ligne
    court = f" ({ligne.juridiction})" if ligne.juridiction else ""
    which = ", ".join(part for part in (ligne.acte, ligne.exemplaire, ligne.element) if part)
    jour = jour_en_lettres(date.fromisoformat(ligne.date_acte))
    _say(f"{designation.vue.numero}{court} : {which}, dossier {ligne.dossier}, du {jour}")
    if designation.vue.annulation is not None:
        _say(f"  annulé : {designation.vue.motif}")
    if designation.lu is not None:
        touched = (
            f"mentions touchées : {', '.join(designation.touchees)}" if designation.touchees else "mentions intactes"
        )
        _say(f"  ce fichier a été modifié depuis sa production ({touched})")
    _say(f"  {_verdict(rejeu)}")
    for change in rejeu.changements:
        effect = f" — {change.conseil}" if not rejeu.identique else ""
        _say(f"    {change.libelle} : {_short(change.avant)} → {_short(change.apres) or 'néant'}{effect}")
    if path is not None:
        click.echo(path)


def _verdict(rejeu: Rejeu) -> str:
    if rejeu.document is None:
        return "il ne peut plus être refait ; ce qui a changé :" if rejeu.changements else "il ne peut plus être refait"
    if rejeu.identique:
        since = " ; ont changé depuis, sans effet sur lui :" if rejeu.changements else ""
        return f"identique : refait, il est le même octet pour octet{since}"
    before, after = _short(rejeu.designation.ligne.empreinte_document), _short(rejeu.document.sha256)
    return f"différent : {before} → {after}" + (" ; ce qui a changé :" if rejeu.changements else "")


def _short(fingerprint: str) -> str:
    """Enough of a fingerprint; the version of the program whole."""
    return fingerprint if " " in fingerprint else fingerprint[:SHORT]


def _say(text: str) -> None:
    click.echo(typographie(text))
