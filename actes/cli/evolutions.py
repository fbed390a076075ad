"""`actes evolutions`: what changes in the acts between two dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options
from actes.errors import ActesError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.catalogue import Acte
    from actes.evolutions import Evolution, Redaction

_AXES = {"acte": "date de l’acte", "condamnation": "date de la condamnation", "ecrou": "date d’écrou"}


@click.command(short_help="Dit ce qui change dans les actes entre deux dates.")
@click.argument("premier", type=options.Jour(), metavar="DATE1")
@click.argument("second", type=options.Jour(), metavar="DATE2")
@click.option("--acte", "actes", multiple=True, metavar="ID", help="Cet acte seulement\u00a0; l’option se répète.")
@options.modeles
@options.sortie_format
def evolutions(premier: date, second: date, actes: tuple[str, ...], modeles: Path | None, forme: str) -> None:
    """Dit, acte par acte, les mentions, règles, délais et modèles qui ne sont pas les mêmes à DATE1 et à DATE2.

    La plus ancienne est l’avant. Chacune est prise à la fois comme date de l’acte, de la condamnation et de
    l’écrou\u00a0; celle qui décide est dite.
    """
    from actes.catalogue import load_catalogue
    from actes.evolutions import evolutions as compare
    from actes.generate import template_folders

    premier, second = sorted((premier, second))
    try:
        known = load_catalogue(template_folders(modeles))
        chosen = [known.acte(name) for name in dict.fromkeys(actes or known.ids)]
    except ActesError as error:
        options.exit_on(error, forme, {"du": premier.isoformat(), "au": second.isoformat(), "actes": []})
        return
    found = [(acte, compare(acte, premier, second)) for acte in chosen]
    changed = [(acte, changes) for acte, changes in found if changes]
    if forme == "json":
        options.echo_json(
            {
                "du": premier.isoformat(),
                "au": second.isoformat(),
                "actes": [
                    {"id": acte.id, "titre": acte.titre, "evolutions": [_facts(change) for change in changes]}
                    for acte, changes in changed
                ],
            }
        )
        return
    for acte, changes in changed:
        _show(acte, changes)
    if not changed:
        _say("Rien ne change entre ces deux dates dans ces actes." if actes else "Rien ne change entre ces deux dates.")


def _facts(change: Evolution) -> dict[str, Any]:
    return {
        "nature": change.nature,
        "id": change.id,
        "sens": change.sens,
        "criteres": list(change.axes),
        "avant": _wording(change.avant),
        "apres": _wording(change.apres),
    }


def _wording(redaction: Redaction | None) -> dict[str, Any] | None:
    if redaction is None:
        return None
    return {
        "texte": typographie(redaction.texte),
        "detail": redaction.detail,
        "article": redaction.article,
        "ligne": redaction.place.ligne,
    }


def _show(acte: Acte, changes: tuple[Evolution, ...]) -> None:
    _say(f"{acte.id} — {acte.titre}")
    for change in changes:
        axes = " et ".join(_AXES[axe] for axe in change.axes)
        name = f"{change.nature} {change.id}".rstrip()
        _say(f"  {change.sens:<9} {name}{f' [{axes}]' if axes else ''}")
        before, after = change.avant, change.apres
        alike = before is not None and after is not None and _words(before) == _words(after)
        for moment, redaction in (("avant", before), ("après", after)):
            if redaction is not None:
                detail = f" [{redaction.detail}]" if alike and redaction.detail else ""
                _say(f"      {moment} : {_words(redaction)}{detail}")
    click.echo()


def _words(redaction: Redaction) -> str:
    return redaction.texte + (f" ({redaction.article})" if redaction.article else "")


def _say(text: str) -> None:
    click.echo(typographie(text))
