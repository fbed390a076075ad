"""The rules: conditions on the dossier that are not mentions, and the derogations that some of them admit."""

from __future__ import annotations

from actes.catalogue import Delai, Inconnu, Regle
from actes.errors import Gravite
from actes.validation.entrees import in_force
from actes.validation.messages import how_to_derogate, pointed_path
from actes.validation.vue import Cadre, Vue


def check_regles(vue: Vue, cadre: Cadre) -> None:
    """Say each rule in force that does not hold, or cannot be judged; and each contradiction between the facts."""
    for regle in in_force(vue.acte.regles, vue, cadre, "la règle"):
        if regle.pour is None:
            _judge(regle, vue, cadre)
            continue
        frames = cadre.elements(regle.pour)
        if isinstance(frames, Inconnu):
            _judge(regle, vue, cadre.without_element(regle.pour))
        else:
            for frame, _, _ in frames:
                _judge(regle, vue, frame)
    for regle in vue.acte.coherence:
        if vue.holds(regle.en_vigueur):
            _judge(regle, vue, cadre, silent=True)


def _judge(regle: Regle, vue: Vue, cadre: Cadre, silent: bool = False) -> None:
    """Say that a rule is broken or, unless `silent`, that it cannot be judged."""
    guard = True if regle.si is None else regle.si.evaluate(cadre.valeurs, cadre.prefixes)
    if guard is False:
        return
    verdict = guard if isinstance(guard, Inconnu) else regle.condition.evaluate(cadre.valeurs, cadre.prefixes)
    if isinstance(verdict, Inconnu):
        if silent:
            return
        why = f"la règle « {regle.id} » ne peut pas être vérifiée"
        vue.say_unknown(verdict, why, regle.article)
    elif not verdict:
        chemin = pointed_path(regle.condition.chemins, cadre.prefixes)
        say_broken("regle-non-respectee", regle, regle.message, chemin, vue)


def say_broken(code: str, entree: Regle | Delai, message: str, chemin: str | None, vue: Vue) -> None:
    """Say a rule or a time limit that does not hold; a derogation that its article admits makes it a warning."""
    gravite, conseil = entree.gravite, ""
    if entree.derogation and gravite is Gravite.BLOQUANTE:
        found = next((d for d in vue.dossier.derogations or () if d.regle == entree.id), None)
        if found is None:
            conseil = how_to_derogate(entree)
        elif found.motif and found.auteur:
            gravite = Gravite.AVERTISSEMENT
            message += f" ; dérogation de {found.auteur} : « {found.motif} »"
        else:
            conseil = "la dérogation doit dire son motif et son auteur"
    vue.say(code, message, gravite, chemin=chemin, article=entree.article, conseil=conseil)
