"""What the register keeps beside its lines – counters, reservations, slots, last line – compared with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from actes.registre.faits import Attente, CreneauTenu, Numero, Rupture
from actes.registre.numerotation import sceau_of
from actes.registre.ouverture import schema_print
from actes.registre.schema import VERSION, compteurs, reservations, tete
from actes.registre.tenue import slots
from actes.typographie import typographie

LIBRE, PORTE, EXPLIQUE, ATTENDU = range(4)  # what bears a number: nothing, a document, a cancellation, a reservation
RESERVE = 10_000_000  # how far a number may be ahead of the lines that precede it

_REFAIRE = "dites-le au service informatique : les lignes sont entières, et ce qui les accompagne peut en être refait"


def check(
    connection: Connection,
    rang: int,
    empreinte: str,
    series: Mapping[tuple[str, int, bool], bytearray],
    pending: Sequence[Attente],
) -> Rupture | None:
    """The last line, the reservations, the counters and the numbers, after a walk that ended well."""
    noted = connection.execute(select(tete.c.rang, tete.c.empreinte, tete.c.schema)).all()
    if len(noted) != 1 or not _are(noted[0], int, str, str):
        return _broken(f"le registre ne dit plus quelle est sa dernière ligne, qui est la ligne {rang}", rang=rang)
    last, seal, schema = noted[0]
    if last > rang:
        which = f"la ligne {rang + 1} manque" if last == rang + 1 else f"les lignes {rang + 1} à {last} manquent"
        return _broken(f"{which} : le registre en avait {last}", "reprenez la dernière sauvegarde", rang=rang + 1)
    if last < rang:
        return _broken(f"la ligne {last + 1} a été ajoutée à la main, après la dernière", rang=last + 1)
    if seal != empreinte:
        return _broken(f"la ligne {rang} n'est pas la dernière que le registre a notée", rang=rang)
    if schema != schema_print(connection) or not _version_holds(connection):
        return _broken("la description des tables a été modifiée", _REFAIRE)
    return _check_numbers(connection, series, pending)


def _check_numbers(
    connection: Connection, series: Mapping[tuple[str, int, bool], bytearray], pending: Sequence[Attente]
) -> Rupture | None:
    borne = {serie: bytearray(numbers) for serie, numbers in series.items()}
    columns = select(reservations.c.cle, reservations.c.sceau, reservations.c.brouillon)
    seals = {cle: sceau for cle, sceau, draft in connection.execute(columns) if draft in (0, 1)}
    for attente in pending:
        number = attente.numero
        facts = (number.juridiction, number.annee, number.numero, attente.cle, attente.lot, attente.quand, attente.qui)
        if not _are(facts, str, int, int, *[str] * 4):
            return _broken("une réservation a été altérée", _REFAIRE)
        if seals.get(attente.cle) != sceau_of(attente):
            return _broken(f"la réservation du numéro {number} a été altérée", _REFAIRE, numero=number)
        numbers = borne.setdefault((number.juridiction, number.annee, number.brouillon), bytearray(1))
        numbers.extend(bytes(max(0, min(number.numero, RESERVE) + 1 - len(numbers))))
        if number.numero >= len(numbers) or numbers[number.numero]:
            return _broken(f"le numéro {number} est réservé alors qu'il est déjà employé", _REFAIRE, numero=number)
        numbers[number.numero] = ATTENDU
    return _check_counters(connection, borne)


def _check_counters(connection: Connection, borne: Mapping[tuple[str, int, bool], bytearray]) -> Rupture | None:
    counted = {}
    for row in connection.execute(select(compteurs)):
        if not _are(row, str, int, int, int) or row.brouillon not in (0, 1):
            return _broken("un compteur a été altéré", _REFAIRE)
        counted[row.juridiction, row.annee, bool(row.brouillon)] = row.dernier
    for (court, year, draft), numbers in sorted(borne.items()):
        if (hole := numbers.find(LIBRE, 1)) > 0:
            number = Numero(court, year, hole, draft)
            what = f"le numéro {number} n'est sur aucune ligne et n'est pas réservé : sa réservation a été supprimée"
            return _broken(what, "annulez-le avec le motif, s'il est expliqué", numero=number)
        number = Numero(court, year, len(numbers) - 1, draft)
        if counted.pop((court, year, draft), None) != number.numero:
            what = f"le compteur de « {court} » ne dit pas {number}, qui est pourtant le dernier numéro donné"
            return _broken(what, _REFAIRE, numero=number)
    for (court, year, draft), last in sorted(counted.items()):
        number = Numero(court, year, last, draft)
        return _broken(f"le compteur de « {court} » dit {number}, que personne n'a donné", _REFAIRE, numero=number)
    return None


def check_slots(connection: Connection, held: Iterable[CreneauTenu]) -> Rupture | None:
    """The slots held, compared with those that the lines gave and took back."""
    for slot in sorted(set(slots(connection)) ^ set(held), key=str):
        what = f"le créneau du {slot.le} à {slot.heure} (dossier {slot.dossier}) ne répond pas aux lignes"
        return _broken(what, _REFAIRE)
    return None


def _are(values: Sequence[object], *types: type) -> bool:
    return all(type(value) is kind for value, kind in zip(values, types, strict=True))


def _version_holds(connection: Connection) -> bool:
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    return revision == [f"{VERSION:04d}"]


def _broken(message: str, conseil: str = "", *, rang: int | None = None, numero: Numero | None = None) -> Rupture:
    advice = conseil or "gardez ce fichier tel qu'il est, et reprenez la dernière sauvegarde"
    return Rupture(rang=rang, numero=numero, message=typographie(message), conseil=typographie(advice))
