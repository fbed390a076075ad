"""A certificate and its translation, compared heading by heading: is every field filled alike in both?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from actes.catalogue import Catalogue
from actes.errors import Constat, LectureError
from actes.place import Place
from actes.rendu.fidelite import Empreinte, empreinte
from actes.rendu.garde import open_docx
from actes.rendu.lecture import DocumentLu, read_document
from actes.rendu.texte import CORPS, Passage, read_passages
from actes.typographie import typographie

LANGUE = "acte.langue"
_LONGEST = 60
_BASE_LEGALE = re.compile(r"Articles?\s.+\sdu\scode\s")  # of each act its own


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Two documents that ought to say the same, and where they do not."""

    acte: str
    traduction: str
    passages: int
    constats: tuple[Constat, ...]


def compare(certificat: bytes, nom: str, traduction: bytes, nom_traduction: str, catalogue: Catalogue) -> Comparaison:
    """What the translation does not say as the certificate does: boxes, figures, blanks, mentions.

    Raises LectureError for a document that is not ours, or two that are not of one template.
    """
    first, second = read_document(certificat, nom), read_document(traduction, nom_traduction)
    _check_kinds(first, second, nom_traduction, catalogue)
    place = Place(nom_traduction)
    constats = [_absent(name, place) for name in sorted(_missing(first, second, catalogue))]
    one, other = (_body(data, name) for data, name in ((certificat, nom), (traduction, nom_traduction)))
    constats += list(_gaps(one, other, place))
    return Comparaison(first.acte, second.acte, len(one), tuple(constats))


def _check_kinds(first: DocumentLu, second: DocumentLu, nom: str, catalogue: Catalogue) -> None:
    known = {catalogue.acte(each.acte).modele_de or each.acte for each in (first, second) if each.acte in catalogue}
    if len(known) != 1:
        message = f"« {second.acte} » n'est pas la traduction de « {first.acte} »"
        raise LectureError(typographie(message), Place(nom))


def _missing(first: DocumentLu, second: DocumentLu, catalogue: Catalogue) -> set[str]:
    """The mentions that only one of the two has, save those that the language itself makes due."""
    mentions = catalogue.acte(second.acte).mentions
    alone = {m.id for m in mentions if m.si and any(path.texte == LANGUE for path in m.si.chemins)}
    return {m.id for m in first.mentions} ^ ({m.id for m in second.mentions} - alone)


def _absent(mention: str, place: Place) -> Constat:
    message = f"la mention « {mention} » n'est que dans l'un des deux documents"
    return Constat(code="traduction-infidele", message=typographie(message), place=place, mention=mention)


def _body(data: bytes, nom: str) -> list[Passage]:
    return [passage for passage in read_passages(open_docx(data, nom), nom) if passage.partie == CORPS]


def _gaps(one: list[Passage], other: list[Passage], place: Place) -> Iterator[Constat]:
    """Passages are paired by their order: both documents come of one template. The last lines are the translator's."""
    label = ""
    for first, second in zip(one, other, strict=False):
        if first.case is None or first.case[2] == 1:
            label = first.texte
        ours, theirs = empreinte(first.texte), empreinte(second.texte)
        if ours != theirs and second is not other[-1] and not _BASE_LEGALE.match(first.texte):
            where = f"{second.lieu} (« {label[:_LONGEST]} »)"
            message = f"{where} : {_why(ours, theirs)}"
            yield Constat(
                code="traduction-infidele",
                message=typographie(message),
                place=place,
                conseil=typographie("comparez les deux documents à cet endroit"),
            )
    if len(one) != len(other):
        message = f"le certificat a {len(one)} passages, la traduction {len(other)}"
        yield Constat(code="traduction-infidele", message=typographie(message), place=place)


def _why(ours: Empreinte, theirs: Empreinte) -> str:
    if ours.cases != theirs.cases:
        return "les cases ne sont pas cochées de même"
    if ours.vide != theirs.vide:
        return "l'un des deux n'est pas rempli"
    return f"les chiffres diffèrent ({_listed(ours)} ; {_listed(theirs)})"


def _listed(each: Empreinte) -> str:
    return ", ".join(map(str, each.chiffres)) or "aucun"
