"""The fragments that a template calls: those that do not exist, that are ill placed, that the template cannot hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actes.catalogue.textes import suggestion
from actes.errors import Constat
from actes.lint.balises import Tag
from actes.lint.modele import Regle, Sujet
from actes.rendu.anatomie import Anatomie
from actes.rendu.fragments import HOST_ONLY, STYLES
from actes.rendu.garde import W


def calls(sujet: Sujet) -> Iterator[Constat]:
    """Each call of a fragment, and what stands in its way."""
    for piece, structure, _ in sujet.lus:
        for tag in structure.tags:
            if tag.mot != "fragment" or not tag.argument():
                continue
            if piece.membre != sujet.docx.principal or tag.prefixe != "p":
                yield sujet.say(
                    "fragment-mal-place",
                    f"« {tag.lu} » : un fragment s'appelle par {{%p fragment … %}}, dans le corps du document",
                    tag.ou,
                    f'écrivez {{%p fragment "{tag.argument()}" %}} seule dans un paragraphe du corps',
                )
            else:
                yield from _called(sujet, tag)


def _called(sujet: Sujet, tag: Tag) -> Iterator[Constat]:
    nom = tag.argument()
    fragment = sujet.fragments[nom]
    if fragment is None:
        if sujet.fragments.lire is not None:
            yield sujet.say(
                "fragment-inconnu",
                f"le fragment « {nom} » n'existe pas, ou ne peut pas être lu",
                tag.ou,
                suggestion(nom, sorted(sujet.fragments.chemins)),
            )
        return
    if not sujet.est_fragment:
        yield from _styles(sujet, tag, fragment)


def _styles(sujet: Sujet, tag: Tag, fragment: Anatomie) -> Iterator[Constat]:
    """The styles of a fragment that the host lacks, once each."""
    theirs = {key: _key(style) for key, style in fragment.styles().items()}
    ours = {_key(style) for style in sujet.docx.styles().values()}
    used = {} if fragment.corps is None else {
        str(e.get(f"{W}val")): None for block in STYLES for e in fragment.corps.racine.iter(block)
    }  # fmt: skip
    for style in used:
        if theirs.get(style) not in ours:
            name = theirs[style][1] if style in theirs else style
            yield sujet.say(
                "style-absent",
                f"le fragment « {tag.argument()} » emploie le style « {name} », que le modèle n'a pas",
                tag.ou,
                "créez ce style dans le modèle, sous le même nom",
            )


def _key(style: Any) -> tuple[str, str]:
    name = style.find(f"{W}name")
    return str(style.get(f"{W}type")), "" if name is None else str(name.get(f"{W}val")).lower()


def content_of_fragment(sujet: Sujet) -> Iterator[Constat]:
    """In a fragment: what cannot leave its file."""
    if not sujet.est_fragment or sujet.docx.corps is None:
        return
    for paragraphe in sujet.docx.corps.paragraphes:
        for element in paragraphe.element.iter(*HOST_ONLY):
            yield sujet.say(
                "fragment-inutilisable",
                f"ce fragment contient {HOST_ONLY[element.tag]}, qui doit rester dans le modèle",
                paragraphe.ou(),
                "mettez-la dans chaque modèle, hors du fragment",
            )
            break


REGLES: tuple[Regle, ...] = (calls, content_of_fragment)
