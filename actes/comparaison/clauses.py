"""What changes in the contract of a template: what it reads, marks, prints, and what gate 2 says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actes.catalogue import Acte
from actes.lint.controle import check
from actes.lint.modele import Sujet
from actes.produce import plain
from actes.rendu.contrat import Contrat, words_of_marks
from actes.rendu.texte import Passage

COUNTED = ("champs", "mentions", "sous_condition", "conditions", "boucles", "fragments", "filtres")


@dataclass(frozen=True, slots=True)
class Ecart:
    """One thing of the contract, and how many times it stands before and after."""

    nature: str  # one of COUNTED, imprime, paroles, controle
    objet: str  # the path, the id, the condition as written, the finding
    avant: int
    apres: int
    mention: str | None = None


def compare_contrats(avant: Contrat, apres: Contrat) -> Iterator[Ecart]:
    """What is not the same in two contracts, kind by kind."""
    for nature in COUNTED:
        yield from _counted(nature, getattr(avant, nature), getattr(apres, nature))
    for mention, before in avant.imprime.items():
        after = apres.imprime.get(mention, before)  # a mark that is gone is told as such
        for path in sorted(before ^ after):
            yield Ecart("imprime", path, int(path in before), int(path in after), mention)


def compare_findings(avant: Sujet, apres: Sujet) -> Iterator[Ecart]:
    """What `controler` says of one template and not of the other; the same fault elsewhere is the same fault."""
    before, after = [{c.message: c.mention for c in check(sujet)} for sujet in (avant, apres)]
    yield from _counted("controle", Counter(before.keys()), Counter(after.keys()), before | after)


def compare_words(acte: Acte, avant: Sequence[Passage], apres: Sequence[Passage]) -> Iterator[Ecart]:
    """The words that the law imposes, which a mark says on one side and not on the other."""
    before, after = [words_of_marks(side) for side in (avant, apres)]
    for mention in acte.mentions:
        for phrase in mention.texte if mention.id in before and mention.id in after else ():
            said, says = [int(plain(phrase) in plain(found[mention.id])) for found in (before, after)]
            if said != says:
                yield Ecart("paroles", phrase, said, says, mention.id)


def _counted(
    nature: str, avant: Counter[str], apres: Counter[str], mentions: dict[str, str | None] | None = None
) -> Iterator[Ecart]:
    for name in dict.fromkeys((*avant, *apres)):
        if avant[name] != apres[name]:
            mention = name if nature in ("mentions", "sous_condition") else (mentions or {}).get(name)
            yield Ecart(nature, name, avant[name], apres[name], mention)
