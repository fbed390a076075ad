"""Marks: the control and the bookmark that say where a mandatory mention is printed, and how their text is read."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ID = re.compile(r"[a-z][a-z0-9-]{0,25}")
PREFIX = "mention_"
PROPERTY = "actes.mention."


@dataclass(frozen=True, slots=True)
class Marque:
    """What the prepared template asks about one mark: its number, and the label of what lacks (drafts only)."""

    suite: str = ""  # "", then "__2", "__3"… in a loop
    lacune: str = ""


# What the prepared template reads under the name `marques`: mention → its mark, None when it does not apply;
# for a mention judged for each element of a list, one entry an element.
Marques = Mapping[str, Marque | tuple[Marque | None, ...] | None]


@dataclass(frozen=True, slots=True)
class MarqueAcquise(Marque):
    """A mark that applies, and in a loop applies for each turn."""

    def __getitem__(self, rang: int) -> Marque:
        return Marque(f"__{rang + 1}" if rang else "")


class ToutesMarques(dict[str, Marque]):
    """When nobody says which mentions are due (a template tried alone), each of them is."""

    def __missing__(self, mention: str) -> Marque:
        return MarqueAcquise()


def bookmark(mention: str) -> str:
    """`mention_visa_decision` for `visa-decision`."""
    return PREFIX + mention.replace("-", "_")


def property_name(bookmark_name: str) -> str:
    """`actes.mention.visa-decision__2` for the bookmark `mention_visa_decision__2`."""
    mention, number = split_bookmark(bookmark_name)
    return f"{PROPERTY}{mention}" + (f"__{number}" if number > 1 else "")


def split_bookmark(bookmark_name: str) -> tuple[str, int]:
    """The mention's id and the number of the occurrence, from the name of a bookmark or a property."""
    name = bookmark_name.removeprefix(PROPERTY).removeprefix(PREFIX)
    base, _, number = name.partition("__")
    return base.replace("_", "-"), int(number) if number.isdigit() else 1


def normalise(text: str) -> str:
    """The text that is compared: spaces collapsed (non-breaking ones too), one form for accents and hyphens."""
    text = " ".join(_UNSEEN.sub("", text.replace("\u2011", "-")).split())
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fingerprint(text: str) -> str:
    """16 hexadecimal digits of the SHA-256 of a normalised text. Source: conception §5."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")  # soft hyphens, joiners: nothing on the page
_START = re.compile(r'<w:bookmarkStart w:id="(\d+)" w:name="(mention_[^"]+)"/>')


def printed_text(xml: str) -> str:
    """The text that a reader sees in a piece of WordprocessingML we wrote ourselves."""
    pieces = []
    for chunk in xml.split("</w:t>"):  # each ends with the text of one w:t, after the last tag
        tag_end = chunk.rfind(">") + 1
        if "</w:p>" in chunk or "<w:br" in chunk or "<w:tab/>" in chunk or "<w:cr/>" in chunk:
            pieces.append(" ")
        if "<w:noBreakHyphen/>" in chunk:
            pieces.append("-")
        pieces.append(chunk[tag_end:])
    return html.unescape("".join(pieces))


def read_marks(parts: Iterable[str]) -> dict[str, str]:
    """Bookmark name → normalised text, for each mark of parts that we have just rendered (not of edited ones)."""
    found: dict[str, str] = {}
    for xml in parts:
        for start in _START.finditer(xml):
            end = xml.find(f'<w:bookmarkEnd w:id="{start[1]}"/>', start.end())
            found[start[2]] = normalise(printed_text(xml[start.end() : end]))
    return found
