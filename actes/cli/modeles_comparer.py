"""`actes modeles comparer`: what changes between two templates, for the reader and in the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options
from actes.errors import ActesError, ModeleError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.comparaison import Changement, Comparaison, Ecart, Mot
    from actes.rendu.texte import Passage

_SENS = {
    "modifie": ("modifié", "paragraphe modifié", "paragraphes modifiés"),
    "ajoute": ("ajouté", "ajouté", "ajoutés"),
    "supprime": ("supprimé", "supprimé", "supprimés"),
    "deplace": ("déplacé", "déplacé", "déplacés"),
}
_OBJETS = {
    "champs": ("lit maintenant « {} »", "ne lit plus « {} »"),
    "mentions": ("marque la mention « {} »", "ne marque plus la mention « {} »"),
    "sous_condition": (
        "la mention « {} » est maintenant sous une condition",
        "la mention « {} » n'est plus sous une condition",
    ),
    "conditions": ("condition ajoutée : {}", "condition retirée : {}"),
    "boucles": ("boucle ajoutée : {}", "boucle retirée : {}"),
    "fragments": ("appelle le fragment « {} »", "n'appelle plus le fragment « {} »"),
    "filtres": ("emploie le filtre « {} »", "n'emploie plus le filtre « {} »"),
    "imprime": (
        "la mention « {mention} » imprime toujours « {} »",
        "la mention « {mention} » n'imprime plus « {} » dans tous les cas",
    ),
    "paroles": ("la mention « {mention} » dit « {} »", "la mention « {mention} » ne dit plus « {} »"),
    "controle": ("le contrôle dira : {}", "le contrôle ne dira plus : {}"),
}
_COUNTED = {
    "mentions": "marques de la mention « {} »",
    "sous_condition": "marques de la mention « {} » sous une condition",
    "conditions": "condition {}",
    "boucles": "boucle {}",
    "fragments": "appels du fragment « {} »",
}
_AROUND = 45  # characters kept on each side of a change, in a long paragraph
_SHOWN = str.maketrans({"\u00a0": "⍽", "\u202f": "⍽", "\t": "→"})


@click.command(short_help="Dit ce qui change d’un modèle à l’autre.")
@click.argument("avant", metavar="AVANT")
@click.argument("apres", metavar="APRÈS")
@options.modeles
@options.sortie_format
@click.pass_context
def comparer(ctx: click.Context, avant: str, apres: str, modeles: Path | None, forme: str) -> None:
    """Compare deux modèles, paragraphe par paragraphe, puis ce qu’ils lisent, marquent et impriment.

    AVANT et APRÈS sont des fichiers .docx, ou l’identifiant d’un acte pour son modèle du catalogue. La mise en page
    n’est pas comparée.

    Statut 0\u00a0: rien ne change\u00a0; 1\u00a0: quelque chose change\u00a0; 2\u00a0: un fichier ne peut pas être
    lu\u00a0; 5\u00a0: un modèle est mal écrit, seul le texte est comparé.
    """
    from actes.comparaison import compare
    from actes.generate import template_folders

    try:
        found = compare(avant, apres, template_folders(modeles))
    except ActesError as error:
        options.exit_on(error, forme, {"avant": avant, "apres": apres, "lecteur": [], "contrat": None})
        return
    if forme == "json":
        options.echo_json(_facts(found))
    else:
        _show(found)
    ctx.exit(ModeleError.exit_code if found.constats else int(not found.identique))


def _facts(found: Comparaison) -> dict[str, Any]:
    return {
        "avant": str(found.avant),
        "apres": str(found.apres),
        "identique": found.identique,
        "lecteur": [
            {
                "nature": change.nature,
                "avant": _place(change.avant),
                "apres": _place(change.apres),
                "mots": [{"nature": mot.nature, "texte": mot.texte} for mot in change.mots],
            }
            for change in found.lecteur
        ],
        "contrat": None if found.contrat is None else [_clause(ecart) for ecart in found.contrat],
        "constats": [constat.as_json() for constat in found.constats],
    }


def _place(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    table, row, cell = passage.case or (None, None, None)
    return {
        "partie": passage.partie,
        "paragraphe": passage.paragraphe,
        "tableau": table,
        "ligne": row,
        "cellule": cell,
        "texte": passage.texte,
    }


def _clause(ecart: Ecart) -> dict[str, Any]:
    return {
        "nature": ecart.nature,
        "objet": ecart.objet,
        "mention": ecart.mention,
        "avant": ecart.avant,
        "apres": ecart.apres,
    }


def _show(found: Comparaison) -> None:
    if found.identique:
        _say("Rien ne change, ni pour le lecteur ni pour le contrat (la mise en page n'est pas comparée).", err=True)
    if found.lecteur:
        _say(f"Pour le lecteur : {_summary(found.lecteur)}")
        for change in found.lecteur:
            _show_change(change)
    elif found.contrat != ():
        _say("Pour le lecteur : rien ne change.")
    if found.contrat:
        _say("\nPour le contrat")
        for ecart in found.contrat:
            click.echo(f"  {'+' if ecart.apres > ecart.avant else '-'} {_said(ecart)}")
    elif found.contrat is None:
        _say("\nLe contrat ne peut pas être comparé : un modèle est mal écrit.", err=True)
        options.echo_constats(found.constats)
    elif found.lecteur:
        _say("\nPour le contrat : rien ne change.")


def _summary(changes: tuple[Changement, ...]) -> str:
    counts = Counter(change.nature for change in changes)
    told = [f"{counts[n]} {words[1 + (counts[n] > 1)]}" for n, words in _SENS.items() if counts[n]]
    return ", ".join(told)


def _show_change(change: Changement) -> None:
    here = change.apres or change.avant
    assert here is not None
    from_there = f" (il était : {change.avant.lieu})" if change.avant and change.nature == "deplace" else ""
    _say(f"  {_SENS[change.nature][0]:<9} {here.lieu}{from_there}")
    if change.nature == "modifie":
        click.echo(f"      {''.join(_shown(change.mots))}")
    else:
        click.echo(f"      {here.texte}")


def _shown(mots: tuple[Mot, ...]) -> Iterator[str]:
    """The words, those withdrawn and added between brackets; what stays the same is cut when it is long."""
    for rank, mot in enumerate(mots):
        if mot.nature != "egal":
            sign, color = ("-", "red") if mot.nature == "retire" else ("+", "green")
            yield click.style(f"[{sign}{mot.texte.translate(_SHOWN)}{sign}]", fg=color)
            continue
        text, last = mot.texte, rank == len(mots) - 1
        if len(text) > 2 * _AROUND:
            head, tail = "" if not rank else text[:_AROUND], "" if last else text[-_AROUND:]
            text = f"{head}…{tail}"
        yield text


def _said(ecart: Ecart) -> str:
    if ecart.avant and ecart.apres:  # there on both sides, more or less often
        words = typographie(_COUNTED[ecart.nature]).format(ecart.objet)
        return f"{words}\u00a0: {ecart.apres} fois au lieu de {ecart.avant}"
    words = _OBJETS[ecart.nature][ecart.apres < ecart.avant]
    return typographie(words).format(ecart.objet, mention=ecart.mention)


def _say(text: str, err: bool = False) -> None:
    click.echo(typographie(text), err=err)
