"""The domain functions that the expressions of acte.yaml may call, as its authors read them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from actes.droit.fonction import Fonction
from actes.droit.fonctions_delais import DELAIS
from actes.droit.fonctions_europe import EUROPE
from actes.droit.fonctions_langues import LANGUES
from actes.droit.fonctions_peines import PEINES
from actes.droit.fonctions_sommes import SOMMES
from actes.droit.fonctions_transmissions import TRANSMISSIONS

FONCTIONS: Mapping[str, Fonction] = MappingProxyType(
    {fonction.nom: fonction for fonction in (*DELAIS, *LANGUES, *PEINES, *SOMMES, *EUROPE, *TRANSMISSIONS)}
)

__all__ = ["FONCTIONS", "Fonction"]
