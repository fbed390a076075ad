"""From files of slots and dossiers to appointments given: found, held in the register, and written in the dossiers."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from actes.creneaux.carnet import Carnet, titulaire_of
from actes.creneaux.choix import SANS_PRECISION, Choix, Recherche, Souplesse, choose
from actes.creneaux.ecriture import with_appointment
from actes.creneaux.refus import at_hour
from actes.creneaux.verrou import locked
from actes.deliver import rewrite
from actes.dossier import Lecture
from actes.dossier.creneaux import load_creneaux
from actes.emission import Greffe
from actes.errors import ActesError, Constat, DossierRefused, EnvironnementError, Gravite, is_blocked
from actes.generate import Atelier, Demande, Jumeaux, asked_acts, check_asked, distinct
from actes.place import Place
from actes.registre import CreneauTenu, Prise
from actes.rendu.garde import read_file
from actes.typographie import typographie

if TYPE_CHECKING:
    from actes.registre import Registre

ESSAIS = 100  # times that other runs may take the very slots that are chosen


@dataclass(slots=True)
class Attribution:
    """What came of a run: the appointments found and, for each, whether it was written; the findings; the status."""

    choix: list[tuple[Choix, bool]] = field(default_factory=list)
    constats: list[Constat] = field(default_factory=list)
    statut: int = 0

    def add(self, constats: Iterable[Constat], statut: int = 1) -> None:
        """Note findings, once each, and the status that they deserve."""
        found = list(constats)
        self.constats += [constat for constat in dict.fromkeys(found) if constat not in self.constats]
        if is_blocked(found):
            self.statut = max(self.statut, statut)


def attribute(
    sources: Iterable[Path],
    creneaux: Path,
    atelier: Atelier,
    demande: Demande,
    *,
    registre: Registre | None = None,
    greffe: Greffe | None = None,
    souplesse: Souplesse = SANS_PRECISION,
) -> Attribution:
    """Find the appointments of every dossier; with `greffe`, hold their slots in its register and write them.

    Without it nothing is written, and `registre` only says what is held. From a file of slots that is partly wrong
    nothing is given, and nothing to a dossier that is. Raises LectureError, EnvironnementError.
    """
    check_asked(atelier, demande)
    result = Attribution()
    with locked(creneaux, partage=True) if greffe else contextlib.nullcontext():
        read = load_creneaux(read_file(creneaux), str(creneaux))
        result.add(read.constats)
        if is_blocked(read.constats):
            return result
        carnet = Carnet(creneaux, read.par_type, greffe.registre if greffe else registre)
        run = _Passe(Recherche(atelier, demande, carnet, souplesse), greffe, result)
        for source in distinct(sources):
            if os.path.realpath(source) == os.path.realpath(creneaux):
                continue  # « *.yaml » took it along with the dossiers
            try:
                run.give(source)
            except ActesError as error:
                result.add(error.constats, error.exit_code)
    return result


@dataclass(slots=True)
class _Passe:
    """One run over files of dossiers; without `greffe`, nothing is written."""

    recherche: Recherche
    greffe: Greffe | None
    result: Attribution
    jumeaux: Jumeaux = field(default_factory=Jumeaux)

    def give(self, source: Path) -> None:
        """Find the appointments of a file of dossiers and, where asked for, write them.

        The slots are held before the dossiers are written: killed in between, the case holds its slot and the next run
        gives it the same. A dossier that cannot be written gives its slots back. Two runs never work on one file at
        once: what one of them gives back, the other cannot have written.
        """
        given: list[tuple[Choix, CreneauTenu]] = []
        with locked(source) if self.greffe else contextlib.nullcontext():
            before = after = read_file(source)
            try:
                for place, lecture in enumerate(self.recherche.atelier.read_content(before, str(source))):
                    found, after = self._settle(lecture, source, place, after)
                    given += found
                if self.greffe and given:
                    _replace(source, before, after)
            except ActesError:
                self._give_back([tenu for choice, tenu in given if not choice.tenu])
                raise
        self.result.choix += [(choice, self.greffe is not None) for choice, _ in given]

    def _settle(
        self, lecture: Lecture, source: Path, place: int, content: bytes
    ) -> tuple[list[tuple[Choix, CreneauTenu]], bytes]:
        """The slots that this dossier now holds, and its file with them; chosen again if others took one meanwhile."""
        self.result.add([*lecture.constats, *self.jumeaux.said(lecture)])
        if lecture.dossier is None or is_blocked(lecture.constats):
            return [], content
        self.result.add(asked_acts(lecture, self.recherche.atelier, self.recherche.demande)[1])
        titulaire, carnet = titulaire_of(lecture.dossier, source, place), self.recherche.carnet
        for _ in range(ESSAIS):
            carnet.refresh()
            found, constats = choose(lecture, titulaire, self.recherche)
            try:
                written = _with_appointments(content, str(source), place, found) if self.greffe else content
            except DossierRefused as error:
                self.result.add([*constats, *error.constats])
                return [], content
            prises = [carnet.prise(each.rendez_vous, each.creneau, titulaire, each.jour) for each in found]
            if self._hold(prises):
                self.result.add([*constats, *(doubt for choice in found for doubt in self._doubts(choice))])
                return [(choice, prise.creneau) for choice, prise in zip(found, prises, strict=True)], written
        raise EnvironnementError(
            typographie("d'autres lancements prennent sans cesse les créneaux choisis : rien n'est changé ici"),
            Place(str(source)),
            conseil="recommencez quand ils sont finis",
        )

    def _hold(self, prises: Sequence[Prise]) -> bool:
        if self.greffe is None:
            for prise in prises:
                self.recherche.carnet.note(prise.creneau)
        elif prises:
            return self.greffe.registre.prend_creneaux(prises, qui=self.greffe.qui, quand=self.greffe.quand)
        return True

    def _give_back(self, tenus: Sequence[CreneauTenu]) -> None:
        if self.greffe is None:
            for tenu in tenus:
                self.recherche.carnet.note(tenu, taken=False)
        elif tenus:
            with contextlib.suppress(EnvironnementError):  # held for this case: its next run finds them again
                self.greffe.registre.rend_creneaux(tenus, qui=self.greffe.qui, quand=self.greffe.quand)

    def _doubts(self, choice: Choix) -> Iterator[Constat]:
        """What should make one look twice at a slot before giving it."""
        day = choice.creneau.date
        if day is not None and day < self.recherche.demande.aujourdhui:
            chemin = f"convocation.{choice.rendez_vous}"
            yield Constat(
                code="creneau-passe",
                message=typographie(f"le créneau du {at_hour(choice.creneau)} est déjà passé"),
                gravite=Gravite.AVERTISSEMENT,
                place=choice.lecture.place(chemin),
                acte=choice.acte,
                chemin=chemin,
                conseil=typographie("vérifiez la date de l'acte et le fichier des créneaux"),
            )


def _with_appointments(content: bytes, fichier: str, rank: int, choices: Iterable[Choix]) -> bytes:
    for choice in choices:
        try:
            content = with_appointment(content, fichier, rank, choice.rendez_vous, choice.creneau)
        except DossierRefused as error:
            place = choice.lecture.place(f"convocation.{choice.rendez_vous}")
            raise DossierRefused(constats=[replace(c, place=place) for c in error.constats]) from None
    return content


def _replace(path: Path, before: bytes, after: bytes) -> None:
    if not rewrite(path, before, after):
        raise DossierRefused(
            typographie("ce fichier a changé pendant l'opération : il n'a pas été touché"),
            Place(str(path)),
            conseil="recommencez",
        )
