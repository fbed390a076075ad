"""How the register is shown: its documents, their life, its check; data on standard output."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actes.cli import options
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.registre import Attente, Controle, Ligne, LigneVue

_SHOWN = 20  # pending numbers that are named one by one
_LARGEUR = 60  # signs of a reference, on one line


def echo_lines(lines: Iterable[Mapping[str, Any]]) -> None:
    """`{"lignes": […]}`, one document a line of text, written as they come."""
    click.echo('{"lignes": [', nl=False)
    for rank, line in enumerate(lines):
        text = json.dumps(line, ensure_ascii=False)
        click.echo((",\n" if rank else "\n") + text.encode("utf-8", "replace").decode(), nl=False)
    click.echo("\n]}")


def echo_csv(lines: Iterable[Mapping[str, Any]]) -> None:
    """Semicolons, UTF-8 with its mark, as spreadsheets expect; written as they come."""
    from actes.registre.export import COLONNES, csv_row

    buffer = io.StringIO("\ufeff", newline="")
    buffer.seek(1)
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(COLONNES)
    for line in lines:
        writer.writerow(csv_row(line))
        if buffer.tell() > 1 << 16:
            click.echo(_taken(buffer), nl=False)
    click.echo(_taken(buffer), nl=False)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")


def show_row(seen: LigneVue) -> None:
    """A document on one line."""
    from actes.registre.etats import LIBELLES
    from actes.registre.faits import plain

    line = seen.ligne
    copy = " ".join(part for part in (line.exemplaire, line.element) if part)
    dossier, court = plain(line.dossier), f" — {plain(line.juridiction)}" if line.juridiction else ""
    shown = dossier if len(dossier) <= _LARGEUR else f"{dossier[:_LARGEUR]}…"
    click.echo(
        f"{seen.numero!s:<20} {line.date_acte}  {LIBELLES[seen.etat]:<8}  {shown:<14} {line.acte} ({copy}){court}"
    )


def show_life(seen: LigneVue) -> None:
    """What became of a document: what was noted, by whom, what was taken back."""
    from actes.registre.jours import moment

    line = seen.ligne
    _say(f"    produit le {moment(line.quand)} par {line.qui}, ligne {line.rang}")
    _say(f"    fichier : {line.contenu.get('nom', '')}")
    _say(f"    empreinte : {line.empreinte_document}")
    wrong = {event.contenu["ligne"]: event for event in seen.efface if "ligne" in event.contenu}
    events = [*seen.evenements, *(event for event in seen.efface if "ligne" not in event.contenu)]
    for event in sorted(events, key=lambda each: each.rang):
        _say(f"    {_event(event)}{_taken_back(wrong.get(event.rang))}")
    if seen.annulation is not None:
        _say(f"    annulé, noté le {moment(seen.annulation.quand)} par {seen.annulation.qui} : {seen.motif}")


def _event(event: Ligne) -> str:
    from actes.registre.etats import LIBELLES
    from actes.registre.jours import en_lettres, moment

    facts = event.contenu
    rest = " ; ".join(str(facts[name]) for name in ("mode", "motif") if facts.get(name))
    words = f"{LIBELLES[facts['evenement']]} le {en_lettres(facts['le'])}{f' ({rest})' if rest else ''}"
    return f"{words}, noté le {moment(event.quand)} par {event.qui}"


def _taken_back(event: Ligne | None) -> str:
    if event is None:
        return ""
    from actes.registre.jours import moment

    return f" — retiré le {moment(event.quand)} par {event.qui} : {event.contenu.get('motif', '')}"


def show_check(found: Controle, path: Path, forme: str) -> None:
    """What the check of a register found."""
    from actes.registre.fichier import constat_of

    constats = [constat_of(found.rupture, path)] if found.rupture else []
    if forme == "json":
        options.echo_json(_facts(found, path) | {"constats": [constat.as_json() for constat in constats]})
        return
    if not found.rupture:
        issued = found.documents - found.brouillons
        counts = [(found.lignes, "ligne"), (issued, "document"), (found.brouillons, "brouillon")]
        words = [f"{number} {word}{'s' if number > 1 else ''}" for number, word in counts]
        _say(f"{path} : le registre est entier ({', '.join(words)}).")
    if found.sceau:
        _say(f"Le sceau donné est celui de la ligne {found.sceau} : jusqu'à elle, rien n'a changé depuis.")
    if not found.rupture:
        _say(f"Sceau : {found.tete[0]}:{found.tete[1]}")
    elif found.rupture.rang and found.lignes:
        _say(f"{path} : les lignes 1 à {found.lignes} sont entières.")
    _show_pending(found.attentes)
    options.echo_constats(constats)


def _show_pending(attentes: tuple[Attente, ...]) -> None:
    from actes.registre.jours import moment

    if not attentes:
        return
    several = "s" if len(attentes) > 1 else ""
    _say(f"{len(attentes)} numéro{several} réservé{several}, jamais imprimé{several} :")
    for each in attentes[:_SHOWN]:
        where = f", {each.numero.juridiction}" if each.numero.juridiction else ""
        _say(f"    {each.numero}{where} : réservé le {moment(each.quand)} par {each.qui}")
    if len(attentes) > _SHOWN:
        _say(f"    et {len(attentes) - _SHOWN} autres")
    _say(
        "    Si la commande ou le lot a été interrompu, relancez-le : il reprend ses numéros. "
        "Sinon : « actes registre annuler NUMÉRO --motif … »."
    )


def _facts(found: Controle, path: Path) -> dict[str, Any]:
    rupture = found.rupture
    broken = rupture and {
        "ligne": rupture.rang,
        "numero": str(rupture.numero) if rupture.numero else None,
        "message": rupture.message,
        "conseil": rupture.conseil,
    }
    return {
        "registre": str(path),
        "entier": rupture is None,
        "lignes": found.lignes,
        "documents": found.documents,
        "brouillons": found.brouillons,
        "annulations": found.annulations,
        "tete": {"rang": found.tete[0], "empreinte": found.tete[1]},
        "sceau": found.sceau,
        "rupture": broken,
        "attentes": [
            {
                "numero": str(each.numero),
                "juridiction": each.numero.juridiction,
                "quand": each.quand,
                "qui": each.qui,
                "lot": each.lot,
            }
            for each in found.attentes
        ],
    }


def _say(text: str) -> None:
    click.echo(typographie(text))
