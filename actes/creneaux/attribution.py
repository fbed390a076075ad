"""From files of slots and dossiers to appointments given: found, and written where the user asks for it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from actes.creneaux.choix import SANS_PRECISION, Choix, Souplesse, at_hour, choose
from actes.creneaux.ecriture import with_appointment, with_slots_taken
from actes.creneaux.verrou import held
from actes.deliver import rewrite
from actes.dossier import Lecture
from actes.dossier.creneaux import Creneau, load_creneaux
from actes.errors import ActesError, Constat, DossierRefused, Gravite, is_blocked
from actes.generate import Atelier, Demande, Jumeaux, asked_acts, check_asked, distinct
from actes.place import Place
from actes.rendu.garde import read_file
from actes.typographie import typographie


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
    ecrire: bool = False,
    souplesse: Souplesse = SANS_PRECISION,
) -> Attribution:
    """Find the appointments of every dossier; with `ecrire`, write them, and the slots as taken.

    The file of slots is held for the whole run: two runs at once never give the same slot. From a file of slots that is
    partly wrong nothing is given, and nothing to a dossier that is. Raises LectureError, EnvironnementError.
    """
    check_asked(atelier, demande)
    result = Attribution()
    read_file(creneaux)
    with held(creneaux) if ecrire else contextlib.nullcontext():
        content = read_file(creneaux)
        read = load_creneaux(content, str(creneaux))
        result.add(read.constats)
        if is_blocked(read.constats):
            return result
        carnet = _Carnet(creneaux, content, {name: list(found) for name, found in read.par_type.items()})
        run = _Passe(atelier, demande, ecrire, souplesse, carnet, result)
        for source in distinct(sources):
            if os.path.realpath(source) == os.path.realpath(creneaux):
                continue  # « *.yaml » took it along with the dossiers
            try:
                run.give(source)
            except ActesError as error:
                result.add(error.constats, error.exit_code)
    return result


@dataclass(slots=True)
class _Carnet:
    """The file of slots in the course of a run: its bytes on the disk, and what may still be given."""

    path: Path
    content: bytes
    slots: dict[str, list[Creneau]]

    def take(self, choices: Iterable[Choix]) -> None:
        """Count these slots as given, for the rest of the run."""
        for choice in choices:
            held_by = (*(choice.creneau.pris or ()), choice.reference)
            self.slots[choice.rendez_vous][choice.rang] = choice.creneau.model_copy(update={"pris": held_by})

    def give_back(self, choices: Iterable[Choix]) -> None:
        """Forget that these slots were given."""
        for choice in choices:
            self.slots[choice.rendez_vous][choice.rang] = choice.creneau

    def write_taken(self, choices: Sequence[Choix]) -> None:
        """Write these slots as taken. Raises EnvironnementError, DossierRefused."""
        taken = [(choice.rendez_vous, choice.rang, choice.reference) for choice in choices]
        self.write(with_slots_taken(self.content, str(self.path), taken))

    def write(self, content: bytes) -> None:
        """Put these bytes on the disk."""
        _replace(self.path, self.content, content)
        self.content = content


@dataclass(slots=True)
class _Passe:
    """One run over files of dossiers."""

    atelier: Atelier
    demande: Demande
    ecrire: bool
    souplesse: Souplesse
    carnet: _Carnet
    result: Attribution
    jumeaux: Jumeaux = field(default_factory=Jumeaux)

    def give(self, source: Path) -> None:
        """Find the appointments of a file of dossiers and, where asked for, write them.

        The slots are written as taken before the dossiers are: interrupted in between, a slot is lost and the next run
        says so, but it is never given twice. A dossier that cannot be written gives its slots back.
        """
        before = after = read_file(source)
        given: list[Choix] = []
        for rank, lecture in enumerate(self.atelier.read_content(before, str(source))):
            found = self._choose(lecture)
            if self.ecrire:
                try:
                    after = _with_appointments(after, str(source), rank, found)
                except DossierRefused as error:
                    self.result.add(error.constats)
                    continue
            self.carnet.take(found)
            given += found
        if self.ecrire and given:
            self._write(source, before, after, given)
        self.result.choix += [(choice, self.ecrire) for choice in given]

    def _choose(self, lecture: Lecture) -> list[Choix]:
        self.result.add([*lecture.constats, *self.jumeaux.said(lecture)])
        if lecture.dossier is None or is_blocked(lecture.constats):
            return []
        self.result.add(asked_acts(lecture, self.atelier, self.demande)[1])
        found, constats = choose(lecture, self.atelier, self.demande, self.carnet.slots, self.souplesse)
        self.result.add([*constats, *(doubt for choice in found for doubt in self._doubts(choice))])
        return found

    def _doubts(self, choice: Choix) -> Iterator[Constat]:
        """What should make one look twice at a slot before giving it."""
        day = choice.creneau.date
        if day is not None and day < self.demande.aujourdhui:
            message = f"le créneau du {at_hour(choice.creneau)} est déjà passé"
            yield _doubt("creneau-passe", message, choice, "vérifiez la date de l'acte et le fichier des créneaux")
        taken = [slot for slot in self.carnet.slots[choice.rendez_vous] if choice.reference in (slot.pris or ())]
        if taken:
            which = f"le créneau du {at_hour(taken[0])} est déjà noté comme pris"
            message = f"{which} par ce dossier, qui ne le porte pas : un autre lui est donné"
            advice = "rendez-le, s'il est libre : ôtez cette référence de « pris » dans le fichier des créneaux"
            yield _doubt("creneau-deja-pris", message, choice, advice)

    def _write(self, source: Path, before: bytes, after: bytes, given: Sequence[Choix]) -> None:
        untouched = self.carnet.content
        try:
            self.carnet.write_taken(given)
            _replace(source, before, after)
        except ActesError:
            self.carnet.give_back(given)
            if self.carnet.content != untouched:
                self.carnet.write(untouched)
            raise


def _with_appointments(content: bytes, fichier: str, rank: int, choices: Iterable[Choix]) -> bytes:
    for choice in choices:
        try:
            content = with_appointment(content, fichier, rank, choice.rendez_vous, choice.creneau)
        except DossierRefused as error:
            place = choice.lecture.place(f"convocation.{choice.rendez_vous}")
            raise DossierRefused(constats=[replace(c, place=place) for c in error.constats]) from None
    return content


def _doubt(code: str, message: str, choice: Choix, conseil: str) -> Constat:
    chemin = f"convocation.{choice.rendez_vous}"
    return Constat(
        code=code,
        message=typographie(message),
        gravite=Gravite.AVERTISSEMENT,
        place=choice.lecture.place(chemin),
        acte=choice.acte,
        chemin=chemin,
        conseil=typographie(conseil),
    )


def _replace(path: Path, before: bytes, after: bytes) -> None:
    if not rewrite(path, before, after):
        raise DossierRefused(
            typographie("ce fichier a changé pendant l'opération : il n'a pas été touché"),
            Place(str(path)),
            conseil="recommencez",
        )
