"""Habits of Word's mail merge: «condamne.nom», <<condamne.nom>>, ‹…›, [[…]], merge fields. They would be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actes.errors import Constat, Gravite
from actes.lint.modele import Paragraphe, Regle, Sujet
from actes.lint.motifs import BALISE, printed, read
from actes.rendu.garde import W

_SIGNS = (("«", "»"), ("<<", ">>"), ("‹", "›"), ("[[", "]]"))
_INSIDE = rf"(?P<dedans>[^«»‹›<>\[\]{BALISE}]{{1,80}}(?:\[\d+\][^«»‹›<>\[\]{BALISE}]{{0,60}})*)"
_MOTIFS = tuple(re.compile(re.escape(left) + _INSIDE + re.escape(right)) for left, right in _SIGNS)
_WORD = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
_PATH = re.compile(rf"(?:{_WORD}(?:\[\d+\])?(?:\.{_WORD}(?:\[\d+\])?)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?:\s*\|.*)?")
_SITE = re.compile(r".*\.(?:fr|eu|com|org|net|int|html?|docx?|pdf)")  # « justice.fr »: an address, no name
_FIELDS = re.compile(
    r"\b(MERGEFIELD)\s+\"?([^\s\"\\]+)|\b(ADDRESSBLOCK|GREETINGLINE|MERGEREC|MERGESEQ|NEXTIF|SKIPIF)\b"
)


def signs(sujet: Sujet) -> Iterator[Constat]:
    """A name between the signs of a mail merge; French quotation marks around words are left alone."""
    for paragraphe in printed(sujet):
        if _codes(paragraphe):
            continue  # what the field shows: the field itself is told
        text = read(paragraphe)[0]
        for (left, _), motif in zip(_SIGNS, _MOTIFS, strict=True):
            for found in motif.finditer(text) if left in text else ():
                gravity = _gravity(sujet, left, found["dedans"])
                if gravity:
                    yield _say_sign(sujet, paragraphe, found, gravity)


def fields(sujet: Sujet) -> Iterator[Constat]:
    """The fields that Word fills from a list of recipients: here nothing does."""
    for paragraphe in printed(sujet):
        for found in _FIELDS.finditer(_codes(paragraphe)):
            name = found[2] or ""
            yield sujet.say(
                "signe-publipostage",
                f"« {found[0].strip()} » est un champ de publipostage de Word : le programme ne le remplit pas",
                paragraphe.ou(),
                f"supprimez le champ et tapez {_tag(name)}" if name else "supprimez ce champ",
            )


def _gravity(sujet: Sujet, left: str, inside: str) -> Gravite | None:
    """How much it weighs; None for what is a quotation."""
    bare = " ".join(inside.split())
    path = _PATH.fullmatch(bare) and not _SITE.fullmatch(bare)
    known = re.split(r"[.\[|\s]", bare)[0] in sujet.noms
    if path and (known or left != "«" or bare == inside):
        return Gravite.BLOQUANTE
    if left == "«" or not re.search(r"[^\W\d_]", bare) or (left == "‹" and " " in bare):
        return None
    return Gravite.AVERTISSEMENT


def _say_sign(sujet: Sujet, paragraphe: Paragraphe, found: re.Match[str], gravity: Gravite) -> Constat:
    surely = gravity is Gravite.BLOQUANTE
    advice = f"écrivez {_tag(found['dedans'])}" if surely else "pour une valeur, écrivez {{ … }} ; pour citer, « … »"
    return sujet.say(
        "signe-publipostage",
        f"{found[0]} s'écrit ainsi dans un publipostage ; ici, ces signes seraient imprimés tels quels",
        paragraphe.ou(found.start(), found.end()),
        advice,
        gravity,
    )


def _tag(name: str) -> str:
    return f"{{{{ {' '.join(name.split())} }}}}"


def _codes(paragraphe: Paragraphe) -> str:
    """The merge fields of a paragraph as Word writes their codes; « » when it has none."""
    codes = [element.get(f"{W}instr", "") for element in paragraphe.element.iter(f"{W}fldSimple")]
    codes.append("".join(element.text or "" for element in paragraphe.element.iter(f"{W}instrText")))
    said = " ".join(codes)
    return said if _FIELDS.search(said) else ""


REGLES: tuple[Regle, ...] = (signs, fields)
