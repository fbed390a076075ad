"""git shows the docx templates as text: what it takes, set up in the repository where one stands."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from actes.deliver import Fichier, rewrite, trouble, write_whole
from actes.errors import EnvironnementError
from actes.place import Place
from actes.typographie import typographie

COMMANDE = "actes modeles texte --pour-git"
REGLAGE = "diff.actes.textconv"
LIGNE = "*.docx diff=actes"
ATTRIBUTS = ".gitattributes"
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Installation:
    """What was done: the root of the repository, what the setting said before, whether `.gitattributes` changed."""

    racine: Path
    ancien: str | None  # None: the setting was not there
    attributs: bool

    @property
    def reglage(self) -> bool:
        """Whether the setting changed."""
        return self.ancien != COMMANDE


def set_up(ici: Path) -> Installation:
    """Make `git diff` show docx files as text in the repository that holds this folder; done again, nothing changes.

    Raises EnvironnementError: git is missing, this is no repository, something cannot be written.
    """
    racine = _root(ici)
    before = _git(racine, "config", "--local", "--get-all", REGLAGE, may_fail=True)
    ancien = before.stdout.removesuffix("\n") if before.returncode == 0 else None
    if ancien != COMMANDE:
        _git(racine, "config", "--local", "--replace-all", REGLAGE, COMMANDE)
    return Installation(racine, ancien, _declare(racine))


def _declare(racine: Path) -> bool:
    """Add our line to `.gitattributes` unless git already knows; whether it was added."""
    if _is_declared(racine):
        return False
    path = racine / ATTRIBUTS
    try:
        before = path.read_bytes() if path.is_symlink() or path.exists() else b""
    except OSError as error:
        raise trouble(error, path) from None
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = end if before and not before.endswith(b"\n") else b""
    after = before + gap + LIGNE.encode() + end
    if path.exists():
        rewrite(path, before, after)
    else:
        write_whole(racine, [Fichier(ATTRIBUTS, after, None, Place(str(path)))])
        path.chmod(0o644)  # it is the repository's, not one person's
    if not _is_declared(racine):
        raise EnvironnementError(
            typographie(f"une autre règle de ce dépôt l'emporte sur « {LIGNE} »"),
            Place(str(path)),
            conseil=typographie(
                f"voyez .git/info/attributes et les {ATTRIBUTS} : « git check-attr diff -- modele.docx »"
            ),
        )
    return True


def _is_declared(racine: Path) -> bool:
    return _git(racine, "check-attr", "diff", "--", "modele.docx").stdout.strip().endswith(": actes")


def _root(ici: Path) -> Path:
    found = _git(ici, "rev-parse", "--show-toplevel", may_fail=True)
    if found.returncode == 0:
        return Path(found.stdout.removesuffix("\n"))
    if "not a git repository" in found.stderr:
        raise EnvironnementError(
            typographie("ce dossier n'est pas dans un dépôt git"),
            Place(str(ici)),
            conseil=typographie("allez dans le dossier de vos modèles, ou commencez par « git init »"),
        )
    if "must be run in a work tree" in found.stderr:
        raise EnvironnementError(
            "ce dépôt git n’a pas de fichiers (dépôt nu)", Place(str(ici)), conseil="allez dans une copie de travail"
        )
    raise _refused(ici, found.stderr)


def _git(ici: Path, *arguments: str, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
    try:
        done = subprocess.run(
            ["git", "-C", str(ici), *arguments],
            env={**os.environ, "LC_ALL": "C"},  # its refusals are read
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=_MINUTE,
            check=False,
        )
    except FileNotFoundError:
        raise EnvironnementError("le programme git est introuvable", conseil="installez-le, puis recommencez") from None
    except subprocess.TimeoutExpired:
        raise EnvironnementError("git ne répond pas", Place(str(ici))) from None
    if done.returncode and not may_fail:
        raise _refused(ici, done.stderr)
    return done


def _refused(ici: Path, said: str) -> EnvironnementError:
    reason = (said.strip().splitlines() or [""])[0].removeprefix("fatal: ").removeprefix("error: ")
    return EnvironnementError(typographie(f"git a refusé : « {reason} »"), Place(str(ici)))
