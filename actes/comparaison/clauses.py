"""What changes in the contract of a template: what it reads, marks, prints, and what gate 2 says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from actes.catalogue import Acte, ModeleDate
from actes.catalogue.preuve import check_modele
from actes.rendu.contrat import Contrat

COUNTED = ("champs", "mentions", "sous_condition", "conditions", "boucles", "fragments", "filtres")


@dataclass(frozen=True, slots=True)
class Ecart:
    """One thing of the contract, and how many times it stands before and after."""

    nature: str  # champs | mentions | sous_condition | conditions | boucles | fragments | filtres | imprime | controle
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


def compare_findings(acte: Acte, avant: tuple[ModeleDate, Contrat], apres: tuple[ModeleDate, Contrat]) -> list[Ecart]:
    """What gate 2 says of one template and not of the other: a required path that is no longer printed, a lost mark."""
    before, after = [_findings(acte, *side) for side in (avant, apres)]
    return list(_counted("controle", Counter(before.keys()), Counter(after.keys()), before | after))


def _findings(acte: Acte, modele: ModeleDate, contrat: Contrat) -> dict[str, str | None]:
    """Each finding without its place, and its mention: the same fault elsewhere is the same fault."""
    found = check_modele(acte, modele, contrat.analyse, "")
    return {constat.message.partition(" (paragraphe")[0]: constat.mention for constat in found}


def _counted(
    nature: str, avant: Counter[str], apres: Counter[str], mentions: dict[str, str | None] | None = None
) -> Iterator[Ecart]:
    for name in dict.fromkeys((*avant, *apres)):
        if avant[name] != apres[name]:
            mention = name if nature in ("mentions", "sous_condition") else (mentions or {}).get(name)
            yield Ecart(nature, name, avant[name], apres[name], mention)
