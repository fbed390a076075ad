"""One document: its text composed, its structure checked, its plain data ready for a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yaml import YAMLError
from yaml.nodes import MappingNode

from actes.dossier.chemin import Chemin
from actes.dossier.constats import finding
from actes.dossier.messages import Faute
from actes.dossier.noeuds import NOEUDS_DEPLOYES, PROFONDEUR, Arbre, TropProfond, compose, deployed_size
from actes.dossier.structure import Lecteur
from actes.dossier.texte import LIMITE_CARACTERES, Document
from actes.dossier.yaml_francais import yaml_invalide
from actes.errors import Constat


@dataclass(frozen=True, slots=True)
class Lu:
    """What a document says (`donnees`: texts, lists, mappings), what is wrong in it, and where.

    `vides` are the keys given without a value, by mapping; `fautifs` the paths that have a finding already.
    """

    donnees: Any
    arbre: Arbre
    source: str = ""
    constats: tuple[Constat, ...] = ()
    vides: tuple[tuple[Chemin, list[str]], ...] = ()
    fautifs: tuple[Chemin, ...] = ()

    def findings(self, fautes: list[Faute]) -> list[Constat]:
        """These faults at their places, less those that only miss what was taken out for its own finding."""
        taken_out = {*self.fautifs, *(f.chemin for f in fautes if f.code != "champ-requis")}
        return [self._finding(f) for f in fautes if f.code != "champ-requis" or f.chemin not in taken_out]

    def _finding(self, faute: Faute) -> Constat:
        place = self.arbre.key_place(faute.chemin) if faute.sur_cle else self.arbre.value_place(faute.chemin)
        return finding(faute.code, faute.message, place, faute.conseil, faute.chemin)


def read_document(document: Document, fichier: str, limite: int = LIMITE_CARACTERES) -> Lu:
    """The plain data of one document and the findings on its structure; `donnees` is None if it is unreadable.

    `limite` is in characters: a file of slots is longer than a dossier may be.
    """
    nowhere = Arbre(None, fichier, document.lignes_avant)
    if len(document.texte) > limite:
        what, conseil = "un dossier", "séparez les dossiers par « --- »"
        if limite != LIMITE_CARACTERES:
            what, conseil = "un fichier", "répartissez son contenu entre plusieurs fichiers"
        message = f"{what} de plus de {_grouped(limite)} caractères n'est pas lu"
        return _unreadable(nowhere, "trop-gros", message, conseil)
    try:
        arbre = Arbre(compose(document.texte), fichier, document.lignes_avant)
    except YAMLError as error:
        constat = yaml_invalide(error, document.texte, fichier, document.lignes_avant)
        return Lu(None, nowhere, document.texte, (constat,))
    except TropProfond as error:
        message = f"plus de {PROFONDEUR} niveaux de champs les uns dans les autres"
        conseil = "vérifiez les crochets, les accolades et les retraits"
        return _unreadable(Arbre(error.node, fichier, document.lignes_avant), "trop-profond", message, conseil)
    return _read_root(arbre, document.texte, max(NOEUDS_DEPLOYES, limite // 5))


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


def _read_root(arbre: Arbre, text: str, noeuds: int) -> Lu:
    if not isinstance(arbre.racine, MappingNode):
        message = "un dossier est une suite de champs, un par ligne"
        return _unreadable(arbre, "type-invalide", message, "écrivez par exemple « dossier: 2026/00123 »")
    if "*" in text and deployed_size(arbre.racine, noeuds) > noeuds:
        message = "les alias (« * ») se renvoient les uns aux autres sans mesure"
        return _unreadable(arbre, "alias-excessif", message, "recopiez les valeurs")
    return read_tree(arbre, text, "\\" in text)


def read_tree(arbre: Arbre, text: str = "", echappements: bool = True) -> Lu:
    """What a tree says, whose root is a mapping; `echappements`: its texts have not been cleaned yet."""
    lecteur = Lecteur(arbre, echappements)
    donnees = lecteur.lit()
    return Lu(donnees, arbre, text, tuple(lecteur.constats), tuple(lecteur.vides), tuple(lecteur.fautifs))


def _unreadable(arbre: Arbre, code: str, message: str, conseil: str) -> Lu:
    """A finding where this tree begins; the tree itself is forgotten, for it may be too big to walk."""
    nowhere = Arbre(None, arbre.fichier, arbre.lignes_avant)
    return Lu(None, nowhere, constats=(finding(code, message, arbre.start(), conseil),))
