"""A document of the register and its life as plain values: what `exporter` and `chercher` give to machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actes.registre.faits import Ligne, LigneVue

COLONNES = (
    *("numero", "juridiction", "brouillon", "etat", "dossier", "acte", "exemplaire", "element", "date_acte"),
    *("empreinte_dossier", "empreinte_modele", "empreinte_droit", "empreinte_document", "programme"),
    *("nom", "constats", "mode", "destinataire", "evenements", "annulation", "motif"),
    *("qui", "quand", "rang", "precedente", "empreinte"),
)  # of the CSV
_FORMULE = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def exported(seen: LigneVue) -> dict[str, Any]:
    """A document as JSON: its line, what was noted when it was made (`contenu`), its events, its cancellation."""
    line = seen.ligne
    return {
        "numero": str(seen.numero),
        "juridiction": line.juridiction,
        "brouillon": line.brouillon,
        "etat": seen.etat,
        "dossier": line.dossier,
        "acte": line.acte,
        "exemplaire": line.exemplaire,
        "element": line.element,
        "date_acte": line.date_acte,
        "empreinte_dossier": line.empreinte_dossier,
        "empreinte_modele": line.empreinte_modele,
        "empreinte_droit": line.empreinte_droit,
        "empreinte_document": line.empreinte_document,
        "programme": line.programme,
        "contenu": dict(line.contenu),
        "evenements": [_event(event) for event in seen.evenements],
        "effaces": [_event(event) for event in seen.efface],
        "annulation": _cancellation(seen.annulation),
        "qui": line.qui,
        "quand": line.quand,
        "rang": line.rang,
        "precedente": line.precedente,
        "empreinte": line.empreinte,
    }


def _event(line: Ligne) -> dict[str, Any]:
    return {**line.contenu, "qui": line.qui, "quand": line.quand, "rang": line.rang}


def _cancellation(line: Ligne | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {"motif": line.contenu.get("motif", ""), "qui": line.qui, "quand": line.quand, "rang": line.rang}


def csv_row(facts: Mapping[str, Any]) -> list[str]:
    """An exported document as the cells of COLONNES: one line, events told in words."""
    contenu, annulation = facts["contenu"], facts["annulation"] or {}
    remise = contenu.get("remise") or {}
    told = dict(facts) | {
        "brouillon": "oui" if facts["brouillon"] else "non",
        "nom": contenu.get("nom", ""),
        "constats": " ".join(contenu.get("constats") or ()),
        "mode": remise.get("mode", ""),
        "destinataire": remise.get("destinataire", ""),
        "evenements": ", ".join(_words(event) for event in facts["evenements"]),
        "annulation": annulation.get("quand", ""),
        "motif": annulation.get("motif", ""),
    }
    return [guarded(told[name]) for name in COLONNES]


def _words(event: Mapping[str, Any]) -> str:
    rest = " ; ".join(str(event[name]) for name in ("mode", "motif") if event.get(name))
    return f"{event['evenement']} {event['le']}" + (f" ({rest})" if rest else "")


def guarded(value: object) -> str:
    """The value as the cell of a spreadsheet, that will not take it for a formula."""
    text = str(value)
    opens = text.lstrip().startswith(_FORMULE) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if opens else text
