"""The facts that the law deduces from a dossier: never asked of a clerk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from actes.dossier import Dossier, Duree
from actes.dossier.condamnation import Infraction
from actes.dossier.conventions import Conventions
from actes.dossier.peines import Emprisonnement, Peine
from actes.droit.calendrier import METROPOLE
from actes.droit.delais import ajoute
from actes.droit.noms import ville
from actes.droit.sommes import total
from actes.droit.transmissions import etat_sanction
from actes.errors import DroitError

MAJORITE = 18

# The sentences by type; a partly suspended imprisonment counts also for what its suspension is.
SURSIS = {
    "simple": "emprisonnement_sursis",
    "probatoire": "sursis_probatoire",
    "probatoire_renforce": "sursis_probatoire",
    "mise_epreuve": "sursis_mise_epreuve",
    "tig": "sursis_tig",
}
TYPES_PEINE = (
    "emprisonnement", "emprisonnement_sursis", "sursis_probatoire", "sursis_mise_epreuve", "sursis_tig", "tig",
    "jours_amende", "amende", "stage", "ddse", "reclusion", "suivi_socio_judiciaire", "interdiction", "confiscation",
    "contrainte_penale", "autre",
)  # fmt: skip


# The computed fields, and the facts of the dossier that they come from: what a clerk can write.
DEDUITS: Mapping[str, tuple[str, ...]] = {
    "en_application": ("dossier",),  # always known
    "condamne.mineur": ("condamne.naissance.date",),
    "condamne.hors_ressort": ("condamne.residence_tj", "juridiction.tribunal_judiciaire"),
    "sanction.definitive": ("sanction.decision.date_definitive",),
    "sanction.sommes.total": ("sanction.sommes.condamnation",),
    "sanction.etat": ("sanction.sens",),
}

# The groups of a dossier that only a sentence already put into effect, or before its judge, gives rise to.
APRES_L_AUDIENCE = (
    "debat", "decision", "appel", "mesure", "incident", "reduction_peine",
    "saisine_spip", "mandat_jap", "mandat_amener",
)  # fmt: skip

# What the functions that take a whole group read in it, beside what the mentions already ask for.
LUS: Mapping[str, tuple[str, ...]] = {
    "condamnation": (
        "condamnation.peines",
        "condamnation.detention_provisoire_jours",
        "condamnation.sursis_revoques",
    ),
    "situation_penale": ("situation_penale.total", "situation_penale.accompli", "situation_penale.reliquat"),
    "notification": ("notification.mode", "notification.date", "notification.envoyee_le", "notification.ar_signe_le"),
}


def age_le(naissance: date, jour: date) -> int:
    """The age in full years on that day; born on 29 February, one year more on 28 February (C-02)."""
    age = jour.year - naissance.year
    return age if ajoute(naissance, Duree(ans=max(age, 0))) <= jour else age - 1


def comporte_peine(peines: Sequence[Peine], type_peine: str) -> bool:
    """Whether a sentence of this type was pronounced, alone or as the suspended part of an imprisonment.

    Raises DroitError for a type that does not exist.
    """
    if type_peine not in TYPES_PEINE:
        raise DroitError(
            f"type de peine inconnu\u00a0: «\u00a0{type_peine}\u00a0»",
            conseil=f"au choix\u00a0: {', '.join(TYPES_PEINE)}",
        )
    return any(peine.type == type_peine or _sursis(peine) == type_peine for peine in peines)


def une_infraction(infractions: Sequence[Infraction], fait: str) -> bool | None:
    """Whether one offence at least is so (`art_706_47`, `au_sein_du_couple`, `terrorisme`, `recidive`).

    None when none is surely so and one does not say. Raises DroitError for what no offence says.
    """
    known = [name for name, info in Infraction.model_fields.items() if "bool" in str(info.annotation)]
    if fait not in known:
        raise DroitError(
            f"une infraction ne dit pas «\u00a0{fait}\u00a0»", conseil=f"au choix\u00a0: {', '.join(known)}"
        )
    answers = [getattr(infraction, fait) for infraction in infractions]
    return True if True in answers else None if None in answers else False


def _sursis(peine: Peine) -> str | None:
    if not isinstance(peine, Emprisonnement) or peine.sursis_type is None:
        return None
    return SURSIS[peine.sursis_type]


def etablir_faits(dossier: Dossier, jour: date) -> Dossier:
    """The same dossier with its computed fields, as they stand on the day of the act.

    One that cannot be computed stays unknown. The zone of the holidays is metropolitan France unless the dossier
    or the court's settings say otherwise, and each [convention] has the default of its rule.
    """
    changes: dict[str, Any] = {
        "zone": dossier.zone or METROPOLE,
        "conventions": dossier.conventions or Conventions(),
        "en_application": _en_application(dossier),
    }
    if dossier.condamne is not None:
        facts = {"mineur": _mineur(dossier, jour), "hors_ressort": _hors_ressort(dossier)}
        changes["condamne"] = dossier.condamne.model_copy(update=facts)
    if dossier.sanction is not None:
        changes["sanction"] = dossier.sanction.model_copy(update=_faits_sanction(dossier, jour))
    return dossier.model_copy(update=changes)


def _mineur(dossier: Dossier, jour: date) -> bool | None:
    """Under eighteen on the day of the act."""
    naissance = dossier.condamne and dossier.condamne.naissance
    return None if not naissance or naissance.date is None else age_le(naissance.date, jour) < MAJORITE


def _hors_ressort(dossier: Dossier) -> bool | None:
    """Residing in the jurisdiction of another court than the one that convicted. Source: K-01 (CPP D48-2 al. 11)."""
    residence = dossier.condamne and dossier.condamne.residence_tj
    court = dossier.juridiction and dossier.juridiction.tribunal_judiciaire
    return ville(residence) != ville(court) if residence and court else None


def _en_application(dossier: Dossier) -> bool:
    """Whether the dossier shows the sentence beyond what follows the hearing: put into effect, or before its judge.

    What is handed over, said or recorded « à l'issue de l'audience » is then no longer to come (CPP D48-2 al. 2).
    """
    execution, convocation = dossier.execution, dossier.convocation
    return (
        any(getattr(dossier, group) is not None for group in APRES_L_AUDIENCE)
        or (execution is not None and (execution.fondement is not None or execution.cas is not None))
        or (convocation is not None and convocation.absence_le is not None)
    )


def _faits_sanction(dossier: Dossier, jour: date) -> dict[str, Any]:
    sanction = dossier.sanction
    assert sanction is not None, "asked only of a dossier that has one"
    definitive_le = sanction.decision.date_definitive if sanction.decision else None
    facts: dict[str, Any] = {"definitive": None if definitive_le is None else definitive_le <= jour}
    if sanction.sommes is not None:
        facts["sommes"] = sanction.sommes.model_copy(update={"total": total(sanction.sommes)})
    return facts | {"etat": etat_sanction(sanction, jour)}
