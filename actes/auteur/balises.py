"""The tag that prints a field as a French reader expects it, and the lines that print what a mention requires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from actes.catalogue import Mention
from actes.dossier import Champ

_FILTERS = {
    "date": "date_longue", "heure": "heure", "montant": "montant", "duree": "duree", "oui_non": "oui_non",
    "choix": "libelle", "pays": "pays", "langue": "langue",
}  # fmt: skip
_NAMED = {"telephone": "telephone", "code_postal": "code_postal"}
_PERSON, _SOCIETY = frozenset({"nom", "prenoms"}), frozenset({"denomination", "forme"})
_TOGETHER = (  # what is read together, below one path: the fields, and the filter that prints them all
    (_PERSON, "identite"),
    (_SOCIETY, "identite"),
    (frozenset({"naissance.date", "naissance.lieu"}), "naissance"),
    (frozenset({"heure_debut", "heure_fin"}), "horaires"),
    (frozenset({"date", "heure"}), "date_heure"),
)
FORMES = {
    "texte": "texte",
    "texte_long": "texte, sur plusieurs lignes s’il le faut",
    "entier": "nombre entier",
    "decimal": "nombre",
    "oui_non": "oui ou non",
    "date": "date : AAAA-MM-JJ",
    "heure": "heure : HH:MM",
    "montant": "montant : 1500,00",
    "duree": "durée : 1 an 6 mois",
    "pays": "pays : son nom, ou deux lettres",
    "langue": "langue : son nom, ou deux lettres",
    "objet": "groupe",
    "union": "groupe, selon son type",
    "liste": "liste",
}


def filter_of(name: str, champ: Champ) -> str:
    """The filter that a field needs, empty when it is printed as it is."""
    if champ.genre in ("objet", "union"):
        return _group_filter(champ)
    if champ.genre == "liste" and champ.element is not None:
        if champ.element.modele.startswith("Peine") or champ.element.genre == "union":
            return "peines"
        return "liste" if champ.element.genre in ("texte", "choix") else ""
    return _NAMED.get(name, "") if champ.genre == "texte" else _FILTERS.get(champ.genre, "")


def _group_filter(champ: Champ) -> str:
    if champ.modele == "Adresse":
        return "adresse"
    if {"date", "heure"} <= set(champ.enfants):
        return "date_heure"
    return "identite" if set(champ.enfants) >= _PERSON or set(champ.enfants) >= _SOCIETY else ""


def tag_of(path: str, champ: Champ) -> str:
    """`{{ condamnation.date | date_longue }}`; empty for a group or a list that no filter prints whole."""
    name = filter_of(path.rpartition(".")[2], champ)
    if not name and champ.genre in ("objet", "union", "liste"):
        return ""
    return f"{{{{ {path} | {name} }}}}" if name else f"{{{{ {path} }}}}"


def loop_of(path: str, champ: Champ) -> str:
    """A whole loop over a list of groups, one element a line; empty if the elements have no filter."""
    inner = tag_of("element", champ.element) if champ.element is not None else ""
    return f"{{% for element in {path} %}}{inner}\n{{% endfor %}}" if inner else ""


def shape_of(champ: Champ) -> str:
    """How a dossier writes this field."""
    if champ.choix:
        return "au choix : " + ", ".join(champ.choix)
    if champ.genre == "liste" and champ.element is not None and champ.element.genre not in ("objet", "union"):
        return f"liste : {shape_of(champ.element)}"
    return FORMES.get(champ.genre, champ.genre)


def printed_lines(mention: Mention) -> Iterator[str]:
    """The lines that print what a mention requires, in the words of the vocabulary, then the words that it imposes."""
    fields = {chemin.texte: chemin.champ for chemin in mention.exige}
    yield from _lines(fields)
    for chemin in mention.exige_un:
        tag = tag_of(chemin.texte, chemin.champ) or loop_of(chemin.texte, chemin.champ)
        yield f"{{% if {chemin.texte} %}}{_titled(chemin.champ, tag)}{{% endif %}}"
    if mention.texte:
        yield f"{' ; '.join(mention.texte)}."


def _lines(fields: Mapping[str, Champ]) -> Iterator[str]:
    left = dict(fields)
    for path in fields:
        if path not in left:
            continue
        for parent, group, name in _groups(path, left):
            for each in group:
                del left[f"{parent}.{each}"]
            yield f"{{{{ {parent} | {name} }}}}"
            break
        else:
            champ = left.pop(path)
            yield _titled(champ, tag_of(path, champ) or loop_of(path, champ))


def _groups(path: str, left: Mapping[str, Champ]) -> Iterator[tuple[str, Sequence[str], str]]:
    """The parent, the fields below it that are read together, and their filter, for the groups that hold `path`."""
    for group, name in _TOGETHER:
        for field in group:
            parent = path.removesuffix(f".{field}")
            if parent != path and all(f"{parent}.{each}" in left for each in group):
                yield parent, sorted(group), "nom_complet" if parent.startswith("signataires.") else name


def _titled(champ: Champ, tag: str) -> str:
    title = champ.titre.rstrip(" ?\u00a0")
    return f"{title} : {tag}" if title else tag
