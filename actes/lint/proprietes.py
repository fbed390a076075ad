"""Rules on the properties of a file: who wrote it, where, from what; an act must not tell it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from actes.errors import Constat
from actes.lint.modele import Element, Regle, Sujet
from actes.rendu.garde import W

_NOUS = frozenset({"", "actes", "unknown author", "auteur inconnu"})
_SERVICES = re.compile(
    r"\b(?:minist[èe]re|tribunal|cour|service|greffe|parquet|spip|direction|juridiction|[ée]cole)\b", re.I
)
_PERSONNES = {
    "creator": "le fichier nomme son auteur",
    "lastModifiedBy": "le fichier nomme qui l'a enregistré en dernier",
    "Manager": "le fichier nomme un responsable",
}
_SOURCES = {"Company": "le nom d'une société", "HyperlinkBase": "une adresse de base"}
_COMMENTAIRES = {"description": "un commentaire", "keywords": "des mots-clés", "category": "une catégorie"}
_NORMAL = re.compile(r"(?:normal(?:\.dotm?|\.dot)?)?", re.I)
_NETTOYER = (
    "dans Word, Fichier, Informations, « Vérifier l'absence de problèmes », « Inspecter le document », supprimez-le"
)
_A_PART = (  # members that a template has no use for
    (re.compile(r"docProps/thumbnail\.\w+"), "une image de sa première page"),
    (re.compile(r"word/printerSettings/.*|.*/printerSettings\d*\.bin"), "les réglages d'une imprimante"),
    (re.compile(r"customXml/item\d+\.xml"), "des données XML jointes (celles d'un serveur de documents)"),
    (re.compile(r"word/glossary/document\.xml"), "des blocs de construction"),
    (re.compile(r"docMetadata/.*\.xml"), "une étiquette de confidentialité"),
)


def people(sujet: Sujet) -> Iterator[Constat]:
    """Names of people in the properties."""
    for name, value in _values(sujet, _PERSONNES):
        if value.lower() not in _NOUS and not _SERVICES.search(value):
            yield sujet.say(
                "donnee-personnelle",
                _PERSONNES[name],
                sujet.docx.ou("propriétés", value),
                _NETTOYER,
            )
    if any(re.fullmatch(r"word/people\d*\.xml", member) for member in sujet.docx.membres):
        yield sujet.say(
            "donnee-personnelle",
            "le fichier garde la liste de qui l'a relu",
            sujet.docx.ou("propriétés"),
            _NETTOYER,
        )


def traces(sujet: Sujet) -> Iterator[Constat]:
    """What says where the file comes from: company, template, printer, server, custom properties."""
    found = [(f"le fichier garde {what}", value) for what, value in _origins(sujet)]
    for pattern, what in _A_PART:
        if any(pattern.fullmatch(member) for member in sujet.docx.membres):
            found.append((f"le fichier garde {what}", ""))
    settings = sujet.docx.xml("word/settings.xml")
    for tag, what in (("mailMerge", "la source d'un publipostage"), ("docVars", "des variables de document")):
        if settings is not None and settings.find(f"{W}{tag}") is not None:
            found.append((f"le fichier garde {what}", ""))
    for message, value in found:
        yield sujet.say("metadonnee-laissee", message, sujet.docx.ou("propriétés", value), _NETTOYER)


def _origins(sujet: Sujet) -> Iterator[tuple[str, str]]:
    for name, value in _values(sujet, _SOURCES | _COMMENTAIRES):
        yield (_SOURCES | _COMMENTAIRES)[name], value
    for _, value in _values(sujet, {"Template": ""}):
        if not _NORMAL.fullmatch(posixpath.basename(value.replace("\\", "/"))):
            yield "le nom du modèle Word dont il vient", value
    for root in _roots(sujet, "/custom-properties"):
        for element in root:
            name = element.get("name", "")
            if not name.startswith("actes."):
                yield f"une propriété personnalisée « {name} »", "".join(str(text) for text in element.itertext())


def _values(sujet: Sujet, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The properties of these names that say something."""
    for root in (*_roots(sujet, "/core-properties"), *_roots(sujet, "/extended-properties")):
        for element in root:
            name = str(element.tag).rpartition("}")[2]
            if name in names and (value := (element.text or "").strip()):
                yield name, value


def _roots(sujet: Sujet, namespace: str) -> Iterator[Element]:
    for member in sujet.docx.membres:
        if member.startswith("docProps/") and member.endswith(".xml"):
            root = sujet.docx.xml(member)
            if root is not None and namespace in str(root.tag):
                yield root


REGLES: tuple[Regle, ...] = (people, traces)
