"""What Word and LibreOffice do to a tag as it is typed, undone: quotes, spaces, hyphens, braces, capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jinja2 import TemplateSyntaxError

from actes.rendu.environnement import environment

UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"  # soft hyphens, joiners, marks of direction: nothing on the page
_GAP = f"[{UNSEEN}]*"
_WIDE_GAP = f"[{UNSEEN}\u00a0\u202f]*"  # LibreOffice in French writes a non-breaking space before each « % »
_OPEN, _CLOSE, _PERCENT = "[{\uff5b\ufe5b]", "[}\uff5d\ufe5c]", "[%\uff05\ufe6a]"
TAG = re.compile(
    f"{_OPEN}{_GAP}{_OPEN}(?P<valeur>.*?){_CLOSE}{_GAP}{_CLOSE}"
    f"|{_OPEN}{_WIDE_GAP}{_PERCENT}(?P<ordre>.*?){_PERCENT}{_WIDE_GAP}{_CLOSE}"
    f"|{_OPEN}{_GAP}#(?P<note>.*?)#{_GAP}{_CLOSE}",
    re.DOTALL,
)
WORDS = frozenset({
    "if", "elif", "else", "endif", "for", "endfor", "set", "endset", "with", "endwith", "mention", "endmention",
    "fragment", "macro", "endmacro", "call", "endcall", "cellbg", "colspan", "hm", "vm",
})  # fmt: skip
_ORDER = re.compile(r"(?P<signe>[-+]?)\s*(?:(?P<prefixe>tr|tc|p|r)\s+)?(?P<mot>[a-z]+)\b", re.IGNORECASE)
_NAMED = re.compile(r"\s*(?:(?:p|tr|tc|r)\s+)?(?:mention|fragment)\b")

_DOUBLE, _SINGLE = '"“”„‟″\uff02', "'‘’‚‛′\uff07"
_CLOSERS = {
    **dict.fromkeys(_DOUBLE, _DOUBLE),
    **dict.fromkeys(_SINGLE, _SINGLE),
    "«": "»", "»": "»", "‹": "›", "›": "›",
}  # fmt: skip
_FRENCH = "«»‹›"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_CODE = (
    {ord(char): "-" for char in _HYPHENS}
    | {ord(char): " " for char in _SPACES}
    | {ord("\t"): " ", ord("\n"): " "}
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {ord("≤"): "<=", ord("≥"): ">=", ord("≠"): "!="}
    | {ord("©"): "(c)", ord("®"): "(r)", ord("€"): "(e)", ord("™"): "(tm)"}  # Word's own corrections of « (c) »…
)
_CURVED = re.compile("[“”‘’]")  # those that docxtpl would straighten inside a text
_NOTHING = re.compile(f"[{UNSEEN}]")


def clean_text(text: str) -> str:
    """The text with each of its tags as `clean_tag` gives it."""
    return TAG.sub(lambda found: clean_tag(found[0]), text)


@lru_cache(maxsize=4096)  # the same few tags stand in every template
def clean_tag(tag: str) -> str:
    """A whole tag, its braces included, as its author meant it; one that was typed right comes back as it is.

    Outside texts: plain spaces, hyphens and signs, nothing unseen. Texts between “ ”, ‘ ’, « » are between straight
    quotes; curved quotes inside a text are kept, written so that docxtpl leaves them.
    """
    found = TAG.fullmatch(tag)
    if found is None:
        return tag
    if found["note"] is not None:
        return "{#" + found["note"] + "#}"
    if found["valeur"] is not None:
        return "{{" + _code(found["valeur"], "{{ %s }}") + "}}"
    inner = _order(_NOTHING.sub("", found["ordre"]))
    return "{%" + _code(inner, _frame(inner)) + "%}"


def _order(inner: str) -> str:
    """`{%p If`, `{% p if`: the word small, the prefix where docxtpl looks for it."""
    plain = inner.translate({ord(space): " " for space in _SPACES})
    found = _ORDER.match(plain)
    if found is None or found["mot"].lower() not in WORDS:
        return inner
    start = found["signe"]
    if found["prefixe"]:
        start += f"{found['prefixe'].lower()} "
    else:
        start = plain[: found.start("mot")]
    return start + found["mot"].lower() + inner[found.end() :]


def _frame(inner: str) -> str:
    """A template in which the tag may be parsed alone."""
    found = _ORDER.match(inner)
    word = found["mot"] if found else ""
    return {"if": "{%% %s %%}{%% endif %%}", "elif": "{%% if x %%}{%% %s %%}{%% endif %%}"}.get(
        word, "{%% %s %%}{%% endfor %%}" if word == "for" else "{%% %s %%}" if word == "set" else ""
    )


def _code(code: str, frame: str) -> str:
    if code.isascii() and not re.search("[\t\n]", code):
        return code
    named = bool(_NAMED.match(code))
    strict = "".join(_pieces(code, named, False))
    if not frame or not _CURVED.search(code) or _is_understood(strict, frame):
        return strict
    loose = "".join(_pieces(code, named, True))
    return loose if _is_understood(loose, frame) else strict


def _is_understood(code: str, frame: str) -> bool:
    try:
        environment().parse(frame % re.sub(r"^\s*[-+]?\s*(?:(?:p|tr|tc|r) )?|[-+]\s*$", "", code))
    except TemplateSyntaxError:
        return False
    return True


def _pieces(code: str, named: bool, loose: bool) -> Iterator[str]:
    """The code, piece by piece. `loose`: a text may open with a straight quote and close with a curved one."""
    done = 0
    while done < len(code):
        char = code[done]
        end = _end(code, done, loose) if char in _CLOSERS else -1
        if end > 0:
            yield _string(char, code[done + 1 : end], named)
            done = end + 1
        else:
            yield "" if _NOTHING.match(char) else char.translate(_CODE)
            done += 1


def _end(code: str, start: int, loose: bool) -> int:
    """Where the text that opens at `start` closes; -1 if it does not."""
    opening = code[start]
    straight = opening in "\"'" and not loose
    for rank in range(start + 1, len(code)):
        char = code[rank]
        if straight:
            if char == opening and code[rank - 1] != "\\":
                return rank
        elif char in _CLOSERS[opening] and not (char in _SINGLE and code[rank + 1 : rank + 2].isalnum()):
            return rank  # an apostrophe stands before a letter, a quote that closes does not
    return -1


def _string(opening: str, content: str, named: bool) -> str:
    content = re.sub("[\t\n]", " ", _NOTHING.sub("", content))
    if opening in _FRENCH or named:  # the spaces that go with « »
        content = content.strip(_SPACES + " ")
    if named:
        content = content.translate({ord(char): "-" for char in _HYPHENS})
    single = opening in _SINGLE or '"' in content
    quote = opening if opening in "\"'" else "'" if single and "'" not in content else '"'
    if opening != quote:
        content = re.sub(rf"(?<!\\){quote}", rf"\\{quote}", content)
    return quote + _CURVED.sub(lambda found: f"\\u{ord(found[0]):04x}", content) + quote
