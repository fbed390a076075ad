"""The documents of one act, issued: their numbers reserved, their files written, their lines in the register.

In this order, so that no document is seen without a number, and no number is lost without a word: when the writing
fails, the numbers are given up with the reason; when the program is killed, the same command finds them again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from actes.deliver import Fichier, write_whole
from actes.errors import ActesError, EnvironnementError
from actes.registre import Affaire, Inscription, Numero
from actes.typographie import typographie

if TYPE_CHECKING:  # whoever only checks a dossier does not pay for it
    from actes.registre import Registre


@dataclass(frozen=True, slots=True)
class Greffe:
    """The register as one run writes in it: by whom, at what instant."""

    registre: Registre
    qui: str
    quand: datetime


def issue(
    greffe: Greffe,
    sortie: Path,
    fichiers: Sequence[Fichier],
    inscriptions: Sequence[Inscription],
    *,
    remplacer: bool = False,
    affaires: Sequence[Affaire] = (),
) -> list[tuple[Path, Numero]]:
    """Write the files of one act and record them; the path and the number of each, in their order.

    A document that the register has already keeps its number. Raises EnvironnementError, and FileExistsError as
    `write_whole` does; the numbers are then given up, and say why.
    """
    if remplacer:
        inscriptions = [_replacing(greffe.registre, entry, sortie) for entry in inscriptions]
    greffe.registre.reserve(inscriptions, qui=greffe.qui, quand=greffe.quand)
    with _given_up(greffe, inscriptions):
        paths = write_whole(sortie, fichiers, remplacer)
    try:
        numeros = greffe.registre.inscrire(inscriptions, qui=greffe.qui, quand=greffe.quand, affaires=affaires)
    except EnvironnementError as error:
        advice = typographie("les documents sont écrits mais ne sont pas inscrits : ensuite, relancez la même commande")
        told = [replace(constat, conseil=f"{constat.conseil}\u00a0; {advice}") for constat in error.constats]
        raise EnvironnementError(constats=told) from None
    return list(zip(paths, numeros, strict=True))


@contextlib.contextmanager
def _given_up(greffe: Greffe, inscriptions: Sequence[Inscription]) -> Iterator[None]:
    """Explain the numbers reserved if what is done here fails; if that fails too, the next run finds them again."""
    try:
        yield
    except (ActesError, FileExistsError) as error:
        motif = error.constats[0].message if isinstance(error, ActesError) else "un autre fichier est déjà à sa place"
        with contextlib.suppress(EnvironnementError):
            cles = [entry.cle for entry in inscriptions]
            greffe.registre.renonce(cles=cles, motif=motif, qui=greffe.qui, quand=greffe.quand)
        raise


def _replacing(registre: Registre, entry: Inscription, sortie: Path) -> Inscription:
    """The entry of a document that takes the place of another version of it: it says the number of that one."""
    nom = str(entry.contenu["nom"])
    former = former_version(registre, entry) if (sortie / nom).exists() else None
    contenu: Mapping[str, object] = {**entry.contenu, "remplace": str(former)}
    return entry if former is None else replace(entry, contenu=contenu)


def former_version(registre: Registre, entry: Inscription) -> Numero | None:
    """The number of the last version that was issued of the same copy of the same act, if it was another one."""
    found = None
    for seen in registre.chercher(
        dossier=entry.dossier, acte=entry.acte, juridiction=entry.juridiction, brouillon=entry.brouillon
    ):
        if (seen.ligne.exemplaire, seen.ligne.element) == (entry.exemplaire, entry.element):
            found = seen
    return found.numero if found and found.ligne.empreinte_document != entry.empreinte_document else None
