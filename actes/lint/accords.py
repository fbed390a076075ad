"""Masculine written once for all where a filter agrees with the person, and terms of another time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from actes.droit.termes import TERMES, Terme
from actes.errors import Constat
from actes.lint.balises import Genre, Tag
from actes.lint.modele import Paragraphe, Piece, Regle, Sujet
from actes.lint.motifs import BALISE, COMMENTAIRES, Motif, read, say_once
from actes.lint.styles import styles_of

_NOM = "condamné|détenu|prévenu|mineur|libéré|probationnaire|susnommé|intéressé"
_PARTICIPE = (
    "convoqué|condamné|informé|avisé|averti|invité|prié|assisté|représenté|entendu|incarcéré|écroué|détenu|libéré|placé|tenu"
    "|astreint|soumis|autorisé|admis|dispensé|conduit|inscrit|domicilié|arrêté|poursuivi|jugé|reconnu|exempté|cité|né|âgé"
)
_ETRE = "êtes|serez|étiez|soyez|avez été|(?:pouvez|devez|devrez|pourrez) être"
_FEMININS = {
    "le": "la", "du": "de la", "au": "à la", "ledit": "ladite", "dudit": "de ladite", "audit": "à ladite",
    "ce": "cette", "l’": "l’", "de l’": "de l’", "à l’": "à l’",
}  # fmt: skip
_ARTICLE = (
    r"\b(?P<article>[Ll]e|[Dd]u|[Aa]u|[Ll]edit|[Dd]udit|[Aa]udit|[Cc]e)[ \u00a0]|\b(?P<elide>(?:[Dd]e |[Àà] )?[Ll]’)"
)
_DESIGNE = re.compile(rf"(?:{_ARTICLE})(?P<nom>{_NOM})\b(?![ \u00a0]d’office)")
_AUTRES = (
    (re.compile(r"\bnée?(?:\(e\))?[ \u00a0](?=le\b|à\b|en\b)", re.I), "écrivez {{ condamne | naissance }}"),
    (
        re.compile(rf"(?<!ou )\b(?:M\.|Mr\.?|Monsieur)[ \u00a0](?={BALISE})"),
        "écrivez {{ condamne | identite }}, ou {{ condamne | civilite }}",
    ),
    (
        re.compile(rf"\bvous[ \u00a0](?:{_ETRE})[ \u00a0](?:\w+ment[ \u00a0])?(?:{_PARTICIPE})\b(?!\()", re.I),
        "accordez : {{ condamne | accord('convoqué') }}",
    ),
    (re.compile(r"\bje[ \u00a0,]+soussigné\b", re.I), "accordez : {{ condamne | accord('soussigné') }}"),
    (
        re.compile(
            r"\b(?![Nn]é\()\w+[éuis]\(e\)"
            r"|\b[Ii]l[ \u00a0]?(?:/[ \u00a0]?|\()elle\)?|\b[Ll]e[ \u00a0]?(?:/[ \u00a0]?|\()la\b\)?"
        ),
        "employez le filtre accord : {{ condamne | accord('il', 'elle') }}",
    ),
)
_SUITE = re.compile(
    rf"(?<={BALISE}),?[ \u00a0](?:(?:est|sera|a été|était)[ \u00a0])?(?!né\b)(?:{_PARTICIPE}|mineur|prévenu)\b"
)
_PERSONNE = re.compile(r"\b(?:identite|nom_complet|naissance|adresse)\b")
_CITATION = re.compile("«[^»]*»")
_GENRE = re.compile(r"\b(?:civilite|sexe)\b")
_CODES_TERMES = ("T-01", "T-02", "T-03")  # the old words of the others still mean something else
Blocs = tuple[tuple[str, str], ...]  # the blocks open at a point: their word, and what their branches test


def hard_masculine(sujet: Sujet) -> Iterator[Constat]:
    """« le condamné », « né le », « vous êtes convoqué »: what a filter would agree with the person."""
    styles = styles_of(sujet.docx)
    for piece in sujet.docx.pieces:
        for paragraphe, blocs in _walk(piece):
            texte = _quotes_blanked(read(paragraphe)[0])
            titled = styles.level(paragraphe) is not None or "page" in paragraphe.partie or "tête" in paragraphe.partie
            yield from _masculine(sujet, paragraphe, texte, blocs, titled)


def _masculine(sujet: Sujet, paragraphe: Paragraphe, texte: str, blocs: _Blocs, titled: bool) -> Iterator[Constat]:
    def free(match: re.Match[str]) -> bool:
        return not any(_GENRE.search(test) for _, test in blocs.at(match.start()))

    def designates(match: re.Match[str]) -> bool:
        label = match["nom"] == "intéressé" and paragraphe.cellule and BALISE not in texte  # « l’intéressé » of a form
        return not titled and not label and free(match)

    first = next(filter(designates, _DESIGNE.finditer(texte)), None)
    if first is not None:
        yield from say_once(sujet, paragraphe, _motif(_DESIGNE, _agreed(first)), texte, designates)
    for pattern, advice in _AUTRES:
        yield from say_once(sujet, paragraphe, _motif(pattern, advice), texte, free)
    people = {tag.fin for tag in read(paragraphe)[1] if tag.genre is Genre.VALEUR and _PERSONNE.search(tag.suite)}
    yield from say_once(
        sujet,
        paragraphe,
        _motif(_SUITE, "accordez : {{ condamne | accord('condamné') }}"),
        texte,
        lambda match: match.start() in people and free(match),
    )


def _motif(pattern: re.Pattern[str], advice: str) -> Motif:
    return Motif("masculin-en-dur", pattern, "le masculin est écrit en dur", advice)


def _agreed(found: re.Match[str]) -> str:
    """The tag that says the same for a man and for a woman."""
    article, nom = (found["article"] or found["elide"]), found["nom"]
    feminine = nom if nom == "probationnaire" else f"{nom}e"
    other = _FEMININS[article.lower()]
    other = other.capitalize() if article[0].isupper() else other
    space = "" if article.endswith("’") else " "
    return f"écrivez {{{{ condamne | accord('{article}{space}{nom}', '{other}{space}{feminine}') }}}}"


def dated_terms(sujet: Sujet) -> Iterator[Constat]:
    """« tribunal de grande instance » in an act that may be of today."""
    terms = [t for t in TERMES if t.code in _CODES_TERMES and t.periode.au and not _closed_before(sujet, t)]
    for piece in sujet.docx.pieces:
        for paragraphe, blocs in _walk(piece):
            texte = _quotes_blanked(read(paragraphe)[0]).replace("\u00a0", " ")
            for term in terms:
                motif = Motif(
                    "terme-date-en-dur",
                    re.compile(re.escape(term.mots), re.I),
                    f"« {term.mots} » ne se dit plus depuis le {_day_after(term)} ({term.code})",
                    f"dans acte.yaml, un calcul daté donne le mot du jour : terme('{term.notion}', …)",
                )
                yield from say_once(sujet, paragraphe, motif, texte, partial(_is_undated, sujet, blocs))


def _day_after(term: Terme) -> str:
    assert term.periode.au is not None, "only closed periods are looked at"
    day = term.periode.au.fromordinal(term.periode.au.toordinal() + 1)
    return f"{day:%d/%m/%Y}"


def _closed_before(sujet: Sujet, term: Terme) -> bool:
    """Whether this template serves only days when the old word was the right one."""
    periods = [] if sujet.acte is None else [sujet.acte.en_vigueur]
    periods += [] if sujet.modele is None else [sujet.modele.en_vigueur]
    last = term.periode.au
    axes = [p for each in periods for p in (each.acte, each.condamnation) if p is not None and p.au is not None]
    return last is not None and any(p.au is not None and p.au <= last for p in axes)


def _is_undated(sujet: Sujet, blocs: _Blocs, found: re.Match[str]) -> bool:
    """Whether the place is neither under a condition nor in the mark of a mention that has its period."""
    for word, test in blocs.at(found.start()):
        if word == "if":
            return False
        mentions = () if sujet.acte is None or word != "mention" else sujet.acte.mentions
        if any(m.id == test.strip(" \"'") and (m.en_vigueur.acte or m.en_vigueur.condamnation) for m in mentions):
            return False
    return True


def _quotes_blanked(text: str) -> str:
    """What the act quotes is not ours to change."""
    return _CITATION.sub(lambda match: " " * len(match[0]), text)


class _Blocs:
    """The blocks open at each point of a paragraph."""

    def __init__(self, opened: Blocs):
        self.marks: list[tuple[int, Blocs]] = [(0, opened)]

    def at(self, position: int) -> Blocs:
        return [opened for start, opened in self.marks if start <= position][-1]


def _walk(piece: Piece) -> Iterator[tuple[Paragraphe, _Blocs]]:
    """Each paragraph that is printed, with the blocks open at each of its points."""
    opened: list[tuple[str, str]] = []
    for paragraphe in piece.paragraphes:
        if paragraphe.double or paragraphe.partie == COMMENTAIRES:
            continue
        blocs = _Blocs(tuple(opened))
        for tag in read(paragraphe)[1]:
            if tag.genre is Genre.ORDRE:
                _turn(opened, tag)
                blocs.marks.append((tag.fin, tuple(opened)))
        yield paragraphe, blocs


def _turn(opened: list[tuple[str, str]], tag: Tag) -> None:
    if tag.mot in ("if", "for", "mention"):
        opened.append((tag.mot, tag.suite))
    elif tag.mot == "elif" and opened:
        opened[-1] = opened[-1][0], f"{opened[-1][1]} {tag.suite}"
    elif tag.mot in ("endif", "endfor", "endmention") and opened:
        opened.pop()


REGLES: tuple[Regle, ...] = (hard_masculine, dated_terms)
