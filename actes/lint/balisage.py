"""Tags that are cut short, mistyped, unknown, or that do not hold together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from actes.catalogue.textes import suggestion
from actes.errors import Constat
from actes.lint.balises import Reste, Tag, tags_of
from actes.lint.modele import Regle, Sujet
from actes.lint.structure import ENDS, ORDERS, Structure, meant
from actes.rendu.compiled import french

_FORBIDDEN = frozenset({
    "include", "import", "from", "extends", "block", "endblock", "do", "filter", "endfilter", "raw", "endraw",
    "autoescape", "endautoescape", "trans", "endtrans", "debug", "continue", "break",
})  # fmt: skip
_LONELY_BRACE = re.compile(r"\{\s+[{%#][^{}]*|[^{}]*[}%#]\s+\}(?!\})|(?<!\{)\{(?![{%#\s])[^{}%#\n]{1,60}\}(?!\})")
_LOOK_AT = "vérifiez les guillemets, les parenthèses, et ce qui entoure « and », « or », « == », « | »"
_EXPECTED = {"}}": "{{", "%}": "{%", "#}": "{#"}


def half_tags(sujet: Sujet) -> Iterator[Constat]:
    """A tag without its end, an end without its tag, a tag that runs over two paragraphs."""
    for _, structure, _ in sujet.lus:
        spread = _spread(structure)
        for rest in structure.restes:
            if rest in spread.values():
                continue
            if rest in spread:
                yield sujet.say(
                    "balise-sur-deux-paragraphes",
                    f"la balise « {_raw(rest)} » s'ouvre dans ce paragraphe et se ferme dans un autre",
                    rest.ou,
                    f"écrivez-la en entier dans un seul paragraphe, jusqu'à « {rest.attendu} »",
                )
            elif rest.ouvre:
                yield sujet.say(
                    "balise-non-refermee",
                    f"la balise « {_raw(rest)} » n'est pas refermée dans son paragraphe",
                    rest.ou,
                    f"ajoutez « {rest.attendu} »",
                )
            else:
                yield sujet.say(
                    "fermeture-seule",
                    f"« {rest.signe} » ferme une balise qui n'est pas ouverte",
                    rest.ou,
                    f"écrivez « {_EXPECTED[rest.signe]} » au début de la balise, sans espace entre les deux signes",
                )


def lonely_braces(sujet: Sujet) -> Iterator[Constat]:
    """A brace that opens nothing: it would be printed."""
    for piece, structure, _ in sujet.lus:
        said = {rest.paragraphe for rest in structure.restes}
        for paragraphe in piece.paragraphes:
            if "{" not in paragraphe.texte or paragraphe.double or paragraphe in said:
                continue
            found = _LONELY_BRACE.search(_without_tags(paragraphe.texte, tags_of(paragraphe)))
            if found is not None:
                yield sujet.say(
                    "accolade-isolee",
                    f"l'accolade de « {found[0].strip()} » n'ouvre aucune balise : elle sera imprimée",
                    paragraphe.ou(found.start(), found.end()),
                    "une valeur s'écrit {{ … }}, un ordre {% … %}, deux signes sans espace entre eux",
                )


def blocks(sujet: Sujet) -> Iterator[Constat]:
    """Blocks that are not closed, ends and branches of nothing, blocks that cross."""
    for _, structure, _ in sujet.lus:
        for bloc in structure.ouverts:
            tag = bloc.ouverture
            yield sujet.say(
                "bloc-non-referme",
                f"« {tag.lu} » n'est pas refermé",
                tag.ou,
                f"ajoutez {_written(tag.prefixe, f'end{tag.mot}')} à la fin de ce qu'il gouverne",
            )
        for tag in structure.orphelins:
            opening = ENDS.get(tag.mot, "if")
            yield sujet.say(
                "fin-sans-debut",
                f"« {tag.lu} » ne répond à aucun « {opening} » ouvert à cet endroit",
                tag.ou,
                "retirez cette balise, ou rétablissez celle qu'elle ferme",
            )
        for end, opened in structure.croises:
            yield sujet.say(
                "balises-croisees",
                f"« {end.lu} » se ferme alors que « {opened.lu} », ouvert après, ne l'est pas encore",
                end.ou,
                f"fermez d'abord « {opened.lu} » : ce qui s'ouvre en dernier se ferme en premier",
            )


def unknown_orders(sujet: Sujet) -> Iterator[Constat]:
    """`{% … %}` whose first word is no order: unknown, or one that a template may not use."""
    for _, structure, _ in sujet.lus:
        for tag in structure.inconnus:
            if tag.mot in _FORBIDDEN:
                yield sujet.say(
                    "code-interdit",
                    f"l'ordre « {tag.mot} » est interdit dans un modèle",
                    tag.ou,
                    "retirez cette balise",
                )
            else:
                near = meant(tag.mot)
                yield sujet.say(
                    "ordre-inconnu",
                    f"« {tag.mot or tag.lu} » n'est pas un ordre que le programme connaît",
                    tag.ou,
                    f"vouliez-vous dire « {near} » ?" if near else suggestion(tag.mot, sorted(ORDERS)),
                )


def _shortened(texte: str) -> str:
    return f"{texte[:80]}…" if len(texte) > 80 else texte


def unreadable(sujet: Sujet) -> Iterator[Constat]:
    """Tags whose content Jinja does not understand, and names that are not between quotes."""
    for _, structure, ossature in sujet.lus:
        for found in ossature.illisibles:
            if found.tag.paragraphe.fragment == sujet.docx.fragment:
                equal = re.search(r"[^=!<>]=[^=]", found.tag.suite) and found.tag.mot in ("if", "elif")
                yield sujet.say(
                    "balise-mal-ecrite",
                    f"« {_shortened(found.tag.lu)} » est mal écrit : {french(found.message)}",
                    found.tag.ou,
                    "pour comparer, écrivez « == »" if equal else _LOOK_AT,
                )
        for tag in structure.tags:
            if tag.mot in ("mention", "fragment") and not tag.argument():
                yield sujet.say(
                    "balise-mal-ecrite",
                    f"« {tag.lu} » : le nom {'de la mention' if tag.mot == 'mention' else 'du fragment'} manque",
                    tag.ou,
                    f"écrivez {_written(tag.prefixe, tag.mot + ' ' + chr(34) + 'nom' + chr(34))}",
                )


def _spread(structure: Structure) -> dict[Reste, Reste]:
    """The beginnings of tags whose end comes next, in another paragraph."""
    found = {}
    for one, two in pairwise(structure.signes):
        if isinstance(one, Reste) and isinstance(two, Reste) and one.ouvre and two.signe == one.attendu:
            found[one] = two
    return found


def _raw(rest: Reste) -> str:
    return " ".join(rest.paragraphe.texte[rest.debut : rest.fin].split())[:50]


def _written(prefixe: str, words: str) -> str:
    return f"{{%{prefixe} {words} %}}"


def _without_tags(text: str, tags: list[Tag]) -> str:
    for tag in tags:
        text = text[: tag.debut] + "\0" * (tag.fin - tag.debut) + text[tag.fin :]
    return text


REGLES: tuple[Regle, ...] = (half_tags, lonely_braces, blocks, unknown_orders, unreadable)
