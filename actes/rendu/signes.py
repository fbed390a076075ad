"""The private signs that say, in the text of a previewed act, where each piece of it comes from."""

from __future__ import annotations

import re

VALEUR, NOMBRE, FIN_VALEUR, PARAGRAPHE, MENTION, FIN_MENTION = map(chr, range(0xE000, 0xE006))
_ZERO = 0xE010
_DIGITS = str.maketrans({str(digit): chr(_ZERO + digit) for digit in range(10)})
_OURS = re.compile(f"[{VALEUR}-{chr(_ZERO + 9)}]")
_OPENING = re.compile(f"([{VALEUR}{PARAGRAPHE}{MENTION}])([{chr(_ZERO)}-{chr(_ZERO + 9)}]+){NOMBRE}")


def sign(kind: str, number: int) -> str:
    """What opens a value, a paragraph or a mention of that number."""
    return f"{kind}{str(number).translate(_DIGITS)}{NOMBRE}"


def without_signs(text: str, instead: str = "\ufffd") -> str:
    """The text with each of our private characters replaced: nothing that a dossier says may pass for an anchor."""
    return _OURS.sub(instead, text)


def numbers_in(text: str) -> set[int]:
    """The numbers of what is opened in a text."""
    return {int("".join(str(ord(digit) - _ZERO) for digit in found[2])) for found in _OPENING.finditer(text)}
