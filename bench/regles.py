"""The last column of docs/regles.md, read from the catalogue: which acts apply each rule of law, and by what."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from actes.catalogue import Acte, Catalogue, load_catalogue
from actes.droit import FONCTIONS

RACINE = Path(__file__).resolve().parent.parent
PAGE = RACINE / "docs" / "regles.md"
CODE = r"(?<![\w-])[CSDNPKOT]-\d\d(?: bis)?(?!\w)"
LIGNE = re.compile(rf"^\| ({CODE}) \|.*$", re.M)
AUCUN = "—"
DE_TOUS = "C"  # the family whose functions every act uses


def codes_of(acte: Acte) -> Iterator[tuple[str, str]]:
    """Each code of an act with the rule or the time limit that bears it; empty for one that only a comment names."""
    for entree in (*acte.regles, *acte.delais):
        for code in re.findall(CODE, entree.code or ""):
            yield code, entree.id
    for code in re.findall(CODE, (acte.dossier / "acte.yaml").read_text(encoding="utf-8")):
        yield code, ""


@cache
def installed() -> Catalogue:
    """The act types of the project."""
    return load_catalogue([RACINE / "templates"])


def applied() -> dict[str, dict[str, list[str]]]:
    """For each code, the acts that apply it, and the identifiers of what applies it."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    catalogue = installed()
    for ident in sorted(catalogue.ids):
        for code, entree in codes_of(catalogue.acte(ident)):
            if entree not in found[code][ident]:
                found[code][ident].append(entree)
    return found


def named(where: str) -> dict[str, list[str]]:
    """The acts that a cell names, and those whose expressions call one of its functions."""
    functions = [name for name in re.findall(r"`droit\.\w+\.(\w+)`", where) if name in FONCTIONS]
    call = re.compile(rf"\b(?:{'|'.join(functions) or '(?!)'})\(")
    catalogue = installed()
    texts = {
        ident: (catalogue.acte(ident).dossier / "acte.yaml").read_text(encoding="utf-8") for ident in catalogue.ids
    }
    return {ident: [] for ident in sorted(texts) if f"`{ident}`" in where or call.search(texts[ident])}


def cell(actes: dict[str, list[str]]) -> str:
    """« `acte-a` (regle-1, delai-2), `acte-b` »."""
    parts = []
    for acte, entrees in actes.items():
        named = ", ".join(entree for entree in entrees if entree)
        parts.append(f"`{acte}` ({named})" if named else f"`{acte}`")
    return ", ".join(parts) or AUCUN


def completed(page: str) -> str:
    """The page with its last column as the catalogue stands."""
    found = applied()

    def line(match: re.Match[str]) -> str:
        code, kept = match[1], match[0].rsplit("|", 2)[0]
        actes = found.get(code) or ({} if code[0] in DE_TOUS else named(kept))
        return f"{kept}| {cell(actes)} |"

    return LIGNE.sub(line, page)


def main() -> None:
    """Write the page again."""
    PAGE.write_text(completed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stderr.write(f"{PAGE.relative_to(RACINE)}\n")


if __name__ == "__main__":
    main()
