"""A lot taken up where it is: its day and its things kept if it was interrupted, what has changed since said if not."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from actes import __version__
from actes.errors import Constat, LectureError
from actes.lot.avis import made_otherwise
from actes.lot.cle import Cle, key_of, refuse_another
from actes.lot.commande import Commande, options_of
from actes.lot.journal import Journal
from actes.lot.plan import start_over
from actes.place import Place
from actes.typographie import typographie

EN_COURS, TERMINE = "en cours", "terminé"


def take_up(commande: Commande, journal: Journal, debut: datetime) -> tuple[Commande, int, list[Constat]]:
    """Begin a run: the command as it is to be carried out, the number of the run, what there is to say.

    Raises LectureError if the lot that is there was begun with other things.
    """
    consigne, values = commande.consigne, journal.values()
    cle, former = key_of(consigne), values.get("cle", {})
    begun = sum(journal.counts().values()) > 0  # one that failed before it was planned leaves nothing to go on with
    interrupted = begun and values.get("etat") == EN_COURS
    if begun:
        _refuse_drafts_with_acts(commande, values)
        constats = _check_things(commande, journal, cle, former, interrupted)
    demande = consigne.demande
    if interrupted:  # taken up after midnight, its acts are those that it would have made
        demande = replace(demande, aujourdhui=date.fromisoformat(values["jour"]))
    commande = replace(commande, consigne=replace(consigne, demande=demande, cle=cle.demande))
    passe = int(values.get("passe", 0)) + 1
    journal.set_values(
        {
            "cle": cle.as_json(),
            "etat": EN_COURS,
            "passe": passe,
            "lot": values.get("lot") or uuid.uuid4().hex,
            "jour": demande.aujourdhui.isoformat(),
            "version": __version__,
            "interruptions": int(values.get("interruptions", 0)) + int(interrupted),
            "commence_le": values["commence_le"] if interrupted else debut.isoformat(),
            "options": options_of(commande),
        }
    )
    return commande, passe, constats if begun else []


def _check_things(
    commande: Commande, journal: Journal, cle: Cle, former: Mapping[str, Any], interrupted: bool
) -> list[Constat]:
    """What has changed since this lot: refused if half of it remains to be made, made again if asked, or said."""
    consigne, changed = commande.consigne, cle.differences(former)
    if consigne.demande.remplacer:
        if changed:
            start_over(journal)
        return []
    if interrupted:
        refuse_another(changed, consigne.sortie)
    unseen = cle.unseen_differences(former)
    return [made_otherwise(unseen, consigne.sortie)] if unseen and commande.seulement is None else []


def _refuse_drafts_with_acts(commande: Commande, values: Mapping[str, Any]) -> None:
    """A list or a print file that mixes drafts and acts would be posted."""
    drafts = bool(values.get("options", {}).get("brouillon"))
    if drafts == commande.consigne.demande.brouillon:
        return
    held, asked = ("de brouillons", "actes") if drafts else ("d'actes", "brouillons")
    raise LectureError(
        typographie(f"ce répertoire contient un lot {held} : il ne peut pas recevoir aussi des {asked}"),
        Place(str(commande.consigne.sortie)),
        conseil=typographie("choisissez un autre répertoire de sortie : les bordereaux mêleraient les deux"),
    )
