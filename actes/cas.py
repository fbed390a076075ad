"""The legal cases of an act (`cas.yaml`): its example, changed a little, and what is expected of it then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from actes.dossier import parse_chemin
from actes.errors import ModeleError
from actes.place import Place
from actes.typographie import typographie

EXEMPLE = "exemple.yaml"
CAS = "cas.yaml"
CLES = {"cas", "avec", "sans", "date", "attendu"}
CLES_ATTENDU = {
    "bloque", "constats", "absents", "mentions", "sans_mentions", "exemplaires", "emetteur", "remise", "calculs",
    "delais",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cas:
    """One case of an act."""

    acte: str
    nom: str
    texte: str  # the dossier, in YAML
    attendu: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.acte}: {self.nom}"

    @property
    def satisfait(self) -> bool:
        """Whether the act must be produced."""
        return bool(self.attendu["bloque"] == "non")


def read_plain(path: Path) -> Any:
    """A YAML file of which every scalar is text. Raises ModeleError."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(str(path), mark.line + 1, mark.column + 1) if mark else Place(str(path))
        raise ModeleError("ce fichier n’est pas du YAML bien formé", place) from None


def load_cas(folder: Path) -> Iterator[Cas]:
    """The cases of an act, applied to its example. Raises ModeleError."""
    for entry in read_plain(folder / CAS):
        unknown = set(entry) - CLES | set(entry["attendu"]) - CLES_ATTENDU
        if unknown:
            raise _trouble(folder / CAS, f"cas « {entry.get('cas')} » : clés inconnues {', '.join(sorted(unknown))}")
        changes = dict(entry.get("avec") or {})
        if "date" in entry:
            changes["date_acte"] = entry["date"]
        texte = changed(folder, changes, entry.get("sans") or ())
        yield Cas(folder.name, entry["cas"], texte, entry["attendu"])


def changed(folder: Path, changes: Mapping[str, Any], removed: Iterable[str] = ()) -> str:
    """The example of an act with these paths set, then those taken out. Raises ModeleError."""
    donnees = read_plain(folder / EXEMPLE)
    for chemin, value in changes.items():
        put(donnees, chemin, value)
    for chemin in removed:
        if not take_out(donnees, chemin):
            raise _trouble(folder / EXEMPLE, f"« {chemin} » n'est pas dans l'exemple, un cas ne peut l'ôter")
    return str(yaml.dump(donnees, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


def _trouble(path: Path, message: str) -> ModeleError:
    return ModeleError(typographie(message), Place(str(path)))


def put(donnees: Any, chemin: str, value: Any) -> None:
    """Set a value, making what leads to it; the rank after the last adds an element."""
    parts = parse_chemin(chemin)
    last, here = parts[-1], donnees
    for part, following in pairwise(parts):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(here, list) and part == len(here):
            here.append(empty)
        elif isinstance(here, dict):
            here.setdefault(part, empty)
        here = here[part]
    if isinstance(here, list) and last == len(here):
        here.append(value)
    else:
        here[last] = value


def take_out(donnees: Any, chemin: str) -> bool:
    """Remove a key or an element; False if it is not there."""
    *parents, last = parse_chemin(chemin)
    here = donnees
    for part in parents:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            return False
    try:
        del here[last]
    except (KeyError, IndexError, TypeError):
        return False
    return True
