"""What is said of a lot itself, and of no dossier: what was not read, lost, changed meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from actes.errors import Constat, Gravite
from actes.lot.sources import Tri
from actes.place import Place
from actes.typographie import typographie

_CITES = 10  # files named in one finding


def nothing_found(sources: Sequence[Path]) -> Constat:
    """A lot that has nothing to do: an empty folder, or the wrong one."""
    message = "aucun dossier dans ces sources (fichiers .yaml, .yml ; .csv et .xlsx avec --correspondance)"
    return _warning("aucun-dossier", message, str(sources[0]), "vérifiez le chemin, si vous en attendiez")


def left_out(fichier: str) -> Constat:
    """An export among the sources, and no mapping to read it."""
    message = "cet export a été laissé de côté : aucune correspondance n'est donnée"
    advice = "ajoutez --correspondance (« actes lot correspondance » en prépare une)"
    return _warning("export-ignore", message, fichier, advice)


def unread(tri: Tri, sources: Sequence[Path]) -> Iterator[Constat]:
    """What lies among the sources and looks like a dossier, and was not read: nobody would know otherwise."""
    root = os.path.commonpath([os.path.abspath(source) for source in sources])
    names = sorted(os.path.relpath(path, root) for path in tri.laisses)
    if names:
        message = f"ces fichiers n'ont pas été lus, leur nom ou leur nature ne le permet pas : {_listed(names)}"
        advice = "renommez un dossier en .yaml, un export en .csv ; d'un lien vers un répertoire, donnez le répertoire"
        yield _warning("fichier-ignore", message, root, advice)


def vanished(names: Sequence[str], sortie: Path) -> Iterator[Constat]:
    """Dossiers that an interrupted lot had to make and that are no more in the sources: a share that is not there?"""
    if names:
        one = len(names) == 1
        many = "un dossier qui restait à faire n'est" if one else "des dossiers qui restaient à faire ne sont"
        message = f"{many} plus dans les sources : {_listed(names)}"
        advice = "s'ils devaient y être (partage absent, répertoire déplacé), remettez-les et relancez la même commande"
        yield _warning("dossier-change", message, str(sortie), advice)


def lost(names: Sequence[str], sortie: Path) -> Iterator[Constat]:
    """Rejected dossiers that are not where the list of rejects says."""
    if names:
        message = f"des dossiers rejetés ne sont plus dans ces fichiers, et n'ont pas été refaits : {_listed(names)}"
        yield _warning("dossier-change", message, str(sortie), "relancez le lot entier, avec ses sources")


def made_otherwise(changed: Sequence[str], sortie: Path) -> Constat:
    """A finished lot run again with other things: what was issued stays issued."""
    message = f"ce lot était fini ; a changé depuis : {', '.join(changed)}. Les actes déjà faits restent tels quels"
    advice = "seuls les dossiers nouveaux ou rejetés sont faits de la nouvelle façon ; --remplacer refait tout"
    return _warning("lot-change", message, str(sortie), advice)


def changed_meanwhile(changed: Sequence[str], sortie: Path) -> Constat:
    """Things changed while the lot used them: some acts have the old ones, others the new ones."""
    message = f"pendant le lot, quelqu'un a changé {', '.join(changed)} : des actes ont pu être faits des deux façons"
    return _warning("lot-change", message, str(sortie), "relancez la même commande avec --remplacer")


def recorded_again(count: int, registre: Path) -> Iterator[Constat]:
    """Documents that the register did not hold any more: an older copy of it, or another one."""
    if count:
        many = "un document de ce lot n'était" if count == 1 else f"{count} documents de ce lot n'étaient"
        message = f"{many} pas dans ce registre : inscrits de nouveau, sous d'autres numéros"
        advice = "si ce n'est pas le bon registre, annulez-les ; sinon comparez avec les anciens bordereaux"
        yield _warning("registre-change", message, str(registre), advice)


def _listed(names: Sequence[str]) -> str:
    more = f", et {len(names) - _CITES} autres" if len(names) > _CITES else ""
    return ", ".join(f"« {name} »" for name in names[:_CITES]) + more


def _warning(code: str, message: str, fichier: str, conseil: str) -> Constat:
    return Constat(
        code=code,
        message=typographie(message),
        gravite=Gravite.AVERTISSEMENT,
        place=Place(fichier),
        conseil=typographie(conseil),
    )
