"""What makes a docx refused before it is opened: external links, macros, objects, fields that run something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actes.errors import Constat
from actes.lint.modele import Element, Paragraphe, Regle, Sujet
from actes.place import Repere
from actes.rendu.garde import Danger, W

_CODES = {
    "externe": ("lien-externe", "retirez ce lien : un acte ne va rien chercher hors de lui-même"),
    "objet": ("objet-interdit", "retirez cet objet ; une image se colle comme image, un tableau s'écrit dans Word"),
    "macro": ("macro-interdite", "enregistrez le modèle au format .docx, sans macros"),
    "champ": ("champ-interdit", "supprimez ce champ : sélectionnez-le, puis Ctrl+Maj+F9 le remplace par son texte"),
}
_ADVICE = "rouvrez le modèle dans Word ou LibreOffice, et enregistrez-le de nouveau en .docx"


def dangers(sujet: Sujet) -> Iterator[Constat]:
    """Everything for which the engine refuses the template, at the paragraph that holds it if there is one."""
    for danger in sujet.dangers:
        code, advice = _CODES.get(danger.genre, ("document-refuse", danger.conseil or _ADVICE))
        if danger.genre == "objet":
            advice = danger.conseil or advice
        for ou in _places(sujet, danger):
            yield sujet.say(code, danger.message, ou, advice)


def no_body(sujet: Sujet) -> Constat:
    """A docx in which no text can be read."""
    message = "document refusé : ce n'est pas un document Word"
    return sujet.say("document-refuse", message, sujet.docx.ou("paquet"), _ADVICE)


def _places(sujet: Sujet, danger: Danger) -> list[Repere]:
    part = re.sub(r"(?:_rels/)?([^/]+?)(?:\.rels)?$", r"\1", danger.membre)
    found = [p.ou() for p in sujet.docx.paragraphes() if p.membre == part and _holds(p, danger)]
    if danger.genre == "champ":
        found = found or [sujet.docx.ou("paquet", danger.membre)]
    return found[:1] or [sujet.docx.ou("paquet", danger.membre)]


def _holds(paragraphe: Paragraphe, danger: Danger) -> bool:
    if danger.genre == "champ":
        return _field(paragraphe).startswith(danger.detail)
    if danger.genre in ("externe", "objet"):
        return any(_names(element, danger.detail) for element in paragraphe.element.iter())
    return False


def _field(paragraphe: Paragraphe) -> str:
    codes = [element.get(f"{W}instr", "") for element in paragraphe.element.iter(f"{W}fldSimple")]
    codes.append("".join(element.text or "" for element in paragraphe.element.iter(f"{W}instrText")))
    return next((code.strip().upper() for code in codes if code.strip()), "")


def _names(element: Element, relation: str) -> bool:
    return bool(relation) and any(
        value == relation for name, value in element.attrib.items() if name.endswith(("}id", "}embed", "}link"))
    )


REGLES: tuple[Regle, ...] = (dangers,)
