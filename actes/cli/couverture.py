"""`actes modeles couverture`: the branches of the templates that no example and no case takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actes.cli import options
from actes.errors import ActesError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.couverture import Releve


@click.command(short_help="Dit les branches des modèles que ni l’exemple ni les cas ne prennent.")
@click.argument("actes", nargs=-1, metavar="[ID…]")
@click.option(
    "--seuil",
    type=click.FloatRange(0, 100),
    default=100,
    metavar="POURCENTAGE",
    help="Ce qui est demandé à chaque acte et à chaque fragment (100 sans cette option).",
)
@options.modeles
@options.sortie_format
@click.pass_context
def couverture(ctx: click.Context, actes: tuple[str, ...], seuil: float, modeles: Path | None, forme: str) -> None:
    """Remplit les modèles avec exemple.yaml et les cas satisfaits de cas.yaml, et dit ce qui n’est jamais essayé.

    Une condition jamais vraie ou jamais fausse, une boucle jamais parcourue, sur un élément ou sur plusieurs, une
    mention jamais présente ou jamais absente. Sans ID, tout le catalogue, puis chaque fragment d’après tous les actes.
    """
    from actes.couverture import cover
    from actes.generate import template_folders

    try:
        releves = cover(actes, template_folders(modeles), date.today())
    except ActesError as error:
        options.exit_on(error, forme, {"actes": []})
        return
    if forme == "json":
        _show_json(releves, seuil)
    else:
        _show(releves)
    ctx.exit(int(any(releve.pourcentage < seuil for releve in releves)))


def _show(releves: Sequence[Releve]) -> None:
    from actes.couverture import together

    for releve in releves:
        if len(releves) == 1 or releve.manques:
            click.echo(_line(releve))
        for manque in releve.manques:
            click.echo(f"  {manque}")
    if len(releves) > 1:
        click.echo(_line(together(releves), "ensemble"))
    options.echo_constats(together(releves).constats)


def _line(releve: Releve, nom: str = "") -> str:
    figure = f"{releve.pourcentage:.1f}".replace(".", ",").removesuffix(",0")
    return typographie(f"{nom or releve.nom} : {figure} % ({releve.prises} branches sur {releve.branches})")


def _show_json(releves: Sequence[Releve], seuil: float) -> None:
    from actes.couverture import together

    whole = together(releves)
    constats = [constat.as_json() for constat in whole.constats]
    actes = [_facts(releve) for releve in releves]
    options.echo_json({"seuil": seuil, **_figures(whole), "actes": actes, "constats": constats})


def _facts(releve: Releve) -> dict[str, object]:
    return {"nom": releve.nom, **_figures(releve), "manques": [manque.as_json() for manque in releve.manques]}


def _figures(releve: Releve) -> dict[str, object]:
    return {"pourcentage": releve.pourcentage, "branches": releve.branches, "prises": releve.prises}
