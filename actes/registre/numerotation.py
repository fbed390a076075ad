"""Numbers: without hole or duplicate, by court, year and kind; reserved before printing, then borne by a line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, select

from actes.registre.chaine import append
from actes.registre.faits import (
    AFFAIRE,
    ANNULATION,
    DOCUMENT,
    Affaire,
    Attente,
    Inscription,
    Numero,
    canonical,
    cle_of,
    clean,
    fingerprint,
    plain,
)
from actes.registre.schema import EST_AFFAIRE, EST_DOCUMENT, EST_SUITE, lignes, reservations

CHUNK = 500  # values of one query: old SQLite allow 999

_KEPT = ("dossier", "acte", "exemplaire", "element", "date_acte")
_PRINTS = ("empreinte_dossier", "empreinte_modele", "empreinte_droit", "empreinte_document", "programme")

_RESERVE = "INSERT INTO reservations (cle, juridiction, annee, brouillon, numero, lot, quand, qui, sceau) VALUES "
_RESERVED = select(*(reservations.c[name] for name in ("cle", "juridiction", "annee", "numero", "brouillon"))).where(
    reservations.c.cle.in_(bindparam("cles", expanding=True))
)
_ISSUED = select(
    *(lignes.c[name] for name in ("juridiction", "annee", "brouillon", "numero", *_KEPT[:4], "empreinte_document"))
).where(EST_DOCUMENT, lignes.c.empreinte_document.in_(bindparam("prints", expanding=True)))
_CASES = (
    select(lignes.c.juridiction, lignes.c.dossier, lignes.c.contenu)
    .where(EST_AFFAIRE, lignes.c.dossier.in_(bindparam("dossiers", expanding=True)))
    .order_by(lignes.c.rang)
)
_FORGET = reservations.delete().where(reservations.c.cle.in_(bindparam("cles", expanding=True)))
_COUNT = (
    "INSERT INTO compteurs (juridiction, annee, brouillon, dernier) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (juridiction, annee, brouillon) DO UPDATE SET dernier = excluded.dernier"
)


def reserve(
    connection: Connection, inscriptions: Sequence[Inscription], lot: str, quand: str, qui: str
) -> list[Numero]:
    """A number for each of these documents: the one it has, or the next of its series."""
    cles = [inscription.cle for inscription in inscriptions]
    wanted = dict(zip(cles, inscriptions, strict=True))
    known = issued(connection, wanted) | reserved(connection, wanted)
    new = {cle: inscription for cle, inscription in wanted.items() if cle not in known}
    given = dict(zip(new, _next_numbers(connection, new.values()), strict=True))
    rows = [(cle, *_serie(number), number.numero, clean(lot), quand, qui) for cle, number in given.items()]
    if rows:
        values = [(*row, fingerprint(row)) for row in rows]
        connection.exec_driver_sql(f"{_RESERVE} ({', '.join('?' * 9)})", values)
    known |= given
    return [known[cle] for cle in cles]


def inscribe(
    connection: Connection,
    inscriptions: Sequence[Inscription],
    affaires: Iterable[Affaire],
    quand: str,
    qui: str,
) -> list[Numero]:
    """Record these documents, each once, with the number reserved for it or the next one; then the cases."""
    cles = [inscription.cle for inscription in inscriptions]
    wanted = dict(zip(cles, inscriptions, strict=True))
    known = issued(connection, wanted)
    new = {cle: inscription for cle, inscription in wanted.items() if cle not in known}
    held = reserved(connection, new)
    rest = {cle: inscription for cle, inscription in new.items() if cle not in held}
    given = held | dict(zip(rest, _next_numbers(connection, rest.values()), strict=True))
    rows = [_document_row(inscription, given[cle]) for cle, inscription in new.items()]
    rows += _changed_cases(connection, affaires)
    append(connection, rows, quand, qui)
    _forget(connection, held)
    known |= given
    return [known[cle] for cle in cles]


def renounce(
    connection: Connection, lot: str | None, cles: Collection[str] | None, motif: str, quand: str, qui: str
) -> list[Numero]:
    """Explain the numbers reserved by this lot, or for these keys, that will bear no document."""
    found = list(attentes(connection, lot, cles))
    cancel_reservations(connection, found, motif, quand, qui)
    return [attente.numero for attente in found]


def cancel_reservations(connection: Connection, found: Collection[Attente], motif: str, quand: str, qui: str) -> None:
    """Turn these reservations into `annulation` lines."""
    rows = [
        _numbered(attente.numero)
        | {"nature": ANNULATION, "contenu": canonical(_reserved_facts(attente) | {"motif": plain(motif)})}
        for attente in found
    ]
    append(connection, rows, quand, qui)
    _forget(connection, [attente.cle for attente in found])


def issued(connection: Connection, wanted: dict[str, Inscription]) -> dict[str, Numero]:
    """The numbers of those of these documents that are recorded and not cancelled, by key."""
    found: dict[str, Numero] = {}
    for prints in chunks(dict.fromkeys(inscription.empreinte_document for inscription in wanted.values())):
        for court, year, draft, number, *words in connection.execute(_ISSUED, {"prints": prints}):
            cle = cle_of(court, draft, *words)
            if cle in wanted:
                found[cle] = max(found.get(cle, Numero(court, 0, 0)), Numero(court, year, number, bool(draft)))
    cancelled = _cancelled(connection, found.values()) if found else set()
    return {cle: number for cle, number in found.items() if number not in cancelled}


def reserved(connection: Connection, cles: Iterable[str]) -> dict[str, Numero]:
    """The numbers pending for these keys."""
    found = {}
    for keys in chunks(cles):
        for cle, court, year, number, draft in connection.execute(_RESERVED, {"cles": keys}):
            found[cle] = Numero(court, year, number, bool(draft))
    return found


def attentes(connection: Connection, lot: str | None = None, cles: Collection[str] | None = None) -> Iterator[Attente]:
    """The numbers reserved and not used yet, all or those of a lot, of keys; in the order of their series."""
    query = select(reservations).order_by(*(reservations.c[n] for n in ("juridiction", "annee", "brouillon", "numero")))
    if lot is not None:
        query = query.where(reservations.c.lot == clean(lot))
    for keys in [None] if cles is None else chunks(cles):
        for row in connection.execute(query if keys is None else query.where(reservations.c.cle.in_(keys))):
            number = Numero(row.juridiction, row.annee, row.numero, bool(row.brouillon))
            yield Attente(numero=number, cle=row.cle, lot=row.lot, quand=row.quand, qui=row.qui)


def sceau_of(attente: Attente) -> str:
    """What `reservations.sceau` must hold."""
    number = attente.numero
    return fingerprint((attente.cle, *_serie(number), number.numero, attente.lot, attente.quand, attente.qui))


def _cancelled(connection: Connection, numbers: Iterable[Numero]) -> set[Numero]:
    by_series: dict[tuple[str, int, int], list[int]] = {}
    for number in numbers:
        by_series.setdefault(_serie(number), []).append(number.numero)
    found = set()
    for (court, year, draft), wanted in by_series.items():
        for chunk in chunks(wanted):
            query = select(lignes.c.numero).where(
                *(EST_SUITE, lignes.c.nature == ANNULATION, lignes.c.juridiction == court, lignes.c.annee == year),
                *(lignes.c.brouillon == draft, lignes.c.numero.in_(chunk)),
            )
            found |= {Numero(court, year, number, bool(draft)) for number in connection.execute(query).scalars()}
    return found


def _next_numbers(connection: Connection, inscriptions: Iterable[Inscription]) -> list[Numero]:
    last: dict[tuple[str, int, int], int] = {}
    given = []
    for inscription in inscriptions:
        serie = (clean(inscription.juridiction), inscription.annee, int(inscription.brouillon))
        if serie not in last:
            query = "SELECT dernier FROM compteurs WHERE juridiction = ? AND annee = ? AND brouillon = ?"
            last[serie] = connection.exec_driver_sql(query, serie).scalar() or 0
        last[serie] += 1
        given.append(Numero(serie[0], serie[1], last[serie], bool(serie[2])))
    if last:
        connection.exec_driver_sql(_COUNT, [(*serie, number) for serie, number in last.items()])
    return given


def _document_row(inscription: Inscription, number: Numero) -> dict[str, Any]:
    texts = {name: clean(getattr(inscription, name)) for name in (*_KEPT, *_PRINTS)}
    return _numbered(number) | texts | {"nature": DOCUMENT, "contenu": canonical(dict(inscription.contenu))}


def _changed_cases(connection: Connection, affaires: Iterable[Affaire]) -> list[dict[str, Any]]:
    said = {(clean(a.juridiction), clean(a.dossier)): canonical(dict(a.contenu)) for a in affaires}
    known: dict[tuple[str, str], str] = {}
    for chunk in chunks(dict.fromkeys(dossier for _, dossier in said)):
        for court, dossier, contenu in connection.execute(_CASES, {"dossiers": chunk}):
            known[court, dossier] = contenu
    return [
        {"nature": AFFAIRE, "juridiction": court, "dossier": dossier, "contenu": contenu}
        for (court, dossier), contenu in said.items()
        if known.get((court, dossier)) != contenu
    ]


def _forget(connection: Connection, cles: Iterable[str]) -> None:
    for chunk in chunks(cles):
        connection.execute(_FORGET, {"cles": chunk})


def _serie(number: Numero) -> tuple[str, int, int]:
    return number.juridiction, number.annee, int(number.brouillon)


def _numbered(number: Numero) -> dict[str, Any]:
    return dict(zip(("juridiction", "annee", "brouillon"), _serie(number), strict=True)) | {"numero": number.numero}


def _reserved_facts(attente: Attente) -> dict[str, str]:
    return {"cle": attente.cle, "lot": attente.lot, "reserve_le": attente.quand, "reserve_par": attente.qui}


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """These values by lists that one query can hold."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
