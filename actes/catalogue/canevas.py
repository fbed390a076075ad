"""The commented skeleton of a dossier for one act: its fields only, with their meaning, form and articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from actes.catalogue.acte import Acte, Mention
from actes.catalogue.expressions import Boucle
from actes.dossier import Champ
from actes.droit import DEDUITS, LUS
from actes.errors import Gravite
from actes.typographie import typographie

_FORMES = {
    "date": "AAAA-MM-JJ",
    "heure": "HH:MM",
    "oui_non": "oui ou non",
    "montant": "1500,00",
    "duree": "1 an 6 mois",
    "entier": "nombre entier",
}
_ELEMENT = "[]"
_ALWAYS = ("dossier", "actes", "date_acte")


@dataclass(slots=True)
class Besoin:
    """Why a path is in the skeleton: the articles that require it, those that only advise it, or a fact to judge by."""

    requis: list[str] = field(default_factory=list)
    conseille: list[str] = field(default_factory=list)

    def comment(self) -> str:
        if self.requis:
            return f"obligatoire ({' ; '.join(dict.fromkeys(self.requis))})"
        if self.conseille:
            return f"recommandé ({' ; '.join(dict.fromkeys(self.conseille))})"
        return "selon le cas"


def skeleton(acte: Acte, jour: date) -> str:
    """A YAML dossier to fill for this act as the law stands on `jour`; it can be read as it is."""
    besoins = needs_of(acte, jour)
    lines = [
        f"# {acte.titre}",
        f"# Base légale : {', '.join(acte.base_legale)}",
        "# Remplissez après les deux-points. Une ligne laissée vide compte comme absente.",
        "dossier:  # Référence du dossier, par exemple 2026/00123",
        f"actes: [{acte.id}]",
        "date_acte:  # Date de l'acte, AAAA-MM-JJ (sans elle, le jour où l'acte est produit)",
    ]
    for nom, champ in acte.racine.enfants.items():
        if nom not in _ALWAYS:
            lines += _lines(champ, (nom,), besoins, "")
    return typographie("\n".join(lines)) + "\n"


def needs_of(acte: Acte, jour: date | None) -> dict[tuple[str, ...], Besoin]:
    """Each path of the dossier that the act reads, and why; on that day, or in any of its wordings."""
    needs: dict[tuple[str, ...], Besoin] = {}

    def need(texte: str, boucles: tuple[Boucle | None, ...]) -> Besoin:
        return needs.setdefault(_absolute(texte, boucles), Besoin())

    for mention in acte.mentions:
        if jour and mention.en_vigueur.acte and jour not in mention.en_vigueur.acte:
            continue
        for chemin in (*mention.exige, *mention.exige_un):
            besoin = need(chemin.texte, (mention.pour, acte.par))
            (besoin.requis if _blocks(mention) else besoin.conseille).append(mention.article)
    boucles = (acte.par, *(mention.pour for mention in acte.mentions))
    lus = [chemin for condition in acte.conditions() for chemin in condition.chemins]
    lus += [chemin for calcul in acte.calculs for chemin in calcul.expression.chemins]
    for chemin in lus:
        if chemin.texte in DEDUITS or chemin.texte in LUS:
            for source in (*DEDUITS.get(chemin.texte, ()), *LUS.get(chemin.texte, ())):
                need(source, ())
        elif chemin.champ.genre not in ("objet", "union"):
            need(chemin.texte, boucles)
    for delai in acte.delais:
        need(delai.evenement.texte, (acte.par,))
        need(delai.repere.texte, (acte.par,))
    return needs


def _blocks(mention: Mention) -> bool:
    return mention.gravite is Gravite.BLOQUANTE


def _absolute(texte: str, boucles: tuple[Boucle | None, ...]) -> tuple[str, ...]:
    head, *rest = texte.split(".")
    for boucle in boucles:
        if boucle and boucle.variable == head:
            return (*_absolute(boucle.chemin.texte, boucles), _ELEMENT, *rest)
    return (head, *rest)


def _lines(champ: Champ, path: tuple[str, ...], needs: dict[tuple[str, ...], Besoin], indent: str) -> Iterator[str]:
    """The lines of one field, if the act needs it or something below it."""
    below = [need for need in needs if need[: len(path)] == path]
    if not below or champ.calcule:
        return
    whole = path in needs and len(below) == 1
    name = path[-1]
    comment = _comment(champ, needs.get(path))
    if champ.genre == "liste" and champ.element is not None:
        yield f"{indent}{name}:{comment}"
        yield from _list_lines(champ.element, (*path, _ELEMENT), needs, indent)
    elif champ.enfants:
        yield f"{indent}{name}:{comment}"
        yield from _children(champ, path, needs, indent + "  ", whole)
    else:
        yield f"{indent}{name}:{comment}"


def _list_lines(
    element: Champ, path: tuple[str, ...], needs: dict[tuple[str, ...], Besoin], indent: str
) -> Iterator[str]:
    if not element.enfants:
        yield f"{indent}  -"
        return
    whole = not any(need[: len(path)] == path for need in needs)
    lines = list(_children(element, path, needs, "", whole))
    yield from (f"{indent}  {'- ' if rank == 0 else '  '}{line}" for rank, line in enumerate(lines))
    for nom, variante in element.variantes.items():
        fields = ", ".join(f for f in variante.enfants if f != "type")
        yield f"{indent}    # {nom} : {fields}"


def _children(
    champ: Champ, path: tuple[str, ...], needs: dict[tuple[str, ...], Besoin], indent: str, whole: bool
) -> Iterator[str]:
    """The fields of a group: all of them when the group itself is needed, else those that are needed."""
    if champ.genre == "union":
        yield f"{indent}type:  # au choix : {', '.join(champ.enfants['type'].choix)}"
    for nom, enfant in champ.enfants.items():
        if champ.genre == "union" and nom == "type":
            continue
        if whole and champ.genre != "union" and not enfant.calcule and not enfant.enfants and enfant.genre != "liste":
            yield f"{indent}{nom}:{_comment(enfant, None)}"
        else:
            yield from _lines(enfant, (*path, nom), needs, indent)


def _comment(champ: Champ, besoin: Besoin | None) -> str:
    pieces = [champ.titre.strip()]
    if champ.choix:
        pieces.append("au choix : " + ", ".join(champ.choix))
    elif champ.genre in _FORMES:
        pieces.append(_FORMES[champ.genre])
    if besoin:
        pieces.append(besoin.comment())
    return "  # " + " — ".join(piece for piece in pieces if piece)
