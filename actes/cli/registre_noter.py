"""`actes registre noter` and `annuler`: what becomes of the acts after printing, written in the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options
from actes.errors import ActesError
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.registre import Numero, Registre

_DOCUMENT = {
    "signe": "Il est signé.",
    "remis": "Il est remis en main propre, ou émargé.",
    "envoye": "Il est parti\u00a0; --mode dit comment.",
    "recu": "L’avis de réception est revenu signé.",
    "retourne": "Le pli est revenu\u00a0; --motif dit pourquoi.",
}
_AFFAIRE = {
    "diligence": "Une diligence est faite\u00a0; --motif dit laquelle.",
    "executee": "La peine est exécutée, ou mise à exécution.",
    "en-attente": "Elle ne peut pas encore l’être\u00a0; --motif dit pourquoi.",
}


def _flags(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, said in reversed([*_DOCUMENT.items(), *((key, f"(--dossier) {text}") for key, text in _AFFAIRE.items())]):
        command = click.option(f"--{name}", is_flag=True, help=said)(command)
    return command


@click.command(short_help="Note ce qu’un acte est devenu, ou où en est une affaire.")
@click.argument("numeros", nargs=-1, metavar="[NUMÉRO…]")
@_flags
@click.option("--efface", type=click.Choice([*_DOCUMENT, *_AFFAIRE]), help="Retire cet événement, noté par erreur.")
@click.option("--le", type=options.Jour(), help="Le jour où c’est arrivé (sinon, aujourd’hui).")
@click.option("--mode", default="", metavar="TEXTE", help="Comment\u00a0: recommandée, remise au greffe…")
@click.option("--motif", default="", metavar="TEXTE", help="Pourquoi, ou quelle diligence.")
@click.option("--dossier", metavar="RÉFÉRENCE", help="L’affaire dont on note l’exécution, au lieu d’un numéro.")
@click.option("--peine", type=click.IntRange(1), metavar="RANG", help="La peine de l’affaire (sinon, toutes).")
@click.option("--juridiction", metavar="NOM", help="Quand plusieurs ont donné ce numéro.")
@options.registre
@options.reglages
def noter(
    numeros: tuple[str, ...],
    efface: str | None,
    le: date | None,
    mode: str,
    motif: str,
    dossier: str | None,
    peine: int | None,
    juridiction: str | None,
    registre: Path | None,
    reglages: Path | None,
    **drapeaux: bool,
) -> None:
    """Note que les actes NUMÉRO… sont signés, remis, envoyés, reçus ou retournés, tous ou aucun.

    Un événement noté par erreur n’est pas effacé\u00a0: une ligne dit qu’il est retiré, et pourquoi
    (« noter 2026/42 --efface signe --motif … »).
    """
    evenement = _event(numeros, dossier, efface, [name for name, given in drapeaux.items() if given])
    _check_used(efface, le, mode, dossier, peine)
    court = options.court(juridiction)
    said: dict[str, Any] = {"motif": motif, "qui": options.qui(), "quand": datetime.now(UTC)}
    day = None if efface else le or date.today()
    try:
        opened = _open(registre, reglages)
        if dossier:
            said |= {"peine": peine, "juridiction": court}
            if day is None:
                opened.efface_affaire(dossier, evenement, **said)
            else:
                opened.note_affaire(dossier, evenement, le=day, **said)
            _say([f"dossier {dossier}"], evenement, day)
            return
        found = _numbers(opened, numeros, court)
        if day is None:
            opened.efface(found, evenement, **said)
        else:
            opened.note(found, evenement, le=day, mode=mode, **said)
        _say(list(map(str, found)), evenement, day)
    except ActesError as error:
        options.exit_on(error, "texte", {})


@click.command(short_help="Annule un document, ou explique un numéro réservé qui n’a pas servi.")
@click.argument("numeros", nargs=-1, required=True, metavar="NUMÉRO…")
@click.option("--motif", required=True, metavar="TEXTE", help="Pourquoi\u00a0: il reste au registre.")
@click.option("--juridiction", metavar="NOM", help="Quand plusieurs ont donné ce numéro.")
@options.registre
@options.reglages
def annuler(
    numeros: tuple[str, ...], motif: str, juridiction: str | None, registre: Path | None, reglages: Path | None
) -> None:
    """Annule les documents NUMÉRO…, qui ne doivent plus servir, tous ou aucun. Leur numéro ne sert plus jamais."""
    try:
        opened = _open(registre, reglages)
        found = _numbers(opened, numeros, options.court(juridiction))
        opened.annule(found, motif=motif, qui=options.qui(), quand=datetime.now(UTC))
    except ActesError as error:
        options.exit_on(error, "texte", {})
        return
    for number in found:
        click.echo(typographie(f"{number} : annulé"))


def _event(numeros: Sequence[str], dossier: str | None, efface: str | None, flags: list[str]) -> str:
    """The one event that is asked for. Raises click.UsageError."""
    if bool(numeros) == bool(dossier):
        raise click.UsageError(typographie("Donnez un ou plusieurs numéros, ou --dossier."))
    allowed = [name.replace("-", "_") for name in (_AFFAIRE if dossier else _DOCUMENT)]
    asked = [*flags, *([efface.replace("-", "_")] if efface else [])]
    if len(asked) != 1 or asked[0] not in allowed:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in allowed)
        raise click.UsageError(typographie(f"Donnez un événement, et un seul : {names}, ou --efface avec son nom."))
    return asked[0]


def _check_used(efface: str | None, le: date | None, mode: str, dossier: str | None, peine: int | None) -> None:
    """Refuse what would be left unsaid. Raises click.UsageError."""
    if peine is not None and not dossier:
        raise click.UsageError(typographie("--peine va avec --dossier."))
    if mode and (dossier or efface):
        raise click.UsageError(typographie("--mode va avec l'événement d'un numéro ; ici, dites-le par --motif."))
    if le and efface:
        raise click.UsageError(typographie("--efface retire le dernier événement de ce nom : il n'a pas de --le."))


def _open(registre: Path | None, reglages: Path | None) -> Registre:
    """The register, that must exist, to write in it."""
    from actes.generate import open_reglages
    from actes.registre import Registre

    path = options.registre_path(registre, open_reglages(reglages), creer=False)
    opened = Registre.open(path, creer=False)
    click.get_current_context().call_on_close(opened.close)
    return opened


def _numbers(opened: Registre, texts: Sequence[str], juridiction: str | None) -> list[Numero]:
    """The numbers that these words name; « brouillon 2026/3 » may come as two."""
    words, found = iter(texts), []
    for word in words:
        whole = f"{word} {next(words, '')}" if word.lower() == "brouillon" else word
        found.append(opened.trouve(whole, juridiction))
    return found


def _say(what: Sequence[str], evenement: str, le: date | None) -> None:
    from actes.registre.etats import LIBELLES
    from actes.registre.jours import en_lettres

    name = LIBELLES[evenement]
    for each in what:
        said = f"{name}, le {en_lettres(le)}" if le else f"« {name} » est retiré"
        click.echo(typographie(f"{each} : {said}"))
