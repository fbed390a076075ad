"""Which acts are due for a dossier, by when and why; which are not, that one might expect; which facts are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from actes.catalogue import AXES, Acte, Inconnu
from actes.dossier import Dossier, Lecture, parse_chemin, read_chemin
from actes.errors import ActesError, Constat, Gravite
from actes.generate import Atelier, Demande
from actes.place import Place
from actes.typographie import typographie
from actes.validation import DelaiDu, Examen, LigneJugee
from actes.validation.messages import AXE_CHEMINS, quoted_title, what_to_add

ACTE_DATE = "acte.date"
_MEME_REPROCHE = ("acte-hors-periode", "fait-manquant")  # what an act that does not exist has to say


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """An act that is due: its reason and article, its deadline if it has one, what still keeps it from being made."""

    examen: Examen
    motif: str
    article: str
    demande: bool  # the dossier asks for it already
    butoir: DelaiDu | None
    obstacles: tuple[Constat, ...]

    @property
    def acte(self) -> Acte:
        """The act type."""
        return self.examen.acte

    @property
    def pret(self) -> bool:
        """Whether nothing blocking stands in the way."""
        return not self.obstacles

    @property
    def echeance(self) -> date | None:
        """The last day on which the act does what the law wants of it."""
        return self.butoir.dernier_jour if self.butoir else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An act that is not due, and why; `attendue` when its first line holds, so that one might expect it."""

    acte: Acte
    motif: str
    article: str
    attendue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitADire:
    """A fact that the dossier does not give, and the acts that it would decide."""

    chemin: str
    titre: str
    conseil: str  # what to write
    place: Place | None
    actes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Etat:
    """What a dossier calls for on a day."""

    reference: str
    fichier: str
    jour: date
    propositions: tuple[Proposition, ...]
    exclusions: tuple[Exclusion, ...]
    faits: tuple[FaitADire, ...]


@dataclass(slots=True)
class Bilan:
    """What came of a run: the state of each dossier, what is wrong in them, the status to exit with."""

    etats: list[Etat] = field(default_factory=list)
    constats: list[Constat] = field(default_factory=list)
    statut: int = 0


def propose(sources: Iterable[Path], atelier: Atelier, demande: Demande) -> Bilan:
    """Judge every act of the catalogue for every dossier; a file that cannot be read does not stop the others."""
    bilan = Bilan()
    for source in sources:
        try:
            lectures = atelier.read(source)
        except ActesError as error:
            bilan.constats += error.constats
            bilan.statut = max(bilan.statut, error.exit_code)
            continue
        for lecture in lectures:
            bilan.constats += lecture.constats
            if any(constat.gravite is Gravite.BLOQUANTE for constat in lecture.constats):
                bilan.statut = max(bilan.statut, 1)
            if lecture.dossier is not None:
                bilan.etats.append(state_of(lecture, atelier, demande))
    return bilan


def state_of(lecture: Lecture, atelier: Atelier, demande: Demande) -> Etat:
    """What one dossier calls for: due acts by deadline, those set aside, the facts that would decide the rest.

    Source: conception §3 (`applicable`, its first line being what makes one expect the act) and §6.
    """
    assert lecture.dossier is not None, "only a dossier that was read has a state"
    examens = [atelier.examine(lecture, acte_id, demande) for acte_id in atelier.catalogue.ids]
    asked = lecture.dossier.actes or ()
    due = [_proposition(examen, lecture, examen.acte.id in asked) for examen in examens if _is_due(examen, lecture)]
    excluded = [_exclusion(examen) for examen in examens if _is_excluded(examen)]
    concerned = [examen for examen in examens if not _is_due(examen, lecture) and not _is_excluded(examen)]
    foreign = {examen.acte.id: root for examen in concerned if (root := _absent_subject(examen, lecture.dossier))}
    excluded += [_foreign(examen, foreign[examen.acte.id]) for examen in concerned if examen.acte.id in foreign]
    return Etat(
        reference=lecture.dossier.dossier,
        fichier=lecture.place("dossier").fichier,
        jour=examens[0].jour if examens else demande.aujourdhui,
        propositions=tuple(sorted(due, key=lambda p: (p.echeance or date.max, not p.pret))),
        exclusions=tuple(excluded),
        faits=tuple(_facts([examen for examen in concerned if examen.acte.id not in foreign], lecture)),
    )


def _is_due(examen: Examen, lecture: Lecture) -> bool:
    """It exists on these dates, all known, and every line is true, for one element of `par` at least."""
    if not examen.existe or _missing_dates(examen, lecture):
        return False
    return any(all(j.verdict is True for j in lines) for lines in examen.lignes)


def _missing_dates(examen: Examen, lecture: Lecture) -> tuple[str, ...]:
    """The dates that would say whether the act exists (its pronouncement, the committal) and that nobody gives."""
    assert lecture.dossier is not None, "only a dossier that was read has a state"
    axes = [axe for axe in AXES[1:] if getattr(examen.acte.en_vigueur, axe) is not None]
    return tuple(AXE_CHEMINS[axe] for axe in axes if read_chemin(lecture.dossier, AXE_CHEMINS[axe]) is None)


def _is_excluded(examen: Examen) -> bool:
    """It does not exist on these dates, or a line is false for every element of `par`."""
    return not examen.existe or all(_first_false(lines) for lines in examen.lignes)


def _first_false(lines: Sequence[LigneJugee]) -> LigneJugee | None:
    return next((judged for judged in lines if judged.verdict is False), None)


def _proposition(examen: Examen, lecture: Lecture, asked: bool) -> Proposition:
    acte, motif = examen.acte, examen.motif
    line = examen.lignes[0][0].ligne if examen.lignes and examen.lignes[0] else None
    article = (motif and motif.article) or (line.article if line else acte.base_legale[0])
    obstacles = tuple(c for c in (*lecture.constats, *examen.constats) if c.gravite is Gravite.BLOQUANTE)
    return Proposition(
        examen=examen,
        motif=typographie(motif.texte) if motif else examen.titre,
        article=article,
        demande=asked,
        butoir=deadline(examen),
        obstacles=obstacles,
    )


def deadline(examen: Examen) -> DelaiDu | None:
    """The time limit that comes first among those that bind this act; None if it has none.

    They are those on its own date, and those whose passing the law minds. One that the act itself opens is not its
    own: it is for those who come after.
    """
    binding = [
        due
        for due in examen.delais
        if due.delai.repere.texte != ACTE_DATE
        and (due.delai.gravite is not Gravite.INFORMATION or due.delai.evenement.texte == ACTE_DATE)
    ]
    return min(binding, key=lambda due: due.dernier_jour, default=None)


def _exclusion(examen: Examen) -> Exclusion:
    acte = examen.acte
    expected = any(lines and lines[0].verdict is True for lines in examen.lignes)
    if not examen.existe:
        told = next((c for c in examen.constats if c.code in _MEME_REPROCHE), None)
        motif = (told.message + (f" — {told.conseil}" if told.conseil else "")) if told else "l'acte n'existe pas"
        article = (told and told.article) or acte.base_legale[0]
        return Exclusion(acte=acte, motif=typographie(motif), article=article, attendue=expected)
    false = next(judged for lines in examen.lignes if (judged := _first_false(lines)))
    return Exclusion(acte=acte, motif=typographie(false.ligne.sinon), article=false.ligne.article, attendue=expected)


def _absent_subject(examen: Examen, dossier: Dossier) -> str:
    """The group that the act's first line is about, when the dossier says nothing at all of it; else empty.

    A dossier without any conviction does not lack the facts of a conviction: it is another case.
    """
    first = [lines[0] for lines in examen.lignes if lines]
    roots = {str(parse_chemin(path)[0]) for judged in first for path in judged.chemins}
    unknown = all(isinstance(judged.verdict, Inconnu) for judged in first)
    absent = [root for root in sorted(roots) if getattr(dossier, root, None) is None]
    return absent[0] if unknown and absent else ""


def _foreign(examen: Examen, root: str) -> Exclusion:
    acte = examen.acte
    motif = typographie(f"le dossier ne dit rien de {quoted_title(acte.racine, root)}")
    return Exclusion(acte=acte, motif=motif, article=acte.base_legale[0], attendue=False)


def _facts(examens: Iterable[Examen], lecture: Lecture) -> Iterator[FaitADire]:
    """The facts that would decide acts neither due nor excluded, each with those acts, the most decisive first."""
    wanted: dict[str, list[Examen]] = {}
    for examen in examens:
        for chemin in dict.fromkeys((*_missing_dates(examen, lecture), *_unknown_paths(examen))):
            wanted.setdefault(chemin, []).append(examen)
    for chemin, concerned in sorted(wanted.items(), key=lambda item: -len(item[1])):
        racine = concerned[0].acte.racine
        yield FaitADire(
            chemin=chemin,
            titre=typographie(quoted_title(racine, chemin)),
            conseil=typographie(what_to_add(racine, chemin)),
            place=lecture.place(chemin),
            actes=tuple(examen.acte.id for examen in concerned),
        )


def _unknown_paths(examen: Examen) -> Iterator[str]:
    """The paths that would settle the lines that are unknown.

    While the first is, only its own: the rest matters to an act that one has a reason to expect.
    """
    for lines in examen.lignes:
        if _first_false(lines) is None:
            unknown = [judged for judged in lines if isinstance(judged.verdict, Inconnu)]
            asked = unknown[:1] if unknown[:1] == list(lines[:1]) else unknown
            yield from (path for judged in asked for path in judged.chemins)
