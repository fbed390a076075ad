"""What was left of the case that a template was written from: a name, a date, a reference typed instead of a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import yaml

from actes.catalogue import Acte
from actes.errors import Constat
from actes.lint.modele import Regle, Sujet
from actes.lint.motifs import Motif, printed, read, say_once

EXEMPLE = "exemple.yaml"
_MOIS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_ESPACE = "[ \u00a0\u202f]"
_CONSEIL = "mettez une balise, ou supprimez-la si elle vient d'un exemple"
_TEXTE_DE_LOI = re.compile(
    r"\b(?:lois?|décrets?|arrêtés?|ordonnance n|décision-cadre|directive|règlement|circulaire|convention|protocole"
    r"|version|rédaction)\b[^.;]{0,60}$",
    re.I,
)
_VILLE = r"(?:de(?: la)? |d’|du |des )(?!Paris\b)[A-ZÉÈÎÔ]\w+"  # Paris has the courts that the law itself names
_LIEUX = (
    "tribunal judiciaire|tribunal correctionnel|tribunal de grande instance|tribunal de police|tribunal pour enfants"
    "|cour d’appel|cour d’assises|maison d’arrêt|centre pénitentiaire|centre de détention|maison centrale|mairie"
    "|commissariat"
)


def _hard(pattern: str, what: str, flags: re.RegexFlag = re.RegexFlag.NOFLAG) -> Motif:
    return Motif("valeur-en-dur", re.compile(pattern, flags), what, _CONSEIL)


DATEES = (
    _hard(
        rf"\b\d{{1,2}}(?:er)?{_ESPACE}(?:{_MOIS}){_ESPACE}\d{{4}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b",
        "une date est écrite en dur",
        re.I,
    ),
    _hard(r"\b\d{4}/\d{3,6}\b|\b\d{11}\b", "une référence de dossier est écrite en dur"),
)
AUTRES = (
    _hard(
        r"\b0[1-9](?:[ .\u00a0\u202f]\d\d){4}\b|[\w.+-]+@[\w-]+\.\w+", "un téléphone ou un courriel est écrit en dur"
    ),
    _hard(rf"\b(?i:{_LIEUX})[ \u00a0]{_VILLE}", "une juridiction ou un lieu est écrit en dur"),
    _hard(rf"\b[0-2]?\d{_ESPACE}?h{_ESPACE}?[0-5]\d\b", "une heure est écrite en dur"),
    Motif(
        "texte-provisoire",
        re.compile(r"\bX{3,}\b|\bTODO\b|\blorem ipsum\b", re.I),
        "un texte provisoire est resté",
        "écrivez le texte, ou sa balise",
    ),
)


def case_values(sujet: Sujet) -> Iterator[Constat]:
    """Dates, references, telephones, courts; and the people of the act's own example."""
    people = _people(sujet.acte)
    for paragraphe in printed(sujet):
        texte = read(paragraphe)[0]
        for motif in DATEES:
            yield from say_once(sujet, paragraphe, motif, texte, partial(_is_of_no_law, texte))
        for motif in (*AUTRES, *people):
            yield from say_once(sujet, paragraphe, motif, texte)


def _is_of_no_law(texte: str, found: re.Match[str]) -> bool:
    """Whether no text of law is named just before: « loi n° 2003-239 du 18 mars 2003 », « décision-cadre 2005/214 »."""
    return not _TEXTE_DE_LOI.search(texte[: found.start()])


def _people(acte: Acte | None) -> tuple[Motif, ...]:
    """One pattern for the names of the people of the example; none without an example that can be read."""
    path = None if acte is None else acte.dossier / EXEMPLE
    try:
        content = path.read_text(encoding="utf-8") if path is not None and path.is_file() else ""
        names = set(_names(yaml.load(content, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))))
    except (OSError, UnicodeError, yaml.YAMLError, RecursionError):
        return ()
    words = "|".join(re.escape(name) for name in sorted(names))
    return (_hard(rf"\b(?:{words})\b", "un nom de l'exemple est écrit en dur"),) if words else ()


def _names(node: object) -> Iterator[str]:
    """The family names of whoever has first names."""
    if isinstance(node, dict):
        nom = node.get("nom")
        if "prenoms" in node and isinstance(nom, str) and len(nom) > 2:
            yield nom
        for child in node.values():
            yield from _names(child)
    elif isinstance(node, list):
        for child in node:
            yield from _names(child)


REGLES: tuple[Regle, ...] = (case_values,)
