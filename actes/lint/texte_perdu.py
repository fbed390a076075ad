"""Tags that are never filled, text that is lost, spaces left over when a condition is false."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from actes.errors import Constat
from actes.lint.balises import Genre, Tag, tags_of
from actes.lint.modele import UNFILLED, Paragraphe, Regle, Sujet
from actes.lint.structure import Bloc
from actes.rendu.saisie import TAG
from actes.rendu.source import PROPERTIES

_OTHER_PARTS = (
    ("word/charts/", "un graphique"),
    ("word/diagrams/", "un schéma"),
    ("word/embeddings/", "un objet incorporé"),
    ("word/glossary/", "un bloc de construction"),
    ("docProps/app.xml", "les propriétés étendues"),
    ("docProps/custom.xml", "les propriétés personnalisées"),
    ("word/settings.xml", "les réglages du document"),
    ("customXml/", "une donnée XML attachée"),
)
_DUBLIN = {
    "author": "creator",
    "comments": "description",
    "language": "language",
    "subject": "subject",
    "title": "title",
}
_SPACES = " \u00a0"


def deleted_tags(sujet: Sujet) -> Iterator[Constat]:
    """A tag in a tracked deletion: struck out on the screen, it is lost or half there for the engine."""
    for paragraphe in sujet.docx.paragraphes():
        gone = "".join(segment.texte for segment in paragraphe.segments if segment.supprime)
        if "{{" in gone or "{%" in gone or "}}" in gone or "%}" in gone:
            yield sujet.say(
                "balise-supprimee",
                f"une suppression suivie contient une balise : « {' '.join(gone.split())[:60]} »",
                paragraphe.ou(),
                "acceptez ou refusez les modifications suivies (Révision) avant d'enregistrer le modèle",
            )


def unfilled_parts(sujet: Sujet) -> Iterator[Constat]:
    """A tag in a part that the engine leaves as it is: end notes, comments, charts, some properties."""
    for piece in sujet.docx.pieces:
        for paragraphe in piece.paragraphes if piece.nom in UNFILLED else ():
            for tag in tags_of(paragraphe):
                where = "un commentaire" if piece.nom == "commentaires" else "une note de fin"
                yield _unfilled(sujet, tag, where)
    for name, data in sujet.docx.membres.items():
        where = next((words for start, words in _OTHER_PARTS if name.startswith(start)), "")
        root = sujet.docx.xml(name) if where and name.endswith(".xml") and b"{" in data else None
        found = TAG.search("".join(root.itertext())) if root is not None else None
        if found and (found["valeur"] is not None or found["ordre"] is not None):
            yield _lost(sujet, where, found[0], name)
    yield from _properties(sujet)


def _properties(sujet: Sujet) -> Iterator[Constat]:
    root = sujet.docx.xml("docProps/core.xml")
    filled = {_DUBLIN.get(name, name) for name in PROPERTIES}
    for element in root if root is not None else ():
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name not in filled and TAG.search(element.text or ""):
            yield _lost(sujet, f"la propriété « {name} »", element.text, "docProps/core.xml")


def _unfilled(sujet: Sujet, tag: Tag, where: str) -> Constat:
    return sujet.say(
        "balise-non-remplie",
        f"« {tag.lu} » est dans {where}, que le programme ne remplit pas : la balise serait imprimée telle quelle",
        tag.ou,
        "écrivez-la dans le texte" + (", ou dans une note de bas de page" if "note" in where else ""),
    )


def _lost(sujet: Sujet, where: str, text: str, name: str) -> Constat:
    return sujet.say(
        "balise-non-remplie",
        f"« {' '.join(text.split())[:60]} » est dans {where}, que le programme ne remplit pas",
        sujet.docx.ou("propriétés" if name.startswith("docProps/") else "paquet", name),
        "écrivez-la dans le texte",
    )


def marks_in_notes(sujet: Sujet) -> Iterator[Constat]:
    """A mark or a fragment in a foot note: it is not expanded there."""
    for piece, structure, _ in sujet.lus:
        for tag in structure.tags:
            if tag.mot in ("mention", "endmention") and piece.nom == "notes":
                yield sujet.say(
                    "marque-mal-placee",
                    f"« {tag.lu} » est dans une note : une mention se marque dans le texte",
                    tag.ou,
                    "mettez la mention dans le corps, l'en-tête ou le pied de page",
                )


def spaces_left(sujet: Sujet) -> Iterator[Constat]:
    """Two spaces side by side, once an inline condition has printed one of its branches, or nothing."""
    for _, structure, _ in sujet.lus:
        for bloc in structure.blocs:
            opening, end = bloc.ouverture, bloc.fermeture
            inline = end is not None and not opening.prefixe and end.paragraphe is opening.paragraphe
            if end is None or not inline or bloc.mot not in ("if", "mention") or opening in structure.ecartes:
                continue
            before, after = _around(opening.paragraphe, opening, end)
            if _may_be_empty(sujet, bloc) and before and after and before in _SPACES and after in _SPACES:
                yield _two_spaces(sujet, opening, f"quand « {opening.lu} » n'imprime rien")
            tags = list(bloc.tags())
            for one, two in pairwise(tags):
                words = opening.paragraphe.texte[one.fin : two.debut]
                if (before and before in _SPACES and words.strip() and words[0] in _SPACES) or (
                    after and after in _SPACES and words.strip() and words[-1] in _SPACES
                ):
                    yield _two_spaces(sujet, one, f"quand « {one.lu} » s'imprime")


def _may_be_empty(sujet: Sujet, bloc: Bloc) -> bool:
    if bloc.mot == "if":
        return all(branch.mot != "else" for branch in bloc.branches)
    if sujet.acte is None or sujet.modele is None:
        return False
    printed = set(sujet.modele.exemplaires) or {copy.id for copy in sujet.acte.exemplaires}
    named = [mention for mention in sujet.acte.mentions if mention.id == bloc.ouverture.argument()]
    return any(mention.si or (mention.exemplaires and printed - set(mention.exemplaires)) for mention in named)


def _two_spaces(sujet: Sujet, tag: Tag, when: str) -> Constat:
    return sujet.say(
        "espace-en-trop",
        f"{when}, deux espaces restent côte à côte",
        tag.ou,
        "gardez une seule des deux espaces : mettez-la à l'intérieur de la condition",
    )


def _around(paragraphe: Paragraphe, start: Tag, end: Tag) -> tuple[str, str]:
    """The characters printed just before and just after a block."""
    tags = {tag.fin: tag for tag in tags_of(paragraphe)}
    begins = {tag.debut: tag for tag in tags.values()}
    left, right = start.debut, end.fin
    while left in tags and _is_silent(tags[left]):
        left = tags[left].debut
    while right in begins and _is_silent(begins[right]):
        right = begins[right].fin
    if left in tags or right in begins:
        return "", ""
    return paragraphe.texte[max(left - 1, 0) : left], paragraphe.texte[right : right + 1]


def _is_silent(tag: Tag) -> bool:
    """A tag that prints nothing and leads nowhere else: the bounds of a mark."""
    return tag.genre is Genre.COMMENTAIRE or tag.mot in ("mention", "endmention")


REGLES: tuple[Regle, ...] = (deleted_tags, unfilled_parts, marks_in_notes, spaces_left)
