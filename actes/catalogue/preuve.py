"""Gate 2: the template of an act is proved, before any dossier, to print every mandatory mention where it is marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from actes.catalogue.acte import Acte, Mention, ModeleDate
from actes.catalogue.portee import scope_of_act, scope_of_copy
from actes.catalogue.textes import suggestion
from actes.dossier import Champ
from actes.errors import Constat
from actes.place import Place, Repere
from actes.rendu.impression import ELEMENT, Analyse, Chemin, MarqueLue
from actes.typographie import typographie

_GIVEN = frozenset({"marques", "loop", "caller", "varargs", "kwargs", "range", "namespace", "?"})
_GROUPS = frozenset({"objet", "union", "liste"})


def check_modele(acte: Acte, modele: ModeleDate, analyse: Analyse, fichier: str) -> list[Constat]:
    """Everything that keeps a template from being the proof of its act. Source: conception §5.

    Each mention that this template may have to print is marked; a mark has no condition above it, and no loop but that
    of its `pour`; each required path is printed on every control path inside the mark; every name read is declared.
    """
    return list(_Proof(acte, modele, analyse, fichier).run())


class _Proof:
    """One template against one act."""

    def __init__(self, acte: Acte, modele: ModeleDate, analyse: Analyse, fichier: str):
        self.acte, self.modele, self.analyse, self.fichier = acte, modele, analyse, fichier
        self.names = names_of(acte)
        self.alias: Mapping[str, Chemin] = {
            calcul.nom: tuple(calcul.expression.alias.texte.split("."))
            for calcul in acte.calculs
            if calcul.expression.alias
        }

    def run(self) -> Iterator[Constat]:
        yield from self._unknown_names()
        yield from self._unknown_marks()
        for mark in self.analyse.sous_condition:
            yield self._say(
                "marque-sous-condition",
                f"la mention « {mark.mention} » est sous une condition du modèle : elle manquera quand la condition "
                "est fausse",
                mark,
                "retirez la condition (la mention disparaît d'elle-même), ou marquez-la dans chaque branche",
            )
        for mention in self.acte.mentions:
            if self._is_due(mention):
                yield from self._check_mention(mention)

    def _is_due(self, mention: Mention) -> bool:
        copies = set(mention.exemplaires) or {copy.id for copy in self.acte.exemplaires}
        if self.modele.exemplaires and not copies & set(self.modele.exemplaires):
            return False
        return not mention.en_vigueur.disjoint(self.modele.en_vigueur)

    def _check_mention(self, mention: Mention) -> Iterator[Constat]:
        marks = [mark for mark in self.analyse.marques if mark.mention == mention.id]
        if not marks:
            yield self._say(
                "modele-sans-mention",
                f"le modèle n'imprime pas {mention.libelle} (mention « {mention.id} »)",
                None,
                f'entourez-la de {{% mention "{mention.id}" %}}…{{% endmention %}}',
                mention,
            )
        for mark in marks:
            yield from self._check_loops(mention, mark)
            for path in mention.exige_un:
                if not self._reads(mark, self._canonical(path.texte, mention)):
                    yield self._say(
                        "modele-sans-mention",
                        f"la mention « {mention.id} » n'imprime jamais « {path.texte} »",
                        mark,
                        f"écrivez {{{{ {path.texte} }}}} dans la marque, pour le cas où il est donné",
                        mention,
                    )
            for path in mention.exige:
                if not self._prints(mark, self._canonical(path.texte, mention), path.champ):
                    yield self._say(
                        "modele-sans-mention",
                        f"la mention « {mention.id} » n'imprime pas « {path.texte} » dans tous les cas",
                        mark,
                        f"écrivez {{{{ {path.texte} }}}} dans la marque, hors de toute condition",
                        mention,
                    )

    def _check_loops(self, mention: Mention, mark: MarqueLue) -> Iterator[Constat]:
        expected = self._canonical(mention.pour.chemin.texte, mention) if mention.pour else None
        loops = [self._resolve(boucle.liste) if boucle.entiere and boucle.liste else None for boucle in mark.boucles]
        if loops != ([expected] if expected else []):
            wanted = f"une boucle sur « {mention.pour.chemin.texte} », entière" if mention.pour else "aucune boucle"
            yield self._say(
                "marque-mal-placee",
                f"la mention « {mention.id} » est mal placée dans les boucles du modèle",
                mark,
                f"au-dessus d'elle, il faut {wanted}",
                mention,
            )

    def _reads(self, mark: MarqueLue, path: Chemin) -> bool:
        return any(found[: len(path)] == path for found in map(self._resolve, mark.lit))

    def _prints(self, mark: MarqueLue, path: Chemin, champ: Champ) -> bool:
        printed = {self._resolve(found) for found in mark.imprime}
        if path in printed:
            return True
        return champ.genre in _GROUPS and any(found[: len(path)] == path for found in printed)

    def _canonical(self, texte: str, mention: Mention) -> Chemin:
        """A path of acte.yaml as the template's analysis writes it: a loop variable is an element of its list."""
        head, *rest = texte.split(".")
        if mention.pour and head == mention.pour.variable:
            return (*self._canonical(mention.pour.chemin.texte, mention), ELEMENT, *rest)
        return self._resolve((head, *rest))

    def _resolve(self, path: Chemin) -> Chemin:
        head, *rest = path
        return (*self.alias[head], *rest) if head in self.alias else path

    def _unknown_marks(self) -> Iterator[Constat]:
        known = [mention.id for mention in self.acte.mentions]
        for mark in self.analyse.marques:
            if mark.mention not in known:
                yield self._say(
                    "marque-inconnue",
                    f"le modèle marque une mention que l'acte ne connaît pas : « {mark.mention} »",
                    mark,
                    suggestion(mark.mention, known),
                )

    def _unknown_names(self) -> Iterator[Constat]:
        told: set[str] = set()
        for path, part, line in self.analyse.lus:
            problem = self._unknown(path)
            if problem and problem[0] not in told:
                told.add(problem[0])
                yield Constat(
                    code="chemin-inconnu",
                    message=typographie(f"le modèle lit un chemin inconnu « {problem[0]} »"),
                    conseil=typographie(problem[1]),
                    place=Place(self.fichier),
                    ou=repere(part, line),
                    acte=self.acte.id,
                )

    def _unknown(self, path: Chemin) -> tuple[str, str] | None:
        """The path as written and the nearest known one, when no model declares it."""
        head, *rest = path
        if head in _GIVEN or "?" in path:
            return None
        champ, walked = self.names.get(head), head
        if champ is None:
            return head, suggestion(head, self.names)
        for step in rest:
            walked += step if step == ELEMENT else f".{step}"
            known = champ.enfants
            champ = champ.element if step == ELEMENT else known.get(step)
            if champ is None:
                return walked, suggestion(step, known)
        return None

    def _say(
        self, code: str, message: str, mark: MarqueLue | None, conseil: str = "", mention: Mention | None = None
    ) -> Constat:
        return Constat(
            code=code,
            message=typographie(message),
            conseil=typographie(conseil),
            place=Place(self.fichier),
            ou=repere(mark.partie, mark.ligne, mark.extrait) if mark else None,
            acte=self.acte.id,
            mention=mention.id if mention else (mark.mention if mark else None),
            article=mention.article if mention else None,
        )


def repere(partie: str, ligne: int, extrait: str = "") -> Repere:
    """The place of a paragraph of a prepared template, as far as it is known once the fragments are merged."""
    name = {"word/document.xml": "corps"}.get(partie, partie)
    return Repere(partie=name, paragraphe=ligne, extrait=extrait[:60])


def names_of(acte: Acte) -> dict[str, Champ]:
    """Every name that the templates of an act may read, with its type."""
    names = scope_of_act(acte.racine)
    for calcul in acte.calculs:
        names[calcul.nom] = calcul.expression.champ
    if acte.par:
        names[acte.par.variable] = acte.par.element
    modes = [remise.mode for copy in acte.exemplaires for remise in copy.remise]
    return scope_of_copy(names, [copy.id for copy in acte.exemplaires], modes)
