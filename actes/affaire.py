"""What the register keeps of a case for the « registre d'exécution des peines » (CPP D48): facts, no personal name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from actes.dossier import Dossier, Duree, Lecture
from actes.dossier.condamnation import Condamnation, SursisRevoque
from actes.dossier.peines import Amende, AutrePeine, Emprisonnement, JoursAmende, Peine, Reclusion
from actes.dossier.sanction import Sanction
from actes.droit.faits import SURSIS
from actes.droit.quantum import Quantum, partie_ferme
from actes.droit.sommes import reste_du, total
from actes.droit.transmissions import selon_transmissions
from actes.inscription import court_of
from actes.registre import Affaire
from actes.rendu.filtres.dates import date_longue, duree
from actes.rendu.filtres.nombres import montant_nomme
from actes.rendu.filtres.peines import peine as peine_en_lettres

VERSION = 1

# The ranks by which the register knows the sentences of a case: 1, 2, 3… for the conviction, 51, 52… for the earlier
# suspensions that it revoked, 101… (151…) for the first of the other convictions to execute with it, then 201…
RANG_REVOQUE, RANG_AUTRE = 50, 100
SURSIS_REVOQUE, SANCTION_PECUNIAIRE = "sursis_revoque", "sanction_pecuniaire"  # beside the types of the dossier

# The facts that say whether a sentence may be executed, is, or why it waits, as the dossier names them.
FAITS = (
    "zone",
    "condamne.incarcere", "condamne.ecroue_le", "condamne.autre_cause", "condamne.en_fuite",
    "convocation.jap.date", "convocation.spip.date", "convocation.procureur.date", "convocation.stage.date",
    "convocation.remise_le", "convocation.absence_le", "convocation.motif_legitime",
    "incarceration.date", "incarceration.etablissement", "incarceration.annonce.le",
    "execution.cas", "execution.fondement", "execution.communication_jap_le", "execution.saisine_jap_le",
    "execution.non_execution_motif", "execution.diligence", "execution.diligence_le",
    "requete.date_depot", "requete.mesure", "debat.date", "saisine_spip.date", "saisine_spip.date_limite",
    "decision.type", "decision.date", "decision.sens", "decision.cas_casier",
    "mesure.type", "mesure.date_effet", "mesure.date_fin", "situation_penale.fin_peine",
    "recherche.finalite", "notification.envoyee_le",
    "sanction.sens", "sanction.etat_emission", "sanction.etat_execution", "sanction.transmise_le",
    "sanction.recue_le", "sanction.refus.article", "sanction.evenement.nature", "sanction.evenement.date",
    "complements.registre_peine_executee",
)  # fmt: skip

# Those of each conviction, its own and the others.
FAITS_CONDAMNATION = (
    "affaire.numero_parquet", "affaire.numero_minute", "affaire.numero_execution", "affaire.numero_jap",
    "juridiction.nom", "juridiction.type",
    "condamnation.date", "condamnation.nature_decision", "condamnation.present_audience", "condamnation.signifiee_le",
    "condamnation.opposition_formee", "condamnation.appel_forme", "condamnation.definitive_le",
    "condamnation.executoire_le", "condamnation.execution_provisoire", "condamnation.detention_provisoire_jours",
    "condamnation.amenagement_ab_initio", "condamnation.mandat.type", "condamnation.mandat.date",
    "condamnation.mandat.execution_provisoire", "condamnation.mandat.transmission.recue_le",
)  # fmt: skip

_PARTS = {chemin: tuple(chemin.split(".")) for chemin in (*FAITS, *FAITS_CONDAMNATION)}

CACHE = "[…]"  # what stands for a person's name in a free text
_SIGNES = {"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"}  # of a name, as a keyboard has them


def affaire_of(lecture: Lecture) -> Affaire | None:
    """What the register keeps of this dossier's sentences; None when it has none to execute.

    The same dossier gives the same content: the register adds a line only when something has changed.
    """
    dossier = lecture.dossier
    contenu = None if dossier is None else contenu_of(dossier)
    if dossier is None or contenu is None:
        return None
    return Affaire(dossier=dossier.dossier, juridiction=court_of(dossier), contenu=contenu)


def contenu_of(dossier: Dossier) -> dict[str, Any] | None:
    """The facts of a case as plain JSON, under the names that they have in a dossier; None without any sentence.

    Each conviction bears its `peines`: `rang`, `type` (that of its suspension when no part is firm), `texte`, the
    durations and amounts, `ferme` being what is firm, and `parquet`: whether there is anything to put into effect.
    A European penalty is the one sentence of its case (CPP D48-8 al. 3). Names of persons are taken out of the texts.
    """
    if dossier.sanction is not None and dossier.sanction.transmissions:
        dossier = dossier.model_copy(update={"sanction": selon_transmissions(dossier.sanction)})
    convictions = [_conviction(dossier, dossier.condamnation, 0)]
    for rank, autre in enumerate(dossier.autres_condamnations or (), 1):
        convictions.append(_conviction(autre, autre.condamnation, rank * RANG_AUTRE))
    first, *others = convictions
    if not first["condamnation"]["peines"] and dossier.sanction is not None:
        first = _sanction(dossier.sanction)
    others = [other for other in others if other["condamnation"]["peines"]]
    if not first["condamnation"]["peines"] and not others:
        return None
    contenu = {"version": VERSION, **_facts(dossier, FAITS), **first, **({"autres": others} if others else {})}
    _hide_names(contenu, dossier)
    return contenu


def _facts(source: Any, chemins: Sequence[str]) -> dict[str, Any]:
    """The values at these paths, nested as they are in the dossier; what is not given is left out."""
    found: dict[str, Any] = {}
    for chemin in chemins:
        value, parts = source, _PARTS[chemin]
        for part in parts:
            value = getattr(value, part, None)
            if value is None:
                break
        else:
            group = found
            for part in parts[:-1]:
                group = group.setdefault(part, {})
            group[parts[-1]] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    """A value as JSON: « 2026-03-12 », « 1 an 6 mois », « 1200.00 »."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, (Duree, Decimal)) else value


def _given(**facts: Any) -> dict[str, Any]:
    return {name: _plain(value) for name, value in facts.items() if value is not None}


def _conviction(source: Any, condamnation: Condamnation | None, base: int) -> dict[str, Any]:
    """One conviction: its court, its numbers, what it decided; ranks are counted from `base`."""
    facts = _facts(source, FAITS_CONDAMNATION)
    sentences = [
        {"rang": base + rank, **_sentence(each, condamnation)}
        for rank, each in enumerate((condamnation and condamnation.peines) or (), 1)
    ]
    revoked = [
        {"rang": base + RANG_REVOQUE + rank, **_revoked(each)}
        for rank, each in enumerate((condamnation and condamnation.sursis_revoques) or (), 1)
    ]
    facts.setdefault("condamnation", {})["peines"] = sentences + revoked
    return facts


def _sentence(peine: Peine, condamnation: Condamnation | None) -> dict[str, Any]:
    """One sentence: what obligations and prohibitions it carries is left to the acts."""
    firm = partie_ferme(peine) if isinstance(peine, (Emprisonnement, Reclusion)) else None
    due, kind = _amount(peine), _kind(peine, firm)
    charges = [name for name in ("obligations", "interdictions") if name in type(peine).model_fields]
    return _given(
        type=kind,
        texte=peine_en_lettres(peine.model_copy(update=dict.fromkeys(charges))),
        complementaire=peine.complementaire,
        execution_provisoire=peine.execution_provisoire,
        quantum=getattr(peine, "quantum", None),
        ferme=due if firm is None else firm,
        sursis=_suspended(peine),
        parquet=kind != SURSIS["simple"] and due != 0,
        couverte=_covered(firm, condamnation) or None,
    )


def _kind(peine: Peine, firm: Duree | None) -> str:
    """The type of a sentence; for an imprisonment of which surely no part is firm, that of its suspension."""
    if not isinstance(peine, Emprisonnement) or peine.sursis is None:
        return peine.type
    suspended = firm == Duree() or (firm is None and peine.quantum is None)
    return SURSIS[peine.sursis_type or "simple"] if suspended else peine.type


def _amount(peine: Peine) -> Decimal | None:
    """What is to be paid: an amount less its suspended part, the day-fines together."""
    if isinstance(peine, JoursAmende):
        return None if peine.jours is None or peine.montant_jour is None else peine.jours * peine.montant_jour
    if isinstance(peine, Amende) and peine.montant is not None:
        return peine.montant - (peine.montant_sursis or Decimal(0))
    return peine.montant if isinstance(peine, AutrePeine) else None


def _suspended(peine: Peine) -> Duree | Decimal | None:
    return peine.montant_sursis if isinstance(peine, Amende) else getattr(peine, "sursis", None)


def _covered(firm: Duree | None, condamnation: Condamnation | None) -> bool:
    """Whether the detention on remand, wholly deducted, leaves nothing of it to serve (CPP D48-1-1 2°).

    Judged only where the conviction has one firm imprisonment: the detention is deducted once.
    """
    if firm is None or condamnation is None or condamnation.date is None or condamnation.sursis_revoques:
        return False
    firm_ones = [p for p in condamnation.peines or () if isinstance(p, (Emprisonnement, Reclusion))]
    served = condamnation.detention_provisoire_jours or 0
    return len(firm_ones) == 1 and served > 0 and Quantum(condamnation.date, firm, served).terme <= condamnation.date


def _revoked(sursis: SursisRevoque) -> dict[str, Any]:
    """An earlier suspension that was revoked: an imprisonment to serve."""
    what = f"{duree(sursis.quantum)} d’emprisonnement" if sursis.quantum else "emprisonnement"
    by = f" par {sursis.juridiction}" if sursis.juridiction else ""
    on = f" le {date_longue(sursis.condamnation_du)}" if sursis.condamnation_du else ""
    said = f", prononcé{by or (on and '')}{on} avec sursis révoqué" if by or on else ", sursis révoqué"
    on = f" le {date_longue(sursis.date)}" if sursis.date else ""
    return _given(type=SURSIS_REVOQUE, texte=f"{what}{said}{on}", ferme=sursis.quantum, parquet=True)


def _sanction(sanction: Sanction) -> dict[str, Any]:
    """A European penalty: enforceable here once received, or once final when it is French (CPP D48-18, D48-19)."""
    decision, court, sums = sanction.decision, sanction.autorite_decision, sanction.sommes
    ensemble = total(sums) if sums else None
    written = f" de {montant_nomme(ensemble, sanction.devise or 'EUR')}" if ensemble is not None else ""
    final = decision.date_definitive if decision else None
    left = reste_du(sanction)
    sentence = _given(type=SANCTION_PECUNIAIRE, texte=f"sanction pécuniaire{written}", ferme=left, parquet=True)
    return {
        "affaire": _given(reference=court.reference_dossier if court else None),
        "juridiction": _given(nom=court.denomination if court else None),
        "condamnation": {
            **_given(
                date=decision.date if decision else None,
                definitive_le=final,
                executoire_le=sanction.recue_le if sanction.sens == "entrante" else final,
            ),
            "peines": [{"rang": 1, **sentence, **({"couverte": True} if left == 0 else {})}],
        },
    }


def _hide_names(contenu: dict[str, Any], dossier: Dossier) -> None:
    """Take the names of the dossier's persons out of what was written freely: sentences, reason, diligence."""
    texts: list[tuple[dict[str, Any], str]] = [
        (each, "texte") for case in (contenu, *contenu.get("autres", ())) for each in case["condamnation"]["peines"]
    ]
    execution = contenu.get("execution", {})
    texts += [(execution, name) for name in ("non_execution_motif", "diligence") if name in execution]
    texts = [(group, name) for group, name in texts if any(map(str.isupper, group[name]))]
    names = sorted(set(_names(dossier)), key=len, reverse=True) if texts else []
    if names:
        known = re.compile(rf"(?<!\w)(?:{'|'.join(map(_however_typed, names))})(?!\w)", re.IGNORECASE)
        for group, name in texts:
            group[name] = _without(known, normalize("NFC", group[name]))


def _names(dossier: Dossier) -> Iterator[str]:
    """The names of the convicted person, of the victims, of the persons of a European penalty, of their lawyers."""
    persons = [dossier.condamne, *(dossier.victimes or ()), *((dossier.sanction and dossier.sanction.personnes) or ())]
    for person in (*persons, *(getattr(each, "avocat", None) for each in persons)):
        for field in ("nom", "nom_usage", "prenoms", "alias"):
            given = getattr(person, field, None)
            for text in given if isinstance(given, tuple) else (given,):
                parts = [text, *text.split()] if text and field == "prenoms" else [text]
                yield from (part for part in parts if part and len(part) > 1)


def _however_typed(name: str) -> str:
    """The pattern of a name in a text of bare letters: « d'Œuf-Noël » is also « D OEUF NOEL »."""
    parts = re.split(r"[\s'-]+", _bare(normalize("NFC", name)))
    return r"[\s'-]+".join(re.escape(part).replace("œ", "(?:œ|oe)").replace("Œ", "(?:œ|oe)") for part in parts)


def _bare(text: str) -> str:
    """The text without accents, its apostrophes and hyphens those of a keyboard; sign for sign."""
    return "".join(_SIGNES.get(sign, normalize("NFD", sign)[0]) for sign in text)


def _without(known: re.Pattern[str], text: str) -> str:
    """The text without these names; what has no capital is a word: « petit », « roux »."""
    kept, end = "", 0
    for found in known.finditer(_bare(text)):
        if any(map(str.isupper, text[found.start() : found.end()])):
            kept, end = f"{kept}{text[end : found.start()]}{CACHE}", found.end()
    return kept + text[end:]
