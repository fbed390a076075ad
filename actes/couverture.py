"""Which branches of the templates their examples and cases never take: `actes modeles couverture`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from actes.cas import CAS, EXEMPLE, load_cas
from actes.catalogue import Acte, Mention, ModeleDate
from actes.droit.periodes import EnVigueur, Periode
from actes.generate import Atelier, Demande
from actes.place import Place
from actes.produce import template_values
from actes.rendu.branches import MENTION, Branchement, Genre, Issue, alternatives, bordered
from actes.rendu.couverture import ModeleSuivi
from actes.rendu.garde import read_file
from actes.rendu.prepare import prepare_modele
from actes.rendu.source import read_source
from actes.typographie import typographie

AXES = ("acte", "condamnation", "ecrou")  # the dates that a wording may follow
_SAID = {
    Genre.CONDITION: {Issue.VRAI: "n'est jamais vraie", Issue.FAUX: "n'est jamais fausse"},
    Genre.CHOIX: {Issue.VRAI: "ne prend jamais sa première valeur", Issue.FAUX: "ne prend jamais sa seconde valeur"},
    Genre.BOUCLE: {
        Issue.UN: "ne porte jamais sur un seul élément",
        Issue.PLUSIEURS: "ne porte jamais sur plusieurs éléments",
        Issue.AUCUN: "ne porte jamais sur une liste vide",
    },
    Genre.MENTION: {Issue.PRESENTE: "n'est jamais présente", Issue.ABSENTE: "n'est jamais absente"},
}
_NEVER = {
    Genre.CONDITION: "n'est jamais lue : ce qui la contient ne s'imprime jamais",
    Genre.CHOIX: "n'est jamais lu : ce qui le contient ne s'imprime jamais",
    Genre.BOUCLE: "n'est jamais parcourue",
    Genre.MENTION: "n'est jamais lue : ce qui la contient ne s'imprime jamais",
}
_NAMED = {
    Genre.CONDITION: "la condition « {} »",
    Genre.CHOIX: "le choix « {} »",
    Genre.BOUCLE: "la boucle « {} »",
    Genre.MENTION: "la mention « {} »",
}


@dataclass(slots=True)
class Suivi:
    """One branch point, over all that was run: what it must do, what it did."""

    fichier: str
    branchement: Branchement
    voulues: set[Issue] = field(default_factory=set)
    prises: set[Issue] = field(default_factory=set)

    @property
    def manquantes(self) -> list[Issue]:
        """The ways out never taken, in the order of the page."""
        return [issue for issue in self.branchement.issues if issue in self.voulues - self.prises]

    @property
    def place(self) -> Place:
        """`modele.docx:word/document.xml:12`: the part, and the paragraph as a line."""
        endroit = self.branchement.endroit
        return Place(f"{self.fichier}:{endroit.partie}", endroit.paragraphe)

    @property
    def message(self) -> str:
        """What is never taken, and the words concerned."""
        genre = self.branchement.genre
        missing = self.manquantes
        never = not self.prises and len(missing) > 1
        said = _NEVER[genre] if never else " et ".join(_SAID[genre][issue] for issue in missing)
        words = self.branchement.extrait
        excerpt = f"{words[:70]}{'…' if len(words) > 70 else ''}"
        where = f"(paragraphe {self.branchement.endroit.paragraphe} : « {excerpt} »)"
        return typographie(f"{_NAMED[genre].format(self.branchement.texte)} {said} {where}")

    def as_json(self) -> dict[str, Any]:
        """The same facts for a program."""
        endroit = self.branchement.endroit
        return {
            "fichier": self.fichier,
            "partie": endroit.partie,
            "paragraphe": endroit.paragraphe,
            "extrait": self.branchement.extrait,
            "genre": str(self.branchement.genre),
            "texte": self.branchement.texte,
            "jamais": [str(issue) for issue in self.manquantes],
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Releve:
    """The coverage of an act, of a fragment, or of several together."""

    nom: str
    suivis: tuple[Suivi, ...]

    @property
    def branches(self) -> int:
        return sum(len(suivi.voulues) for suivi in self.suivis)

    @property
    def prises(self) -> int:
        return sum(len(suivi.voulues & suivi.prises) for suivi in self.suivis)

    @property
    def pourcentage(self) -> float:
        """Rounded down: 100 means all."""
        return self.prises * 1000 // self.branches / 10 if self.branches else 100.0

    @property
    def manques(self) -> list[Suivi]:
        return [suivi for suivi in self.suivis if suivi.manquantes]


def cover(ids: Sequence[str], racines: Sequence[Path], jour: date) -> list[Releve]:
    """The coverage of these acts; of the whole catalogue, then of each fragment over all of it, when none is named.

    Raises LectureError for an unknown act, ModeleError for a template or a case that cannot be used.
    """
    atelier = Atelier(racines)
    suivis: dict[str, dict[object, Suivi]] = {}
    owners = [atelier.catalogue.acte(name).modele_de or name for name in ids or atelier.catalogue.ids]
    for owner in dict.fromkeys(owners):
        suivis[owner] = {}
        for acte in _of_template(atelier, owner):
            for modele, branchement, taken in _outcomes(atelier, acte, jour):
                fragment = branchement.endroit.fragment
                if fragment and ids:
                    continue  # shared: one act alone says nothing of it
                told = suivis.setdefault(f"fragment {fragment}", {}) if fragment else suivis[owner]
                key = (fragment or (modele.fichier, branchement.endroit.partie), branchement.rang)
                where = f"{fragment}.docx" if fragment else str(modele.fichier)
                suivi = told.setdefault(key, Suivi(where, branchement))
                suivi.voulues |= set(_wanted(acte, modele, branchement))
                suivi.prises |= taken
    return [Releve(name, tuple(told.values())) for name, told in sorted(suivis.items(), key=_fragments_last)]


def _of_template(atelier: Atelier, owner: str) -> Iterator[Acte]:
    """The act whose template it is, then those that take it (`modele_de`): together they cover it."""
    yield atelier.catalogue.acte(owner)
    for name in atelier.catalogue.ids:
        acte = atelier.catalogue.acte(name)
        if acte.modele_de == owner:
            yield acte


def together(releves: Iterable[Releve]) -> Releve:
    """All of them as one."""
    return Releve("", tuple(suivi for releve in releves for suivi in releve.suivis))


def _fragments_last(entry: tuple[str, object]) -> bool:
    return " " in entry[0]


def _outcomes(atelier: Atelier, acte: Acte, jour: date) -> Iterator[tuple[ModeleDate, Branchement, frozenset[Issue]]]:
    """Each branch point of each template of an act, and the ways out that its dossiers take."""
    followed = _followed(atelier, acte, jour)
    for modele in acte.modeles:
        for branchement, taken in followed[modele.fichier].outcomes():
            yield modele, branchement, taken


def _followed(atelier: Atelier, acte: Acte, jour: date) -> dict[Path, ModeleSuivi]:
    """The templates of an act, run on every document of its example and cases; of a refused one, the draft."""
    followed = {}
    for modele in acte.modeles:
        atelier.modeles.load(acte, modele)  # proved first: an unsound template has no coverage
        prepared = prepare_modele(modele.fichier, bordered(atelier.modeles.fragment))
        followed[modele.fichier] = ModeleSuivi(read_source(prepared))
    for content in _dossiers(acte):
        lecture = atelier.read_content(content, str(acte.dossier / EXEMPLE))[0]
        examen = atelier.examine(lecture, acte.id, Demande(aujourdhui=jour))
        if examen.bloque:  # a dossier that lacks something is printed as a draft: the template must stand it
            examen = atelier.examine(lecture, acte.id, Demande(aujourdhui=jour, brouillon=True))
        for du in () if examen.bloque else examen.documents:
            if du.modele:
                followed[du.modele.fichier].run(template_values(examen, du))
    return followed


def _dossiers(acte: Acte) -> Iterator[bytes]:
    if (acte.dossier / EXEMPLE).is_file():
        yield read_file(acte.dossier / EXEMPLE)
    if (acte.dossier / CAS).is_file():
        yield from (cas.texte.encode() for cas in load_cas(acte.dossier))


def _wanted(acte: Acte, modele: ModeleDate, branchement: Branchement) -> Iterator[Issue]:
    """The ways out that some dossier of the act can take: a mention that is always due is never absent."""
    if branchement.genre is Genre.MENTION and _always_due(acte, modele, branchement):
        never = Issue.ABSENTE
    elif branchement.genre is Genre.CONDITION and _asks_what_is_due(acte, branchement):
        never = Issue.FAUX
    else:
        never = None
    yield from (issue for issue in branchement.issues if issue is not never)


def _asks_what_is_due(acte: Acte, condition: Branchement) -> bool:
    """Whether a condition in a mark asks if one of the `exige_un` of its mention is given: without any, it is blank."""
    asked = alternatives(condition.texte)
    return any(
        {path.texte for path in mention.exige_un} == asked
        for mention in acte.mentions
        if f"{MENTION} {mention.id}" in condition.sous
    )


def _always_due(acte: Acte, modele: ModeleDate, mark: Branchement) -> bool:
    """Whether its wordings, on every copy that this template makes, follow one another over the life of the act."""
    copies = set(modele.exemplaires) or {copy.id for copy in acte.exemplaires}
    wordings = [m for m in acte.mentions if m.id == mark.texte]
    if any(m.si and m.si.texte.replace("'", '"') in mark.sous for m in wordings):
        return True  # the author wrote the mention's own condition above its mark
    wordings = [m for m in wordings if _surely_on(m, modele)]
    held = [m.en_vigueur for m in wordings if copies <= (set(m.exemplaires) or copies)]
    return any(
        _follow_one_another(
            [_on(axe, en_vigueur) for en_vigueur in held if _only_on(axe, en_vigueur)],
            _both(_on(axe, acte.en_vigueur), _on(axe, modele.en_vigueur)),
        )
        for axe in AXES
    )


def _surely_on(mention: Mention, modele: ModeleDate) -> bool:
    """Whether the condition of a mention is none, or holds wherever its template is read."""
    if mention.si is None:
        return True
    held = {modele.si.texte} if modele.si else set()
    if mention.pour:  # the mark stands in the loop over its list: there is an element
        held.add(f"{mention.pour.chemin.texte} is renseigne")
    return mention.si.texte in held


def _both(one: Periode, other: Periode) -> Periode:
    ends = [periode.au for periode in (one, other) if periode.au]
    begins = [periode.du for periode in (one, other) if periode.du]
    return Periode(max(begins, default=None), min(ends, default=None))


def _on(axe: str, en_vigueur: EnVigueur) -> Periode:
    periode: Periode = getattr(en_vigueur, axe) or Periode()
    return Periode(None, periode.au) if en_vigueur.plancher else periode  # before a floor it is due too, with a warning


def _only_on(axe: str, en_vigueur: EnVigueur) -> bool:
    return not any(getattr(en_vigueur, other) for other in AXES if other != axe)


def _follow_one_another(periodes: Sequence[Periode], whole: Periode) -> bool:
    """Whether no day of `whole` is outside all of these periods."""
    reached = whole.du or date.min
    for periode in sorted(periodes, key=lambda p: p.du or date.min):
        if (periode.du or date.min) > reached:
            return False
        if periode.au is None or periode.au >= (whole.au or date.max):
            return True
        reached = max(reached, periode.au + timedelta(days=1))
    return False
