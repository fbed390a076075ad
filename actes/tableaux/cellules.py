"""A cell as a dossier writes it: the form of its column, the meaning of its codes; or what forbids to read it."""

from __future__ import annotations

from actes.tableaux.entrees import Entree
from actes.tableaux.formes import HorsForme, Impossible
from actes.tableaux.rangees import BOOLEEN, HEURE, ILLISIBLE, INSTANT, JOUR, NOMBRE, Valeur

_CHIFFRES = ("montant", "decimal", "entier")
_AFFICHES = {"oui": "VRAI", "non": "FAUX"}  # how a sheet shows a boolean
_IMPOSSIBLES = {"date": "ce jour n'existe pas au calendrier", "heure": "cette heure n'existe pas"}
_DATE_EXCEL = "mettez cette colonne au format Texte, puis retapez la valeur"


class Illisible(Exception):
    """A cell that does not say what its column should: the code of the finding, why, what to do."""

    def __init__(self, code: str, message: str, conseil: str):
        super().__init__(code, message, conseil)
        self.code, self.message, self.conseil = code, message, conseil


def read_cell(valeur: Valeur, entree: Entree, vide: frozenset[str]) -> str:
    """What a cell says for this entry, in the dossier's own form; empty when it says nothing. Raises Illisible."""
    if isinstance(valeur, str):
        return read_text(valeur.strip(), entree, vide)
    kind, text = valeur[0], valeur[1]
    genre = entree.champ.genre
    if kind == ILLISIBLE:
        raise Illisible("cellule-illisible", f"cette cellule ne peut pas être lue : {text}", valeur[2])
    if kind == NOMBRE:
        return read_text(text, entree, vide, exact=True) if genre in _CHIFFRES else _shown(valeur, entree, vide)
    if kind == BOOLEEN:
        return text if genre == "oui_non" else read_text(_AFFICHES[text], entree, vide)
    return _temporal(kind, text, genre)


def _shown(valeur: tuple[str, ...], entree: Entree, vide: frozenset[str]) -> str:
    """A number where a text is expected: as the sheet shows it, if it shows figures as they are."""
    if not valeur[2]:
        message = "cette cellule ne peut pas être lue : c'est un nombre mis en forme, là où un texte est attendu"
        raise Illisible("cellule-illisible", message, "mettez cette colonne au format Texte, ou Standard")
    return read_text(valeur[2], entree, vide)


def _temporal(kind: str, text: str, genre: str) -> str:
    if genre == "date" and kind in (JOUR, INSTANT):
        return text[:10]
    if genre == "heure" and kind in (HEURE, INSTANT):
        return text[-5:]
    what = "une heure" if kind == HEURE else "une date"
    message = f"cette cellule ne peut pas être lue : le classeur en a fait {what}"
    raise Illisible("cellule-illisible", message, _DATE_EXCEL)


def read_text(text: str, entree: Entree, vide: frozenset[str], exact: bool = False) -> str:
    """What a text says for this entry; `exact`: a number that needs no form any more. Raises Illisible."""
    if not text or text in vide or text in entree.vide:
        return ""
    if text in entree.valeurs:
        return entree.valeurs[text]
    if entree.valeurs and entree.forme is None:
        conseil = "ajoutez-la aux « valeurs » de cette colonne, avec ce qu'elle veut dire"
        raise Illisible("valeur-imprevue", "la correspondance ne dit pas ce que cette valeur veut dire", conseil)
    if entree.forme is None or exact:
        return text
    try:
        return entree.forme.convert(text)
    except Impossible:
        raise Illisible("type-invalide", _IMPOSSIBLES[entree.champ.genre], "corrigez l'export") from None
    except HorsForme:
        message = f"cette cellule n'est pas de la forme « {entree.forme.texte} »"
        raise Illisible("type-invalide", message, "corrigez l'export, ou la forme que dit la correspondance") from None
