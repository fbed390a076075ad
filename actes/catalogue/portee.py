"""The names that the expressions of an act may read: the dossier, the act itself, its calculs, its loop variables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from actes.dossier import Champ

_TEXTE = Champ(genre="texte", titre="")
ACTE = {
    "date": Champ(genre="date", titre="date de l'acte"),
    "id": Champ(genre="texte", titre="identifiant de l'acte"),
    "titre": Champ(genre="texte", titre="titre de l'acte"),
    "langue": Champ(genre="langue", titre="langue de l'acte"),
    "base_legale": Champ(genre="liste", titre="base légale de l'acte", element=_TEXTE),
}

Portee = Mapping[str, Champ]


def scope_of_act(racine: Champ) -> dict[str, Champ]:
    """What the whole act reads: the dossier's root names, and `acte`."""
    return {**racine.enfants, "acte": Champ(genre="objet", titre="acte", enfants=ACTE)}


def scope_of_copy(noms: Portee, exemplaires: Iterable[str], modes: Iterable[str]) -> dict[str, Champ]:
    """What a mention reads: it is judged on one copy, whose recipient, issuer and delivery are known."""
    enfants = ACTE | {
        "exemplaire": Champ(genre="choix", titre="exemplaire", choix=tuple(exemplaires)),
        "destinataire": Champ(genre="texte", titre="destinataire de l'exemplaire"),
        "emetteur": Champ(genre="texte", titre="autorité qui émet l'acte"),
        "emetteur_article": Champ(genre="texte", titre="article qui désigne cette autorité"),
        "remise": Champ(genre="choix", titre="mode de remise", choix=tuple(dict.fromkeys(modes))),
        "remise_article": Champ(genre="texte", titre="article qui impose ce mode de remise"),
    }
    return {**noms, "acte": Champ(genre="objet", titre="acte", enfants=enfants)}
