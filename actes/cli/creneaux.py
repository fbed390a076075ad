"""`actes creneaux`: the slots that services give, imported from their calendars, proposed, held, given back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options
from actes.cli.creneaux_tenus import QUI, rendre, tenus
from actes.errors import ActesError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.creneaux import Choix

_HORIZON = 365  # days of a calendar that are imported when nothing else is said


@click.group(
    short_help="Propose les rendez-vous d’après les créneaux que donnent les services.",
    subcommand_metavar="COMMANDE…",
)
def creneaux() -> None:
    """Propose les rendez-vous d’après les créneaux que communiquent le juge et les services (CPP, art. D. 48-2)."""


creneaux.add_command(tenus)
creneaux.add_command(rendre)


@creneaux.command(short_help="Met l’agenda d’un service dans le fichier des créneaux.")
@click.argument("agenda", type=click.Path(dir_okay=False, path_type=Path), metavar="AGENDA.ics")
@click.option("--pour", type=click.Choice(list(QUI)), required=True, help="Qui reçoit à ces créneaux.")
@click.option(
    "--vers",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FICHIER.yaml",
    help="Le fichier des créneaux, créé ou complété.",
)
@click.option("--duree", type=click.IntRange(0, 480), default=0, metavar="MINUTES", help="Découpe les longues plages.")
@click.option("--service", help="Le service ou le magistrat qui reçoit.")
@click.option("--lieu", help="Le lieu, si l’agenda ne le dit pas.")
@click.option("--du", type=options.Jour(), help="Le premier jour à importer (aujourd’hui).")
@click.option("--au", type=options.Jour(), help="Le dernier (un an après).")
@options.reglages
@options.registre
@options.sortie_format
def importer(
    agenda: Path,
    pour: str,
    vers: Path,
    duree: int,
    service: str | None,
    lieu: str | None,
    du: date | None,
    au: date | None,
    reglages: Path | None,
    registre: Path | None,
    forme: str,
) -> None:
    """Met les créneaux d’un agenda AGENDA.ics dans un fichier YAML, que l’on peut relire et corriger.

    Les événements répétés sont déroulés, les annulés laissés de côté. Les créneaux que le registre dit tenus
    restent\u00a0; les autres créneaux de ces jours sont remplacés par ceux du nouvel agenda.
    """
    from actes.catalogue import jour_en_lettres
    from actes.creneaux import Plages, slots_of_calendar
    from actes.creneaux.agenda_ics import clean_text
    from actes.creneaux.importation import import_slots
    from actes.generate import open_reglages
    from actes.rendu.garde import read_file

    first, last = _days(du, au)
    try:
        settings = open_reglages(reglages)
        zone = settings.defauts.get("zone") if settings else None
        plages = Plages(first, last, zone, duree, clean_text(service or "") or None, clean_text(lieu or "") or None)
        slots, constats = slots_of_calendar(read_file(agenda), str(agenda), plages)
        constats += import_slots(vers, pour, slots, (first, last), options.known_registre(registre, settings))
    except ActesError as error:
        options.exit_on(error, forme, {"importes": 0})
        return
    if forme == "json":
        options.echo_json({"importes": len(slots), "constats": [constat.as_json() for constat in constats]})
    else:
        options.echo_constats(constats)
        count = f"{len(slots)} créneau{'x' if len(slots) > 1 else ''}" if slots else "Aucun créneau"
        days = f"du {jour_en_lettres(first)} au {jour_en_lettres(last)}"
        _say(f"{count} pour {QUI[pour]}, {days}, dans {vers}")


def _days(du: date | None, au: date | None) -> tuple[date, date]:
    """The days to import: a year from today, unless said otherwise."""
    first = du or date.today()
    last = au or min(first, date.max - timedelta(days=2 * _HORIZON)) + timedelta(days=_HORIZON)
    if last < first:
        raise click.BadParameter("le dernier jour précède le premier.", param_hint="--au")
    if last - first > timedelta(days=10 * _HORIZON):
        raise click.BadParameter("la période ne peut dépasser dix ans.", param_hint="--au")
    return first, last


@creneaux.command(short_help="Donne à chaque dossier le premier créneau que la loi permet.")
@options.sources
@click.option(
    "--creneaux",
    "fichier",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FICHIER.yaml",
    help="Le fichier des créneaux (voyez «\u00a0actes creneaux importer\u00a0»).",
)
@click.option("--ecrire", is_flag=True, help="Prend les créneaux au registre, et les inscrit dans les dossiers.")
@click.option(
    "--preavis", type=click.IntRange(0, 365), default=0, metavar="JOURS", help="Laisse au moins tant de jours."
)
@click.option(
    "--ecart",
    type=click.IntRange(0, 1440),
    default=60,
    metavar="MINUTES",
    help="Laisse au moins ce temps entre deux rendez-vous d’un même jour (60).",
)
@options.acte
@options.jour
@options.modeles
@options.reglages
@options.registre
@options.sortie_format
@click.pass_context
def proposer(
    ctx: click.Context,
    dossiers: tuple[Path, ...],
    fichier: Path,
    ecrire: bool,
    preavis: int,
    ecart: int,
    actes: tuple[str, ...],
    jour: date | None,
    modeles: Path | None,
    reglages: Path | None,
    registre: Path | None,
    forme: str,
) -> None:
    """Cherche pour les convocations des dossiers DOSSIER… le premier créneau libre dans le délai légal.

    L’ordre des rendez-vous suit la politique du juge (CPP, art. D. 48-2-1). Le registre dit quels créneaux sont
    tenus, et par quels dossiers\u00a0; rien d’autre n’est changé dans les dossiers.
    """
    from actes.creneaux.attribution import attribute
    from actes.creneaux.choix import Souplesse
    from actes.generate import Atelier, Demande, open_reglages, template_folders

    try:
        atelier = Atelier(template_folders(modeles), open_reglages(reglages))
        demande = Demande(aujourdhui=date.today(), actes=actes, jour=jour)
        result = attribute(
            dossiers,
            fichier,
            atelier,
            demande,
            registre=None if ecrire else options.known_registre(registre, atelier.reglages),
            greffe=options.open_greffe(registre, atelier.reglages) if ecrire else None,
            souplesse=Souplesse(preavis, ecart),
        )
    except ActesError as error:
        options.exit_on(error, forme, {"creneaux": []})
        return
    if forme == "json":
        found = [_facts(choice, written) for choice, written in result.choix]
        options.echo_json({"creneaux": found, "constats": [constat.as_json() for constat in result.constats]})
    else:
        for choice, written in result.choix:
            _show(choice, written)
        options.echo_constats(result.constats)
        if not result.choix and not result.constats:
            _say("Aucun rendez-vous n’est à donner à ces dossiers.")
    ctx.exit(result.statut)


def _facts(choice: Choix, written: bool) -> dict[str, Any]:
    slot, limite = choice.creneau, choice.limite
    return {
        "fichier": choice.lecture.fichier,
        "dossier": choice.reference,
        "acte": choice.acte,
        "rendez_vous": choice.rendez_vous,
        "date": slot.date.isoformat() if slot.date else None,
        "heure": slot.heure.strftime("%H:%M") if slot.heure else None,
        "service": slot.service,
        "lieu": slot.lieu,
        "limite": limite.limite.isoformat() if limite else None,
        "article": limite.delai.article if limite else None,
        "ecrit": written,
    }


def _show(choice: Choix, written: bool) -> None:
    from actes.creneaux.refus import at_hour
    from actes.validation.explication import last_day

    slot = choice.creneau
    where = ", ".join(part for part in (slot.service, slot.lieu) if part)
    day = f"{at_hour(slot)}{f' ({where})' if where else ''}"
    _say(f"{choice.reference} : {QUI[choice.rendez_vous]}, {day} — {'inscrit' if written else 'proposé'}")
    if choice.limite is not None:
        _say(f"    au plus tard le {last_day(choice.limite)} ({choice.limite.delai.article})")


def _say(text: str) -> None:
    click.echo(typographie(text))
