"""A service's new calendar into its file of slots: the given slots stay, and so do the clerk's lines and remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import yaml

from actes.creneaux.ecriture import SANS_ANCRE, as_written, changed, refusal
from actes.creneaux.plan import CHAMPS, LISTE, Noeud, plan
from actes.creneaux.retouche import Retouche, RetoucheImpossible, ecrit, first_dash
from actes.dossier.creneaux import Creneau

Fenetre = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Ligne:
    """A slot of the file: what it says, and its text (None: not written yet)."""

    donnees: dict[str, Any]
    texte: str | None = None
    occupants: tuple[str, ...] = ()  # the cases that hold it

    @property
    def moment(self) -> tuple[str, str]:
        """Its day and hour, as they are written; empty when it lacks them."""
        return str(self.donnees.get("date", "")), str(self.donnees.get("heure", ""))


def merge_slots(
    content: bytes,
    fichier: str,
    name: str,
    fresh: Sequence[Creneau],
    fenetre: Fenetre | None = None,
    occupants: Sequence[tuple[str, ...]] = (),
) -> tuple[bytes, list[Creneau]]:
    """The bytes of a file of slots with those of a new calendar, and the taken slots that it no longer holds.

    Within the days of `fenetre` (None: all), the free slots become those of the calendar; the number of people of one
    that stays is kept. The slots that cases hold stay, whatever the calendar says: `occupants` are the references of
    those that hold each slot of the file under `name`. Raises DossierRefused, and changes nothing, when the file cannot
    be completed without touching the rest.
    """
    lost: list[Creneau] = []

    def change(text: str) -> str:
        return _merged(text, name, [Ligne(as_written(slot)) for slot in fresh], fenetre, occupants, lost)

    return changed(content, change, refusal(fichier, SANS_ANCRE.format(f"{name}:"))), lost


def _merged(
    text: str,
    name: str,
    fresh: list[Ligne],
    fenetre: Fenetre | None,
    occupants: Sequence[tuple[str, ...]],
    lost: list[Creneau],
) -> str:
    try:
        root = plan(text)
    except yaml.YAMLError:
        raise RetoucheImpossible from None
    if root is None:
        return text + ("" if not text or text.endswith("\n") else "\n") + "".join(_section(name, fresh, 0, 2, "\n"))
    if root.genre != CHAMPS or root.aliases():
        raise RetoucheImpossible
    pair, retouche = root.paire(name), Retouche(text)
    if pair is None:
        _add_section(retouche, root, name, fresh)
    else:
        here = list(_occupied(_lines(retouche, pair[1]), occupants))
        _put_section(retouche, root, pair, here, _chosen(here, fresh, fenetre, lost))
    written = retouche.done()
    plan(written)
    return written


def _chosen(here: list[Ligne], fresh: list[Ligne], fenetre: Fenetre | None, lost: list[Creneau]) -> list[Ligne]:
    """The slots to keep and to add, by day and hour: each of the calendar's stands for one of the file's."""
    announced: dict[tuple[str, str], list[Ligne]] = {}
    for ligne in fresh:
        announced.setdefault(ligne.moment, []).append(ligne)
    chosen = []
    for ligne in sorted(here, key=lambda ligne: not ligne.occupants):  # the taken ones first
        new = announced.get(ligne.moment)
        if new:
            chosen.append(_renewed(ligne, new.pop(0)))
        elif ligne.occupants or not _within(ligne, fenetre):
            chosen.append(ligne)
            if _within(ligne, fenetre):
                day, hour = ligne.moment
                lost.append(Creneau(date=day, heure=hour, pris=ligne.occupants))
    chosen += [ligne for left in announced.values() for ligne in left]
    return sorted(chosen, key=lambda ligne: ligne.moment)


def _within(ligne: Ligne, fenetre: Fenetre | None) -> bool:
    day = ligne.moment[0]
    return bool(day) and (fenetre is None or fenetre[0].isoformat() <= day <= fenetre[1].isoformat())


def _renewed(old: Ligne, new: Ligne) -> Ligne:
    """A slot that the calendar announces again: as it was if it is held or says the same, else with its room."""
    room = {key: old.donnees[key] for key in ("places",) if key in old.donnees}
    if old.occupants or old.donnees == new.donnees | room:
        return old
    return Ligne(new.donnees | room)


def _lines(retouche: Retouche, liste: Noeud) -> Iterator[Ligne]:
    """The slots of a list, each with its lines and the remarks above it."""
    if liste.vide:
        return
    if liste.genre != LISTE or any(element.genre != CHAMPS and not element.vide for element in liste.elements):
        raise RetoucheImpossible
    text, here = retouche.texte, 0
    if liste.flux:
        yield from (Ligne(_said(element), text[element.debut : element.fin]) for element in liste.elements)
        return
    start = first_dash(text, liste)
    here = start - retouche.column(start)
    if text[here:start].strip():
        raise RetoucheImpossible
    for element in liste.elements:
        end = retouche.after_line(element.fin)
        yield Ligne(_said(element), text[here:end])
        here = end


def _occupied(lignes: Iterator[Ligne], occupants: Sequence[tuple[str, ...]]) -> Iterator[Ligne]:
    """The slots with the cases that hold them; the ranks of `occupants` count those that say something."""
    known = iter(occupants)
    for ligne in lignes:
        held = (*ligne.donnees.get("pris", ()), *next(known, ())) if ligne.donnees else ()
        yield replace(ligne, occupants=tuple(dict.fromkeys(held)))


def _said(element: Noeud) -> dict[str, Any]:
    return element.donnees() if element.genre == CHAMPS else {}


def _put_section(
    retouche: Retouche, root: Noeud, pair: tuple[Noeud, Noeud], here: list[Ligne], chosen: list[Ligne]
) -> None:
    """Put the chosen slots in the place of a list; nothing if they are the same."""
    key, value = pair
    if [ligne.texte for ligne in here] == [ligne.texte for ligne in chosen]:
        return
    if value.flux and (root.flux or here):
        if "#" in retouche.texte[value.debut : value.fin]:
            raise RetoucheImpossible
        retouche.put(value.debut, value.fin, _in_brackets(chosen))
        return
    if root.flux:
        raise RetoucheImpossible
    margin = retouche.column(key.debut)
    if not here:
        lines = _section("", chosen, margin, margin + 2, retouche.eol)[1:]
        if value.fin > value.debut:
            start = len(retouche.texte[: value.debut].rstrip(" \t"))
            retouche.put(start, value.fin, "" if lines else " []")
        retouche.put_lines(retouche.after_line(value.fin), [line.rstrip("\r\n") for line in lines])
        return
    start = first_dash(retouche.texte, value)
    dash = retouche.column(start)
    body = "".join(
        _whole(ligne.texte, retouche.eol) if ligne.texte is not None else "".join(_item(ligne, dash, retouche.eol))
        for ligne in chosen
    )
    if not chosen:
        retouche.put(key.fin + 1, key.fin + 1, " []")
    retouche.put(start - dash, retouche.after_line(value.fin), body)


def _add_section(retouche: Retouche, root: Noeud, name: str, fresh: list[Ligne]) -> None:
    if root.flux:
        at, comma = (root.paires[-1][1].fin, ", ") if root.paires else (root.fin - 1, "")
        retouche.put(at, at, f"{comma}{name}: {_in_brackets(fresh)}")
        return
    margin = retouche.column(root.paires[0][0].debut)
    lines = _section(name, fresh, margin, margin + 2, "")
    retouche.put_lines(retouche.after_line(root.fin), lines)


def _in_brackets(lignes: Sequence[Ligne]) -> str:
    return "[" + ", ".join(ligne.texte or ecrit(ligne.donnees) for ligne in lignes) + "]"


def _section(name: str, lignes: Sequence[Ligne], margin: int, dash: int, eol: str) -> list[str]:
    """The lines of a whole list, its name first."""
    head = " " * margin + f"{name}:" + ("" if lignes else " []") + eol
    return [head, *(line for ligne in lignes for line in _item(ligne, dash, eol))]


def _item(ligne: Ligne, dash: int, eol: str) -> list[str]:
    lines = [f"{key}: {_written(key, value)}" for key, value in ligne.donnees.items()]
    return [" " * dash + ("  " if rank else "- ") + line + eol for rank, line in enumerate(lines)]


def _written(key: str, value: Any) -> str:
    return str(value) if key == "places" else ecrit(value)


def _whole(text: str, eol: str) -> str:
    return text if text.endswith("\n") else text + eol
