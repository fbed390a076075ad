"""A new act made from another: its files copied, its name changed, its own fields given names of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml

from actes.auteur.ecrits import Projet
from actes.cas import CAS, EXEMPLE
from actes.catalogue import Acte, Catalogue
from actes.dossier.noeuds import compose
from actes.rendu.garde import read_file
from actes.rendu.renommage import rename_in_docx

_ACTE = "acte.yaml"
_COMPLEMENTS = "complements"


def copied_files(acte: Acte, projet: Projet, catalogue: Catalogue) -> Mapping[str, bytes]:
    """The files of the new act by name. Its fields are renamed: two acts of a catalogue never share one."""
    new_names = _new_names(acte, projet, catalogue)
    files: dict[str, bytes] = {}
    for name in (_ACTE, EXEMPLE, CAS):
        path = acte.dossier / name
        if path.is_file():
            text = read_file(path).decode("utf-8")
            files[name] = _Copy(text, name, acte, projet, new_names).text().encode()
    paths = {f"{_COMPLEMENTS}.{old}": f"{_COMPLEMENTS}.{new}" for old, new in new_names.items()}
    own = {modele.fichier for modele in acte.modeles if modele.fichier.parent == acte.dossier}
    for path in sorted(own):
        files[path.name] = rename_in_docx(read_file(path), paths)
    return files | dict(_catalogues(acte, projet, paths))


def _catalogues(acte: Acte, projet: Projet, paths: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The translations of an act that has some, under the new name."""
    for path in sorted(acte.dossier.glob("locales/**/*.po*")):
        text = read_file(path).decode("utf-8")
        for old, new in paths.items():
            text = re.sub(rf"\b{re.escape(old)}\b", new, text)
        where = path.relative_to(acte.dossier).as_posix()
        yield where.replace(f"/{acte.id}.po", f"/{projet.id}.po"), text.encode()


def _new_names(acte: Acte, projet: Projet, catalogue: Catalogue) -> dict[str, str]:
    if projet.id == acte.id:
        return {}
    taken = {champ.nom for champ in catalogue.champs()}
    names: dict[str, str] = {}
    for champ in acte.champs:
        rank = 2
        while f"{champ.nom}_{rank}" in taken:
            rank += 1
        names[champ.nom] = f"{champ.nom}_{rank}"
    return names


class _Copy:
    """One YAML file, changed only where it must: comments and layout stay."""

    def __init__(self, text: str, name: str, acte: Acte, projet: Projet, names: Mapping[str, str]):
        self.source, self.name, self.acte, self.projet, self.names = text, name, acte, projet, names

    def text(self) -> str:
        changes = dict(self._changes(compose(self.source)))
        text = self.source
        for (start, end), new in sorted(changes.items(), reverse=True):
            text = text[:start] + new + text[end:]
        for old, new in self.names.items():
            text = re.sub(rf"\b{_COMPLEMENTS}\.{old}\b", f"{_COMPLEMENTS}.{new}", text)
        return text

    def _changes(self, root: yaml.Node | None) -> Iterator[tuple[tuple[int, int], str]]:
        """What to write instead of which characters of the file."""
        if isinstance(root, yaml.MappingNode):
            for key, value in root.value:
                yield from self._of_key(key.value, value)
        if self.name != _ACTE and root is not None:
            yield from self._fields(root)

    def _of_key(self, key: str, value: yaml.Node) -> Iterator[tuple[tuple[int, int], str]]:
        if self.name == _ACTE:
            wanted = {"id": self.projet.id, "famille": self.projet.famille, "titre": self.projet.titre}
            if key in wanted and isinstance(value, yaml.ScalarNode) and value.value != wanted[key]:
                yield _span(value), _scalar(wanted[key])
            if key == "titre" and isinstance(value, yaml.SequenceNode) and wanted["titre"] != self.acte.titre:
                yield from self._latest_title(value)
            if key == "champs":
                yield from self._declared(value)
        elif self.name == EXEMPLE and key == "actes" and isinstance(value, yaml.SequenceNode):
            for item in value.value:
                if isinstance(item, yaml.ScalarNode) and item.value == self.acte.id:
                    yield _span(item), self.projet.id

    def _latest_title(self, titles: yaml.SequenceNode) -> Iterator[tuple[tuple[int, int], str]]:
        """Of an act that changed its name, the name that it has now."""
        for title in titles.value:
            for key, value in title.value if isinstance(title, yaml.MappingNode) else ():
                if key.value == "texte" and value.value == self.acte.titre:
                    yield _span(value), _scalar(self.projet.titre)

    def _declared(self, fields: yaml.Node) -> Iterator[tuple[tuple[int, int], str]]:
        """The names that the act declares, as the keys of a group or in the entries of a list."""
        entries = fields.value if isinstance(fields, yaml.SequenceNode) else []
        pairs = [pair for entry in entries if isinstance(entry, yaml.MappingNode) for pair in entry.value]
        named = [value for key, value in pairs if key.value == "nom"]
        named += [key for key, _ in fields.value] if isinstance(fields, yaml.MappingNode) else []
        for node in named:
            if node.value in self.names:
                yield _span(node), self.names[node.value]

    def _fields(self, node: yaml.Node) -> Iterator[tuple[tuple[int, int], str]]:
        """The keys below every `complements:`."""
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == _COMPLEMENTS and isinstance(value, yaml.MappingNode):
                    for inner, _ in value.value:
                        if inner.value in self.names:
                            yield _span(inner), self.names[inner.value]
                yield from self._fields(value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from self._fields(item)


def _span(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def _scalar(text: str) -> str:
    return text if re.fullmatch(r"[\w -]+", text) else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
