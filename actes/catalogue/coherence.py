"""Facts that contradict each other: rules written once in `_communs/regles/`, judged for the acts that they concern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from actes.catalogue.acte import Acte, Regle
from actes.catalogue.bloc import Bloc, Reproches
from actes.catalogue.chemins import Chemin
from actes.catalogue.controles import check_disjoint
from actes.catalogue.entrees import read_regle
from actes.catalogue.fichiers import compose_list
from actes.catalogue.portee import Portee, scope_of_act
from actes.catalogue.textes import suggestion
from actes.dossier import champ_racine


def load_coherence(fichiers: Iterable[Path]) -> tuple[Regle, ...]:
    """The shared rules of these files, each a list of rules. Raises ModeleError with all that is wrong in them."""
    reproches, portee = Reproches(), scope_of_act(champ_racine())
    found: list[Regle] = []
    for path in fichiers:
        items = reproches.tolerate(partial(compose_list, path)) or ()
        found += [_read(Bloc(item, str(path), "la règle", reproches), portee) for item in items]
    check_disjoint("la règle", [(regle.id, regle) for regle in found], reproches)
    reproches.refuse()
    return tuple(found)


def _read(bloc: Bloc, portee: Portee) -> Regle:
    """One shared rule: on facts of the dossier, judged once for an act."""
    regle = read_regle(bloc, portee, commune=True)
    if regle.pour is not None:
        bloc.blame("une règle commune ne se juge pas élément par élément", bloc.place_of("pour"), "ôtez « pour »")
    if regle.concerne is None and not regle.condition.chemins:
        bloc.blame("la règle ne lit aucun fait du dossier", conseil="sa condition, ou « concerne », en nomme un")
    return regle


def check_familles(regles: Iterable[Regle], familles: Iterable[str], reproches: Reproches) -> None:
    """A rule kept for a family that no act has would never be judged."""
    known = sorted(set(familles))
    for regle in regles:
        if regle.famille is not None and regle.famille not in known:
            advice = suggestion(regle.famille, known)
            reproches.say("acte-invalide", f"aucun acte n'est de la famille « {regle.famille} »", regle.place, advice)


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
