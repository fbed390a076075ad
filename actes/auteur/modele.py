"""The template of a new act: the styles of the house, the usual fragments, every mention marked and printed."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import yaml

from actes.auteur.balises import printed_lines
from actes.catalogue import Acte, Mention
from actes.errors import Gravite
from actes.rendu.maquette import CORPS, Maquette
from actes.typographie import typographie

TITRE = '{{ acte.titre | insecable | replace("\'", "’") }}'
PIED = "Dossier {{ dossier }} – " + TITRE
_APRES = "Corps après tableau"


@cache
def ready_phrases() -> Mapping[str, Mapping[str, Any]]:
    """How the house prints the shared mentions, by id."""
    text = importlib.resources.files("actes.auteur").joinpath("phrases.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Mapping[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)
    return read


def first_template(acte: Acte, base: bytes, fragments: Iterable[str]) -> bytes:
    """A template that prints every mention of the act; `base` gives the styles, `fragments` are those that exist."""
    known = frozenset(fragments)
    page = Maquette(base, acte.titre, PIED)
    _call(page, "entete", known)
    if any(mention.id == "identite-condamne" for mention in acte.mentions):
        _call(page, "destinataire-condamne", known)
    page.paragraph(TITRE, "Titre de l’acte")
    _call(page, "base-legale", known)
    mentions = list({mention.id: mention for mention in acte.mentions}.values())
    rows = [(_title(mention), _marked(mention)) for mention in mentions if _is_row(mention)]
    if rows:
        page.form(rows)
    page.paragraph(typographie("Ici, le texte de l'acte : ce que la personne doit savoir et faire."), _APRES)
    for last in (False, True):
        for mention in mentions:
            if not _is_row(mention) and _is_last(mention) is last:
                _block(page, mention, known)
    return page.save()


def _call(page: Maquette, fragment: str, known: frozenset[str]) -> None:
    if fragment in known:
        page.paragraph(f'{{%p fragment "{fragment}" %}}', "Normal")


def _is_row(mention: Mention) -> bool:
    """Whether a mention is always there, so that a row of a table may be kept for it."""
    if "bloc" in ready_phrases().get(mention.id, {}):
        return False
    always = mention.si is None and mention.pour is None and not mention.exemplaires
    return always and (mention.gravite is Gravite.BLOQUANTE or mention.id in ready_phrases()) and not mention.texte


def _is_last(mention: Mention) -> bool:
    return "fin" in ready_phrases().get(mention.id, {})


def _title(mention: Mention) -> str:
    ready = ready_phrases().get(mention.id, {}).get("titre")
    title = ready or mention.libelle.removeprefix("l'").removeprefix("l’").removeprefix("le ").removeprefix("la ")
    return typographie(title[0].upper() + title[1:])


def mention_text(mention: Mention) -> str:
    ready = ready_phrases().get(mention.id, {}).get("texte")
    if ready:
        holder = mention.exige[0].texte.rpartition(".")[0] if mention.exige else ""
        return _spaced(str(ready).replace("SIGNATAIRE", holder))
    return _spaced("\n".join(printed_lines(mention)))


def _spaced(text: str) -> str:
    """French spaces and apostrophes, the tags left as they are."""
    pieces = (
        text.replace("{{", "\ue000{{").replace("}}", "}}\ue000").replace("{%", "\ue000{%").replace("%}", "%}\ue000")
    )
    return "".join(p if p.startswith(("{{", "{%")) else typographie(p) for p in pieces.split("\ue000"))


def _marked(mention: Mention) -> str:
    return f'{{% mention "{mention.id}" %}}{mention_text(mention)}{{% endmention %}}'


def _block(page: Maquette, mention: Mention, known: frozenset[str]) -> None:
    """A mention of whole paragraphs; judged for each element of a list, in its loop."""
    ready = ready_phrases().get(mention.id, {})
    if mention.pour:
        page.paragraph(f"{{%p for {mention.pour.variable} in {mention.pour.chemin.texte} %}}", "Normal")
    page.paragraph(f'{{%p mention "{mention.id}" %}}', "Normal")
    if ready.get("fragment") in known:
        _call(page, ready["fragment"], known)
    else:
        words = mention_text(mention)
        own = "texte" in ready or bool(mention.texte and not mention.exige and not mention.exige_un)
        page.paragraph(
            words[0].upper() + words[1:] if own else f"{_title(mention)} : {words}", ready.get("style", CORPS)
        )
    page.paragraph("{%p endmention %}", "Normal")
    if mention.pour:
        page.paragraph("{%p endfor %}", "Normal")
