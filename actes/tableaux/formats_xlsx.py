"""What the number of a cell means under its format: a number as the sheet shows it, a day, an hour; or why it is told.

In a workbook everything that is not a text is a number: only the format tells a date from an amount, or keeps the zeros
of « 01000 ». Source: ECMA-376 part 1, §18.8.30 and §18.17.4.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache

from actes.tableaux.rangees import HEURE, ILLISIBLE, INSTANT, JOUR, NOMBRE, Valeur

_STANDARD = "General"
PREDEFINIS = {
    0: _STANDARD, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "dd/mm/yyyy", 15: "d/mmm/yy", 16: "d/mmm", 17: "mmm/yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 49: "@",
}  # fmt: skip
_CHIFFRES = 15  # digits that a workbook keeps of a number
_EXACT = Context(prec=_CHIFFRES)
_ECOULE = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_PIECE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|([ €$()/:+-])|(.)')
_NOMBRE = re.compile(r"[#0?]*(?:,[#0?]+)*(?:\.(?P<decimales>[#0?]+))?")
_CHIFFRE = "0#?"
_EN_TEXTE = "mettez cette colonne au format Texte, puis retapez la valeur"

Lecture = Callable[[str, bool], Valeur]  # the number as the file writes it, and whether days count from 1904


@lru_cache(maxsize=1024)
def reading(code: str) -> Lecture:
    """How the numbers of a format are read."""
    section = code.split(";")[0]
    if code in (_STANDARD, "@", "") or section == _STANDARD:
        return lambda number, _: _plain(number)
    if _ECOULE.search(section):
        return lambda *_: _unreadable("c'est une durée en heures", _EN_TEXTE)
    pieces = [found.groups() for found in _PIECE.finditer(section)]
    letters = "".join(piece[4] or "" for piece in pieces).casefold()
    if set("ymdhs") & set(letters.replace("am/pm", "").replace("a/p", "")):
        return _temporal(letters)
    return _numeric(pieces)


def _unreadable(why: str, conseil: str) -> Valeur:
    return (ILLISIBLE, why, conseil)


def _exact(number: str) -> Decimal | None:
    """The number to fifteen digits; None if a whole number has more, which the workbook could not keep."""
    try:
        full = Decimal(number)
        if not full.is_finite() or abs(full.adjusted()) > 20:
            return None
        value = _EXACT.create_decimal(full)
    except InvalidOperation:
        return None
    return None if full == full.to_integral_value() and value != full else value


def _plain(number: str) -> Valeur:
    value = _exact(number)
    if value is None:
        return _unreadable(f"un classeur ne garde que {_CHIFFRES} chiffres d'un nombre", _EN_TEXTE)
    text = _text(value)
    return (NOMBRE, text, text)


def _text(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _numeric(pieces: list[tuple[str | None, ...]]) -> Lecture:
    """A format of figures: whole numbers among fixed signs are shown as they are, amounts are only numbers."""
    shown: list[tuple[bool, str]] = []  # (whether it stands for a digit, what)
    core = ""
    for quoted, escaped, currency, sign, other in pieces:
        if other is None:
            shown.append((False, quoted or escaped or currency or sign or ""))
        else:
            core += other
            shown.append((other in _CHIFFRE, other))
    found = _NOMBRE.fullmatch(core)
    if found is None or not core:
        return lambda *_: _unreadable("son format d'affichage ne dit pas comment la lire", _EN_TEXTE)
    decimals = len(found["decimales"] or "")
    whole = all(char in _CHIFFRE for char in core)

    def read(number: str, _: bool) -> Valeur:
        value = _exact(number)
        if value is None:
            return _plain(number)
        if value != round(value, decimals):
            return _unreadable("son format d'affichage en cache une partie", "affichez toutes ses décimales")
        text = _text(value)
        return (NOMBRE, text, _filled(shown, text) if whole and text.isdigit() else "")

    return read


def _filled(shown: list[tuple[bool, str]], digits: str) -> str:
    """The digits put in the places of a format such as `0#" "##" "##`, from the right."""
    out: list[str] = []
    left = list(digits)
    places = sum(digit for digit, _ in shown)
    for digit, what in reversed(shown):
        if not digit:
            out.append(what if left or "0" in _before(shown, len(out)) else "")
            continue
        places -= 1
        if left:
            out.append("".join(left) if not places else left.pop())
            left = left if places else []
        elif what == "0":
            out.append("0")
        else:
            out.append("")
    return "".join(reversed(out)).strip()


def _before(shown: list[tuple[bool, str]], done: int) -> str:
    """The places that are still to fill when `done` pieces are, from the right."""
    return "".join(what for digit, what in shown[: len(shown) - done] if digit)


def _temporal(letters: str) -> Lecture:
    """A format of dates, of hours, or of both."""
    timed = "h" in letters or "s" in letters
    dated = "d" in letters and "y" in letters
    if not dated and ("d" in letters or "y" in letters or not timed):
        return lambda *_: _unreadable("son format n'affiche pas toute la date", "affichez le jour, le mois et l'année")

    def read(number: str, since_1904: bool) -> Valeur:
        value = _exact(number)
        if value is None or value < 0:
            return _unreadable("ce n'est pas une date que le calendrier connaît", _EN_TEXTE)
        days, seconds = divmod(round(value * 86_400), 86_400)
        minutes, seconds = divmod(seconds, 60)
        hour = f"{minutes // 60:02}:{minutes % 60:02}"
        if timed and seconds:
            return _unreadable("son heure a des secondes", "écrivez l'heure en heures et minutes")
        if not dated:
            return (HEURE, hour)
        day = _day(days, since_1904)
        if day is None:
            return _unreadable("ce n'est pas une date que le calendrier connaît", _EN_TEXTE)
        return (INSTANT, f"{day} {hour}") if timed or minutes else (JOUR, f"{day}")

    return read


def _day(serial: int, since_1904: bool) -> date | None:
    """The day of this number, None if there is none; 1900 was not a leap year, whatever Excel says."""
    try:
        if since_1904:
            return date(1904, 1, 1) + timedelta(days=serial)
        return None if serial in (0, 60) else date(1899, 12, 31 if serial < 60 else 30) + timedelta(days=serial)
    except OverflowError:
        return None
