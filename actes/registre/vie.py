"""Noting what becomes of a document or of a case, and taking back what was noted by mistake; nothing is ever erased."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from actes.errors import ActesError, Constat, LectureError
from actes.registre.chaine import TOUT, append, ligne_of, row_of
from actes.registre.consultation import document, suite, which_court
from actes.registre.etats import (
    EFFACE,
    EN_ATTENTE,
    EVENEMENTS,
    EVENEMENTS_AFFAIRE,
    EXECUTEE,
    LIBELLES,
    Fait,
    effective,
    fault,
    in_order,
    seen_of,
)
from actes.registre.faits import (
    AFFAIRE,
    ANNULATION,
    EVENEMENT,
    Ligne,
    LigneVue,
    Numero,
    canonical,
    clean,
    instant,
    plain,
)
from actes.registre.jours import en_lettres, local_day, moment
from actes.registre.numerotation import attentes, cancel_reservations
from actes.registre.schema import lignes
from actes.typographie import typographie

_ABOUT = (
    *("juridiction", "annee", "numero", "brouillon", "dossier"),
    *("acte", "exemplaire", "element", "date_acte"),
)


LONGUEUR = 1000  # signs of a reason: it is read on a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody notes: the event, its day, how, why; by whom and when."""

    evenement: str
    le: date | None = None
    mode: str = ""
    motif: str = ""
    peine: int | None = None
    qui: str
    quand: datetime


def said_of(evenement: str, *, mode: str = "", motif: str = "", **facts: Any) -> Note:
    """What somebody notes, its words on one line. Raises ActesError if they are too long."""
    for name, text in (("mode", mode), ("motif", motif)):
        if len(text) > LONGUEUR:
            raise _refused(f"ce {name} est trop long ({len(text)} signes)", f"dites-le en {LONGUEUR} signes au plus")
    return Note(evenement=evenement, mode=plain(mode), motif=plain(motif), **facts)


def note(connection: Connection, numeros: Sequence[Numero], said: Note) -> None:
    """Note this event of each of these documents, or of none. Raises ActesError, LectureError."""
    if said.evenement not in EVENEMENTS or said.le is None:
        raise ValueError(said.evenement)
    rows = []
    for numero in dict.fromkeys(numeros):
        seen = _alive(connection, numero)
        name = LIBELLES[said.evenement]
        if said.le.isoformat() < seen.ligne.date_acte:
            raise _refused(
                f"{numero} ne peut être {name} le {en_lettres(said.le)} : "
                f"l'acte est daté du {en_lettres(seen.ligne.date_acte)}"
            )
        _check_day(str(numero), said)
        life = [Fait(line.contenu["evenement"], line.contenu["le"]) for line in seen.evenements]
        if why := fault(in_order([*life, Fait(said.evenement, said.le.isoformat())])):
            advice = "si un événement a été noté par erreur, retirez-le d'abord par --efface, avec le motif"
            raise _refused(f"{numero} : {why}", advice)
        facts = {"evenement": said.evenement, "le": said.le.isoformat(), "mode": said.mode, "motif": said.motif}
        rows.append(_about(seen.ligne) | {"contenu": canonical(facts)})
    append(connection, rows, instant(said.quand), clean(said.qui))


def efface(connection: Connection, numeros: Sequence[Numero], said: Note) -> None:
    """Take back the last event of this name of each of these documents, noted by mistake. Raises ActesError."""
    _check_motif(said.motif)
    rows = []
    for numero in dict.fromkeys(numeros):
        seen = seen_of(document(connection, numero), suite(connection, numero))
        wrong = _last(seen.evenements, said.evenement, str(numero))
        life = [Fait(line.contenu["evenement"], line.contenu["le"]) for line in seen.evenements if line is not wrong]
        if why := fault(life):
            raise _refused(f"{numero} : sans cet événement, {why}", "retirez d'abord ce qui a été noté ensuite")
        rows.append(_about(seen.ligne) | {"contenu": _taken_back(wrong, said.motif)})
    append(connection, rows, instant(said.quand), clean(said.qui))


def cancel(connection: Connection, numeros: Sequence[Numero], said: Note) -> None:
    """Cancel these documents, which must not serve, or explain these reserved numbers. Raises ActesError."""
    _check_motif(said.motif)
    quand, qui = instant(said.quand), clean(said.qui)
    pending = {attente.numero: attente for attente in attentes(connection)}
    wanted = list(dict.fromkeys(numeros))
    rows = []
    for numero in wanted:
        if numero not in pending:
            seen = seen_of(document(connection, numero), suite(connection, numero))
            _check_not_cancelled(seen)
            rows.append(_about(seen.ligne) | {"nature": ANNULATION, "contenu": canonical({"motif": said.motif})})
    append(connection, rows, quand, qui)
    cancel_reservations(connection, [pending[n] for n in wanted if n in pending], said.motif, quand, qui)


def note_case(connection: Connection, dossier: str, juridiction: str | None, said: Note) -> None:
    """Note a diligence of a case, that it or one of its sentences is executed, or why not yet. Raises ActesError."""
    if said.evenement not in EVENEMENTS_AFFAIRE or said.le is None:
        raise ValueError(said.evenement)
    court, lines = _case(connection, dossier, juridiction)
    _check_day(f"l'affaire {dossier}", said)
    if said.evenement == EN_ATTENTE:
        _check_motif(said.motif)
    _check_sentence(dossier, lines, said)
    holds, _ = effective(_case_events(lines))
    done = [line for line in holds if line.contenu["evenement"] == EXECUTEE and _covers(line, said.peine)]
    if done and said.evenement != "diligence" and said.le.isoformat() >= done[0].contenu["le"]:
        day = en_lettres(done[0].contenu["le"])
        raise _refused(f"l'affaire {dossier} : l'exécution est déjà notée, le {day}", "si c'est une erreur : --efface")
    facts = {"evenement": said.evenement, "le": said.le.isoformat(), "motif": said.motif, "peine": said.peine}
    row = {"nature": EVENEMENT, "juridiction": court, "dossier": clean(dossier), "contenu": canonical(facts)}
    append(connection, [row], instant(said.quand), clean(said.qui))


def efface_case(connection: Connection, dossier: str, juridiction: str | None, said: Note) -> None:
    """Take back the last event of this name of a case or of one of its sentences, noted by mistake."""
    _check_motif(said.motif)
    court, lines = _case(connection, dossier, juridiction)
    holds, _ = effective(_case_events(lines))
    about = [line for line in holds if line.contenu.get("peine") == said.peine]
    wrong = _last(about, said.evenement, f"l'affaire {dossier}")
    row = {"nature": EVENEMENT, "juridiction": court, "dossier": clean(dossier)}
    append(connection, [row | {"contenu": _taken_back(wrong, said.motif)}], instant(said.quand), clean(said.qui))


def _alive(connection: Connection, numero: Numero) -> LigneVue:
    """A document that may have a life: issued, not a draft, not cancelled."""
    if numero.brouillon:
        advice = "produisez l'acte sans --brouillon"
        raise _refused(f"{numero} est un brouillon : il ne se signe ni ne se remet", advice)
    seen = seen_of(document(connection, numero), suite(connection, numero))
    _check_not_cancelled(seen)
    return seen


def _check_not_cancelled(seen: LigneVue) -> None:
    if seen.annulation is not None:
        raise _refused(
            f"{seen.numero} est annulé depuis le {moment(seen.annulation.quand)} (« {seen.motif} »)",
            "un numéro annulé ne sert plus : produisez l'acte à nouveau, il en recevra un autre",
        )


def _check_day(what: str, said: Note) -> None:
    assert said.le is not None
    if said.le > local_day(said.quand):
        advice = "donnez par --le le jour où c'est arrivé"
        raise _refused(f"{what} : le {en_lettres(said.le)} n'est pas encore venu", advice)


def _check_motif(motif: str) -> None:
    if not motif.strip():
        raise _refused("il faut un motif, qui restera au registre", "donnez-le par --motif")


def _check_sentence(dossier: str, lines: Iterable[Ligne], said: Note) -> None:
    """Refuse a rank that the case does not know, and a day before its conviction, where the register knows them."""
    assert said.le is not None
    contents = [line.contenu for line in lines if line.nature == AFFAIRE]
    known = _sentences(contents[-1]) if contents else {}
    if said.peine is not None and known and said.peine not in known:
        names = ", ".join(map(str, sorted(known)))
        raise _refused(f"l'affaire {dossier} n'a pas de peine de rang {said.peine}", f"rangs connus : {names}")
    days = [day for rank, day in known.items() if said.peine in (None, rank)]
    if days and said.le.isoformat() < (convicted := min(days)):
        what = f"l'affaire {dossier} : rien n'a pu en être fait le {en_lettres(said.le)}"
        raise _refused(f"{what}, la condamnation est du {en_lettres(convicted)}", "vérifiez --le")


def _sentences(value: Any) -> dict[int, str]:
    """The `rang` of every element of every list named `peines`, wherever it stands, and the `date` beside that list."""
    if isinstance(value, list):
        return {rank: day for each in value for rank, day in _sentences(each).items()}
    if not isinstance(value, dict):
        return {}
    peines = [each for each in value.get("peines") or () if isinstance(each, dict) and "rang" in each]
    return {each["rang"]: str(value.get("date") or "") for each in peines} | _sentences(list(value.values()))


def _covers(executed: Ligne, peine: int | None) -> bool:
    """Whether this execution is that of the whole case, or of this very sentence."""
    return executed.contenu.get("peine") in (None, peine)


def _case(connection: Connection, dossier: str, juridiction: str | None) -> tuple[str, list[Ligne]]:
    """The court of a case and its lines. Raises LectureError: unknown, or known by several courts."""
    rows = connection.execute(TOUT.where(lignes.c.dossier == clean(dossier)).order_by(lignes.c.rang))
    found = [line for line in map(ligne_of, rows) if juridiction in (None, line.juridiction)]
    courts = sorted({line.juridiction for line in found})
    if not courts:
        where = f" pour « {juridiction} »" if juridiction else ""
        raise LectureError(
            typographie(f"le registre ne connaît aucun acte du dossier « {dossier} »{where}"),
            conseil=typographie("vérifiez la référence du dossier, telle qu'elle est dans son fichier"),
        )
    if len(courts) > 1:
        names, advice = which_court(courts)
        raise LectureError(
            typographie(f"plusieurs juridictions ont un dossier « {dossier} » : {names}"),
            conseil=typographie(advice),
        )
    return courts[0], found


def _case_events(lines: Iterable[Ligne]) -> list[Ligne]:
    return [line for line in lines if line.nature == EVENEMENT and not line.numero]


def _last(events: Sequence[Ligne], evenement: str, what: str) -> Ligne:
    for line in reversed(events):
        if line.contenu["evenement"] == evenement:
            return line
    noted = ", ".join(dict.fromkeys(LIBELLES[line.contenu["evenement"]] for line in events)) or "aucun"
    raise _refused(f"{what} : aucun événement « {LIBELLES[evenement]} » n'est noté", f"événements notés : {noted}")


def _taken_back(wrong: Ligne, motif: str) -> str:
    was = wrong.contenu["evenement"]
    return canonical({"evenement": EFFACE, "ligne": wrong.rang, "efface": was, "motif": motif})


def _about(ligne: Ligne) -> dict[str, Any]:
    return row_of(ligne, *_ABOUT) | {"nature": EVENEMENT}


def _refused(message: str, conseil: str = "") -> ActesError:
    return ActesError(
        constats=[Constat(code="evenement-refuse", message=typographie(message), conseil=typographie(conseil))]
    )
