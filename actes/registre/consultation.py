"""What the register answers: a document, its life, the documents that match, the cases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, literal_column, select

from actes.errors import LectureError
from actes.registre.chaine import TOUT, ligne_of
from actes.registre.etats import effective, seen_of
from actes.registre.faits import AFFAIRE, ANNULATION, DOCUMENT, EVENEMENT, AffaireVue, Ligne, LigneVue, Numero
from actes.registre.jours import moment
from actes.registre.numerotation import CHUNK, chunks
from actes.registre.schema import EST_AFFAIRE, EST_DOCUMENT, EST_SUITE, compteurs, lignes, reservations
from actes.typographie import typographie

_FORME = re.compile(r"(brouillon\s+)?(\d{4})\s*/\s*(\d{1,9})", re.IGNORECASE)


def find_number(connection: Connection, texte: str, juridiction: str | None) -> Numero:
    """The number that this text names. Raises LectureError: not a number, never given, given by several courts."""
    form = _FORME.fullmatch(texte.strip())
    if form is None:
        raise _unread(f"« {texte} » n'est pas un numéro du registre", "écrivez par exemple 2026/42")
    draft, year, rank = bool(form[1]), int(form[2]), int(form[3])
    query = select(compteurs.c.juridiction).where(
        compteurs.c.annee == year, compteurs.c.brouillon == int(draft), compteurs.c.dernier >= rank
    )
    courts = sorted(set(connection.execute(query).scalars())) if rank else []
    wanted = [court for court in courts if juridiction in (None, court)]
    if len(wanted) > 1:
        names, advice = which_court(wanted)
        raise _unread(f"plusieurs juridictions ont donné le numéro {texte} : {names}", advice)
    if not wanted:
        where = f" pour « {juridiction} »" if juridiction else ""
        advice = f"il l'a été pour {which_court(courts)[0]}" if courts else "vérifiez le numéro, l'année et le registre"
        raise _unread(f"le numéro {texte} n'a jamais été donné{where}", advice)
    return Numero(wanted[0], year, rank, draft)


def which_court(courts: Iterable[str]) -> tuple[str, str]:
    """These courts in a sentence, and how to say which one is meant; one may have no name."""
    named = [f"« {court} »" if court else "sans juridiction" for court in courts]
    nameless = ' (pour celui sans juridiction : --juridiction "")' if "sans juridiction" in named else ""
    return ", ".join(named), f"précisez --juridiction{nameless}"


def document(connection: Connection, numero: Numero) -> Ligne:
    """The line of the document that bears this number. Raises LectureError, saying what the number became."""
    row = connection.execute(TOUT.where(EST_DOCUMENT, *_is(numero))).first()
    if row is not None:
        return ligne_of(row)
    for line in suite(connection, numero):
        if line.nature == ANNULATION:
            raise _unread(
                f"le numéro {numero} ne porte aucun document : il a été annulé le {moment(line.quand)}",
                f"motif : {line.contenu.get('motif', '')}",
            )
    number = (reservations.c[name] for name in ("juridiction", "annee", "brouillon", "numero"))
    held = select(reservations.c.quand).where(*(c == v for c, v in zip(number, _values(numero), strict=True)))
    if quand := connection.execute(held).scalar():
        raise _unread(
            f"le numéro {numero} est réservé depuis le {moment(quand)}, et n'a jamais été imprimé",
            "relancez la commande qui l'a réservé, ou annulez-le avec son motif",
        )
    raise _unread(f"le numéro {numero} n'a jamais été donné", "vérifiez le numéro, l'année et le registre")


def suite(connection: Connection, numero: Numero) -> list[Ligne]:
    """The lines about a number after its own: events, cancellation; in their order."""
    return [ligne_of(row) for row in connection.execute(TOUT.where(EST_SUITE, *_is(numero)).order_by(lignes.c.rang))]


def by_print(connection: Connection, sha256: str) -> list[Ligne]:
    """The documents of this fingerprint, the oldest first: the same bytes may have been issued again once cancelled."""
    query = TOUT.where(EST_DOCUMENT, lignes.c.empreinte_document == sha256).order_by(lignes.c.rang)
    return [ligne_of(row) for row in connection.execute(query)]


def known_prints(connection: Connection, prints: Sequence[str]) -> set[str]:
    """Those of these fingerprints that some document of the register has; few of them at once."""
    query = select(lignes.c.empreinte_document).where(EST_DOCUMENT, lignes.c.empreinte_document.in_(prints))
    return set(connection.execute(query).scalars())


def matching(**wanted: Any) -> Select[Any]:
    """The query of the documents that match: what is None does not count. `du` and `au` are days of the act."""
    query = TOUT.where(EST_DOCUMENT)
    if wanted.get("dossier") is not None:
        query = query.where(lignes.c.dossier == wanted["dossier"])
    for name in ("acte", "juridiction"):  # « + »: by no index, that would sort the whole court for each page
        if wanted.get(name) is not None:
            query = query.where(literal_column(f"+lignes.{name}") == wanted[name])
    if wanted.get("brouillon") is not None:
        query = query.where(lignes.c.brouillon == int(wanted["brouillon"]))
    if wanted.get("du") is not None:
        query = query.where(lignes.c.date_acte >= wanted["du"].isoformat())
    if wanted.get("au") is not None:
        query = query.where(lignes.c.date_acte <= wanted["au"].isoformat())
    if wanted.get("empreinte"):
        start = wanted["empreinte"].lower()
        query = query.where(lignes.c.empreinte_document >= start, lignes.c.empreinte_document < start + "g")
    return query


def page(connection: Connection, query: Select[Any], after: int) -> list[LigneVue]:
    """The next documents of this query, from the line `after`, with what became of them."""
    rows = connection.execute(query.where(lignes.c.rang > after).order_by(lignes.c.rang).limit(CHUNK))
    return with_lives(connection, [ligne_of(row) for row in rows])


def with_lives(connection: Connection, documents: list[Ligne]) -> list[LigneVue]:
    """These documents with what became of them: one query a series."""
    series: dict[tuple[str, int, bool], list[int]] = {}
    for line in documents:
        series.setdefault((line.juridiction, line.annee, line.brouillon), []).append(line.numero)
    after: dict[Numero | None, list[Ligne]] = {}
    for (court, year, draft), numbers in series.items():
        for chunk in chunks(numbers):
            query = TOUT.where(
                *(EST_SUITE, lignes.c.juridiction == court, lignes.c.annee == year),
                *(lignes.c.brouillon == int(draft), lignes.c.numero.in_(chunk)),
            )
            for row in connection.execute(query.order_by(lignes.c.rang)):
                line = ligne_of(row)
                after.setdefault(line.designation, []).append(line)
    return [seen_of(line, after.get(line.designation, ())) for line in documents]


def case_keys(connection: Connection) -> list[tuple[str, str]]:
    """The cases that the register knows by their content: (dossier, juridiction), in order."""
    query = select(lignes.c.dossier, lignes.c.juridiction).where(EST_AFFAIRE).distinct()
    return sorted((dossier, court) for dossier, court in connection.execute(query))


def cases(connection: Connection, keys: Iterable[tuple[str, str]]) -> Iterator[AffaireVue]:
    """These cases, each with its last content, its events and its documents."""
    for chunk in chunks(keys):
        lines: dict[tuple[str, str], list[Ligne]] = {key: [] for key in chunk}
        query = TOUT.where(lignes.c.dossier.in_(sorted({dossier for dossier, _ in chunk}))).order_by(lignes.c.rang)
        for row in connection.execute(query):
            line = ligne_of(row)
            lines.get((line.dossier, line.juridiction), []).append(line)
        for (dossier, court), found in lines.items():
            yield _case(dossier, court, found)


def _case(dossier: str, court: str, found: list[Ligne]) -> AffaireVue:
    last = [line for line in found if line.nature == AFFAIRE][-1]
    lives: dict[Numero | None, list[Ligne]] = {}
    for line in found:
        if line.nature in (EVENEMENT, ANNULATION):
            lives.setdefault(line.designation, []).append(line)
    holds, _ = effective(lives.pop(None, []))
    documents = [line for line in found if line.nature == DOCUMENT]
    return AffaireVue(
        dossier=dossier,
        juridiction=court,
        contenu=last.contenu,
        ligne=last,
        evenements=tuple(holds),
        documents=tuple(seen_of(line, lives.get(line.designation, ())) for line in documents),
    )


def _values(numero: Numero) -> tuple[str, int, int, int]:
    return numero.juridiction, numero.annee, int(numero.brouillon), numero.numero


def _is(numero: Numero) -> list[Any]:
    columns = (lignes.c.juridiction, lignes.c.annee, lignes.c.brouillon, lignes.c.numero)
    return [column == value for column, value in zip(columns, _values(numero), strict=True)]


def _unread(message: str, conseil: str) -> LectureError:
    return LectureError(typographie(message), conseil=typographie(conseil))
