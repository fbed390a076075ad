"""The lines of the page beside the act: mentions and their state, findings, fields, where each text comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from actes.apercu.faits import Faits, shown
from actes.catalogue import AXES, Mention, jour_en_lettres
from actes.dossier import Dossier
from actes.droit import EnVigueur
from actes.errors import Constat
from actes.place import Place
from actes.rendu.ancrage import Endroit
from actes.rendu.provenance import ActeTrace, Trace
from actes.typographie import typographie
from actes.validation import DocumentDu, Examen, MentionDue

PRESENTE, MANQUANTE, SANS_OBJET, HORS_VERSION = "presente", "manquante", "sans-objet", "hors-version"
_AXE = {"acte": "l'acte", "condamnation": "la condamnation", "ecrou": "l'écrou"}


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the document shown says of where its texts come from."""

    acte: ActeTrace
    endroits: Sequence[Endroit]
    fichier: str

    def of_mention(self, mention: str) -> list[str]:
        return self._numbers(lambda t: t.genre == "mention" and t.mention == mention)

    def of_path(self, chemin: str) -> list[str]:
        """The values that print this path, or something below it."""
        return self._numbers(lambda t: any(_below(path, chemin) for path in t.chemins))

    def at(self, constat: Constat) -> list[str]:
        """The paragraph that a finding on the template points at."""
        ou = constat.ou
        if ou is None:
            return []
        ranks = [
            rank
            for rank, endroit in enumerate(self.endroits)
            if (endroit.ou.fragment, endroit.ou.partie, endroit.ou.paragraphe)
            == (ou.fragment, ou.partie, ou.paragraphe)
        ]
        return self._numbers(lambda t: t.genre == "paragraphe" and t.ancre in ranks)

    def _numbers(self, wanted: Any) -> list[str]:
        return [str(number) for number, trace in self.acte.traces.items() if wanted(trace)]


def _below(path: str, chemin: str) -> bool:
    return path == chemin or path.startswith((f"{chemin}.", f"{chemin}["))


def mention_lines(
    examen: Examen, du: DocumentDu | None, faits: Faits, dossier: Dossier, provenance: Provenance | None
) -> list[dict[str, Any]]:
    """Each mention of the act once, in the order of acte.yaml, with what became of it in this document."""
    due = {found.mention.id: found for found in du.mentions} if du else {}
    lines = []
    for ident in dict.fromkeys(mention.id for mention in examen.acte.mentions):
        wordings = [mention for mention in examen.acte.mentions if mention.id == ident]
        found = due.get(ident)
        if found:
            etat, why = _due(found, faits)
            mention = found.mention
        else:
            etat, why, mention = _not_due(wordings, examen, du, faits, dossier)
        ancres = provenance.of_mention(ident) if provenance else []
        lines.append(_mention(mention, etat, why, found, faits) | {"ancre": next(iter(ancres), None), "ancres": ancres})
    return lines


def _mention(mention: Mention, etat: str, why: str, due: MentionDue | None, faits: Faits) -> dict[str, Any]:
    return {
        "id": mention.id,
        "libelle": typographie(mention.libelle),
        "etat": etat,
        "pourquoi": why,
        "article": mention.article,
        "articles_dates": in_force(mention.en_vigueur),
        "gravite": str(mention.gravite),
        "condition": mention.si.texte if mention.si else None,
        "texte": list(mention.texte),
        "fichier": mention.place.fichier,
        "ligne": mention.place.ligne,
        "chemins": [faits.as_json(chemin) for chemin in _paths(mention, due, faits)],
    }


def _paths(mention: Mention, due: MentionDue | None, faits: Faits) -> list[str]:
    """What the mention requires, as it is in this dossier: once for each element it is judged for."""
    turns: list[Mapping[str, str]] = [{}]
    if mention.pour and due and due.elements is not None:
        turns = [{mention.pour.variable: each.element.chemin} for each in due.elements if each.du]
    paths = (*mention.exige, *mention.exige_un)
    return list(dict.fromkeys(path.concrete({**faits.prefixes, **turn}) for turn in turns for path in paths))


def _due(due: MentionDue, faits: Faits) -> tuple[str, str]:
    lacking = due.manquants or tuple(path for each in due.elements or () for path in each.manquants)
    if not lacking:
        return PRESENTE, ""
    titles = ", ".join(f"« {faits.libelle(path)} »" for path in dict.fromkeys(lacking))
    return MANQUANTE, typographie(f"il manque {titles}")


def _not_due(
    wordings: Sequence[Mention], examen: Examen, du: DocumentDu | None, faits: Faits, dossier: Dossier
) -> tuple[str, str, Mention]:
    dates = _dates(examen.jour, dossier)
    held = [mention for mention in wordings if mention.en_vigueur.tient(**dates) is not False]
    if not held:
        why = " ; ".join(in_force(mention.en_vigueur) for mention in wordings)
        return HORS_VERSION, typographie(f"cette rédaction ne vaut que : {why}"), wordings[-1]
    copy = du.exemplaire.id if du else ""
    mention = next((m for m in held if not m.exemplaires or copy in m.exemplaires), held[0])
    if du is None:
        return SANS_OBJET, "aucun exemplaire n’est à établir", mention
    if mention.exemplaires and copy not in mention.exemplaires:
        which = ", ".join(f"« {name} »" for name in mention.exemplaires)
        return SANS_OBJET, typographie(f"elle ne figure que sur l'exemplaire {which}"), mention
    if mention.si:
        return SANS_OBJET, _false_condition(mention, faits), mention
    if mention.pour:
        return SANS_OBJET, typographie(f"« {mention.pour.chemin.texte} » n'a aucun élément"), mention
    return SANS_OBJET, "elle n’est pas due dans ce dossier", mention


def _false_condition(mention: Mention, faits: Faits) -> str:
    assert mention.si is not None, "asked for a condition"
    known = [path.concrete(faits.prefixes) for path in mention.si.chemins]
    values = ", ".join(f"{path}\u00a0: {shown(faits.value(path)) or 'non renseigné'}" for path in dict.fromkeys(known))
    return f"la condition «\u00a0{mention.si.texte}\u00a0» n’est pas remplie" + (f" ({values})" if values else "")


def _dates(jour: date, dossier: Dossier) -> dict[str, date | None]:
    return {
        "acte": jour,
        "condamnation": dossier.condamnation.date if dossier.condamnation else None,
        "ecrou": dossier.condamne.ecroue_le if dossier.condamne else None,
    }


def in_force(en_vigueur: EnVigueur) -> str:
    """« acte à compter du 24 mars 2020 », empty when the entry has no limits."""
    pieces = []
    for axe in AXES:
        periode = getattr(en_vigueur, axe)
        if periode and periode.du:
            pieces.append(f"{_AXE[axe]} à compter du {jour_en_lettres(periode.du)}")
        if periode and periode.au:
            pieces.append(f"{_AXE[axe]} jusqu'au {jour_en_lettres(periode.au)}")
    return typographie(", ".join(pieces))


def constat_lines(
    constats: Iterable[Constat], situes: Collection[Constat], provenance: Provenance | None
) -> list[dict[str, Any]]:
    """The findings, each with a readable place and what it points at in the document.

    `situes`: those that say a paragraph of the template as its author counts.
    """
    return [_constat(constat, constat in situes, provenance) for constat in dict.fromkeys(constats)]


def _constat(constat: Constat, situe: bool, provenance: Provenance | None) -> dict[str, Any]:
    ancres: list[str] = []
    if provenance:
        ancres = provenance.at(constat) if situe else []
        ancres = ancres or (provenance.of_mention(constat.mention) if constat.mention else [])
        ancres = ancres or (provenance.of_path(constat.chemin) if constat.chemin else [])
    return constat.as_json() | {
        "conseil": constat.conseil,
        "lieu": readable_place(constat),
        "ancre": next(iter(ancres), None),
    }


def readable_place(constat: Constat) -> str:
    """« durand.yaml, ligne 12 », « modele.docx, page 2, tableau 1, ligne 3, cellule 2 »."""
    place: Place = constat.place or Place("")
    name = Path(place.fichier.partition(".docx:")[0] + (".docx" if ".docx:" in place.fichier else "")).name
    if constat.ou:
        return ", ".join(filter(None, [name, str(constat.ou)]))
    line = f"{'paragraphe' if '.docx' in place.fichier else 'ligne'} {place.ligne}" if place.ligne else ""
    return ", ".join(filter(None, [name, line]))


def field_lines(provenance: Provenance, faits: Faits) -> list[dict[str, Any]]:
    """Every path that the document prints or that decided of what it prints, with the texts that show it."""
    found: dict[str, list[str]] = {}
    for number, trace in provenance.acte.traces.items():
        for path in trace.chemins:
            found.setdefault(path, []).append(str(number))
    for path in provenance.acte.interroges:
        found.setdefault(path, [])
    return [faits.as_json(path) | {"ancres": numbers} for path, numbers in found.items()]


def source_lines(provenance: Provenance, faits: Faits, due: Iterable[Mention]) -> dict[str, dict[str, Any]]:
    """What the page says of each text that one points at, by its number; `due`: the mentions of this document."""
    mentions = {mention.id: mention for mention in due}
    return {
        str(number): _source(trace, provenance, faits, mentions) for number, trace in provenance.acte.traces.items()
    }


def _source(trace: Trace, provenance: Provenance, faits: Faits, mentions: Mapping[str, Mention]) -> dict[str, Any]:
    endroit = provenance.endroits[trace.ancre] if trace.ancre is not None else None
    mention = mentions.get(trace.mention)
    chemin = next(iter(trace.chemins), None)
    fact = faits.as_json(chemin) if chemin else {}
    calcul = faits.calcul(chemin) if chemin else None
    return {
        "genre": trace.genre,
        "texte": endroit.texte if trace.genre == "paragraphe" and endroit else trace.texte,
        "modele": _endroit(endroit, provenance.fichier) if endroit else None,
        "expression": trace.expression or None,
        "chemin": chemin,
        "chemins": [faits.as_json(path) for path in trace.chemins],
        "libelle": typographie(mention.libelle) if trace.genre == "mention" and mention else fact.get("libelle"),
        "fichier": fact.get("fichier"),
        "ligne": fact.get("ligne"),
        "colonne": fact.get("colonne"),
        "mention": trace.mention or None,
        "article": mention.article if mention else None,
        "periode": in_force(mention.en_vigueur) or None if mention else None,
        "calcul": {
            "nom": calcul.nom,
            "expression": calcul.expression.texte,
            "article": calcul.article,
            "fichier": calcul.place.fichier,
            "ligne": calcul.place.ligne,
        }
        if calcul
        else None,
    }


def _endroit(endroit: Endroit, fichier: str) -> dict[str, Any]:
    ou = endroit.ou
    return {
        "fichier": f"{ou.fragment}.docx" if ou.fragment else Path(fichier).name,
        "fragment": ou.fragment or None,
        "partie": ou.partie,
        "page": ou.page,
        "paragraphe": ou.paragraphe,
        "cellule": ", ".join("tableau {}, ligne {}, cellule {}".format(*case) for case in ou.cellule) or None,
        "lieu": str(ou),
        "extrait": ou.extrait,
    }
