"""Fingerprints of what an act is made from, besides its dossier and its template: the law as written, the program."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from actes import __version__
from actes.catalogue import Acte, Catalogue
from actes.catalogue.catalogue import COMMUNS
from actes.catalogue.lecture import FICHIER

# what prints, counts and deflates with us: another version of one of them may change a byte
LIBRARIES = ("babel", "holidays", "jinja2", "num2words")

_PACKAGE = Path(__file__).resolve().parent
_DROIT = _PACKAGE / "droit"


class Droit:
    """The law of each act type, as the catalogue in effect writes it: one fingerprint an act, computed once."""

    def __init__(self, catalogue: Catalogue):
        self._catalogue = catalogue
        self._shared: Mapping[str, str] | None = None
        self._known: dict[str, str] = {}

    def fingerprint(self, acte: Acte) -> str:
        """SHA-256, in hexadecimal, of what decides the law of this act: its `acte.yaml`, that of its `modele_de`, the
        mentions and rules that acts share, and the dated rules that compute.

        Where the folders are does not count. The conventions of the court are in the dossier's own fingerprint.
        """
        if acte.id not in self._known:
            if self._shared is None:
                self._shared = _digests(self._shared_files())
            own = _digests((f"{folder.name}/{FICHIER}", folder / FICHIER) for folder in self._folders(acte))
            self._known[acte.id] = _whole({**self._shared, **own})
        return self._known[acte.id]

    def _folders(self, acte: Acte) -> Iterator[Path]:
        """The folder of the act, and those of the acts whose templates it takes."""
        yield acte.dossier
        while acte.modele_de is not None:
            acte = self._catalogue.acte(acte.modele_de)
            yield acte.dossier

    def _shared_files(self) -> Iterator[tuple[str, Path]]:
        for racine in self._catalogue.dossiers:  # the last one that holds a file wins
            for path in (racine / COMMUNS).rglob("*.yaml"):
                yield path.relative_to(racine).as_posix(), path
        for path in _DROIT.iterdir():
            if path.suffix in (".py", ".yaml"):
                yield f"droit/{path.name}", path


@lru_cache(maxsize=1)
def program_fingerprint() -> str:
    """« 0.3.0 1a2b3c4d5e6f7a8b »: our version, and a digest of our sources and of the versions of LIBRARIES."""
    from importlib.metadata import version

    sources = (path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".yaml") and path.is_file())
    inside = ((path.relative_to(_PACKAGE).as_posix(), path) for path in sources)
    ours = _digests((name, path) for name, path in inside if not name.startswith("_templates/"))
    versions = {name: version(name) for name in LIBRARIES} | {"zlib": zlib.ZLIB_RUNTIME_VERSION}
    return f"{__version__} {_whole({**ours, **versions})[:16]}"


def templates_fingerprint(racines: Sequence[Path]) -> str:
    """SHA-256, in hexadecimal, of all that these folders hold, laid one over the other in this order."""
    found: dict[str, str] = {}
    for rank, racine in enumerate(racines):
        files = ((path.relative_to(racine), path) for path in racine.rglob("*") if path.is_file())
        read = ((f"{rank}/{name.as_posix()}", path) for name, path in files if not _is_hidden(name))
        found |= _digests(read)
    return _whole(found)


def _is_hidden(name: Path) -> bool:
    """Whether nothing reads this file: hidden, or the lock that Word leaves beside an open document."""
    return any(part.startswith((".", "~")) for part in name.parts)


def _digests(files: Iterable[tuple[str, Path]]) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files}


def _whole(parts: Mapping[str, str]) -> str:
    lines = "\n".join(f"{name} {parts[name]}" for name in sorted(parts))
    return hashlib.sha256(lines.encode()).hexdigest()
