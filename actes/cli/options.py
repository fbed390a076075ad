"""The options that several commands share, and how their results are shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from actes.errors import ActesError, Constat, Gravite

F = TypeVar("F", bound=Callable[..., Any])

_HEADS = {Gravite.BLOQUANTE: "BLOQUANT", Gravite.AVERTISSEMENT: "ATTENTION", Gravite.INFORMATION: "INFO"}


class Jour(click.ParamType[date]):
    """A day, AAAA-MM-JJ."""

    name = "AAAA-MM-JJ"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from actes.dossier.field_types import FORME_DATE

        if isinstance(value, date):
            return value
        try:
            if FORME_DATE.fullmatch(value):  # the years that a dossier may write, and no other form of ISO 8601
                return date.fromisoformat(value)
            raise ValueError
        except ValueError:
            self.fail(f"«\u00a0{value}\u00a0» n’est pas une date AAAA-MM-JJ qui existe.", param, ctx)


sources = click.argument(
    "dossiers", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path), metavar="DOSSIER…"
)

acte = click.option(
    "--acte", "actes", multiple=True, metavar="ID", help="L’acte voulu, au lieu de ceux que demande le dossier."
)

jour = click.option(
    "--date", "jour", type=Jour(), help="La date de l’acte, si le dossier n’en donne pas (sinon, aujourd’hui)."
)

modeles = click.option(
    "--modeles",
    envvar="ACTES_MODELES",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DOSSIER",
    help="Un dossier de modèles à superposer à ceux du programme.",
)

reglages = click.option(
    "--reglages",
    envvar="ACTES_REGLAGES",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="Le fichier de réglages de la juridiction (service, signataires, politique, zone).",
)

sortie_format = click.option(
    "--format", "forme", type=click.Choice(["texte", "json"]), default="texte", help="La forme de ce qui est affiché."
)


def echo_json(document: dict[str, Any]) -> None:
    """One document, on standard output: in UTF-8, even when the name of a file is not."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    click.echo(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def echo_constats(constats: Iterable[Constat]) -> None:
    """The findings on standard error: act by act, the heaviest first, each lack told once.

    What could not be judged for want of a path that another finding asks for already goes without saying.
    """
    by_act: dict[str | None, list[Constat]] = {}
    for constat in constats:
        by_act.setdefault(constat.acte, []).append(constat)
    order = list(_HEADS)
    for acte, found in by_act.items():
        if len([name for name in by_act if name]) > 1 and acte:
            click.echo(f"\n{acte}", err=True)
        for constat in told_once(sorted(found, key=lambda c: order.index(c.gravite))):
            click.echo(f"{_HEADS[constat.gravite]:<9} {constat}", err=True)


def told_once(constats: list[Constat]) -> list[Constat]:
    asked = {(c.place, c.chemin) for c in constats if c.code == "mention-absente"}
    told, shown = set(asked), []
    for constat in constats:
        key = (constat.place, constat.chemin)
        if constat.code != "fait-manquant":
            shown.append(constat)
        elif key not in told:
            shown.append(constat)
            told.add(key)
    return shown


def exit_on(error: ActesError, forme: str, empty: dict[str, Any]) -> None:
    """Show an error that stops the whole run in the form asked for, and exit with its status."""
    if forme == "json":
        echo_json(empty | {"constats": [constat.as_json() for constat in error.constats]})
    else:
        echo_constats(error.constats)
    click.get_current_context().exit(error.exit_code)
