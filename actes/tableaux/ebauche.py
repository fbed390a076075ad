"""A first mapping drawn from an export: what its titles and first values tell, and what is left for somebody to say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from actes.dossier import ChampActe
from actes.dossier.champs import Champ
from actes.dossier.chemin import parse_chemin, write_chemin
from actes.dossier.constats import finding
from actes.errors import Constat, Gravite, LectureError
from actes.place import Place
from actes.tableaux.chemins import field_at
from actes.tableaux.detection import detect
from actes.tableaux.entrees import Source
from actes.tableaux.indices import Indice, look
from actes.tableaux.rangees import Valeur
from actes.tableaux.tableau import rows, titles_of
from actes.tableaux.titres import PEINES, RANGS, meaning
from actes.typographie import typographie

VALEURS = 200  # rows that are looked at
_SIMPLE = re.compile(r"[A-Za-zÀ-ÿ](?:[\w À-ÿ'’()°/.+€%-]*[\w)°.+€%])?")
_RESERVES = frozenset({"null", "oui", "non", "y", "n", "yes", "no", "true", "false"})


@dataclass(slots=True)
class Colonne:
    """A column of the export: its title (and its rank among those of that title), its values, what it becomes."""

    numero: int
    titre: str
    rang: int = 0
    valeurs: list[tuple[int, Valeur]] = field(default_factory=list)
    chemin: str = ""
    champ: Champ | None = None
    proches: tuple[str, ...] = ()
    indice: Indice = field(default_factory=Indice)


@dataclass(frozen=True, slots=True)
class Ebauche:
    """A mapping to be completed, and what it could not do: `constats` for a person, `colonnes` for a program."""

    texte: str
    colonnes: tuple[Colonne, ...]
    constats: tuple[Constat, ...]


def draft(path: Path, champs: Sequence[ChampActe], feuille: str = "") -> Ebauche:
    """The mapping that this export suggests. Raises LectureError if it cannot be read, or has no titles."""
    fichier = str(path)
    source = detect(path, fichier, feuille)
    colonnes = _columns(path, fichier, source)
    taken: dict[str, Colonne] = {}
    for colonne in colonnes:
        sens = meaning(colonne.titre, champs)
        if sens.chemin and sens.chemin not in taken:
            taken[sens.chemin] = colonne
            colonne.chemin, colonne.champ = sens.chemin, field_at(parse_chemin(sens.chemin), champs)
            assert colonne.champ is not None, "titles mean fields that exist"
            colonne.indice = look(colonne.chemin, colonne.champ, colonne.valeurs)
        else:
            colonne.proches = (sens.chemin,) if sens.chemin else sens.proches
    lines = list(_lines(path.name, source, colonnes, taken))
    return Ebauche("\n".join(lines) + "\n", tuple(colonnes), tuple(_constats(fichier, source, colonnes, taken)))


def _columns(path: Path, fichier: str, source: Source) -> list[Colonne]:
    """The titled columns, with their first values."""
    found: list[Colonne] = []
    read = 0
    for row in rows(path, fichier, replace(source, masquees="lues")):
        if row.ligne == source.ligne_titres:
            found = [Colonne(number, text) for number, text in enumerate(titles_of(row), 1) if text]
        elif found and not row.vide and not row.faute:
            for colonne in found:
                if colonne.numero <= len(row.valeurs):
                    colonne.valeurs.append((row.ligne, row.valeurs[colonne.numero - 1]))
            read += 1
            if read == VALEURS:
                break
    if not found:
        message, conseil = "cet export n'a pas de ligne de titres", "ajoutez à l'export les titres de ses colonnes"
        raise LectureError(constats=[finding("lecture-impossible", message, Place(fichier), conseil)])
    _rank_twins(found)
    return found


def _rank_twins(colonnes: Sequence[Colonne]) -> None:
    for colonne in colonnes:
        twins = [one.numero for one in colonnes if one.titre == colonne.titre]
        colonne.rang = twins.index(colonne.numero) + 1 if len(twins) > 1 else 0


def _lines(nom: str, source: Source, colonnes: Sequence[Colonne], taken: dict[str, Colonne]) -> Iterator[str]:
    yield typographie(f"# Correspondance ébauchée d'après {nom} : relisez chaque ligne avant de l'employer.")
    yield typographie("# À gauche, le champ du dossier (docs/dossier.md) ; à droite, le titre de la colonne.")
    yield "source:"
    yield from (f"  {key}: {value}" for key, value in _source(source))
    yield "colonnes:"
    if "dossier" not in taken:
        yield typographie(
            "  # dossier: …  # à compléter : la colonne de la référence du dossier, sans laquelle rien n'est lu"
        )
    for colonne in colonnes:
        if colonne.champ is not None:
            yield from _type_of_sentence(colonne, taken)
            yield from _entry(colonne, colonne.champ)
    unplaced = [colonne for colonne in colonnes if not colonne.chemin]
    if unplaced:
        yield ""
        yield typographie("  # À placer : ôtez le « # » et donnez le bon champ, ou mettez le titre sous « ignorees: ».")
    for colonne in unplaced:
        first, *others = colonne.proches or ("…",)
        hint = f"  # ou {', '.join(others)}" if others else ""
        yield f"  # {first}: {_said(colonne)}{hint}"
    yield ""
    yield typographie("# Ce qui est le même dans tous les dossiers, et que ni l'export ni les réglages ne disent :")
    yield "# constantes:"
    yield typographie("#   actes: [releve-condamnation]  # ou rien, avec « actes lot --proposes »")
    yield typographie("# Les colonnes qui ne servent pas :")
    yield "# ignorees: []"


def _source(source: Source) -> Iterator[tuple[str, str]]:
    if source.encodage:
        yield "encodage", source.encodage
        yield "separateur", "tabulation" if source.separateur == "\t" else json.dumps(source.separateur)
    if source.feuille:
        yield "feuille", _quoted(source.feuille)
    yield "ligne_titres", str(source.ligne_titres)


def _type_of_sentence(colonne: Colonne, taken: dict[str, Colonne]) -> Iterator[str]:
    """The type of a sentence, before the first column that tells something of it, unless a column gives it."""
    chemin = parse_chemin(colonne.chemin)
    if write_chemin(chemin[:2]) != PEINES or not isinstance(chemin[2], int):
        return
    prefix = write_chemin(chemin[:3])
    first = next(one for path, one in taken.items() if path.startswith(f"{prefix}."))
    if first is colonne and f"{prefix}.type" not in taken:
        yield f"  {prefix}.type: {{valeur: {RANGS[chemin[2]]}}}  # à vérifier"


def _entry(colonne: Colonne, champ: Champ) -> Iterator[str]:
    titre, indice = _said(colonne), colonne.indice
    note = f"  # {champ.titre}" if champ.titre else ""
    if indice.valeurs:
        yield f"  {colonne.chemin}:{note}"
        yield f"    colonne: {_quoted(colonne.titre)}"
        if colonne.rang:
            yield f"    rang: {colonne.rang}"
        yield "    valeurs:"
        for text, meant in indice.valeurs.items():
            choix = ", ".join(champ.choix or ("oui", "non"))
            known = f"      {_quoted(text)}: {meant}"
            yield known if meant else f"      # {_quoted(text)}: …  # à compléter ({choix})"
    elif indice.forme:
        options = titre if titre.startswith("{") else f"{{colonne: {titre}}}"
        yield f"  {colonne.chemin}: {options[:-1]}, forme: {_quoted(indice.forme)}}}{note}"
    else:
        yield f"  {colonne.chemin}: {titre}{note}"


def _said(colonne: Colonne) -> str:
    titre = _quoted(colonne.titre)
    return f"{{colonne: {titre}, rang: {colonne.rang}}}" if colonne.rang else titre


def _quoted(text: str) -> str:
    """The text as YAML takes it, quoted if need be."""
    simple = _SIMPLE.fullmatch(text) and text.casefold() not in _RESERVES
    return text if simple else json.dumps(text, ensure_ascii=False)


def _constats(
    fichier: str, source: Source, colonnes: Sequence[Colonne], taken: dict[str, Colonne]
) -> Iterator[Constat]:
    """What somebody has to say: the columns without a field, the values that do not fit, the missing reference."""
    if "dossier" not in taken:
        message, conseil = "aucune colonne ne semble donner la référence du dossier", "complétez « dossier: »"
        yield _warning("colonne-a-placer", message, Place(fichier, source.ligne_titres), conseil)
    for colonne in colonnes:
        place = Place(fichier, source.ligne_titres, colonne.numero)
        if not colonne.chemin:
            near = ", ".join(f"« {path} »" for path in colonne.proches)
            conseil = f"champs proches : {near}" if near else "donnez-lui un champ (docs/dossier.md), ou ignorez-la"
            yield _warning("colonne-a-placer", f"la colonne « {colonne.titre} » n'est pas placée", place, conseil)
        elif colonne.indice.hors:
            yield _unfit(fichier, colonne)


def _unfit(fichier: str, colonne: Colonne) -> Constat:
    lines, indice = colonne.indice.hors, colonne.indice
    place = Place(fichier, lines[0], colonne.numero)
    where = f"la colonne « {colonne.titre} » a des valeurs"
    if indice.valeurs:
        code, message = "valeur-imprevue", f"{where} dont le sens n'est pas connu, d'abord à cette ligne"
        conseil = "complétez ses « valeurs »"
    elif indice.forme:
        code, message = (
            "type-invalide",
            f"{where} qui ne sont pas de la forme « {indice.forme} », d'abord à cette ligne",
        )
        conseil = "corrigez la forme, ou l'export"
    else:
        code, message = "type-invalide", f"{where} qu'aucune forme connue ne lit, d'abord à cette ligne"
        conseil = "donnez sa « forme », ou corrigez l'export"
    return _warning(code, message, place, conseil)


def _warning(code: str, message: str, place: Place, conseil: str) -> Constat:
    return replace(finding(code, message, place, conseil), gravite=Gravite.AVERTISSEMENT)
