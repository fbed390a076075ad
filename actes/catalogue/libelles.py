"""What a catalogue of translations must hold for a template: its pieces, and the words that its filters print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from actes.catalogue.acte import Acte, ModeleDate
from actes.catalogue.langue import ELEMENT, Pas
from actes.catalogue.preuve import names_of
from actes.dossier import Champ
from actes.errors import Constat, ModeleError
from actes.place import Place
from actes.rendu.filtres.traduits import CODE, UNITES, nom_francais
from actes.rendu.langues import Textes
from actes.rendu.pieces import Piece
from actes.rendu.valeurs import Valeur
from actes.typographie import typographie

CHOIX, OUI_NON, CODES, UNITE = "choix", "oui_non", "code", "unite"
DUREES = frozenset({"duree", "duree_chiffres"})
# filters whose output is in the language, or the same in all of them
AVERTIS = DUREES | {
    "date_longue", "date_jour", "date_courte", "heure", "montant", "montant_nomme", "oui_non", "libelle", "article",
    "pays", "langue", "adresse", "adresse_bloc", "telephone", "code_postal", "nom_complet", "identite", "naissance",
}  # fmt: skip
_TEXTES = frozenset({"texte", "texte_long"})


@dataclass(frozen=True, slots=True)
class Libelle:
    """One entry of a catalogue: a text of the template, or a word that a filter prints."""

    texte: str
    contexte: str = ""
    pluriel: str = ""
    genre: str = ""  # "" for a piece of the template, else choix, oui_non, code, unite
    precision: str = ""  # of which field it is a choice
    endroits: tuple[tuple[str, int], ...] = ()


def labels_of(acte: Acte, pieces: Iterable[Piece], valeurs: Iterable[Valeur]) -> list[Libelle]:
    """Every entry that the catalogues of this template must have, in the order of the document."""
    found: dict[tuple[str, str], Libelle] = {}
    for libelle in (*_texts(pieces), *_words(acte, valeurs)):
        key = (libelle.contexte, libelle.texte)
        known = found.get(key)
        found[key] = replace(known, endroits=known.endroits + libelle.endroits) if known else libelle
    return list(found.values())


def _texts(pieces: Iterable[Piece]) -> Iterator[Libelle]:
    for piece in pieces:
        yield Libelle(piece.texte, piece.contexte, endroits=((piece.partie, piece.paragraphe),))


def _words(acte: Acte, valeurs: Iterable[Valeur]) -> Iterator[Libelle]:
    names = names_of(acte)
    for valeur in valeurs:
        filtres = set(valeur.filtres)
        where = ((valeur.partie, valeur.ligne),)
        if "oui_non" in filtres:
            yield from (Libelle(word, genre=OUI_NON, endroits=where) for word in ("oui", "non"))
        if "article" in filtres:
            codes = dict.fromkeys(CODE[ref.split()[0]] for ref in acte.base_legale if ref.split()[0] in CODE)
            yield from (Libelle(word, genre=CODES, endroits=where) for word in codes)
        if filtres & DUREES:
            yield from (Libelle(un, pluriel=plusieurs, genre=UNITE, endroits=where) for un, plusieurs in UNITES)
        if "libelle" in filtres:
            champ = champ_of(valeur.chemin, names)
            codes_of = champ.choix if champ else (valeur.constante,) if valeur.constante else ()
            field = ".".join(valeur.chemin or ()).replace(f".{ELEMENT}", ELEMENT)
            for code in codes_of:
                yield Libelle(nom_francais(code), genre=CHOIX, precision=field, endroits=where)


def champ_of(chemin: Pas | None, names: Mapping[str, Champ]) -> Champ | None:
    """The field of a path that a template reads; None when no model declares it."""
    if not chemin:
        return None
    champ = names.get(chemin[0])
    for step in chemin[1:]:
        if champ is None:
            return None
        champ = champ.element if step == ELEMENT else champ.enfants.get(step)
    return champ


def missing_labels(labels: Iterable[Libelle], textes: Textes) -> list[Constat]:
    """The words of filters that a catalogue lacks; what lacks of the template's texts is said when it is prepared."""
    return [
        Constat(
            code="libelle-sans-traduction",
            message=typographie(f"« {label.texte} » n'a pas de traduction ({textes.langue})"),
            place=Place(textes.fichier),
            conseil=typographie(f"complétez le catalogue ({label.genre})"),
        )
        for label in labels
        if label.genre and textes.find(label.texte, label.contexte) is None
    ]


def count_labels(labels: Iterable[Libelle], textes: Textes) -> tuple[int, int]:
    """How many entries of a catalogue these need, and how many of those no official text confirms."""
    known = textes.entrees
    keys = {(each.contexte if (each.contexte, each.texte) in known else "", each.texte) for each in labels}
    unverified = sum(key not in textes.entrees or not textes.entrees[key].verifie for key in keys)
    return len(keys), unverified


def check_values(acte: Acte, modele: ModeleDate, valeurs: Iterable[Valeur]) -> None:
    """Every text of the case that the template prints is said to be translated, or kept: none is silently French.

    Raises ModeleError with all those that `langue` of the act does not name.
    """
    assert acte.langue is not None, "only an act that has a language is translated"
    known = acte.langue.garder | {texte.pas for texte in acte.langue.traduire}
    names, problems = names_of(acte), {}
    for valeur in valeurs:
        if valeur.chemin is None or AVERTIS & set(valeur.filtres):
            continue
        pas = resolved(acte, valeur.chemin)
        champ = champ_of(valeur.chemin, names)
        if champ is not None and champ.genre == "liste":
            pas, champ = (*pas, ELEMENT), champ.element
        if pas not in known and (champ is None or champ.genre in _TEXTES | {"choix"}):
            problems[pas] = _unclassified(acte, modele, pas, valeur)
    if problems:
        raise ModeleError(constats=list(problems.values()))


def resolved(acte: Acte, chemin: Pas) -> Pas:
    """A path as the dossier has it: the variable of `par` is an element of its list, a calcul the path it names."""
    head, *rest = chemin
    if acte.par is not None and head == acte.par.variable:
        return (*acte.par.chemin.texte.split("."), ELEMENT, *rest)
    alias = next((c.expression.alias for c in acte.calculs if c.nom == head and c.expression.alias), None)
    return (*alias.texte.split("."), *rest) if alias else chemin


def _unclassified(acte: Acte, modele: ModeleDate, pas: Pas, valeur: Valeur) -> Constat:
    path = ".".join(pas).replace(f".{ELEMENT}", ELEMENT)
    return Constat(
        code="texte-sans-langue",
        message=typographie(f"le modèle imprime « {path} », dont l'acte ne dit pas si on le traduit"),
        place=Place(f"{modele.fichier}:{valeur.partie}", valeur.ligne),
        acte=acte.id,
        conseil=typographie("ajoutez-le à « langue.traduire » ou à « langue.garder » de acte.yaml"),
    )
