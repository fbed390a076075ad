"""Plain text in French: lists, non-breaking spaces, capitals, yes and no, countries and languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from actes.rendu.filtres.declaration import NBSP, filtre, refus, texte

_AVANT = re.compile("[ \u00a0\u202f]+(?=[;:!?%€»])|(?<=«)[ \u00a0\u202f]+|(?<=\\bn°)[ \u00a0\u202f]+")
_ELISION = re.compile("[aeiouàâäéèêëîïôöûüœæ]|y[^aeiou]", re.IGNORECASE)  # d’Yvetot, mais de Yaoundé
CONTRACTIONS = {"Le": "du", "Les": "des"}
_SANS_ESPACE = re.compile(r"(?<=«)(?=\S)|(?<=\S)(?=»)")


def enumeration(parts: Sequence[str], mot: str = "et") -> str:
    """« a, b et c »: the one way this program lists things in a sentence."""
    *premiers, dernier = parts
    return f"{', '.join(premiers)} {mot} {dernier}" if premiers else dernier


@filtre(
    "liste",
    imprime=None,
    exemple=("pieces|liste → a, b et c", "pieces|liste('ou') → a, b ou c"),
    aide="les textes d’une liste, séparés par des virgules et un dernier «\u00a0et\u00a0»",
)
def liste(valeurs: object, mot: str = "et") -> str:
    """« a, b et c »."""
    if not isinstance(valeurs, Iterable) or isinstance(valeurs, (str, bytes, Mapping)):
        raise refus("liste", "une liste de textes", valeurs)
    parts = [texte("liste", valeur) for valeur in valeurs]
    if not parts:
        raise ValueError(f"le filtre «{NBSP}liste{NBSP}» attend au moins un élément")
    return enumeration(parts, mot)


@lru_cache(maxsize=1024)
def espaces_insecables(phrase: str) -> str:
    """Non-breaking spaces where French typography wants them; nothing else changes, an URL or « 12:30 » included."""
    return _SANS_ESPACE.sub(NBSP, _AVANT.sub(NBSP, phrase))


@filtre(
    "insecable",
    imprime=None,
    exemple="note|insecable → Attention : « peine exécutée » !",
    aide="le texte, avec des espaces insécables devant ; : ! ? % » et après «",
)
def insecable(valeur: object) -> str:
    """The text with its non-breaking spaces."""
    return espaces_insecables(texte("insecable", valeur))


@filtre(
    "majuscule",
    imprime=None,
    exemple="service.nom|majuscule → Service de l'exécution des peines",
    aide="le texte avec une majuscule à la première lettre, le reste inchangé",
)
def majuscule(valeur: object) -> str:
    """The text with a capital as its first letter."""
    mots = texte("majuscule", valeur)
    return mots[0].upper() + mots[1:]


@filtre(
    "de",
    imprime=None,
    exemple=("'Lille'|de → de Lille", "'Évreux'|de → d’Évreux", "'Le Mans'|de → du Mans"),
    aide="le nom d’une ville ou d’un lieu après «\u00a0de\u00a0», élidé ou contracté",
)
def de(valeur: object) -> str:
    """« d’Annecy », « du Mans », « des Sables-d’Olonne », « de La Rochelle »; before an h, « de »."""
    nom = texte("de", valeur)
    article, _, reste = nom.partition(" ")
    if reste and article in CONTRACTIONS:
        return f"{CONTRACTIONS[article]} {reste}"
    return f"d’{nom}" if _ELISION.match(nom) else f"de {nom}"


@filtre(
    "oui_non", imprime=None, exemple="condamne.incarcere|oui_non → non", aide="«\u00a0oui\u00a0» ou «\u00a0non\u00a0»"
)
def oui_non(valeur: object) -> str:
    """« oui » ou « non »."""
    if not isinstance(valeur, bool):
        raise refus("oui_non", "oui ou non", valeur)
    return "oui" if valeur else "non"


@cache
def _noms(table: str) -> Mapping[str, str]:
    from babel import Locale

    names: Mapping[str, str] = getattr(Locale.parse("fr"), table)
    return names


@filtre(
    "pays",
    imprime=None,
    exemple=("naissance.pays|pays → Allemagne", "'Écosse'|pays → Écosse"),
    aide="le nom français d’un pays donné par son code ISO\u00a0; un nom reste tel quel",
)
def pays(valeur: object) -> str:
    """« Allemagne » for DE."""
    nom = texte("pays", valeur)
    return _noms("territories").get(nom, nom)


@filtre(
    "langue",
    imprime=None,
    exemple=("condamne.langue|langue → polonais", "'romani'|langue → romani"),
    aide="le nom français d’une langue donnée par son code ISO\u00a0; un nom reste tel quel",
)
def langue(valeur: object) -> str:
    """« polonais » for pl."""
    nom = texte("langue", valeur)
    return _noms("languages").get(nom, nom)


@filtre(
    "telephone",
    imprime=None,
    exemple=("service.telephone|telephone → 03 20 12 34 56", "'+33 3 20 12 34 56'|telephone → +33 3 20 12 34 56"),
    aide="un numéro de téléphone, par paires",
)
def telephone(valeur: object) -> str:
    """« 03 20 12 34 56 »; a foreign number keeps its own groups."""
    numero = texte("telephone", valeur)
    chiffres = re.sub(r"[\s.\-]", "", numero)
    if re.fullmatch(r"0\d{9}", chiffres):
        return NBSP.join(chiffres[rank : rank + 2] for rank in range(0, 10, 2))
    if re.fullmatch(r"\+33\d{9}", chiffres):
        return NBSP.join(["+33", chiffres[3], *(chiffres[rank : rank + 2] for rank in range(4, 12, 2))])
    return NBSP.join(numero.split())


@filtre(
    "code_postal",
    imprime=None,
    exemple="adresse.code_postal|code_postal → 01000",
    aide="un code postal, tel qu’il est écrit dans le dossier",
)
def code_postal(valeur: object) -> str:
    """A postal code is a text: read as a number, « 01000 » would lose its zero."""
    return NBSP.join(texte("code_postal", valeur).split())
