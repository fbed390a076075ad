"""Reachability: text that no valid dossier prints, conditions that are always true, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import nodes

from actes.errors import Constat
from actes.lint.balises import Tag
from actes.lint.faits import Faits
from actes.lint.formules import Traduction
from actes.lint.logique import Contrainte, Formule, Recherche, non
from actes.lint.modele import Regle, Sujet
from actes.lint.ossature import UNREADABLE, Ossature
from actes.lint.typage import Portee, dotted, kind
from actes.rendu.impression import mark_of
from actes.rendu.notation import written


def reachability(sujet: Sujet) -> Iterator[Constat]:
    """Each branch of the template that no dossier takes, and each condition that every dossier meets."""
    faits = Faits(sujet.acte, sujet.modele, dict(sujet.noms)) if sujet.acte and sujet.modele else None
    for _, _, ossature in sujet.lus:
        yield from _Parcours(sujet, ossature, faits).run()


class _Parcours:
    """Walks one part with what is known to be true at each place."""

    def __init__(self, sujet: Sujet, ossature: Ossature, faits: Faits | None):
        self.sujet, self.ossature, self.faits = sujet, ossature, faits
        self.traduction = faits.traduction if faits else Traduction({})
        self.recherche = Recherche(self.traduction.domain)

    def run(self) -> Iterator[Constat]:
        yield from self._body(self.ossature.arbre.body, Portee(self.sujet.noms), ())

    def _body(self, body: Iterable[nodes.Node], portee: Portee, known: tuple[Contrainte, ...]) -> Iterator[Constat]:
        for node in body:
            match node:
                case nodes.If():
                    mention = mark_of(node)
                    yield from self._mark(node, mention, portee, known) if mention else self._if(node, portee, known)
                    portee = portee.forgetting(node)
                case nodes.For():
                    yield from self._for(node, portee, known)
                case nodes.Assign() | nodes.AssignBlock():
                    portee = portee.naming(node.target, None)
                case nodes.Output():
                    for choice in node.find_all(nodes.CondExpr):
                        yield from self._choice(choice, portee, known)
                case nodes.With() | nodes.Scope():
                    yield from self._body(node.body, portee, known)

    def _if(self, node: nodes.If, portee: Portee, known: tuple[Contrainte, ...]) -> Iterator[Constat]:
        before = known
        chain = [node, *node.elif_]
        if any(self._is_faulty(each) for each in chain):
            return
        for rank, each in enumerate(chain):
            tag = self.ossature.tag(each.lineno)
            test = self.traduction.condition(each.test, portee, acte=False)
            said = tag.lu if tag else written(each.test)
            true, false = _true(test, said), _false(test, said)
            if not self._possible(before, true):
                yield from self._unreachable(tag, before, true)
            else:
                yield from self._body(each.body, portee, (*before, true))
                ends = rank == len(chain) - 1 and not node.else_
                if not self._possible(before, false):
                    if not ends:
                        yield from self._unreachable(self._branch_after(tag), before, false)
                    elif not self._possible(before, false, brouillon=True):
                        yield from self._useless(tag, before, false)
                    return
            before = (*before, false)
        yield from self._body(node.else_, portee, before)

    def _is_faulty(self, node: nodes.If) -> bool:
        """Whether the condition itself is wrong, which is told elsewhere."""
        tag = self.ossature.tag(node.lineno)
        unread = any(name.name == UNREADABLE for name in _names(node.test))
        return unread or (tag is not None and tag.ou in self.sujet.notes.get("fautifs", ()))

    def _branch_after(self, tag: Tag | None) -> Tag | None:
        """The elif or the else that follows this branch."""
        for _, structure, _ in self.sujet.lus:
            for bloc in structure.blocs:
                tags = list(bloc.tags())
                if tag in tags[:-1] and (following := tags[tags.index(tag) + 1]).mot in ("else", "elif"):
                    return following
        return None

    def _mark(self, node: nodes.If, mention: str, portee: Portee, known: tuple[Contrainte, ...]) -> Iterator[Constat]:
        facts = tuple(self.faits.of_mention(mention)) if self.faits else ()
        tag = self.ossature.tag(node.lineno)
        if facts and not self._possible(known, *facts):
            yield from self._unreachable(tag, known, *facts)
        else:
            yield from self._body(node.body, portee, (*known, *facts))

    def _for(self, node: nodes.For, portee: Portee, known: tuple[Contrainte, ...]) -> Iterator[Constat]:
        tag, path = self.ossature.tag(node.lineno), dotted(node.iter, portee)
        inner, outer = known, known
        if path and not any(name.name == UNREADABLE for name in _names(node.iter)):
            given = self.traduction.present(path, kind(node.iter, portee))
            full, empty = _true(given, tag.lu if tag else ""), _false(given, tag.lu if tag else "")
            if not self._possible(known, full):
                yield from self._unreachable(tag, known, full)
                return
            inner, outer = (*known, full), (*known, empty)
            if node.else_ and not self._possible(known, empty):
                yield from self._unreachable(self._branch_after(tag), known, empty)
                node = _without_else(node)
        yield from self._body(node.body, portee.looping(node), inner)
        yield from self._body(node.else_, portee, outer)

    def _choice(self, node: nodes.CondExpr, portee: Portee, known: tuple[Contrainte, ...]) -> Iterator[Constat]:
        tag = self.ossature.tag(node.lineno)
        test = self.traduction.condition(node.test, portee, acte=False)
        for contrainte, side in ((_true(test, ""), node.expr1), (_false(test, ""), node.expr2)):
            if tag is not None and not tag.paragraphe.fragment and not self._possible(known, contrainte):
                message = f"« {written(side)} » n'est jamais imprimé{self._why(known, contrainte)}"
                yield self.sujet.say(
                    "branche-inatteignable", message, tag.ou, "gardez l'autre choix, ou corrigez la condition"
                )

    def _possible(self, known: tuple[Contrainte, ...], *goal: Contrainte, brouillon: bool = False) -> bool:
        facts = (each for each in self._facts() if not (brouillon and each.leve))
        return self.recherche.possible((*facts, *known), goal)

    def _facts(self) -> tuple[Contrainte, ...]:
        return (*self.faits.toujours, *self.faits.vocabulary()) if self.faits else ()

    def _unreachable(self, tag: Tag | None, known: tuple[Contrainte, ...], *goal: Contrainte) -> Iterator[Constat]:
        if tag is not None and tag.paragraphe.fragment == self.sujet.docx.fragment:
            message = f"ce qui suit « {tag.lu} » n'est jamais imprimé{self._why(known, *goal)}"
            advice = "retirez ce texte et sa condition, ou corrigez la condition"
            yield self.sujet.say("branche-inatteignable", message, tag.ou, advice)

    def _useless(self, tag: Tag | None, known: tuple[Contrainte, ...], *goal: Contrainte) -> Iterator[Constat]:
        if tag is not None and tag.paragraphe.fragment == self.sujet.docx.fragment:
            message = f"« {tag.lu} » est toujours vrai{self._why(known, *goal)}"
            advice = "écrivez {% else %}" if tag.mot == "elif" else "retirez la condition, gardez son texte"
            yield self.sujet.say("condition-inutile", message, tag.ou, advice)

    def _why(self, known: tuple[Contrainte, ...], *goal: Contrainte) -> str:
        found = self.recherche.reasons((*known, *self._facts()), goal)
        words = list(dict.fromkeys(each.raison for each in found if each.raison))
        return f" : {' ; '.join(words)}" if words else " : aucune valeur de ce champ ne le permet"


def _true(formule: Formule, said: str) -> Contrainte:
    return Contrainte(formule, raison=f"« {said} » l'entoure" if said else "")


def _false(formule: Formule, said: str) -> Contrainte:
    return Contrainte(non(formule), raison=f"« {said} » est faux à cet endroit" if said else "")


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)


def _without_else(node: nodes.For) -> nodes.For:
    return nodes.For(node.target, node.iter, node.body, [], node.test, node.recursive, lineno=node.lineno)


REGLES: tuple[Regle, ...] = (reachability,)
