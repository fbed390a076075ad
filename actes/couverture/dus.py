"""What the dossiers of an act can reach of a branch point: a mention that is always due is never absent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from actes.catalogue import Acte, Mention, ModeleDate
from actes.droit.periodes import EnVigueur, Periode
from actes.rendu.branches import MENTION, Branchement, Genre, Issue, alternatives

AXES = ("acte", "condamnation", "ecrou")  # the dates that a wording may follow


def wanted(acte: Acte, modele: ModeleDate, branchement: Branchement) -> Iterator[Issue]:
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
