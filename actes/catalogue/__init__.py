"""The catalogue: `templates/` read into act types, their expressions compiled, their mistakes told with their place."""

from actes.catalogue.acte import (
    TOUJOURS,
    Acte,
    Applicabilite,
    Calcul,
    Delai,
    Emetteur,
    Exemplaire,
    Mention,
    ModeleDate,
    Motif,
    Regle,
    Remise,
    Renvoi,
    Source,
    Titre,
)
from actes.catalogue.catalogue import Catalogue, load_catalogue, unknown_act
from actes.catalogue.chemins import Chemin, champ_at
from actes.catalogue.delai import ACCOMPLISSEMENT, IMMEDIAT, PLAFOND, REBOURS
from actes.catalogue.expressions import (
    Boucle,
    Condition,
    Expression,
    located,
    parse_boucle,
    parse_chemin,
    parse_condition,
    parse_expression,
)
from actes.catalogue.lecteur import AXES
from actes.catalogue.modeles import ModeleProuve, Modeles
from actes.catalogue.textes import jour_en_lettres
from actes.catalogue.verdict import Inconnu, Verdict

__all__ = [
    "ACCOMPLISSEMENT",
    "AXES",
    "IMMEDIAT",
    "PLAFOND",
    "REBOURS",
    "TOUJOURS",
    "Acte",
    "Applicabilite",
    "Boucle",
    "Calcul",
    "Catalogue",
    "Chemin",
    "Condition",
    "Delai",
    "Emetteur",
    "Exemplaire",
    "Expression",
    "Inconnu",
    "Mention",
    "ModeleDate",
    "ModeleProuve",
    "Modeles",
    "Motif",
    "Regle",
    "Remise",
    "Renvoi",
    "Source",
    "Titre",
    "Verdict",
    "champ_at",
    "jour_en_lettres",
    "load_catalogue",
    "located",
    "parse_boucle",
    "parse_chemin",
    "parse_condition",
    "parse_expression",
    "unknown_act",
]
