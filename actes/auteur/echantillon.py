"""The small case on which the examples of the filters are computed."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from types import SimpleNamespace as Groupe

from actes.dossier import Duree
from actes.rendu import environment

_PEINE = Groupe(type="emprisonnement", ferme=Duree(ans=1, mois=6))
_AMENDE = Groupe(type="amende", montant=Decimal("1500.00"))
_MIXTE = Groupe(
    type="emprisonnement",
    quantum=Duree(ans=1),
    ferme=Duree(mois=6),
    sursis=Duree(mois=6),
    sursis_type="probatoire",
    delai_probation=Duree(ans=2),
)
_CONDAMNE = Groupe(
    civilite="monsieur",
    nom="Durand",
    prenoms="Éric",
    naissance=Groupe(date=date(1980, 2, 1), lieu="Roubaix"),
    adresse=Groupe(voie="3 rue de la Paix", code_postal="59100", ville="Roubaix"),
    incarcere=False,
    langue="pl",
)
ECHANTILLON: Mapping[str, object] = {
    "acte": Groupe(base_legale=("CPP D48-2-4", "CPP D48-2-5")),
    "condamnation": Groupe(date=date(2026, 3, 12), peines=(_PEINE, _AMENDE)),
    "incarceration": Groupe(date=date(2026, 4, 1), heure_debut=time(9, 30), heure_fin=time(11)),
    "convocation": Groupe(jap=Groupe(date=date(2026, 3, 12), heure=time(9, 30))),
    "condamne": _CONDAMNE,
    "madame": Groupe(sexe="feminin", naissance=Groupe(date=date(1975, 5, 2), lieu="Cologne", pays="DE")),
    "victime": Groupe(nom="Petit"),
    "societe": Groupe(forme="société anonyme", denomination="Les Bois du Nord"),
    "sanction": Groupe(frais=Decimal("800.50")),
    "service": Groupe(nom="service de l'exécution des peines", telephone="0320123456"),
    "juridiction": Groupe(type="tribunal_correctionnel"),
    "mandat": Groupe(type="depot_differe"),
    "naissance": Groupe(pays="DE"),
    "adresse": Groupe(code_postal="01000"),
    "delai": Duree(jours=45),
    "pieces": ("a", "b", "c"),
    "note": "Attention : « peine exécutée » !",
    "peine": _PEINE,
    "amende": _AMENDE,
    "tig": Groupe(type="tig", heures=105),
    "mixte": _MIXTE,
}


def computed(expression: str) -> str:
    """What `{{ expression }}` writes for this case, today, by the program."""
    return html.unescape(environment().from_string(f"{{{{ {expression} }}}}").render(ECHANTILLON))
