"""From nodes to plain texts, lists and mappings, with what is wrong in the structure: keys, tags, hidden characters."""

from __future__ import annotations

from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from actes.dossier.chemin import Chemin
from actes.dossier.constats import finding
from actes.dossier.noeuds import Arbre, Refus, text_of
from actes.dossier.texte import INTERDITS, LIMITE_CONSTATS, describe
from actes.errors import Constat

_MAUVAIS: Any = object()  # a value that has its finding already: absent from what follows


class Lecteur:
    """Reads one tree whose root is a mapping.

    After `lit`, `constats` says what is wrong, `fautifs` at which paths, `vides` which keys say nothing.
    """

    def __init__(self, arbre: Arbre, echappements: bool):
        self.constats: list[Constat] = []
        self.fautifs: list[Chemin] = []
        self.vides: list[tuple[Chemin, list[str]]] = []
        self._arbre = arbre
        self._echappements = echappements

    def lit(self) -> dict[str, Any]:
        """The document as texts, lists and mappings, without what says nothing."""
        donnees = self._read(self._arbre.racine, ())
        return donnees if isinstance(donnees, dict) else {}

    def _read(self, node: Any, chemin: Chemin) -> Any:
        if node.tag:
            return self._refuse_tag(node, chemin)
        if isinstance(node, ScalarNode):
            text = text_of(node)
            return text if text is None or not self._echappements else self._escaped(text, node, chemin)
        return self._mapping(node, chemin) if isinstance(node, MappingNode) else self._sequence(node, chemin)

    def _mapping(self, node: MappingNode, chemin: Chemin) -> Any:
        keys: dict[str, Node] = {}
        out: dict[str, Any] = {}
        before = len(self.fautifs)
        for key, value in node.value:
            name = key.value
            if type(key) is not ScalarNode or key.tag or name == "<<":
                self._refuse_key(key, chemin)
            elif name in keys:
                self._refuse_twin(key, keys[name], (*chemin, name))
            else:
                keys[name] = key
                read = self._read(value, (*chemin, name))
                if read is not None and read is not _MAUVAIS:
                    out[name] = read
        if len(out) < len(keys):
            self.vides.append((chemin, [name for name in keys if name not in out]))
        return out or (None if len(self.fautifs) == before else _MAUVAIS)

    def _sequence(self, node: SequenceNode, chemin: Chemin) -> Any:
        out: list[Any] = []
        for element in node.value:
            read = self._read(element, (*chemin, len(out)))
            if read is not None:
                out.append(read)
        return _MAUVAIS if any(read is _MAUVAIS for read in out) else out or None

    def _escaped(self, text: str, node: Node, chemin: Chemin) -> Any:
        """The text, unless an escape such as `\\x01` brought in a character that no acte may contain."""
        found = INTERDITS.search(text)
        if found is None:
            return text
        return self._found("caractere-interdit", *describe(found[0]), node, chemin)

    def _refuse_tag(self, node: Node, chemin: Chemin) -> Any:
        if isinstance(node, Refus):
            return self._found(node.code, node.message, node.conseil, node, chemin)
        conseil = "supprimez-la, ou mettez le texte entre guillemets"
        return self._found("etiquette-interdite", "étiquette YAML (« ! ») interdite", conseil, node, chemin)

    def _refuse_key(self, key: Node, chemin: Chemin) -> None:
        if isinstance(key, ScalarNode) and key.value == "<<":
            self._found("yaml-invalide", "la fusion « << » n'est pas admise", "recopiez les champs", key, chemin)
        else:
            message, conseil = "ce nom de champ n'est pas un texte", "écrivez un nom, puis « : »"
            self._found("yaml-invalide", message, conseil, key, chemin)

    def _refuse_twin(self, key: Node, first: Node, chemin: Chemin) -> None:
        message = f"le champ « {chemin[-1]} » est déjà donné à la ligne {self._arbre.place(first).ligne}"
        self._found("cle-en-double", message, "gardez une seule des deux valeurs", key, chemin)

    def _found(self, code: str, message: str, conseil: str, node: Node, chemin: Chemin) -> Any:
        if len(self.constats) < LIMITE_CONSTATS:
            self.constats.append(finding(code, message, self._arbre.place(node), conseil, chemin))
        if chemin:
            self.fautifs.append(chemin)
        return _MAUVAIS
