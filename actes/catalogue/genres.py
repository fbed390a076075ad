"""What may be compared with what: the types of expressions, and what to say when they do not agree."""

from __future__ import annotations

from typing import Any

from actes.dossier import Champ, champ_racine

ERREUR = Champ(genre="erreur", titre="")  # the type of what is already said to be wrong: agrees with everything

_FAMILLES = {
    "texte": "texte", "texte_long": "texte", "choix": "texte", "pays": "texte", "langue": "texte",
    "entier": "nombre", "decimal": "nombre", "montant": "nombre",
    "date": "date", "heure": "heure", "duree": "duree", "quantum": "quantum", "oui_non": "oui_non",
    "liste": "liste", "objet": "groupe", "union": "groupe", "erreur": "erreur",
}  # fmt: skip

_NOMS = {
    "texte": "un texte", "nombre": "un nombre", "date": "une date", "heure": "une heure", "duree": "une durée",
    "quantum": "une durée de peine", "oui_non": "un oui/non", "liste": "une liste", "groupe": "un groupe de champs",
}  # fmt: skip

_ORDERED = frozenset({("nombre", "nombre"), ("date", "date"), ("heure", "heure"), ("quantum", "quantum")})
_MIXED = frozenset({("quantum", "duree"), ("duree", "quantum")})
_EQUALS = frozenset({("texte", "texte"), ("duree", "duree"), ("oui_non", "oui_non")})

_ADVICE = {
    ("date", "texte"): "écrivez date('AAAA-MM-JJ')",
    ("duree", "texte"): "écrivez duree('6 mois')",
    ("quantum", "texte"): "écrivez duree('6 mois')",
    ("oui_non", "texte"): "un oui/non s'écrit seul ou avec « not »",
    ("duree", "duree"): "deux durées ne se comparent qu'à partir d'une date : comparez des dates, ou un quantum",
}


def famille(champ: Champ) -> str:
    """The family of a type: what is compared with what depends on it alone."""
    return _FAMILLES.get(champ.genre, champ.genre)


def nom(champ: Champ) -> str:
    """« une date », as a message says it."""
    return nom_de(champ.genre)


def nom_de(genre: str) -> str:
    """« une date », for a genre."""
    return _NOMS.get(_FAMILLES.get(genre, genre), f"« {genre} »")


def disagreement(left: Champ, right: Champ, operator: str) -> tuple[str, str] | None:
    """Why `left operator right` makes no sense and what to write instead; None when it does."""
    pair = (famille(left), famille(right))
    if "erreur" in pair:
        return None
    if pair in _ORDERED | _MIXED or (operator in ("eq", "ne", "in", "notin") and pair in _EQUALS):
        return None
    advice = _ADVICE.get(pair) or _ADVICE.get((pair[1], pair[0])) or ""
    if pair[0] == pair[1]:
        return f"{nom(left)} ne se compare pas par « {_SIGNS[operator]} »", advice
    return f"on ne compare pas {nom(left)} et {nom(right)}", advice


_SIGNS = {
    "eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in",
}  # fmt: skip


def fits(given: Champ, wanted: str) -> bool:
    """Whether a value of type `given` may be the argument of a function that wants the genre `wanted`."""
    mine, theirs = famille(given), _FAMILLES.get(wanted, wanted)
    return mine in ("erreur", theirs)


def is_of_model(champ: Champ, model: Any) -> bool:
    """Whether a group of fields is what this model describes: `condamnation` and not `decision`."""
    return champ.genre == "erreur" or set(champ.enfants) == set(getattr(model, "model_fields", champ.enfants))


_DATE, _DUREE, _TEXTE, _MONTANT, _ENTIER = (
    Champ(genre=genre, titre="") for genre in ("date", "duree", "texte", "montant", "entier")
)
_POSTES = dict.fromkeys(("condamnation", "frais", "fonds", "indemnite", "total", "total_minore"), _MONTANT)
_STRUCTURES = {
    "echeance": Champ(
        genre="objet",
        titre="échéance",
        enfants={"depart": _DATE, "duree": _DUREE, "brute": _DATE, "reportee": _DATE, "motif": _TEXTE},
    ),
    "liquidation": Champ(
        genre="objet",
        titre="liquidation",
        enfants=dict.fromkeys(("prononce", "reduction", "deduit", "assiette", "diminution", "minore"), _MONTANT)
        | _POSTES,
    ),
    "bordereau": Champ(
        genre="objet",
        titre="bordereau",
        enfants={
            "lignes": Champ(
                genre="liste",
                titre="relevés du bordereau",
                element=Champ(
                    genre="objet",
                    titre="relevé",
                    enfants={"rang": _ENTIER, "reference": _TEXTE, "nom": _TEXTE, "envoyee_le": _DATE, **_POSTES},
                ),
            ),
            "nombre": _ENTIER,
            "total": _MONTANT,
            "total_minore": _MONTANT,
        },
    ),
}


def rendered(genre: str) -> Champ:
    """The type of what a domain function returns."""
    if genre == "transmission":
        return champ_racine().enfants["sanction"].enfants["transmissions"].element or ERREUR
    return _STRUCTURES.get(genre) or Champ(genre=genre, titre="")
