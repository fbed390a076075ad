"""The prefixes of docxtpl (`{%p`, `{%tr`, `{%tc`, `{%r`): where they may stand, what they would make disappear."""

from __future__ import annotations

from collections.abc import Iterator

from actes.errors import Constat
from actes.lint.balises import Genre, Tag
from actes.lint.modele import Element, Paragraphe, Piece, Regle, Sujet
from actes.lint.structure import ENDS, MIDDLES, Bloc
from actes.rendu.garde import W

_UNITS = {"p": "son paragraphe", "tr": "sa ligne de tableau", "tc": "sa cellule"}
_LOST = {
    f"{W}drawing": "une image", f"{W}pict": "une image", f"{W}object": "un objet", f"{W}sectPr": "un saut de section",
    f"{W}footnoteReference": "un appel de note", f"{W}endnoteReference": "un appel de note",
}  # fmt: skip


def text_beside(sujet: Sujet) -> Iterator[Constat]:
    """What stands beside `{%p %}` in its paragraph, `{%tr %}` in its row, `{%tc %}` in its cell: it would be lost."""
    for piece, structure, _ in sujet.lus:
        holders: dict[tuple[str, Element], list[Tag]] = {}
        for tag in structure.signes:
            if isinstance(tag, Tag) and tag.prefixe in _UNITS:
                holder = _holder(tag)
                if holder is not None:
                    holders.setdefault((tag.prefixe, holder), []).append(tag)
        for (prefixe, holder), tags in holders.items():
            yield from _beside(sujet, piece, prefixe, holder, tags)


def _beside(sujet: Sujet, piece: Piece, prefixe: str, holder: Element, tags: list[Tag]) -> Iterator[Constat]:
    first, unit = tags[0], _UNITS[prefixe]
    if len(tags) > 1:
        yield sujet.say(
            "prefixes-ensemble",
            f"« {first.lu} » et « {tags[1].lu} » sont dans le même endroit : seul le premier resterait",
            tags[1].ou,
            f"donnez à chaque balise {{%{prefixe} …%}} {unit} à elle seule",
        )
        return
    rest = _rest(piece, holder, first)
    if rest:
        yield sujet.say(
            "texte-perdu",
            f"« {first.lu} » fait disparaître ce qui l'entoure dans {unit} : « {rest} »",
            first.ou,
            f"laissez la balise seule dans {unit} : mettez le reste avant ou après",
        )


def _rest(piece: Piece, holder: Element, tag: Tag) -> str:
    """What is beside the tag in what it stands for, as words."""
    words = []
    for paragraphe in piece.paragraphes:
        if paragraphe is tag.paragraphe:
            words.append(paragraphe.texte[: tag.debut] + paragraphe.texte[tag.fin :])
        elif holder in paragraphe.element.iterancestors():
            words.append(paragraphe.texte)
    text = " ".join(" ".join(words).split())
    if not text:
        text = next((what for kind, what in _LOST.items() if next(holder.iter(kind), None) is not None), "")
    return text[:60]


def outside_tables(sujet: Sujet) -> Iterator[Constat]:
    """`{%tr %}`, `{%tc %}` and the orders of cells, out of any table; `{{p x}}` and `{{r x}}`, which print nothing."""
    for _, structure, _ in sujet.lus:
        for tag in structure.signes:
            if not isinstance(tag, Tag):
                continue
            if tag.genre is Genre.VALEUR and tag.prefixe:
                yield sujet.say(
                    "prefixe-de-valeur",
                    f"« {tag.lu} » n'imprime rien : le préfixe « {tag.prefixe} » n'est pas pour les valeurs",
                    tag.ou,
                    f"écrivez {{{{ {tag.suite} }}}}",
                )
            elif tag.mot not in ENDS and tag.mot not in MIDDLES and _of_cells(tag) and not _cell(tag):
                yield sujet.say(
                    "prefixe-hors-tableau",
                    f"« {tag.lu} » n'est pas dans un tableau",
                    tag.ou,
                    f"employez {{%p {tag.mot} …%}}, seule dans son paragraphe"
                    if tag.prefixe
                    else "retirez cette balise",
                )


def unlike_prefixes(sujet: Sujet) -> Iterator[Constat]:
    """A block whose tags have different prefixes, or whose ends stand in two containers."""
    for _, structure, _ in sujet.lus:
        for bloc in structure.blocs:
            if bloc.fermeture is None or bloc.ouverture in structure.ecartes:
                continue
            unlike = next((tag for tag in bloc.tags() if tag.prefixe != bloc.ouverture.prefixe), None)
            if unlike is not None:
                yield sujet.say(
                    "prefixes-differents",
                    f"« {unlike.lu} » répond à « {bloc.ouverture.lu} » sans avoir le même préfixe",
                    unlike.ou,
                    f"écrivez {{%{bloc.ouverture.prefixe} {unlike.mot} …%}}, ou ôtez le préfixe des deux",
                )
            else:
                yield from _containers(sujet, bloc)


def signs(sujet: Sujet) -> Iterator[Constat]:
    """`%` and `}` inside a tag with a prefix: docxtpl does not read it (python-docx-template#644)."""
    for _, structure, _ in sujet.lus:
        for tag in structure.signes:
            if isinstance(tag, Tag) and tag.prefixe and any(sign in tag.suite for sign in "%}"):
                yield sujet.say(
                    "signe-dans-prefixe",
                    f"« {tag.lu} » : une balise à préfixe ne peut contenir ni « % » ni « }} »",
                    tag.ou,
                    "calculez la valeur avant, par {% set … %}, ou dans acte.yaml",
                )


def _containers(sujet: Sujet, bloc: Bloc) -> Iterator[Constat]:
    """The tags of a block must stand in the same container: paragraph, cell, row or table, as the prefix says."""
    opening = bloc.ouverture
    for tag in list(bloc.tags())[1:]:
        message, advice = _apart(opening, tag)
        if message:
            yield sujet.say("bloc-a-cheval", message, tag.ou, advice)
            return


def _apart(opening: Tag, tag: Tag) -> tuple[str, str]:
    one, two = opening.paragraphe, tag.paragraphe
    said = f"« {tag.lu} » et « {opening.lu} »"
    match opening.prefixe:
        case "tr":
            if _above(one, "tbl") is not _above(two, "tbl"):
                return f"{said} sont dans deux tableaux", "mettez les deux balises dans le même tableau"
        case "tc":
            if _above(one, "tr") is not _above(two, "tr"):
                return f"{said} sont dans deux lignes", "mettez les deux balises dans la même ligne"
        case "p":
            if one.element.getparent() is not two.element.getparent():
                return (
                    f"{said} sont dans deux cadres différents",
                    "mettez-les dans la même cellule, ou toutes deux hors du tableau",
                )
        case _:
            if one is not two:
                advice = "employez {%p …%}, chaque balise seule dans son paragraphe"
                return f"{said} sont dans deux paragraphes : ils seraient fondus en un seul", advice
    return "", ""


def _holder(tag: Tag) -> Element | None:
    if tag.prefixe == "p":
        return tag.paragraphe.element
    return _above(tag.paragraphe, tag.prefixe)


def _above(paragraphe: Paragraphe, name: str) -> Element | None:
    return next(paragraphe.element.iterancestors(f"{W}{name}"), None)


def _of_cells(tag: Tag) -> bool:
    return tag.prefixe in ("tr", "tc") or tag.mot in ("cellbg", "colspan", "hm", "vm")


def _cell(tag: Tag) -> bool:
    return _above(tag.paragraphe, "tc") is not None


REGLES: tuple[Regle, ...] = (text_beside, outside_tables, unlike_prefixes, signs)
