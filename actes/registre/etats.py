"""The life of a document after printing: which events may follow which, and what state they leave it in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actes.registre.faits import ANNULATION, EVENEMENT, Ligne, LigneVue
from actes.registre.jours import en_lettres

SIGNE, REMIS, ENVOYE, RECU, RETOURNE = EVENEMENTS = ("signe", "remis", "envoye", "recu", "retourne")
DILIGENCE, EXECUTEE, EN_ATTENTE = EVENEMENTS_AFFAIRE = ("diligence", "executee", "en_attente")
EFFACE = "efface"  # an event that takes back one noted by mistake
PRODUIT, ANNULE = "produit", "annule"
ETATS = (PRODUIT, *EVENEMENTS, ANNULE)

LIBELLES = {
    PRODUIT: "produit",
    SIGNE: "signé",
    REMIS: "remis",
    ENVOYE: "envoyé",
    RECU: "reçu",
    RETOURNE: "retourné",
    ANNULE: "annulé",
    DILIGENCE: "diligence",
    EXECUTEE: "exécutée",
    EN_ATTENTE: "en attente",
}


@dataclass(frozen=True, slots=True)
class Fait:
    """An event, as the order of a life is judged."""

    evenement: str
    le: str  # AAAA-MM-JJ


def effective(events: Iterable[Ligne]) -> tuple[list[Ligne], list[Ligne]]:
    """The events that hold, in the order of their days, and the others: noted by mistake, or saying so."""
    noted = list(events)
    taken_back = {line.contenu["ligne"] for line in noted if line.contenu["evenement"] == EFFACE}
    rest = [line for line in noted if line.contenu["evenement"] == EFFACE or line.rang in taken_back]
    return sorted((line for line in noted if line not in rest), key=_order), rest


def _order(line: Ligne) -> tuple[str, bool, int]:
    return line.contenu["le"], line.contenu["evenement"] != SIGNE, line.rang


def in_order(faits: Iterable[Fait]) -> list[Fait]:
    """Events by their days; on one day what was noted first, the signature before all."""
    return sorted(faits, key=lambda fait: (fait.le, fait.evenement != SIGNE))


def fault(faits: Sequence[Fait]) -> str:
    """Why these events, in order, cannot be the life of one document; empty if they can."""
    seen: dict[str, str] = {}
    sent = False  # on its way, neither received nor back
    for fait in faits:
        name, day = fait.evenement, en_lettres(fait.le)
        done = next((other for other in (RECU, REMIS, ENVOYE) if other in seen), "")
        if name == SIGNE and SIGNE in seen:
            return f"il est déjà signé, le {seen[SIGNE]}"
        if name == SIGNE and done:
            return f"il ne peut être signé le {day} : il est {LIBELLES[done]} le {seen[done]}"
        if name in (REMIS, ENVOYE) and (REMIS in seen or RECU in seen):
            return f"il est déjà {LIBELLES[done]}, le {seen[done]}"
        if name == ENVOYE and sent:
            return f"il est déjà envoyé, le {seen[ENVOYE]}, et cet envoi n'est pas revenu"
        if name in (RECU, RETOURNE) and not sent:
            return f"il ne peut être {LIBELLES[name]} le {day} : aucun envoi n'est noté avant ce jour"
        sent = name == ENVOYE or (sent and name not in (RECU, RETOURNE))
        seen[name] = day
    return ""


def state(holds: Sequence[Ligne], annulation: Ligne | None) -> str:
    """The state that these events leave a document in: once handed over or received, it stays so."""
    if annulation is not None:
        return ANNULE
    names = [str(line.contenu["evenement"]) for line in holds]
    return next((name for name in (RECU, REMIS) if name in names), names[-1] if names else PRODUIT)


def seen_of(ligne: Ligne, suite: Iterable[Ligne]) -> LigneVue:
    """A document with what became of it, from the lines about its number in their order."""
    after = list(suite)
    annulation = next((line for line in after if line.nature == ANNULATION), None)
    holds, rest = effective(line for line in after if line.nature == EVENEMENT)
    numero = ligne.designation
    assert numero is not None, "a document bears a number"
    return LigneVue(
        ligne=ligne,
        numero=numero,
        etat=state(holds, annulation),
        evenements=tuple(holds),
        efface=tuple(rest),
        annulation=annulation,
    )
