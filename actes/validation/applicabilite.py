"""Whether the act is due: the lines of `applicable`, judged in their order, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from actes.catalogue import Inconnu, Motif
from actes.errors import Gravite
from actes.validation.examen import LigneJugee
from actes.validation.messages import pointed_path
from actes.validation.vue import Cadre, Vue


def judge_lines(vue: Vue, cadre: Cadre) -> tuple[LigneJugee, ...]:
    """Each line in force and its verdict; nothing is said."""
    return tuple(_judge(vue, cadre))


def _judge(vue: Vue, cadre: Cadre) -> Iterator[LigneJugee]:
    for line in vue.acte.applicable:
        if vue.holds(line.en_vigueur) is False:
            continue
        verdict = line.condition.evaluate(cadre.valeurs, cadre.prefixes)
        if isinstance(verdict, Inconnu):
            yield LigneJugee(line, verdict, vue.to_write(verdict))
        else:
            pointed = pointed_path(line.condition.chemins, cadre.prefixes)
            yield LigneJugee(line, verdict, (pointed,) if pointed else ())


def say_lines(vue: Vue, lines: Iterable[LigneJugee]) -> None:
    """Say each line that is false, or that cannot be judged. Source: conception §3."""
    for judged in lines:
        line, verdict = judged.ligne, judged.verdict
        if isinstance(verdict, Inconnu):
            vue.say_unknown(verdict, "on ne peut pas savoir si l'acte est applicable", line.article)
        elif not verdict:
            message = f"l'acte n'est pas applicable : {line.sinon}"
            chemin = next(iter(judged.chemins), None)
            vue.say("acte-non-applicable", message, Gravite.AVERTISSEMENT, chemin=chemin, article=line.article)


def first_reason(vue: Vue, cadre: Cadre) -> Motif | None:
    """The first line of `motif` that is in force and surely true; one that is unknown is no reason."""
    for motif in vue.acte.motifs:
        if vue.holds(motif.en_vigueur) is False:
            continue
        verdict = True if motif.si is None else motif.si.evaluate(cadre.valeurs, cadre.prefixes)
        if verdict is True:
            return motif
    return None
