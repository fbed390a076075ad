"""The domain functions that the expressions of acte.yaml may call, as its authors read them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from actes.droit.fonction import Fonction
from actes.droit.fonctions_delais import DELAIS
from actes.droit.fonctions_peines import PEINES
from actes.droit.fonctions_sommes import SOMMES

FONCTIONS: Mapping[str, Fonction] = MappingProxyType(
    {fonction.nom: fonction for fonction in (*DELAIS, *PEINES, *SOMMES)}
)

__all__ = ["FONCTIONS", "Fonction"]
