"""Facts that contradict each other: rules written once in `_communs/regles/`, judged for the acts that they concern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from actes.catalogue.acte import Acte, Regle
from actes.catalogue.bloc import Bloc, Reproches
from actes.catalogue.chemins import Chemin
from actes.catalogue.entrees import read_regle
from actes.catalogue.fichiers import compose_file
from actes.catalogue.portee import scope_of_act
from actes.dossier import champ_racine


def load_coherence(fichiers: Iterable[Path]) -> tuple[Regle, ...]:
    """The shared rules of these files, each a list of rules. Raises ModeleError with all that is wrong in them."""
    reproches, portee = Reproches(), scope_of_act(champ_racine())
    found: list[Regle] = []
    for path in fichiers:
        node = reproches.tolerate(lambda path=path: compose_file(path))  # type: ignore[misc]
        items = node.value if node is not None and isinstance(node.value, list) else ()
        found += [read_regle(Bloc(item, str(path), "la règle", reproches), portee, commune=True) for item in items]
    reproches.refuse()
    return tuple(found)


def concerning(acte: Acte, regles: Sequence[Regle]) -> Iterator[Regle]:
    """The rules that bear on what this act reads, and that it does not write itself under the same id."""
    own = {regle.id for regle in acte.regles}
    read = {chemin.texte for chemin in acte.chemins()}
    for regle in regles:
        if regle.id not in own and regle.famille in (None, acte.famille) and _pointed(regle).texte in read:
            yield regle


def _pointed(regle: Regle) -> Chemin:
    """The fact that a rule is about: the one that it names, else the first that its condition reads."""
    return regle.concerne or regle.condition.chemins[0]
