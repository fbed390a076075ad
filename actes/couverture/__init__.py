"""Which branches of the templates their examples and cases never take: `actes modeles couverture`."""

from actes.couverture.essais import cover
from actes.couverture.releve import Releve, Suivi, together

__all__ = ["Releve", "Suivi", "cover", "together"]
