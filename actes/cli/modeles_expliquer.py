"""`actes modeles expliquer`: what a code means, what to do, and the wrong and the right."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from actes.cli import options
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.codes import Code

LARGEUR = 110


@click.command(short_help="Explique un code de constat\u00a0: ce qu’il veut dire, que faire, le faux et le juste.")
@click.argument("codes", nargs=-1, metavar="[CODE…]")
@options.sortie_format
def expliquer(codes: tuple[str, ...], forme: str) -> None:
    """Explique les codes donnés. Sans code, les énumère tous, thème par thème.

    Le code d’un constat est entre crochets à la fin de sa ligne, au début du commentaire qu’écrit
    «\u00a0controler --annoter\u00a0», dans la forme JSON, et dans docs/codes.md.
    """
    from actes.codes import load_codes

    known = load_codes()
    chosen = [_code(name) for name in codes]
    if forme == "json":
        facts = (asdict(code) for code in chosen or known.values())
        options.echo_json({"codes": [{key: value or None for key, value in each.items()} for each in facts]})
    elif chosen:
        click.echo("\n\n".join("\n".join(_explained(code)) for code in chosen))
    else:
        click.echo("\n".join(_listed()))


def _code(name: str) -> Code:
    from actes.codes import load_codes
    from actes.dossier.suggestion import nearest

    known = load_codes()
    if name in known:
        return known[name]
    close = nearest(name, known)
    advice = (
        f" Vouliez-vous dire «\u00a0{close}\u00a0»\u00a0?"
        if close
        else " «\u00a0actes modeles expliquer\u00a0» les énumère."
    )
    raise click.UsageError(f"Le code «\u00a0{name}\u00a0» n’existe pas.{advice}")


def _listed() -> Iterator[str]:
    from actes.codes import load_themes

    for number, theme in enumerate(theme for theme in load_themes() if theme.codes):
        yield ("\n" if number else "") + theme.titre
        width = max(len(code.code) for code in theme.codes)
        for code in theme.codes:
            yield f"  {code.code:<{width}}  {code.titre}"


def _explained(code: Code) -> Iterator[str]:
    yield f"{code.code} – {code.titre}"
    yield f"{code.theme}, gravité\u00a0: {code.gravite}" + (f" ({code.source})" if code.source else "")
    yield ""
    yield from _wrapped(code.pourquoi)
    yield ""
    yield from _wrapped(typographie(f"Que faire : {code.que_faire}"))
    for title, text in (("À ne pas écrire", code.faux), ("À écrire", code.juste)):
        if text:
            yield typographie(f"\n{title} :")
            yield from (f"    {line}" for line in text.splitlines())
    yield typographie("\nExemple de message :")
    yield from _wrapped(code.exemple, "    ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    width = min(LARGEUR, shutil.get_terminal_size((LARGEUR, 24)).columns)
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
