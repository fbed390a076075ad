"""The register: what was issued, by whom, when, and what became of it; one SQLite file, chained lines."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from actes.registre import consultation, numerotation, tenue, vie
from actes.registre.acces import Acces
from actes.registre.chaine import head
from actes.registre.controle import check
from actes.registre.export import exported
from actes.registre.faits import (
    Affaire,
    AffaireVue,
    Attente,
    Controle,
    CreneauTenu,
    Inscription,
    Ligne,
    LigneVue,
    Numero,
    Prise,
    clean,
    instant,
)

Numeros = Numero | Sequence[Numero]  # one, or several of which all or none is done


class Registre(Acces):
    """The register: `Registre.open(path)`, then what is reserved, recorded, noted, asked."""

    def reserve(self, inscriptions: Sequence[Inscription], *, qui: str, quand: datetime, lot: str = "") -> list[Numero]:
        """A number for each of these documents, before it is written: the one it has, or the next. One transaction."""
        with self._written() as connection:
            return numerotation.reserve(connection, inscriptions, lot, instant(quand), clean(qui))

    def inscrire(
        self, inscriptions: Sequence[Inscription], *, qui: str, quand: datetime, affaires: Sequence[Affaire] = ()
    ) -> list[Numero]:
        """Record documents that are written, each once, under its number. One transaction, that may be done again.

        An `affaire` is recorded only if it differs from what was last recorded of that case.
        """
        with self._written() as connection:
            return numerotation.inscribe(connection, inscriptions, affaires, instant(quand), clean(qui))

    def renonce(
        self, *, lot: str | None = None, cles: Collection[str] | None = None, motif: str, qui: str, quand: datetime
    ) -> list[Numero]:
        """Explain the numbers reserved by this lot, or for these keys, that will bear no document."""
        if lot is None and cles is None:
            raise ValueError("a lot or keys")
        with self._written() as connection:
            return numerotation.renounce(connection, lot, cles, motif, instant(quand), clean(qui))

    def tete(self) -> tuple[int, str]:
        """The rank and the fingerprint of the last line: the seal that reports print."""
        with self._read() as connection:
            return head(connection)

    def attentes(self, lot: str | None = None) -> list[Attente]:
        """The numbers reserved and not used yet, all or those of a lot."""
        with self._read() as connection:
            return list(numerotation.attentes(connection, lot))

    # the life of a document, and of a case

    def annule(self, numero: Numeros, *, motif: str, qui: str, quand: datetime) -> None:
        """Cancel documents that must not serve, or explain reserved numbers that no document will bear; all or none.

        A cancelled number never serves again: the same document, issued again, gets another one. Raises ActesError.
        """
        with self._written() as connection:
            vie.cancel(connection, _several(numero), vie.said_of("", motif=motif, qui=qui, quand=quand))

    def note(
        self,
        numero: Numeros,
        evenement: str,
        *,
        le: date,
        mode: str = "",
        motif: str = "",
        qui: str,
        quand: datetime,
    ) -> None:
        """Note that these documents are signe, remis, envoye, recu or retourne on this day; all or none.

        Raises ActesError: a draft, a cancelled one, a day before the act's or to come, an impossible order.
        """
        said = vie.said_of(evenement, le=le, mode=mode, motif=motif, qui=qui, quand=quand)
        with self._written() as connection:
            vie.note(connection, _several(numero), said)

    def efface(self, numero: Numeros, evenement: str, *, motif: str, qui: str, quand: datetime) -> None:
        """Take back the last event of this name, noted by mistake; the line stays, another says so. All or none."""
        with self._written() as connection:
            vie.efface(connection, _several(numero), vie.said_of(evenement, motif=motif, qui=qui, quand=quand))

    def note_affaire(
        self,
        dossier: str,
        evenement: str,
        *,
        le: date,
        motif: str = "",
        peine: int | None = None,
        juridiction: str | None = None,
        qui: str,
        quand: datetime,
    ) -> None:
        """Note of a case, or of its sentence of rank `peine`: diligence, executee, en_attente (with its motif)."""
        said = vie.said_of(evenement, le=le, motif=motif, peine=peine, qui=qui, quand=quand)
        with self._written() as connection:
            vie.note_case(connection, dossier, juridiction, said)

    def efface_affaire(
        self,
        dossier: str,
        evenement: str,
        *,
        motif: str,
        peine: int | None = None,
        juridiction: str | None = None,
        qui: str,
        quand: datetime,
    ) -> None:
        """Take back the last event of this name of a case, or of its sentence of rank `peine`, noted by mistake."""
        said = vie.said_of(evenement, motif=motif, peine=peine, qui=qui, quand=quand)
        with self._written() as connection:
            vie.efface_case(connection, dossier, juridiction, said)

    # what it answers

    def trouve(self, texte: str, juridiction: str | None = None) -> Numero:
        """The number that « 2026/42 » or « brouillon 2026/3 » names. Raises LectureError: none, or several courts'.

        `juridiction` tells these apart: empty for the series of those that name no court, None for any.
        """
        with self._read() as connection:
            return consultation.find_number(connection, texte, juridiction)

    def document(self, numero: Numero) -> Ligne:
        """The line of the document that bears this number. Raises LectureError, saying what the number became."""
        with self._read() as connection:
            return consultation.document(connection, numero)

    def par_empreinte(self, sha256: str) -> list[Ligne]:
        """The documents of this fingerprint, the oldest first."""
        with self._read() as connection:
            return consultation.by_print(connection, sha256)

    def connues(self, empreintes: Sequence[str]) -> set[str]:
        """Those of these fingerprints that a document of the register has, cancelled or not."""
        with self._read() as connection:
            found = (consultation.known_prints(connection, some) for some in numerotation.chunks(empreintes))
            return {one for some in found for one in some}

    def evenements(self, numero: Numero) -> list[Ligne]:
        """The lines about this number after its own, in their order: events, cancellation."""
        with self._read() as connection:
            return consultation.suite(connection, numero)

    def chercher(
        self,
        *,
        dossier: str | None = None,
        acte: str | None = None,
        juridiction: str | None = None,
        du: date | None = None,
        au: date | None = None,
        brouillon: bool | None = None,
        etat: str | None = None,
        empreinte: str | None = None,
    ) -> Iterator[LigneVue]:
        """The documents that match, in the order of the register, each with its state; `empreinte` may be a beginning.

        Read by pages: what is written meanwhile may follow, nothing is kept waiting.
        """
        query = consultation.matching(
            dossier=dossier, acte=acte, juridiction=juridiction, du=du, au=au, brouillon=brouillon, empreinte=empreinte
        )
        after = 0
        while True:
            with self._read() as connection:
                found = consultation.page(connection, query, after)
            yield from (seen for seen in found if etat in (None, seen.etat))
            if not found:
                return
            after = found[-1].ligne.rang

    def exporter(self) -> Iterator[dict[str, Any]]:
        """Every document issued, in the order of the register, as plain JSON values; `evenements` is a list."""
        return map(exported, self.chercher())

    def affaires(self) -> Iterator[AffaireVue]:
        """The cases, in order: what their dossier last said of them, their events, their documents."""
        with self._read() as connection:
            keys = consultation.case_keys(connection)
        for chunk in numerotation.chunks(keys):
            with self._read() as connection:
                found = list(consultation.cases(connection, chunk))
            yield from found

    def controler(self, tete: str | None = None) -> Controle:
        """Check every line, the numbers, what is derived, the file; `tete`: a seal noted elsewhere is sought too."""
        with self._read() as connection:
            return check(connection, tete)

    # slots

    def prend_creneaux(self, prises: Sequence[Prise], *, qui: str, quand: datetime) -> bool:
        """Hold these slots, all or none; False when one has no place left, or its case holds another for the same.

        One that its case holds already, from the same file, stays so.
        """
        with contextlib.suppress(tenue.Refusee), self._written() as connection:
            tenue.take(connection, prises, instant(quand), clean(qui))
            return True
        return False

    def rend_creneaux(self, creneaux: Sequence[CreneauTenu], *, qui: str, quand: datetime) -> list[CreneauTenu]:
        """Let go of these slots; those that were held indeed are given. One transaction."""
        with self._written() as connection:
            return tenue.give_back(connection, creneaux, instant(quand), clean(qui))

    def creneaux(self, du: date | None = None, au: date | None = None) -> list[CreneauTenu]:
        """The slots held from one day to another, both included."""
        with self._read() as connection:
            return tenue.slots(connection, du, au)

    def mouvements(self, rang: int) -> tuple[int, list[tuple[bool, CreneauTenu]]]:
        """The rank of the last line, and the slots taken (True) or given back (False) since the line of rank `rang`."""
        with self._read() as connection:
            return tenue.moves(connection, rang)


def _several(numero: Numeros) -> Sequence[Numero]:
    return [numero] if isinstance(numero, Numero) else numero
