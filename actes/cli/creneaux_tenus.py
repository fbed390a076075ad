"""`actes creneaux tenus` and `rendre`: the slots that cases hold in the register, and those they let go."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actes.cli import options
from actes.errors import ActesError, LectureError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.registre import CreneauTenu

QUI = {"jap": "le juge", "spip": "le SPIP", "procureur": "le procureur", "stage": "le service du stage"}


@click.command(short_help="Dit quels dossiers tiennent quels créneaux.")
@click.option("--du", type=options.Jour(), help="Le premier jour (aujourd’hui).")
@click.option("--au", type=options.Jour(), help="Le dernier.")
@click.option("--pour", type=click.Choice(list(QUI)), help="Les créneaux de ce service seulement.")
@options.registre
@options.reglages
@options.sortie_format
def tenus(
    du: date | None, au: date | None, pour: str | None, registre: Path | None, reglages: Path | None, forme: str
) -> None:
    """Dit, jour par jour et d’après le registre, quel dossier tient quel créneau."""
    from actes.generate import open_reglages

    try:
        opened = options.open_registre(registre, open_reglages(reglages), lecture=True)
        held = [tenu for tenu in opened.creneaux(du or date.today(), au) if pour in (None, tenu.rendez_vous)]
    except ActesError as error:
        options.exit_on(error, forme, {"creneaux": []})
        return
    _show(held, forme)
    if not held and forme == "texte":
        _say("Aucun créneau n’est tenu ces jours-là.")


@click.command(short_help="Rend le créneau que tient un dossier.")
@click.argument("reference", metavar="RÉFÉRENCE")
@click.option("--pour", type=click.Choice(list(QUI)), help="Ce rendez-vous seulement (tous).")
@click.option("--juridiction", metavar="NOM", help="La juridiction du dossier, si plusieurs en ont un de ce nom.")
@options.registre
@options.reglages
@options.sortie_format
def rendre(
    reference: str, pour: str | None, juridiction: str | None, registre: Path | None, reglages: Path | None, forme: str
) -> None:
    """Rend les créneaux que le registre tient pour le dossier RÉFÉRENCE\u00a0: ils peuvent être donnés à d’autres.

    Ceux d’aujourd’hui et d’après\u00a0; à défaut, les derniers. Ôtez vous-même le rendez-vous du dossier, s’il le
    porte.
    """
    from actes.generate import open_reglages

    try:
        settings = open_reglages(reglages)
        options.open_registre(registre, settings, lecture=True)  # one that does not exist is not made for this
        greffe = options.open_greffe(registre, settings)
        held = _held(greffe.registre.creneaux(), reference, pour, juridiction)
        freed = greffe.registre.rend_creneaux(held, qui=greffe.qui, quand=greffe.quand)
    except ActesError as error:
        options.exit_on(error, forme, {"creneaux": []})
        return
    _show(freed, forme)
    if forme == "texte":
        _say("Rendu : si le dossier porte encore ce rendez-vous, ôtez-le.")


def _held(held: list[CreneauTenu], reference: str, pour: str | None, juridiction: str | None) -> list[CreneauTenu]:
    """The slots to give back. Raises LectureError: none, or those of several courts."""
    court = options.court(juridiction)
    found = [tenu for tenu in held if tenu.dossier == reference and pour in (None, tenu.rendez_vous)]
    found = [tenu for tenu in found if court in (None, tenu.juridiction)]
    if not found:
        raise LectureError(
            typographie(f"le dossier « {reference} » ne tient aucun créneau{' de ce service' if pour else ''}"),
            conseil=typographie("vérifiez sa référence : « actes creneaux tenus » les dit toutes"),
        )
    courts = sorted({tenu.juridiction for tenu in found})
    if len(courts) > 1:
        from actes.registre.consultation import which_court

        names, advice = which_court(courts)
        raise LectureError(
            typographie(f"plusieurs juridictions ont un dossier « {reference} » : {names}"),
            conseil=typographie(advice),
        )
    today = date.today().isoformat()
    latest = {tenu.rendez_vous: tenu for tenu in found}  # they come in the order of their days
    return [tenu for tenu in found if tenu.le >= today] or list(latest.values())


def _show(held: list[CreneauTenu], forme: str) -> None:
    from actes.creneaux.refus import at_hour

    if forme == "json":
        options.echo_json({"creneaux": [_facts(tenu) for tenu in held], "constats": []})
        return
    for tenu in held:
        where = ", ".join(part for part in (tenu.service, tenu.lieu) if part)
        court = f" ({tenu.juridiction})" if tenu.juridiction else ""
        _say(f"{at_hour(tenu)}, {QUI[tenu.rendez_vous]}{f' ({where})' if where else ''} : {tenu.dossier}{court}")


def _facts(tenu: CreneauTenu) -> dict[str, str | None]:
    return {
        "rendez_vous": tenu.rendez_vous,
        "date": tenu.le,
        "heure": tenu.heure,
        "service": tenu.service or None,
        "lieu": tenu.lieu or None,
        "dossier": tenu.dossier,
        "juridiction": tenu.juridiction or None,
        "fichier": tenu.fichier or None,
    }


def _say(text: str) -> None:
    click.echo(typographie(text))
