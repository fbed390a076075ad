"""Where each sentence of a case stands on a day, and why it is not executed yet (CPP D48 al. 2): values in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from actes.peines.table import Motif, Table, Vue, fill, judge, table

EN_ATTENTE, EXECUTEE, DILIGENCE = "en_attente", "executee", "diligence"  # events of a case
SIGNE, REMIS, ENVOYE, RECU, RETOURNE = "signe", "remis", "envoye", "recu", "retourne"  # of a document
CONSERVATION, AVEC_AVIS = "conservation", ("lrar", "avis")  # modes of delivery, as the catalogue or a clerk says them


class Etat(StrEnum):
    """The state of a sentence."""

    A_EXECUTER = "a_executer"
    NON_EXECUTOIRE = "non_executoire"
    EN_COURS = "en_cours"
    EXECUTEE = "executee"
    SANS_OBJET = "sans_objet"


OUVERTS = frozenset({Etat.A_EXECUTER, Etat.NON_EXECUTOIRE})  # those for which D48 asks why


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenement:
    """Something noted in the register; `peine` is the rank of the sentence, None for the whole case."""

    nature: str
    le: date
    texte: str = ""
    peine: int | None = None
    mode: str = ""  # of delivery, for a document


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A document of the case that was issued, neither a draft nor annulled, with what was noted of it, in order."""

    numero: str
    acte: str
    du: date  # the day of the act
    exemplaire: str = ""  # and the element it is for: which copy of the act
    mode: str = ""  # of delivery, as it is due
    evenements: tuple[Evenement, ...] = ()

    def le(self, *natures: str) -> date | None:
        """The last day of one of these events."""
        return max((each.le for each in self.evenements if each.nature in natures), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suivi:
    """A case as the register knows it: its last facts (`actes.affaire`), what was noted, its documents."""

    dossier: str
    juridiction: str
    contenu: Mapping[str, Any]
    evenements: Sequence[Evenement] = ()
    pieces: Sequence[Piece] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EtatPeine:
    """Where one sentence stands on a day.

    `motif` says why it is so: for one that is not executed, None is what D48 does not allow. `conseils` are then what
    the facts suggest. `diligence` is the last thing done about it.
    """

    rang: int
    type: str
    texte: str
    etat: Etat
    depuis: date | None
    motif: Motif | None
    conseils: tuple[Motif, ...] = ()
    diligence: Evenement | None = None
    condamnation: Mapping[str, Any]  # the conviction: {"affaire", "juridiction", "condamnation"} of `actes.affaire`

    @property
    def sans_motif(self) -> bool:
        """Whether it is to be executed, is not, and nobody knows why."""
        return self.etat in OUVERTS and self.motif is None


def etat_des_peines(suivi: Suivi, jour: date) -> list[EtatPeine]:
    """The state of every sentence of a case on that day; what was noted later is not yet known.

    The order in which a reason is looked for is that of `motifs.yaml`. Source: CPP D48 al. 2 and 3.
    """
    lines = table()
    events = [event for event in suivi.evenements if event.le <= jour]
    pieces = [_until(piece, jour) for piece in suivi.pieces if piece.du <= jour]
    deduced = {chemin: _sent(pieces, actes) for chemin, actes in lines.deduits.items()}
    found = []
    for conviction in (suivi.contenu, *suivi.contenu.get("autres", ())):
        case = {name: conviction.get(name, {}) for name in ("affaire", "juridiction", "condamnation")}
        for peine in case["condamnation"].get("peines", ()):
            vue = Vue({**suivi.contenu, **case, "peine": peine}, deduced)
            bearing = [event for event in events if event.peine in (None, peine["rang"])]
            concerned = [piece for piece in pieces if _concerns(lines, piece, peine["type"])]
            found.append(_state(peine, case, vue, bearing, concerned, jour))
    return found


def _until(piece: Piece, jour: date) -> Piece:
    return replace(piece, evenements=tuple(event for event in piece.evenements if event.le <= jour))


def _sent(pieces: Iterable[Piece], actes: Sequence[str]) -> str | None:
    """The first day on which one of these acts was sent or handed over."""
    days = [day for piece in pieces if piece.acte in actes and (day := piece.le(ENVOYE, REMIS))]
    return min(days).isoformat() if days else None


def _concerns(lines: Table, piece: Piece, genre: str) -> bool:
    return piece.acte in lines.diligences and genre in lines.diligences[piece.acte].pour


def _state(
    peine: Mapping[str, Any],
    case: Mapping[str, Any],
    vue: Vue,
    events: Sequence[Evenement],
    pieces: Sequence[Piece],
    jour: date,
) -> EtatPeine:
    etat, depuis, motif, advice = _judged(peine["type"], vue, events, pieces, jour)
    return EtatPeine(
        rang=peine["rang"],
        type=peine["type"],
        texte=peine["texte"],
        etat=etat,
        depuis=depuis,
        motif=motif,
        conseils=advice,
        diligence=_latest(_steps(events, pieces, vue, jour)),
        condamnation=case,
    )


_Jugement = tuple[Etat, date | None, Motif | None, tuple[Motif, ...]]


def _judged(genre: str, vue: Vue, events: Sequence[Evenement], pieces: Sequence[Piece], jour: date) -> _Jugement:
    """State, since when, why, what is advised: what was noted first, then the table from top to bottom."""
    lines = table()
    done, waiting = _last(events, EXECUTEE), _last(events, EN_ATTENTE)
    if done and not (waiting and waiting.le > done.le):
        motif = Motif(code="note", texte=done.texte, article="CPP D48 al. 3", depuis=done.le)
        return Etat.EXECUTEE, done.le, motif if done.texte else None, ()
    since = enforceable_since(vue, genre in lines.natures["detention"], jour)
    vue = vue.avec({**_noted(waiting), "executoire": since is not None, "executoire_depuis": since and str(since)})
    for ligne in lines.etats:
        said = judge(ligne, genre, vue, jour)
        if said and not (said.etat == Etat.EN_COURS and waiting and waiting.le >= (said.depuis or date.min)):
            return Etat(said.etat), said.depuis, said, ()
    said_now = [said for ligne in lines.motifs if (said := judge(ligne, genre, vue, jour))]
    if since is not None:
        said_now = [said for said in said_now if not said.etat]
    reasons, over = [s for s in said_now if not s.passe], [s for s in said_now if s.passe]
    missing = _missing(lines, pieces, vue)
    motif_now = next(iter((*reasons, *((missing,) if missing else ()))), None)
    blocked = since is None and any(said.etat for said in reasons)
    etat, depuis = (Etat.NON_EXECUTOIRE, vue.jour("condamnation.date")) if blocked else (Etat.A_EXECUTER, since)
    if motif_now:
        return etat, depuis, motif_now, ()
    over += [said for ligne in lines.conseils if (said := judge(ligne, genre, vue, jour))]
    return etat, depuis, None, tuple({each.texte: each for each in over}.values())


def _noted(waiting: Evenement | None) -> dict[str, str]:
    """The reason that somebody noted, under the names that the table reads."""
    return {"registre.motif": waiting.texte, "registre.motif_le": str(waiting.le)} if waiting else {}


def enforceable_since(vue: Vue, detention: bool, jour: date) -> date | None:
    """The day since which a sentence may be put into effect; None as long as it may not, or nobody says so.

    Enforceable by provision: since the conviction; an imprisonment also by its warrant, unless an opposition was
    formed against a conviction by default (CPP D48-2-7 al. 1).
    """
    provision = "oui" in (vue.lit("peine.execution_provisoire"), vue.lit("condamnation.execution_provisoire"))
    opposed = vue.lit("condamnation.nature_decision") == "defaut" and vue.lit("condamnation.opposition_formee") == "oui"
    warrant = detention and vue.lit("condamnation.mandat.execution_provisoire") == "oui" and not opposed
    days = [vue.jour("condamnation.date") if provision or warrant else None]
    days += [vue.jour("condamnation.executoire_le"), vue.jour("condamnation.definitive_le")]
    return min((day for day in days if day is not None and day <= jour), default=None)


def _last(events: Iterable[Evenement], nature: str) -> Evenement | None:
    """The last event of a kind: by its day, then in the order of the register."""
    return _latest(event for event in events if event.nature == nature)


def _latest(events: Iterable[Evenement]) -> Evenement | None:
    found = None
    for event in events:
        if found is None or event.le >= found.le:
            found = event
    return found


def _missing(lines: Table, pieces: Sequence[Piece], vue: Vue) -> Motif | None:
    """What the last act that tends to execution still lacks: come back, not signed, not handed over, not received.

    Its copies that stay in the file do not count, nor one that was issued again since; the copy that is least advanced
    speaks for the act.
    """
    copies = {(piece.acte, piece.exemplaire): piece for piece in pieces}  # the last issued
    leaving = [p for p in copies.values() if p.mode != CONSERVATION and lines.diligences[p.acte].retient]
    if not leaving:
        return None
    latest = max(piece.du for piece in leaving)
    lacks = [(_lack(piece, lines.diligences[piece.acte].suite), piece) for piece in leaving if piece.du == latest]
    for code in lines.pieces:
        for (lack, le), piece in lacks:
            if lack == code:
                diligence = lines.diligences[piece.acte]
                names = {"nom": diligence.nom, "numero": piece.numero, "le": le, "acte": piece.du}
                text = fill(lines.pieces[code], vue, names)
                return Motif(code=code.replace("_", "-"), texte=text, article=diligence.article, depuis=le)
    return None


def _lack(piece: Piece, suite: bool) -> tuple[str, date | None]:
    """What one document lacks, and the day of the event that says so; `suite`: it awaits what it orders."""
    back, out, received = piece.le(RETOURNE), piece.le(ENVOYE, REMIS), piece.le(REMIS, RECU)
    if back is not None and (out is None or back >= out):
        return "retourne", back
    if out is None and received is None:
        signed = piece.le(SIGNE)
        return ("non_remis", signed) if signed else ("non_signe", piece.du)
    modes = [event.mode for event in piece.evenements if event.nature == ENVOYE and event.mode] or [piece.mode]
    if received is None and any(word in modes[-1].casefold() for word in AVEC_AVIS):
        return "non_recu", out
    return ("sans_suite", out or received) if suite else ("", None)


_FAITS = {
    SIGNE: "signature", REMIS: "remise", ENVOYE: "envoi", RECU: "réception", RETOURNE: "retour non distribué",
    EXECUTEE: "exécution", DILIGENCE: "diligence",
}  # fmt: skip


def _steps(events: Iterable[Evenement], pieces: Iterable[Piece], vue: Vue, jour: date) -> Iterator[Evenement]:
    """All that was done about a sentence, the dossier's own diligence included."""
    lines = table()
    own, text = vue.jour("execution.diligence_le"), vue.lit("execution.diligence")
    if own and own <= jour:
        yield Evenement(nature=DILIGENCE, le=own, texte=text or _FAITS[DILIGENCE])
    for piece in pieces:
        nom = f"{lines.diligences[piece.acte].nom} n°\u00a0{piece.numero}"
        yield Evenement(nature=DILIGENCE, le=piece.du, texte=f"{nom}\u00a0: établissement")
        for event in piece.evenements:
            said = _FAITS.get(event.nature, event.nature)
            yield Evenement(nature=event.nature, le=event.le, texte=f"{nom}\u00a0: {said}")
    for event in events:
        if event.nature in (DILIGENCE, EXECUTEE):
            yield Evenement(nature=event.nature, le=event.le, texte=event.texte or _FAITS[event.nature])
