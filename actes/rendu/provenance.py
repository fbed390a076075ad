"""A template run on an instrumented copy of its syntax tree: each text of the act says where it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Template, pass_context
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import Context
from markupsafe import Markup, escape

from actes.rendu.ancrage import ANCRE
from actes.rendu.archive import Archive, content_types_first
from actes.rendu.compiled import Modele, check_syntax
from actes.rendu.environnement import environment, printable, printable_draft
from actes.rendu.garde import open_docx
from actes.rendu.langues import FRANCAIS, Textes
from actes.rendu.marques import read_marks, split_bookmark
from actes.rendu.parcours import ASKED, LIST, SOURCE, TURN, Chemin, Parcours, Tour
from actes.rendu.proprietes import CORE_PART, CUSTOM_PART
from actes.rendu.signes import FIN_MENTION, FIN_VALEUR, MENTION, PARAGRAPHE, VALEUR, sign, without_signs
from actes.rendu.source import Partie, Source

_MARK = re.compile(r'<w:bookmarkStart w:id="(\d+)" w:name="(mention_[^"]+)"/>')
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?(?<!/)>")


@dataclass(frozen=True, slots=True)
class Trace:
    """One text of the act: what it is, where its author wrote it, what it reads in the dossier."""

    genre: str  # valeur | blanc | paragraphe | mention
    texte: str = ""  # what is printed
    ancre: int | None = None  # the number of its paragraph, in `Ancrage.endroits`
    expression: str = ""
    chemins: tuple[str, ...] = ()  # as they are in this dossier: `condamnation.peines[1].ferme`
    mention: str = ""
    signet: str = ""  # of a mention: its bookmark


@dataclass(frozen=True, slots=True)
class ActeTrace:
    """An act in which every text carries the number of its trace; and the paths that decided what is printed."""

    contenu: bytes
    traces: Mapping[int, Trace]
    interroges: tuple[str, ...]
    marques: Mapping[str, str]  # the text of each mark, by bookmark


@dataclass(slots=True)
class _Course:
    """What is noted while the template runs once."""

    prefixes: Mapping[str, str]
    traces: dict[int, Trace] = field(default_factory=dict)
    paragraphes: dict[int, int] = field(default_factory=dict)  # anchor → its trace
    interroges: dict[str, None] = field(default_factory=dict)
    listes: dict[int, Sequence[Any]] = field(default_factory=dict)
    tours: dict[int, int] = field(default_factory=dict)

    def note(self, trace: Trace) -> int:
        number = len(self.traces) + 1
        self.traces[number] = trace
        return number

    def paragraphe(self, ancre: int) -> int:
        if ancre not in self.paragraphes:
            self.paragraphes[ancre] = self.note(Trace("paragraphe", ancre=ancre))
        return self.paragraphes[ancre]

    def concrete(self, chemins: Sequence[Chemin]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._path, chemins)))

    def _path(self, chemin: Chemin) -> str:
        head, *rest = chemin
        path = self.prefixes.get(str(head), str(head))
        for step in rest:
            if isinstance(step, Tour):
                path += f"[{self.tours[step.boucle]}]" if step.boucle in self.tours else ""
            else:
                path += f"[{step}]" if isinstance(step, int) else f".{step}"
        return path


class ModeleTrace(Modele):
    """A prepared template, its paragraphs marked by `Ancrage`, that tells where each text of the act comes from.

    Unlike the engine that it extends, it is for one document at a time.
    """

    def __init__(self, source: Source, fichier: str = "", brouillon: bool = False, textes: Textes = FRANCAIS):
        self._traced = environment(brouillon, textes).overlay()
        self._printable = printable_draft if brouillon else printable
        ours = {SOURCE: self._source, ASKED: self._asked, LIST: self._list, TURN: self._turn}
        self._traced.filters = self._traced.filters | {name: _unfolded(note) for name, note in ours.items()}
        self._parcours = Parcours()
        self._course = _Course({})
        self.parties = source.parties
        self.noms: set[str] = set()  # what it asks the dossier, or an act, for
        super().__init__(source, fichier, brouillon, textes)

    def run(self, values: Mapping[str, Any], prefixes: Mapping[str, str]) -> ActeTrace:
        """The act filled with these values; `prefixes` says which path of the dossier a name stands for.

        Never for an act that is delivered: private characters stand in its text. Raises ModeleError.
        """
        self._course = course = _Course(prefixes)
        parts = {
            name: text if name == CORE_PART else self._signed(text) for name, text in self.render_parts(values).items()
        }
        marks = read_marks(without_signs(text, "") for name, text in parts.items() if name != CORE_PART)
        members = {name: text.encode() for name, text in parts.items()}
        contenu = self.assemble(members | ({CUSTOM_PART: self._custom} if self.scelle else {}))
        return ActeTrace(contenu, course.traces, tuple(course.interroges), marks)

    def _varies(self, partie: Partie) -> bool:
        return True  # a text that never changes comes from somewhere too

    def _template(self, partie: Partie) -> Template:
        check_syntax(partie, self.fichier, self.brouillon, self.textes)
        tree = self._traced.parse(without_signs(partie.texte))
        self.noms |= find_undeclared_variables(tree) - self._traced.globals.keys()
        self._parcours.instrument(tree)
        code = self._traced.compile(tree)
        return self._traced.template_class.from_code(self._traced, code, self._traced.make_globals(None))

    def _source(self, value: Any, rank: int) -> Any:
        point, course = self._parcours.points[rank], self._course
        text = without_signs(str(escape(self._printable(value))))
        shown = Markup(text).unescape()
        genre = "blanc" if point.blanc else "valeur"
        paths = course.concrete(point.chemins)
        number = course.note(Trace(genre, shown, point.ancre, point.expression, paths, point.mention))
        return Markup(f"{sign(VALEUR, number)}{text}{FIN_VALEUR}")

    def _asked(self, value: Any, rank: int) -> Any:
        for path in self._course.concrete(self._parcours.points[rank].chemins):
            self._course.interroges[path] = None
        return value

    def _list(self, value: Any, rank: int) -> Any:
        self._asked(value, rank)
        self._course.listes[rank] = value if isinstance(value, (list, tuple)) else ()
        self._course.tours.pop(rank, None)
        return value

    def _turn(self, value: Any, rank: int) -> str:
        """Note which element of the list this turn is about, sorted or filtered as the list may be."""
        seen, elements = self._course.tours.get(rank, -1), self._course.listes[rank]
        same = [place for place, element in enumerate(elements) if element is value]
        place = next((place for place in same if place > seen), same[0] if same else None)
        if place is not None:
            self._course.tours[rank] = place
        return ""

    def _signed(self, text: str) -> str:
        """The rendered part with the signs of its paragraphs and of its mentions in the place of our bookmarks."""
        pieces = ANCRE.split(text)  # what precedes the first paragraph, then number and text in turn
        signed = [pieces[0]]
        for ancre, piece in zip(pieces[1::2], pieces[2::2], strict=True):
            opening, ends = _TEXT.search(piece), piece.find("</w:p>")
            if opening and opening.start() < ends:
                mark = sign(PARAGRAPHE, self._course.paragraphe(int(ancre)))
                piece = piece[: opening.end()] + mark + piece[opening.end() :]
            signed.append(piece)
        return _inserted("".join(signed), self._mentions)

    def _mentions(self, text: str) -> Iterator[tuple[int, str]]:
        """Where each mention opens and closes, in the first and the last text between the ends of its bookmark."""
        for start in _MARK.finditer(text):
            end = text.find(f'<w:bookmarkEnd w:id="{start[1]}"/>', start.end())
            opening, closing = _TEXT.search(text, start.end(), end), text.rfind("</w:t>", start.end(), end)
            if opening and closing >= opening.end():
                number = self._course.note(Trace("mention", mention=split_bookmark(start[2])[0], signet=start[2]))
                yield opening.end(), sign(MENTION, number)
                yield closing, FIN_MENTION


def without_traces(docx: bytes) -> bytes:
    """A traced act without its private characters: the same pages."""
    parts = open_docx(docx)
    shown = {name: data for name, data in parts.items() if name.startswith("word/") and name.endswith(".xml")}
    bare = {name: without_signs(data.decode(), "").encode() for name, data in shown.items()}
    names = content_types_first(parts)
    return Archive.of((name, bare.get(name, parts[name])) for name in names).assemble({})


def _inserted(text: str, found: Callable[[str], Iterator[tuple[int, str]]]) -> str:
    pieces, done = [], 0
    for position, words in sorted(found(text), key=lambda each: each[0]):
        pieces += [text[done:position], words]
        done = position
    return "".join((*pieces, text[done:]))


def _unfolded(note: Callable[[Any, int], Any]) -> Callable[[Context, Any, int], Any]:
    """A filter that Jinja does not run beforehand, even on a constant."""

    @pass_context
    def noting(_: Context, value: Any, rank: int) -> Any:
        return note(value, rank)

    return noting
