"""Every rule over one template: all that is wrong, once each, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from actes.catalogue import Acte
from actes.catalogue.acte import ModeleDate
from actes.catalogue.preuve import names_of
from actes.dossier import Champ
from actes.errors import Constat, Gravite
from actes.lint import (
    accessibilite,
    appels,
    atteinte,
    balisage,
    hygiene,
    marques,
    noms,
    paquet,
    periodes,
    prefixes,
    publipostage,
    texte_perdu,
    typographie,
    valeurs,
)
from actes.lint.modele import Regle, Sujet
from actes.lint.ossature import Fragmentation
from actes.lint.structure import Structure
from actes.rendu.anatomie import Anatomie
from actes.rendu.garde import inspect_docx

THEMES = (
    paquet, balisage, publipostage, prefixes, noms, valeurs,  # what the first find, the last do not judge
    appels, marques, atteinte, texte_perdu, hygiene, accessibilite, typographie,
)  # fmt: skip
HALF_READ = frozenset({
    "balise-non-refermee", "balise-sur-deux-paragraphes", "fermeture-seule", "accolade-isolee", "balise-supprimee",
    "signe-publipostage",
})  # fmt: skip
TEXT_ONLY = frozenset({  # of the words of a paragraph: of no use where a tag is taken for words
    "espace-insecable", "apostrophe-droite", "guillemets-droits", "points-de-suspension", "trait-d-union",
    "espace-double", "espace-mal-placee", "numero-insecable", "masculin-en-dur",
})  # fmt: skip


def rules() -> Iterator[Regle]:
    """Every rule, theme after theme."""
    for theme in THEMES:
        yield from theme.REGLES


def read_sujet(
    contenu: bytes,
    fichier: str,
    fragments: Fragmentation,
    *,
    acte: Acte | None = None,
    modele: ModeleDate | None = None,
    fragment: str = "",
    noms_lus: dict[str, Champ] | None = None,
    pages: Mapping[int, int] | None = None,
) -> Sujet:
    """A docx ready to be looked at; `fragment` is its name if it is one. Raises LectureError for what is no docx."""
    membres, dangers = inspect_docx(contenu, fichier)
    return Sujet(
        Anatomie(membres, fichier, fragment, pages),
        fichier,
        acte,
        modele,
        bool(fragment),
        names_of(acte) if acte else noms_lus or {},
        fragments,
        tuple(dangers),
    )


def check(sujet: Sujet) -> list[Constat]:
    """Everything that is wrong in one docx, in the order of the document, each fault once."""
    if sujet.docx.corps is None:
        return list(paquet.dangers(sujet)) or [paquet.no_body(sujet)]
    found: dict[Constat, None] = {}
    faulty = sujet.notes["fautifs"] = set()  # the tags already told: nothing is proved of what they hold
    for rule in rules():
        new = list(rule(sujet))
        found |= dict.fromkeys(new)
        faulty |= {constat.ou for constat in new if constat.ou and constat.gravite is Gravite.BLOQUANTE}
    return in_order(sujet, _without_echoes(found))


def _without_echoes(found: Iterable[Constat]) -> Iterator[Constat]:
    """The findings without those that only echo another one at the same place."""
    known = list(found)
    broken = {_paragraph(constat) for constat in known if constat.code in HALF_READ}
    refused = {_paragraph(constat) for constat in known if constat.code in ("lien-externe", "objet-interdit")}
    for constat in known:
        where = _paragraph(constat)
        echo = constat.code in TEXT_ONLY and where in broken
        if not echo and not (constat.code == "lien-hypertexte" and where in refused):
            yield constat


def _paragraph(constat: Constat) -> tuple[str, int | None]:
    return (constat.ou.partie, constat.ou.paragraphe) if constat.ou else ("", None)


def check_acte(acte: Acte) -> list[Constat]:
    """What is wrong in acte.yaml itself and shows in its templates: dates that leave a hole."""
    return list(periodes.holes(acte))


def in_order(sujet: Sujet, constats: Iterable[Constat]) -> list[Constat]:
    """The findings as one meets them, reading the document; what has no paragraph comes last."""
    parts = {piece.nom: rank for rank, piece in enumerate(sujet.docx.pieces)}

    def rank(constat: Constat) -> tuple[int, int, int]:
        ou = constat.ou
        if ou is None or ou.paragraphe is None:
            return len(parts) + 1, 0, 0
        return parts.get(ou.partie, len(parts)), ou.paragraphe, ou.colonne or 0

    return sorted(constats, key=rank)


def names_of_all(actes: Iterable[Acte]) -> dict[str, Champ]:
    """The names that some act declares: what a fragment, or a file of no act, may read."""
    found: dict[str, Champ] = {}
    own: dict[str, Champ] = {}
    for acte in actes:
        found |= names_of(acte)
        own |= acte.racine.enfants["complements"].enfants if "complements" in acte.racine.enfants else {}
    if not found:
        return {}
    for name in ("exemplaire", "remise"):  # each act has its own: any word may be one
        enfants = dict(found["acte"].enfants)
        enfants[name] = Champ(genre="texte", titre=enfants[name].titre)
        found["acte"] = Champ(genre="objet", titre="acte", enfants=enfants)
    found["complements"] = Champ(genre="objet", titre="complements", enfants=own)
    return found


def called_by(sujets: Sequence[Sujet]) -> list[str]:
    """The names of the fragments that these docx call, and that those call in turn."""
    found: dict[str, None] = {}
    waiting = [(nom, sujet.fragments) for sujet in sujets for _, structure, _ in sujet.lus for nom in _calls(structure)]
    while waiting:
        nom, fragments = waiting.pop(0)
        if nom not in found:
            found[nom] = None
            structure = fragments.structure(nom)
            waiting += [(inner, fragments) for inner in _calls(structure)] if structure else []
    return list(found)


def _calls(structure: Structure) -> Iterator[str]:
    return (tag.argument() for tag in structure.tags if tag.mot == "fragment" and tag.argument())


__all__ = ["called_by", "check", "check_acte", "names_of_all", "read_sujet"]
