"""`actes registre peines`: the sentences to execute and, where they are not executed, why not yet (CPP D48)."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actes.cli import options
from actes.errors import ActesError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.peines import EtatPeine
    from actes.peines.releve import Fiche, Totaux

_INDENT = "     "


@click.command(short_help="Dit les peines à exécuter et, si elles ne le sont pas, pourquoi pas encore (CPP, D. 48).")
@click.option("--au", "jour", type=options.Jour(), help="Le jour où l’on regarde (sinon, aujourd’hui).")
@click.option("--dossier", metavar="RÉFÉRENCE", help="Ce dossier seulement.")
@click.option("--juridiction", metavar="NOM", help="Cette juridiction seulement.")
@click.option("--sans-motif", is_flag=True, help="Seulement les peines inexécutées dont aucun motif n’est connu.")
@click.option("--toutes", is_flag=True, help="Aussi les peines exécutées, et celles où il n’y a rien à exécuter.")
@options.registre
@options.reglages
@click.option(
    "--format",
    "forme",
    type=click.Choice(["texte", "json", "csv", "html"]),
    default="texte",
    help="La forme de ce qui est affiché\u00a0; html s’imprime.",
)
def peines(
    jour: date | None,
    dossier: str | None,
    juridiction: str | None,
    sans_motif: bool,
    toutes: bool,
    registre: Path | None,
    reglages: Path | None,
    forme: str,
) -> None:
    """Dit, affaire par affaire, où en est chaque peine\u00a0: à exécuter, non exécutoire, en cours d’exécution.

    Pour celle qui n’est pas exécutée, dit pourquoi, et par quel article\u00a0; ou qu’aucun motif n’est connu, ce que
    l’article D. 48 ne permet pas. Un motif se note par « actes registre noter --dossier … --en-attente ».
    """
    from actes.generate import open_reglages
    from actes.peines.releve import Choix, Totaux, releve

    day = jour or date.today()
    choix = Choix(dossier=dossier, juridiction=options.court(juridiction), toutes=toutes, sans_motif=sans_motif)
    totaux = Totaux()
    try:
        opened = options.open_registre(registre, open_reglages(reglages), lecture=True)
        _WRITERS[forme](totaux.count(releve(opened.affaires(), day, choix)), day, totaux)
    except ActesError as error:
        options.exit_on(error, forme, {"au": day.isoformat(), "peines": []})


def _texte(fiches: Iterable[Fiche], jour: date, totaux: Totaux) -> None:
    from actes.catalogue import jour_en_lettres
    from actes.peines.releve import heading

    _say(f"Peines à exécuter, au {jour_en_lettres(jour)}")
    for fiche in fiches:
        before = ""
        for peine in fiche.peines:
            if (head := heading(fiche, peine)) != before:
                _say(f"\n{head}")
            before = head
            for line in _lines(peine):
                _say(line)
    _say(f"\n{totaux}")


def _lines(peine: EtatPeine) -> Iterator[str]:
    """A sentence as a clerk reads it."""
    from actes.catalogue import jour_en_lettres
    from actes.peines.page import AUCUN
    from actes.peines.releve import ETATS, reason

    yield f"{peine.rang:>3}. {peine.texte}"
    since = f" depuis le {jour_en_lettres(peine.depuis)}" if peine.depuis else ""
    why = f" : {reason(peine)}" if peine.motif else ""
    yield f"{_INDENT}{ETATS[peine.etat]}{since}{f' : {AUCUN} (CPP D48 al. 2)' if peine.sans_motif else why}"
    for each in peine.conseils:
        yield f"{_INDENT}→ {each.texte} ({each.article})"
    if peine.diligence:
        yield f"{_INDENT}dernière diligence : {jour_en_lettres(peine.diligence.le)}, {peine.diligence.texte}"


def _json(fiches: Iterable[Fiche], jour: date, totaux: Totaux) -> None:
    from actes.peines.releve import as_json

    found = [as_json(fiche, peine) for fiche in fiches for peine in fiche.peines]
    options.echo_json({"au": jour.isoformat(), "peines": found, "totaux": totaux.as_json(), "constats": []})


def _csv(fiches: Iterable[Fiche], _jour: date, _totaux: Totaux) -> None:
    """Semicolons, UTF-8 with its mark, as the other lists of the register."""
    from actes.peines.releve import COLONNES, cells
    from actes.registre.export import guarded

    click.echo("\ufeff", nl=False)
    for row in itertools.chain([COLONNES], (cells(fiche, peine) for fiche in fiches for peine in fiche.peines)):
        line = io.StringIO()
        csv.writer(line, delimiter=";").writerow(map(guarded, row))
        click.echo(line.getvalue(), nl=False)


def _html(fiches: Iterable[Fiche], jour: date, totaux: Totaux) -> None:
    from actes.peines.page import page

    for piece in page(fiches, jour, totaux):
        click.echo(piece, nl=False)


_WRITERS = {"texte": _texte, "json": _json, "csv": _csv, "html": _html}


def _say(text: str) -> None:
    click.echo(typographie(text))
