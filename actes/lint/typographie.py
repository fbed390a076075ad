"""Rules on the typography of French: spaces, apostrophes, quotes, dashes, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actes.errors import Constat
from actes.lint import accords, exemples
from actes.lint.balises import Genre
from actes.lint.modele import Paragraphe, Regle, Sujet
from actes.lint.motifs import BALISE, Motif, printed, read, say_once

_LETTRE = r"[^\W\d_]"
_FINE = "\u00a0\u202f"  # the spaces at which no line is cut
_INSECABLE = "tapez une espace insécable (Ctrl+Maj+Espace)"

MOTIFS = (
    Motif(
        "espace-insecable",
        re.compile(
            rf"(?<=\S) (?=[:;!?%»])|« |«(?=[^\s{_FINE}])|(?<=[^\s{_FINE}])»"
            rf"|(?<=[\w)\]»\"°{BALISE}])[:;!?](?=[\s{BALISE}]|$)|(?<=[\d{BALISE}])%"
        ),
        "il manque une espace insécable devant : ; ! ? % ou », ou après «",
        _INSECABLE,
    ),
    Motif(
        "apostrophe-droite",
        re.compile(rf"(?<={_LETTRE})'(?=[{BALISE}«]|{_LETTRE})"),
        "l'apostrophe est droite, comme d'une machine à écrire",
        "tapez l'apostrophe courbe (’)",
    ),
    Motif("guillemets-droits", re.compile(r'"'), "les guillemets sont droits", "écrivez « … »"),
    Motif(
        "points-de-suspension",
        re.compile(r"(?<!\.)(?<!\betc)\.{3,}"),
        "les points de suspension, ou une ligne à remplir, sont faits de points",
        "employez le caractère « … » ; pour une ligne à remplir, une tabulation à points de suite",
    ),
    Motif(
        "trait-d-union",
        re.compile(rf"(?:(?<=[\s{_FINE}])|^)--?(?=[\s{_FINE}])|(?<=\w)--(?=\w)"),
        "un trait d'union tient lieu de tiret",
        "employez le tiret « – » ; pour une énumération, le style de liste",
    ),
    Motif(
        "espace-double",
        re.compile(rf"[ {_FINE}]{{2,}}"),
        "plusieurs espaces se suivent",
        "n'en gardez qu'une ; pour aligner, employez une tabulation ou un tableau",
    ),
    Motif(
        "espace-mal-placee",
        re.compile(rf"(?<=[^\s…_☐{_FINE}])[ {_FINE}](?=,|[)\]](?!\w)|\.(?:\s|$))|(?<=[(\[])[ {_FINE}](?=\w)"),
        "une espace est en trop devant une virgule ou un point, ou à l'intérieur d'une parenthèse",
        "supprimez cette espace",
    ),
    Motif(
        "numero-insecable",
        re.compile(rf"\b[nN][°º]s? |\b[nN][°º]s?(?=[\w{BALISE}])|\bN(?:o|um)\. ?(?=[\d{BALISE}])"),
        "« n° » n'est pas suivi d'une espace insécable",
        _INSECABLE,
    ),
    Motif(
        "abreviation-fautive",
        re.compile(
            r"\bMr\b\.?|\bMme\.|\bMlle\b\.?|\bMademoiselle\b|\b1(?:ère|ier)s?\b|\b\d+i?[èe]mes?\b|\betc ?(?:…|\.{2,})"
        ),
        "l'abréviation n'est pas celle de l'usage français",
        "écrivez M., Mme, 1er, 1re, 2e, etc.",
    ),
)
_LITTERAL = re.compile(rf"\"[^\"]*{_LETTRE}'{_LETTRE}[^\"]*\"")
_DANS_BALISE = Motif(
    "apostrophe-droite",
    _LITTERAL,
    "un texte imprimé par une balise a une apostrophe droite",
    "tapez l'apostrophe courbe (’)",
)
_CASE = re.compile(r"[(\[] *[)\]]")  # a box to tick, typed


def words_and_signs(sujet: Sujet) -> Iterator[Constat]:
    """What is typed in the template itself, tags left aside."""
    for paragraphe in printed(sujet):
        texte = _CASE.sub(lambda m: "☐" * len(m[0]), read(paragraphe)[0])
        if texte.strip(BALISE + " "):
            for motif in MOTIFS:
                yield from say_once(sujet, paragraphe, motif, texte)


def words_in_tags(sujet: Sujet) -> Iterator[Constat]:
    """What `{{ … }}` prints of its own: « accord("l'appelant") »."""
    for paragraphe in printed(sujet):
        yield from say_once(sujet, paragraphe, _DANS_BALISE, _values(paragraphe))


def _values(paragraphe: Paragraphe) -> str:
    """The text of the paragraph, all blank but its values; same length."""
    text, tags = read(paragraphe)
    text = " " * len(text)
    for tag in tags:
        if tag.genre is Genre.VALEUR and "replace" not in tag.suite:
            text = text[: tag.debut] + paragraphe.texte[tag.debut : tag.fin] + text[tag.fin :]
    return text


REGLES: tuple[Regle, ...] = (words_and_signs, words_in_tags, *accords.REGLES, *exemples.REGLES)
