"""The reference of the dossier's fields, in Markdown, for clerks and authors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from actes.catalogue.acte import Acte
from actes.catalogue.canevas import needs_of
from actes.dossier import Champ
from actes.typographie import typographie

_FORMES = {
    "texte": "texte", "texte_long": "texte, sur plusieurs lignes s'il le faut", "entier": "nombre entier",
    "decimal": "nombre (1,0842)", "oui_non": "oui ou non", "date": "AAAA-MM-JJ", "heure": "HH:MM",
    "montant": "montant (1500,00)", "duree": "durée (1 an 6 mois)", "pays": "pays (nom, ou code de deux lettres)",
    "langue": "langue (nom, ou code de deux lettres)",
}  # fmt: skip
_MANY = 6  # beyond, the acts are counted instead of named

_HEAD = """# Les champs du dossier

Cette page est écrite par le programme (`make schema`) d'après ses modèles de données et le catalogue. Tout champ est
facultatif, sauf `dossier` et le `type` de ce qui en a un : ce qui manque est demandé par les actes, avec l'article.
« Calculé » : déduit par le programme, et refusé s'il est écrit. Le canevas d'un acte (`actes nouveau ID`) ne montre
que les champs qu'il lit ; `actes schema` donne les mêmes aux éditeurs. Un groupe qui sert à plusieurs endroits est
décrit au premier.

Dans la colonne « actes », un identifiant en gras exige le champ ; les autres le lisent pour en juger, ou le
conseillent.
"""


@dataclass(slots=True)
class _Lecteurs:
    """The acts that read each path (lists written `a.b[]`), and whether they require it."""

    by_path: dict[str, dict[str, bool]] = field(default_factory=dict)

    def add(self, acte: Acte) -> None:
        for path, besoin in needs_of(acte, None).items():
            here = self.by_path.setdefault(".".join(path).replace(".[]", "[]"), {})
            here[acte.id] = here.get(acte.id, False) or bool(besoin.requis)

    def cell(self, path: str) -> str:
        found = self.by_path.get(path, {})
        if len(found) > _MANY:
            required = sum(found.values())
            return f"{len(found)} actes" + (f", exigé par {required}" if required else "")
        return ", ".join(f"**{name}**" if required else name for name, required in sorted(found.items()))


def reference(racine: Champ, actes: Iterable[Acte]) -> str:
    """Every field of a dossier: its path, its form, its meaning, the acts that read it; a shared group once."""
    lecteurs = _Lecteurs()
    for acte in actes:
        lecteurs.add(acte)
    page = _Page(lecteurs, _first_places(racine))
    simple = {nom: champ for nom, champ in racine.enfants.items() if not _group(champ).enfants}
    lines = [_HEAD, "## À la racine", "", *page.table(simple, "")]
    for nom, champ in racine.enfants.items():
        if _group(champ).enfants:
            lines += ["", f"## `{nom}` — {champ.titre}", "", *page.section(champ, nom)]
    return typographie("\n".join(lines)).rstrip() + "\n"


def _in_cell(text: str) -> str:
    """The words of an author or of a model, as a table can hold them."""
    return " ".join(text.split()).replace("|", "\\|")


def _group(champ: Champ) -> Champ:
    """The group itself, or that of each element of a list."""
    return champ.element if champ.genre == "liste" and champ.element else champ


def _first_places(racine: Champ) -> dict[str, str]:
    """Where each group is described: the first path that holds it, those of the root before all."""
    places: dict[str, str] = {}
    at_root = list(racine.enfants.items())
    for path, champ in [*at_root, *racine.paths()]:
        group = _group(champ)
        if group.modele and group.enfants:
            places.setdefault(group.modele, path)
    return places


class _Page:
    """The tables of the reference, over the acts that read each path."""

    def __init__(self, lecteurs: _Lecteurs, places: Mapping[str, str]):
        self.lecteurs, self.places = lecteurs, places

    def section(self, champ: Champ, path: str) -> Iterator[str]:
        """The table of a group, then those of the groups below it that are described there."""
        prefix, group = (f"{path}[]" if champ.genre == "liste" else path), _group(champ)
        yield from self.table(group.enfants, prefix)
        if group.variantes:
            yield ""
        for nom, variante in group.variantes.items():
            fields = ", ".join(f"`{name}`" for name in variante.enfants if name != "type")
            yield f"- type `{nom}` : {fields}"
        for nom, child in group.enfants.items():
            below = f"{prefix}.{nom}"
            if _group(child).enfants and self.places.get(_group(child).modele) in (None, below):
                yield from ("", f"### `{below}` — {child.titre}", "")
                yield from self.section(child, below)

    def table(self, enfants: Mapping[str, Champ], prefix: str) -> Iterator[str]:
        """One line for each field of a group."""
        yield "| champ | forme | sens | actes |"
        yield "|---|---|---|---|"
        for nom, champ in enfants.items():
            path = f"{prefix}.{nom}" if prefix else nom
            sens = champ.titre + (f" ({champ.description})" if champ.description else "")
            readers = self.lecteurs.cell(path) or (self.lecteurs.cell(f"{path}[]") if champ.genre == "liste" else "")
            yield f"| `{nom}` | {_in_cell(self._form(champ, path))} | {_in_cell(sens)} | {readers} |"

    def _form(self, champ: Champ, path: str) -> str:
        if champ.calcule:
            return "calculé"
        if champ.genre == "liste" and champ.element is not None:
            return f"liste de : {self._form(champ.element, path)}"
        if champ.choix:
            return "au choix : " + ", ".join(f"`{choix}`" for choix in champ.choix)
        first = self.places.get(champ.modele)
        if first is not None and first != path:
            return f"groupe, comme `{first}`"
        return _FORMES.get(champ.genre, "groupe")
