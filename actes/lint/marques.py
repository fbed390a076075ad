"""Gate 2 with its places: every mention marked and printed, no condition above a mark that could make it missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from actes.catalogue.acte import Mention
from actes.catalogue.preuve import check_modele
from actes.errors import Constat
from actes.lint.balises import Reste, Tag
from actes.lint.modele import Regle, Sujet
from actes.lint.mots import absence
from actes.lint.structure import Bloc, Structure
from actes.place import Place
from actes.rendu.impression import Analyse, analyse

_TOLD_ELSEWHERE = frozenset({"chemin-inconnu", "marque-sous-condition"})  # with their place, by other rules


def proof(sujet: Sujet) -> Iterator[Constat]:
    """What `check_modele` finds on the skeleton: the same proof, each finding at its tag."""
    if sujet.acte is None or sujet.modele is None:
        return
    doubtful = _doubtful(sujet)
    for found in check_modele(sujet.acte, sujet.modele, _analysed(sujet), sujet.fichier):
        if found.code in _TOLD_ELSEWHERE or found.mention in doubtful:
            continue
        if found.ou is None:
            if "*" not in doubtful:
                yield replace(found, place=Place(sujet.fichier), ou=sujet.docx.ou("corps"))
            continue
        ossature = sujet.lus[int(found.ou.partie)][2]
        yield replace(found, place=Place(sujet.fichier), ou=ossature.ou((found.ou.paragraphe or 0) + 1))


def _analysed(sujet: Sujet) -> Analyse:
    """The marks of the skeletons; a part is named by its rank, a « paragraph » is a line."""
    return analyse(replace(ossature.partie, nom=str(rank)) for rank, (_, _, ossature) in enumerate(sujet.lus))


def _doubtful(sujet: Sujet) -> set[str]:
    """The mentions whose marks hold, or follow, a tag that cannot be read; « * »: any mark may be one of them."""
    found: set[str] = set()
    for _, structure, ossature in sujet.lus:
        broken = {illegible.tag for illegible in ossature.illisibles} | structure.ecartes
        broken |= {tag for tag in structure.tags if tag.ou in sujet.notes.get("fautifs", ())}
        if any(tag.mot == "mention" and not tag.argument() for tag in structure.tags):
            found |= {"*", ""}
        if not structure.saine:
            found.add("*")
        marks = [bloc for bloc in structure.blocs if bloc.mot == "mention" and bloc.fermeture is not None]
        for mark in marks:
            if any(not isinstance(sign, Tag) or sign in broken for sign in _signs_between(structure, mark)):
                found.add(mark.ouverture.argument())
        lost_loop = any(bloc.mot == "for" and bloc.ouverture in broken for bloc in structure.blocs)
        if sujet.acte and (lost_loop or ossature.sans_boucle):
            found |= {mention.id for mention in sujet.acte.mentions if mention.pour}
    return found


def _signs_between(structure: Structure, bloc: Bloc) -> list[Tag | Reste]:
    signs = structure.signes
    end = signs.index(bloc.fermeture) if bloc.fermeture else len(signs)
    return signs[signs.index(bloc.ouverture) : end + 1]


def under_conditions(sujet: Sujet) -> Iterator[Constat]:
    """A mark that a condition of the template can make missing, said with that condition and whom it leaves out."""
    if sujet.acte is None:
        return
    by_id = {mention.id: mention for mention in sujet.acte.mentions}
    for found in _analysed(sujet).sous_condition:
        _, structure, ossature = sujet.lus[int(found.partie)]
        tag = ossature.tag(found.ligne + 1)
        if tag is None:
            continue
        condition = _condition_above(structure, tag, found.mention)
        yield _under(sujet, tag, found.mention, by_id.get(found.mention), condition)


def _under(sujet: Sujet, tag: Tag, ident: str, mention: Mention | None, condition: tuple[Tag, Tag] | None) -> Constat:
    message = f"la mention « {ident} » est sous une condition du modèle"
    if condition is not None:
        opening, branch = condition
        at = f" ({opening.ou})" if opening.paragraphe is not tag.paragraphe else ""
        message = f"la mention « {ident} » est sous « {opening.lu} »{at} : {absence(opening, branch, sujet.noms)}"
    return replace(
        sujet.say(
            "marque-sous-condition",
            message,
            tag.ou,
            "retirez la condition (la mention disparaît d'elle-même), ou marquez-la dans chaque branche",
            mention=ident,
        ),
        article=mention.article if mention else None,
    )


def _condition_above(structure: Structure, tag: Tag, ident: str) -> tuple[Tag, Tag] | None:
    """The tag of the innermost condition that has a branch without this mark, and the tag of the mark's own branch."""
    mark = next((bloc for bloc in structure.blocs if bloc.ouverture is tag), None)
    above = mark.parent if mark else None
    while above is not None:
        if above.mot == "if" and above.ouverture not in structure.ecartes:
            branches = [above.ouverture, *above.branches]
            holding = [b for b in branches if _holds(structure, above, b, ident)]
            if len(holding) < len(branches) or branches[-1].mot != "else":
                own = next(
                    (b for b in reversed(branches) if structure.signes.index(b) < structure.signes.index(tag)),
                    branches[0],
                )
                return above.ouverture, own
        above = above.parent
    return None


def _holds(structure: Structure, bloc: Bloc, branch: Tag, ident: str) -> bool:
    """Whether this branch of the block marks this mention."""
    tags = list(bloc.tags())
    start = structure.signes.index(branch)
    end = structure.signes.index(tags[tags.index(branch) + 1]) if branch is not tags[-1] else len(structure.signes)
    inside = structure.signes[start:end]
    return any(isinstance(s, Tag) and s.mot == "mention" and s.argument() == ident for s in inside)


REGLES: tuple[Regle, ...] = (proof, under_conditions)
