"""Which slot to give: the earliest that the law and the judge's policy allow, tried through gate 1 itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from actes.catalogue import Inconnu
from actes.creneaux.carnet import Carnet, Titulaire, is_of
from actes.creneaux.refus import none_found, noted_already, told_elsewhere, unsuitable
from actes.dossier import Dossier, Lecture
from actes.dossier.creneaux import RENDEZ_VOUS, Creneau
from actes.dossier.execution import Convocation
from actes.dossier.lieux import RendezVous
from actes.errors import Constat, Gravite
from actes.generate import Atelier, Demande, asked_acts
from actes.proposer import state_of
from actes.validation import DelaiDu, Examen

FAMILLE = "convocations"
POLITIQUE = "convocation.politique"
SPIP_FIRST = 2  # the policy that has the service convene before the judge (O-01, CPP D48-2-1 2°)


@dataclass(frozen=True, slots=True)
class Souplesse:
    """What makes a slot practicable, beyond the law: days of notice, minutes between two appointments of one day."""

    preavis: int = 0
    ecart: int = 60


SANS_PRECISION = Souplesse()


@dataclass(frozen=True, slots=True)
class Recherche:
    """What slots are looked for by: the rules, the acts asked for, what is offered and held, what is practicable."""

    atelier: Atelier
    demande: Demande
    carnet: Carnet
    souplesse: Souplesse = SANS_PRECISION


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix:
    """An appointment found for a case: which slot, for which act of which day, within which time limit."""

    lecture: Lecture
    rendez_vous: str  # jap | spip | procureur | stage
    acte: str
    jour: date
    creneau: Creneau
    limite: DelaiDu | None
    tenu: bool = False  # the case held it already: its run was interrupted before the dossier said so

    @property
    def reference(self) -> str:
        """The reference of the case."""
        assert self.lecture.dossier is not None, "a choice is made for a dossier that was read"
        return self.lecture.dossier.dossier


def choose(lecture: Lecture, titulaire: Titulaire, recherche: Recherche) -> tuple[list[Choix], list[Constat]]:
    """A slot for each appointment that the case's summonses need and do not have: the one it holds, or the earliest.

    A slot suits when it comes after the act, has room, and when gate 1 finds nothing to say of it: the legal delay, the
    order of the appointments, the rules of the act. None suits: a constat says until when, and what there is after. An
    act that is not due, or not known to be, gives no appointment: a constat says why. A case that holds a slot is given
    no other.
    Source: CPP D48-2 al. 10, D48-2-1; D-01, D-02, C-05, O-06.
    """
    choices: list[Choix] = []
    constats: list[Constat] = []
    atelier, demande = recherche.atelier, recherche.demande
    for acte_id in _summonses(lecture, atelier, demande):
        examen = atelier.examine(lecture, acte_id, demande)
        wanted = [name for name in _order(examen) if name in recherche.carnet.slots and _needs(examen, name)]
        against = _against(examen) if wanted else []
        constats += against
        for name in wanted if not against else ():
            if not _needs(examen, name):
                continue
            found = _found(recherche, lecture, titulaire, examen, name)
            if isinstance(found, Choix):
                choices.append(found)
                lecture = _with(lecture, name, found.creneau)
                examen = atelier.examine(lecture, acte_id, demande)
            else:
                constats.append(found)
    return choices, constats


def _summonses(lecture: Lecture, atelier: Atelier, demande: Demande) -> list[str]:
    """The summonses asked for; those that are due when the dossier asks for no act."""
    assert lecture.dossier is not None, "only a dossier that was read is given an appointment"
    if demande.actes or lecture.dossier.actes:
        wanted, _ = asked_acts(lecture, atelier, demande)
    else:
        wanted = [due.acte.id for due in state_of(lecture, atelier, demande).propositions]
    return [name for name in wanted if _is_summons(name, atelier)]


def _is_summons(acte_id: str, atelier: Atelier) -> bool:
    return atelier.catalogue.acte(acte_id).famille == FAMILLE


def _order(examen: Examen) -> tuple[str, ...]:
    """The appointments in the order in which people are to be seen."""
    seen = examen.documents[0].valeurs.get("convocation") if examen.documents else None
    first = "spip" if isinstance(seen, Convocation) and seen.politique == SPIP_FIRST else "jap"
    return tuple(sorted(RENDEZ_VOUS, key=lambda name: (name != first, RENDEZ_VOUS.index(name))))


def _against(examen: Examen) -> list[Constat]:
    """What keeps from convening at all: the act is not due, a rule forbids it, or a fact that decides is missing."""
    deciding = {path for lines in examen.lignes for j in lines if isinstance(j.verdict, Inconnu) for path in j.chemins}
    return [
        c
        for c in examen.constats
        if c.code in ("acte-hors-periode", "acte-non-applicable")
        or (c.code == "regle-non-respectee" and c.gravite is Gravite.BLOQUANTE)
        or (c.code == "fait-manquant" and c.chemin in deciding)
        or (c.code in ("fait-manquant", "mention-absente") and c.chemin == POLITIQUE)
    ]


def _needs(examen: Examen, name: str) -> bool:
    """Whether the act must carry this appointment and the dossier does not date it."""
    missing = {path for document in examen.documents for due in document.mentions for path in due.manquants}
    return f"convocation.{name}.date" in missing or f"convocation.{name}" in missing


def _found(recherche: Recherche, lecture: Lecture, titulaire: Titulaire, examen: Examen, name: str) -> Choix | Constat:
    """The slot that the case holds, if it still suits; if it holds none, the earliest that does; or why not."""
    carnet, souplesse, jour = recherche.carnet, recherche.souplesse, examen.jour
    offered = _at_given_hour(carnet.slots[name], lecture, name)
    hours = _taken_hours(lecture, name)
    acte, where = examen.acte.id, lecture.place(f"convocation.{name}")
    tenu = carnet.held_by(name, titulaire, jour)
    if tenu is None:
        noted = carnet.noted_for(name, titulaire, jour)
        if noted is not None:
            return noted_already(noted, name, acte, where)
        free = _free(offered, jour, hours, souplesse)
        return _earliest(recherche, lecture, examen, name, (slot for slot in free if carnet.has_room(name, slot)))
    if (tenu.fichier, tenu.place) != (titulaire.fichier, titulaire.place):
        return told_elsewhere(tenu, acte, where)
    same = (slot for slot in offered if is_of(tenu, name, slot))
    found = _earliest(recherche, lecture, examen, name, _free(same, jour, hours, replace(souplesse, preavis=0)))
    return replace(found, tenu=True) if isinstance(found, Choix) else unsuitable(tenu, acte, where)


def _earliest(
    recherche: Recherche, lecture: Lecture, examen: Examen, name: str, slots: Iterable[Creneau]
) -> Choix | Constat:
    chemin, acte = f"convocation.{name}.date", examen.acte.id
    limite = min((due for due in examen.delais if due.chemin == chemin), key=lambda due: due.limite, default=None)
    before = _objections(examen)
    after: date | None = None
    for slot in slots:
        assert slot.date is not None, "the free slots are dated"
        if limite is not None and slot.date > limite.limite:
            after = slot.date
            break
        tried = recherche.atelier.examine(_with(lecture, name, slot), acte, recherche.demande)
        if not _objections(tried) - before:
            return Choix(lecture=lecture, rendez_vous=name, acte=acte, jour=examen.jour, creneau=slot, limite=limite)
    return none_found(name, limite, after, acte, lecture.place(f"convocation.{name}"))


def _at_given_hour(slots: Sequence[Creneau], lecture: Lecture, name: str) -> list[Creneau]:
    """The slots; only those of the hour that the dossier gives, if it gives one without a day."""
    convocation = lecture.dossier.convocation if lecture.dossier else None
    known = getattr(convocation, name) if convocation else None
    hour = known.heure if known is not None else None
    return [slot for slot in slots if hour is None or slot.heure == hour]


def _free(slots: Iterable[Creneau], jour: date, taken: Sequence[datetime], souplesse: Souplesse) -> Iterator[Creneau]:
    """The slots after the day of the act that do not run into another appointment, the earliest first."""
    first = jour + timedelta(days=max(souplesse.preavis, 1))
    gap = timedelta(minutes=souplesse.ecart)
    found = []
    for slot in slots:
        if slot.date is None or slot.heure is None or slot.date < first:
            continue
        moment = datetime.combine(slot.date, slot.heure)
        if all(abs(moment - other) >= gap for other in taken):
            found.append((moment, slot))
    yield from (slot for _, slot in sorted(found, key=lambda item: item[0]))


def _taken_hours(lecture: Lecture, name: str) -> list[datetime]:
    """When the person is already to be somewhere else."""
    convocation = lecture.dossier.convocation if lecture.dossier else None
    others = [getattr(convocation, other) for other in RENDEZ_VOUS if other != name] if convocation else []
    return [datetime.combine(o.date, o.heure) for o in others if o is not None and o.date and o.heure]


def _objections(examen: Examen) -> set[tuple[str, str | None, str]]:
    """What gate 1 has to say that is not a lack: rules, delays, contradictions."""
    return {
        (c.code, c.chemin, c.message)
        for c in examen.constats
        if c.code in ("regle-non-respectee", "delai-depasse") and c.gravite is not Gravite.INFORMATION
    }


def _with(lecture: Lecture, name: str, slot: Creneau) -> Lecture:
    """The same case with this appointment; what the dossier says of it already is kept."""
    dossier = lecture.dossier
    assert dossier is not None, "only a dossier that was read is given an appointment"
    convocation = dossier.convocation or Convocation()
    known: RendezVous = getattr(convocation, name) or RendezVous()
    given = {key: getattr(slot, key) for key in RendezVous.model_fields}
    kept = {key: getattr(known, key) for key in RendezVous.model_fields if getattr(known, key) is not None}
    convocation = convocation.model_copy(update={name: RendezVous.model_construct(**(given | kept))})
    changed: Dossier = dossier.model_copy(update={"convocation": convocation})
    return replace(lecture, dossier=changed)
