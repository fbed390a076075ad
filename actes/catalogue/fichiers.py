"""An author's file: read from the disk, composed by the strict reader of dossiers, its structure checked."""

from __future__ import annotations

from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from actes.catalogue.bloc import Reproches, place_of
from actes.dossier.noeuds import NOEUDS_DEPLOYES, TropProfond, children, compose, deployed_size
from actes.dossier.texte import clean, decode
from actes.dossier.yaml_francais import yaml_invalide
from actes.errors import EnvironnementError, ModeleError
from actes.place import Place
from actes.typographie import typographie


def compose_file(path: Path) -> Node:
    """The root node of a YAML file. Raises ModeleError with everything that is wrong in its structure."""
    fichier = str(path)
    text, constats = decode(_read(path), fichier)
    if text is not None:
        text, found = clean(text, fichier)
        constats += found
    if constats or text is None:
        raise ModeleError(constats=constats)
    reproches = Reproches()
    root = _compose(text, fichier, reproches)
    if root is not None:
        if deployed_size(root) > NOEUDS_DEPLOYES:
            reproches.say("yaml-invalide", "ce fichier se déploie sans fin par ses alias", place_of(root, fichier))
        else:
            _check(root, fichier, reproches)
    reproches.refuse()
    assert root is not None, "without a root something was said"
    return root


def compose_list(path: Path) -> list[Node]:
    """The elements of a YAML file that holds a list: shared mentions, shared rules. Raises ModeleError."""
    root = compose_file(path)
    if not isinstance(root, SequenceNode):
        place = place_of(root, str(path))
        message, advice = "ce fichier est une liste d'entrées", "commencez chacune par « - »"
        raise ModeleError(typographie(message), place, conseil=typographie(advice))
    return list(root.value)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EnvironnementError(f"« {path} » ne peut pas être lu : {error.strerror}") from None


def _compose(text: str, fichier: str, reproches: Reproches) -> Node | None:
    try:
        root = compose(text)
    except TropProfond:
        reproches.say("yaml-invalide", "ce fichier est trop profond", Place(fichier, 1, 1))
        return None
    except yaml.YAMLError as error:
        reproches.constats.append(yaml_invalide(error, text, fichier, 0))
        return None
    if root is None:
        reproches.say("yaml-invalide", "ce fichier est vide", Place(fichier, 1, 1))
    return root


def _check(node: Node, fichier: str, reproches: Reproches) -> None:
    """Refuse tags, keys that are not plain texts, keys given twice."""
    if node.tag:
        reproches.say("yaml-invalide", f"l'étiquette « {node.tag} » n'est pas admise", place_of(node, fichier))
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, ScalarNode):
                reproches.say("yaml-invalide", "une clé est un mot", place_of(key, fichier))
            elif key.value in seen:
                reproches.say("cle-en-double", f"la clé « {key.value} » est donnée deux fois", place_of(key, fichier))
            else:
                seen.add(key.value)
    for child in children(node):
        _check(child, fichier, reproches)
