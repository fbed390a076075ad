"""`actes delais`: the time limits of a dossier, each explained; in a calendar file too."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options
from actes.errors import ActesError
from actes.place import Place
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.agenda import Echeancier
    from actes.validation import DelaiDu


@click.command(short_help="Calcule les délais d’un dossier, les explique, et les met à l’agenda.")
@options.sources
@options.acte
@options.jour
@click.option(
    "--ics",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="Écrit aussi les échéances dans un fichier pour l’agenda (iCalendar).",
)
@click.option("--remplacer", is_flag=True, help="Remplace le fichier de l’agenda s’il existe déjà.")
@options.modeles
@options.reglages
@options.sortie_format
@click.pass_context
def delais(
    ctx: click.Context,
    dossiers: tuple[Path, ...],
    actes: tuple[str, ...],
    jour: date | None,
    ics: Path | None,
    remplacer: bool,
    modeles: Path | None,
    reglages: Path | None,
    forme: str,
) -> None:
    """Calcule les délais des dossiers DOSSIER… : l’événement de départ, le décompte, le terme, son report et pourquoi.

    Les actes sont ceux de --acte, sinon ceux que demande le dossier, sinon ceux qui sont dus.
    """
    from actes.agenda import schedule
    from actes.generate import Atelier, Demande, open_reglages, template_folders

    try:
        atelier = Atelier(template_folders(modeles), open_reglages(reglages))
        echeancier = schedule(dossiers, atelier, Demande(aujourdhui=date.today(), actes=actes, jour=jour))
        if ics is not None:
            _write(ics, echeancier, remplacer)
    except ActesError as error:
        options.exit_on(error, forme, {"delais": []})
        return
    if forme == "json":
        options.echo_json(_facts(echeancier))
    else:
        _show(echeancier)
        options.echo_constats(echeancier.constats)
    ctx.exit(echeancier.statut)


def _write(ics: Path, echeancier: Echeancier, remplacer: bool) -> None:
    """Write the calendar, unless there is nothing in it or a different file stands there."""
    from actes.agenda import calendar_of, nothing_to_write
    from actes.deliver import Fichier, check_targets, write_whole

    if not echeancier.lignes:
        echeancier.add([nothing_to_write(ics)], 0)
        return
    fichier = Fichier(ics.name, calendar_of(echeancier.lignes), None, Place(str(ics)))
    conflicts = check_targets([fichier], ics.parent, set(), remplacer)
    if not conflicts:
        try:
            write_whole(ics.parent, [fichier], remplacer)
        except FileExistsError:  # it appeared meanwhile
            conflicts = check_targets([fichier], ics.parent, set(), remplacer)
    echeancier.add(conflicts, 1)


def delay_facts(due: DelaiDu) -> dict[str, Any]:
    """The JSON form of a time limit."""
    from actes.validation.explication import counted, explained

    delai = due.delai
    return {
        "id": delai.id,
        "code": delai.code,
        "libelle": typographie(delai.libelle),
        "article": delai.article,
        "nature": delai.nature,
        "depart": {"date": due.repere.isoformat(), "evenement": due.repere_titre, "chemin": delai.repere.texte},
        "duree": counted(delai),
        "brute": due.limite.isoformat(),
        "reportee": due.reportee.isoformat(),
        "dernier_jour": due.dernier_jour.isoformat(),
        "motif": due.motif or None,
        "explication": typographie(explained(due)),
        "evenement": due.evenement.isoformat() if due.evenement else None,
        "chemin": due.chemin,
    }


def _facts(echeancier: Echeancier) -> dict[str, Any]:
    return {
        "delais": [
            {"fichier": ligne.fichier, "dossier": ligne.reference, "acte": ligne.acte.id, **delay_facts(ligne.due)}
            for ligne in echeancier.lignes
        ],
        "constats": [constat.as_json() for constat in echeancier.constats],
    }


def _show(echeancier: Echeancier) -> None:
    from actes.catalogue import jour_en_lettres
    from actes.validation.explication import explained

    head: tuple[str, str] | None = None
    for ligne in echeancier.lignes:
        if (ligne.reference, ligne.acte.id) != head:
            head = (ligne.reference, ligne.acte.id)
            _say(f"{ligne.reference} — {ligne.acte.id}")
        due, delai = ligne.due, ligne.due.delai
        code = f"{delai.code}, " if delai.code else ""
        _say(f"  {jour_en_lettres(due.dernier_jour)}  {delai.libelle} ({code}{delai.article})")
        _say(f"      {explained(due)}")
        if due.evenement is not None:
            verdict = "dans les temps" if due.evenement <= due.dernier_jour else "après cette date"
            _say(f"      prévu ou fait le {jour_en_lettres(due.evenement)} : {verdict}")
    if not echeancier.lignes:
        _say("Aucun délai ne se calcule pour ces dossiers.")


def _say(text: str) -> None:
    click.echo(typographie(text))
