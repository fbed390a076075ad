"""The options that several commands share, and how their results are shown."""

from __future__ import annotations

import errno
import getpass
import json
import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from actes.errors import ActesError, Constat, EnvironnementError, Gravite, RegistreAbsent
from actes.place import Place

if TYPE_CHECKING:
    from actes.dossier import Reglages
    from actes.emission import Greffe
    from actes.registre import Registre

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

registre = click.option(
    "--registre",
    envvar="ACTES_REGISTRE",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="Le registre des actes (sinon celui que disent les réglages, sinon celui de l’utilisateur).",
)

langue = click.option(
    "--langue",
    metavar="XX",
    help="La langue des actes traduits (de, nl, el…), au lieu de celle que veut l’État d’exécution.",
)

sortie_format = click.option(
    "--format", "forme", type=click.Choice(["texte", "json"]), default="texte", help="La forme de ce qui est affiché."
)


def registre_path(given: Path | None, reglages: Reglages | None, *, creer: bool = True) -> Path:
    """Where the register is: as the command or ACTES_REGISTRE says, else the court's settings, else the user's own.

    The folder of the user's own is made if `creer`, private; any other must be there: a slip would begin another
    register.
    Raises EnvironnementError.
    """
    if given is not None:
        return given
    if reglages is not None and reglages.registre:
        return Path(reglages.fichier).parent / os.path.expanduser(reglages.registre)
    data = os.environ.get("XDG_DATA_HOME") or ""
    folder = Path(data if os.path.isabs(data) else os.path.expanduser("~/.local/share")) / "actes"
    try:
        if not folder.is_absolute():
            raise FileNotFoundError(errno.ENOENT, "ce compte n’a pas de répertoire personnel")
        if creer:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironnementError(
            f"le registre ne peut pas être créé ici\u00a0: {error.strerror}",
            Place(str(folder)),
            conseil="dites où il est par --registre ou par ACTES_REGISTRE",
        ) from None
    return folder / "registre.sqlite"


def open_registre(given: Path | None, reglages: Reglages | None, *, lecture: bool = False) -> Registre:
    """The register, closed when the command ends; created if it is missing, unless `lecture`: nothing is written.

    Raises EnvironnementError.
    """
    from actes.registre import Registre

    opened = Registre.open(registre_path(given, reglages, creer=not lecture), creer=not lecture, lecture=lecture)
    click.get_current_context().call_on_close(opened.close)
    return opened


def known_registre(given: Path | None, reglages: Reglages | None) -> Registre | None:
    """The register, to be read; None if there is none yet. Nothing is written. Raises EnvironnementError."""
    try:
        return open_registre(given, reglages, lecture=True)
    except RegistreAbsent:
        return None


def open_greffe(given: Path | None, reglages: Reglages | None) -> Greffe:
    """The register, to write in it on behalf of whoever runs the command. Raises EnvironnementError."""
    from actes.emission import Greffe

    return Greffe(open_registre(given, reglages), qui(), datetime.now(UTC))


def qui() -> str:
    """Who runs the command: as ACTES_AUTEUR says (a service that works for somebody), else as the system knows them."""
    from actes.registre.faits import plain

    try:
        name = os.environ.get("ACTES_AUTEUR") or getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        name = ""
    return plain(name) or "inconnu"


def court(juridiction: str | None) -> str | None:
    """The court of --juridiction as the register names it; empty: the series of the dossiers that name none."""
    from actes.nommage import court_name

    return None if juridiction is None else court_name(juridiction)


def echo_json(document: dict[str, Any]) -> None:
    """One document, on standard output: in UTF-8, even when the name of a file is not."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    click.echo(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def echo_constats(constats: Iterable[Constat], *, codes: bool = False) -> None:
    """The findings on standard error: act by act, the heaviest first, each lack told once; with its code if asked for.

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
            code = f" [{constat.code}]" if codes else ""
            click.echo(f"{_HEADS[constat.gravite]:<9} {constat}{code}", err=True)


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
