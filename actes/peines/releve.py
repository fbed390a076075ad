"""The sentences of the register, case by case: from what it answers to what a clerk reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actes.catalogue import jour_en_lettres
from actes.peines.etat import OUVERTS, Etat, EtatPeine, Evenement, Piece, Suivi, etat_des_peines
from actes.registre import AffaireVue, Ligne, LigneVue
from actes.registre.faits import plain

COURANTS = OUVERTS | {Etat.EN_COURS}  # what the register is opened for: the rest is done, or nothing

ETATS = {
    Etat.A_EXECUTER: "à exécuter",
    Etat.NON_EXECUTOIRE: "non exécutoire",
    Etat.EN_COURS: "en cours d’exécution",
    Etat.EXECUTEE: "exécutée",
    Etat.SANS_OBJET: "rien à exécuter",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiche:
    """A case and those of its sentences that are shown."""

    dossier: str
    juridiction: str
    peines: tuple[EtatPeine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix:
    """Which cases and sentences to show: all but those executed or without object, unless `toutes`."""

    dossier: str | None = None
    juridiction: str | None = None
    toutes: bool = False
    sans_motif: bool = False

    def keeps(self, peine: EtatPeine) -> bool:
        """Whether this sentence is shown."""
        return peine.sans_motif if self.sans_motif else self.toutes or peine.etat in COURANTS


def releve(vues: Iterable[AffaireVue], jour: date, choix: Choix) -> Iterator[Fiche]:
    """The cases that have a sentence to show, as they stand on that day."""
    for vue in vues:
        if choix.dossier not in (None, vue.dossier) or choix.juridiction not in (None, vue.juridiction):
            continue
        if peines := tuple(peine for peine in etat_des_peines(suivi_of(vue), jour) if choix.keeps(peine)):
            yield Fiche(dossier=vue.dossier, juridiction=vue.juridiction, peines=peines)


def suivi_of(vue: AffaireVue) -> Suivi:
    """A case as the register knows it: drafts and cancelled documents are left out."""
    return Suivi(
        dossier=vue.dossier,
        juridiction=vue.juridiction,
        contenu=vue.contenu,
        evenements=tuple(_event(ligne) for ligne in vue.evenements),
        pieces=tuple(_piece(each) for each in vue.documents if not each.ligne.brouillon and each.annulation is None),
    )


def _event(ligne: Ligne) -> Evenement:
    facts: Mapping[str, Any] = ligne.contenu
    return Evenement(
        nature=facts["evenement"],
        le=date.fromisoformat(facts["le"]),
        texte=facts.get("motif") or "",
        peine=facts.get("peine"),
        mode=facts.get("mode") or "",
    )


def _piece(vue: LigneVue) -> Piece:
    ligne = vue.ligne
    return Piece(
        numero=str(vue.numero),
        acte=ligne.acte,
        du=date.fromisoformat(ligne.date_acte),
        exemplaire=f"{ligne.exemplaire}/{ligne.element}",
        mode=ligne.contenu.get("remise", {}).get("mode") or "",
        evenements=tuple(_event(each) for each in vue.evenements),
    )


def as_json(fiche: Fiche, peine: EtatPeine) -> dict[str, Any]:
    """One sentence, as `actes registre peines --format json` says it."""
    case, motif, done = peine.condamnation, peine.motif, peine.diligence
    return {
        "dossier": fiche.dossier,
        "juridiction": fiche.juridiction,
        "numero_parquet": case["affaire"].get("numero_parquet"),
        "numero_minute": case["affaire"].get("numero_minute"),
        "numero_execution": case["affaire"].get("numero_execution"),
        "reference": case["affaire"].get("reference"),
        "condamnation": {"juridiction": case["juridiction"].get("nom"), "date": case["condamnation"].get("date")},
        "peine": peine.rang,
        "type": peine.type,
        "texte": peine.texte,
        "etat": str(peine.etat),
        "depuis": _iso(peine.depuis),
        "sans_motif": peine.sans_motif,
        "motif": {
            "code": motif.code,
            "texte": motif.texte,
            "article": motif.article,
            "depuis": _iso(motif.depuis),
            "jusqu_au": _iso(motif.jusqu_au),
        }
        if motif
        else None,
        "conseils": [{"code": each.code, "texte": each.texte, "article": each.article} for each in peine.conseils],
        "diligence": {"texte": done.texte, "le": done.le.isoformat()} if done else None,
    }


COLONNES = (
    *("dossier", "juridiction", "numero_parquet", "condamnation_juridiction", "condamnation_date", "peine", "texte"),
    *("etat", "depuis", "sans_motif", "motif", "article", "jusqu_au", "conseils", "diligence", "diligence_le"),
)  # of the CSV


def cells(fiche: Fiche, peine: EtatPeine) -> list[str]:
    """One sentence as the cells of COLONNES."""
    facts = as_json(fiche, peine)
    motif, done, case = facts["motif"] or {}, facts["diligence"] or {}, facts["condamnation"]
    told = facts | {
        "condamnation_juridiction": case["juridiction"],
        "condamnation_date": case["date"],
        "etat": ETATS[peine.etat],
        "sans_motif": "oui" if peine.sans_motif else "non",
        "motif": motif.get("texte"),
        "article": motif.get("article"),
        "jusqu_au": motif.get("jusqu_au"),
        "conseils": " / ".join(each.texte for each in peine.conseils),
        "diligence": done.get("texte"),
        "diligence_le": done.get("le"),
    }
    return ["" if told[name] is None else str(told[name]) for name in COLONNES]


def _iso(jour: date | None) -> str | None:
    return jour.isoformat() if jour else None


def heading(fiche: Fiche, peine: EtatPeine) -> str:
    """« 2026/00123 — tribunal correctionnel de Lille, 2 novembre 2026 — parquet 26307000123, minute 1234/2026 »."""
    case = peine.condamnation
    day = case["condamnation"].get("date")
    court = [case["juridiction"].get("nom"), jour_en_lettres(date.fromisoformat(day)) if day else None]
    names = {"parquet": "numero_parquet", "minute": "numero_minute", "registre": "numero_execution", "": "reference"}
    numbers = [f"{name} {case['affaire'][key]}".strip() for name, key in names.items() if case["affaire"].get(key)]
    parts = [plain(fiche.dossier), ", ".join(filter(None, court)), ", ".join(numbers)]
    return " — ".join(filter(None, parts))


def reason(peine: EtatPeine) -> str:
    """Why a sentence is in its state, since when, and the article; empty when it is not known."""
    motif = peine.motif
    if motif is None:
        return ""
    since = jour_en_lettres(motif.depuis) if motif.depuis and motif.depuis != peine.depuis else ""
    added = f", depuis le {since}" if since and since not in motif.texte else ""
    return f"{motif.texte}{added} ({motif.article})"


@dataclass(slots=True)
class Totaux:
    """How many sentences in each state, as they were shown."""

    affaires: int = 0
    sans_motif: int = 0
    etats: dict[Etat, int] = field(default_factory=lambda: dict.fromkeys(Etat, 0))

    def count(self, fiches: Iterable[Fiche]) -> Iterator[Fiche]:
        """The same cases, counted as they pass."""
        for fiche in fiches:
            self.affaires += 1
            self.sans_motif += sum(peine.sans_motif for peine in fiche.peines)
            for peine in fiche.peines:
                self.etats[peine.etat] += 1
            yield fiche

    def as_json(self) -> dict[str, int]:
        """Their names and numbers."""
        return {"affaires": self.affaires, "sans_motif": self.sans_motif, **{str(k): n for k, n in self.etats.items()}}

    def __str__(self) -> str:
        shown = [f"{n} {ETATS[etat]}{'s' if _plural(etat, n) else ''}" for etat, n in self.etats.items() if n]
        if not shown:
            return "Aucune peine."
        cases = f"{self.affaires} affaire{'s' if self.affaires > 1 else ''}"
        return f"{cases} ; peines : {', '.join(shown)} ; sans motif connu : {self.sans_motif}."


def _plural(etat: Etat, number: int) -> bool:
    return number > 1 and etat in (Etat.NON_EXECUTOIRE, Etat.EXECUTEE)
