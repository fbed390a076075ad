"""Rules on what is too small or too pale to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from actes.errors import Constat
from actes.lint.modele import Element, Paragraphe, Regle, Segment, Sujet
from actes.lint.motifs import printed
from actes.lint.styles import Styles, on, styles_of
from actes.rendu.garde import W

DEMI_POINTS = 16  # the smallest text that is still read: 8 points
CONTRASTE, CONTRASTE_GRAND = 4.5, 3.0  # WCAG 2.2, 1.4.3
_GRAND, _GRAND_GRAS = 36, 28  # half-points from which a text is large
_COULEUR = re.compile("[0-9A-Fa-f]{6}")
_SURLIGNAGES = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000",
    "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400", "darkMagenta": "800080", "darkRed": "8B0000",
    "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3", "black": "000000",
}  # fmt: skip


def too_small(sujet: Sujet) -> Iterator[Constat]:
    """Letters of less than 8 points."""
    styles = styles_of(sujet.docx)
    for paragraphe in printed(sujet):
        for segment in _words(paragraphe):
            size = _size(styles, paragraphe, segment.run)
            if size < DEMI_POINTS:
                yield sujet.say(
                    "texte-trop-petit",
                    f"le texte est en {size / 2:g} points".replace(".", ","),
                    paragraphe.ou(segment.debut, segment.fin),
                    "écrivez-le en 8 points au moins",
                )
                break


def too_pale(sujet: Sujet) -> Iterator[Constat]:
    """A colour that does not stand out enough from what is behind it."""
    styles = styles_of(sujet.docx)
    for paragraphe in printed(sujet):
        for segment in _words(paragraphe):
            colour = styles.run_property("color", paragraphe, segment.run)
            front = "" if colour is None else colour.get(f"{W}val", "")
            if not _COULEUR.fullmatch(front):
                continue
            ratio = contrast(front, _behind(styles, paragraphe, segment.run))
            size = _size(styles, paragraphe, segment.run)
            bold = on(styles.run_property("b", paragraphe, segment.run))
            if ratio < (CONTRASTE_GRAND if size >= (_GRAND_GRAS if bold else _GRAND) else CONTRASTE):
                yield sujet.say(
                    "contraste-insuffisant",
                    f"la couleur du texte se distingue mal du fond ({ratio:.1f} pour 1)".replace(".", ",", 1),
                    paragraphe.ou(segment.debut, segment.fin),
                    "prenez une couleur plus foncée, ou un fond plus clair : 4,5 pour 1 au moins",
                )
                break


@lru_cache(maxsize=256)
def contrast(front: str, back: str) -> float:
    """The ratio of two colours RRGGBB. Source: WCAG 2.2, « contrast ratio »."""
    high, low = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _words(paragraphe: Paragraphe) -> Iterator[Segment]:
    return (s for s in paragraphe.segments if not s.supprime and any(letter.isalnum() for letter in s.texte))


def _size(styles: Styles, paragraphe: Paragraphe, run: Element | None) -> int:
    """In half-points; 10 points when nothing says it."""
    size = styles.run_property("sz", paragraphe, run)
    value = "" if size is None else size.get(f"{W}val", "")
    return int(value) if value.isdigit() else 20


def _behind(styles: Styles, paragraphe: Paragraphe, run: Element | None) -> str:
    """The colour behind a run: highlighted, shaded, that of its paragraph, of its cell, else white."""
    light = None if run is None else run.find(f"{W}rPr/{W}highlight")
    if light is not None and light.get(f"{W}val") in _SURLIGNAGES:
        return _SURLIGNAGES[light.get(f"{W}val", "")]
    cells = paragraphe.element.iterancestors(f"{W}tc")
    shades = [
        styles.run_property("shd", paragraphe, run),
        styles.paragraph_property("shd", paragraphe),
        *(cell.find(f"{W}tcPr/{W}shd") for cell in cells),
    ]
    fills = [shade.get(f"{W}fill", "") for shade in shades if shade is not None]
    return next((fill for fill in fills if _COULEUR.fullmatch(fill)), "FFFFFF")


REGLES: tuple[Regle, ...] = (too_small, too_pale)
