"""Writing translations into a dossier: every other character of its file stays as it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from actes.creneaux.ecriture import changed, refusal
from actes.creneaux.plan import ALIAS, CHAMPS, LISTE, Noeud, plan
from actes.creneaux.retouche import Retouche, RetoucheImpossible, first_dash
from actes.dossier.texte import split_documents

CLE = "traductions"


@dataclass(frozen=True, slots=True)
class Traduit:
    """One text that came back: its path in the dossier, what it says, the fingerprint of its French."""

    chemin: str
    texte: str
    empreinte: str


@dataclass(frozen=True, slots=True)
class Retour:
    """What a translator gave back for one language."""

    langue: str
    traducteur: str
    date: str
    textes: tuple[Traduit, ...]


def with_translations(content: bytes, fichier: str, rang: int, retour: Retour) -> bytes:
    """The bytes of a dossier file whose `rang`-th document has these translations under `traductions`.

    What stands there already is replaced text by text; comments are kept. Raises DossierRefused, and changes nothing,
    when that cannot be.
    """

    def change(text: str) -> str:
        document = split_documents(text)[rang]
        end = document.debut + len(document.texte)
        return text[: document.debut] + _written(document.texte, retour) + text[end:]

    advice = "écrivez « traductions: » en liste, un tiret par langue, sans ancre ni alias"
    return changed(content, change, refusal(fichier, advice))


def _written(texte: str, retour: Retour) -> str:
    root = _planned(texte)
    retouche = Retouche(texte)
    pair = root.paire(CLE)
    if root.flux or root.aliases():
        raise RetoucheImpossible
    if pair is None:
        margin = " " * retouche.column(root.paires[0][0].debut)
        retouche.put_lines(retouche.after_line(root.fin), [f"{margin}{CLE}:", *_item(retour, margin + "  ")])
    elif pair[1].vide:
        _fill(retouche, pair, retour)
    else:
        _update(retouche, pair[1], retour)
    return _checked(retouche.done(), texte, retour)


def _planned(texte: str) -> Noeud:
    try:
        root = plan(texte)
    except yaml.YAMLError:
        raise RetoucheImpossible from None
    if root is None or root.genre != CHAMPS or not root.paires:
        raise RetoucheImpossible
    return root


def _fill(retouche: Retouche, pair: tuple[Noeud, Noeud], retour: Retour) -> None:
    """`traductions:` stands there with nothing, or `[]`, after it."""
    key, value = pair
    if value.fin > value.debut:
        if "\n" in retouche.texte[key.fin : value.fin]:
            raise RetoucheImpossible
        retouche.put(value.debut, value.fin, "")
    margin = " " * (retouche.column(key.debut) + 2)
    retouche.put_lines(retouche.after_line(max(value.fin, key.fin)), list(_item(retour, margin)))


def _update(retouche: Retouche, liste: Noeud, retour: Retour) -> None:
    if liste.genre != LISTE or liste.flux:
        raise RetoucheImpossible
    item = next((each for each in liste.elements if _scalar(each, "langue") == retour.langue), None)
    if item is None:
        margin = " " * retouche.column(first_dash(retouche.texte, liste))
        retouche.put_lines(retouche.after_line(liste.fin), list(_item(retour, margin)))
    elif item.genre != CHAMPS:
        raise RetoucheImpossible
    else:
        _update_item(retouche, item, retour)


def _update_item(retouche: Retouche, item: Noeud, retour: Retour) -> None:
    """The translator, the date and the texts of a language that the dossier has already."""
    fresh = {"traducteur": _quoted(retour.traducteur), "date": retour.date}
    for key in list(fresh):
        if _put_scalar(retouche, item, key, fresh[key]):
            del fresh[key]
    pair = item.paire("champs")
    rows = {champ: retour.textes[rank] for rank, champ in enumerate(each.chemin for each in retour.textes)}
    if pair is not None and not pair[1].vide:
        rows = _update_rows(retouche, pair[1], rows)
    elif pair is not None:
        raise RetoucheImpossible
    if item.flux:
        inside = "".join(f", {key}: {value}" for key, value in fresh.items())
        if rows and pair is None:
            margin = " " * (retouche.column(item.debut) + 4)
            lines = f",{retouche.eol}".join(f"{margin}{_row_in_braces(row)}" for row in rows.values())
            inside += f", champs: [{retouche.eol}{lines}]"
        retouche.put(item.fin - 1, item.fin - 1, inside)
        return
    margin = " " * retouche.column(item.paires[0][0].debut)
    added = [f"{margin}{key}: {value}" for key, value in fresh.items()]
    if rows and pair is None:
        added += [f"{margin}champs:", *_rows(rows.values(), margin + "  ")]
    if added:
        retouche.put_lines(retouche.after_line(item.fin), added)


def _update_rows(retouche: Retouche, champs: Noeud, rows: dict[str, Traduit]) -> dict[str, Traduit]:
    """Change the texts that are there already, and add the others after them; none is left to write."""
    if champs.genre != LISTE:
        raise RetoucheImpossible
    left = dict(rows)
    for element in champs.elements:
        row = left.pop(_scalar(element, "chemin"), None) if element.genre == CHAMPS else None
        if row is None:
            continue
        for key, value in (("texte", _quoted(row.texte)), ("empreinte", _quoted(row.empreinte))):
            if _put_scalar(retouche, element, key, value):
                continue
            last = element.paires[-1][1]
            if element.flux:
                retouche.put(last.fin, last.fin, f", {key}: {value}")
            else:
                margin = " " * retouche.column(element.paires[0][0].debut)
                retouche.put_lines(retouche.after_line(last.fin), [f"{margin}{key}: {value}"])
    if not left:
        return {}
    if champs.flux:
        end = champs.elements[-1].fin
        margin = " " * retouche.column(champs.elements[0].debut)
        retouche.put(end, end, "".join(f",{retouche.eol}{margin}{_row_in_braces(row)}" for row in left.values()))
    else:
        margin = " " * retouche.column(first_dash(retouche.texte, champs))
        retouche.put_lines(retouche.after_line(champs.fin), list(_rows(left.values(), margin)))
    return {}


def _put_scalar(retouche: Retouche, holder: Noeud, key: str, value: str) -> bool:
    """Write a value in the place of the one that this key has; whether it has one."""
    pair = holder.paire(key)
    if pair is None:
        return False
    node = pair[1]
    if node.genre in (ALIAS, CHAMPS, LISTE) or node.ancre or node.fin == node.debut:
        raise RetoucheImpossible
    end = node.fin
    piece = value
    if node.style in ("|", ">"):  # a text in several lines ends with its last line feed
        piece = value + retouche.eol
    retouche.put(node.debut, end, piece)
    return True


def _scalar(node: Noeud, key: str) -> str:
    pair = node.paire(key) if node.genre == CHAMPS else None
    return pair[1].valeur if pair else ""


def _item(retour: Retour, margin: str) -> Sequence[str]:
    lines = [f"{margin}- langue: {_quoted(retour.langue)}", f"{margin}  traducteur: {_quoted(retour.traducteur)}"]
    lines += [f"{margin}  date: {retour.date}", f"{margin}  champs:"]
    return [*lines, *_rows(retour.textes, margin + "    ")]


def _rows(rows: Any, margin: str) -> Sequence[str]:
    return [
        line
        for row in rows
        for line in (
            f"{margin}- chemin: {_quoted(row.chemin)}",
            f"{margin}  texte: {_quoted(row.texte)}",
            f"{margin}  empreinte: {_quoted(row.empreinte)}",
        )
    ]


def _row_in_braces(row: Traduit) -> str:
    return f"{{chemin: {_quoted(row.chemin)}, texte: {_quoted(row.texte)}, empreinte: {_quoted(row.empreinte)}}}"


def _quoted(text: str) -> str:
    """A text between quotes: JSON's escapes are YAML's; what JSON leaves and YAML does not print is escaped too."""
    dumped = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() or c == "\u00a0" else _escape(c) for c in dumped)


def _escape(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"


def _checked(after: str, before: str, retour: Retour) -> str:
    """The new text, once it is known to say what the old one did, and the translations."""
    try:
        old, new = plan(before), plan(after)
    except yaml.YAMLError:
        raise RetoucheImpossible from None
    if old is None or new is None:
        raise RetoucheImpossible
    was, now = old.donnees(), new.donnees()
    if {k: v for k, v in was.items() if k != CLE} != {k: v for k, v in now.items() if k != CLE}:
        raise RetoucheImpossible
    if _others(was, retour.langue) != _others(now, retour.langue) or not _holds(now, retour):
        raise RetoucheImpossible
    return after


def _others(donnees: Any, langue: str) -> list[Any]:
    return [each for each in donnees.get(CLE) or [] if each.get("langue") != langue]


def _holds(donnees: Any, retour: Retour) -> bool:
    mine = [each for each in donnees.get(CLE) or [] if each.get("langue") == retour.langue]
    if len(mine) != 1 or (mine[0].get("traducteur"), mine[0].get("date")) != (retour.traducteur, retour.date):
        return False
    held = {row.get("chemin"): (row.get("texte"), row.get("empreinte")) for row in mine[0].get("champs") or []}
    return all(held.get(row.chemin) == (row.texte, row.empreinte) for row in retour.textes)
