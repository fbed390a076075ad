"""The journal kept: what it knows of a group of dossiers, and what came of them written in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from actes.lot.conflits import Anterieur, Connu
from actes.lot.faits import FaitDocument, FaitUnite
from actes.lot.journal import FAIT, REJETE, Journal, Unite, documents, encode_constats, unites
from actes.registre import Numero, Registre
from actes.registre.base import told, writing

_WORDS = 500  # values in one « in (…) » of SQL


def files_of(
    journal: Journal, registre: Registre, found: Sequence[Unite]
) -> tuple[tuple[tuple[tuple[str, str], ...], ...], int]:
    """The files (name, SHA-256) that were made of each of these dossiers, and how many the register does not hold.

    Of those the fingerprint is left out: no file has it, and the dossier is done again, recorded this time.
    """
    made: dict[int, list[tuple[str, str]]] = {}
    done = [unite.rang for unite in found if unite.etat == FAIT]
    if not done:
        return tuple(() for _ in found), 0
    query = select(documents.c.unite, documents.c.nom, documents.c.sha256).where(documents.c.unite.in_(done))
    with journal.read() as connection:
        rows = connection.execute(query).all()
    recorded = registre.connues([row.sha256 for row in rows])
    for row in rows:
        made.setdefault(row.unite, []).append((row.nom, row.sha256 if row.sha256 in recorded else ""))
    unrecorded = sum(row.sha256 not in recorded for row in rows)
    return tuple(tuple(made.get(unite.rang, ())) for unite in found), unrecorded


def known(journal: Journal, fresh: Sequence[FaitUnite]) -> Connu:
    """What the journal knows of these dossiers, of the names that they want and of their references."""
    connu = Connu()
    names = [document.nom for unite in fresh for document in unite.documents]
    query = select(
        documents.c.unite, documents.c.nom, documents.c.sha256, documents.c.numero, unites.c.fichier, unites.c.etat
    ).join(unites)
    same = select(unites.c.reference, unites.c.rang, unites.c.fichier).order_by(unites.c.rang.desc())
    references = sorted({unite.reference for unite in fresh if unite.reference})
    wanted = [
        *(documents.c.unite.in_(some) for some in _by([unite.rang for unite in fresh])),
        *(documents.c.nom.in_(some) for some in _by(names)),
    ]
    with journal.read() as connection:
        for condition in wanted:
            for row in connection.execute(query.where(condition)):
                made = Anterieur(row.unite, row.fichier, row.nom, row.sha256, row.numero, refait=row.etat == REJETE)
                connu.anterieurs[row.nom] = made
        for some in _by(references):
            for twin in connection.execute(same.where(unites.c.reference.in_(some))):
                connu.references[twin.reference] = (twin.rang, twin.fichier)  # the first of the lot stays
    return connu


def note(journal: Journal, judged: Sequence[FaitUnite], numbers: Mapping[str, Numero]) -> None:
    """Write what came of these dossiers. Raises EnvironnementError."""
    states = [
        {
            "le_rang": unite.rang,
            "etat": REJETE if unite.bloque else FAIT,
            "reference": unite.reference,
            "empreinte": unite.empreinte,
            "jour": unite.jour,
            "constats": encode_constats(unite.constats),
        }
        for unite in judged
    ]
    made = [_row(unite.rang, document, str(numbers[document.nom])) for unite in judged for document in unite.documents]
    columns = ("etat", "reference", "empreinte", "jour", "constats")
    state = update(unites).where(unites.c.rang == bindparam("le_rang")).values({c: bindparam(c) for c in columns})
    with told(journal.path), writing(journal.engine) as connection:
        connection.execute(state, states)
        if made:
            statement = insert(documents)
            renewed = {name: statement.excluded[name] for name in made[0] if name != "nom"}
            connection.execute(statement.on_conflict_do_update(index_elements=["nom"], set_=renewed), made)


def _row(rang: int, document: FaitDocument, numero: str) -> dict[str, object]:
    names = ("nom", "acte", "titre", "exemplaire", "sha256", "mode", "article", "destinataire", "nom_destinataire")
    given = {name: getattr(document, name) for name in names}
    return {**given, "unite": rang, "numero": numero, "adresse": document.adresse}


def _by(values: Sequence[Any]) -> list[Sequence[Any]]:
    return [values[start : start + _WORDS] for start in range(0, len(values), _WORDS)]
