"""A time limit of acte.yaml: counted from an event or back from another, in days, months or working days."""

from __future__ import annotations

import re

from actes.catalogue.acte import Delai
from actes.catalogue.bloc import Bloc
from actes.catalogue.lecteur import read_condition, read_en_vigueur, read_id, require_date
from actes.catalogue.portee import Portee
from actes.dossier import Duree
from actes.errors import Gravite

PLAFOND, ACCOMPLISSEMENT, REBOURS, IMMEDIAT = "plafond", "accomplissement", "rebours", "immediat"


def read_delai(bloc: Bloc, portee: Portee) -> Delai:
    """A time limit, from `depart` onwards or counted back from `avant`."""
    rebours = bloc.has("avant")
    if rebours == bloc.has("depart"):
        bloc.blame("un délai se compte depuis « depart » ou à rebours d'« avant » : l'un des deux")
    nature = bloc.choix("nature", (PLAFOND, ACCOMPLISSEMENT, REBOURS, IMMEDIAT), REBOURS if rebours else PLAFOND)
    if rebours != (nature == REBOURS):
        advice = "« avant » va avec la nature rebours, « depart » avec plafond, accomplissement ou immediat"
        bloc.blame(f"la nature « {nature} » ne va pas avec ce repère", bloc.place_of("nature"), advice)
    bloc.node("depart" if rebours else "avant")
    evenement = require_date(bloc, "evenement", portee)
    duree, ouvrables = (Duree(), None) if nature == IMMEDIAT else _duree(bloc)
    delai = Delai(
        id=read_id(bloc),
        article=bloc.requis("article"),
        libelle=bloc.texte("libelle") or _label(evenement.champ.titre),
        evenement=evenement,
        repere=require_date(bloc, "avant" if rebours else "depart", portee),
        duree=duree,
        nature=nature,
        place=bloc.place,
        code=bloc.texte("code"),
        gravite=bloc.gravite(Gravite.AVERTISSEMENT if nature == IMMEDIAT else Gravite.BLOQUANTE),
        en_vigueur=read_en_vigueur(bloc),
        si=read_condition(bloc, portee),
        derogation=bloc.oui_non("derogation"),
        ouvrables=ouvrables,
    )
    bloc.close()
    return delai


def _label(titre: str) -> str:
    return f"« {titre} »"


_OUVRABLES = re.compile(r"(\d{1,3}) jours? ouvrables?")


def _duree(bloc: Bloc) -> tuple[Duree, int | None]:
    """A duration, or a number of working days."""
    text = bloc.requis("duree")
    working = _OUVRABLES.fullmatch(text)
    if working:
        return Duree(), int(working[1])
    try:
        return (Duree.parse(text) if text else Duree()), None
    except ValueError:
        advice = "exemples : 30 jours, 5 jours ouvrables, 1 mois, 1 an 6 mois"
        bloc.blame(f"« {text} » n'est pas une durée", bloc.place_of("duree"), advice)
        return Duree(), None
