"""The mentions: which ones a document must carry, and what the dossier lacks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actes.catalogue import Boucle, Chemin, Inconnu, Mention
from actes.errors import Gravite
from actes.validation.entrees import in_force
from actes.validation.examen import Element, ElementDu, MentionDue
from actes.validation.messages import missing, missing_one_of
from actes.validation.vue import Cadre, Vue, without_ranks


class Mentions:
    """The mentions of an act for one frame: each one is judged once for all the copies, unless it reads the copy."""

    def __init__(self, mentions: Sequence[Mention], vue: Vue):
        self.mentions, self.vue = mentions, vue
        self._judged: dict[int, MentionDue | None] = {}

    def due(self, exemplaire: str, cadre: Cadre) -> tuple[MentionDue, ...]:
        """The mentions that this copy must carry; what lacks is said. Two wordings of one id: the first is carried."""
        concerned = [m for m in self.mentions if not m.exemplaires or exemplaire in m.exemplaires]
        found: dict[str, MentionDue] = {}
        for mention in in_force(concerned, self.vue, cadre, "la mention", mention=True):
            key = id(mention)
            if mention.selon_copie or key not in self._judged:
                self._judged[key] = self._judge(mention, cadre)
            due = self._judged[key]
            if due is not None:
                found.setdefault(mention.id, due)
        return tuple(found.values())

    def _judge(self, mention: Mention, cadre: Cadre) -> MentionDue | None:
        if mention.pour is None:
            return _judge(mention, self.vue, cadre)
        return _judge_each(mention, mention.pour, self.vue, cadre)


def _judge(mention: Mention, vue: Vue, cadre: Cadre) -> MentionDue | None:
    if not _applies(mention, vue, cadre):
        return None
    return MentionDue(mention, _missing(mention, vue, cadre))


def _judge_each(mention: Mention, pour: Boucle, vue: Vue, cadre: Cadre) -> MentionDue | None:
    """A mention judged for each element of a list; without the list, it is due as soon as it might be."""
    frames = cadre.elements(pour)
    if isinstance(frames, Inconnu):
        return _judge_without_list(mention, pour, frames, vue, cadre)
    elements = tuple(
        _judge_element(mention, Element(rank, path, value), vue, frame)
        for rank, (frame, path, value) in enumerate(frames)
    )
    if not any(element.du for element in elements):
        return None
    return MentionDue(mention, tuple(path for e in elements for path in e.manquants), elements)


def _judge_element(mention: Mention, element: Element, vue: Vue, frame: Cadre) -> ElementDu:
    if not _applies(mention, vue, frame):
        return ElementDu(element, du=False)
    return ElementDu(element, du=True, manquants=_missing(mention, vue, frame))


def _judge_without_list(mention: Mention, pour: Boucle, lost: Inconnu, vue: Vue, cadre: Cadre) -> MentionDue | None:
    frame = cadre.without_element(pour)
    if mention.si is not None and mention.si.evaluate(frame.valeurs, frame.prefixes) is False:
        return None
    for chemin in lost.chemins:
        _say_missing(mention, chemin, vue, alone=False)
    inside = [path for path in mention.exige if path.racine == pour.variable]
    for path in inside if vue.refused_for_want else ():
        if refused := refused_for_want(path, vue, frame):
            _say(mention, missing(mention.libelle, vue.title(refused), alone=False), refused, vue.remedy(refused), vue)
    outside = [path for path in mention.exige if path.racine != pour.variable]
    return MentionDue(mention, (*lost.chemins, *_missing_all(mention, outside, vue, cadre)), ())


def _applies(mention: Mention, vue: Vue, cadre: Cadre) -> bool:
    """Whether the mention is due; unknown, it is, and the lack is said."""
    if mention.si is None:
        return True
    verdict = mention.si.evaluate(cadre.valeurs, cadre.prefixes)
    if isinstance(verdict, Inconnu):
        why = f"on ne peut pas savoir si la mention « {mention.libelle} » est due"
        vue.say_unknown(verdict, why, mention.article, mention.id)
        return True
    return verdict


def _missing(mention: Mention, vue: Vue, cadre: Cadre) -> tuple[str, ...]:
    """The concrete paths that the mention requires and the dossier lacks, each one said."""
    lacking = _missing_all(mention, mention.exige, vue, cadre)
    return lacking + _missing_one(mention, vue, cadre) if mention.exige_un else lacking


def _missing_all(mention: Mention, chemins: Sequence[Chemin], vue: Vue, cadre: Cadre) -> tuple[str, ...]:
    lacking: tuple[str, ...] = ()
    alone = len(mention.exige) == 1 and not mention.exige_un
    for chemin in chemins:
        value = chemin.read(cadre.valeurs, cadre.prefixes)
        if isinstance(value, Inconnu):
            lacking += value.chemins
            for path in vue.to_write(value):
                _say_missing(mention, path, vue, alone)
        elif vue.refused_for_want and (refused := refused_for_want(chemin, vue, cadre)):
            _say(mention, missing(mention.libelle, vue.title(refused), alone=False), refused, vue.remedy(refused), vue)
    return lacking


def refused_for_want(chemin: Chemin, vue: Vue, cadre: Cadre) -> str | None:
    """The path, if the reader refused the dossier because it is missing: the mention that requires it is named too."""
    return vue.refused_for_want.get(without_ranks(chemin.concrete(cadre.prefixes)))


def _say_missing(mention: Mention, chemin: str, vue: Vue, alone: bool) -> None:
    path: str | None = chemin
    if vue.already_said(chemin):
        path = vue.refused_for_want.get(without_ranks(chemin))
    if path is not None:
        message = missing(mention.libelle, vue.title(path), alone and "[" not in path)
        _say(mention, message, path, vue.remedy(path), vue)


def _missing_one(mention: Mention, vue: Vue, cadre: Cadre) -> tuple[str, ...]:
    """Nothing as soon as one of the paths of `exige_un` is known; else all of them."""
    lacking: list[str] = []
    for chemin in mention.exige_un:
        value = chemin.read(cadre.valeurs, cadre.prefixes)
        if not isinstance(value, Inconnu):
            return ()
        lacking.extend(value.chemins)
    if not any(vue.already_said(path) for path in lacking):
        message = missing_one_of(mention.libelle, [vue.title(path) for path in lacking])
        _say(mention, message, lacking[0], " ou ".join(_remedies(lacking, vue)), vue)
    return tuple(lacking)


def _remedies(chemins: Sequence[str], vue: Vue) -> Iterator[str]:
    return (vue.remedy(chemin) for chemin in chemins)


def _say(mention: Mention, message: str, chemin: str, remedy: str, vue: Vue) -> None:
    gravite = min_gravity(mention.gravite) if vue.brouillon else mention.gravite
    if gravite is Gravite.AVERTISSEMENT and not vue.brouillon:
        remedy += " ; sinon, un blanc surligné reste dans l'acte"
    vue.say(
        "mention-absente",
        message,
        gravite,
        chemin=chemin,
        mention=mention.id,
        article=mention.article,
        conseil=remedy,
    )


def min_gravity(gravite: Gravite) -> Gravite:
    """In a draft, a lacking mention only warns."""
    return Gravite.AVERTISSEMENT if gravite is Gravite.BLOQUANTE else gravite
