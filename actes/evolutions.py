"""What changes in the law between two dates: the acts, mentions, rules, delays and templates that begin or end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from actes.catalogue import AXES, Acte, Mention
from actes.droit import EnVigueur, Periode
from actes.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Evolution:
    """An entry of an act that is not the same on both dates.

    `avant` and `apres` are its wordings on the first and the second date; None: it is not in force then. `axes` are
    the dates that decide (act, conviction, committal).
    """

    nature: (
        str  # acte | titre | mention | règle | délai | modèle | émetteur | remise | exemplaire | applicabilité | calcul
    )
    id: str
    avant: Redaction | None
    apres: Redaction | None
    axes: tuple[str, ...]

    @property
    def sens(self) -> str:
        """nouveau, supprimé or modifié."""
        if self.avant is None:
            return "nouveau"
        return "modifié" if self.apres is not None else "supprimé"


@dataclass(frozen=True, slots=True)
class Redaction:
    """One wording: what it says, its article, its period, where it is written; `detail`: what it requires."""

    texte: str
    article: str | None
    en_vigueur: EnVigueur
    place: Place
    detail: str = ""


class _Datee(Protocol):
    @property
    def en_vigueur(self) -> EnVigueur: ...

    @property
    def place(self) -> Place: ...


def evolutions(acte: Acte, premier: date, second: date) -> tuple[Evolution, ...]:
    """What differs in an act between two days, each taken as the date of the act, of the conviction, of the committal.

    An act that does not exist on either day has none. Source: conception §3, inventory §0.2.
    """
    lived = _in_force([_of_acte(acte)], premier), _in_force([_of_acte(acte)], second)
    if not any(lived):
        return ()
    if not all(lived):
        return tuple(_compare("acte", acte.id, *lived))
    found: list[Evolution] = []
    for nature, entries in _entries(acte):
        for ident in dict.fromkeys(name for name, _ in entries):
            same = [wording for name, wording in entries if name == ident]
            found += _compare(nature, ident, _in_force(same, premier), _in_force(same, second))
    return tuple(found)


def _compare(nature: str, ident: str, avant: list[Redaction], apres: list[Redaction]) -> Iterator[Evolution]:
    gone = [wording for wording in avant if wording not in apres]
    come = [wording for wording in apres if wording not in avant]
    for rank in range(max(len(gone), len(come))):
        before = gone[rank] if rank < len(gone) else None
        after = come[rank] if rank < len(come) else None
        axes = {axe: None for w in (before, after) if w for axe in AXES if getattr(w.en_vigueur, axe)}
        yield Evolution(nature=nature, id=ident, avant=before, apres=after, axes=tuple(axes))


def _in_force(wordings: Iterable[Redaction], jour: date) -> list[Redaction]:
    return [wording for wording in wordings if _holds(wording.en_vigueur, jour)]


def _holds(en_vigueur: EnVigueur, jour: date) -> bool:
    """Whether it stands for a case of which every date is that day; before a floor it still does."""
    periods = [en_vigueur.acte, en_vigueur.condamnation, en_vigueur.ecrou]
    if en_vigueur.plancher:
        periods = [periode and Periode(None, periode.au) for periode in periods]
    return all(periode is None or jour in periode for periode in periods)


def _of_acte(acte: Acte) -> Redaction:
    return Redaction(acte.titre, acte.base_legale[0] if acte.base_legale else None, acte.en_vigueur, acte.place)


def _entries(acte: Acte) -> Iterator[tuple[str, list[tuple[str, Redaction]]]]:
    """Everything dated in an act, kind by kind: its name and its wording."""
    yield "titre", [("titre", _wording(t.texte, None, t)) for t in acte.titres]
    yield "applicabilité", [("", _wording(a.sinon, a.article, a, a.condition.texte)) for a in acte.applicable]
    yield "mention", [(m.id, _wording(m.libelle, m.article, m, _required(m))) for m in acte.mentions]
    yield "règle", [(r.id, _wording(r.message, r.article, r, r.condition.texte)) for r in acte.regles]
    yield (
        "délai",
        [(d.id, _wording(_counted(d.libelle, str(d.ouvrables or d.duree)), d.article, d)) for d in acte.delais],
    )
    yield "émetteur", [(e.autorite, _wording(e.autorite, e.article, e)) for e in acte.emetteurs]
    yield "exemplaire", [(e.id, _wording(e.destinataire or e.id, None, e)) for e in acte.exemplaires]
    handed = [(f"{e.id}, {r.mode}", r) for e in acte.exemplaires for r in e.remise]
    yield "remise", [(name, _wording(r.mode.replace("_", " "), r.article, r)) for name, r in handed]
    yield "calcul", [(c.nom, _wording(c.expression.texte, c.article, c)) for c in acte.calculs]
    yield "modèle", [(m.fichier.name, _wording(m.fichier.name, None, m)) for m in acte.modeles]


def _counted(libelle: str, duree: str) -> str:
    return f"{libelle} : {duree}"


def _required(mention: Mention) -> str:
    """What a mention requires, and when."""
    paths = [*(chemin.texte for chemin in (*mention.exige, *mention.exige_un)), *mention.texte]
    return ", ".join(paths) + (f", si {mention.si.texte}" if mention.si else "")


def _wording(texte: str, article: str | None, entry: _Datee, detail: str = "") -> Redaction:
    return Redaction(texte, article, entry.en_vigueur, entry.place, detail)
