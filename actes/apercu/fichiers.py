"""The preview without a browser: the act as a PDF, or as one image a page."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from actes.apercu.exact import count_pages, draw_page
from actes.apercu.projet import Choix, Projet
from actes.apercu.seance import Seance
from actes.apercu.vue import Vue
from actes.deliver import Fichier, check_targets, write_whole
from actes.errors import Constat, DossierRefused, LectureError, is_blocked
from actes.pdf.archive import complete
from actes.pdf.bureau import Bureau
from actes.place import Place
from actes.typographie import typographie


def preview(
    projet: Projet, choix: Choix, pdf: Path | None, png: Path | None, remplacer: bool
) -> tuple[list[Path], list[Constat], int]:
    """Write the pages of the act; where they are, what was found, and the status to exit with.

    `png` names one image, when it ends so and the act has one page; else a folder. Nothing is written if the act is
    refused, or if a different file stands there and `remplacer` is false. Raises EnvironnementError.
    """
    seance = Seance(projet)
    vue = seance.look(choix)
    if unknown := list(_unknown(choix, vue)):
        return [], unknown, LectureError.exit_code
    if vue.page is None or vue.perime:
        constats = _refusal(vue)
        return [], constats, max(vue.statut, int(is_blocked(constats)))
    made = _pdf(seance.exact(vue), vue)
    written: list[Path] = []
    conflicts: list[Constat] = []
    for folder, fichiers in _outputs(made, pdf, png):
        found = check_targets(fichiers, folder, (), remplacer)
        conflicts += found
        if not found:
            written += write_whole(folder, fichiers, remplacer)
    return written, [*vue.constats, *conflicts], int(bool(conflicts))


def _unknown(choix: Choix, vue: Vue) -> Iterator[Constat]:
    """The copy or the element that was asked for and that this act does not have: another is not written instead."""
    documents = vue.examen.documents if vue.examen else ()
    copies = list(dict.fromkeys(du.exemplaire.id for du in documents))
    elements = [str(du.element.rang + 1) for du in documents if du.element and du.exemplaire.id == vue.choix.exemplaire]
    for name, asked, known in (("exemplaire", choix.exemplaire, copies), ("élément", choix.element, elements)):
        if asked and vue.examen and asked not in known:
            there = f"il y a : {', '.join(known)}" if known else f"cet acte n'a pas d'{name}"
            yield from LectureError(
                typographie(f"l'{name} « {asked} » n'existe pas dans cet acte, pour ce dossier"),
                conseil=typographie(there),
            ).constats


def _refusal(vue: Vue) -> list[Constat]:
    if is_blocked(vue.constats):
        return vue.constats
    return [*vue.constats, *DossierRefused(vue.erreur or "aucun acte à montrer").constats]


def _pdf(contenu: bytes, vue: Vue) -> bytes:
    """The PDF to archive of the act, as `lot --pdf` makes it."""
    bureau = Bureau()
    try:
        made = bureau.convert(contenu)
    finally:
        bureau.close()
    title = vue.examen.titre if vue.examen else (vue.modele.stem if vue.modele else "")
    with tempfile.TemporaryDirectory(prefix="actes-") as folder:
        source, target = Path(folder) / "source.pdf", Path(folder) / "acte.pdf"
        source.write_bytes(made)
        complete(source, target, sha256=hashlib.sha256(contenu).hexdigest(), titre=title)
        return target.read_bytes()


def _outputs(made: bytes, pdf: Path | None, png: Path | None) -> Iterator[tuple[Path, list[Fichier]]]:
    """Each folder to write in, and its files."""
    if pdf is not None:
        yield pdf.parent, [Fichier(pdf.name, made, None, Place(str(pdf)))]
    if png is None:
        return
    pages = count_pages(made)
    if png.suffix.lower() == ".png":
        names = [png.name] if pages == 1 else [f"{png.stem}-{page}{png.suffix}" for page in range(1, pages + 1)]
        folder = png.parent
    else:
        names, folder = [f"page-{page}.png" for page in range(1, pages + 1)], png
    yield (
        folder,
        [Fichier(name, draw_page(made, page), None, Place(str(folder / name))) for page, name in enumerate(names, 1)],
    )
