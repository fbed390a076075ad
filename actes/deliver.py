"""One document → a file written whole or not at all, private, and never over a file that someone may have edited."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from actes.errors import Constat, EnvironnementError
from actes.place import Place

_REASONS = {
    errno.ENOSPC: ("le disque est plein", "libérez de la place puis recommencez"),
    errno.EDQUOT: ("votre quota de disque est atteint", "libérez de la place puis recommencez"),
    errno.EACCES: ("vous n’avez pas le droit d’écrire ici", "choisissez un autre dossier de sortie"),
    errno.EPERM: ("vous n’avez pas le droit d’écrire ici", "choisissez un autre dossier de sortie"),
    errno.EROFS: ("ce disque est en lecture seule", "choisissez un autre dossier de sortie"),
    errno.ENOTDIR: ("un fichier se trouve à la place du dossier de sortie", "choisissez un autre dossier de sortie"),
    errno.EEXIST: ("un fichier se trouve à la place du dossier de sortie", "choisissez un autre dossier de sortie"),
    errno.ENOENT: ("le dossier de sortie ne peut pas être créé ici", "choisissez un autre dossier de sortie"),
    errno.EMFILE: ("trop de fichiers sont ouverts à la fois", "relevez cette limite (ulimit -n) puis recommencez"),
    errno.ENFILE: ("trop de fichiers sont ouverts à la fois", "fermez d’autres programmes puis recommencez"),
    errno.ENOMEM: ("la mémoire manque", "fermez d’autres programmes puis recommencez"),
    errno.ENAMETOOLONG: ("le chemin est trop long", "choisissez un dossier de sortie plus proche de la racine"),
}
_RIGHTS = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file to write: its name in the output folder, its bytes, and what it is for the messages."""

    nom: str
    contenu: bytes
    acte: str | None
    place: Place


def check_targets(fichiers: Iterable[Fichier], folder: Path, taken: Iterable[str], remplacer: bool) -> list[Constat]:
    """What forbids to write these files: a name already given in this run, a different file already there."""
    constats, names = [], set(taken)
    for fichier in fichiers:
        if fichier.nom in names:
            constats.append(
                Constat(
                    code="nom-deja-pris",
                    message=f"un autre document porte déjà le nom «\u00a0{fichier.nom}\u00a0» dans ce lancement",
                    conseil="donnez à chaque dossier une référence différente",
                    place=fichier.place,
                    acte=fichier.acte,
                )
            )
        elif not remplacer and _differs(folder / fichier.nom, fichier.contenu):
            constats.append(
                Constat(
                    code="fichier-existant",
                    message=f"le fichier «\u00a0{fichier.nom}\u00a0» existe déjà et son contenu est différent",
                    conseil="quelqu’un l’a peut-être modifié\u00a0: déplacez-le, ou ajoutez --remplacer",
                    place=fichier.place,
                    acte=fichier.acte,
                )
            )
        names.add(fichier.nom)
    return constats


def _differs(path: Path, contenu: bytes) -> bool:
    try:
        return path.read_bytes() != contenu
    except OSError:
        return os.path.lexists(path)  # something is there that cannot be compared: never overwritten


def write_whole(folder: Path, fichiers: Iterable[Fichier], remplacer: bool = False) -> list[Path]:
    """Write the files of one act, each whole or not at all, mode 0600, and make them last (fsync), in their order.

    A file that is already there with the same bytes is left alone. Raises EnvironnementError (disk full, permission…)
    with nothing half written; FileExistsError if a different file appeared meanwhile and `remplacer` is false.
    """
    waiting: list[tuple[Path, Path]] = []
    written: list[Path] = []
    placed: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for fichier in fichiers:
            path = folder / fichier.nom
            written.append(path)
            if remplacer or not os.path.lexists(path) or _differs(path, fichier.contenu):
                waiting.append((folder / f".actes-{secrets.token_hex(8)}.tmp", path))
                _write_synced(waiting[-1][0], fichier.contenu)
        for temporary, path in waiting:
            try:
                put_in_place(temporary, path, remplacer)
            except FileExistsError:  # it appeared meanwhile: another run, perhaps the same act
                if _differs(path, temporary.read_bytes()):
                    _take_back(placed)
                    raise
            else:
                placed.append(path)
        if waiting:
            sync_folder(folder)
    except OSError as error:
        if isinstance(error, FileExistsError) and error.filename2:
            raise
        raise trouble(error, folder) from None
    finally:
        for temporary, _ in waiting:
            with contextlib.suppress(OSError):
                temporary.unlink()
    return written


def rewrite(path: Path, before: bytes, after: bytes) -> bool:
    """Replace a file of the user's whole or not at all, keeping its mode; False if it no longer holds `before`.

    Raises EnvironnementError.
    """
    real = Path(os.path.realpath(path))  # through a link, the file it leads to is the one to write
    temporary = real.parent / f".actes-{secrets.token_hex(8)}.tmp"
    try:
        if real.read_bytes() != before:
            return False
        if not os.access(real, os.W_OK) or not real.stat().st_mode & 0o222:
            raise PermissionError(errno.EACCES, "protected")  # a rename would not mind that the file is protected
        _write_synced(temporary, after)
        _keep_rights(real, temporary)
        os.replace(temporary, real)
        sync_folder(real.parent)
    except FileNotFoundError:
        return False
    except OSError as error:
        advice = "rien n’y est changé\u00a0: vérifiez vos droits sur ce fichier et son dossier"
        raise trouble(error, path, advice) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return True


def _keep_rights(path: Path, temporary: Path) -> None:
    known = path.stat()
    with contextlib.suppress(OSError):  # only the superuser may give a file away
        os.chown(temporary, known.st_uid, known.st_gid)
    os.chmod(temporary, known.st_mode & 0o777)


def _take_back(placed: Iterable[Path]) -> None:
    for path in placed:
        with contextlib.suppress(OSError):
            path.unlink()


def trouble(error: OSError, path: Path | None = None, conseil: str = "") -> EnvironnementError:
    """What the system refused, in French, with what to do; `conseil` when it is about rights on this very file."""
    reason, advice = _REASONS.get(
        error.errno or 0,
        ("le système a refusé", f"erreur n°\u00a0{error.errno}\u00a0: dites-le au service informatique"),
    )
    if conseil and error.errno in _RIGHTS:
        advice = conseil
    place = Place(str(path)) if path else None
    return EnvironnementError(f"écriture impossible\u00a0: {reason}", place, conseil=advice)


def _write_synced(path: Path, contenu: bytes) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.fchmod(descriptor, 0o600)  # whatever the umask
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(contenu)
        stream.flush()
        os.fsync(stream.fileno())


def put_in_place(temporary: Path, path: Path, remplacer: bool) -> None:
    """Give a file that waits its name; FileExistsError if there is one already and `remplacer` is false."""
    if remplacer:
        os.replace(temporary, path)
        return
    try:
        os.link(temporary, path)  # unlike a rename, never takes the place of a file that appeared meanwhile
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links (network share, USB key)
        if path.exists():
            raise FileExistsError(errno.EEXIST, "exists", str(temporary), None, str(path)) from None
        os.rename(temporary, path)


def sync_folder(folder: Path) -> None:
    """Make the names in this folder last."""
    with contextlib.suppress(OSError):  # some systems cannot open a folder: the file itself is synced already
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
