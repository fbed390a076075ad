"""What keeps a finished act from being put in its place: a name already given, a file that someone may have edited."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from actes.errors import Constat, Gravite, is_blocked
from actes.lot.faits import FaitDocument, FaitUnite
from actes.typographie import typographie


@dataclass(frozen=True, slots=True)
class Anterieur:
    """A document that the journal knows: of which dossier, in which file, and whether it may be made again."""

    unite: int
    fichier: str  # of the dossier
    nom: str
    sha256: str
    numero: str
    refait: bool  # its dossier was refused: the rest of it is being made


@dataclass(slots=True)
class Connu:
    """What the journal knows that bears on a group: documents by name, dossiers by reference."""

    anterieurs: dict[str, Anterieur] = field(default_factory=dict)
    references: dict[str, tuple[int, str]] = field(default_factory=dict)

    def of(self, rang: int) -> list[Anterieur]:
        """What was made of this dossier before."""
        return [document for document in self.anterieurs.values() if document.unite == rang]


def judge(unite: FaitUnite, connu: Connu, sortie: Path, remplacer: bool) -> FaitUnite:
    """This dossier as it can be delivered: without the acts of which a file cannot be placed, and why."""
    refused: dict[str, list[Constat]] = {}
    for document in unite.documents:
        for constat in _obstacles(unite, document, connu, sortie, remplacer):
            refused.setdefault(document.acte, []).append(constat)
    kept = tuple(document for document in unite.documents if document.acte not in refused)
    said = [constat for found in refused.values() for constat in dict.fromkeys(found)]
    if not refused:
        said += [*_twin(unite, connu), *_left_behind(unite, kept, connu, sortie)]
    fichier = unite.place.fichier if unite.place else ""
    for document in kept:
        made = Anterieur(unite.rang, fichier, document.nom, document.sha256, "", refait=False)
        connu.anterieurs.setdefault(document.nom, made)
    if unite.reference:
        connu.references.setdefault(unite.reference, (unite.rang, str(unite.place or fichier)))
    return replace(
        unite,
        documents=kept,
        bloque=unite.bloque or is_blocked(said),
        constats=(*unite.constats, *(_as_row(constat) for constat in said)),
    )


def _obstacles(
    unite: FaitUnite, document: FaitDocument, connu: Connu, sortie: Path, remplacer: bool
) -> Iterator[Constat]:
    before = connu.anterieurs.get(document.nom)
    if before is not None and before.unite != unite.rang:
        yield _said("nom-deja-pris", unite, document.acte, *_taken(before, unite.place.fichier if unite.place else ""))
    elif not remplacer and _is_in_the_way(os.path.join(sortie, document.nom), document.sha256, before):
        message = f"le fichier « {document.nom} » existe déjà et son contenu est différent"
        advice = (
            "le dossier a changé depuis, ou quelqu'un a modifié l'acte : déplacez ce fichier, ou relancez ce dossier "
            "seul avec --remplacer"
        )
        yield _said("fichier-existant", unite, document.acte, message, advice)


def _taken(before: Anterieur, fichier: str) -> tuple[str, str]:
    """By what the name of an act is taken, and what to do: by a twin, or by itself when the rows of a file moved."""
    if before.fichier == fichier:
        return (
            "ce fichier a déjà donné cet acte à une autre place, pour la même référence",
            "si des lignes ou des dossiers y ont été ajoutés ou ôtés depuis, relancez le lot dans un nouveau "
            "répertoire : ce qui n'a pas changé y garde son numéro ; sinon, donnez à chacun une référence différente",
        )
    return (
        f"un autre dossier du lot porte la même référence et a déjà donné cet acte : {before.fichier}",
        "donnez à chaque dossier une référence différente, ou, si c'est le même, n'en gardez qu'un",
    )


def _is_in_the_way(path: str, sha256: str, before: Anterieur | None) -> bool:
    """Whether a different file is there, other than what a run that refused this dossier left of it."""
    if not os.path.lexists(path):
        return False
    try:
        found = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return True
    return found != sha256 and not (before is not None and before.refait and found == before.sha256)


def _twin(unite: FaitUnite, connu: Connu) -> Iterator[Constat]:
    rang, place = connu.references.get(unite.reference, (unite.rang, ""))
    if rang != unite.rang:
        message = f"la référence « {unite.reference} » est aussi celle d'un autre dossier, à {place}"
        constat = _said("reference-en-double", unite, None, message, "donnez à chaque dossier une référence différente")
        yield replace(constat, gravite=Gravite.AVERTISSEMENT, chemin="dossier")


def _left_behind(unite: FaitUnite, kept: tuple[FaitDocument, ...], connu: Connu, sortie: Path) -> Iterator[Constat]:
    """What an earlier run made of this dossier and this one does not: it stays, and it is said."""
    made = {document.nom for document in kept}
    for before in connu.of(unite.rang):
        if before.nom not in made and (sortie / before.nom).exists():
            message = f"l'acte « {before.nom} », produit auparavant pour ce dossier, n'a pas été refait : il est resté"
            advice = "s'il ne doit pas servir, retirez-le et annulez son numéro (« actes registre annuler »)"
            constat = _said("acte-anterieur", unite, None, message, advice)
            yield replace(constat, gravite=Gravite.AVERTISSEMENT)


def _said(code: str, unite: FaitUnite, acte: str | None, message: str, conseil: str) -> Constat:
    return Constat(
        code=code,
        message=typographie(message),
        place=unite.place,
        acte=acte,
        conseil=typographie(conseil),
    )


def _as_row(constat: Constat) -> dict[str, object]:
    return {**replace(constat, conseil="").as_json(), "conseil": constat.conseil}
