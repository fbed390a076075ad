"""`actes catalogue`: the act types, their mentions, articles and dates in force."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options

if TYPE_CHECKING:
    from actes.catalogue import Acte, Mention
    from actes.droit import EnVigueur, Periode


@click.command(short_help="Présente les actes, leurs mentions, leurs articles et leurs dates.")
@click.argument("identifiants", nargs=-1, metavar="[ID…]")
@options.modeles
@options.sortie_format
def catalogue(identifiants: tuple[str, ...], modeles: Path | None, forme: str) -> None:
    """Présente les actes du catalogue, ou en détail ceux d’identifiants ID…."""
    from actes.catalogue import load_catalogue
    from actes.generate import template_folders

    known = load_catalogue(template_folders(modeles))
    actes = [known.acte(acte_id) for acte_id in identifiants or known.ids]
    if forme == "json":
        options.echo_json({"actes": [act_facts(acte) for acte in actes]})
    elif identifiants:
        for acte in actes:
            _show_act(acte)
    else:
        _show_list(actes)


def act_facts(acte: Acte) -> dict[str, Any]:
    """The stable JSON form of an act type (conception §6)."""
    return {
        "id": acte.id,
        "titre": acte.titre,
        "famille": acte.famille,
        "base_legale": list(acte.base_legale),
        "en_vigueur": _periods(acte.en_vigueur),
        "par": f"{acte.par.variable} in {acte.par.chemin.texte}" if acte.par else None,
        "exemplaires": [copy.id for copy in acte.exemplaires],
        **_languages(acte),
        "mentions": [_mention_facts(mention, acte) for mention in acte.mentions],
    }


def _languages(acte: Acte) -> dict[str, Any]:
    """How an act's language is decided, and those that its template has a catalogue for; nothing for one in French."""
    if acte.langue is None:
        return {}
    from actes.catalogue.locales import languages_of

    return {"langue": acte.langue.expression.texte, "langues": list(languages_of(acte.modeles[-1].fichier))}


def _mention_facts(mention: Mention, acte: Acte) -> dict[str, Any]:
    boucle = mention.pour
    if boucle is None and acte.par and any(chemin.racine == acte.par.variable for chemin in mention.exige):
        boucle = acte.par  # judged for each element, since there is one document for each
    return {
        "id": mention.id,
        "libelle": mention.libelle,
        "article": mention.article,
        "en_vigueur": _periods(mention.en_vigueur),
        "gravite": str(mention.gravite),
        "exige": [chemin.texte for chemin in mention.exige],
        "exige_un": [chemin.texte for chemin in mention.exige_un],
        "texte": list(mention.texte),
        "si": mention.si.texte if mention.si else None,
        "pour": f"{boucle.variable} in {boucle.chemin.texte}" if boucle else None,
        "exemplaires": list(mention.exemplaires),
    }


def _periods(en_vigueur: EnVigueur) -> dict[str, dict[str, str | None]]:
    axes = {"acte": en_vigueur.acte, "condamnation": en_vigueur.condamnation, "ecrou": en_vigueur.ecrou}
    return {name: _period(periode) for name, periode in axes.items() if periode is not None}


def _period(periode: Periode) -> dict[str, str | None]:
    return {
        "du": periode.du.isoformat() if periode.du else None,
        "au": periode.au.isoformat() if periode.au else None,
    }


def _show_list(actes: Sequence[Acte]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    table.add_column("Identifiant", no_wrap=True, overflow="ignore", min_width=max(len(acte.id) for acte in actes))
    table.add_column("Titre")
    table.add_column("Base légale")
    for acte in actes:
        table.add_row(acte.id, acte.titre, ", ".join(acte.base_legale))
    Console(highlight=False).print(table)


def _show_act(acte: Acte) -> None:
    click.echo(f"{acte.id} — {acte.titre}")
    click.echo(f"Base légale\u00a0: {', '.join(acte.base_legale)}. En vigueur\u00a0: {in_force(acte.en_vigueur)}.")
    click.echo(f"Exemplaires\u00a0: {', '.join(copy.id for copy in acte.exemplaires)}")
    if tongues := _languages(acte):
        decided = f"{tongues['langue']} ({acte.langue.article if acte.langue else ''})"
        click.echo(f"Langue\u00a0: {decided}. Langues disponibles\u00a0: {', '.join(tongues['langues'])}")
    for mention in acte.mentions:
        weight = "" if mention.gravite.value == "bloquante" else f" [{mention.gravite}]"
        period = in_force(mention.en_vigueur)
        click.echo(
            f"  {mention.id}{weight}\u00a0: {mention.libelle} ({mention.article}{', ' + period if period else ''})"
        )
        paths = ", ".join(chemin.texte for chemin in (*mention.exige, *mention.exige_un))
        if paths:
            click.echo(f"    dossier\u00a0: {paths}")
        if mention.si:
            click.echo(f"    si\u00a0: {mention.si.texte}")


def in_force(en_vigueur: EnVigueur) -> str:
    """« condamnation à compter du 24 mars 2020 », empty when the entry has no limits."""
    from actes.catalogue import jour_en_lettres

    pieces = []
    for name, periode in (
        ("acte", en_vigueur.acte),
        ("condamnation", en_vigueur.condamnation),
        ("écrou", en_vigueur.ecrou),
    ):
        if periode and periode.du:
            pieces.append(f"{name} à compter du {jour_en_lettres(periode.du)}")
        if periode and periode.au:
            pieces.append(f"{name} jusqu’au {jour_en_lettres(periode.au)}")
    return ", ".join(pieces)
