"""The mapping between the columns of an export and the fields of a dossier, read strictly, all its faults at once.

    source: {encodage: windows-1252, separateur: ";"}
    colonnes:
      dossier: N° dossier
      condamne.naissance.date: {colonne: Date de naissance, forme: JJ/MM/AAAA}
      condamnation.peines[0].type: {valeur: emprisonnement}
    constantes: {actes: [releve-condamnation]}
    ignorees: [Observations]

The whole form is in docs/exports.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from actes.dossier import ChampActe, champ_racine
from actes.dossier.chemin import Chemin, write_chemin
from actes.dossier.complements import dossier_model
from actes.dossier.constats import finding, in_order
from actes.dossier.controle import validate
from actes.dossier.document import Lu, read_document
from actes.dossier.noeuds import Arbre
from actes.dossier.texte import Document, clean, decode
from actes.errors import Constat, DossierRefused
from actes.tableaux.chemins import CheminRefuse, Cible, field_at, resolve
from actes.tableaux.entrees import (
    IGNOREES,
    LUES,
    UTF_8,
    WINDOWS,
    Branche,
    Correspondance,
    Entree,
    Source,
    Titre,
    clean_title,
)
from actes.tableaux.formes import EXEMPLES, read_forme
from actes.tableaux.lecteur import INVALIDE, Lecteur

__all__ = ["Correspondance", "load_correspondance"]

_CLES = ("source", "colonnes", "constantes", "ignorees")
_CLES_SOURCE = ("encodage", "separateur", "feuille", "ligne_titres", "masquees", "vide")
_CLES_COLONNE = ("colonne", "rang", "forme", "valeurs", "vide", "separateur", "valeur")
_UNITES = ("ans", "mois", "jours")


def load_correspondance(content: bytes, fichier: str, champs: Sequence[ChampActe] = ()) -> Correspondance:
    """The mapping of a YAML file; `champs` are the acts' own fields.

    Raises DossierRefused, with all that is wrong in it and where.
    """
    decoded, constats = decode(content, fichier)
    if decoded is None:
        raise DossierRefused(constats=constats)
    cleaned, constats = clean(decoded, fichier)
    lu = read_document(Document(cleaned, 0), fichier) if cleaned.strip() else Lu({}, Arbre(None, fichier))
    if not isinstance(lu.donnees, dict):
        constats += [_as_mapping(constat) for constat in lu.constats]
        raise DossierRefused(constats=constats)
    reader = _Lecteur(lu, champs)
    read = reader.read(fichier)
    constats += in_order([*lu.constats, *reader.constats])
    if constats:
        raise DossierRefused(constats=constats)
    return read


def _as_mapping(constat: Constat) -> Constat:
    """What is said of a dossier that is not a set of fields, said of a mapping."""
    if constat.code != "type-invalide" or constat.place is None:
        return constat
    message = "une correspondance commence par « source: » ou « colonnes: »"
    return finding(INVALIDE, message, constat.place, "« actes lot correspondance » en prépare une")


class _Lecteur(Lecteur):
    """Reads the plain data of a mapping; `constats` says what is wrong."""

    def __init__(self, lu: Lu, champs: Sequence[ChampActe]):
        super().__init__(lu)
        self._champs = tuple(champs)
        self._titres: dict[tuple[str, int], int] = {}
        self._colonnes: list[Titre] = []
        self._racine = Branche()

    def read(self, fichier: str) -> Correspondance:
        donnees = self.keys((), self.lu.donnees, _CLES)
        source = self._source(self.keys(("source",), donnees.get("source", {}), _CLES_SOURCE))
        colonnes = donnees.get("colonnes", {})
        for texte, said in self.mapping(("colonnes",), colonnes).items():
            self._entry(texte, said)
        for chemin, value in _flat(self.mapping(("constantes",), donnees.get("constantes", {}))):
            self._constant(chemin, value)
        ignorees = [self._title(("ignorees", rank), text) for rank, text in self.texts(("ignorees",), donnees)]
        self._check_reference()
        self._check_unions(self._racine, ())
        return Correspondance(fichier, source, tuple(self._colonnes), tuple(ignorees), self._racine)

    def _source(self, said: dict[str, Any]) -> Source:
        separateur = self.text(("source", "separateur"), said)
        separateur = {"tabulation": "\t", "\\t": "\t"}.get(separateur, separateur)
        if len(separateur) > 1 or separateur.isalnum() or separateur in ('"', "\n", "\r"):
            conseil = "« ; », « , », « | » ou « tabulation »"
            self.blame(INVALIDE, "« separateur » attend un seul signe", ("source", "separateur"), conseil)
        return Source(
            encodage=self.among(("source", "encodage"), said, (UTF_8, WINDOWS)),
            separateur=separateur,
            feuille=self.text(("source", "feuille"), said),
            ligne_titres=self.number(("source", "ligne_titres"), said, 1),
            masquees=self.among(("source", "masquees"), said, (LUES, IGNOREES)),
            vide=frozenset(text.strip() for _, text in self.texts(("source", "vide"), said)),
        )

    def _title(self, chemin: Chemin, text: str, rang: int = 0) -> Titre:
        return Titre(clean_title(text), rang, self.lu.arbre.value_place(chemin))

    def _column(self, chemin: Chemin, text: str, rang: int = 0) -> int:
        titre = self._title(chemin, text, rang)
        key = (titre.texte, titre.rang)
        if key not in self._titres:
            self._titres[key] = len(self._colonnes)
            self._colonnes.append(titre)
        return self._titres[key]

    def _columns(self, chemin: Chemin, holder: dict[str, Any], rang: int = 0) -> list[int]:
        """The columns of a title, or of a list of titles."""
        several = isinstance(holder.get(str(chemin[-1])), list)
        found = self.texts(chemin, holder)
        return [self._column((*chemin, rank) if several else chemin, text, rang) for rank, text in found]

    def _target(self, texte: str, place: Chemin) -> Cible | None:
        try:
            return resolve(texte, self._champs)
        except CheminRefuse as refus:
            self.blame(refus.code, refus.message, place, refus.conseil, key=True)
            return None

    def _entry(self, texte: str, said: Any) -> None:
        here = ("colonnes", texte)
        cible = self._target(texte, here)
        if cible is None:
            return
        if isinstance(said, (str, list)):
            ranks = self._columns(here, {texte: said})
            self._place(Entree(chemin=cible.chemin, champ=cible.champ, liste=cible.liste, colonnes=tuple(ranks)), here)
            return
        options = self.keys(here, said, _CLES_COLONNE)
        if "valeur" not in options:
            self._place(self._from_columns(cible, here, options), here)
        elif len(options) > 1:
            self.blame(INVALIDE, "« valeur » ne va avec aucune autre clé", (*here, "valeur"), key=True)
        else:
            self._place(Entree(chemin=cible.chemin, champ=cible.champ, constante=options["valeur"]), here)
            self._check_constant(cible.chemin, options["valeur"], (*here, "valeur"))

    def _from_columns(self, cible: Cible, here: Chemin, options: dict[str, Any]) -> Entree:
        place = (*here, "colonne")
        said = options.get("colonne")
        unites: tuple[str, ...] = ()
        if said is None:
            self.blame(INVALIDE, "il manque « colonne » ou « valeur »", here, "donnez le titre d'une colonne", key=True)
            ranks = []
        elif isinstance(said, dict):
            unites = tuple(self.keys(place, said, _UNITES))
            ranks = [self._column((*place, unite), self.text((*place, unite), said)) for unite in unites]
            if cible.champ.genre != "duree":
                self.blame(INVALIDE, "ans, mois et jours ne font qu'une durée", place, key=True)
        else:
            rang = self.number((*here, "rang"), options, 0)
            ranks = self._columns(place, options, rang)
        return Entree(
            chemin=cible.chemin,
            champ=cible.champ,
            liste=cible.liste,
            colonnes=tuple(ranks),
            unites=unites,
            vide=frozenset(text.strip() for _, text in self.texts((*here, "vide"), options)),
            **self._readings(cible, here, options),
        )

    def _readings(self, cible: Cible, here: Chemin, options: dict[str, Any]) -> dict[str, Any]:
        """How the texts of a column are understood: `forme`, `valeurs`, `separateur`."""
        genre, said = cible.champ.genre, self.text((*here, "forme"), options)
        forme = read_forme(genre, said) if said else None
        if said and forme is None:
            exemple = EXEMPLES.get(genre)
            conseil = f"écrivez par exemple « forme: {exemple} »" if exemple else "donnez plutôt ses « valeurs »"
            deux = "AA" in said and "AAAA" not in said
            why = " : deux chiffres ne disent pas le siècle" if deux else ""
            self.blame(INVALIDE, f"« {said} » n'est pas une forme que ce champ admet{why}", (*here, "forme"), conseil)
        separateur = self.text((*here, "separateur"), options)
        if separateur and not cible.liste:
            self.blame(INVALIDE, "« separateur » ne va qu'avec une liste", (*here, "separateur"), key=True)
        return {"forme": forme, "separateur": separateur, "valeurs": self._values(cible, (*here, "valeurs"), options)}

    def _values(self, cible: Cible, here: Chemin, options: dict[str, Any]) -> dict[str, str]:
        """What each text of the export means; an empty meaning is nothing."""
        said = self.mapping(here, options.get("valeurs", {}))
        empty = next((names for chemin, names in self.lu.vides if chemin == here), [])
        found = dict.fromkeys(empty, "")
        for text in said:
            found[text.strip()] = self.text((*here, text), said)
            self._check_constant(
                cible.chemin, [found[text.strip()]] if cible.liste else found[text.strip()], (*here, text)
            )
        return found

    def _constant(self, chemin: Chemin, value: Any) -> None:
        here = ("constantes", *chemin)
        champ = field_at(chemin, self._champs)
        if champ is None:
            known = next(size for size in range(len(chemin)) if field_at(chemin[: size + 1], self._champs) is None)
            self._target(write_chemin(chemin[: known + 1]), here[: known + 2])
        elif champ.calcule or champ.enfants:
            self._target(write_chemin(chemin), here)
        else:
            self._place(Entree(chemin=chemin, champ=champ, constante=value), here)
            self._check_constant(chemin, value, here)

    def _check_constant(self, chemin: Chemin, value: Any, here: Chemin) -> None:
        """Say at once what every dossier would say of this value."""
        alone: Any = _copy(value)
        for part in reversed(chemin):
            alone = {part: alone} if isinstance(part, str) else [alone]
        _, fautes = validate(dossier_model(self._champs), alone, champ_racine(self._champs))
        for faute in fautes:
            if faute.code != "champ-requis":
                self.blame(faute.code, faute.message, (*here, *faute.chemin[len(chemin) :]), faute.conseil)

    def _place(self, entree: Entree, here: Chemin) -> None:
        """Put an entry in the tree, unless its path is given already, whole or in part."""
        branche, texte = self._racine, write_chemin(entree.chemin)
        for part in entree.chemin[:-1]:
            child = branche.enfants.setdefault(part, Branche())
            if isinstance(child, Entree):
                self.blame(
                    "cle-en-double", f"« {texte} » est déjà donné par « {write_chemin(child.chemin)} »", here, key=True
                )
                return
            branche = child
        if entree.chemin[-1] in branche.enfants:
            self.blame("cle-en-double", f"« {texte} » est déjà donné, en tout ou en partie", here, key=True)
        else:
            branche.enfants[entree.chemin[-1]] = entree

    # what the whole must hold

    def _check_reference(self) -> None:
        reference = self._racine.enfants.get("dossier")
        if not isinstance(reference, Entree) or not reference.colonnes:
            message = "aucune colonne ne donne la référence du dossier"
            self.blame(INVALIDE, message, ("colonnes",), "ajoutez « dossier: » et le titre de la colonne", key=True)

    def _check_unions(self, branche: Branche, chemin: Chemin) -> None:
        """A sentence, an addressee… needs its `type`, and has only the fields of that type when it is a constant."""
        champ = field_at(chemin, self._champs)
        if champ is not None and champ.genre == "union":
            self._check_union(branche, chemin, champ.enfants["type"].choix)
        for part, child in branche.enfants.items():
            if isinstance(child, Branche):
                self._check_unions(child, (*chemin, part))

    def _check_union(self, branche: Branche, chemin: Chemin, choix: tuple[str, ...]) -> None:
        type_ = branche.enfants.get("type")
        first = next(branche.entrees())
        here = ("colonnes", write_chemin(first.chemin))
        if type_ is None:
            texte = f"{write_chemin(chemin)}.type"
            conseil = f"ajoutez « {texte}: {{valeur: …}} », ou une colonne ; au choix : {', '.join(choix)}"
            self.blame("champ-requis", f"« {texte} » manque", here, conseil, key=True)
            return
        champ = field_at(chemin, self._champs)
        said = type_.constante if isinstance(type_, Entree) else None
        variante = champ.variantes.get(str(said)) if champ else None
        for entree in branche.entrees() if variante else ():
            name = str(entree.chemin[len(chemin)])
            if variante and name not in variante.enfants:
                place = ("colonnes", write_chemin(entree.chemin))
                self.blame("champ-inconnu", f"le type « {said} » n'a pas de champ « {name} »", place, key=True)


def _flat(donnees: dict[str, Any], before: Chemin = ()) -> Iterable[tuple[Chemin, Any]]:
    """The texts and the lists of nested fields, each with its path."""
    for name, value in donnees.items():
        if isinstance(value, dict):
            yield from _flat(value, (*before, name))
        else:
            yield (*before, name), value


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(child) for key, child in value.items()}
    return [_copy(child) for child in value] if isinstance(value, list) else value
