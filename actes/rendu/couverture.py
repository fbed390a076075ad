"""A template run on an instrumented copy of its syntax tree: which of its branches its dossiers take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import Template, nodes, pass_context
from jinja2.runtime import Context

from actes.rendu.branches import Branchement, Genre, Issue, points
from actes.rendu.compiled import numbered
from actes.rendu.environnement import environment
from actes.rendu.origines import Origines
from actes.rendu.source import Partie, Source

_ASKED, _ENTERED, _TURNED = "_asked", "_entered", "_turned"  # our filters, in our copy of the environment only


class ModeleSuivi:
    """A prepared template of which every branch taken is noted; what it writes is thrown away."""

    def __init__(self, source: Source, origines: Origines):
        self._origines = origines
        self.branchements: list[Branchement] = []
        self.taken: set[tuple[int, Issue]] = set()
        self._turns: dict[int, int] = {}  # of the loops under way
        self._env = environment(brouillon=True).overlay()  # drafts are run too: what lacks is a blank, no error
        ours = {_ASKED: self._asked, _ENTERED: self._entered, _TURNED: self._turned}
        self._env.filters = self._env.filters | {name: _unfolded(note) for name, note in ours.items()}
        self._parts = [self._compile(partie) for partie in source.parties if partie.dynamique]

    def run(self, values: Mapping[str, Any]) -> None:
        """Fill the template with these values, and note where they lead."""
        for template in self._parts:
            template.render(values)
            self._close()

    def outcomes(self) -> Iterator[tuple[Branchement, frozenset[Issue]]]:
        """Each branch point and the ways out that were taken."""
        for rank, branchement in enumerate(self.branchements):
            yield branchement, frozenset(issue for issue in branchement.issues if (rank, issue) in self.taken)

    def _compile(self, partie: Partie) -> Template:
        tree = self._env.parse(numbered(partie.texte))
        for point in points(tree, partie, self._origines):
            rank = nodes.Const(len(self.branchements), lineno=point.node.lineno)
            self.branchements.append(point.branchement)
            if isinstance(point.node, nodes.For):
                point.node.iter = _filtered(point.node.iter, _ENTERED, rank)
                turn = _filtered(nodes.Const("", lineno=rank.lineno), _TURNED, rank)
                point.node.body.insert(0, nodes.Output([turn], lineno=rank.lineno))
            else:
                point.node.test = _filtered(point.node.test, _ASKED, rank)
        code = self._env.compile(tree)
        return self._env.template_class.from_code(self._env, code, self._env.make_globals(None))

    def _asked(self, value: Any, rank: int) -> Any:
        mark = self.branchements[rank].genre is Genre.MENTION
        yes, no = (Issue.PRESENTE, Issue.ABSENTE) if mark else (Issue.VRAI, Issue.FAUX)
        self.taken.add((rank, yes if value else no))
        return value

    def _entered(self, value: Any, rank: int) -> Any:
        self._note_turns(rank)
        self._turns[rank] = 0
        return value

    def _turned(self, value: Any, rank: int) -> Any:
        self._turns[rank] += 1
        return value

    def _note_turns(self, rank: int) -> None:
        if rank in self._turns:
            turns = self._turns.pop(rank)
            self.taken.add((rank, Issue.PLUSIEURS if turns > 1 else (Issue.UN if turns else Issue.AUCUN)))

    def _close(self) -> None:
        for rank in list(self._turns):
            self._note_turns(rank)


def _unfolded(note: Callable[[Any, int], Any]) -> Callable[[Context, Any, int], Any]:
    """A filter that Jinja does not run beforehand, even on a constant."""

    @pass_context
    def noting(_: Context, value: Any, rank: int) -> Any:
        return note(value, rank)

    return noting


def _filtered(node: nodes.Node, name: str, rank: nodes.Const) -> nodes.Filter:
    assert isinstance(node, nodes.Expr)
    return nodes.Filter(node, name, [rank], [], None, None, lineno=node.lineno)
