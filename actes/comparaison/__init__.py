"""Two templates side by side: what changes for the reader, and in what the template asks and promises."""

from actes.comparaison.clauses import Ecart, compare_contrats
from actes.comparaison.lecteur import Changement, compare_passages
from actes.comparaison.mots import Mot, changed_words
from actes.comparaison.ouverture import Comparaison, compare

__all__ = [
    "Changement",
    "Comparaison",
    "Ecart",
    "Mot",
    "changed_words",
    "compare",
    "compare_contrats",
    "compare_passages",
]
