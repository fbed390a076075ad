"""The templates run on the example and the cases of their acts, every branch taken noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from actes.cas import CAS, EXEMPLE, load_cas, read_plain
from actes.catalogue import Acte, ModeleDate
from actes.couverture.dus import wanted
from actes.couverture.releve import Releve, Suivi
from actes.errors import ActesError, Constat, Gravite
from actes.generate import Atelier, Demande
from actes.place import Place
from actes.produce import template_values
from actes.rendu.branches import Branchement, Issue
from actes.rendu.couverture import ModeleSuivi
from actes.rendu.garde import read_file
from actes.rendu.origines import Origines
from actes.rendu.prepare import prepare_modele
from actes.rendu.source import read_source
from actes.typographie import typographie


@dataclass(frozen=True, slots=True)
class Essai:
    """One dossier to run: the example, or a case of it; `refus` says whether the author expects it to be refused."""

    nom: str
    place: Place
    contenu: bytes
    refus: bool = False


def cover(ids: Sequence[str], racines: Sequence[Path], jour: date) -> list[Releve]:
    """The coverage of these acts; of the whole catalogue, then of each fragment over all of it, when none is named.

    Raises LectureError for an unknown act, ModeleError for a template or a case that cannot be used.
    """
    atelier = Atelier(racines)
    suivis: dict[str, dict[object, Suivi]] = {}
    constats: dict[str, list[Constat]] = {}
    owners = [atelier.catalogue.acte(name).modele_de or name for name in ids or atelier.catalogue.ids]
    for owner in dict.fromkeys(owners):
        suivis[owner] = {}
        for acte in _of_template(atelier, owner):
            for modele, branchement, taken in _outcomes(atelier, acte, jour, constats.setdefault(owner, [])):
                fragment = branchement.ou.fragment
                if fragment and ids:
                    continue  # shared: one act alone says nothing of it
                told = suivis.setdefault(f"fragment {fragment}", {}) if fragment else suivis[owner]
                key = (fragment or (modele.fichier, branchement.membre), branchement.rang)
                where = f"{fragment}.docx" if fragment else str(modele.fichier)
                suivi = told.setdefault(key, Suivi(where, branchement))
                suivi.voulues |= set(wanted(acte, modele, branchement))
                suivi.prises |= taken
    return [
        Releve(name, tuple(told.values()), tuple(constats.get(name, ())))
        for name, told in sorted(suivis.items(), key=_fragments_last)
    ]


def _of_template(atelier: Atelier, owner: str) -> Iterator[Acte]:
    """The act whose template it is, then those that take it (`modele_de`): together they cover it."""
    yield atelier.catalogue.acte(owner)
    for name in atelier.catalogue.ids:
        acte = atelier.catalogue.acte(name)
        if acte.modele_de == owner:
            yield acte


def _fragments_last(entry: tuple[str, object]) -> bool:
    return " " in entry[0]


def _outcomes(
    atelier: Atelier, acte: Acte, jour: date, constats: list[Constat]
) -> Iterator[tuple[ModeleDate, Branchement, frozenset[Issue]]]:
    """Each branch point of each template of an act, and the ways out that its dossiers take."""
    followed = _followed(atelier, acte)
    for essai in _essais(acte, constats):
        try:
            constats += _run(atelier, acte, followed, essai, jour)
        except ActesError as error:
            constats.append(_refused(acte, essai, error.constats[0]))
    for modele in acte.modeles:
        for branchement, taken in followed[modele.fichier].outcomes():
            yield modele, branchement, taken


def _followed(atelier: Atelier, acte: Acte) -> dict[Path, ModeleSuivi]:
    """The templates of an act, ready to be run."""
    followed = {}
    for modele in acte.modeles:
        atelier.modeles.load(acte, modele)  # proved first: an unsound template has no coverage
        origines = Origines()
        fragments = origines.fragments(atelier.modeles.fragment)
        prepared = prepare_modele(origines.modele(modele.fichier), fragments)
        followed[modele.fichier] = ModeleSuivi(read_source(prepared), origines)
    return followed


def _run(
    atelier: Atelier, acte: Acte, followed: dict[Path, ModeleSuivi], essai: Essai, jour: date
) -> Iterator[Constat]:
    """Run every document of a dossier; of a refused one, the draft. What is told: a refusal that nobody expects."""
    lecture = atelier.read_content(essai.contenu, essai.place.fichier)[0]
    examen = atelier.examine(lecture, acte.id, Demande(aujourdhui=jour))
    if examen.bloque:  # a dossier that lacks something is printed as a draft: the template must stand it
        if not essai.refus:
            blocking = next(c for c in (*lecture.constats, *examen.constats) if c.gravite is Gravite.BLOQUANTE)
            yield _refused(acte, essai, blocking)
        examen = atelier.examine(lecture, acte.id, Demande(aujourdhui=jour, brouillon=True))
    for du in () if examen.bloque else examen.documents:
        if du.modele:
            followed[du.modele.fichier].run(template_values(examen, du))


def _essais(acte: Acte, constats: list[Constat]) -> Iterator[Essai]:
    """The example, then the cases made from it; without an example that can be read, there are none."""
    path = acte.dossier / EXEMPLE
    example = Essai("l'exemple", Place(str(path)), read_file(path) if path.is_file() else b"")
    if not path.is_file():
        if (acte.dossier / CAS).is_file():
            constats.append(
                _unused(acte, example.place, "l'exemple manque : les cas, qui en partent, n'ont pas été essayés")
            )
        return
    try:
        read_plain(path)
    except (ActesError, UnicodeDecodeError) as error:
        why = error.constats[0].message if isinstance(error, ActesError) else "ce fichier n'est pas en UTF-8"
        place = error.constats[0].place if isinstance(error, ActesError) else None
        constats.append(_unused(acte, place or example.place, f"l'exemple et ses cas n'ont pas été essayés : {why}"))
        return
    yield example
    if (acte.dossier / CAS).is_file():
        place = Place(str(acte.dossier / CAS))
        for cas in load_cas(acte.dossier):
            yield Essai(f"le cas « {cas.nom} »", place, cas.texte.encode(), not cas.satisfait)


def _refused(acte: Acte, essai: Essai, why: Constat) -> Constat:
    as_written = Path(essai.place.fichier).name == EXEMPLE  # the lines of a case are those of no file
    place = why.place if as_written and why.place and why.place.fichier == essai.place.fichier else None
    return _unused(acte, place or essai.place, f"{essai.nom} est refusé : {why.message}")


def _unused(acte: Acte, place: Place, message: str) -> Constat:
    return Constat(
        code="exemple-non-essaye",
        message=typographie(message),
        gravite=Gravite.AVERTISSEMENT,
        place=place,
        acte=acte.id,
        conseil="corrigez-le\u00a0: les branches que lui seul prend comptent comme jamais prises",
    )
